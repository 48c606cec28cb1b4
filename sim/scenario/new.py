"""A new scenario file that extends another, ready to be edited."""

from pathlib import Path

from sim.scenario.load import load_scenario
from sim.scenario.parts.forms import check_id
from sim.scenario.scenario import Scenario
from sim.scenario.shipped import resolve_scenario_path
from sim.scenario.text.files import open_source, read_document, shipped_root
from sim.scenario.text.problems import Place, Problems, did_you_mean, fail

HEAD = """# Everything that is not said here is as in {parent}.
format: 1
name: {name}
title: {title}
extends: {parent}
"""
_TITLE = "What would change if ...?   # a question that this scenario answers"
_TEXT = """# parameters:
#   corruptible_share: 0.02        # python run.py explain {file} corruptible_share tells who set a value
# levers:
#   retention_days: 30             # in force at the start, in every arm
arms:
{left_out}  my-policy:                       # an arm is what is compared with the baseline, {baseline}
    - {{lever: retention_days, value: 5, from: {start}}}
"""


def new_scenario(name: str, parent: str, folder: Path) -> Path:
    """Write `folder/name.yaml`, which extends a shipped scenario or one beside it; return the file.

    Raises
    ------
    ScenarioError: a bad name, an existing file, or a parent that cannot be extended from there.
    """
    try:
        check_id(name)
    except ValueError as error:
        raise fail(Place("new"), "NAME", f"'{name}' {error}") from None
    path = folder / f"{name}.yaml"
    if path.exists() or path.is_symlink():  # a link that leads nowhere is one already
        raise fail(Place(str(path)), "", "exists already; choose another name")
    source = resolve_scenario_path(parent).resolve()
    scenario = load_scenario(source)
    text = _text(name, path, _reference(source, folder), scenario)
    with path.open("x", encoding="utf-8", newline="\n") as file:  # x: never through a link, never over a file
        file.write(text)
    load_scenario(path)
    return path


def _reference(source: Path, folder: Path) -> str:
    for root in (folder.resolve(), shipped_root().resolve()):
        if source.is_relative_to(root):
            return source.relative_to(root).as_posix()
    hint = did_you_mean(source.stem, [path.stem for path in shipped_root().glob("*.yaml")])
    raise fail(Place(str(source)), "", f"lies neither in {folder} nor among the shipped scenarios; {hint}")


def _text(name: str, path: Path, parent: str, scenario: Scenario) -> str:
    schema = path.parent / "schema" / "scenario.schema.json"
    modeline = "# yaml-language-server: $schema=schema/scenario.schema.json\n" if schema.is_file() else ""
    start = scenario.resolved_world["period"]["start"]
    head = HEAD.format(name=name, title=_TITLE, parent=parent)
    rest = _TEXT.format(
        file=path, parent=parent, baseline=scenario.baseline, start=start, left_out=_left_out(scenario)
    )  # fmt: skip
    return modeline + head + rest


def _left_out(scenario: Scenario) -> str:
    """Return lines that leave the parent's arms out, so that a new file compares what its author wrote."""
    arms = read_document(open_source(scenario.files[0]), Problems()).tree.deepest("arms")
    lines = [
        f"  {f'{name}: null':<32} # of {Path(arms.deepest(name).place.file).name}\n"
        for name in scenario.arms
        if name not in (scenario.baseline, "my-policy")
    ]
    head = "  # Arms of other files, left out here: delete the line of an arm to compare it too.\n"
    return head + "".join(lines) if lines else ""
