"""Read what is to change in a benchmark: "add 12 spatial problems, drop the dates".

The words for things are those of a request; around them stands one verb of changing for each
edit. Text that changes nothing, or of which a word is not understood, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from envhub.errors import Refused

from .change import Add, Drop, Easier, Edit, Harder, Resize, Threshold, Weigh
from .reader import read_request
from .value import Request

_HOW = (
    "say `add 12 spatial problems`, `drop the dates`, `make math harder`, `set algebra to 20`, "
    "`math counts double` or `math must reach 80%`"
)
_POLITE = (
    r"(?:please|plz|pls|and|then|also|now|but|finally|first|next|just|can you|could you|would you|"
    r"i want to|i'd like to|i want you to|let's|let us|we should|we need to|you can|maybe|,)"
)
_NUMBER = (
    r"(?:\d+|(?:a )?dozen|[a-z]+teen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|[a-z]+ty)"
)
_ADD = (
    r"(?:add(?: in)?|include|append|insert|put in|throw in|extend it (?:with|by)|bring in|plus|"
    r"test|ask about)\b"
)
_DROP = (
    r"(?:drop|remove|delete|leave out|take out|take away|get rid of|cut out|cut|lose|exclude|skip|"
    r"omit|scrap|ditch|kick out|throw out|no more|without|forget(?: about)?)\b"
)
_UNWANTED = r"\b(?:no|not any|don't want|do not want|don't need|without)\b"
_INSTEAD = re.compile(
    rf"^(?:{_POLITE}\s*)*(?:replace|swap|exchange|substitute)\s+(?P<old>.+?)\s+(?:with|for|by)\s+(?P<new>.+)",
    re.IGNORECASE,
)
_BAR = r"(?:threshold|pass (?:mark|rate))"
_MUST = (
    r"(?:must (?:reach|pass|hit|be)|has to reach|have to reach|needs? to reach|should reach|"
    r"at least)"
)
_COUNTED = r"(?:double|twice|triple|\d)"
_WEIGHING = (
    rf"\b(?:weighs?|weights?|weighted|important|matters?|count \w+(?: \w+)? {_COUNTED}|"
    rf"counts? for {_NUMBER}|counts? (?:{_COUNTED}|half|\w+ times))\b"
)
_HARDER = (
    r"\b(?:harder|tougher|trickier|more (?:difficult|challenging|demanding)|less easy|too easy|"
    r"(?:raise|increase|up) the (?:difficulty|level))\b"
)
_EASIER = (
    r"\b(?:easier|simpler|gentler|less (?:difficult|hard|challenging)|too (?:hard|difficult)|"
    r"(?:lower|reduce|decrease|tone down) the (?:difficulty|level))\b"
)
_TIMES = (
    r"\bby half\b|"
    r"\b(?:double|triple|halve) (?:the )?(?:number|amount|count|size)\b|\bas many\b|\bhalve\b|"
    r"\bdouble the (?!weight)"
)
_SETTING = r"(?:set|change|reduce|increase|cut|bring|grow|shrink|raise|lower|trim|extend|take)"
_SIZE = (
    rf"\b{_SETTING}\b.*\bto (?:only )?{_NUMBER}\b|\binstead of {_NUMBER}\b|"
    rf"\bmake (?:it|that) {_NUMBER}\b|\bonly {_NUMBER}\b|"
    rf"\b(?:have|use|keep)(?: only| just)? {_NUMBER}\b"
)
_MORE = rf"\b{_NUMBER} (?:more|extra|additional|further)\b|\banother {_NUMBER}\b|\bmore\b$"
_RULES = (
    ("replace", _INSTEAD.pattern),
    ("threshold", rf"\b(?:{_BAR}|{_MUST})\b.*(?:%|percent|0\.\d|\bto \d)|{_BAR}.*\d"),
    ("resize", _TIMES),
    ("weigh", _WEIGHING),
    ("harder", _HARDER),
    ("easier", _EASIER),
    ("resize", _SIZE),
    ("drop", f"{_DROP}|{_UNWANTED}"),
    ("grow", rf"\b(?:increase|raise|extend|grow)\b.*\bby {_NUMBER}\b"),
    ("add", f"{_ADD}|{_MORE}"),
)
"""What a part of the sentence changes, by the words in it; the first that holds is meant."""
_COMPILED = tuple((name, re.compile(rule, re.IGNORECASE)) for name, rule in _RULES)
_LEADING = tuple(
    (name, re.compile(rf"(?:{_POLITE}\s*)*{rule}", re.IGNORECASE))
    for name, rule in (("add", _ADD), ("drop", _DROP))
)
_BEGUN = re.compile(rf"(?:{_POLITE}\s*)*make\b", re.IGNORECASE)
_CUT_TO = re.compile(rf"\bto (?:only )?{_NUMBER}\b", re.IGNORECASE)
_PARTS = re.compile(
    r"(?<=[^\s,;])(?:\s*[;!?\n]\s*|\.(?:\s+|$)|\s*,\s*|\s+(?:and|then|but|plus)\s+)", re.IGNORECASE
)


def read_edits(text: str) -> tuple[Edit, ...]:
    """Read changes, in the order of the sentence.

    Raises:
        Refused: a part of it changes nothing, or names what is not understood.
    """
    found: list[Edit] = []
    for action, clause in _clauses(text):
        made = _MAKE[action](clause)
        if not made:
            raise Refused(f"can't tell what `{clause}` changes", hint=_HOW)
        found += made
    if not found:
        raise Refused(f"can't tell what `{text.strip()}` changes", hint=_HOW)
    return tuple(found)


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """Yield each change: its kind, and its words. A part without a verb goes on with the last."""
    spans: list[tuple[str, int, int]] = []
    start = 0
    ends = [match.span() for match in _PARTS.finditer(text)] + [(len(text), len(text))]
    for end, after in ends:
        part = text[start:end].strip()
        action = _action(part)
        if action is None and _BEGUN.match(part) and end < len(text):
            continue  # `make code and math harder`: the verb is still open
        if action is not None:
            spans.append((action, start, end))
        elif part and spans:
            spans[-1] = (*spans[-1][:2], end)
        elif part:
            raise Refused(f"can't tell what `{part}` changes", hint=_HOW)
        start = after
    yield from ((action, text[start:end].strip()) for action, start, end in spans)


def _action(part: str) -> str | None:
    """The kind of change that a part of the text says: by its first verb, else by any word."""
    for name, rule in _LEADING:
        if rule.match(part) and not (name == "drop" and _CUT_TO.search(part)):
            return name
    return next((name for name, rule in _COMPILED if rule.search(part)), None)


def _read(clause: str, *rules: str) -> Request:
    """Read what a change is about, without its verb.

    Raises:
        Refused: with the words that were not understood.
    """
    rest = clause
    for rule in rules:
        rest = re.sub(rule, " ", rest, flags=re.IGNORECASE)
    request = read_request(rest)
    if request.language or request.format or request.quick or request.standards:
        raise Refused(
            f"`{clause}` asks for more than an edit can change",
            hint="languages, formats and size are chosen when a benchmark is made: make a new one",
        )
    if request.unread:
        words = ", ".join(f"`{word}`" for word in request.unread)
        raise Refused(f"{words} in `{clause}` is not understood", hint=_HOW)
    return request


def _add(clause: str) -> Sequence[Edit]:
    request = _read(clause, _ADD, r"\b(?:more|extra|additional|further|another)\b")
    shared = request.total is not None or request.groups
    if shared and len(request.wishes) > 1 and any(one.count is None for one in request.wishes):
        raise Refused(f"can't tell how many of each `{clause}` adds", hint="say `8 of each`")
    return [
        Add(
            wish=one.model_copy(
                update={
                    "count": one.count or request.each or request.total,
                    "levels": one.levels or request.levels,
                    "kinds": one.kinds or request.kinds,
                    "target_rate": one.target_rate or request.target_rate,
                }
            )
        )
        for one in request.wishes
    ]


def _grow(clause: str) -> Sequence[Edit]:
    return _add(re.sub(r"\b(?:increase|raise|extend|grow|by)\b", " ", clause, flags=re.IGNORECASE))


def _drop(clause: str) -> Sequence[Edit]:
    request = _read(clause, _DROP)
    return [Drop(id=name) for name in (*(one.id for one in request.wishes), *request.exclude)]


def _replace(clause: str) -> Sequence[Edit]:
    match = _INSTEAD.match(clause)
    return [*_drop(match["old"]), *_add(match["new"])] if match else []


def _harder(clause: str) -> Sequence[Edit]:
    wishes = _read(clause, _HARDER).wishes
    return [Harder(id=one.id) for one in wishes] or [Harder()]


def _easier(clause: str) -> Sequence[Edit]:
    wishes = _read(clause, _EASIER).wishes
    return [Easier(id=one.id) for one in wishes] or [Easier()]


def _resize(clause: str) -> Sequence[Edit]:
    rest = re.sub(rf"\binstead of (?:the )?{_NUMBER}\b", " ", clause, flags=re.IGNORECASE)
    for rule, factor in _FACTORS:
        if re.search(rule, rest, re.IGNORECASE):
            rest = re.sub(rule, lambda said: said.groupdict().get("what") or " ", rest, count=1)
            wishes = _read(rest, r"\b(?:the )?(?:number|amount|count|size)(?: of)?\b").wishes
            return [Resize(id=one.id, factor=factor) for one in wishes] or [Resize(factor=factor)]
    rest = re.sub(rf"\bto (?:only )?(?={_NUMBER}\b)", ": ", rest, flags=re.IGNORECASE)
    rest = re.sub(_SIZING, " ", rest, flags=re.IGNORECASE)
    if everything := re.fullmatch(
        rf"\W*(?:everything|all|each|them)?\W*(?P<n>{_NUMBER})(?: (?:of )?each| apiece)?\W*", rest
    ):
        if not re.search(r"\b(?:everything|all|each|apiece)\b", rest):
            return []
        return [Resize(count=read_request(f"math: {everything['n']}").wishes[0].count)]
    request = _read(rest)
    sizes = [(one.id, one.count or request.each) for one in request.wishes]
    return [] if None in dict(sizes).values() else [Resize(id=a, count=b) for a, b in sizes]


_SIZING = (
    rf"\b(?:{_SETTING}|make (?:it|that)|only|have|use|keep|just|down|up|the number of|"
    r"the count of)\b"
)
_FACTORS = (
    (r"\b(?:double|twice)(?: as many)?\b", 2.0),
    (r"\b(?:triple|three times)(?: as many)?\b", 3.0),
    (r"\bfour times(?: as many)?\b", 4.0),
    (r"\b(?:reduce|cut)?\b(?P<what>.*?)\bby half\b", 0.5),
    (r"\b(?:halve|half)(?: as many)?\b", 0.5),
)


def _weigh(clause: str) -> Sequence[Edit]:
    moved = re.sub(
        r"\b(?:set|change|raise|lower|reduce|increase|give|make)\b",
        " ",
        clause,
        flags=re.IGNORECASE,
    )
    moved = re.sub(
        r"\bthe weight of (?P<what>.+?) to\b", r"\g<what> weight", moved, flags=re.IGNORECASE
    )
    return [Weigh(id=one.id, weight=one.weight) for one in _read(moved).wishes]


def _threshold(clause: str) -> Sequence[Edit]:
    verbs = r"\b(?:set|change|raise|lower|reduce|increase|give)\b"
    rest = re.sub(verbs, " ", clause, flags=re.IGNORECASE)
    rest = re.sub(
        r"\b(?:the )?(?P<mark>threshold|pass mark|pass rate)(?: (?:of|for|on) (?P<what>.+?))? to\b",
        lambda match: f"{match['what'] or ''} {match['mark']}",
        rest,
        flags=re.IGNORECASE,
    )
    request = _read(rest)
    own = [(one.id, one.target_rate or request.target_rate) for one in request.wishes]
    if not own and request.target_rate:
        return [Threshold(rate=request.target_rate)]
    return [Threshold(id=name, rate=rate) for name, rate in own if rate is not None]


_MAKE: dict[str, Callable[[str], Sequence[Edit]]] = {
    "add": _add,
    "drop": _drop,
    "easier": _easier,
    "grow": _grow,
    "harder": _harder,
    "replace": _replace,
    "resize": _resize,
    "threshold": _threshold,
    "weigh": _weigh,
}
