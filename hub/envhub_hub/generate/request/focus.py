"""What a capability is narrowed to: `only medical claims`, `limited to astronomy`, `dice only`.

An item is the id of a capability, where it is one, else the sentence's own words. What narrows must
find what it narrows; an item that narrows nothing stays where it is, and is a wish of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .heads import LOOSE
from .lexicon import LANGUAGES
from .line import Line
from .names import GENERIC, narrows
from .talk import ASKING, VERBS
from .tokens import Token

_ITEM = r"[LG]*[TUP]"
_ITEMS = rf"{_ITEM}(?:u?[,&]+{_ITEM})*"
_OWN = r"[UP](?:[,&]+[UP])*(?![:(uLGoy]*N)"
_PATTERNS = (
    rf"f[yoLG]*(?P<x>{_ITEMS})u?",
    rf"(?<=[,;:(&])y[oLG]*(?P<x>{_ITEMS})u?(?!y)",
    rf"(?<=[,;:(])(?P<o>[oLG]*)(?P<x>{_ITEMS})u?y",
    rf"^(?P<o>[oLG]*)(?P<x>{_OWN})u?y",
    rf"Tu?o(?P<x>{_ITEMS})u?y",
    rf"Tu?[:(](?P<x>{_OWN})\)?(?=[,;]|$)",
    r"Tu?[:(](?P<x>[LG]*T(?:[,&]+T)*)\)?(?=[,;uHq]|$)",
    rf"(?P<h>T)u?o+(?:uo+)?(?P<x>{_OWN})",
    r"(?P<h>T)u?o+(?:uo+)?[LG]*(?P<x>[TU](?:&[TU])*)(?![:(]*N)",
)
_ON_TEXT = """
about across around based concerning covering from in into involving of on over regarding to with
"""
_ON = frozenset(_ON_TEXT.split())
_DETERMINERS_TEXT = """
a about an any basic both few for fresh in its me my new of on only our random several simple some
such the their these this those various with your
"""
_DETERMINERS = frozenset(_DETERMINERS_TEXT.split())
OF_ITSELF = ("languages", "translation", "multilingual-clues")
"""Capabilities for which a language is what they are about, not the language they are asked in."""
_DOING = ("ing", "ize", "ise", "izes", "ises", "late", "lates", "refuse", "refuses")
Focus = dict[int, list[str]]
"""What is narrowed: items by the place in the text where the capability is named."""
ALL = -1
"""Every capability of the request."""


def take_focus(line: Line) -> Focus:
    """Take what narrows out of a request, and return it."""
    found: Focus = {}
    _programs(line, found)
    _languages(line, found)
    _covered(line, found)
    _adjectives(line, found)
    _objects(line, found)
    for pattern in _PATTERNS:
        for match in line.found(pattern):
            items = [n for n in range(*match.span("x")) if line.codes[n] in "TUP"]
            if "h" in match.groupdict() and (line.long or not _is_on(line, match, items)):
                continue
            gone = [n for n in items if _narrow(line, match, n, found)]
            if gone:
                whole = gone == items
                line.take_out(range(*_span(match)) if whole else gone)
    line.take_out(n for n, code in enumerate(line.codes) if code in "fy")
    return found


def _span(match: re.Match[str]) -> tuple[int, int]:
    """The words that a pattern uses up: all but the capability that it starts with."""
    start = match.start() + (match.group().startswith("T") and match.start("x") > match.start())
    return start, match.end()


def _is_on(line: Line, match: re.Match[str], items: Sequence[int]) -> bool:
    words = {line.tokens[n].text.lower() for n in range(match.start(), items[0])
             if line.codes[n] == "o"}  # fmt: skip
    wishes = [n for n in items if line.codes[n] == "T"]
    wish = len(wishes) == len(items)
    head = line.tokens[match.start()].value
    if wishes and not all(narrows(line.tokens[n].value, head) for n in wishes):
        return False
    before = {word for n in items for word in line.tokens[n].before}
    placed = words == {"in"} and before & {"a", "an"}
    loosely = words == {"with"} and before
    plain = wish or before <= _DETERMINERS | (VERBS if words == {"to"} else {"or"})
    return bool({word.split()[0] for word in words} & _ON) and plain and not (placed or loosely)


def _narrow(line: Line, match: re.Match[str], place: int, found: Focus) -> bool:
    """Find what an item narrows, and note it; False if it narrows nothing."""
    item = line.tokens[place]
    start, end = line.sentence(match.start())
    before = [n for n in line.topics(0, match.start("x")) if n < place]
    if match.group().startswith("T") and match.start() < match.start("x"):
        before = [n for n in before if n <= match.start()]
    here = [n for n in before if n >= start]
    focus = match.group().startswith("f")
    if item.kind == "topic":
        parents = [n for n in before if narrows(item.value, line.tokens[n].value)]
        if not parents and focus and here and line.tokens[here[-1]].value != item.value:
            parents = here[-1:]
        if (
            not parents
            and match.group().startswith("y")
            and here
            and _closed(line.tokens[here[-1]])
        ):
            parents = here[-1:]
        only = "y" in match.group()
        if (focus or only) and here and line.tokens[here[-1]].value == item.value:
            # `geometry with a focus on triangles`: a part that has no id of its own.
            _note(found, line.tokens[here[-1]].start, item.text)
            return True
        if not parents or _named_twice(line, item, range(*match.span("x"))):
            return False
        _note(found, line.tokens[parents[-1]].start, item.value)
        return True
    if here and _repeats(item, line.tokens[here[-1]]):
        return True
    if here:
        _note(found, line.tokens[here[-1]].start, item.text)
    elif before or line.topics(match.end("x"), len(line.tokens)):
        after = line.topics(match.end("x"), end)
        _note(found, line.tokens[after[0]].start if after else ALL, item.text)
    else:
        return False
    return True


def _closed(token: Token) -> bool:
    """Whether a capability is about something: `safety, only chemistry`."""
    return token.value in ("dialogue", "refusal", "safety", "summarization", "translation")


def _named_twice(line: Line, item: Token, places: range) -> bool:
    return any(n not in places and line.tokens[n].value == item.value
               for n in line.topics(0, len(line.tokens)))  # fmt: skip


def _repeats(item: Token, head: Token) -> bool:
    """Whether an item only says the name of its head again: `accounts of an event`."""
    word = item.text.lower().removesuffix("s")
    return word in (head.value.removesuffix("s"), head.text.lower().removesuffix("s"))


def _note(found: Focus, place: int, item: str) -> None:
    some = found.setdefault(place, [])
    some += [item] * (item not in some)


def _programs(line: Line, found: Focus) -> None:
    """Read `Python`: it narrows the code that is asked for, and means code where none is."""
    for match in line.found("P"):
        place = match.start()
        token = line.tokens[place]
        named = [(n, line.tokens[n].value) for n in line.topics(0, len(line.tokens))]
        code = [n for n, name in named if name == "code" or narrows(name, "code")]
        if code:
            nearest = min(code, key=lambda n: (abs(n - place), n))
            _note(found, line.tokens[nearest].start, token.text)
            on = place and line.codes[place - 1] == "o"
            line.take_out([place - 1, place] if on else [place])
        else:
            _note(found, token.start, token.text)
            line.put(place, token._replace(kind="topic", value="code"))


def _objects(line: Line, found: Focus) -> None:
    """Read what something is done with: `summarising news`."""
    for match in line.found("TU"):
        verb, what = line.tokens[match.start() : match.end()]
        if what.text.lower().endswith("ed"):
            continue
        if line.adjacent(match.start() + 1) and verb.text.lower().endswith(_DOING):
            _note(found, verb.start, what.text)
            line.take_out([match.start() + 1])


def _covered(line: Line, found: Focus) -> None:
    """Read what a data set is to cover: `cover all the GDPR articles`."""
    for match in line.found(r"To?(?P<x>U?[TU](?:[,&]+U?[TU])*)"):
        head = line.tokens[match.start()]
        if head.value == "coverage":
            for item in re.finditer("U?[TU]", match["x"]):
                some = line.tokens[match.start("x") + item.start() : match.start("x") + item.end()]
                written = " ".join(token.text for token in some)
                _note(found, head.start, some[0].value if item.group() == "T" else written)
            line.take_out(range(match.start() + 1, match.end()))


def _languages(line: Line, found: Focus) -> None:
    """Read `French and German translation`, `from English to Polish`: what translation is about."""
    for match in line.found("o*U"):
        token = line.tokens[match.end() - 1]
        about = [n for n in line.topics(0, len(line.tokens)) if line.tokens[n].value in OF_ITSELF]
        if about and token.text.lower() in LANGUAGES:
            nearest = min(about, key=lambda n: (abs(n - match.start()), n))
            _note(found, line.tokens[nearest].start, token.text)
            line.take_out(range(*match.span()))


def _adjectives(line: Line, found: Focus) -> None:
    """Read an unknown word right before a name: `organic chemistry`, `legal reasoning`."""
    for match in line.found("UT"):
        place = match.start()
        word, head = line.tokens[place : place + 2]
        by = head.before in (("related",), ("themed",), ("style",), ("centric",))
        verb = word.text.lower() in VERBS
        if verb or not (line.adjacent(place + 1) or by) or not _may_lead(line, place):
            line.take_out([place])
        elif head.value in GENERIC - {"factuality", "math"} or head.text.lower() in LOOSE:
            text = f"{word.text} {head.text}"
            line.put(place, word._replace(text=text, value=text, end=head.end))
            line.take_out([place + 1])
        else:
            _note(found, head.start, word.text)
            line.take_out([place])


def _may_lead(line: Line, place: int) -> bool:
    """Whether a word can be an adjective, and is no verb: `it flunked spatial`."""
    before = line.tokens[place].before
    if not before:
        return line.codes[:place][-1:] in ("", *",;:&(oNLGwfyneuxs=")
    return before[-1] in _DETERMINERS or before[-1] in ASKING
