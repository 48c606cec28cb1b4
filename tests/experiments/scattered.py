"""Parts as workers leave them, before they are merged, or with runs lost: made of those of a finished folder."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from sim.experiments.store.inventory import close_parts
from sim.experiments.store.merging import Merged, sorting
from sim.experiments.store.origin import Origin
from sim.experiments.store.parts import part_files, put_part, read_origins, rows_per_run
from tests.experiments.folders import small

N_ROWS = rows_per_run(small().world)


def replaced(folder: Path, pieces: Callable[[Origin], Sequence[Sequence[str]]]) -> None:
    """Put parts with some runs each in the place of every part."""
    parts = folder / "runs"
    (parts / ".tmp").mkdir(exist_ok=True)
    with sorting(parts / ".tmp") as connection:
        for path, origin in read_origins(part_files(parts)).items():
            some = [Merged(origin.of(runs), dict.fromkeys(runs, path), N_ROWS) for runs in pieces(origin)]
            made = {put_part(one.origin, parts, partial(one.write, connection))[0] for one in some}
            if path.name not in made:
                path.unlink()
    close_parts(parts)


def scatter(folder: Path, size: int) -> None:
    """Have at most so many runs in each part."""
    replaced(folder, lambda origin: [[*origin.runs][at : at + size] for at in range(0, len(origin.runs), size)])


def lose(folder: Path, experiment: str, arm: str | None = None, seeds: Sequence[int] | None = None) -> None:
    """Take runs of an experiment, as of one point, out of the parts."""

    def kept(origin: Origin) -> list[list[str]]:
        concerned = arm in (None, origin.arm["name"])
        runs = [run for run, (seed, of) in origin.runs.items()
                if not (concerned and of == experiment and (seeds is None or seed in seeds))]  # fmt: skip
        return [runs] if runs else []

    replaced(folder, kept)
