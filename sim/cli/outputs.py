"""Standard outputs that never end a command: closed, full, left by their reader, or of an encoding without a letter."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO


class _Forgiving(io.RawIOBase):
    """Passes bytes on until that fails once, then drops them: the reader has gone, or the disk is full."""

    def __init__(self, raw: Any) -> None:
        self.error: OSError | None = None
        self._raw = raw

    def write(self, data: Any) -> int:
        if self.error is None:
            try:
                return int(self._raw.write(data))
            except OSError as error:
                self.error = error
        return len(data)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return bool(self._raw.isatty())

    def fileno(self) -> int:
        return int(self._raw.fileno())


class Outputs:
    """The standard outputs while a command runs."""

    def __init__(self) -> None:
        self._raw: dict[str, _Forgiving] = {}

    def settle(self, name: str) -> None:
        """Put a forgiving stream in place of `sys.stdout` or `sys.stderr`."""
        stream = getattr(sys, name)
        if stream is not getattr(sys, f"__{name}__"):  # a notebook or a test has put its own there
            return
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 it stays open
            return
        stream.flush()
        self._raw[name] = raw = _Forgiving(getattr(stream.buffer, "raw", stream.buffer))
        errors = "backslashreplace" if name == "stderr" else "replace"
        setattr(sys, name, _text_over(raw, stream, errors))

    def lost(self) -> str:
        """Return why data could not be written, empty if all was; a reader that wants no more, as `head`, has all."""
        sys.stdout.flush()
        raw = self._raw.get("stdout")
        if raw is None or raw.error is None or isinstance(raw.error, BrokenPipeError):
            return ""
        return raw.error.strerror or str(raw.error)


def _text_over(raw: _Forgiving, like: TextIO, errors: str) -> io.TextIOWrapper:
    """Return a text stream that replaces what its encoding lacks."""
    buffered = io.BufferedWriter(raw)
    return io.TextIOWrapper(buffered, encoding=like.encoding, errors=errors, line_buffering=like.isatty())


@contextmanager
def settled_outputs() -> Iterator[Outputs]:
    """Let no output end a command: closed, full, left by its reader, or of an encoding that lacks letters."""
    _open_closed()
    before, outputs = (sys.stdout, sys.stderr), Outputs()
    try:
        for name in ("stdout", "stderr"):
            outputs.settle(name)
        yield outputs
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        sys.stdout, sys.stderr = before


def _open_closed() -> None:
    """Give the numbers of closed standard files to the null device, or the next file opened would get one of them."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            null = os.open(os.devnull, os.O_RDWR)
            os.dup2(null, number)
            if null != number:
                os.close(null)
            os.set_inheritable(number, True)
