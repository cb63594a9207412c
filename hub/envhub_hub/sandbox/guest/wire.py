"""Values that cross between guests: exact built-in types, as tagged JSON, never pickles.

What arrives was rebuilt here from plain JSON, so it has no `__eq__`, no state and no code of the
side that sent it.
"""

from __future__ import annotations

import json
import math
import re
import struct
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from types import GeneratorType
from typing import Any, Protocol

LIMIT = 16 << 20
"""Bytes of one frame."""
DEPTH = 64
"""Levels of nesting."""
ITEMS = 200_000
"""Items that are taken out of an iterator."""

_SEQUENCES: dict[type[Any], str] = {
    list: "list", tuple: "tuple", set: "set", frozenset: "frozenset", deque: "deque",
}  # fmt: skip
_MAPPINGS: dict[type[Any], str] = {
    dict: "dict", Counter: "Counter", OrderedDict: "OrderedDict", defaultdict: "defaultdict",
}  # fmt: skip
_TEXTS: dict[type[Any], str] = {Decimal: "Decimal", Fraction: "Fraction"}
_ITERATORS: tuple[type[Any], ...] = (
    map, filter, zip, enumerate, reversed, GeneratorType, type(iter([])), type(iter(())),
    type({}.keys()), type({}.values()), type({}.items()), type(reversed([])),
)  # fmt: skip
_BUILDERS = {name: kind for kinds in (_SEQUENCES, _TEXTS) for kind, name in kinds.items()}


class Stream(Protocol):
    """Bytes in and out; `read` returns less than was asked for only at the end."""

    def read(self, size: int, /) -> bytes: ...
    def write(self, data: bytes, /) -> int: ...
    def flush(self) -> None: ...
    def close(self) -> None: ...


class Match:
    """A match of a pattern, of which only its being one crosses."""


class Unsendable(Exception):
    """A value that is no plain data, or too much of it."""


def encode(value: Any, depth: int = 0) -> Any:
    """Return JSON for a value; a subclass is not the type that it pretends to be.

    Raises:
        Unsendable: a type that does not cross, or nesting beyond `DEPTH`.
    """
    kind = type(value)
    if depth > DEPTH:
        raise Unsendable(f"a value nested more than {DEPTH} levels deep")
    if value is None or kind in (bool, str):
        return value
    if kind is int:
        return value if abs(value) < 1 << 53 else {"int": hex(value)}
    if kind is float:
        return value if math.isfinite(value) else {"float": repr(value)}
    if kind in _SEQUENCES:
        return {_SEQUENCES[kind]: [encode(one, depth + 1) for one in value]}
    if kind in _MAPPINGS:
        pairs = [[encode(key, depth + 1), encode(one, depth + 1)] for key, one in value.items()]
        return {_MAPPINGS[kind]: pairs}
    if kind in _ITERATORS:
        return {"iterator": [encode(one, depth + 1) for one in _taken(value)]}
    if kind in _TEXTS:
        return {_TEXTS[kind]: str(value)}
    if kind is re.Match:
        return {"match": None}
    if kind in (bytes, bytearray):
        return {kind.__name__: value.hex()}
    if kind is complex:
        return {"complex": [encode(value.real), encode(value.imag)]}
    if kind is range:
        return {"range": [encode(one) for one in (value.start, value.stop, value.step)]}
    raise Unsendable(f"a value of type `{kind.__name__}`, which is no plain data")


def _taken(values: Any) -> list[Any]:
    taken = list(islice(values, ITEMS + 1))
    if len(taken) > ITEMS:
        raise Unsendable(f"an iterator of more than {ITEMS} items")
    return taken


def decode(data: Any, depth: int = 0) -> Any:
    """Return the value of a JSON form that `encode` made.

    Raises:
        Unsendable: it is none.
    """
    if depth > DEPTH:
        raise Unsendable(f"a value nested more than {DEPTH} levels deep")
    if data is None or isinstance(data, bool | str | int | float):
        return data
    try:
        ((tag, inner),) = data.items()
        return _build(tag, inner, depth + 1)
    except (AttributeError, TypeError, ValueError, ArithmeticError) as error:
        raise Unsendable("a value that is malformed") from error


def _build(tag: str, inner: Any, depth: int) -> Any:
    if tag in _BUILDERS:
        whole = inner if isinstance(inner, str) else [decode(one, depth) for one in inner]
        return _BUILDERS[tag](whole)
    if tag in _MAPPINGS.values():
        pairs = {decode(key, depth): decode(one, depth) for key, one in inner}
        if tag == "defaultdict":
            return defaultdict(None, pairs)
        return next(kind for kind, name in _MAPPINGS.items() if name == tag)(pairs)
    if tag == "iterator":
        return iter([decode(one, depth) for one in inner])
    if tag == "match":
        return Match()
    if tag == "int":
        return int(inner, 16)
    if tag == "float":
        return float(inner)
    if tag in ("bytes", "bytearray"):
        return (bytes if tag == "bytes" else bytearray).fromhex(inner)
    parts = [decode(one, depth) for one in inner]
    if tag == "complex":
        return complex(*parts)
    if tag == "range":
        return range(*parts)
    raise ValueError(tag)


def send(stream: Stream, message: dict[str, Any]) -> None:
    """Write one frame: its length in four bytes, then JSON.

    Raises:
        Unsendable: the frame would be longer than `LIMIT`.
    """
    data = json.dumps(message, ensure_ascii=True).encode()
    if len(data) > LIMIT:
        raise Unsendable(f"a value of more than {LIMIT >> 20} MB")
    stream.write(struct.pack(">I", len(data)) + data)
    stream.flush()


def receive(stream: Stream) -> dict[str, Any] | None:
    """Read one frame; None where the other side is gone.

    Raises:
        Unsendable: it is no frame.
    """
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    if length > LIMIT:
        raise Unsendable(f"a frame of more than {LIMIT >> 20} MB")
    data = stream.read(length)
    if len(data) < length:
        return None
    try:
        message = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unsendable("a frame that is no JSON") from error
    if not isinstance(message, dict):
        raise Unsendable("a frame that is no message")
    return message
