"""A WebAssembly object as LLVM writes it: sections, symbols, and places that wait for an address.

Source: the tool conventions of WebAssembly, Linking.md (version 2 of the section "linking").
"""

from typing import NamedTuple

from sim.engines.web.leb import Reader

MAGIC = b"\0asm\1\0\0\0"
_WITH_ADDEND = {3, 4, 5, 8, 9}
_SEGMENT_INFO, _SYMBOLS = 5, 8
_FUNCTION, _DATA, _SECTION = 0, 1, 3
_UNDEFINED, _EXPLICIT_NAME = 0x10, 0x40


class Symbol(NamedTuple):
    """What a place may wait for."""

    kind: int
    name: str
    place: int  # number of the function, or of the segment of data; -1: not in this object
    offset: int  # in that segment

    @property
    def is_function(self) -> bool:
        """Whether it is a function."""
        return self.kind == _FUNCTION


class Relocation(NamedTuple):
    """A place that waits for an address or a number."""

    section: int  # id of the section
    kind: int
    offset: int  # in the body of the section
    symbol: int
    addend: int


class Segment(NamedTuple):
    """Data of a fixed place in memory."""

    body: int  # where in the body of the data section it begins
    size: int
    alignment: int  # power of two


class Import(NamedTuple):
    """What the object expects from outside."""

    name: str
    kind: int


class WasmObject(NamedTuple):
    """What a linker needs to know of an object."""

    sections: dict[int, bytearray]
    imports: list[Import]
    symbols: list[Symbol]
    segments: list[Segment]
    relocations: list[Relocation]


def read_object(data: bytes) -> WasmObject:
    """Read an object.

    Raises
    ------
    ValueError: it is not one.
    """
    if not data.startswith(MAGIC):
        raise ValueError("this is not a WebAssembly object")
    sections, linking, relocations = _sections(data)
    symbols, alignments = _linking(linking)
    segments = _segments(sections.get(11, bytearray(b"\0")), alignments)
    return WasmObject(sections, _imports(sections.pop(2, bytearray(b"\0"))), symbols, segments, relocations)


def _sections(data: bytes) -> tuple[dict[int, bytearray], bytes, list[Relocation]]:
    reader, order, sections = Reader(data, len(MAGIC)), list[int](), dict[int, bytearray]()
    linking, relocations = b"", list[Relocation]()
    while not reader.is_done:
        number, body = reader.byte(), reader.take(reader.unsigned())
        order.append(number)
        if number != 0:
            sections[number] = bytearray(body)
            continue
        custom = Reader(body)
        title = custom.name()
        if title == "linking":
            linking = body[custom.at :]
        elif title.startswith("reloc."):
            relocations += _relocations(custom, order[custom.unsigned()])
    return sections, linking, relocations


def _relocations(reader: Reader, section: int) -> list[Relocation]:
    found = []
    for _ in range(reader.unsigned()):
        kind, offset, symbol = reader.byte(), reader.unsigned(), reader.unsigned()
        found.append(Relocation(section, kind, offset, symbol, reader.signed() if kind in _WITH_ADDEND else 0))
    return found


def _linking(body: bytes) -> tuple[list[Symbol], list[int]]:
    reader, symbols, alignments = Reader(body), list[Symbol](), list[int]()
    if reader.unsigned() != 2:
        raise ValueError("only version 2 of the section for linking is known")
    while not reader.is_done:
        kind, part = reader.byte(), Reader(reader.take(reader.unsigned()))
        if kind == _SYMBOLS:
            symbols = [_symbol(part) for _ in range(part.unsigned())]
        elif kind == _SEGMENT_INFO:
            for _ in range(part.unsigned()):
                part.name()
                alignments.append(part.unsigned())
                part.unsigned()
    return symbols, alignments


def _symbol(reader: Reader) -> Symbol:
    kind, flags = reader.byte(), reader.unsigned()
    is_here = not flags & _UNDEFINED
    if kind == _DATA:
        name = reader.name()
        index, offset = (reader.unsigned(), reader.unsigned()) if is_here else (-1, 0)
        if is_here:
            reader.unsigned()
        return Symbol(kind, name, index, offset)
    index = reader.unsigned()
    has_name = kind != _SECTION and (is_here or flags & _EXPLICIT_NAME)
    return Symbol(kind, reader.name() if has_name else "", index if is_here else -1, 0)


def _segments(body: bytearray, alignments: list[int]) -> list[Segment]:
    reader, segments = Reader(body), []
    for k in range(reader.unsigned()):
        if reader.unsigned() != 0 or reader.byte() != 0x41:
            raise ValueError("only data of a fixed place is known")
        reader.signed()
        reader.byte()
        size = reader.unsigned()
        segments.append(Segment(reader.at, size, 1 << alignments[k]))
        reader.take(size)
    return segments


def _imports(body: bytearray) -> list[Import]:
    reader, imports = Reader(body), []
    for _ in range(reader.unsigned()):
        reader.name()
        name, kind = reader.name(), reader.byte()
        imports.append(Import(name, kind))
        if kind == 0:
            reader.unsigned()
        elif kind == 3:
            reader.take(2)
        else:  # table or memory
            if kind == 1:
                reader.byte()
            for _ in range(2 if reader.unsigned() & 1 else 1):
                reader.unsigned()
    return imports
