"""What an export says of itself, wherever it is opened: one fact a row."""

import sim
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import VALUES
from sim.present.citation import LICENCE, citation
from sim.present.export.places import plane_sentence
from sim.present.listed import listed
from sim.present.words.language import words

_CREDITED = ("GeoNames", "OSM")  # sources of coordinates that are licensed


def facts(results: Results) -> dict[str, str]:
    """Return what a reader has to know about an export, by what it is about; nothing is empty."""
    record = results.record
    pairs = words().say(f"export.about.{'pairs_at_points' if results.is_sweep else 'pairs'}", n=results.n_seeds)
    told = {
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
        "residents an agent stands for": f"{record.people_per_agent:,}",
        **_cities(results),
        **{f"warning {number}": warning for number, warning in enumerate(record.warnings, start=1)},
        "model version": record.model_version,
        "program version": sim.__version__,
        "where the rows are": words().say("export.about.rows", file=VALUES.file),
        "an empty cell": words().say("export.about.empty"),
        "parameters": words().say("export.about.parameters"),
        "licence": LICENCE,
        "how to cite": citation(results),
    }
    return {about: text for about, text in told.items() if text}


def _cities(results: Results) -> dict[str, str]:
    """Return whence the cities are and which are left out, as the scenario's list has it."""
    sources, left_out = listed(results)
    why, names = ", ".join(sorted(set(left_out.values()))), ", ".join(left_out)
    named = ", ".join(sources)
    credits = [words().say(f"export.about.credit.{name}") for name in _CREDITED if name in named]
    return {
        "cities left out": words().say("export.about.left_out", n=len(left_out), why=why, names=names) * bool(names),
        "source of residents": words().say("export.about.residents"),
        "sources of coordinates": "; ".join(filter(None, [named, *credits])),
        "plane of x_km and y_km": plane_sentence(results),
    }
