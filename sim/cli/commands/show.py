"""Show where a result comes from: what was run, by what, when and where, and what to do with it next."""

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.arguments import add_json, add_result
from sim.cli.console import print_json, print_table
from sim.cli.exit_codes import OK
from sim.cli.typed import program_typed

if TYPE_CHECKING:
    from sim.experiments.checking.provenance import Provenance

_FILES = 12  # told by name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the result."""
    add_result(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Show where a result comes from."""
    from sim.experiments.archive.opening import opened
    from sim.experiments.checking.provenance import provenance_of

    with opened(options.result) as result:
        found = provenance_of(result.folder)
    if options.json:
        print_json(_as_object(found, result.name))
        return OK
    print(found.record.title or found.record.name)
    print_table([*_made_of(found), *_made_by(found), *_holds(found)])
    print_table([("", ""), *_next(found, result.name, program_typed(options))])
    return OK


def _made_of(found: "Provenance") -> list[tuple[str, str]]:
    """Return the lines that tell what was run."""
    record, runs = found.record, found.runs
    first, last = record.months
    arms = ", ".join(f"{name} ({arm['seeds']} seeds)" for name, arm in record.arms.items())
    n_points = [("points", f"{len(record.points)} of a design ({record.design.get('kind', 'list')})")]
    return [
        ("scenario", f"{record.name}, {first} to {last}, {record.people_per_agent:,} people per agent"),
        ("experiment", record.identity),
        ("arms", f"{arms}; the first is the baseline"),
        *(n_points if record.points else []),
        *(("changed", f"{key}={value}") for key, value in record.settings.items()),
        ("runs", f"{runs.held} of {runs.planned} are here; {runs.missing} missing, {runs.failed} failed and left out"),
    ]


def _made_by(found: "Provenance") -> list[tuple[str, str]]:
    """Return the lines that tell by what, when and where; those that nobody noted say so."""
    record, about = found.record, found.last_command
    if not about:
        return [("model", record.model_version), ("made", "nobody knows: provenance.json is lost or damaged")]
    commit = f", commit {about['git_commit'][:12]}" if about.get("git_commit") else ""
    return [
        ("model", f"{record.model_version}, {record.engine} engine{commit}"),
        ("made", f"{about.get('started', 'at an unknown time')}, in {about.get('seconds', 0):,} s"),
        ("machine", f"{about.get('platform', '')}, {about.get('cores', '?')} cores, Python {about.get('python', '')}"),
        ("command", shlex.join(["rollout", *about.get("command", ())])),
    ]


def _holds(found: "Provenance") -> list[tuple[str, str]]:
    names = [name for name in found.files if "/" not in name]
    more = f", and {len(found.files) - len(names[:_FILES])} more"
    return [
        ("files", ", ".join(names[:_FILES]) + (more if len(found.files) > _FILES else "")),
        ("outcomes", f"SHA-256 {found.outcomes_sha256}"),
    ]


def _next(found: "Provenance", name: Path, program: str) -> list[tuple[str, str]]:
    """Return what to do next, what is most needed first."""
    where = shlex.quote(str(name))
    lines = [
        (f"{program} verify {where}", "whether it is what was made"),
        (f"{program} compare {where}", "what it says"),
        (f"{program} cite {where}", "how to cite it"),
    ]
    if found.runs.missing or found.runs.failed:
        again = "the command above" + (" with --retry-failed" if found.runs.failed else "")
        lines.insert(0, (again, "makes the runs that are not here"))
    lines.append((f"{program} export {where}", "for Excel, dashboards and other programs"))
    return lines if name.suffix == ".zip" else [*lines, (f"{program} archive {where}", "one file of it to hand on")]


def _as_object(found: "Provenance", name: Path) -> dict[str, Any]:
    record = found.record
    return {
        "result": str(name),
        "title": record.title or record.name,
        "scenario": record.name,
        "experiment": record.identity,
        "months": record.months,
        "people_per_agent": record.people_per_agent,
        "arms": {name: {"identity": arm["identity"], "seeds": arm["seeds"]} for name, arm in record.arms.items()},
        "baseline": record.baseline,
        "points": len(record.points),
        "settings": record.settings,
        "runs": {**found.runs._asdict(), "missing": found.runs.missing},
        "model_version": record.model_version,
        "engine": record.engine,
        "provenance": found.last_command,
        "files": found.files,
        "outcomes_sha256": found.outcomes_sha256,
    }
