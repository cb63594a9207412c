"""Replies that were paid for once, kept in SQLite.

The key is everything that can change an answer: the model's whole identity with the digest of its
weights, the whole request with its sampling and its seed (which holds sample and epoch), and the
digest of the harness. A hit is the reply as it was, with the latency and the cost that it had, and
marked as cached. What failed is never kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from envhub.errors import EnvhubError
from envhub.model import Model, ModelIdentity, Reply, Request
from envhub.values import canonical_json, sha256_hex

VERSION = 1
"""Of the key and of the table: another version starts an empty cache."""
_WAIT = 30.0
"""Seconds to wait for another process that is writing."""
_BATCH = 500
"""Keys of one look-up: SQLite limits the variables of a statement."""


class ReplyCache:
    """A file of replies by key. Several processes may use it at once."""

    def __init__(self, path: Path) -> None:
        """Open or make the file.

        Raises:
            EnvhubError: it can't be made, or is no cache.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute("pragma synchronous = normal")
            self._connection.execute(
                f"create table if not exists replies_{VERSION} "
                "(key text primary key, reply text not null) without rowid"
            )
        except (OSError, sqlite3.Error) as error:
            raise EnvhubError(
                f"the cache of replies `{path}` can't be used: {error}",
                hint="remove the file, or run with `--no-cache`",
            ) from error

    def find(self, keys: Sequence[str]) -> dict[str, Reply]:
        """Return the replies that are known; one that can't be read any more is not."""
        found: dict[str, Reply] = {}
        for start in range(0, len(keys), _BATCH):
            some = keys[start : start + _BATCH]
            marks = ",".join("?" * len(some))
            query = f"select key, reply from replies_{VERSION} where key in ({marks})"
            for key, text in self._connection.execute(query, some):
                try:
                    found[key] = Reply.model_validate_json(text)
                except ValidationError:
                    continue
        return found

    def keep(self, key: str, reply: Reply) -> None:
        """Add a reply; the first one of a key stays."""
        statement = f"insert or ignore into replies_{VERSION} values (?, ?)"
        self._connection.execute(statement, (key, reply.model_dump_json()))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


class CachedModel:
    """A model whose answers are looked up before it is asked."""

    def __init__(self, model: Model, cache: ReplyCache, harness_digest: str) -> None:
        self._model = model
        self._cache = cache
        self._scope = sha256_hex(canonical_json(model.identity) + b"\0" + harness_digest.encode())

    @property
    def identity(self) -> ModelIdentity:
        """That of the model itself: a cache changes no number."""
        return self._model.identity

    @property
    def price(self) -> object:
        """That of the model itself."""
        return getattr(self._model, "price", None)

    @property
    def workers(self) -> int:
        """How many share what is asked: those of the model itself."""
        return int(getattr(self._model, "workers", 1))

    def respond(self, requests: Sequence[Request]) -> Iterator[tuple[int, Reply]]:
        """Answer what is known at once, ask the model for the rest, and keep what it says."""
        keys = [self._key(request) for request in requests]
        known = self._cache.find(keys)
        unknown: list[int] = []
        for index, key in enumerate(keys):
            if key in known:
                yield index, known[key].model_copy(update={"cached": True})
            else:
                unknown.append(index)
        if not unknown:
            return
        for place, reply in self._model.respond([requests[index] for index in unknown]):
            index = unknown[place]
            if reply.failure is None:
                self._cache.keep(keys[index], reply)
            yield index, reply

    def _key(self, request: Request) -> str:
        return sha256_hex(self._scope.encode() + b"\0" + canonical_json(request))
