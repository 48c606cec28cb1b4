"""What of a Python source can change a number: its tokens, without comments, docstrings and layout.

Tokens, not syntax trees: their text is the same under every supported Python. From 3.12 on an
f-string comes in pieces; it is put together again, so that it counts as its text everywhere.
"""

import io
import tokenize
from collections.abc import Iterator

_SILENT = {"COMMENT", "NL", "ENDMARKER"}
_BLOCKS = {"INDENT", "DEDENT"}  # their text is layout, that they are there is not


def code_of(source: str) -> str:
    r"""Return the tokens that count, one a line; a statement that is only a string documents and does nothing.

    Examples
    --------
    >>> code_of('x = (1 +  # one\n     2)\n').split()
    ['x', '=', '(', '1', '+', '2', ')', 'NEWLINE']
    >>> code_of('def f():\n    "Say."\n    return 0\n') == code_of('def f():\n  return 0  # as ever')
    True
    """
    code: list[str] = []
    statement: list[tuple[str, str]] = []
    for kind, text in _tokens(source):
        if kind in _BLOCKS:
            code.append(kind)
        elif kind == "NEWLINE":
            if any(part != "STRING" for part, _ in statement):
                code += [words for _, words in statement] + [kind]
            statement = []
        elif kind not in _SILENT:
            statement.append((kind, text))
    return "\n".join(code)


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of each token, an f-string as one."""
    lines, depth, start = source.split("\n"), 0, (0, 0)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = tokenize.tok_name[token.type]
        if kind.endswith("STRING_START"):
            start = start if depth else token.start
            depth += 1
        elif kind.endswith("STRING_END"):
            depth -= 1
            if not depth:
                yield "STRING", _between(lines, start, token.end)
        elif not depth:
            yield kind, token.string


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the text from one place to another; lines count from 1."""
    (first, begin), (last, stop) = start, end
    if first == last:
        return lines[first - 1][begin:stop]
    return "\n".join([lines[first - 1][begin:], *lines[first : last - 1], lines[last - 1][:stop]])
