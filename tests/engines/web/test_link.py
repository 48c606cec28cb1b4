"""The linker, on objects that LLVM makes of a few lines."""

import ctypes
import math

import llvmlite.binding as llvm
import pytest
import wasmtime

from sim.engines.web.leb import Reader, signed, unsigned
from sim.engines.web.link import custom_section, link
from sim.engines.web.module import runtime

TARGET = "wasm32-unknown-unknown"
PROGRAM = """
@letters = internal constant [5 x i8] c"abcde", align 1
@numbers = internal constant [3 x i64] [i64 10, i64 20, i64 30], align 8
@third = internal constant ptr getelementptr ([3 x i64], ptr @numbers, i32 0, i32 2), align 4
@steps = internal constant [2 x ptr] [ptr @add_one, ptr @double_it], align 4

define internal i64 @add_one(i64 %x) { %y = add i64 %x, 1
  ret i64 %y }
define internal i64 @double_it(i64 %x) { %y = mul i64 %x, 2
  ret i64 %y }
define i64 @number(i32 %k) {
  %where = getelementptr [3 x i64], ptr @numbers, i32 0, i32 %k
  %found = load i64, ptr %where
  ret i64 %found }
define i64 @by_pointer() { %where = load volatile ptr, ptr @third
  %found = load i64, ptr %where
  ret i64 %found }
define i32 @letter(i32 %k) {
  %where = getelementptr [5 x i8], ptr @letters, i32 0, i32 %k
  %found = load i8, ptr %where
  %wide = zext i8 %found to i32
  ret i32 %wide }
define i64 @step(i32 %k, i64 %x) {
  %where = getelementptr [2 x ptr], ptr @steps, i32 0, i32 %k
  %function = load ptr, ptr %where
  %y = call i64 %function(i64 %x)
  ret i64 %y }
define i64 @on_stack(i64 %x) { %place = alloca i64
  store volatile i64 %x, ptr %place
  %y = load volatile i64, ptr %place
  ret i64 %y }
"""


def object_of(text: str) -> bytes:
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    machine = llvm.Target.from_triple(TARGET).create_target_machine(opt=0, reloc="static")
    return machine.emit_object(llvm.parse_assembly(f'target triple = "{TARGET}"\n{text}'))


def functions_of(module: bytes):
    store = wasmtime.Store()
    exports = wasmtime.Instance(store, wasmtime.Module(store.engine, module), []).exports(store)
    return lambda name, *arguments: exports[name](store, *arguments), exports, store


def test_data_functions_and_stack_have_their_addresses() -> None:
    names = ("number", "by_pointer", "letter", "step", "on_stack")
    call, exports, store = functions_of(link(object_of(PROGRAM), names, custom_section("note", b"kept")))
    assert [call("number", k) for k in range(3)] == [10, 20, 30]
    assert call("by_pointer") == 30
    assert bytes(call("letter", k) for k in range(5)) == b"abcde"
    assert [call("step", k, 21) for k in range(2)] == [22, 42]
    assert call("on_stack", 7) == 7
    free = exports["free_from"].value(store)
    assert free > 1 << 20
    assert b"abcde" in exports["memory"].read(store, 1 << 20, free)


def test_what_is_missing_is_named() -> None:
    text = "declare i32 @elsewhere()\ndefine i32 @here() { %x = call i32 @elsewhere()\n ret i32 %x }"
    with pytest.raises(ValueError, match="not in the object: elsewhere"):
        link(object_of(text), ["here"])
    with pytest.raises(ValueError, match="not a WebAssembly object"):
        link(b"\x7fELF", [])


@pytest.mark.parametrize("number", [0, 1, 63, 64, 127, 128, 8191, 2**31, 2**53 + 1])
def test_numbers_are_read_as_they_were_written(number: int) -> None:
    assert Reader(unsigned(number)).unsigned() == number
    assert Reader(signed(number)).signed() == number
    assert Reader(signed(-number)).signed() == -number


SPLIT = """
define double @mantissa(double %x) { %place = alloca i32
  %found = call double @numba_frexp(double %x, ptr %place)
  ret double %found }
define i32 @exponent(double %x) { %place = alloca i32
  %found = call double @numba_frexp(double %x, ptr %place)
  %power = load i32, ptr %place
  ret i32 %power }
define double @root(double %x) { %found = call double @sqrt(double %x)
  ret double %found }
"""


def test_the_runtime_splits_and_roots_as_python_does() -> None:
    call, _, _ = functions_of(link(object_of(runtime() + SPLIT), ["mantissa", "exponent", "root"]))
    numbers = [1.0, -3.7, 0.5, 2.0**-1022, 5e-324, -1e-310, 1.7976931348623157e308, 0.1, 1e-300, 0.0, -0.0]
    for number in numbers:
        assert (call("mantissa", number), call("exponent", number)) == math.frexp(number)
    assert math.copysign(1.0, call("mantissa", -0.0)) == -1.0
    for endless in (math.inf, -math.inf):
        assert (call("mantissa", endless), call("exponent", endless)) == (endless, 0)
    assert math.isnan(call("mantissa", math.nan))
    assert [call("root", number) for number in (2.0, 0.0, 1e-310)] == [math.sqrt(n) for n in (2.0, 0.0, 1e-310)]


def test_temporary_arrays_lie_on_top_of_one_another_until_none_is_left() -> None:
    names = ["keep_below", "NRT_MemInfo_alloc_aligned", "NRT_MemInfo_call_dtor"]
    call, exports, store = functions_of(link(object_of(runtime()), names))
    floor = exports["free_from"].value(store)
    call("keep_below", floor)
    first, second = (call("NRT_MemInfo_alloc_aligned", size, 32) for size in (100, 3_000_000))
    assert floor <= first
    assert first + 32 + 100 <= second
    assert exports["memory"].data_len(store) >= second + 3_000_000
    header = bytes(exports["memory"].read(store, second, second + 32))
    assert int.from_bytes(header[16:20], "little") == second + 32
    assert ctypes.c_uint64.from_buffer_copy(header, 24).value == 3_000_000
    call("NRT_MemInfo_call_dtor", first)
    assert call("NRT_MemInfo_alloc_aligned", 8, 32) > second
    call("NRT_MemInfo_call_dtor", second)
    call("NRT_MemInfo_call_dtor", second)
    assert call("NRT_MemInfo_alloc_aligned", 8, 32) == first
