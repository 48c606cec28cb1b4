"""The designs that come with the program, beside the scenarios."""

from pathlib import Path

from sim.scenario.shipped import DESIGNS, is_there
from sim.scenario.text.files import refusal_of, shipped_root
from sim.scenario.text.problems import Place, did_you_mean, fail
from sim.scenario.text.scalars import shorten


def shipped_designs() -> tuple[Path, ...]:
    """Return the shipped design files, sorted."""
    return tuple(sorted((shipped_root() / DESIGNS).glob("*.yaml")))


def resolve_design_path(text: str) -> Path:
    """Return the file that a user means: a path, or the name of a shipped design.

    Raises
    ------
    ScenarioError: there is neither, with the nearest names.
    """
    given = Path(text)
    if refusal_of(text) or (is_there(given) and not given.is_dir()):
        return given  # which `open_source` judges
    by_name = {path.stem: path for path in shipped_designs()}
    if given.stem in by_name and given.suffix in ("", ".yaml"):
        return by_name[given.stem]
    raise fail(Place(shorten(text, 200)), "", f"is not a design file; {did_you_mean(given.stem, by_name)}")
