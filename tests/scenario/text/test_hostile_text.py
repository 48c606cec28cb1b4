"""Text made to break programs is refused quickly, and with nothing but a ScenarioError."""

import cProfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario.text.problems import Problems, ScenarioError
from sim.scenario.text.scalars import scalar
from sim.scenario.text.tree import read_tree
from tests.scenario.files import CITIES, VALID, problems_of, write

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]\n" for before, key in zip("abcdef", "bcdefg", strict=True)
)
MERGES = "base: {a: 1}\n" + "x: {<<: {b: 1}}\n"
HOSTILE = {
    "aliases": (BOMB, "anchor"),
    "merge keys": (MERGES, "merge key"),
    "nested lists": ("[" * 100_000 + "]" * 100_000, "deeper than 12 levels"),
    "nested blocks": ("- " * 100_000, "deeper than 12 levels"),
    "nested maps": ("{a: " * 1000, "deeper than 12 levels"),
    "tag": ("a: !!python/object/apply:os.system [ls]", "tag"),
    "directive": ("%YAML 1.1\n---\na: 1", "directive"),
    "huge directive": (f"%YAML {'9' * 5000}.1\n---\na: 1", "YAML"),
    "huge escape": ('a: "\\Uffffffff"', "YAML"),
    "two documents": ("a: 1\n---\nb: 1", "second document"),
    "duplicate key": ("name: a\nname: b", "written twice, first in line 1"),
    "many parts": ("a: [" + "1," * 30_000 + "]", "more than 20000 parts"),
    "large file": ("# " + "x" * 300_000, "larger than the 256 kB"),
    "long scalar": ("a: " + "x" * 5000, "longer than the 4096 bytes"),
    "long key": ("k" * 65 + ": 1", "longer than 64"),
    "complex key": ("? [a, b]\n: 1", "keys are words"),
    "number as key": ("1: 2", "not a word"),
    "long hexadecimal": ("a: 0x" + "f" * 4000, "ambiguous"),
    "empty": ("", "is empty"),
    "only a word": ("hello", "must be a mapping"),
    "control character": ("a: \x07", "forbids"),
    "direction override": ("title: a\u202eb", "invisible character U+202E"),
    "decomposed": ("title: e\u0301", "NFC"),
    "unclosed": ("a: [1, 2", "not valid YAML"),
    "tab": ("a:\n\tb: 1", "not valid YAML"),
}


# Calls, unlike seconds, do not depend on what else a machine is doing: 10 million are a few seconds of a laptop.
AT_MOST_CALLS = 10_000_000


def n_calls(profile: cProfile.Profile) -> int:
    """Return the number of calls that a profile saw."""
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_refused_with_little_work(tmp_path: Path, text: tuple[str, str]) -> None:
    path = write(tmp_path, text[0])
    with cProfile.Profile() as profile:
        found = problems_of(path)
    assert n_calls(profile) < AT_MOST_CALLS
    assert any(text[1] in problem.message for problem in found), found
    assert all(len(str(problem)) < 1000 for problem in found)


@pytest.mark.parametrize("word", ["010", "12:30:45", "no", "Yes", "on", "y", "1_000", "0x1f", "0o17", ".inf", "nan"])
def test_a_word_that_programs_read_differently_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="ambiguous|finite"):
        scalar(word)


@pytest.mark.parametrize("word", ["1e400", "-1e400", "9007199254740993", "1" + "0" * 400, "1e-400"])
def test_a_number_that_no_double_holds_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="large|small"):
        scalar(word)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("0", 0),
        ("-3", -3),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("2016-01", "2016-01"),
        ("~", None),
        ("True", True),
        ("-", "-"),
    ],
)
def test_a_plain_word_has_one_meaning(word: str, value: object) -> None:
    assert scalar(word) == value
    assert type(scalar(word)) is type(value)


def test_many_wrong_names_take_little_work(tmp_path: Path) -> None:
    wrong = "".join(f"  a{i}: [{{lever: retentio{i}, value: 1, from: 2021-01}}]\n" for i in range(900))
    text = VALID.replace("arms:\n", f"arms:\n{wrong}")
    with cProfile.Profile() as profile:
        assert problems_of(write(tmp_path, text))
    assert n_calls(profile) < AT_MOST_CALLS


@pytest.mark.parametrize("data", [b"\xff\xfe", b"title: \xe9", b"\x00", b"\xed\xa0\x80"])
def test_bytes_that_are_not_utf_8_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.yaml").write_bytes(data)
    assert problems_of(tmp_path / "x.yaml")


@pytest.mark.parametrize("name", ["nothing.yaml", ".", "a\0b", "x" * 5000])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (problem,) = problems_of(tmp_path / name)
    assert "is not a file" in problem.message


PIECES = st.sampled_from(
    [
        "- ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "<<: ",
        "!t ",
        "no",
        "1e999",
        "010",
        "\n",
        "  ",
        "'",
        '"',
        "|",
        "%",
        "2021-13",
        "-1",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["yaml", "csv"]),
    st.lists(
        st.tuples(st.integers(0, len(VALID)), st.integers(0, 8), st.one_of(PIECES, st.text(max_size=4))), max_size=4
    ),
)
def test_changed_text_loads_or_is_refused(tmp_path: Path, kind: str, changes: list[tuple[int, int, str]]) -> None:
    texts = {"yaml": VALID, "csv": CITIES}
    for at, length, piece in changes:
        text = texts[kind]
        texts[kind] = text[:at] + piece + text[at + length :]
    encoded = {key: text.encode("utf-8", "replace").decode() for key, text in texts.items()}
    problems_of(write(tmp_path, encoded["yaml"], encoded["csv"]))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=30).map("".join))
def test_any_text_is_a_tree_or_refused(text: str) -> None:
    try:
        read_tree(text, "x.yaml", Problems())
    except ScenarioError:
        return
