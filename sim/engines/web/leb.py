"""Whole numbers and lists as WebAssembly writes them: seven bits a byte (LEB128), lengths before what they count."""

from collections.abc import Sequence

_FIXED = 5  # bytes of a number that a linker may overwrite


def unsigned(number: int) -> bytes:
    """Return a number of 0 or more.

    Examples
    --------
    >>> unsigned(624485).hex()
    'e58e26'
    """
    low, rest = number & 0x7F, number >> 7
    return bytes([low]) if rest == 0 else bytes([low | 0x80]) + unsigned(rest)


def signed(number: int) -> bytes:
    """Return a number that may be negative.

    Examples
    --------
    >>> signed(-123456).hex()
    'c0bb78'
    """
    low, rest = number & 0x7F, number >> 7
    is_last = rest == (-1 if low & 0x40 else 0)
    return bytes([low]) if is_last else bytes([low | 0x80]) + signed(rest)


def fixed(number: int) -> bytes:
    """Return an address in as many bytes as a place for one has.

    Examples
    --------
    >>> fixed(8).hex()
    '8880808000'
    """
    sevens = [number >> (7 * k) & 0x7F for k in range(_FIXED)]
    return bytes([seven | 0x80 for seven in sevens[:-1]] + sevens[-1:])


def listed(items: Sequence[bytes]) -> bytes:
    """Return several things, their number first."""
    return unsigned(len(items)) + b"".join(items)


def named(text: str) -> bytes:
    """Return a name."""
    encoded = text.encode()
    return unsigned(len(encoded)) + encoded


class Reader:
    """Reads bytes from one place on."""

    def __init__(self, data: bytes | bytearray, at: int = 0) -> None:
        self._data = data
        self.at = at

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self._data)

    def take(self, n: int) -> bytes:
        """Return the next n bytes.

        Raises
        ------
        ValueError: there are fewer.
        """
        self.at += n
        if self.at > len(self._data):
            raise ValueError("the bytes end too early")
        return bytes(self._data[self.at - n : self.at])

    def rest(self) -> bytes:
        """Return all that is left."""
        return self.take(len(self._data) - self.at)

    def byte(self) -> int:
        """Return the next byte."""
        return self.take(1)[0]

    def unsigned(self) -> int:
        """Return the next number, of 0 or more."""
        return self._number()[0]

    def signed(self) -> int:
        """Return the next number, which may be negative."""
        number, bits, last = self._number()
        return number - (1 << bits) if last & 0x40 else number

    def name(self) -> str:
        """Return the next name."""
        return self.take(self.unsigned()).decode()

    def _number(self) -> tuple[int, int, int]:
        number, bits, last = 0, 0, 0x80
        while last & 0x80:
            last = self.byte()
            number |= (last & 0x7F) << bits
            bits += 7
        return number, bits, last
