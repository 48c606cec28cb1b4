"""A naive reading of 2020 misleads, as it does of published figures (MODEL.md 1).

Bounds are 4.9 standard errors over eight seeds, one-sided: by Student's t with 7 degrees of freedom luck alone would
pass for the pattern about once in a thousand sets of seeds. Seeds are fixed, so nothing flickers.
"""

import math

import numpy as np
from numpy.typing import NDArray

from docs.generators import naive as document
from docs.tables import DOCS

Z = 4.9
SEEDS = 8


def mean_and_error(values: NDArray[np.float64]) -> tuple[float, float]:
    return float(values.mean()), float(values.std(ddof=1)) / math.sqrt(len(values))


def test_before_and_after_takes_the_lockdown_for_recognition() -> None:
    """Public offences in Moscow fall from 2019 to 2020 far more than by recognition, and as much without any."""
    found = document.readings(SEEDS)
    naive, paired, without = (mean_and_error(values) for values in (found.naive, found.paired, found.naive_without))
    assert paired[0] < 0.0
    assert naive[0] + Z * naive[1] < 2.0 * (paired[0] - Z * paired[1])  # more than twice the paired effect
    assert without[0] + Z * without[1] < 2.0 * (paired[0] - Z * paired[1])


def test_the_document_says_how_it_was_made_and_gives_both_readings() -> None:
    text = (DOCS / "naive.md").read_text(encoding="utf-8")
    for words in ("python -m docs naive", f"{document.SEEDS} seeds", "(naive)", "(paired)", "95% interval"):
        assert words in text
