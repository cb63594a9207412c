"""JSON out of a stranger's text: strict, total, in linear time.

No NaN, no number beyond a float, no key twice.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Any, NamedTuple

MAX_CHARACTERS = 1_000_000
"""A longer text is no answer."""
MAX_DEPTH = 100
MAX_PARTS = 20
"""The last so many fenced blocks, or brackets, are tried."""
_FENCE = re.compile(r"^[ \t]{0,3}```[^\n`]*$", re.MULTILINE)


class Found(NamedTuple):
    """What was read, or why nothing was."""

    value: Any = None
    problem: str | None = None


def read_json(text: str) -> Found:
    """Read a text that is JSON and nothing else."""
    if len(text) > MAX_CHARACTERS:
        return Found(problem=f"{len(text)} characters, at most {MAX_CHARACTERS} are read")
    try:
        value = json.loads(
            text, parse_constant=_no_number, parse_float=_float, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        return Found(problem=f"not JSON: {error.msg} at line {error.lineno}")
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        return Found(problem=f"not JSON: {reason}")
    if _deeper(value, MAX_DEPTH):
        return Found(problem=f"not JSON that is read: nested deeper than {MAX_DEPTH}")
    return Found(value)


def _deeper(value: Any, depth: int) -> bool:
    """Whether a value is nested deeper; level by level, since a stack has an end."""
    level = [value]
    for _ in range(depth):
        level = [
            inner for one in level if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]  # fmt: skip
    return bool(level)


def find_json(text: str) -> Found:
    """Read the JSON of an answer: the whole text, else its last fenced block, else the last value
    in brackets that can be read."""
    if len(text) > MAX_CHARACTERS:
        return read_json(text)
    whole = read_json(text.strip())
    if whole.problem is None:
        return whole
    blocks = [read_json(block.strip()) for block in _fenced(text)[-MAX_PARTS:]]
    inline = (read_json(part) for part in reversed(_bracketed(text)[-MAX_PARTS:]))
    readable = (one for one in (*reversed(blocks), *inline) if one.problem is None)
    return next(readable, blocks[-1] if blocks else whole)


def every_json(text: str) -> list[Any]:
    """Read every outermost value in brackets, in order, of which the last `MAX_PARTS` are tried."""
    if len(text) > MAX_CHARACTERS:
        return []
    found = (read_json(part) for part in _bracketed(text)[-MAX_PARTS:])
    return [one.value for one in found if one.problem is None]


def _fenced(text: str) -> list[str]:
    """The blocks between fences; a block that is never closed ends with the text."""
    marks = [(one.start(), one.end()) for one in _FENCE.finditer(text)]
    ends = [start for start, _ in marks[1::2]]
    if len(marks) % 2:
        ends.append(len(text))
    return [text[start:end] for (_, start), end in zip(marks[::2], ends, strict=True)]


def _bracketed(text: str) -> list[str]:
    """The outermost runs between brackets that close each other; strings may hold any."""
    found: list[str] = []
    start, depth, quoted, escaped = 0, 0, False, False
    for place, char in enumerate(text):
        if quoted:
            escaped, quoted = char == "\\" and not escaped, escaped or char != '"'
        elif char in "{[":
            start = place if depth == 0 else start
            depth += 1
        elif depth and char in "}]":
            depth -= 1
            if depth == 0:
                found.append(text[start : place + 1])
        elif depth and char == '"':
            quoted = True
    return found


def _no_number(name: str) -> Any:
    raise ValueError(f"`{name}` is no JSON")


def _float(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError(f"number `{text[:40]}` is out of range")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"key `{twice[:40]}` twice")
    return found
