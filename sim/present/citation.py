"""How to cite: the facts of CITATION.cff, filled in for one experiment."""

import re

from sim.experiments.store.reader import Results
from sim.present.chosen import settings_sentence
from sim.present.listed import listed
from sim.present.words.language import words

PROGRAM = "Surveillance roll-out simulator"
AUTHORS = "The developers of the surveillance roll-out simulator"
LICENCE = "MIT"
YEAR = 2026  # of the release
_NAMED = 6  # policies


def citation(results: Results) -> str:
    """One sentence to cite an experiment by."""
    first, last = results.window
    record = results.record
    return words().say(
        "cite.sentence", authors=AUTHORS, year=YEAR, program=PROGRAM, version=record.model_version, licence=LICENCE,
        scenario=record.name, title=results.title, size=_size(results), policies=_policies(results),
        seeds=_seeds(results), first=first, last=last, identity=record.identity, more=_more(results),
    )  # fmt: skip


def bibtex(results: Results) -> str:
    """The same as a BibTeX entry."""
    scenario, identity = _plain(results.record.name), results.record.identity
    policies, size = _plain(_policies(results)), _size(results)
    note = words().say(
        "cite.note", scenario=scenario, size=size, policies=policies, seeds=_seeds(results), identity=identity
    )
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


def _size(results: Results) -> str:
    """Say how many cities and agents there are: other agents give other numbers."""
    cities = words().say("cite.cities", n=results.record.n_places - 1)
    return words().say("cite.size", cities=cities, n=results.record.people_per_agent)


def _policies(results: Results) -> str:
    """Name the arms as options do; of many only the first ones, and how many more there are."""
    arms = tuple(results.record.arms)
    named, n_more = ", ".join(arms[:_NAMED]), len(arms) - _NAMED
    return words().say("cite.policies", named=named, n=n_more) if n_more > 0 else named


def _more(results: Results) -> str:
    """Say which values `--set` gave, and that cities of the list are left out, where that is so."""
    flagged = words().say("page.places.flagged") if listed(results).left_out else ""
    said = (settings_sentence(results), flagged)
    return "".join(f" {sentence}" for sentence in said if sentence)


def _plain(text: str) -> str:
    """Leave out what BibTeX reads as its own."""
    return re.sub(r"[{}\\%#$&_^~]", " ", text).strip()
