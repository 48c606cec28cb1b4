"""The experiments of a results folder, read once for as long as their files stay as they are."""

import os
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import NamedTuple

from sim.analysis.compare.comparison import judged
from sim.experiments.archive.opening import CRATE, RESULT
from sim.experiments.problems import DamageError, ExperimentError
from sim.experiments.store.datapackage import is_current
from sim.experiments.store.describe import read_provenance
from sim.experiments.store.latest import LATEST
from sim.experiments.store.reader import Results, read_results
from sim.experiments.store.record import RECORD
from sim.present.dashboard.archives import Unpacked, archives_in
from sim.present.dashboard.kept import Kept
from sim.present.dashboard.naming import without_folders
from sim.present.dashboard.pair import Against, Pair, against
from sim.present.maps.shares import CityMap, city_map
from sim.present.words.language import words

_LOOKED, _AGAINST, _PAIRS, _MAPS = 200, 8, 16, 4  # experiments, comparisons, pairs and maps that are kept in memory
_UNPACKED = 4  # archives that lie unpacked at a time


class Item(NamedTuple):
    """One experiment of the shelf."""

    name: str  # of its folder, which addresses hold
    folder: Path
    results: Results | None  # None where it cannot be read
    trouble: str = ""  # why, and what to do
    made: str = ""  # when the last command began, as provenance.json has it
    is_current: bool = False  # whether all files are as this version of the program makes them
    is_archive: bool = False
    unpacked: Unpacked | None = None  # what keeps the folder of an archive: it goes when nobody has the item any more
    written: Hashable = ()  # how its files stood just before they were read


class Shelf:
    """The experiments that lie in one folder; any of them may come, go or change meanwhile."""

    def __init__(self, folder: Path, is_for_here: bool = False) -> None:
        self.folder = folder
        self.is_for_here = is_for_here  # whether nobody but this computer reads of it, who may know where it lies
        self._items: Kept[Item] = Kept(_LOOKED)
        self._unpacked: Kept[Item] = Kept(_UNPACKED)
        self._against: Kept[Against] = Kept(_AGAINST)
        self._pairs: Kept[Pair] = Kept(_PAIRS)
        self._maps: Kept[CityMap] = Kept(_MAPS)

    def items(self) -> list[Item]:
        """Return every experiment, the one that was made last first; then the archives, as they lie there."""
        items = [self._item(path) for path in self._paths()]
        closed = [Item(path.name, path, None, is_archive=True) for path in archives_in(self.folder)]
        return [*sorted(items, key=lambda item: (item.made, item.name), reverse=True), *closed]

    def written(self) -> Hashable:
        """Return what changes whenever an experiment comes, goes, or has a file written."""
        folders = tuple((path.name, _written(path)) for path in sorted(self._paths()))
        return folders, _stated(archives_in(self.folder))

    def written_of(self, name: str) -> Hashable:
        """Return what changes whenever a file of one experiment is written."""
        path = self.folder / name
        return _written(path) if path.is_dir() else _stated([path])

    def item(self, name: str) -> Item | None:
        """Return the experiment of a name, unpacked where it is an archive; None where the shelf has none.

        Raises
        ------
        ExperimentError
            The archive cannot be unpacked, which may be otherwise the next time.
        """
        found = next((self._item(path) for path in self._paths() if path.name == name), None)
        archive = next((path for path in archives_in(self.folder) if path.name == name), None)
        if found is not None or archive is None:
            return found
        written = _stated([archive])
        try:
            return self._unpacked.get((name, written), lambda: self._opened(archive)._replace(written=written))
        except OSError as error:
            why = os.strerror(error.errno or 0)
            raise ExperimentError(words().say("dashboard.shelf.not_now", name=name, why=why)) from error

    def told(self, error: Exception, *inside: Path) -> str:
        """Say what is wrong without the folders of this computer, or of the experiments that it is about."""
        return without_folders(str(error), *inside, self.folder)

    def pair(self, item: Item, baseline: str, policy: str) -> Pair:
        """Return the comparison of two policies of an experiment that can be read."""
        results = item.results
        assert results is not None
        key = (item.folder, item.written, baseline)  # an archive that is unpacked again lies in another folder
        compared = self._against.get(key, lambda: against(results, baseline))
        return self._pairs.get((*key, policy), lambda: compared.pair(policy))

    def map(self, item: Item) -> CityMap:
        """Return where an experiment that can be read recognises faces.

        Raises
        ------
        NoMapError
            It has no map.
        """
        results = item.results
        assert results is not None
        return self._maps.get((item.folder, item.written), lambda: city_map(results))

    def _paths(self) -> list[Path]:
        try:
            found = [path for path in self.folder.iterdir() if path.is_dir() and not _is_aside(path)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [path for path in found if _is_experiment(_inside(path))]

    def _opened(self, archive: Path) -> Item:
        """Return what an archive holds; one that is not as it was written stays so, all else may pass."""
        try:
            unpacked = Unpacked(archive)
        except DamageError as error:
            return Item(archive.name, archive, None, self.told(error), is_archive=True)
        return self._looked_at(archive.name, unpacked.folder)._replace(is_archive=True, unpacked=unpacked)

    def _looked_at(self, name: str, folder: Path) -> Item:
        try:
            results = read_results(folder)
            results = results if results.is_sweep else judged(results)
        except (ExperimentError, OSError) as error:
            return Item(name, folder, None, self.told(error, folder))
        started = str(read_provenance(folder).get("started", ""))
        return Item(name, folder, results, made=started, is_current=is_current(folder))

    def _item(self, path: Path) -> Item:
        name, written = path.name, _written(path)
        return self._items.get((name, written), lambda: self._looked_at(name, _inside(path))._replace(written=written))


def _is_aside(path: Path) -> bool:
    """Tell whether a folder is hidden, or the link to the last experiment, which has a name of its own."""
    return path.name.startswith(".") or (path.name == LATEST and path.is_symlink())


def _inside(path: Path) -> Path:
    """Return the experiment's folder within an unpacked archive, and any other folder as it is."""
    return path / RESULT if (path / CRATE).is_file() else path


def _is_experiment(folder: Path) -> bool:
    return (folder / RECORD).exists() or (folder / "runs").is_dir()


def _written(folder: Path) -> Hashable:
    """Return what changes whenever a file of an experiment is written."""
    try:
        return _stated(path for path in sorted(_inside(folder).iterdir()) if path.is_file())
    except FileNotFoundError:  # all of it went meanwhile
        return ()


def _stated(files: Iterable[Path]) -> Hashable:
    """Return what changes whenever one of some files comes, goes, or is written."""
    return tuple(found for path in files if (found := _state(path)) is not None)


def _state(file: Path) -> Hashable:
    """Return how a file stands; None where it went meanwhile."""
    try:
        about = file.stat()
    except FileNotFoundError:
        return None
    return file.name, about.st_mtime_ns, about.st_size
