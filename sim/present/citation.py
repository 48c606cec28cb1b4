"""How to cite: the facts of CITATION.cff, filled in for one experiment."""

import re

from sim.experiments.store.reader import Results

PROGRAM = "Surveillance roll-out simulator"
AUTHORS = "The developers of the surveillance roll-out simulator"
LICENCE = "MIT"
YEAR = 2026  # of the release


def citation(results: Results) -> str:
    """One sentence to cite an experiment by."""
    first, last = results.window
    return (
        f"{AUTHORS} ({YEAR}). {PROGRAM}, version {results.record.model_version}, {LICENCE} licence. "
        f"Scenario “{results.record.name}” ({results.title}), {_runs(results)}, compared {first} to {last}, "
        f"experiment {results.record.identity}."
    )


def bibtex(results: Results) -> str:
    """The same as a BibTeX entry."""
    name = re.sub(r"[^A-Za-z0-9-]", "", results.record.name) or "scenario"
    return (
        f"@software{{rollout-{name}-{results.record.identity[:8]},\n"
        f"  author = {{{{{AUTHORS}}}}},\n"
        f"  title = {{{{{PROGRAM}}}}},\n"
        f"  year = {{{YEAR}}},\n"
        f"  version = {{{results.record.model_version}}},\n"
        f"  note = {{Scenario {_plain(results.record.name)}, {_runs(results)}, "
        f"experiment {results.record.identity}}}\n"
        "}"
    )


def _runs(results: Results) -> str:
    return f"{results.n_seeds} {'seed' if results.n_seeds == 1 else 'seeds'} an arm"


def _plain(text: str) -> str:
    """Leave out what BibTeX reads as its own."""
    return re.sub(r"[{}\\%#$&_^~]", " ", text).strip()
