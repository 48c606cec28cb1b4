"""What is wrong with the syntax of YAML, in words for people who write a scenario."""

import re
import unicodedata

import yaml

from sim.scenario.text.scalars import shorten

# What PyYAML says, or a part of it, and what we say; the first that fits counts.
_WORDS = (
    ("mapping values are not allowed", "a colon and a space where no value can begin; put text with a colon in quotes, "
     "and begin each key in a line of its own, as far in as its neighbours"),
    ("could not find expected ':'", "a word that is neither a key with its colon nor inside a value; write key: value"),
    ("cannot start any token", "a character that cannot begin a value; indent with spaces, not tabs, and put text that "
     "begins with %, @ or ` in quotes"),
    ("expected ',' or", "a list or mapping in brackets without a comma between two values, or without its end"),
    ("unclosed '[' or '{'", "a bracket that is not closed, or indentation that does not fit"),
    ("expected <block end>", "a line that is not as far in as its neighbours"),
    ("sequence entries are not allowed", "a dash that begins a list where none can begin; put it in a line of its own"),
    ("mapping keys are not allowed", "a question mark that begins a key where none can begin; put text in quotes"),
    ("unexpected end of stream", "a quotation mark that is not closed"),
    ("unexpected document separator", "a quotation mark that is not closed before '---'"),
    ("unknown escape character", "a backslash inside double quotes; use single quotes, or write two backslashes"),
    ("expected the node content", "a value is missing here"),
    ("alphabetic or numeric character", "a word that begins with & or *; put text in quotes"),
    ("chomping or indentation indicators", "text after | or >; begin it in the next line"),
    ("comment or a line break", "text after | or >; begin it in the next line"),
)  # fmt: skip


_ODD_SPACE = re.compile(r"(^\s*|[-:,?\[{]\s*)[^\S \t\n\r]")  # where YAML wants a plain one


def sentence_of(error: yaml.MarkedYAMLError, text: str) -> tuple[tuple[int, int], str]:
    """Return line and column, what is wrong and what to write; in PyYAML's words where ours do not say it."""
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark]
    lines = dict(enumerate(text.split("\n"), start=1))
    for number in [mark.line + near for mark in marks for near in (0, 1)]:  # that of the mark, and the one above it
        if odd := _ODD_SPACE.search(lines.get(number, "")):
            return (number, odd.end()), odd_space(odd[0])
    said = " ".join(part for part in (error.context, error.problem) if part)
    place = (marks[-1].line + 1, marks[-1].column + 1) if marks else (1, 1)
    return place, next((words for theirs, words in _WORDS if theirs in said), shorten(said, 200))


def odd_space(text: str) -> str:
    r"""Return words about the first space that looks like a plain one and is none, nothing where there is none.

    Examples
    --------
    >>> odd_space("title:\u00a0A world")
    'has a no-break space (U+00A0), which looks like a space and is none; write a plain space'
    """
    odd = next((character for character in text if character != " " and unicodedata.category(character) == "Zs"), "")
    name = f"{unicodedata.name(odd).lower()} (U+{ord(odd):04X})" if odd else ""
    return f"has a {name}, which looks like a space and is none; write a plain space" if odd else ""
