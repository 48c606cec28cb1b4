"""Files of a scenario: where they may lie, how they are read, how one extends another."""

from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import sim
from sim.scenario.text.problems import Place, Problems, ScenarioError, fail
from sim.scenario.text.scalars import describe, shorten
from sim.scenario.text.tree import MAX_BYTES, Node, merge, read_tree

MAX_CHAIN = 8
MAX_PATH, MAX_NAME = 4000, 255  # [bytes] as file systems allow
_OWN_KEYS = ("format", "name", "title", "description", "look_for", "question", "extends")  # not inherited


@cache
def shipped_root() -> Path:
    """Return the folder of the shipped scenarios."""
    checkout = Path(sim.__file__).resolve().parent.parent / "scenarios"
    if (checkout / "russia.yaml").is_file():
        return checkout
    return Path(str(files("sim"))) / "shipped"


class Source(NamedTuple):
    """A file: what messages call it, and what it is after following links."""

    shown: str
    path: Path

    @property
    def root(self) -> Path:
        """The folder that everything the file refers to must lie in."""
        if self.path.is_relative_to(shipped_root().resolve()):
            return shipped_root().resolve()
        above = [folder for folder in self.path.parents if folder.name == "scenarios"]
        return above[0] if above else self.path.parent


def open_source(path: Path) -> Source:
    """Return the file that a user named.

    Raises
    ------
    ScenarioError: there is no such file.
    """
    why = refusal_of(str(path))
    try:
        if why is None and (resolved := path.resolve(strict=True)).is_file():
            return Source(str(path), resolved)
    except (OSError, RuntimeError) as error:
        why = "there is none of this name" if isinstance(error, FileNotFoundError) else getattr(error, "strerror", None)
    raise fail(Place(shorten(str(path), 200)), "", f"is not a file that can be read{_because(path, why)}")


def refusal_of(path: str) -> str | None:
    """Return why no file can have this path, nothing where one can."""
    if "\0" in path:
        return "no path has a zero byte"
    if any("\ud800" <= character <= "\udfff" for character in path):
        return "its path is not UTF-8 text; rename it, or the folder above it"
    if len(path.encode()) > MAX_PATH or any(len(part.encode()) > MAX_NAME for part in Path(path).parts):
        return f"its path is longer than {MAX_PATH} bytes, or a name in it longer than {MAX_NAME}"
    return None


def _because(path: Path, why: str | None) -> str:
    if why is None:
        with suppress(OSError, ValueError):
            why = "it is a folder" if path.is_dir() else "it is a device or a pipe" if path.exists() else None
    return "" if why is None else f": {why[:1].lower()}{why[1:]}"


def referenced_file(source: Source, node: Node, path: str, suffixes: tuple[str, ...]) -> Source:
    """Return the file that a value in `source` names, following links before any check.

    Looked for beside `source`, then among the shipped scenarios.

    Raises
    ------
    ScenarioError: not a plain relative path, outside the root, or not there.
    """
    text = node.value
    if not isinstance(text, str):
        raise fail(node.place, path, f"must be the path of a file; got {describe(node.plain())}")
    if text.startswith(("/", "~")) or any(character in text for character in "\\\0:") or not text.isprintable():
        raise fail(node.place, path, "must be a relative path with forward slashes, such as data/cities.csv")
    if not text.endswith(suffixes):
        raise fail(node.place, path, f"must end in {' or '.join(suffixes)}; got '{shorten(text)}'")
    for folder, root in ((source.path.parent, source.root), (shipped_root(), shipped_root().resolve())):
        if (found := _inside(folder / text, root, node, path)) is not None:
            return Source(_shown(source, text), found)
    raise fail(node.place, path, f"names '{shorten(text)}', which is not a file beside {source.shown}")


def _inside(candidate: Path, root: Path, node: Node, path: str) -> Path | None:
    try:
        resolved = candidate.resolve(strict=True)
        if resolved.is_relative_to(root):
            return resolved if resolved.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None
    raise fail(node.place, path, f"leads outside the folder of scenarios, {root.name}; keep files inside it")


def _shown(source: Source, text: str) -> str:
    parts: list[str] = []
    for part in (*Path(source.shown).parent.parts, *text.split("/")):
        if part == ".." and parts and parts[-1] not in ("..", "/"):
            parts.pop()
        elif part not in (".", ""):
            parts.append(part)
    return str(Path(*parts))


def read_bytes(source: Source, limit: int) -> bytes:
    """Return the content of a file.

    Raises
    ------
    ScenarioError: unreadable, or larger than `limit` bytes.
    """
    try:
        with source.path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise fail(Place(source.shown), "", f"cannot be read: {error.strerror}") from None
    if len(data) > limit:
        raise fail(Place(source.shown), "", f"is larger than the {limit // 1024} kB allowed")
    return data


def read_text(source: Source, limit: int) -> str:
    """Return the text of a file, with line ends as LF.

    Raises
    ------
    ScenarioError: unreadable, larger than `limit` bytes, or not UTF-8.
    """
    data = read_bytes(source, limit)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise not_utf8(source, data, error) from None


def not_utf8(source: Source, data: bytes, error: UnicodeDecodeError) -> ScenarioError:
    """Return the error about text that is not UTF-8, at its place."""
    before = data[: error.start]
    place = Place(source.shown, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
    return fail(place, "", "is not UTF-8 text; save the file as UTF-8")


class Document(NamedTuple):
    """A scenario after inheritance, and the files that it came from (child first)."""

    tree: Node
    sources: tuple[Source, ...]

    def source_of(self, node: Node) -> Source:
        """Return the file in which a value was written; an option counts as the scenario's."""
        return next((source for source in self.sources if source.shown == node.place.file), self.sources[0])


def read_document(source: Source, problems: Problems) -> Document:
    """Read a scenario and what it extends, as far as that can be read.

    Raises
    ------
    ScenarioError: syntax of the scenario itself.
    """
    chain = [source]
    tree = _read_mapping(source, problems)
    inherited_arms: set[str] = set()
    parent = tree.child("extends")
    try:
        while parent is not None:
            following = referenced_file(chain[-1], parent, "extends", (".yaml", ".yml"))
            _check_chain(chain, following, parent)
            chain.append(following)
            inherited = _read_mapping(following, problems)
            parent = inherited.child("extends")
            inherited_arms |= _arms_of(inherited).keys()
            tree = merge(_heritable(inherited, problems), tree)
    except ScenarioError as error:  # what the scenario says itself is checked all the same
        problems.extend(error)
        problems.is_partial = True
    return Document(_without_arms(tree, inherited_arms, problems), tuple(chain))


def _arms_of(tree: Node) -> dict[str, Node]:
    arms = tree.child("arms")
    return arms.value if arms is not None and isinstance(arms.value, dict) else {}


def _without_arms(tree: Node, inherited: set[str], problems: Problems) -> Node:
    """Return the scenario without the arms that it sets to null: it leaves out what is, or may be, inherited."""
    arms = tree.child("arms")
    if arms is None or not isinstance(arms.value, dict) or not isinstance(tree.value, dict):
        return tree
    kept = {
        key: node
        for key, node in arms.value.items()
        if node.value is not None or not (key in inherited or problems.is_partial)
    }
    return Node({**tree.value, "arms": Node(kept, arms.place, arms.key_place)}, tree.place, tree.key_place)


def _read_mapping(source: Source, problems: Problems) -> Node:
    tree = read_tree(read_text(source, MAX_BYTES), source.shown, problems)
    if not isinstance(tree.value, dict):
        raise fail(tree.place, "", f"must be a mapping that begins with 'format: 1'; got {describe(tree.plain())}")
    return tree


def _check_chain(chain: list[Source], following: Source, node: Node) -> None:
    names = " -> ".join(source.shown for source in (*chain, following))
    if following.path in (source.path for source in chain):
        raise fail(node.place, "extends", f"goes in a circle: {names}")
    if len(chain) >= MAX_CHAIN:
        raise fail(node.place, "extends", f"is a chain of more than {MAX_CHAIN} files: {names}")


def _heritable(tree: Node, problems: Problems) -> Node:
    version = tree.child("format")
    if version is None or version.value != 1 or isinstance(version.value, bool):
        place = tree.place if version is None else version.place
        problems.add(place, "format", "must be 1 in every file")
    assert isinstance(tree.value, dict)
    kept = {key: node for key, node in tree.value.items() if key not in _OWN_KEYS}
    return Node(kept, tree.place, tree.key_place)
