"""A checked scenario written back as one file that says everything, and reads as the same scenario."""

from collections.abc import Mapping
from itertools import count, groupby
from typing import Any

import yaml

from sim.scenario.parts.arms import USED
from sim.scenario.parts.levers import LEVER_BY_NAME, lever_word

_Parts = Mapping[str, Any]
_ORDER = ("format", "name", "title", "description", "look_for", "people_per_agent", "baseline", "question", "period")


def written(head: _Parts, world: _Parts, arms: _Parts, preface: str, cities: str) -> str:
    """Return the text of a scenario file.

    `head` holds the words and the baseline, `world` and `arms` are resolved, and `cities` names the file of the cities.
    A policy written in Python cannot be written here: its entry stays a name, which the reader of the file refuses.
    """
    content = {
        **{key: value for key, value in {**head, **world}.items() if key in _ORDER and value != {}},
        "cities": {"file": cities, "include_flagged": world["cities"]["include_flagged"]},
        "suppliers": world["suppliers"],
        "parameters": world["parameters"],
        "levers": {name: lever_word(LEVER_BY_NAME[name], value) for name, value in world["levers"].items()},
        "events": world["events"],
        "arms": _arms(arms),
        "labels": {name: label for name, label in head["labels"].items() if name in arms},
    }
    if head["question"].get("policy") not in arms:  # one of the file that was not run
        content.pop("question", None)
    ordered = {key: content[key] for key in (*_ORDER, *content) if key in content}
    comment = "".join(f"# {line}".rstrip() + "\n" for line in preface.splitlines())
    return comment + yaml.dump(ordered, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100)


class _Plain(yaml.SafeDumper):
    """Writes everything where it stands: the reader of scenarios follows no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Return that nothing is written once for two places."""
        return True


def _arms(arms: _Parts) -> dict[str, list[Any]]:
    """Return arms as a file has them; what an arm uses becomes an arm of its own where it must."""
    found: dict[str, list[Any]] = {}
    taken = set(arms)
    for name, entries in arms.items():
        _add(name, entries, found, taken)
    return found


def _add(name: str, entries: list[dict[str, Any]], found: dict[str, list[Any]], taken: set[str]) -> None:
    found[name] = []
    for number, group in groupby(entries, lambda entry: entry.get(USED, "").partition(".")[0]):
        if not number:
            found[name] += group
            continue
        part = next(part for k in count(1) if (part := f"{name[:40]}-part-{number}" + f"-{k}" * (k > 1)) not in taken)
        taken.add(part)
        found[name].append({"use": part})
        _add(part, [_without_first(entry) for entry in group], found, taken)


def _without_first(entry: dict[str, Any]) -> dict[str, Any]:
    rest = entry[USED].partition(".")[2]
    others = {key: value for key, value in entry.items() if key != USED}
    return others | ({USED: rest} if rest else {})
