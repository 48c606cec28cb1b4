"""What an export says of itself, wherever it is opened."""

import sim
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import VALUES
from sim.present.citation import LICENCE, citation
from sim.present.words.language import words

NOT_OBSERVED = "The model compares policies. It does not measure what recognition did in any real city."


def facts(results: Results) -> dict[str, str]:
    """Return what a reader has to know about an export, by what it is about."""
    record = results.record
    pairs = "pairs at each point" if results.is_sweep else "pairs of runs"
    return {
        "title": results.title,
        "what it is": f"{words().say('simulation')}. {NOT_OBSERVED}",
        "scenario": record.name,
        "experiment": record.identity,
        "baseline": results.called(results.baseline),
        "policies": ", ".join(results.called(policy) for policy in results.policies),
        "how sure": f"{results.n_seeds} {pairs} with the same seeds. Intervals cover chance in the model, not the "
                    "doubt about its parameters",
        "months simulated": " to ".join(record.months),
        "months compared": " to ".join(results.window),
        "money": "roubles of 2020",
        "model version": record.model_version,
        "program version": sim.__version__,
        "where the rows are": f"{VALUES.file} of the result has every value of every run; so do the exports to csv, "
                              "sqlite and duckdb",
        "an empty cell": "undefined, for example a ratio with nothing to divide by",
        "sources": "report.html of the result lists parameters with their ranges and confidence. Cities that come with "
                   "the program: populations from Rosstat, coordinates from GeoNames (CC BY 4.0)",
        "licence": LICENCE,
        "how to cite": citation(results),
    }  # fmt: skip
