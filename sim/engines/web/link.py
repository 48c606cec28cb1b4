"""A linker for one object that calls nothing outside: it gives data and stack their addresses."""

from collections.abc import Iterable

from sim.engines.web.leb import fixed, listed, named, signed, unsigned
from sim.engines.web.objects import MAGIC, Relocation, Segment, Symbol, WasmObject, read_object

_STACK_BYTES = 1 << 20  # below the data: an overflow traps
_PAGE_BYTES = 65536
_MOST_PAGES = 65535  # one less than can be, so that a size in bytes has 32 bits
_ADDRESS, _ADDRESS_SIGNED, _ADDRESS_PLAIN = 3, 4, 5  # of data, as the tool conventions number relocations
_SLOT, _SLOT_PLAIN = 1, 2  # of a function in the table
_INDICES = {0, 6, 7, 20}  # of functions, types, globals, tables: with nothing imported they stay as they are
_TABLE, _MEMORY, _GLOBALS, _EXPORTS, _ELEMENTS, _DATA = 4, 5, 6, 7, 9, 11
_ORDER = (1, 3, 4, 5, 6, 7, 9, 12, 10, 11)
_STACK_POINTER = "__stack_pointer"
_CONST_I32, _END, _TYPE_I32 = b"\x41", b"\x0b", b"\x7f"


def link(data: bytes, exports: Iterable[str], custom: bytes = b"") -> bytes:
    """Return a module with its own memory that exports these functions, `memory` and `free_from`, its first free byte.

    `custom` sections follow the others.

    Raises
    ------
    ValueError: the object needs something that it does not bring along.
    """
    found = read_object(data)
    _refuse_imports(found)
    addresses, free = _place(found.segments)
    slots = _fill_in(found, addresses)
    sections: dict[int, bytes | bytearray] = {**found.sections}
    functions = {symbol.name: symbol.place for symbol in found.symbols if symbol.is_function}
    sections[_TABLE] = listed([b"\x70\0" + unsigned(len(slots) + 1)])
    sections[_MEMORY] = listed([b"\1" + unsigned(free // _PAGE_BYTES + 1) + unsigned(_MOST_PAGES)])
    sections[_GLOBALS] = listed([_TYPE_I32 + b"\1" + _constant(_STACK_BYTES), _TYPE_I32 + b"\0" + _constant(free)])
    sections[_EXPORTS] = listed(
        [
            named("memory") + b"\2\0",
            named("free_from") + b"\3\1",
            *(named(name) + b"\0" + unsigned(functions[name]) for name in exports),
        ]
    )
    if slots:
        sections[_ELEMENTS] = listed([b"\0" + _constant(1) + listed([unsigned(index) for index in slots])])
    if found.segments:
        sections[_DATA] = _data(sections[_DATA], found.segments, addresses)
    written = (bytes([k]) + unsigned(len(sections[k])) + bytes(sections[k]) for k in _ORDER if k in sections)
    return MAGIC + b"".join(written) + custom


def custom_section(name: str, body: bytes) -> bytes:
    """Return a section that runs nothing."""
    whole = named(name) + body
    return b"\0" + unsigned(len(whole)) + whole


def _constant(number: int) -> bytes:
    return _CONST_I32 + signed(number) + _END


def _refuse_imports(found: WasmObject) -> None:
    missing = [one.name for one in found.imports if one.kind == 0 or (one.kind == 3 and one.name != _STACK_POINTER)]
    if missing:
        raise ValueError(f"compiled code needs what is not in the object: {', '.join(missing)}")


def _place(segments: list[Segment]) -> tuple[list[int], int]:
    """Return the address of each segment, and the first byte behind all of them."""
    addresses, at = [], _STACK_BYTES
    for segment in segments:
        at += -at % segment.alignment
        addresses.append(at)
        at += segment.size
    return addresses, at + -at % 16


def _fill_in(found: WasmObject, addresses: list[int]) -> list[int]:
    """Write what places wait for; return the functions that need a slot in the table, the first one in slot 1."""
    slots: list[int] = []
    for one in found.relocations:
        if one.kind in _INDICES:
            continue
        symbol = found.symbols[one.symbol]
        if one.kind in (_SLOT, _SLOT_PLAIN):
            if symbol.place not in slots:
                slots.append(symbol.place)
            value = slots.index(symbol.place) + 1
        else:
            value = _address(symbol, one, addresses)
        is_plain = one.kind in (_ADDRESS_PLAIN, _SLOT_PLAIN)
        written = value.to_bytes(4, "little") if is_plain else fixed(value)
        found.sections[one.section][one.offset : one.offset + len(written)] = written
    return slots


def _address(symbol: Symbol, one: Relocation, addresses: list[int]) -> int:
    if one.kind not in (_ADDRESS, _ADDRESS_SIGNED, _ADDRESS_PLAIN):
        raise ValueError(f"a relocation of kind {one.kind} is not known")
    if symbol.place < 0:
        raise ValueError(f"compiled code needs data that are not in the object: {symbol.name}")
    return addresses[symbol.place] + symbol.offset + one.addend


def _data(body: bytes | bytearray, segments: list[Segment], addresses: list[int]) -> bytes:
    return listed(
        [
            b"\0"
            + _constant(address)
            + unsigned(segment.size)
            + bytes(body[segment.body : segment.body + segment.size])
            for segment, address in zip(segments, addresses, strict=True)
        ]
    )
