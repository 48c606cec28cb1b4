"""limits.md: the page that travels in the package (sim/data/limits.md), with its numbers filled in."""

from docs.generated import Generated
from sim.present.report.limits import limits_text

PATH = "docs/limits.md"


def make() -> Generated:
    """Return the last page of every report, which says where it comes from."""
    title, rest = limits_text().split("\n", 1)
    return Generated(f"{title}\n\nMade from `sim/data/limits.md` by `python -m docs limits`; do not edit.\n{rest}")
