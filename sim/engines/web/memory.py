"""A running module under wasmtime: arrays in its memory, and calls of its functions."""

import struct
from collections.abc import Iterator
from math import prod
from typing import Any, NamedTuple, Self

import numpy as np
import wasmtime
from numpy.typing import NDArray

from sim.engines.problems import EngineError

_ALIGNMENT = 64
_PAGE_BYTES = 65536
_MOST_BYTES = 65535 * _PAGE_BYTES  # addresses have 32 bits
_FRAME_BYTES = 4096


class Area(NamedTuple):
    """Where an array, or one record, lies in the module's memory."""

    address: int
    shape: tuple[int, ...]  # () of a record
    dtype: np.dtype[Any]

    @property
    def size(self) -> int:
        """Bytes."""
        return prod(self.shape) * self.dtype.itemsize

    def rows(self, first: int, end: int) -> Self:
        """Return some of the rows."""
        step = prod(self.shape[1:]) * self.dtype.itemsize
        return self._replace(address=self.address + first * step, shape=(end - first, *self.shape[1:]))


class Memory:
    """One instance of the module and what lies in its memory."""

    def __init__(self, engine: wasmtime.Engine, module: wasmtime.Module) -> None:
        self._store = wasmtime.Store(engine)
        exports: Any = wasmtime.Instance(self._store, module, []).exports(self._store)
        self._exports = exports
        self._memory: Any = exports["memory"]
        self._free = int(exports["free_from"].value(self._store))
        self._frame = self._reserve(_FRAME_BYTES)

    def place(self, *values: Any) -> Any:
        """Copy arrays and records, those in tuples too, and return the tuple with an area for each.

        Arrays that show the same memory here share an area there.

        Raises
        ------
        EngineError: there is no room for them.
        """
        known: dict[tuple[int, int], int] = {}
        return tuple(self._placed(value, known) for value in values)

    def read(self, area: Area) -> Any:
        """Return a copy of what lies in an area: an array, or rows of a table."""
        copied = self._bytes(area).view(area.dtype).reshape(area.shape or (1,)).copy()
        return copied.view(np.recarray) if area.dtype.names else copied

    def read_into(self, array: NDArray[Any], area: Area) -> None:
        """Copy what lies in an area to an array of that shape."""
        if area.size:
            array.view(np.uint8).reshape(-1)[:] = self._bytes(area)

    def call(self, name: str, *arguments: Any) -> None:
        """Call a function of the module with areas, whole numbers, and tuples of them."""
        slots = list(_slots(arguments))
        frame = struct.pack(f"<{len(slots)}q", *slots)
        assert len(frame) <= _FRAME_BYTES
        self._memory.write(self._store, frame, self._frame)
        self._exports["keep_below"](self._store, _as_address(self._free))
        self._exports[name](self._store, _as_address(self._frame))

    def _placed(self, value: Any, known: dict[tuple[int, int], int]) -> Any:
        if isinstance(value, tuple):
            placed = (self._placed(part, known) for part in value)
            return type(value)._make(placed) if hasattr(value, "_make") else tuple(placed)
        if not isinstance(value, np.ndarray | np.void):
            return value
        plain = np.ascontiguousarray(np.asarray(value))
        key = (np.asarray(value).__array_interface__["data"][0], plain.nbytes)
        if key not in known or not plain.nbytes:
            known[key] = self._reserve(plain.nbytes)
            self._memory.write(self._store, plain.tobytes(), known[key])
        return Area(known[key], value.shape, plain.dtype)

    def _reserve(self, size: int) -> int:
        """Return the address of so many free bytes."""
        address = self._free + -self._free % _ALIGNMENT
        self._free = address + size
        missing = self._free - self._memory.data_len(self._store)
        if self._free > _MOST_BYTES:
            raise EngineError("the web engine has at most 4 GB of memory; let an agent stand for more people")
        if missing > 0:
            self._memory.grow(self._store, -(-missing // _PAGE_BYTES))
        return address

    def _bytes(self, area: Area) -> NDArray[np.uint8]:
        return np.frombuffer(self._memory.read(self._store, area.address, area.address + area.size), np.uint8)


def _slots(values: tuple[Any, ...]) -> Iterator[int]:
    """Yield what a frame holds of arguments: addresses and lengths of arrays, addresses of records, numbers."""
    for value in values:
        if isinstance(value, Area):
            yield value.address
            yield from value.shape
        elif isinstance(value, tuple):
            yield from _slots(value)
        else:
            yield int(value)


def _as_address(number: int) -> int:
    """Return an address as the whole number of 32 bits, with sign, that wasmtime takes."""
    return number - (1 << 32) if number >> 31 else number
