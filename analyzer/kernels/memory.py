"""Eight or more bytes at a time: what the kernels are made of.

The first byte is the lowest: x86-64 and 64-bit ARM. An address is a pointer and a position; nothing
checks it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from analyzer.kernels.contract import STEP

Pointer = Any
Word = Any
"""An unsigned number of 64 bits. Mixed with a signed one it would become a fraction."""

F = TypeVar("F", bound=Callable[..., Any])

word: Any = np.uint64
number: Any = np.int64
_BYTE, _INDEX, _WORD = ir.IntType(8), ir.IntType(32), ir.IntType(64)
_STEP = ir.VectorType(_BYTE, STEP)


def part(function: F) -> F:
    """For a function that kernels call: compiled into them. Nothing is raised where something is
    divided by zero; nothing is."""
    compile_it: Any = njit(error_model="numpy")
    compiled: F = compile_it(function)
    return compiled


def _instruction(function: Callable[..., Any]) -> Callable[..., Any]:
    """For a function that says how LLVM is to do what it is called."""
    made: Callable[..., Any] = intrinsic(function)
    return made


def _at(builder: Any, pointer: Any, position: Any) -> Any:
    return builder.bitcast(builder.gep(pointer, [position]), _WORD.as_pointer())


@_instruction
def load(_context: Any, data: Any, position: Any) -> Any:
    """The word that begins at a position of bytes."""

    def generate(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        value = builder.load(_at(builder, *args))
        value.align = 1
        return value

    return types.uint64(data, position), generate


@_instruction
def store(_context: Any, data: Any, position: Any, value: Any) -> Any:
    """Writes a word from a position on."""

    def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        builder.store(args[2], _at(builder, *args[:2])).align = 1
        return context.get_dummy_value()

    return types.none(data, position, value), generate


@_instruction
def marked(_context: Any, data: Any, position: Any, one: Any, two: Any, three: Any) -> Any:
    """Which of the STEP bytes from a position on are one of three: a bit each, the lowest for the
    first."""

    def generate(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        place = builder.gep(args[0], [args[1]])
        text = builder.load(builder.bitcast(place, _STEP.as_pointer()))
        text.align = 1
        found = None
        for byte in args[2:]:
            same = builder.icmp_unsigned("==", text, _everywhere(builder, byte))
            found = same if found is None else builder.or_(found, same)
        return builder.zext(builder.bitcast(found, ir.IntType(STEP)), _WORD)

    return types.uint64(data, position, one, two, three), generate


@_instruction
def low_marks(_context: Any, data: Any, position: Any) -> Any:
    """Which of the STEP bytes from a position on are no greater than a quotation mark."""

    def generate(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        place = builder.gep(args[0], [args[1]])
        text = builder.load(builder.bitcast(place, _STEP.as_pointer()))
        text.align = 1
        found = builder.icmp_unsigned("<=", text, ir.Constant(_STEP, [ord('"')] * STEP))
        return builder.zext(builder.bitcast(found, ir.IntType(STEP)), _WORD)

    return types.uint64(data, position), generate


@_instruction
def string_marks(_context: Any, data: Any, position: Any) -> Any:
    """Which of the STEP bytes from a position on end or change a JSON string (a quote, a backslash,
    a control character), and, STEP bits above, which are not ASCII."""

    def generate(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        place = builder.gep(args[0], [args[1]])
        text = builder.load(builder.bitcast(place, _STEP.as_pointer()))
        text.align = 1
        found = builder.icmp_unsigned("<", text, ir.Constant(_STEP, [0x20] * STEP))
        for byte in b'"\\':
            same = builder.icmp_unsigned("==", text, ir.Constant(_STEP, [byte] * STEP))
            found = builder.or_(found, same)
        high = builder.icmp_signed("<", text, ir.Constant(_STEP, [0] * STEP))
        bits = [
            builder.zext(builder.bitcast(one, ir.IntType(STEP)), _WORD) for one in (found, high)
        ]
        return builder.or_(bits[0], builder.shl(bits[1], ir.Constant(_WORD, STEP)))

    return types.uint64(data, position), generate


def _everywhere(builder: Any, byte: Any) -> Any:
    first = builder.insert_element(
        ir.Constant(_STEP, ir.Undefined), builder.trunc(byte, _BYTE), ir.Constant(_INDEX, 0)
    )
    zeros = ir.Constant(ir.VectorType(_INDEX, STEP), [0] * STEP)
    return builder.shuffle_vector(first, first, zeros)


@_instruction
def first_of(_context: Any, marks: Any) -> Any:
    """The place of the lowest bit that is set; one is."""

    def generate(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(marks), generate


_ONE, _EIGHT = word(1), word(8)


@part
def low(count: int) -> Word:
    """All bits of the first ``count`` bytes, fewer than eight."""
    return (_ONE << (_EIGHT * word(count))) - _ONE


@part
def find(data: Pointer, at: int, one: int, two: int, three: int) -> int:
    """Where the next byte is that is one of three; there is one."""
    while True:
        marks = marked(data, at, one, two, three)
        if marks:
            return at + first_of(marks)
        at += STEP
