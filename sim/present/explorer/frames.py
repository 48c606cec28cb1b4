"""Where the arrays of a world lie in the module's memory, and what its functions are called with, as a page is told."""

from base64 import b64encode
from collections.abc import Sequence
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Json = dict[str, Any]
Slot = dict[str, Any]


class Given(NamedTuple):
    """A whole number that the page fills in: a seed, a month."""

    name: str


class Named(NamedTuple):
    """An array that the page finds by its name: it fills it, reads it, or shows a call some of its rows."""

    name: str
    array: NDArray[Any]
    is_window: bool = False  # a call is shown the rows of the months to live
    most: tuple[int, ...] | None = None  # the largest shape, where it changes from run to run


class Areas:
    """Arrays by their place in memory: those that show the same memory here share an area there."""

    def __init__(self) -> None:
        self.told: list[Json] = []
        self.named: dict[str, int] = {}
        self._known: dict[tuple[int, int], int] = {}
        self._kept: list[Any] = []  # an address is known as long as its array lives

    def call(self, *arguments: Any) -> list[Slot]:
        """Return what a frame holds: areas, their rows, and numbers, in the order of the function's arguments."""
        return [slot for argument in arguments for slot in self._slots(argument)]

    def area(self, value: Any) -> int:
        """Return the number of an array's area."""
        plain = np.asarray(value)
        key = (plain.__array_interface__["data"][0], plain.nbytes)
        if key not in self._known or not plain.nbytes:
            self._known[key] = len(self.told)
            self._kept.append(plain)
            self.told.append(told(plain))
        return self._known[key]

    def _slots(self, value: Any) -> Sequence[Slot]:
        if isinstance(value, Given):
            return [{"given": value.name}]
        if isinstance(value, Named):
            return [self._named(value)]
        if isinstance(value, np.ndarray | np.void):
            return [{"area": self.area(value), "shape": list(value.shape)}]
        if isinstance(value, tuple):
            return [slot for part in value for slot in self._slots(part)]
        return [{"number": int(value)}]

    def _named(self, value: Named) -> Slot:
        shape, slot = list(value.array.shape), {"name": value.name, "window": value.is_window}
        if value.name not in self.named:
            self.named[value.name] = self._roomy(value) if value.most else self.area(value.array)
        return {"area": self.named[value.name], "shape": shape, **slot}

    def _roomy(self, value: Named) -> int:
        item = value.array.dtype.itemsize
        self.told.append({"size": prod(value.most or ()) * item, "item": item})
        return len(self.told) - 1


def told(array: NDArray[Any]) -> Json:
    """Return the size of an array and its bytes; zeros need none."""
    raw = np.ascontiguousarray(array).tobytes()
    about: Json = {"size": len(raw), "item": array.dtype.itemsize}
    if raw.strip(b"\0"):
        about["bytes"] = b64encode(raw).decode()
    return about


def fields_of(dtype: np.dtype[Any]) -> Json:
    """Return type and offset of each field of a record."""
    fields: Any = dtype.fields
    return {name: [kind.str.lstrip("<|"), offset] for name, (kind, offset) in fields.items()}
