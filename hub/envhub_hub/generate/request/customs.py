"""What is asked for and is none of the known capabilities: a `custom:` one in the person's words.

A word becomes one only where the sentence puts it up for measuring: with a count, in a list of
capabilities, after a word of asking.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .everyday import is_everyday
from .line import Line
from .talk import ASKING, TESTING, VERBS

CUSTOM = "custom:"
_GREETING = re.compile(r"\b(?:thanks?|thank you|thx|sorry|cheers|hello|nice to meet|welcome)\b")
_FILLER_TEXT = """
a also an and any as at by few for fresh her his in its my new of on our please plz some that the
their these this those to your
"""
_FILLER = frozenset(_FILLER_TEXT.split())
_GOOD = frozenset({"good", "well", "strong", "better", "bad", "weak"})
_BETWEEN = _FILLER | {"about", "around", "maybe", "perhaps", "say", "gets", "get", "roughly"}
_POLITE = frozenset(
    (
        "and",
        "as",
        "please",
        "plz",
        "pls",
        "say",
        "thanks",
        "too",
        "well",
        "maybe",
        "perhaps",
        "possibly",
        "problems",
        "questions",
    )
)
_LISTED = frozenset({"a", "also", "an", "any", "some", "the"})


def name_customs(line: Line) -> tuple[str, ...]:
    """Read the unknown words that are asked for as capabilities; take the others out.

    Returns:
        What was taken to be small talk although it stands in no list.
    """
    standards = "S" in line.codes
    unknown = [n for n, code in enumerate(line.codes) if code == "U"]
    named = [n for n in unknown if not is_everyday(line.tokens[n].text)]
    known = bool(line.topics(0, len(line.tokens))) or any(is_counted(line, n) for n in named)
    evident = [n for n in named if is_counted(line, n) or _asked(line, n)]
    evident = [n for n in named if n in evident or _listed(line, n, evident)]
    if known:
        evident = [n for n in evident if is_counted(line, n) or _listed(line, n)
                   or is_put_up(line, n)]  # fmt: skip
    elif standards:
        evident = [n for n in evident if is_counted(line, n)]
    elif not evident:
        evident = [n for n in named if line.codes[:n].endswith("o") and not _greets(line, n)]
    # `predict lottery numbers`: a verb of doing is nothing to be measured beside what
    # it is done to.
    nouns = [n for n in evident if line.tokens[n].text.lower() not in VERBS]
    if not (nouns or known):
        nouns = [n for n in named if line.tokens[n].text.lower() not in VERBS
                 and not _greets(line, n)]  # fmt: skip
    evident = nouns or evident
    for place in evident:
        token = line.tokens[place]
        text = _without_verb(token.text)
        line.put(place, token._replace(kind="topic", value=f"{CUSTOM}{text}"))
    unread = [n for n in unknown if n not in evident]
    words = tuple(line.tokens[n].text for n in unread)
    line.take_out(unread)
    return words


_COUNT_BEFORE = re.compile(r"N[LG]*$|(?:Nu?|[FR](?:o?u)?)o$")
_COUNT_AFTER = re.compile(r"[LG]*u?[:(o]*N(?![LG]*u?o?[LG]*T|[LG]*U)")
_AS_UNITS = (re.compile(r"(?:^|[,;:&No(=])[LG]*$"), re.compile(r"[LG]*u"))
_ALONE_WITH_A_COUNT = re.compile(r",[LGq]*N")


def is_counted(line: Line, place: int) -> bool:
    """Whether a number of samples stands by a word: `5 chess puzzles`, `Sudoku, 5 puzzles`."""
    before, after = line.codes[:place], line.codes[place + 1 :]
    if line.long and before[-1:] == "N" and not re.match("[LG]*u", after):
        return False
    return bool(
        (_COUNT_BEFORE.search(before) and not line.tokens[place].before)
        or (_COUNT_AFTER.match(after) and _next_to(line, place))
        or (_AS_UNITS[0].search(before) and _AS_UNITS[1].match(after))
        or (before[-1:] in ("", ";") and _ALONE_WITH_A_COUNT.match(after))
    )


def _next_to(line: Line, place: int) -> bool:
    """Whether no talk parts a word from the number after it: `compose a suite of sixty`."""
    number = line.codes.index("N", place)
    begins = line.codes[:place][-1:] in ("", *",;:&(No") and set(line.tokens[place].before) <= (
        _FILLER | ASKING | VERBS
    )
    where = line.tokens[place + 1 : place + 2]
    if where and where[0].kind == "on" and where[0].text.lower() not in ("on", "of", "with", "for"):
        return False  # `leaves at 6`
    if re.match(r"[LG]*u?N", line.codes[place + 1 :]) and not begins:
        return False  # `LoRA rank 8`
    between = {word for token in line.tokens[place + 1 : number + 1] for word in token.before}
    return between <= _BETWEEN


def _listed(line: Line, place: int, evident: Sequence[int] = ()) -> bool:
    """Whether a word stands by itself in a list of capabilities: `math, sudoku and logic`."""
    before, after = line.codes[:place], line.codes[place + 1 :]
    start, end = line.sentence(place)
    if (
        line.long
        or not (set(line.tokens[place].before) <= _LISTED or _after_a_test(line, place))
        or len(line.tokens[place].text.split()) > 3
        or not (line.topics(start, end) or any(start <= n < end for n in evident))
    ):
        return False
    after_it = line.tokens[place + 1].before if place + 1 < len(line.tokens) else ()
    clause = re.search(r"\b(?:is|are|was|were)\b", line.tokens[place].text)
    if clause or not set(after_it) <= _POLITE:
        return False
    alone = re.search(r"(?:^|[,;:&(])o?$", before) and re.match(r"[LG]*u?(?:[,;&)(:=]|$)", after)
    beside = re.search(r"[TU][LGu]*[,&]+o?$", before) or re.match(r"[LGu]*[,&]+o?[LG]*[TU]", after)
    return bool(alone and beside)


def _after_a_test(line: Line, place: int) -> bool:
    """Whether a word is what the verb at the head of a list is for: `assess empathy and logic`."""
    said = [word for word in line.tokens[place].before if word not in _FILLER]
    return bool(said) and said[-1] in TESTING


def _asked(line: Line, place: int) -> bool:
    token = line.tokens[place]
    if set(token.before) & (ASKING | VERBS):
        return True
    if place and line.codes[place - 1] == "o":
        earlier = line.tokens[place - 1]
        return bool(set(earlier.before) & ASKING) or line.codes[:place].endswith(("uo", "To"))
    return not line.codes[:place].rpartition(";")[2] and not token.before


def is_put_up(line: Line, place: int) -> bool:
    """Whether a sentence of its own puts a word up for measuring, beside others that name more."""
    token = line.tokens[place]
    if line.long or line.topics(*line.sentence(place)):
        return False
    after = [word for word in token.before if word not in _FILLER][-1:]
    at = place and line.codes[place - 1] == "o" and set(line.tokens[place - 1].before) & _GOOD
    return bool(set(after) & TESTING) or bool(at) or line.codes[:place].endswith("uo")


def _greets(line: Line, place: int) -> bool:
    start, end = line.sentence(place)
    words = " ".join(word for token in line.tokens[start : end + 1]
                     for word in (*token.before, token.text.lower()))  # fmt: skip
    return bool(_GREETING.search(words))


def _without_verb(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in VERBS else text
