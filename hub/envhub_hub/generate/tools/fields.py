"""Tools for single fields: copy, set, patch a structure, read a number, convert a file's text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from pydantic import Field

from envhub.scorers.extract import NUMBER
from envhub.values import Frozen

from .tool import Given, NoParams, Tool, Unfit

_STEP = re.compile(r"<<[^<>=]*=\s*([-+]?[\d,]*\.?\d+)\s*>>")
_FINAL = re.compile(r"####\s*(.+)\s*$")
_WRITTEN = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


class CopyParams(Frozen):
    """How a value is copied."""

    as_text: bool = False
    """Write numbers and truth values as text; what is no single value is unfit."""
    strip: bool = True


def plain_number(value: float | int | str) -> str:
    """Return a number as a decimal string that has one form only: `2381740`, `0.5`.

    Raises:
        Unfit: it is not a single number.
    """
    if isinstance(value, bool):
        raise Unfit("a truth value is no number")
    if isinstance(value, str):
        text = value.strip().lstrip("$€£").replace(",", "").strip()
        if not _WRITTEN.fullmatch(text):
            raise Unfit(f"`{value[:40]}` is not a single number")
    else:
        text = repr(value)
        if "e" in text or "n" in text:
            raise Unfit(f"{text} is too large or too small to be written out")
    text = text.lstrip("+")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, dot, rest = digits.partition(".")
    digits = (whole.lstrip("0") or "0") + dot + rest
    return digits if digits == "0" else sign + digits


def is_number(text: str) -> bool:
    """Whether a text is a single number, or ends with one after `####`."""
    last = text.strip().rpartition("\n")[2]
    found = _FINAL.search(last)
    return _WRITTEN.fullmatch((found.group(1) if found else text).strip().lstrip("$€£")) is not None


class SetParams(Frozen):
    """A value that the plan itself gives."""

    value: Any


def _set(given: Given, params: SetParams) -> tuple[Any, ...]:  # noqa: ARG001
    return (params.value,)


class FlattenParams(Frozen):
    """How a list becomes texts."""

    alternatives: bool = False
    """Its members are answers as good as each other: the first, and the others as a list."""


def _flatten(given: Given, params: FlattenParams) -> tuple[Any, ...]:
    (value,) = given.values
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(one, str) for one in parts):
        raise Unfit("a text or a list of texts was expected")
    parts = [one.strip() for one in parts if one.strip()]
    if not parts:
        raise Unfit("the field is empty")
    if params.alternatives:
        return parts[0], list(dict.fromkeys(parts[1:]))
    return (" ".join(parts),)


def _copy(given: Given, params: CopyParams) -> tuple[Any, ...]:
    (value,) = given.values
    if value is None or value == "":
        raise Unfit("the field is empty")
    if params.as_text and not isinstance(value, str):
        value = str(value).lower() if isinstance(value, bool) else plain_number_or_unfit(value)
    return (value.strip() if params.strip and isinstance(value, str) else value,)


def plain_number_or_unfit(value: Any) -> str:
    """Return a number as text; anything but a number is unfit."""
    if not isinstance(value, int | float):
        raise Unfit(f"{type(value).__name__} is no single value")
    return plain_number(value)


def _parse_number(given: Given, params: NoParams) -> tuple[Any, ...]:  # noqa: ARG001
    (value,) = given.values
    if not isinstance(value, str):
        return plain_number_or_unfit(value), ()
    steps = [plain_number(found) for found in _STEP.findall(value)]
    final = _FINAL.search(value.strip().splitlines()[-1]) if value.strip() else None
    answer = plain_number(final.group(1) if final else value)
    if steps and steps[-1] == answer:
        steps.pop()
    return answer, tuple(steps)


class MetadataParams(Frozen):
    """What metadata gets beside what it holds."""

    set: dict[str, Any] = Field(default_factory=dict)
    drop: tuple[str, ...] = ()


def _edit_metadata(given: Given, params: MetadataParams) -> tuple[Any, ...]:
    (value,) = given.values
    if not isinstance(value, Mapping):
        raise Unfit("metadata is an object")
    kept = {name: held for name, held in value.items() if name not in params.drop}
    return ({**kept, **params.set},)


class PatchParams(Frozen):
    """One change of a structure, by the words of RFC 6902."""

    op: Literal["add", "replace", "remove"]
    path: tuple[str | int, ...] = Field(min_length=1)
    value: Any = None


def _patch(given: Given, params: PatchParams) -> tuple[Any, ...]:
    (value,) = given.values
    copied = json.loads(json.dumps(value))
    *way, last = params.path
    place: Any = copied
    try:
        for step in way:
            place = place[step]
        if params.op != "add" or (isinstance(place, list) and last != len(place)):
            place[last]
        if params.op == "remove":
            del place[last]
        elif params.op == "add" and isinstance(place, list):
            place.insert(int(last), params.value)
        else:
            place[last] = params.value
    except (KeyError, IndexError, TypeError) as error:
        raise Unfit(f"there is no {'/'.join(map(str, params.path))} to {params.op}") from error
    return (copied,)


Written = Literal["json", "jsonl", "csv", "tsv"]


class ConvertParams(Frozen):
    """From one format of a table to another."""

    source: Written
    target: Written


def _read_separated(text: str, separator: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def _write_separated(rows: list[dict[str, Any]], separator: str) -> str:
    out = io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names, delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


_READ: dict[Written, Callable[[str], list[dict[str, Any]]]] = {
    "json": json.loads,
    "jsonl": lambda text: [json.loads(line) for line in text.splitlines() if line.strip()],
    "csv": lambda text: _read_separated(text, ","),
    "tsv": lambda text: _read_separated(text, "\t"),
}
_WRITE: dict[Written, Callable[[list[dict[str, Any]]], str]] = {
    "json": lambda rows: json.dumps(rows, ensure_ascii=False),
    "jsonl": lambda rows: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows),
    "csv": lambda rows: _write_separated(rows, ","),
    "tsv": lambda rows: _write_separated(rows, "\t"),
}


def _convert(given: Given, params: ConvertParams) -> tuple[Any, ...]:
    (text,) = given.texts()
    try:
        rows = _READ[params.source](text)
    except (ValueError, csv.Error) as error:
        raise Unfit(f"the text is no {params.source}: {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unfit("a table is a list of records")
    return (_WRITE[params.target](rows),)


class GuardParams(Frozen):
    """What a field must hold."""

    equals: bool | int | str


def _guard(given: Given, params: GuardParams) -> tuple[Any, ...]:
    (value,) = given.values
    if value != params.equals or isinstance(value, bool) != isinstance(params.equals, bool):
        raise Unfit(f"the field is not {params.equals!r}")
    return ()


class DecomposeParams(Frozen):
    """Into what a text is taken apart."""

    into: Literal["paragraphs", "lines", "sentences"] = "sentences"
    at_most: int | None = Field(default=None, ge=1)


# Neither after a title nor after an initial.
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St)\.)(?<!\bMrs\.)\s+(?=[\"'A-Z0-9])"
)


def _decompose(given: Given, params: DecomposeParams) -> tuple[Any, ...]:
    (text,) = given.texts()
    cut = {"paragraphs": r"\n\s*\n", "lines": r"\n"}
    pattern = re.compile(cut[params.into]) if params.into in cut else _SENTENCE
    parts = [part.strip() for part in pattern.split(text.strip()) if part.strip()]
    if not parts:
        raise Unfit("there is no text to take apart")
    return (parts[: params.at_most],)


def numbers_of(text: str) -> list[str]:
    """Return the numbers that a text holds, as written."""
    return [found.group(0) for found in NUMBER.finditer(text)]


copy_field = Tool("copy_field", "copies a field", CopyParams, _copy)
convert = Tool("convert", "writes a table in another format", ConvertParams, _convert)
decompose = Tool("decompose", "takes a text apart", DecomposeParams, _decompose)
edit_metadata = Tool("edit_metadata", "sets and drops metadata", MetadataParams, _edit_metadata)
flatten = Tool("flatten", "makes texts of a list", FlattenParams, _flatten)
guard = Tool("guard", "keeps the records whose field holds a value", GuardParams, _guard)
parse_number = Tool(
    "parse_number", "reads a number, and the steps before it", NoParams, _parse_number
)
patch = Tool("patch", "changes one place of a structure", PatchParams, _patch)
set_value = Tool("set_value", "sets a value that the plan gives", SetParams, _set)
