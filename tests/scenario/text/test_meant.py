"""Beside an error stands what was probably meant, where that can be told."""

from pathlib import Path

import pytest

from sim.scenario.text.meant import month_hint, number_hint, switch_hint
from tests.scenario.files import VALID, changed, problems_of, write

ENTRY = "    - {lever: retention_days, value: 5, from: 2021-01}\n"


def message(folder: Path, old: str, new: str) -> str:
    (problem,) = problems_of(write(folder, changed(old, new)))
    return problem.message


def block(lever: str, value: str, month: str = "2021-01") -> str:
    return f"    - lever: {lever}\n      value: {value}\n      from: {month}\n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5%", "0.05"), ("5 %", "0.05"), ("0,05", "0.05"), ("70 percent", "0.7"), ("12.5 per cent", "0.125"),
        ("12,5%", "0.125"), ("50 процентов", "0.5"), ("0.5 share", "0.5"), ("70", "0.7"), ("2.5", "0.025"),
        ("100", "1"),
    ],
)  # fmt: skip
def test_a_share_written_otherwise_says_how_to_write_it(tmp_path: Path, written: str, meant: str) -> None:
    assert message(tmp_path, ENTRY, block("audit_share", written)).endswith(f"write {meant}")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 000 000", "1000000"), ("1,000,000", "1000000"), ("1'000'000", "1000000"), ("1.000.000", "1000000"),
        ("1\u00a0000\u00a0000", "1000000"), ("1_000_000", "1000000"), ("1 million", "1000000"), ("30k", "30000"),
        ("300 млн", "300000000"), ("10 bn", "10000000000"), ("400,000", "400000 or 400.000"), ("3,5", "3.5"),
        ("1 000,5", "1000.5"), ("1,000.5", "1000.5"), ("2 000 roubles", "2000"),
    ],
)  # fmt: skip
def test_a_number_written_otherwise_says_how_to_write_it(tmp_path: Path, written: str, meant: str) -> None:
    found = message(tmp_path, ENTRY, block("federal_pool_rub_per_year", written))
    assert f"; write {meant}" in found


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0,05", "0.05"), ("1,000,000", "1000000"), ("1,5", "1.5"), ("12,050", "12050 or 12.050"), ("-0,5", "-0.5")],
)
def test_a_comma_inside_braces_is_told_as_one_mistake(tmp_path: Path, written: str, meant: str) -> None:
    (problem,) = problems_of(write(tmp_path, changed("value: 5,", f"value: {written},")))
    assert (problem.line, problem.column, problem.path) == (18, 38, "arms.short.0.value")
    assert problem.message == f"is torn apart by a comma: '{written}'; write {meant}"
    (last,) = problems_of(write(tmp_path, changed("{retention_days: 30}", f"{{retention_days: {written}}}")))
    assert last.path == "levers.retention_days"


def test_a_parameter_a_supplier_and_a_limit_say_it_too(tmp_path: Path) -> None:
    assert message(tmp_path, "share: 0.01", "share: 1%").endswith("got the text '1%'; write 0.01")
    assert message(tmp_path, "share: 0.01", "share: 70").endswith("a share is between 0 and 1: write 0.7")
    assert message(tmp_path, "rate: 0.4", "rate: 40").endswith("a share is between 0 and 1: write 0.4")
    assert message(tmp_path, "rate: 0.4", "rate: 40%").endswith("write 0.4")
    assert message(tmp_path, "agent: 10", "agent: 10 people").endswith("; write 10")
    assert message(tmp_path, "agent: 10", "agent: 1 000").endswith("; write 1000")
    assert message(tmp_path, "{retention_days: 30}", "{retention_days: 30 days}").endswith("; write 30")


@pytest.mark.parametrize(
    "written",
    ["2021", "01.2021", "1.2021", "2021.01", "2021-1", "2021/01", "01/2021", "2021-01-01", "01.01.2021", "Jan 2021",
     "january 2021", "2021 Jan", "Январь 2021", "янв. 2021", "202101", "2021 г.", "Q1 2021", "2021-Q1"],
)  # fmt: skip
def test_a_month_written_otherwise_says_how_to_write_it(tmp_path: Path, written: str) -> None:
    for found in (
        message(tmp_path, ENTRY, block("retention_days", "5", written)),
        message(tmp_path, "start: 2020-01, end: 2021-12", f"start: 2020-01, end: {written}"),
    ):
        assert "write 2021-01" in found, found


@pytest.mark.parametrize(("written", "meant"), [("да", "true"), ("нет", "false"), ("0", "false"), ("1", "true")])
def test_a_switch_written_otherwise_says_how_to_write_it(tmp_path: Path, written: str, meant: str) -> None:
    assert message(tmp_path, ENTRY, block("new_fr_permitted", written)).endswith(f"; write {meant}")


@pytest.mark.parametrize("written", ["yes", "no", "on", "off", "Yes", "N"])
def test_words_that_programs_read_differently_say_what_to_write(tmp_path: Path, written: str) -> None:
    meant = "true" if written.lower() in ("yes", "on") else "false"
    assert f"; write {meant}" in message(tmp_path, ENTRY, block("new_fr_permitted", written))


@pytest.mark.parametrize(
    "value", ["five", "", "a,b", "5 5", "1,,2", "..", "%", "-", None, True, [1], "9" * 80, "1e5x1"]
)
def test_what_cannot_be_told_gives_no_number(value: object) -> None:
    assert number_hint(value) == ""


@pytest.mark.parametrize("value", ["soon", "13.2021", "2021-00", "99", "1", "May", None, 12, "1800", "2021-99"])
def test_what_cannot_be_told_gives_no_month(value: object) -> None:
    assert month_hint(value) == ""
    assert switch_hint("perhaps") == ""


def test_the_valid_file_has_no_hint(tmp_path: Path) -> None:
    assert problems_of(write(tmp_path, VALID)) == ()
