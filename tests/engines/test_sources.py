"""The code that a version is named after: what changes it, what does not, and that every Python agrees."""

import subprocess
from hashlib import sha256
from pathlib import Path
from shutil import which

import pytest

from sim.engines import sources
from sim.engines.sources import code_of

TEXT = '''\
"""A module."""

import math  # where it is used


@rule
def root(value: float, *, name: str = "a") -> float:
    """Return a root.

    More.
    """
    if value < 0.0:  # cannot be
        raise ValueError(f"{name!r} is {value:.3f} at {f'{value}'!s}")
    total = (value
             + 0.0)
    return math.sqrt(total) if total else 0.0
'''
SAME = [
    TEXT.replace("# cannot be", ""),
    TEXT.replace('"""A module."""', "'''Another\nmodule.'''"),
    TEXT.replace("    More.\n", ""),
    TEXT.replace("(value\n             + 0.0)", "(value + 0.0)"),
    TEXT.replace("    ", "\t"),
    TEXT + "\n\n# the end\n",
    TEXT.replace('    """Return a root.\n\n    More.\n    """\n', ""),
]
OTHER = [
    TEXT.replace("value < 0.0", "value <= 0.0"),
    TEXT.replace("0.0:", "0.00:"),
    TEXT.replace(":.3f}", ":.4f}"),
    TEXT.replace('= "a"', '= "b"'),
    TEXT.replace("@rule\n", ""),
    TEXT.replace("    total =", "        total ="),
    TEXT.replace("import math", "import cmath as math"),
]
EXPECTED = "9820e2dad93a"


@pytest.mark.parametrize("number", range(len(SAME)))
def test_comments_docstrings_and_layout_do_not_count(number):
    assert SAME[number] != TEXT
    assert code_of(SAME[number]) == code_of(TEXT)


@pytest.mark.parametrize("number", range(len(OTHER)))
def test_everything_else_counts(number):
    assert code_of(OTHER[number]) != code_of(TEXT)


def test_a_fixed_text_has_a_fixed_code():
    """On any Python that runs the tests; they were run on 3.11 throughout, others are tried below."""
    assert sha256(code_of(TEXT).encode()).hexdigest()[:12] == EXPECTED


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_other_pythons_agree(version, tmp_path):
    """Pieces of f-strings come apart from 3.12 on; untried where that Python is not installed."""
    (tmp_path / "text.py").write_text(TEXT, encoding="utf-8")
    code = (
        f"import runpy; code_of = runpy.run_path({str(Path(sources.__file__))!r})['code_of']\n"
        f"from hashlib import sha256; text = open({str(tmp_path / 'text.py')!r}, encoding='utf-8').read()\n"
        "print(sha256(code_of(text).encode()).hexdigest()[:12])"
    )
    python = which(f"python{version}")
    answer = subprocess.run([python, "-c", code], capture_output=True, text=True) if python else None
    if answer is None or "not found" in answer.stderr:  # a version manager's stand-in
        pytest.skip(f"untried: no Python {version} here")
    assert answer.stdout.strip() == EXPECTED, answer.stderr
