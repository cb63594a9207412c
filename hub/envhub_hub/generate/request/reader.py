"""Read a request: the stages in their order, from a sentence to the value that plans start from.

Rule-based: each stage is a file that looks for one thing among the typed words that are left. What
counts, weighs or must be reached has to find what it belongs to; what can't is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from envhub.errors import Refused

from .chunks import join_unknown, take_question
from .context import take_context
from .counts import Counts, read_counts, read_whole
from .customs import name_customs
from .exclusions import take_exclusions
from .focus import ALL, Focus, take_focus
from .heads import drop_what_was, join_names
from .line import Line
from .manner import Manner, read_levels, take_manner
from .positions import drop_what_only_says_which, settle_unknown
from .rates import mark_bars, read_rates
from .standards import find_standards
from .subject import subject_of
from .tokens import Subject
from .value import Request, Wish
from .weights import read_weights

MAX_REQUEST = 4_000
"""Characters; a sentence needs no more."""
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "−": "-", "…": ".", "\n": ";"})
_SHORT = re.compile(
    r"\b(e\.g\.|i\.e\.|etc\.|vs\.|approx\.|resp\.|incl\.|max\.|min\.|prof\.|dr\.|mr\.|mrs\.|ms\.|"
    r"no\.(?=\s*\d)|fig\.|ca\.|pls\.|esp\.|misc\.|avg\.)",
    re.IGNORECASE,
)

_ENUMERATED = re.compile(
    r"(?:(?:(?<=\n)|^)\s*(?:[-*•–]\s+)?(?:\(?(?:\d{1,2}|[a-h])\)|\d{1,2}\.(?=\s))|"
    r"(?:(?<=[;:,.]\s)|^)\(?(?:[1-9]|[a-h]|i{1,3}|iv)\))(?=\s)",
    re.IGNORECASE,
)
"""`1)`, `2.` and `(a)` before the lines or parts of a list."""
_ISH = re.compile(r"(?<=\d)(?:ish|qs?)\b", re.IGNORECASE)


def read_request(text: str) -> Request:
    """Read what a sentence asks for.

    A request without wishes is one that names nothing (or only published benchmarks): a value all
    the same, since only who plans knows what else there is to go by.

    Raises:
        Refused: what it says contradicts itself, or can't be attached to anything.
    """
    if len(text) > MAX_REQUEST:
        raise Refused(
            f"a request of {len(text)} characters is more than {MAX_REQUEST}",
            hint="say in a sentence or two what to measure",
        )
    plain = unicodedata.normalize("NFKC", text)
    if len(_ENUMERATED.findall(plain)) > 1:
        plain = _ENUMERATED.sub(lambda match: " " * len(match.group()), plain)
    plain = plain.translate(_QUOTES)
    plain = _SHORT.sub(lambda match: match.group().replace(".", " "), plain)
    plain = _ISH.sub(lambda match: " " * len(match.group()), plain)
    context, plain = take_context(plain)
    standards = find_standards(plain)
    subject, tokens = subject_of(plain, standards)
    line = Line(tokens)
    _drop_results(line)
    take_question(plain, line)
    join_unknown(plain, line)
    unread = settle_unknown(plain, line)
    exclude = take_exclusions(line)
    drop_what_was(plain, line)
    if subject == "model":
        drop_what_only_says_which(plain, line)
    join_names(line)
    manner = take_manner(line)
    focus = take_focus(line)
    unread += name_customs(line)
    request = _with_numbers(line, manner, focus, subject)
    for wish in request.wishes:
        if exclude.get(wish.id, "").lower() in (wish.id, wish.text.lower()):
            raise Refused(f"`{wish.id}` is both asked for and ruled out")
    asked = {wish.id for wish in request.wishes}
    return request.model_copy(
        update={
            "text": text,
            "kind": subject,
            # `letters without spelling`: a part of what is asked for has no id of its own.
            "exclude": tuple(text if one in asked else one for one, text in exclude.items()),
            "standards": tuple(dict.fromkeys(match.group() for match in standards)),
            "context": context,
            "unread": unread,
        }
    )


def _with_numbers(line: Line, manner: Manner, focus: Focus, subject: Subject) -> Request:
    """Read what the words that are left say of how many, how much and how hard."""
    levels = read_levels(line)
    for match in line.found(r"(?:^|(?<=;))(?P<w>w:?)N(?=;|$)"):
        line.take_out(range(*match.span("w")))  # `Count: 12.`
    if subject == "model":
        _counts_not_weights(line)
    weights = read_weights(line)
    mark_bars(line)
    # A data set's dimensions take no samples: a number is one of its labels, rows or countries.
    counts = read_whole(line) if subject == "model" else Counts()
    rates, rate = read_rates(line)
    counts = read_counts(line, counts) if subject == "model" else counts
    wishes: dict[str, Wish] = {}
    for place in line.topics(0, len(line.tokens)):
        token = line.tokens[place]
        wish = wishes.get(token.value) or Wish(
            id=token.value,
            text=token.text,
            weight=weights.get(token.value, 1.0),
            target_rate=rates.get(token.value),
        )
        wishes[token.value] = wish.model_copy(
            update={
                "focus": _more(wish.focus, (*focus.get(token.start, ()), *focus.get(ALL, ()))),
                "count": counts.own.get(place, wish.count),
                "group": counts.group.get(place, wish.group),
                "kinds": _more(wish.kinds, levels.kinds.get(token.value, ())),
                "levels": levels.own.get(token.value, wish.levels),
            }
        )
    asked = tuple(wishes.values())
    _check_sum(asked, counts)
    return Request(
        text="",
        wishes=asked,
        each=counts.each,
        total=counts.total,
        groups=tuple(counts.groups),
        target_rate=rate,
        levels=levels.all,
        kinds=levels.all_kinds,
        quick=manner.quick,
        format=manner.format,
        language=manner.language,
    )


def _drop_results(line: Line) -> None:
    """Take out what a published benchmark came to: `it gets 62 on MMLU`, `MMLU: 0.4`."""
    for match in line.found(r"m*[NR]u?m*[o:]+S|S[o:(m]*[NR](?![LG]*[uT])\)?"):
        line.take_out([n for n in range(*match.span()) if line.codes[n] in "m:NR"])


def _counts_not_weights(line: Line) -> None:
    """Read `10x algebra` as a count where nothing in the request weighs."""
    shared = re.search(r"N[LG]*u?o?[et]|[et]N", line.codes)
    marked = [match.start() + 1 for match in re.finditer(r"\(N", line.codes)
              if line.tokens[match.start() + 1].text[:1] in "x×"]  # fmt: skip
    if marked and shared and len(marked) == len(line.topics(0, len(line.tokens))):
        for n in marked:  # `safety (x4), refusal (x2), 10 each`
            line.put(n, line.tokens[n]._replace(kind="times"))
    if set("wi") & set(line.codes):
        return
    if shared:
        return
    if any(token.kind == "times" and token.value in ("1.0", "1") for token in line.tokens):
        return  # `logic 3x, sequences 1x`: one sample is no count
    for place, token in enumerate(line.tokens):
        if token.kind == "times" and token.text[:1].isdigit():
            line.put(place, token._replace(kind="number"))


def _more(some: Sequence[str], others: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *others)))


def _check_sum(wishes: Sequence[Wish], counts: Counts) -> None:
    """Refuse a total that the counts do not come to."""
    own = [counts.each if one.count is None else one.count for one in wishes]
    known = [count for count in own if count is not None]
    if counts.total is None or counts.groups or not wishes:
        return
    if (len(known) == len(wishes) and sum(known) != counts.total) or sum(known) > counts.total:
        raise Refused(
            f"{counts.total} samples in total, but those named come to {sum(known)}",
            hint="leave one of the numbers out",
        )
