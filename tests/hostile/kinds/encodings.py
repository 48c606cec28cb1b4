"""Bytes that are not UTF-8, line ends and marks of other systems."""

import random
from collections.abc import Iterator

from tests.hostile.case import DRY_RUN, SCENARIO, SETS, TABLE, VALIDATE, Case, at
from tests.scenario.files import CITIES, VALID

TEXTS = {SCENARIO: (VALID, VALIDATE), TABLE: (CITIES, VALIDATE), SETS: ("findable_share\n0.1\n0.2\n", DRY_RUN)}
BAD = [b"\xff", b"\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe9", b"\x80", b"\xf0\x9f\x98"]
ODD = ["\0", "\x01", "\x08", "\x1f", "\x7f", "\u0085", "\u200e", "\u2066", "\ufffe", "\U000e0001"]


def cases() -> Iterator[Case]:
    """Yield each text in other encodings, and with odd bytes somewhere in it."""
    rng = random.Random(1)
    for file, (text, command) in TEXTS.items():
        data = text.encode()
        for encoding in ("utf-16", "utf-16-le", "utf-32"):
            is_read = file != SCENARIO and encoding != "utf-32"  # spreadsheet programs save tables so
            refused = None if is_read else at(file)
            yield Case(f"{file} in {encoding}", {file: text.encode(encoding)}, command, refused)
        for bad in BAD:
            place = rng.randrange(len(text.split("\n")[0]))
            yield Case(f"{file} with {bad!r}", {file: data[:place] + bad + data[place:]}, command, at(file, "UTF-8"))
        for odd in ODD:
            place = rng.randrange(1, len(text.split("\n")[0]))
            yield Case(f"{file} with {odd!r}", {file: text[:place] + odd + text[place:]}, command, at(file))
        yield Case(f"{file} with a byte-order mark", {file: b"\xef\xbb\xbf" + data}, command)
        yield Case(f"{file} with CRLF", {file: data.replace(b"\n", b"\r\n")}, command)
        yield Case(f"{file} without a last line end", {file: data.rstrip(b"\n")}, command)
        yield Case(f"{file} of zeros", {file: b"\0" * 10_000}, command, at(file))
        yield Case(f"{file} of random bytes", {file: b"\xff" + rng.randbytes(100_000)}, command, at(file))
