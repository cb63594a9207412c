"""Refuse honestly: say which part of a request nothing grounds, and what comes nearest.

A request is refused whole. To make the part that can be grounded and drop the other in silence
would be a benchmark of something that nobody asked for.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import NoReturn

from envhub.errors import Refused

from ..topics import TOPICS
from .value import Request, Wish

_MAIN = tuple(topic.id for topic in TOPICS if not topic.part_of)


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
