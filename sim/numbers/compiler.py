"""The one place that names the compiler: how functions are marked, and what only compiled code can do."""

from collections.abc import Callable, Sequence
from inspect import signature
from typing import Any, TypeVar, cast

import numba
import numpy as np
from llvmlite import ir
from numba import literal_unroll as unrolled
from numba.extending import intrinsic, overload, register_jitable

from sim.numbers.cache import cache_folder

__all__ = [
    "in_turn", "inlined_kernel", "int64", "kernel", "power_of_two", "read_only", "rule", "uint32",
    "uint64", "unrolled", "whole",
]  # fmt: skip

int64: Any = np.int64  # a constant of this kind is no literal, for each of which functions would be compiled anew
uint32: Any = numba.uint32
uint64: Any = numba.uint64

# No wrapper for C, which nobody calls and which takes time to compile.
_OPTIONS: Any = {"cache": True, "error_model": "numpy", "fastmath": False, "no_cfunc_wrapper": True}

F = TypeVar("F", bound=Callable[..., Any])

_config: Any = numba.config
_config.CACHE_DIR = str(cache_folder())
_config.DISABLE_INTEL_SVML = 1


def rule(function: F) -> F:
    """Mark a pure scalar function: plain Python for a reader, compiled inside a kernel."""
    return register_jitable(no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)


def kernel(function: F) -> F:
    """Compile a loop that applies rules to columns; other threads run meanwhile."""
    return cast(F, numba.njit(nogil=True, **_OPTIONS)(function))


def inlined_kernel(function: F) -> F:
    """Compile a function into each loop that calls it, however long it is: a call would keep the loop scalar."""
    return cast(F, numba.njit(forceinline=True, **_OPTIONS)(function))


def whole(x: float) -> int:
    """Return the whole part of a number between -2**31 and 2**31.

    Processors convert to 32-bit integers several numbers at a time, to longer ones singly.

    Examples
    --------
    >>> whole(3.9), whole(-3.9)
    (3, -3)
    """
    return int(x)


@overload(whole, strict=False)
def _compiled_whole(x: Any) -> Any:
    return lambda x: np.int64(np.int32(x))


_POWERS_OF_TWO = np.array([2.0**k for k in range(-1022, 1024)])


def power_of_two(k: int) -> float:
    """Return two to the power k, for k from -1022 to 1023.

    Compiled, it is the number with that exponent in its bits: a look-up would be made for one number at a time.

    Examples
    --------
    >>> power_of_two(10), power_of_two(-1)
    (1024.0, 0.5)
    """
    return float(_POWERS_OF_TWO[k + 1022])


def _bitcast(context: Any, bits: Any) -> Any:
    def as_double(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.DoubleType())

    return numba.float64(numba.int64), as_double


_number_of_bits: Any = intrinsic(_bitcast)


@overload(power_of_two, strict=False)
def _compiled_power_of_two(k: Any) -> Any:
    return lambda k: _number_of_bits((np.int64(k) + np.int64(1023)) << np.int64(52))


def in_turn(functions: Sequence[Callable[..., None]]) -> Any:
    """Return what calls kernels in turn inside compiled code; each gets as many of three arguments as it has.

    A loop over functions cannot be compiled; this writes the calls of that loop out, in the order given.
    """

    def call_all(context: Any, first: Any, second: Any, third: Any) -> Any:
        given = (first, second, third)
        calls = []
        for function in functions:
            callee: Any = numba.types.Dispatcher(function)
            taken = given[: len(signature(cast(Any, function).py_func).parameters)]
            calls.append((callee, callee.get_call_type(context, taken, {})))

        def write_calls(context: Any, builder: Any, _: Any, arguments: Any) -> Any:
            for callee, kind in calls:
                context.get_function(callee, kind)(builder, arguments[: len(kind.args)])
            return context.get_dummy_value()

        return numba.types.none(first, second, third), write_calls

    return intrinsic(call_all)


def read_only(array: Any) -> Any:
    """Return an array through which nothing can be written: compiled code is made apart for the two kinds."""
    view = array.view()
    view.setflags(write=False)
    return view
