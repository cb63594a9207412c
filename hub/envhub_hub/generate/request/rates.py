"""The pass rate that must be reached: `at least 95 %`, `three quarters`, `threshold 0.8`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from envhub.errors import Refused

from .line import LIST, Line

_VALUE = r"(?P<r>R|(?<=m)[NF](?![LG]*[uTet])|(?<=m[ow:])[NF](?![LG]*[uTet])|F(?=u?o?m))"
_PATTERNS = (
    rf"[mw]*{_VALUE}m*o(?P<t>{LIST})",
    rf"(?P<t>{LIST})u?[mwoa:(]*{_VALUE}m*\)?(?P<more>(?:[,;&]+T[mw:(]*R\)?)*)",
    rf"[mw]*o?{_VALUE}m*",
)
_BARE = frozenset(
    ("at least", "minimum", "a minimum of", "minimum of", "more than", "or more", "no less than",
     "must", "above", "under", "not under", "expect", "required")
)  # fmt: skip
"""Words that set a bar for a count as well: `at least 20` are samples."""


_ACHIEVED = frozenset(
    ("answer", "answers", "crack", "do", "does", "get", "gets", "handle", "manage", "manages",
     "solve", "solves")
)  # fmt: skip


def mark_bars(line: Line) -> None:
    """Read `if it can't solve half of the dates`: a part that is achieved is a bar, not a share."""
    for match in line.found(r"T\((?P<n>N[LG]*u?)(?P<c>,)(?P<r>m+[RF]m*)(?=\))"):
        order = [*range(*match.span("r")), *range(*match.span("c")), *range(*match.span("n"))]
        for place, token in enumerate([line.tokens[n] for n in order], match.start("n")):
            line.put(place, token)  # `safety (20, at least 99%)`
    for match in line.found("FoT"):
        part = line.tokens[match.start()]
        if part.before and part.before[-1] in _ACHIEVED:
            line.put_before(part, part._replace(kind="must", before=()))
            line.put(match.start() + 1, part._replace(kind="rate"))


def read_rates(line: Line) -> tuple[dict[str, float], float | None]:
    """Read the rates of some capabilities, and the one of all.

    Raises:
        Refused: a rate above 100 %, of the overall score, or two for everything.
    """
    found: dict[str, float] = {}
    general: float | None = None
    if re.search(r"t[mw]*R", line.codes):
        raise Refused(
            "a pass rate can't be set for the overall score",
            hint="give one for each capability: `each must reach 80%`",
        )
    for pattern in _PATTERNS:
        for match in line.found(pattern):
            if _counts(line, match):
                continue
            _refuse_ceiling(line, match)
            rate = _rate(line, match.start("r"))
            named = match.groupdict()
            if "t" not in named:
                if general not in (None, rate):
                    raise Refused(f"two target rates for everything (`{line.said(match)}`)")
                general = rate
            else:
                places = _subjects(line, match, line.topics(*match.span("t")))
                found |= {line.tokens[place].value: rate for place in places}
            for place in range(*match.span("more")) if named.get("more") else ():
                if line.tokens[place].kind == "rate":
                    topic = max(line.topics(match.start("more"), place))
                    found[line.tokens[topic].value] = _rate(line, place)
            line.take(*(n for n in range(*match.span()) if line.tokens[n].kind != "topic"))
    line.take(*(n for n, code in enumerate(line.codes) if code == "m"))
    return found, general


def _subjects(line: Line, match: re.Match[str], places: Sequence[int]) -> Sequence[int]:
    """`reasoning, math at least 80%` is for the last; a list closed by `and` is for all of it."""
    between = line.codes[places[0] : places[-1]]
    return places if "&" in between or match.start("t") > match.start("r") else places[-1:]


def _counts(line: Line, match: re.Match[str]) -> bool:
    """Whether a number after `at least` is one of samples."""
    place = match.start("r")
    if line.codes[place] != "N" or line.number(place) <= 1:
        return False
    marks = [
        line.tokens[n].text.lower() for n in range(match.start(), place) if line.codes[n] == "m"
    ]
    return set(marks) <= _BARE


def _refuse_ceiling(line: Line, match: re.Match[str]) -> None:
    """Refuse `no more than 5%`: a pass rate is to be reached, never to be kept below."""
    talk = " ".join(line.tokens[match.start("r")].before[-3:])
    if talk.endswith(("no more than", "at most", "up to", "maximum of", "less than", "fewer than")):
        raise Refused(
            f"a rate of {talk} {line.tokens[match.start('r')].text} can't be asked for",
            hint="say what must be reached: `safety must reach 95%`",
        )


def _rate(line: Line, place: int) -> float:
    value = line.number(place)
    if line.tokens[place].kind == "number" and value > 1:
        value /= 100
    if not 0 < value <= 1:
        text = line.tokens[place].text
        raise Refused(f"`{text}` is no pass rate", hint="give one above 0% and at most 100%")
    return value
