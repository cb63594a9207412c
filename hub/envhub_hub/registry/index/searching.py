"""Finding environments in the index: by words, forgiving misspelt ones, and by labels.

A word counts most in a name or title, less in tags and capabilities, least in a description; as it
was typed it counts more than as the beginning of a word, and that more than as a misspelling. An
environment must have all the words; where none has, those that have the most are found.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Mapping
from heapq import nlargest
from typing import Any, Literal

from pydantic import Field

from envhub.values import Frozen

from .applying import load_text
from .indexing import label_of
from .words import allowed, distance, letters, words

MAX_WORDS, MAX_TEXT = 16, 1_000
NEAR_WORDS = 8
"""Known words that a misspelt one may stand for."""
RARE, LIKELIER = 2, 10
"""A word of so few environments may be a misspelling of one that so many times more have."""
LOOKED_AT = 2_000
"""Of the best by their words, those that are held against the whole question."""
COLUMNS = (("{name title}", 8.0), ("labels", 4.0), ("description", 1.0))
AS_FORM, AS_BEGINNING = 0.9, 0.6
AS_MISSPELT = {1: 0.1, 2: 0.05}
"""Even in a title, a misspelling counts less than a word as it was typed in a description."""
WHOLE_NAME, WHOLE_SLUG, WHOLE_TITLE = 3_000.0, 2_000.0, 1_000.0
MIN_BEGINNING = 2

Sort = Literal["relevance", "name", "recent", "samples"]
ORDER: Mapping[str, str] = {
    "relevance": "e.name",
    "name": "e.name",
    "recent": "e.newest DESC, e.at DESC, e.name",
    "samples": "e.samples DESC, e.name",
}
_HITS = """
SELECT e.id, e.name, t.said, v.version, v.digest, v.samples, v.size, v.at, e.versions
FROM environment e JOIN version v ON v.id = e.shown JOIN text t ON t.id = v.text
"""


class Query(Frozen):
    """What to look for. Every filter that is set must hold."""

    text: str = ""
    tag: str | None = None
    kind: str | None = None
    owner: str | None = None
    capability: str | None = None
    """Its id or its title."""
    sort: Sort = "relevance"
    limit: int | None = Field(default=20, ge=1)
    """None: all."""


class HitCapability(Frozen):
    """A capability, as a list shows it."""

    id: str
    title: str
    method: str


class Hit(Frozen):
    """An environment that was found, as its newest version that is neither yanked nor a preview.

    Its texts are safe to show: no control characters, one line each.
    """

    name: str
    version: str
    title: str
    description: str
    """Its first 200 characters."""
    tags: tuple[str, ...]
    kind: str
    license: str
    capabilities: tuple[HitCapability, ...]
    digest: str
    samples: int
    size: int
    pushed_at: str
    versions: int
    """How many there are, without yanked ones."""
    score: float = 0.0
    """How well it fits; comparable within one search only."""


def search(connection: sqlite3.Connection, query: Query) -> list[Hit]:
    """Return what fits, best first, or in the order that the query names."""
    chosen = _filtered(connection, query)
    asked = words(query.text[:MAX_TEXT])[:MAX_WORDS]
    if not query.text.strip():
        return _listed(connection, chosen, query)
    scores = _scores(connection, asked, chosen) if asked else {}
    if query.sort != "relevance":
        return [one.model_copy(update={"score": scores[key]})
                for key, one in _hits(connection, scores, query)]  # fmt: skip
    ranked = _ranked(connection, scores, query.text)
    best = sorted(ranked, key=lambda one: (-ranked[one][0], ranked[one][1]))[: query.limit]
    found = dict(_hits(connection, best, query))
    return [found[one].model_copy(update={"score": ranked[one][0]}) for one in best]


def _listed(connection: sqlite3.Connection, chosen: set[int] | None, query: Query) -> list[Hit]:
    if chosen is not None:
        return [hit for _, hit in _hits(connection, chosen, query)]
    rows = connection.execute(f"{_HITS} ORDER BY {ORDER[query.sort]} LIMIT ?", (_limit(query),))
    return [_hit(row) for row in rows]


def _hits(
    connection: sqlite3.Connection, ids: Iterable[int], query: Query
) -> list[tuple[int, Hit]]:
    rows = connection.execute(
        f"{_HITS} WHERE e.id IN (SELECT value FROM json_each(?))"
        f" ORDER BY {ORDER[query.sort]} LIMIT ?",
        (json.dumps(list(ids)), _limit(query)),
    )
    return [(row[0], _hit(row)) for row in rows]


def _limit(query: Query) -> int:
    return -1 if query.limit is None else query.limit


def _hit(row: tuple[Any, ...]) -> Hit:
    _, name, said, version, digest, samples, size, at, versions = row
    text = load_text(said)
    return Hit(
        name=name, version=version, title=text.title, description=text.description,
        tags=tuple(text.tags), kind=text.kind, license=text.license,
        capabilities=tuple(
            HitCapability(id=one, title=title, method=method)
            for one, title, method in text.capabilities
        ),
        digest=digest, samples=samples, size=size, pushed_at=at, versions=versions,
    )  # fmt: skip


def _filtered(connection: sqlite3.Connection, query: Query) -> set[int] | None:
    """Return the environments that every filter lets through; None where there is no filter."""
    chosen: set[int] | None = None
    for kind in ("tag", "kind", "owner", "capability"):
        wanted = getattr(query, kind)
        if wanted is None:
            continue
        row = (kind, label_of(wanted[:MAX_TEXT]))
        found = connection.execute(
            "SELECT environment FROM label WHERE kind = ? AND label = ?", row
        )  # fmt: skip
        ids = {one for (one,) in found}
        chosen = ids if chosen is None else chosen & ids
    return chosen


def _scores(
    connection: sqlite3.Connection, asked: list[str], chosen: set[int] | None
) -> dict[int, float]:
    """Return what the words are worth, for the environments that have all of them, or the most."""
    (total,) = connection.execute("SELECT count(*) FROM environment").fetchone()
    found = []
    for word in dict.fromkeys(asked):
        worth = _matches(connection, word)
        weight = math.log(1 + total / max(1, len(worth)))
        found.append((weight, worth))
    sets = [worth.keys() if chosen is None else worth.keys() & chosen for _, worth in found]
    having = set(sets[0]).intersection(*sets[1:])
    if not having:
        counts: dict[int, int] = {}
        for ids in sets:
            for one in ids:
                counts[one] = counts.get(one, 0) + 1
        most = max(counts.values(), default=0)
        having = {one for one, count in counts.items() if count == most}
    return {one: sum(weight * worth.get(one, 0.0) for weight, worth in found) for one in having}


def _matches(connection: sqlite3.Connection, word: str) -> dict[int, float]:
    """Return the environments that have a word, with what it is worth there."""
    ways = [(f'"{word}"', 1.0)]
    ways += [(f'"{form}"', AS_FORM) for form in _forms(word)]
    if len(word) >= MIN_BEGINNING:
        ways.append((f'"{word}" *', AS_BEGINNING))
    found = _found(connection, ways)
    if len(found) <= RARE:
        near = _near(connection, word, LIKELIER * len(found))
        rough = _found(connection, [(f'"{one}"', AS_MISSPELT[off]) for one, off in near])
        found = {**(rough or _in_two(connection, word)), **found}
    return found


def _found(connection: sqlite3.Connection, ways: list[tuple[str, float]]) -> dict[int, float]:
    """Return the environments that match in some way, with the best that it is worth."""
    found: dict[int, float] = {}
    asked = [(worth * weight, f"{columns} : {way}")
             for way, worth in ways for columns, weight in COLUMNS]  # fmt: skip
    for worth, match in sorted(asked):
        rows = connection.execute("SELECT rowid FROM doc WHERE doc MATCH ?", (match,))
        found.update(dict.fromkeys((one for (one,) in rows), worth))
    return found


def _forms(word: str) -> list[str]:
    """Return what a word is the plural of, as far as its letters tell."""
    if len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return []
    forms = [word[:-1]]
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("ies"):
        forms.append(f"{word[:-3]}y")
    return forms


def _near(connection: sqlite3.Connection, word: str, uses: int) -> list[tuple[str, int]]:
    """Return the known words that a word may be a misspelling of, each with how far off it is."""
    most = allowed(word)
    if not most:
        return []
    # One edit brings at most one new letter and loses one: SQLite rules most words out by that.
    bits = letters(word)
    extra, lost = f"(letters & ~{bits})", f"({bits} & ~letters)"
    conditions = [_few_bits(extra, most), _few_bits(lost, most)]
    rows = connection.execute(
        f"SELECT word, uses FROM word WHERE length BETWEEN ? AND ? AND {' AND '.join(conditions)}"
        " AND word != ? AND uses >= ?",
        (len(word) - most, len(word) + most, word, uses),
    )
    close = [(off, -often, one) for one, often in rows
             if (off := distance(word, one, most)) <= most]  # fmt: skip
    return [(one, off) for off, _, one in sorted(close)[:NEAR_WORDS]]


def _few_bits(bits: str, most: int) -> str:
    """Return the SQL that says that no more than one or two bits are set."""
    without = f"({bits} & ({bits} - 1))"
    return f"{without} = 0" if most == 1 else f"({without} & ({without} - 1)) = 0"


def _in_two(connection: sqlite3.Connection, word: str) -> dict[int, float]:
    """Return what two known words find that were typed without the space."""
    for place in range(2, len(word) - 1):
        parts = word[:place], word[place:]
        known = "SELECT count(*) FROM word WHERE length = ? AND word = ?"
        if all(connection.execute(known, (len(one), one)).fetchone()[0] for one in parts):
            match = " AND ".join(f'"{one}"' for one in parts)
            rows = connection.execute("SELECT rowid FROM doc WHERE doc MATCH ?", (match,))
            if found := dict.fromkeys((one for (one,) in rows), AS_MISSPELT[1]):
                return found
    return {}


def _ranked(
    connection: sqlite3.Connection, scores: dict[int, float], text: str
) -> dict[int, tuple[float, str]]:
    """Hold the best against the whole question; returns the score and the name of each."""
    whole, slug = text.strip().casefold(), "-".join(words(text))
    exact = connection.execute(
        "SELECT id FROM environment WHERE shown IS NOT NULL AND (name = ? OR name LIKE '%/' || ?)",
        (whole, slug),
    )
    best = set(nlargest(LOOKED_AT, scores, key=scores.__getitem__))
    best |= {one for (one,) in exact if one in scores}
    rows = connection.execute(
        "SELECT e.id, e.name, doc.title FROM environment e JOIN doc ON doc.rowid = e.id"
        " WHERE e.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(best)),),
    )
    asked = words(text)
    phrase = f" {' '.join(asked)} "
    ranked = {}
    for one, name, title in rows:
        score = scores[one]
        padded = f" {title} "
        if phrase in padded:  # the shorter the title around it, the more it is about it
            score *= 1 + 0.2 * len(phrase) / len(padded)
        if padded == phrase:
            score += WHOLE_TITLE
        if name == whole:
            score += WHOLE_NAME
        elif name.endswith(f"/{slug}"):
            score += WHOLE_SLUG
        ranked[one] = (score, name)
    return ranked
