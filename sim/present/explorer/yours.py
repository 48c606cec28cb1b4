"""What a page needs to write the reader's rule as a scenario file, and the commands that run it elsewhere."""

import json
import shlex
from itertools import chain, count

from sim.present.explorer.frames import Json
from sim.present.words.language import words
from sim.scenario.new import HEAD
from sim.scenario.scenario import Scenario
from sim.scenario.text.files import shipped_root

N_SEEDS = 20  # as many as the page runs pairs
_NAME = "my-rule"
_FOLDER = "check"


def yours_data(scenario: Scenario) -> Json:
    """Return names and labels for the reader's rules, what a file says before them, and commands to check by."""
    name, second = _free_names(scenario.arms)
    labels = _free_labels({*scenario.arms, *scenario.labels.values()})
    extends, beside = reference(scenario)
    title = json.dumps(words().say("page.more.yours.question"), ensure_ascii=False)
    head = HEAD.format(name=name, title=title, parent=extends)
    return {
        "name": name,
        "second": second,
        "labels": dict(zip((name, second), labels, strict=True)),
        "head": f"{head}people_per_agent: {scenario.world.people_per_agent}\n",
        "commands": _commands(scenario, name),
        "folder": _FOLDER,
        "beside": beside,
    }


def _free_names(arms: tuple[str, ...]) -> tuple[str, str]:
    """Return names for the first rule and the second that no arm has."""
    known = chain([_NAME], (f"{_NAME}-{k}" for k in count(2)))
    free = (name for name in known if name not in arms)
    return next(free), next(free)


def _free_labels(taken: set[str]) -> tuple[str, str]:
    """Return what readers know the first rule and the second by; a page can be made of a file that a page wrote."""
    others = (words().say("page.yours.other", number=k) for k in count(3))
    known = chain([words().say("page.yours.first"), words().say("page.yours.second")], others)
    free = (label for label in known if label not in taken)
    return next(free), next(free)


def reference(scenario: Scenario) -> tuple[str, str | None]:
    """Return what the file extends, and the file that it must lie beside where that is not a shipped one."""
    source, root = scenario.files[0].resolve(), shipped_root().resolve()
    if source.is_relative_to(root):
        return source.relative_to(root).as_posix(), None
    return source.name, source.name


def _commands(scenario: Scenario, name: str) -> list[str]:
    given = [f"--set {shlex.quote(f'{key}={value}')}" for key, value in scenario.settings.items()]
    options = " ".join(["--arms {arms}", *given, f"--seeds {N_SEEDS}", "--out {folder}"])
    return [f"python run.py simulate {name}.yaml {options}", "python run.py digest {folder}"]
