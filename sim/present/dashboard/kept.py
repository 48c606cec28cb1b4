"""The last few things that were worked out, so that memory does not grow with what is asked."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by key: each is worked out once, however many ask at once; of more than `most` the oldest go."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Future[Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key; what `make` raises is raised, and not kept."""
        with self._lock:
            is_new = key not in self._found
            future = self._found.setdefault(key, Future())
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        if is_new:
            self._fill(key, future, make)
        return future.result()

    def _fill(self, key: Hashable, future: Future[Value], make: Callable[[], Value]) -> None:
        try:
            future.set_result(make())
        except BaseException as error:  # whoever else waits for it is told, too
            future.set_exception(error)
            with self._lock:
                self._found.pop(key, None)
