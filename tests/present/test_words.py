"""Templates: each is used, each slot is filled, and what is wrong is said at once."""

import re
from pathlib import Path

import pytest

from sim.analysis.compare.comparison import TOLD
from sim.present.words.language import Words, WordsError, words

PRESENT = Path(__file__).parents[2] / "sim" / "present"
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in PRESENT.rglob("*.py"))
PAGE = "\n".join(path.read_text(encoding="utf-8") for path in PRESENT.rglob("*.js"))


@pytest.mark.parametrize("key", words().keys)
def test_every_template_is_used(key: str) -> None:
    """A key stands in a source as it is, or its last part is chosen: `f"no.{side}"`, in a page `no.${side}`."""
    group, _, name = key.rpartition(".")
    before = re.escape(group.rpartition(".")[0])
    by_length = re.search(rf'"{before}\.\{{length\}}\.({name}"|\{{)', SOURCES)
    chosen = (
        by_length
        or re.search(rf'"{re.escape(group)}\.\{{', SOURCES)
        or (key.startswith("outcome.") and 'f"outcome.{' in SOURCES)
    )
    in_page = f'"{key}"' in PAGE or f"`{group}.${{" in PAGE
    assert f'"{key}"' in SOURCES or f"'{key}'" in SOURCES or chosen or in_page, key


def test_every_outcome_that_is_told_has_a_label_and_both_directions() -> None:
    for name in TOLD:
        assert words().slots(f"outcome.{name}.label") == frozenset()
        for side in ("less", "more"):
            assert words().slots(f"outcome.{name}.{side}") == {"by", "slightly"}


def test_a_key_that_is_missing_is_told() -> None:
    with pytest.raises(WordsError, match=r"en\.json: there is no template 'by\.bye'"):
        words().say("by.bye")


@pytest.mark.parametrize("slots", [{}, {"number": "1", "more": "2"}])
def test_slots_too_many_or_too_few_are_told(slots: dict[str, str]) -> None:
    with pytest.raises(WordsError, match=r"'unit\.roubles' has slots \['number'\], and got"):
        words().say("unit.roubles", **slots)


def test_a_language_has_the_plural_forms_that_it_has() -> None:
    russian = Words("ru", {"runs": {"one": "{n} прогон", "few": "{n} прогона", "many": "{n} прогонов", "other": "{n}"}})
    assert [russian.say("runs", n=n) for n in (1, 2, 5, 21)] == ["1 прогон", "2 прогона", "5 прогонов", "21 прогон"]
    assert (
        words()
        .say("lasting.again", n=1, end="2030")
        .startswith("Of the cities that had switched recognition off, one has it on again")
    )
