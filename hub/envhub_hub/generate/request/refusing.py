"""Refuse honestly: say which part of a request nothing grounds, and what comes nearest.

A request is refused whole. To make the part that can be grounded and drop the other in silence
would be a benchmark of something that nobody asked for.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import NoReturn

from envhub.errors import Refused

from ..topics import TOPICS
from .refusals import MISSING, STANDARD
from .value import Request, Wish
from .words import Word

_MAIN = tuple(topic.id for topic in TOPICS if not topic.part_of)


def refuse_standard(text: str) -> None:
    """Refuse to imitate a published benchmark.

    Raises:
        Refused: with the name as it was written, and what to do.
    """
    words = re.sub(r"[^\w]+", " ", text)
    longest_first = sorted(STANDARD, key=lambda name: (-len(name), name))
    named = [name for name in longest_first if re.search(rf"\b{re.escape(name)}\b", words)]
    if not named:
        return
    name = named[0]
    near = listed(STANDARD[name])
    fresh = f", or ask for {near}, made fresh" if near else ""
    raise Refused(
        f"`{name}` is a published benchmark and is not imitated: generated problems under its name "
        "would give scores that can't be compared with published ones",
        hint="put the published data into an environment of its own (`envhub init` makes the "
        f"frame){fresh}",
    )


def refuse_missing(words: Sequence[Word]) -> None:
    """Refuse a request of which a part names nothing that can be grounded, or that names nothing.

    Raises:
        Refused: with the parts that can't be grounded, those that can, and the nearest ones.
    """
    missing = list(_parts(words))
    known = list(dict.fromkeys(word.value for word in words if word.kind == "topic"))
    if missing:
        what = listed([text for text, _ in missing])
        can = f"; {listed(known)} could be" if known else ""
        raise Refused(
            f"nothing here can ground {what}{can}, but a benchmark without a part that was asked "
            "for would not be the one asked for",
            hint=_instead([topic for _, topics in missing for topic in topics], what, known),
        )
    if not known:
        raise Refused(
            "the request names no capability",
            hint=f"name some of {listed(_MAIN)}, or a narrower one "
            f"({', '.join(topic.id for topic in TOPICS if topic.part_of)}), such as "
            '"reasoning and math, 8 prompts each"',
        )


def refuse_wish(wish: Wish, request: Request) -> NoReturn:
    """Refuse a wish that neither a pool nor a generator grounds.

    Raises:
        Refused: with the others that could be grounded, and what would ground this one.
    """
    known = [one.id for one in request.wishes if one.id in {topic.id for topic in TOPICS}]
    near = near_topics(wish.text.split())
    raise Refused(
        f"nothing here can ground `{wish.text}`" + (f"; {listed(known)} could be" if known else ""),
        hint=f"{_instead(near, f'`{wish.text}`', known)}, or give data that holds it: --pool PATH",
    )


def _parts(words: Sequence[Word]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield each part that can't be grounded, as it was written, with what comes nearest."""
    unknown: list[str] = []
    for word in (*words, Word("stop", "", "")):
        if word.kind == "unknown":
            unknown.append(word.text)
            continue
        if unknown:
            yield " ".join(unknown), near_topics(unknown)
            unknown = []
        if word.kind == "missing":
            yield word.text, MISSING[word.value]


def near_topics(unknown: Sequence[str]) -> tuple[str, ...]:
    """Return the capabilities whose names are spelled most like some unknown words."""
    names = {name: topic.id for topic in TOPICS for name in topic.names}
    close: list[str] = []
    for text in (" ".join(unknown), *unknown):
        close += [names[name] for name in difflib.get_close_matches(text, names, n=2, cutoff=0.8)]
    return tuple(dict.fromkeys(close))


def _instead(near: Sequence[str], what: str, known: Sequence[str]) -> str:
    """Say what to ask for in place of what can't be grounded."""
    near = [topic for topic in dict.fromkeys(near) if topic not in known]
    leave = f", or leave {what} out" if known else ""
    if near:
        return f"nearest to it: {listed(near)}; ask for that{leave}"
    return f"choose from {listed(_MAIN)} and their parts{leave}"


def listed(names: Sequence[str]) -> str:
    """Write names as a list in words, each in backquotes."""
    quoted = [f"`{one}`" for one in names]
    return (
        " and ".join((", ".join(quoted[:-1]), quoted[-1])) if len(quoted) > 1 else "".join(quoted)
    )
