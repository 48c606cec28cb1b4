"""No sentence is typed into the code that presents results: words stand in words/, for every language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from sim.experiments.store.schema import Reading
from sim.present.words.language import words

PRESENT = Path(__file__).parents[2] / "sim" / "present"
TWO_WORDS = re.compile(r"[A-Za-z]{2,},? [A-Za-z]{2,}")
NOT_TOLD = {  # not words of a language, or not read with results
    "validation.py": "the document for those who judge the model, which is in English",
    "style.py": "CSS",
    "guard.py": "headers of HTTP",
    "archive": "texts of an archive, in English as the data package and provenance.json are",
    "export": "texts of exports and SQL, in English as the dictionary and the data package are",
    "explorer": 'code of the page, whose words stand under "page"',
}
READINGS = set(get_args(Reading))  # as comparison.csv has them
NAMES = {"Surveillance roll-out simulator", "The developers of the surveillance roll-out simulator"}
FORMATS = {"DejaVu Sans", "LLLL yyyy", "width=device-width, initial-scale=1"}
FILES = [path for path in sorted(PRESENT.rglob("*.py")) if not {*path.relative_to(PRESENT).parts} & NOT_TOLD.keys()]


def texts(node: ast.AST) -> Iterator[str]:
    """Every text of a syntax tree but docstrings, errors and filters of warnings; slots of f-strings are left open."""
    if is_apart(node):
        return
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for inner in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.JoinedStr) and isinstance(inner, ast.Constant)):
            yield from texts(inner)


def is_apart(node: ast.AST) -> bool:
    """Tell whether a node is a docstring, an error or a filter of warnings."""
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) == "warnings.filterwarnings"
    return isinstance(node, ast.Raise) or isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def typed(source: str) -> list[str]:
    """Texts with two words beside each other that are neither markup, a query nor a name."""
    found = [re.sub(r"<[^>]*>", "", text) for text in texts(ast.parse(source)) if "SELECT" not in text]
    return [text for text in found if TWO_WORDS.search(text) and text not in NAMES | FORMATS | READINGS]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PRESENT).as_posix())
def test_no_words_are_typed_into_code(path: Path) -> None:
    assert typed(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("source", ['say("two words")', 'f"<p>{n} more runs</p>"', 'x = {"a": "so it is"}'])
def test_typed_words_are_found(source: str) -> None:
    assert len(typed(source)) == 1


@pytest.mark.parametrize("source", ['"""Two words."""', 'raise UsageError("two words")', "f'<p class=\"a b\">{x}</p>'"])
def test_docstrings_errors_and_markup_are_not_words(source: str) -> None:
    assert typed(source) == []


def test_a_percent_sign_stands_at_its_number() -> None:
    told = "\n".join(str(words().forms(key)) for key in words().keys)
    assert re.findall(r"[\d}] %", told) == []
