"""Pieces that wait for a worker process; some are not for one of a certain name."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from threading import Condition
from typing import Any, NamedTuple

from sim.experiments.making.driving import Made


class Order(NamedTuple):
    """A piece, what comes of it, and the name of the worker that is not to make it."""

    piece: object
    future: Future[Made[Any]]
    apart_from: str


class Orders:
    """Gives each order to the first worker that may have it."""

    def __init__(self) -> None:
        self._waiting: deque[Order] = deque()
        self._changed = Condition()
        self._is_closed = False

    def put(self, order: Order) -> None:
        """Let an order wait."""
        with self._changed:
            self._waiting.append(order)
            self._changed.notify_all()

    def take(self, name: Callable[[], str]) -> Order | None:
        """Wait for an order that a worker may have, whose name can change meanwhile; None when there is no more."""
        with self._changed:
            while not self._is_closed:
                for order in self._waiting:
                    if order.apart_from != (name() or None):
                        self._waiting.remove(order)
                        return order
                self._changed.wait()
        return None

    def look_again(self) -> None:
        """Let workers whose name has changed look again."""
        with self._changed:
            self._changed.notify_all()

    def close(self) -> None:
        """Give out no more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
