"""Print the SHA-256 of what each policy's runs say.

Two results, two engines or a page with the same one have the same outcomes to the last bit: those of the country,
by seed, month and outcome.
"""

import argparse
from itertools import pairwise
from typing import TYPE_CHECKING

from sim.cli.arguments import add_json, add_result
from sim.cli.console import print_json, print_table
from sim.cli.exit_codes import OK

if TYPE_CHECKING:
    from sim.experiments.store.digests import PolicyDigest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, and whether each run has a line."""
    add_result(parser)
    parser.add_argument("--runs", action="store_true", help="a line for each run too")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print the SHA-256 of what each policy's runs say."""
    from sim.experiments.archive.opening import opened
    from sim.experiments.store.digests import digests

    with opened(options.result) as result:
        found = digests(result.folder)
    if options.json:
        print_json({"policies": [_as_object(one, options.runs) for one in found]})
    else:
        print_table([("policy", "runs", "SHA-256"), *(line for one in found for line in _lines(one, options.runs))])
    return OK


def _as_object(found: "PolicyDigest", with_runs: bool) -> dict[str, object]:
    whole: dict[str, object] = {"policy": found.policy, "seeds": found.seeds, "sha256": found.sha256}
    if with_runs:
        whole["runs"] = [{"seed": seed, "sha256": run} for seed, run in zip(found.seeds, found.runs, strict=True)]
    return whole


def _lines(found: "PolicyDigest", with_runs: bool) -> list[tuple[str, str, str]]:
    whole = (found.policy, seeds_in_words(found.seeds), found.sha256)
    runs = [(found.policy, f"seed {seed}", run) for seed, run in zip(found.seeds, found.runs, strict=True)]
    return [whole, *runs] if with_runs else [whole]


def seeds_in_words(seeds: tuple[int, ...]) -> str:
    """Return ascending seeds, those that follow one another as a range.

    Examples
    --------
    >>> seeds_in_words((0, 1, 2, 5)), seeds_in_words((3,)), seeds_in_words(())
    ('seeds 0 to 2, 5', 'seed 3', 'none')
    """
    ends = [seed for seed, after in pairwise((*seeds, -1)) if after != seed + 1]
    starts = [seed for before, seed in pairwise((-2, *seeds)) if before != seed - 1]
    spans = [str(first) if first == last else f"{first} to {last}" for first, last in zip(starts, ends, strict=True)]
    return f"{'seed' if len(seeds) == 1 else 'seeds'} {', '.join(spans)}" if seeds else "none"
