"""What is to be known of an engine before it is made."""

from collections.abc import Callable
from typing import NamedTuple


class Traits(NamedTuple):
    """Which work an engine suits; figures of speed are printed by `python -m benchmarks`."""

    is_compiled: bool  # it needs the compiled cache
    uses_threads: bool
    citizen_months_per_second: float  # on one core
    bytes_per_citizen: float
    built_on: tuple[str, ...] = ()  # engines whose sources it runs too
    refuse_unusable: Callable[[], object] = bool  # raises what stands in the way of making it; nothing here
