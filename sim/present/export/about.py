"""What an export says of itself, wherever it is opened."""

import sim
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import VALUES
from sim.present.citation import LICENCE, citation
from sim.present.words.language import words


def facts(results: Results) -> dict[str, str]:
    """Return what a reader has to know about an export, by what it is about."""
    record = results.record
    pairs = words().say(f"export.about.{'pairs_at_points' if results.is_sweep else 'pairs'}", n=results.n_seeds)
    return {
        "title": results.title,
        "what it is": f"{words().say('simulation')}. {words().say('export.about.not_observed')}",
        "scenario": record.name,
        "experiment": record.identity,
        "baseline": results.called(results.baseline),
        "policies": ", ".join(results.called(policy) for policy in results.policies),
        "how sure": words().say("export.about.how_sure", pairs=pairs),
        "months simulated": " to ".join(record.months),
        "months compared": " to ".join(results.window),
        "money": words().say("export.about.money"),
        "model version": record.model_version,
        "program version": sim.__version__,
        "where the rows are": words().say("export.about.rows", file=VALUES.file),
        "an empty cell": words().say("export.about.empty"),
        "sources": words().say("export.about.sources"),
        "licence": LICENCE,
        "how to cite": citation(results),
    }  # fmt: skip
