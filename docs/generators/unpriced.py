"""unpriced.csv: parameters that move wrongful stops more than threefold, and neither finds nor money by a tenth."""

import csv
import io

from docs.generated import Generated
from docs.generators.priced import moved

PATH = "docs/unpriced.csv"


def make() -> Generated:
    """Return unpriced.csv, from prices.csv: it may have no row but its header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("parameter", "confidence", "source"))
    for one in moved():
        if one.is_unpriced:
            writer.writerow((one.parameter.name, one.parameter.confidence, one.parameter.source))
    return Generated(text.getvalue())
