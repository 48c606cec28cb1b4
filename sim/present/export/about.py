"""What an export says of itself, wherever it is opened: one fact a row."""

import sim
from sim.experiments.store.reader import Results
from sim.experiments.store.schema import VALUES
from sim.present.citation import LICENCE, citation
from sim.present.export.places import plane_sentence
from sim.present.maps.shares import listed
from sim.present.words.language import words

NOT_OBSERVED = "The model compares policies. It does not measure what recognition did in any real city."
_CREDITS = {"GeoNames": "GeoNames: CC BY 4.0", "OSM": "OSM: OpenStreetMap contributors, ODbL"}


def facts(results: Results) -> dict[str, str]:
    """Return what a reader has to know about an export, by what it is about; nothing is empty."""
    record = results.record
    told = {
        "title": results.title,
        "what it is": f"{words().say('simulation')}. {NOT_OBSERVED}",
        "scenario": record.name,
        "experiment": record.identity,
        "baseline": results.called(results.baseline),
        "policies": ", ".join(results.called(policy) for policy in results.policies),
        "how sure": _how_sure(results),
        "months simulated": " to ".join(record.months),
        "months compared": " to ".join(results.window),
        "money": "roubles of 2020",
        "residents an agent stands for": f"{record.people_per_agent:,}",
        **_cities(results),
        **{f"warning {number}": warning for number, warning in enumerate(record.warnings, start=1)},
        "model version": record.model_version,
        "program version": sim.__version__,
        "where the rows are": f"{VALUES.file} of the result has every value of every run; so do the exports to csv, "
                              "sqlite and duckdb",
        "an empty cell": "undefined, for example a ratio with nothing to divide by",
        "parameters": "report.html of the result lists them with their ranges, sources and confidence",
        "licence": LICENCE,
        "how to cite": citation(results),
    }  # fmt: skip
    return {about: text for about, text in told.items() if text}


def _how_sure(results: Results) -> str:
    pairs = "pairs at each point" if results.is_sweep else "pairs of runs"
    return (
        f"{results.n_seeds} {pairs} with the same seeds. Intervals cover chance in the model, not the doubt about its "
        "parameters"
    )


def _cities(results: Results) -> dict[str, str]:
    """Return whence the cities are and which are left out, as the scenario's list has it."""
    sources, left_out = listed(results)
    places = "; ".join([", ".join(sources), *(text for name, text in _CREDITS.items() if name in "".join(sources))])
    why = ", ".join(sorted(set(left_out.values())))
    return {
        "cities left out": f"{len(left_out)}, since the list of cities flags them ({why}): {', '.join(left_out)}"
                           if left_out else "",
        "source of residents": "of cities that come with the program: Rosstat",
        "sources of coordinates": places,
        "plane of x_km and y_km": plane_sentence(results),
    }  # fmt: skip
