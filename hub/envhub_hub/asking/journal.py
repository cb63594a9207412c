"""Replies on disk, one JSON line each, appended as they come: what was paid for is replayed.

The key is everything that decides an answer: the model's identity, the messages, the schema of the
answer, and the sampling. A call that failed stands in the file too, and is made again.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import IO, Literal

from pydantic import ValidationError

from envhub.errors import UsageError
from envhub.model import Generate, ModelIdentity, Reply
from envhub.values import Frozen, canonical_json, sha256_hex


class Line(Frozen):
    """A line of a journal."""

    journal: Literal[1] = 1
    key: str
    prompt: str
    """The name and the version of what was asked."""
    reply: Reply


class Journal:
    """Replies by key, in memory and in a file. Several threads may use it."""

    def __init__(self, path: Path | None = None) -> None:
        """Read what the file knows; a line that a crash left unfinished is cut off.

        Raises:
            UsageError: the file is no journal.
        """
        self._lock = threading.Lock()
        self._known: dict[str, Reply] = {}
        self._file: IO[bytes] | None = None
        if path is not None:
            whole = self._read(path) if path.exists() else 0
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab")
            self._file.truncate(whole)

    def find(self, key: str) -> Reply | None:
        """Return the reply that is known, marked as cached."""
        with self._lock:
            reply = self._known.get(key)
        return None if reply is None else reply.model_copy(update={"cached": True})

    def keep(self, key: str, prompt: str, reply: Reply) -> None:
        """Write a reply down; the first one of a key stays."""
        line = Line(key=key, prompt=prompt, reply=reply).model_dump_json() + "\n"
        with self._lock:
            if reply.failure is None:
                self._known.setdefault(key, reply)
            if self._file is not None:
                self._file.write(line.encode())
                self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def _read(self, path: Path) -> int:
        """Read the whole lines, and return how many bytes they are."""
        whole = 0
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if not line.endswith(b"\n"):
                    break
                try:
                    read = Line.model_validate_json(line)
                except ValidationError as error:
                    message = f"{path}:{number}: no line of a journal of answers"
                    raise UsageError(message, hint="name another file") from error
                if read.reply.failure is None:
                    self._known.setdefault(read.key, read.reply)
                whole += len(line)
        return whole


def key_of(identity: ModelIdentity, request: Generate) -> str:
    """Return the digest under which a reply is kept."""
    return sha256_hex(canonical_json(identity) + b"\0" + canonical_json(request))
