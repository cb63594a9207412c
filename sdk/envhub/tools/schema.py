"""JSON schemas, as far as tools and answers need them: structure, types and bounds.

Patterns and references are left out: a pattern is a program of a stranger's, and a reference may
never end. What a schema says beyond the keywords known here is refused when it is declared.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MAX_DEPTH = 32

_TYPES: dict[str, Callable[[Any], bool]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _number(value) and (isinstance(value, int) or value.is_integer()),
    "null": lambda value: value is None,
    "number": lambda value: _number(value),
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}
_BOUNDS: dict[str, tuple[str, Callable[[Any, Any], bool], str]] = {
    "minimum": ("number", lambda value, bound: value >= bound, "at least"),
    "maximum": ("number", lambda value, bound: value <= bound, "at most"),
    "exclusiveMinimum": ("number", lambda value, bound: value > bound, "more than"),
    "exclusiveMaximum": ("number", lambda value, bound: value < bound, "less than"),
    "minLength": ("string", lambda value, bound: len(value) >= bound, "of a length of at least"),
    "maxLength": ("string", lambda value, bound: len(value) <= bound, "of a length of at most"),
    "minItems": ("array", lambda value, bound: len(value) >= bound, "of a length of at least"),
    "maxItems": ("array", lambda value, bound: len(value) <= bound, "of a length of at most"),
}
_SAID = {"$comment", "$schema", "default", "description", "examples", "format", "title"}
"""Keywords that describe and bind nothing."""
_STRUCTURE = {"additionalProperties", "anyOf", "const", "enum", "items", "properties", "required",
              "type"}  # fmt: skip


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def schema_problem(schema: Any, place: str = "", depth: int = 0) -> str | None:
    """Say what is wrong with a schema, with its place in it, or None."""
    where = f"`{place}` " if place else ""
    if not isinstance(schema, dict):
        return f"{where}is no JSON schema: a schema is an object"
    if depth > MAX_DEPTH:
        return f"{where}is nested more than {MAX_DEPTH} levels deep"
    for key, said in schema.items():
        if key not in _SAID and key not in _STRUCTURE and key not in _BOUNDS:
            return f"{where}says `{key}`, which is not known here"
        if problem := _keyword_problem(key, said):
            return f"{where}{problem}"
    for name, inner in _inner(schema):
        if problem := schema_problem(inner, f"{place}.{name}" if place else name, depth + 1):
            return problem
    return None


def _keyword_problem(key: str, said: Any) -> str | None:
    if key == "type":
        kinds = said if isinstance(said, list) else [said]
        if not kinds or not all(isinstance(kind, str) and kind in _TYPES for kind in kinds):
            return f"has type {said!r}, not one of {', '.join(_TYPES)}"
    if key in ("enum", "anyOf") and not (isinstance(said, list) and said):
        return f"has `{key}` that is no list, or an empty one"
    if key == "required" and not (
        isinstance(said, list) and all(isinstance(one, str) for one in said)
    ):
        return "has `required` that is no list of names"
    if key == "properties" and not isinstance(said, dict):
        return "has `properties` that is no object"
    if key in _BOUNDS and not _number(said):
        return f"has `{key}` that is no number"
    return None


def _inner(schema: dict[str, Any]) -> list[tuple[str, Any]]:
    """The schemas inside a schema, with their places."""
    inner = list(schema.get("properties", {}).items())
    inner += [("items", schema["items"])] if "items" in schema else []
    more = schema.get("additionalProperties", True)
    inner += [] if isinstance(more, bool) else [("additionalProperties", more)]
    return inner + [(f"anyOf.{n}", one) for n, one in enumerate(schema.get("anyOf", ()))]


def mismatch(value: Any, schema: dict[str, Any], place: str = "") -> str | None:
    """Say where a value does not fit a schema, or None. The schema has no problem of its own."""
    name = f"`{place}`" if place else "it"
    if "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(_TYPES[kind](value) for kind in kinds):
            return f"{name} is {_shown(value)}, not of type {' or '.join(kinds)}"
    if "const" in schema and not same(value, schema["const"]):
        return f"{name} is {_shown(value)}, not {_shown(schema['const'])}"
    if "enum" in schema and not any(same(value, one) for one in schema["enum"]):
        allowed = ", ".join(_shown(one) for one in schema["enum"][:20])
        return f"{name} is {_shown(value)}, not one of {allowed}"
    for key, (kind, holds, words) in _BOUNDS.items():
        if key in schema and _TYPES[kind](value) and not holds(value, schema[key]):
            return f"{name} is {_shown(value)}, not {words} {schema[key]}"
    if "anyOf" in schema:
        found = [mismatch(value, one, place) for one in schema["anyOf"]]
        if None not in found:
            return found[0]
    if isinstance(value, dict):
        return _object_mismatch(value, schema, place)
    if isinstance(value, list) and "items" in schema:
        for number, one in enumerate(value):
            if problem := mismatch(one, schema["items"], f"{place}[{number}]"):
                return problem
    return None


def _object_mismatch(value: dict[str, Any], schema: dict[str, Any], place: str) -> str | None:
    known = schema.get("properties", {})
    more = schema.get("additionalProperties", True)
    for name in schema.get("required", ()):
        if name not in value:
            return f"`{_under(place, name)}` is missing"
    for name, one in value.items():
        inner = known.get(name, more)
        if inner is False:
            return f"`{_under(place, name)}` is not known"
        if isinstance(inner, dict) and (problem := mismatch(one, inner, _under(place, name))):
            return problem
    return None


def _under(place: str, name: str) -> str:
    return f"{place}.{name[:80]}" if place else name[:80]


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal: 1 is 1.0, and true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return (type(one) is type(other) and one == other) or (
        _number(one) and _number(other) and one == other
    )


def _shown(value: Any) -> str:
    text = repr(value)
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"
