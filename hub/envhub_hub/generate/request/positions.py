"""Where a word stands decides what it can be: the places in a sentence that name no capability.

An unknown word may be what somebody wants to measure, but not as the verb of an order (`compose a
suite`) nor as what a number counts (`20 exemplars on tables`). A known name is none where it only
says which (`the math team`, `trained on code`), so long as another stands where one is asked for.
"""

from __future__ import annotations

import re

from .customs import is_put_up
from .everyday import DONE, is_everyday
from .heads import LOOSE
from .line import Line

_ORDERED_TEXT = """
a again all an another both each every it its me my one our out some something that the them these
this those together together up us your
"""
_ORDERED = frozenset(_ORDERED_TEXT.split())
"""What follows the verb of an order: `compose a suite`, `rustle up ten dates`."""
_DOING_TEXT = """
can't cannot didn't don't i he please she they to we who won't would wouldn't you
"""
_DOING = frozenset(_DOING_TEXT.split())
"""What a verb follows: `to assemble`, `we hypothesise`."""
_SUFFICES_TEXT = """
are be could do does enough fine go is may might ought plenty seem seems should show suffice
suffices sufficient tell will works would
"""
_SUFFICES = frozenset(_SUFFICES_TEXT.split())
"""What is said of an amount: `fifteen essays should be plenty`."""
_AMONG = ("among", "at", "between", "from", "into", "over", "across")
_MADE_OF = ("summarization", "translation")
_TELLERS = frozenset(
    ("he", "his", "i'm", "i've", "my", "our", "she", "they", "we", "we're", "we've")
)
_OWNERS = (
    "app|application|assistant|bot|chatbot|class|client|colleagues?|company|course|department|"
    "division|engineers?|expert|experts|faculty|folks|group|guild|guy|guys|lab|lead|leads|lecturer|"
    "line|manager|model|models|office|org|people|person|platform|product|professor|project|repo|"
    "repository|room|service|squad|startup|student|students|system|teacher|teachers|team|teams|"
    "tool|tribe|tutor|unit|branch|checkpoint|run|fine-?tune|finetuning|fine-?tuning|training|"
    "pretraining|phase|stage|corpus|dump|mix|mixture|dataset|data|review|audit|board|committee|"
    "meeting|report|paper|workshop|officer|policy|council|incident|lecture|conference|channel|"
    "deadline|initiative|community|researchers?|intern|interns"
)
_OWNED = re.compile(rf"[\s-]+(?:{_OWNERS})\b", re.IGNORECASE)
_PERSON = re.compile(
    r"\b([A-Z][a-z]+)\s+(?:wants|needs|said|says|asked|asks|thinks|mentioned|claims|suggested|told|"
    r"insists|would|likes|from|will|prefers|swears|noticed|found|reported|complains|complained)\b"
)
_LEARNT = re.compile(
    r"\b(?:(?:pre|fine|re|post)?[- ]?(?:trained|tuned|training|tuning)|pretrain|finetune|fine-tune|"
    r"built|made|meant|intended|designed|specialis?ed|specializ?ed|known|famous|marketed|sold|"
    r"optimis?ed|optimiz?ed|distilled|adapted|fed|fed it|seen)\b"
    r"(?:\s+(?:it|them|him|this|the model|ours|purely|mostly|mainly|only|just|heavily|further|"
    r"for\s+(?:\w+\s+){1,2}?(?:epochs?|steps|days?|hours?|weeks?|tokens)))*"
    r"\s+(?:on|for|with|in|as)\s+"
    r"(?P<what>(?:(?!,?\s*\b(?:and\s+(?:i|i'm|we|we're|now|it|its|my|the|then|you)|but|so|does|do|is|"
    r"can|now|please|how|what|let)\b)[^.;!?:])+)",
    re.IGNORECASE,
)
_SETS = re.compile(r"[TSPestpwifynAHGzd12rk]|N[LG]*u|mR|mN|uo[LG]*U")
"""What makes a sentence one of the request: a name, a mark, a counted sample, a bar."""
_NAMES_FIRST = re.compile(
    r"(?:^|[,:&(])(?:[LG]*U[LG]*u?(?:[:(,]+[LG]*N|N|$)|N[LG]*U|[LG]*Uu?[,&]|[LG]*Uu)"
)
"""`Sudoku: 5`, `5 sudokus`, `chess puzzles`, at the head of a clause."""


def settle_unknown(text: str, line: Line) -> tuple[str, ...]:
    """Settle what unknown words are by where they stand, and return those that name nothing.

    A noun that a number counts becomes a unit; the verb of an order goes out.
    """
    settings = [match.end() - 1 for match in re.finditer(r"UN(?![LG]*[uT])", line.codes)
                if _is_setting(line, match.start())]  # fmt: skip
    line.take_out(settings)  # `LoRA rank 8`
    for match in line.found("(?P<before>[om])(?P<n>N)(?P<what>[LG]*U)(?![LG]*u)"):
        before = line.tokens[match.start()]
        among = before.kind == "on" and before.text.lower() in _AMONG
        inside = before.before or line.codes[: match.start()][-1:] not in ("", *",;:&(")
        if among or (before.kind == "must" and inside):
            line.take_out(range(match.start("n"), match.end()))  # `between two cities`
    people = set(_PERSON.findall(text))
    verbs = [n for n, code in enumerate(line.codes) if code == "U"
             and (_is_order(line, n) or line.tokens[n].text in people)]  # fmt: skip
    words = [line.tokens[n].text for n in verbs]
    line.take_out(verbs)
    for match in list(re.finditer(r"(?<=N)[LG]*U", line.codes)):
        place = match.end() - 1
        if _is_unit(line, place):
            words.append(line.tokens[place].text)
            line.put(place, line.tokens[place]._replace(kind="unit"))
    for match in line.found("(?P<n>N)(?P<what>[LG]*U)(?![LG]*[ue])"):
        thing = line.tokens[match.end() - 1]
        if is_everyday(thing.text):
            line.take_out(range(*match.span()))  # `with eleven shops`
    _what_is_done_with(line)
    words += _drop_idle(line)
    for match in re.finditer(r"(?<=[TU][(:,])N[LG]*T(?=\)|;|$)", line.codes):
        place = match.end() - 1
        if line.tokens[place].text.lower() in LOOSE:
            line.put(place, line.tokens[place]._replace(kind="unit"))
    return tuple(words)


def _what_is_done_with(line: Line) -> None:
    """Read `summaries. Take 10 news articles`: what summaries and translations are made of."""
    for match in line.found("N[LG]*U(?![LG]*u)"):
        before, what = line.topics(0, match.start()), line.tokens[match.end() - 1]
        here = line.topics(*line.sentence(match.start()))
        if before and not here and line.tokens[before[-1]].value in _MADE_OF:
            unit = what._replace(kind="unit", text="", end=what.start)
            line.put_before(what, unit)
            line.put_before(what, unit._replace(kind="focus", before=()))


def _drop_idle(line: Line) -> list[str]:
    """Take out sentences that tell of something else: `the flight leaves at 6`.

    Such a one names no capability, counts no samples, and sets nothing; another one does.
    """
    sentences = [match.span() for match in re.finditer("[^;]+", line.codes)]
    idle = [span for span in sentences if _is_idle(line, *span)]
    if not any("T" in line.codes[slice(*span)] or _asks(line, *span)
               for span in sentences if span not in idle):  # fmt: skip
        return []
    gone = [n for span in idle for n in range(*span) if line.codes[n] in "UNRFXu"]
    words = [line.tokens[n].text for n in gone if line.codes[n] == "U"]
    line.take_out(gone)
    return words


def _is_idle(line: Line, start: int, end: int) -> bool:
    codes = line.codes[start:end]
    return "U" in codes and not _SETS.search(codes) and not _asks(line, start, end)


def _asks(line: Line, start: int, end: int) -> bool:
    """Whether a sentence puts an unknown word up for measuring, or begins with one."""
    unknown = [n for n in range(start, end) if line.codes[n] == "U"]
    said = [word for n in range(start, end) for word in line.tokens[n].before]
    told = set(said) & _TELLERS
    first = not told and any(
        not set(line.tokens[n].before) - _ORDERED - {"also", "plus"}
        for match in _NAMES_FIRST.finditer(line.codes[start:end])
        for n in range(start + match.start(), start + match.end())
        if line.codes[n] == "U"
    )
    return first or any(is_put_up(line, n) for n in unknown)


def drop_what_only_says_which(text: str, line: Line) -> None:
    """Take out names that are asked for nowhere: `our math team`, `trained on code`."""
    learnt = [match.span("what") for match in _LEARNT.finditer(text)]
    names = line.topics(0, len(line.tokens))
    aside = [
        n for n in names if _OWNED.match(text, line.tokens[n].end) and line.codes[n - 1 : n] != "N"
    ]
    told = [n for n, token in enumerate(line.tokens)
            if any(start <= token.start < end for start, end in learnt)]  # fmt: skip
    gone = {*aside, *told}
    if set(names) - gone:
        line.take_out(n for n in gone if line.codes[n] in "TUNulo")


def _is_order(line: Line, place: int) -> bool:
    """Whether an unknown word is the verb of an order or of somebody who does something."""
    token, after = line.tokens[place], line.tokens[place + 1 : place + 3]
    if not after or " " in token.text or "-" in token.text:
        return False
    begins = line.codes[:place][-1:] in ("", ";") and not token.before
    does = bool(token.before) and token.before[-1] in _DOING
    if not (begins or does):
        return False
    ordered = bool(after[0].before) and after[0].before[0] in _ORDERED
    counted = re.match(r"N[LG]*(?:T|u?o[LG]*T|u(?!$|[;,]))", line.codes[place + 1 :])
    asked = re.match(r"[LG]*(?:u?o[LG]*T|T)", line.codes[place + 1 :]) if does else None
    return bool((ordered and after[0].kind != "stop") or counted or asked)


def _is_setting(line: Line, place: int) -> bool:
    """Whether a number right after an unknown word is its value: the word begins no clause."""
    begins = line.codes[:place][-1:] in ("", *",;:&(No")
    return not begins or bool(set(line.tokens[place].before) - _ORDERED - DONE)


def _is_unit(line: Line, place: int) -> bool:
    """Whether an unknown noun after a number is what the samples are called."""
    token, after = line.tokens[place], line.codes[place + 1 :]
    if token.before and not set(token.before) <= {"more", "new", "fresh", "different", "short"}:
        return False
    if re.match(r"o[LG]*T|[to]*e|t", after):
        return True
    start, end = line.sentence(place)
    then = line.tokens[place + 1].before if place + 1 < len(line.tokens) else ()
    named = re.search("[TU]", line.codes[:start])
    alone = not re.search("[TUu]", line.codes[start:place] + line.codes[place + 1 : end])
    free = (
        named
        and "N" not in line.codes[:start].rpartition("T")[2]
        and (not re.search(r"N[LG]*u?o?[LG]*T", line.codes[:start]))
    )
    return bool(free and alone and ((then[:1] and then[0] in _SUFFICES) or end - start <= 2))
