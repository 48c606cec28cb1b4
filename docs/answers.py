"""Print the answers of scenarios into one text file, for people who read them without the model.

    python -m docs.answers --out answers.txt [SCENARIO...] [--seeds 20] [--results FOLDER] [--people-per-agent N]

Runs what the folder lacks, as `simulate` does; a scenario with arms of its own is asked about those alone.
"""

import argparse
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from textwrap import fill

from docs.tables import ROOT
from sim.cli import main as command
from sim.experiments.store.reader import Results, read_results
from sim.present.arms import titled
from sim.present.sentences import LIMITS, answers, nothing_compared, uncertainty
from sim.scenario.load import load_scenario
from sim.scenario.shipped import list_scenarios, resolve_scenario_path
from sim.scenario.text.problems import Problems
from sim.scenario.text.tree import read_tree


def own_arms(name: str) -> list[str]:
    """Return the arms that a scenario is about: those of its own file, and inherited ones that have its name."""
    path = resolve_scenario_path(name)
    own = read_tree(path.read_text(encoding="utf-8"), str(path), Problems()).child("arms")
    names = own.entries() if own is not None else {}
    return [arm for arm in load_scenario(path).arms if arm in names or arm.startswith(name)]


def text_of(results: Results) -> str:
    """Return title, description and every answer of an experiment."""
    lines = [f"## {results.record.name}: {results.title}", "", results.record.description, "", uncertainty(results), ""]
    for answer in answers(results):
        lines += [f"### {titled(answer.policy, results.record.labels)}", "", answer.sets, "", answer.finding, ""]
        lines += [line for heading, sentence in answer.lines for line in (f"{heading}: {sentence}", "")]
    if not results.policies:
        lines += [nothing_compared(results), ""]
    return "\n".join(fill(line, 120, break_on_hyphens=False, break_long_words=False) for line in lines)


def made(name: str, options: argparse.Namespace) -> Results:
    """Run what is missing of a scenario and read it.

    Raises
    ------
    SystemExit
        The command failed.
    """
    folder = options.results / name
    arguments = ["simulate", name, "--seeds", str(options.seeds), "--out", str(folder), "--jobs", str(options.jobs)]
    if arms := own_arms(name):
        arguments += ["--arms", ",".join(arms)]
    if options.people_per_agent:
        arguments += ["--people-per-agent", str(options.people_per_agent)]
    with redirect_stdout(sys.stderr):
        code = command(arguments)
    if code:
        raise SystemExit(code)
    return read_results(folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the answers of the scenarios that are named, or of all that come with the program."""
    parser = argparse.ArgumentParser(prog="python -m docs.answers", description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO")
    parser.add_argument("--out", type=Path, required=True, help="text file to write")
    parser.add_argument("--results", type=Path, default=ROOT / "results" / "answers", help="folder of the experiments")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--people-per-agent", type=int, help="larger is quicker (default: the scenario's)")
    options = parser.parse_args(arguments)
    names = options.scenarios or [shipped.name for shipped in list_scenarios()]
    texts = [text_of(made(name, options)) for name in names]
    options.out.write_text("\n".join([f"# Answers\n\n{fill(LIMITS, 120)}\n", *texts]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
