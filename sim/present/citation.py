"""How to cite: the facts of CITATION.cff, filled in for one experiment."""

import re

from sim.experiments.store.reader import Results
from sim.present.words.language import words

PROGRAM = "Surveillance roll-out simulator"
AUTHORS = "The developers of the surveillance roll-out simulator"
LICENCE = "MIT"
YEAR = 2026  # of the release


def citation(results: Results) -> str:
    """One sentence to cite an experiment by."""
    first, last = results.window
    record = results.record
    return words().say(
        "cite.sentence", authors=AUTHORS, year=YEAR, program=PROGRAM, version=record.model_version, licence=LICENCE,
        scenario=record.name, title=results.title, seeds=_seeds(results), first=first, last=last,
        identity=record.identity,
    )  # fmt: skip


def bibtex(results: Results) -> str:
    """The same as a BibTeX entry."""
    scenario, identity = _plain(results.record.name), results.record.identity
    note = words().say("cite.note", scenario=scenario, seeds=_seeds(results), identity=identity)
    name = re.sub(r"[^A-Za-z0-9-]", "", results.record.name) or "scenario"
    return (
        f"@software{{rollout-{name}-{identity[:8]},\n"
        f"  author = {{{{{AUTHORS}}}}},\n"
        f"  title = {{{{{PROGRAM}}}}},\n"
        f"  year = {{{YEAR}}},\n"
        f"  version = {{{results.record.model_version}}},\n"
        f"  note = {{{note}}}\n"
        "}"
    )


def _seeds(results: Results) -> str:
    return words().say("cite.seeds", n=results.n_seeds)


def _plain(text: str) -> str:
    """Leave out what BibTeX reads as its own."""
    return re.sub(r"[{}\\%#$&_^~]", " ", text).strip()
