"""numba as a compiler for WebAssembly: the one file that touches what numba keeps to itself.

`take_over` comes before anything that compiles, in a process that runs no compiled code.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from typing import Any

TESTED = ("0.68",)
if not version("numba").startswith(TESTED):
    raise ImportError(
        f"numba {version('numba')} is not one that this was tested with ({', '.join(TESTED)}); "
        "pip install -c constraints.txt numba"
    )

# ruff: noqa: E402
import llvmlite.binding as llvm
import numba
from llvmlite import ir
from numba.core import codegen, cpu, dispatcher, types
from numba.core.compiler_lock import global_compiler_lock
from numba.core.registry import cpu_target
from numba.np.arrayobj import populate_array

_TRIPLE = "wasm32-unknown-unknown"
_FEATURES = "+bulk-memory,+sign-ext,+nontrapping-fptoint,+mutable-globals"
_SLOT = 8  # bytes of a frame that hold an address, a length or a number
_I32, _I64, _BYTES = ir.IntType(32), ir.IntType(64), ir.IntType(8).as_pointer()


class _NothingRuns:
    """Stands where numba expects what runs compiled code."""

    def is_symbol_defined(self, name: str) -> bool:
        return True

    def add_module(self, module: object) -> None:
        pass


class _Library(codegen.CPUCodeLibrary):
    def get_pointer_to_function(self, name: str) -> int:
        return 0

    def _finalize_specific(self) -> None:
        pass


class _Codegen(codegen.CPUCodegen):
    _library_class = _Library

    def _init(self, llvm_module: object) -> None:
        llvm.initialize_all_targets()
        llvm.initialize_all_asmprinters()
        target = llvm.Target.from_triple(_TRIPLE)
        self._tm_features = _FEATURES
        self._tm = target.create_target_machine(
            cpu="generic", features=_FEATURES, opt=3, reloc="static", codemodel="default"
        )
        self._target_data = self._tm.target_data
        self._data_layout = str(self._target_data)
        self._engine: Any = _NothingRuns()
        self._loopvect, self._opt_level = False, 0

    def _create_empty_module(self, name: str) -> Any:
        module: Any = super()._create_empty_module(name)  # type: ignore[no-untyped-call]
        module.triple = _TRIPLE
        return module

    def _add_module(self, module: object) -> None:
        pass

    def set_env(self, env_name: str, env: object) -> None:
        pass

    def _get_host_cpu_name(self) -> str:
        return "generic"

    def _get_host_cpu_features(self) -> str:
        return _FEATURES


def _executable(*_: object) -> Any:
    """Return what stands for a compiled function: numba files functions by it, so it is another each time."""
    return [].append


_fill_in: Any = populate_array


def take_over() -> None:
    """Let numba compile for WebAssembly from now on, and for nothing else; this process can run no compiled code.

    Raises
    ------
    RuntimeError: kernels are there already, which would be kept in the cache of this machine.
    """
    if "sim.numbers.compiler" in sys.modules:
        raise RuntimeError("numba is taken over before any kernel is imported, in a process of its own")
    numba_codegen: Any = codegen
    numba_context: Any = cpu.CPUContext
    numba_dispatcher: Any = dispatcher.Dispatcher
    numba_codegen.JITCPUCodegen = _Codegen
    numba_context.get_executable = _executable
    numba_dispatcher.enable_caching = lambda self: None


def compile_all(
    exports: Mapping[str, tuple[Callable[..., None], tuple[Any, ...]]], runtime: str, visible: Iterable[str]
) -> bytes:
    """Return one WebAssembly object with a function for each kernel that takes a frame of arguments like those given.

    `runtime` is LLVM's text of what they call besides; `visible` are those of its functions that can be called too.
    """
    whole = llvm.parse_assembly(f'target triple = "{_TRIPLE}"\n{runtime}')
    for name, (kernel, given) in exports.items():
        whole.link_in(_export(name, kernel, tuple(map(numba.typeof, given))))
    _hide(whole, {*exports, *visible})
    whole.verify()
    machine = cpu_target.target_context.codegen()._tm
    builder = llvm.create_pass_builder(machine, llvm.PipelineTuningOptions(speed_level=3))
    builder.getModulePassManager().run(whole, builder)
    return bytes(machine.emit_object(whole))


def _hide(module: Any, visible: Iterable[str]) -> None:
    """Let only some functions be seen, so that all else is compiled into them or dropped."""
    for function in module.functions:
        if not function.is_declaration and function.name not in visible:
            function.linkage = "internal"
    for variable in module.global_variables:
        if not variable.is_declaration and not variable.name.startswith("llvm."):
            variable.linkage = "internal"


def _export(name: str, kernel: Any, kinds: tuple[Any, ...]) -> Any:
    """Return a module with a function of that name that reads its arguments off a frame."""
    kernel.compile(kinds)
    compiled = kernel.overloads[kinds]
    with global_compiler_lock:
        compiled.library._ensure_finalized()
    context, described = kernel.targetdescr.target_context, compiled.fndesc
    module = ir.Module(name)
    module.triple, module.data_layout = _TRIPLE, str(context.codegen()._data_layout)
    callee_type = context.call_conv.get_function_type(described.restype, described.argtypes)
    callee = ir.Function(module, callee_type, described.llvm_func_name)
    function = ir.Function(module, ir.FunctionType(ir.VoidType(), [_BYTES]), name)
    builder = ir.IRBuilder(function.append_basic_block())
    reader = _Frame(context, builder, function.args[0])
    values = [reader.take(kind) for kind in described.argtypes]
    status, _ = context.call_conv.call_function(builder, callee, described.restype, described.argtypes, values)
    with builder.if_then(status.is_error):
        builder.call(module.declare_intrinsic("llvm.trap", (), ir.FunctionType(ir.VoidType(), ())), ())
        builder.unreachable()
    builder.ret_void()
    linked = llvm.parse_assembly(str(module))
    linked.link_in(compiled.library._final_module.clone())
    for each in linked.functions:  # several exports bring the same functions along
        if not each.is_declaration and each.name != name:
            each.linkage = "linkonce_odr"
    for variable in linked.global_variables:
        if not variable.is_declaration:
            variable.linkage = "linkonce_odr"
    return linked


class _Frame:
    """Reads arguments one after the other: an address and lengths of an array, an address of a record, a number."""

    def __init__(self, context: Any, builder: Any, frame: Any) -> None:
        self._context, self._builder, self._frame, self._at = context, builder, frame, 0

    def take(self, kind: Any) -> Any:
        """Return the value of the next argument, which may be a tuple of several."""
        if isinstance(kind, types.BaseTuple):
            parts: Any = kind
            return self._context.make_tuple(self._builder, kind, [self.take(part) for part in parts.types])
        if isinstance(kind, types.Array):
            return self._array(kind)
        if isinstance(kind, types.Record):
            return self._address(self._context.get_value_type(kind))
        return self._slot(self._context.get_value_type(kind))

    def _slot(self, kind: Any) -> Any:
        where = self._builder.gep(self._frame, [ir.Constant(_I32, self._at)])
        self._at += _SLOT
        return self._builder.load(self._builder.bitcast(where, kind.as_pointer()))

    def _address(self, kind: Any) -> Any:
        return self._builder.inttoptr(self._slot(_I32), kind)

    def _array(self, kind: Any) -> Any:
        if kind.layout != "C":
            raise TypeError(f"an array of a frame lies whole in memory, row by row; got {kind}")
        context, builder = self._context, self._builder
        data = self._address(context.get_data_type(kind.dtype).as_pointer())
        shape = [self._slot(_I64) for _ in range(kind.ndim)]
        item = context.get_constant(types.intp, context.get_abi_sizeof(context.get_data_type(kind.dtype)))
        strides = [item]
        for length in reversed(shape[1:]):
            strides.insert(0, builder.mul(strides[0], length))
        array = context.make_array(kind)(context, builder)
        _fill_in(array, data, shape, strides, item, None)
        return array._getvalue()
