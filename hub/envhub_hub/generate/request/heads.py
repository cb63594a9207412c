"""Names that stand together mean one thing: `mathematical proofs` are proofs, not math and proofs.

Also words that mean a capability only where nothing better is named: `reason about events`.
"""

from __future__ import annotations

from .line import Line
from .names import GENERIC, narrows
from .tokens import Token

_WEAK = ("reason", "reasons", "facts", "table", "list", "order")
_WEAKENED = ("perform", "performing", "through", "stepwise", "careful")
_KNOWING = ("knowledge", "facts", "factual knowledge", "general knowledge", "recall", "knowing facts")


def join_names(line: Line) -> None:
    """Leave one capability of each run of names that mean one."""
    _former_and_latter(line)
    place = 1
    while place < len(line.tokens):
        first, second = line.tokens[place - 1], line.tokens[place]
        if first.kind == second.kind == "topic" and line.adjacent(place):
            line.take_out([place if _is_head(first.value, second.value) else place - 1])
        else:
            place += 1
    for match in line.found(r"T[oLGu]*o[LG]*T"):
        first, second = (line.tokens[n] for n in (match.start(), match.end() - 1))
        knowing = first.value == "factuality" and first.text.lower() in _KNOWING
        generic = first.value in GENERIC and not narrows(second.value, first.value)
        closed = any(word in first.text.lower() for word in ("translat", "summar"))
        if (knowing or generic) and not closed and second.value != first.value:
            line.take_out(n for n in range(match.start(), match.end() - 1)
                          if line.codes[n] in "Tou")  # fmt: skip
    weak = [n for n in line.topics(0, len(line.tokens)) if _is_weak(line.tokens[n])]
    strong = {t.value for n, t in enumerate(line.tokens) if t.kind == "topic" and n not in weak}
    if strong:
        line.take_out(n for n in weak if line.tokens[n].value not in strong or True)


def _is_head(first: str, second: str) -> bool:
    """Whether the first of two adjacent names says which: `graph reasoning`."""
    return second in GENERIC and first != second and not narrows(second, first)


def _is_weak(token: Token) -> bool:
    return token.text.lower() in _WEAK[:2] or bool(set(token.before[-2:]) & set(_WEAKENED))


def _former_and_latter(line: Line) -> None:
    """Put the name of what `the former` is in its place."""
    for match in line.found("[12]"):
        before = line.topics(0, match.start())
        place = match.start()
        if len(before) < 2:
            line.take_out([place])
            continue
        meant = line.tokens[before[-2] if match.group() == "1" else before[-1]]
        line.put(place, line.tokens[place]._replace(kind="topic", value=meant.value))
