"""What is kept in memory: each thing is made once, and only the last few stay."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from sim.present.dashboard.kept import Kept


def test_only_the_last_few_stay() -> None:
    made: list[int] = []
    kept: Kept[int] = Kept(2)
    for key in (1, 2, 1, 3, 1, 2):
        assert kept.get(key, lambda key=key: made.append(key) or -key) == -key  # type: ignore[misc, func-returns-value]
    assert made == [1, 2, 3, 2]


def test_what_many_ask_at_once_is_made_once() -> None:
    made: list[int] = []
    kept: Kept[int] = Kept(2)
    together = Barrier(4)

    def ask(_: int) -> int:
        together.wait()
        return kept.get("one", lambda: made.append(1) or 7)  # type: ignore[func-returns-value]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [7] * 4
    assert made == [1]


def test_what_failed_is_tried_again() -> None:
    kept: Kept[float] = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("one", lambda: 1 / 0)
    assert kept.get("one", lambda: 2.0) == 2.0
