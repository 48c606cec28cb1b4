"""What commands say of a comparison: as text, or as JSON; of a sweep, at each of its points."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.experiments.store.reader import Results


def compared_text(results: "Results") -> str:
    """Return the comparison for a terminal."""
    from sim.present.terminal import comparison_text, sweep_text

    return sweep_text(results) if results.is_sweep else comparison_text(results)


def compared_json(results: "Results") -> dict[str, Any]:
    """Return the comparison for programs."""
    if not results.is_sweep:
        return {"comparison": [row._asdict() for row in results.comparison.values()]}
    points = [{"point": number, **point["values"]} for number, point in enumerate(results.record.points)]
    rows = [{"point": one.point, "planned_pairs": one.planned_pairs, **one.row._asdict()} for one in results.by_point]
    return {"points": points, "by_point": rows}
