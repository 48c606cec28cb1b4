"""The scenarios that come with the program: in the checkout, or inside the installed package."""

from pathlib import Path
from typing import NamedTuple

from sim.scenario.text.files import refusal_of, shipped_root
from sim.scenario.text.problems import Place, Problems, did_you_mean, fail
from sim.scenario.text.scalars import shorten
from sim.scenario.text.tree import read_tree


class Shipped(NamedTuple):
    """A scenario that comes with the program."""

    name: str
    title: str
    path: str


DESIGNS = "designs"  # the folder of files that are no scenarios


def shipped_files() -> tuple[Path, ...]:
    """Return the shipped scenario files, sorted."""
    designs = shipped_root() / DESIGNS
    return tuple(sorted(path for path in shipped_root().rglob("*.yaml") if path.parent != designs))


def resolve_scenario_path(text: str) -> Path:
    """Return the file that a user means: a path, or the name of a shipped scenario.

    Raises
    ------
    ScenarioError: there is neither, with the nearest names.
    """
    given = Path(text)
    if refusal_of(text) or (is_there(given) and not given.is_dir()):
        return given  # which `open_source` judges
    parts = given.parts[1:] if given.parts[:1] == ("scenarios",) else given.parts
    inside = shipped_root().joinpath(*parts) if ".." not in parts and not given.is_absolute() else shipped_root()
    for candidate in (inside, inside.with_suffix(".yaml")):
        if is_there(candidate) and candidate.is_file():
            return candidate
    by_name = {path.stem: path for path in shipped_files()}
    if text in by_name:
        return by_name[text]
    raise fail(Place(shorten(text, 200)), "", f"is not a scenario file; {did_you_mean(given.stem, by_name)}")


def is_there(path: Path) -> bool:
    """Return whether anything has this path; nothing has one that is too long, or may not be looked at."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def list_scenarios() -> tuple[Shipped, ...]:
    """Return name, title and path of every shipped scenario."""
    found = []
    for path in shipped_files():
        tree = read_tree(path.read_text(encoding="utf-8"), str(path), Problems())
        shown = path.relative_to(shipped_root().parent)
        found.append(Shipped(str(tree.deepest("name").value), str(tree.deepest("title").value), str(shown)))
    return tuple(found)
