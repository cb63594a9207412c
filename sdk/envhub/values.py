"""The one base of every value: frozen, no unknown keys, and a canonical JSON form."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

_HALF = re.compile("[\ud800-\udfff]")
_CANONICAL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
)


class Frozen(BaseModel):
    """An immutable value; a misspelt field is an error, never ignored."""

    # Building a schema costs milliseconds; a command that uses three values builds three.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


Value = TypeVar("Value", bound=Frozen)


def changed(value: Value, fields: Mapping[str, Any]) -> Value:
    """Return a copy with other values of some fields, which the caller vouches for."""
    copy = value.__copy__()
    copy.__dict__.update(fields)
    return copy


def canonical_json(value: Any) -> bytes:
    """Return the JSON bytes that digests are taken over: sorted keys, no spaces, UTF-8.

    A pydantic value is written without its defaults: saying a default aloud changes no digest,
    and neither does a field that a later version of the format adds.
    """
    if isinstance(value, BaseModel):
        value = declared(value)
    return _CANONICAL.encode(value).encode("utf-8")


def declared(value: BaseModel) -> dict[str, Any]:
    """Return what a value says beyond its defaults, and the `type` it was chosen by."""
    said = value.model_dump(mode="json", exclude_defaults=True)
    kind = vars(value).get("type")  # a field; looking one up that is not there is slow
    return {"type": kind, **said} if kind is not None else said


def json_line(value: BaseModel) -> bytes:
    """Return one line of JSONL for a row that people read: fields in order, defaults left out.

    Half of a surrogate pair is no text; it is written as U+FFFD.
    """
    text = json.dumps(value.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
    return plain(text).encode("utf-8") + b"\n"


def plain(text: str) -> str:
    """Return a text that UTF-8 can hold: half of a surrogate pair becomes U+FFFD."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def sha256_hex(data: bytes) -> str:
    """Return the hexadecimal sha256 of bytes."""
    return hashlib.sha256(data).hexdigest()
