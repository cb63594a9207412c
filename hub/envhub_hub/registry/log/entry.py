"""One entry of the log: what was pushed, yanked or tagged, and the hash of the entry before it.

The bytes of an entry are fixed: one line of JSON that begins with `previous`. A tile leaves that
field out, since a reader who has the entry before knows it, and puts it back.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints, ValidationError

from envhub.values import Frozen, plain, sha256_hex

from ...text import one_line
from ..record import Digest, Record

FOLDER = "log/e"
IDENTITY = f"{FOLDER}/id.json"
"""Says that there is a log, and which: another identity is another log at the same URL."""
BLOCK = 256
"""Entries of a folder, and of a tile."""
START = "0" * 64
"""What the first entry names as the one before it."""
MAX_ENTRY = 64 << 10
"""Bytes of an entry."""

MAX_TEXT, MAX_WORD, MAX_LIST = 200, 100, 64
_RAW = re.compile(rb'\{"previous":"([0-9a-f]{64})",("seq":[^\n]+\})\Z')

Text = Annotated[str, StringConstraints(max_length=MAX_TEXT)]
Word = Annotated[str, StringConstraints(max_length=MAX_WORD)]


class _Open(Frozen):
    """A value in which a newer envhub may have written more: a log outlives its readers."""

    model_config = ConfigDict(extra="ignore")


class SummaryCapability(_Open):
    """What search knows of a capability."""

    id: Word
    title: Word = ""
    method: Word = ""


class Summary(_Open):
    """What search knows of a version."""

    digest: Digest
    samples: int = Field(default=0, ge=0, le=10**15)
    """Rows of the test split; of all splits where there is none."""
    size: int = Field(default=0, ge=0, le=10**15)
    """Bytes of the bundle."""
    like: Word | None = None
    """A version of the same environment that says the same in all the fields below."""
    title: Text = ""
    description: Text = ""
    tags: Annotated[tuple[Word, ...], Field(max_length=MAX_LIST)] = ()
    kind: Word = "model"
    license: Word = ""
    capabilities: Annotated[tuple[SummaryCapability, ...], Field(max_length=MAX_LIST)] = ()

    @classmethod
    def of(cls, record: Record, previous: Record | None = None) -> Summary:
        """Return the summary of a record, shorter where an earlier version says the same.

        `previous` is a record of the same environment whose push is in the log, if one is at hand.
        """
        counts = record.samples
        measured = {
            "digest": record.digest,
            "samples": counts.get("test", sum(counts.values())),
            "size": record.bundle.size,
        }
        words = _words(record)
        if previous is not None and previous.name == record.name and _words(previous) == words:
            return cls.model_validate(measured | {"like": previous.version})
        return cls.model_validate(measured | words)


def _words(record: Record) -> dict[str, Any]:
    return {
        "title": one_line(record.title, MAX_TEXT),
        "description": one_line(record.description, MAX_TEXT),
        "tags": tuple(one_line(tag, MAX_WORD) for tag in record.tags[:MAX_LIST]),
        "kind": one_line(record.kind, MAX_WORD),
        "license": one_line(record.license, MAX_WORD),
        "capabilities": tuple(
            {
                "id": one_line(one.id, MAX_WORD),
                "title": one_line(one.title, MAX_WORD),
                "method": one_line(one.method, MAX_WORD),
            }
            for one in record.capabilities[:MAX_LIST]
        ),
    }


class Fact(_Open):
    """Something that happened in a registry, before it has its place in the log."""

    type: str = Field(pattern=r"^[a-z][a-z_]{0,31}$")
    """push, yank, unyank, tag, untag, baseline or exposure; a reader passes over others."""
    name: str = Field(max_length=200)
    version: str | None = Field(default=None, max_length=100)
    at: str = Field(max_length=40)
    """By the clock of the machine that did it: for people, nothing is decided from it."""
    event: str | None = Field(default=None, max_length=200)
    """The id of the event; None for a push."""
    replaces: Annotated[tuple[str, ...], Field(max_length=1_000)] = ()
    """Ids of the events that this one takes back."""
    summary: Summary | None = None


class LogEntry(Fact):
    """A fact at its place."""

    seq: int = Field(ge=1)
    previous: str = Field(pattern=r"^[0-9a-f]{64}$")
    """The sha256 of the bytes of the entry before."""


class Damaged(Exception):
    """Bytes that are no entry, or no tile; it becomes an IntegrityError, or a finding."""


def block_of(seq: int) -> int:
    """Return the block in which an entry stands; blocks count from 0, entries from 1."""
    return (seq - 1) // BLOCK


def entry_key(seq: int) -> str:
    """Return the key of an entry."""
    return f"{FOLDER}/{block_of(seq):08d}/{seq:012d}.json"


def before_entry(seq: int) -> str:
    """Return a text to list behind, so that this entry is the first that is listed.

    Some servers order keys by folder, and a listing behind a name with a `.` begins early there.
    """
    return f"{FOLDER}/{block_of(seq - 1):08d}/{seq - 1:012d}z" if seq > 1 else ""


def seq_of(key: str) -> int | None:
    """Return the number that an entry's key says; None for every other key."""
    stem = key.rpartition("/")[2].removesuffix(".json")
    if not stem.isdecimal() or not stem.isascii() or len(stem) > 12:
        return None
    seq = int(stem)
    return seq if seq >= 1 and key == entry_key(seq) else None


def encode(fact: Fact, seq: int, previous: str) -> bytes:
    """Return the bytes of a fact at its place."""
    said = fact.model_dump(mode="json", exclude_defaults=True)
    body = {"previous": previous, "seq": seq, **said}
    return plain(json.dumps(body, ensure_ascii=False, separators=(",", ":"))).encode()


def parse(raw: bytes, seq: int) -> LogEntry:
    """Read the bytes of an entry.

    Raises:
        Damaged: they are not those of entry `seq`.
    """
    found = _RAW.match(raw) if len(raw) <= MAX_ENTRY else None
    if found is None:
        raise Damaged("it is no entry as envhub writes them")
    try:
        entry = LogEntry.model_validate_json(raw)
    except ValidationError as error:
        raise Damaged("it does not say what an entry says") from error
    if entry.seq != seq:
        raise Damaged(f"it says that it is entry {entry.seq}")
    if entry.previous.encode() != found[1]:
        raise Damaged("it names two entries before it")
    return entry


def shortened(raw: bytes) -> bytes:
    """Return an entry without its `previous`.

    Raises:
        Damaged: it is no entry.
    """
    found = _RAW.match(raw) if len(raw) <= MAX_ENTRY else None
    if found is None:
        raise Damaged("it is no entry as envhub writes them")
    return b"{" + found[2]


def completed(line: bytes, previous: str) -> bytes:
    """Return the entry that `shortened` made a line of."""
    return b'{"previous":"%s",%s' % (previous.encode(), line[1:])


def hash_of(raw: bytes) -> str:
    """Return what the next entry names as the one before it."""
    return sha256_hex(raw)
