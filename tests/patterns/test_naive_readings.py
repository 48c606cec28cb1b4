"""A naive reading of 2020 misleads, as it does of published figures (MODEL.md 1).

Bounds are 4.9 standard errors over eight seeds, one-sided: by Student's t with 7 degrees of freedom luck alone would
pass for the pattern about once in a thousand sets of seeds. Seeds are fixed, so nothing flickers.
"""

import importlib.util
import math
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

Z = 4.9
SEEDS = 8
ROOT = Path(__file__).parents[2]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("naive_document", ROOT / "docs" / "naive.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NAIVE = _load()


def mean_and_error(values: NDArray[np.float64]) -> tuple[float, float]:
    return float(values.mean()), float(values.std(ddof=1)) / math.sqrt(len(values))


def test_before_and_after_takes_the_lockdown_for_recognition() -> None:
    """Public offences in Moscow fall from 2019 to 2020 far more than by recognition, and as much without any."""
    found = NAIVE.readings(SEEDS)
    naive, paired, without = (mean_and_error(values) for values in (found.naive, found.paired, found.naive_without))
    assert paired[0] < 0.0
    assert naive[0] + Z * naive[1] < 2.0 * (paired[0] - Z * paired[1])  # more than twice the paired effect
    assert without[0] + Z * without[1] < 2.0 * (paired[0] - Z * paired[1])


def test_the_document_says_how_it_was_made_and_gives_both_readings() -> None:
    text = (ROOT / "docs" / "naive.md").read_text(encoding="utf-8")
    for words in ("python docs/naive.py", f"{NAIVE.SEEDS} seeds", "(naive)", "(paired)", "95 % interval"):
        assert words in text
