"""How many samples: of each, of one, of some together, in total, and `half as many`.

A number must find what it counts. One that is left over is the sum where capabilities without a
count are left, and is refused where none is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from envhub.errors import Refused

from .line import LIST, Line
from .shares import read_shares

_HOW = "say `8 prompts each`, `12 math problems and 6 dates`, or `24 prompts in total`"
_FILL = "[LG]*"
_PATTERNS = (
    r"(?P<t>T)u?[(:]?_+[,&]?(?P<n>N)[LG]*u?(?=\)|;|$)",
    r"(?P<t>T)u?[:(]+(?P<n>N)(?=u?[T,;&)]|u?$)",
    r"(?:(?<=;)|^|(?<=_))(?P<t>T)(?P<n>N)u?(?=(?:[,&]*TNu?)+(?:;|$)|$|;)",
    rf"(?P<n>N){_FILL}(?P<t>T(?:[,&]+{_FILL}T)+){_FILL}u",
    rf"(?P<n>N){_FILL}u?o+{_FILL}(?P<t>T(?:u?[,&]+{_FILL}T)*)(?!{_FILL}u?[:(o]*N)",
    rf"(?P<n>N)u?o?{_FILL}(?P<t>T){_FILL}u?",
    rf"(?P<t>T){_FILL}u?[:(o]*(?P<n>N){_FILL}(?P<u>u?)o?\)?",
    rf"(?:(?<=;)|^)(?P<n>N){_FILL}u?:(?P<t>T(?:[,&]+T)*)(?=;|$)",
    # One capability and one number between two semicolons belong together.
    r"(?:(?<=;)|^)[^TN;]*(?P<t>T)[^TN;]*(?P<n>N)[LG]*u?(?=[^TN;]*(?:;|$))",
    rf"(?P<t>T){_FILL}u?[,][^TN;&]*(?P<n>N){_FILL}u?(?=\)?[;,])",
)


@dataclass
class Counts:
    """What a sentence says of how many; filled in while it is read."""

    own: dict[int, int] = field(default_factory=dict)
    """By the place of a name."""
    group: dict[int, int] = field(default_factory=dict)
    """The number of the group that a name shares a count in."""
    groups: list[int] = field(default_factory=list)
    each: int | None = None
    total: int | None = None


def read_whole(line: Line) -> Counts:
    """Read the sum of all and the parts of it, before anything that they could be taken for.

    Raises:
        Refused: two sums, or parts that are no whole samples.
    """
    counts = Counts()
    _total(line, counts)
    counts.own |= read_shares(line, counts.total)
    if counts.total is None and counts.own:
        counts.total = sum(counts.own.values())
    return counts


def read_counts(line: Line, counts: Counts) -> Counts:
    """Read every other count of a request.

    Raises:
        Refused: a number belongs to nothing, or two contradict each other.
    """
    _each(line, counts)
    _in_order(line, counts)
    _one_by_one(line, counts)
    _left_over(line, counts)
    _relative(line, counts)
    return counts


def _each(line: Line, counts: Counts) -> None:
    """Read `8 prompts each`; a second such number holds for the names of its own clause."""
    middle = rf"[LG]*u?[o(]*(?:{LIST}[LG]*)?u?o?"
    scopes: list[tuple[int, tuple[int, int]]] = []
    for pattern in (rf"(?P<n>N){middle}(?P<e>e)", r"(?P<e>e)(?:oT(?:&T)*)?[u:o]*(?P<n>N)[LG]*u?"):
        for match in line.found(pattern):
            scopes.append((whole(line, match), match.span()))
            line.take(match.start("n"), match.start("e"))
    numbers = list(dict.fromkeys(number for number, _ in scopes))
    if len(numbers) <= 1:
        counts.each = numbers[0] if numbers else None
        return
    for number, (start, end) in scopes:
        first, last = line.sentence(start)
        places = line.topics(start, end) or line.topics(first, last)
        names = {line.tokens[n].value for n in places}
        if not names or any(counts.own.get(n, number) != number for n in places):
            raise Refused(f"two counts for each capability: {numbers[0]} and {numbers[1]}")
        counts.own |= dict.fromkeys(places, number)


def _total(line: Line, counts: Counts) -> None:
    """Read `24 prompts in total`, `of 40 questions` and `50 items, split evenly`."""
    middle = rf"[LG]*u?[o(:,]*(?:{LIST}[LG]*)?u?o?"
    patterns = (
        rf"(?P<n>N){middle}(?P<e>t)",
        r"(?P<e>t)o?:?(?P<n>N)[LG]*u?",
        r"(?:^|(?<=;)|(?<=F))(?P<e>o)(?P<n>N)[LG]*u(?=[,o])",
        r"^o?(?P<n>N)[LG]*u(?=[;,].*r)(?P<e>)",
        rf"(?P<n>N)[LG]*u?[,o:(]*(?:{LIST}[LG]*u?,?)?(?=s)(?P<e>)",
    )
    for match in line.found("Fo?u?e"):
        # `60 samples, 1/3 each` are shared out evenly.
        even = line.tokens[match.start()]._replace(kind="even")
        line.take_out(range(match.start() + 1, match.end()))
        line.put(match.start(), even)
    for match in line.found(r"(?<=:)(?P<n>N)[LG]*u?(?=[;,]|$)"):
        sign = line.tokens[match.start() - 1]
        others = [
            line.number(n) for n, code in enumerate(line.codes[: match.start()]) if code == "N"
        ]
        if sign.text == "=" and len(others) > 1 and sum(others) == line.number(match.start()):
            _set_total(counts, whole(line, match), line.said(match))
            line.take(match.start("n"))
    for pattern in patterns:
        for match in line.found(pattern):
            _set_total(counts, whole(line, match), line.said(match))
            if match["e"] == "o":
                line.take_out([match.start("e"), match.start("n")])
            else:
                line.take(match.start("n"), *range(*match.span("e")))
    lone = [n for n, code in enumerate(line.codes) if code == "N"]
    if counts.total is None and len(lone) == 1 and "s" in line.codes:
        counts.total = int(line.number(lone[0]))
        line.take(lone[0])
    names = list(dict.fromkeys(line.tokens[n].value for n in line.topics(0, len(line.tokens))))
    if "s" in line.codes and counts.total and names and counts.total % len(names) == 0:
        line.take(*(n for n, code in enumerate(line.codes) if code == "s"))
        for place in line.topics(0, len(line.tokens)):
            counts.own[place] = counts.total // len(names)


def _in_order(line: Line, counts: Counts) -> None:
    """Read `5 and 7 items respectively` and `6 + 6`: one number for each name, in order."""
    for match in line.found(r"N(?:u?[,&]+N)+[LG]*u?o?p?|Q"):
        said = [token.value for token in line.tokens[slice(*match.span())] if token.code in "NQ"]
        values = [float(one) for text in said for one in text.split(":")]
        start, end = line.sentence(match.start())
        places = _new_names(line, counts, start, end)
        if len(places) != len(values):
            places = _new_names(line, counts, 0, len(line.tokens))
        behind = line.codes[match.end() : match.end() + 1] == "T" and match.group()[-1] == "N"
        respective = "p" in line.codes
        if len(places) != len(values) or (behind and not respective):
            continue
        if any(value != int(value) or value < 1 for value in values):
            raise Refused(f"can't tell what `{line.said(match)}` counts", hint=_HOW)
        counts.own |= dict(zip(places, map(int, values), strict=True))
        line.take(*range(*match.span()))
    line.take(*(n for n, code in enumerate(line.codes) if code == "p"))


def _new_names(line: Line, counts: Counts, start: int, end: int) -> list[int]:
    """The first places of the capabilities in a stretch that have no count."""
    taken = {line.tokens[n].value for n in counts.own}
    first: dict[str, int] = {}
    for place in line.topics(start, end):
        name = line.tokens[place].value
        if name not in taken:
            first.setdefault(name, place)
    return list(first.values())


def _one_by_one(line: Line, counts: Counts) -> None:
    """Read `12 math problems`, `math: 12`, `20 questions about currencies and chemistry`."""
    for pattern in _PATTERNS:
        for match in line.found(pattern):
            number, places = whole(line, match), line.topics(*match.span("t"))
            if all(n in counts.own for n in places):
                continue
            line.take(*(n for n in range(*match.span())
                        if line.tokens[n].kind in ("number", "unit")))  # fmt: skip
            behind = match.groupdict().get("u")
            alone = not counts.own and not counts.group and "N" not in line.codes
            several = len(_new_names(line, counts, 0, len(line.tokens))) > 1
            if behind and alone and several and re.search(r"T[,&]+$", line.codes[: places[0]]):
                # `reasoning and math, with 8 prompts`: the number is for all of them.
                _set_total(counts, number, line.said(match))
            elif len(places) == 1:
                _set_own(line, counts, places[0], number)
            else:
                counts.group |= dict.fromkeys(places, len(counts.groups))
                counts.groups.append(number)
    names = {line.tokens[n].value for n in line.topics(0, len(line.tokens))}
    if len(counts.groups) == 1 and {line.tokens[n].value for n in counts.group} == names:
        _set_total(counts, counts.groups[0], f"{counts.groups[0]}")
        counts.group, counts.groups = {}, []


def _set_own(line: Line, counts: Counts, place: int, number: int) -> None:
    name = line.tokens[place].value
    for other, count in counts.own.items():
        if line.tokens[other].value == name and count != number:
            raise Refused(f"two counts for `{name}`: {count} and {number}")
    counts.own[place] = number


def _left_over(line: Line, counts: Counts) -> None:
    """Give a number that stands alone to the one capability without a count, or to all."""
    for match in line.found(r"(?P<n>N)[LG]*u?"):
        number, left = whole(line, match), _new_names(line, counts, 0, len(line.tokens))
        left = [n for n in left if n not in counts.group]
        line.take(match.start("n"))
        if len(left) == 1 and counts.each is None and counts.total is None:
            counts.own[left[0]] = number
        elif line.topics(0, len(line.tokens)):
            _set_total(counts, number, line.said(match))
        elif "S" not in line.codes:
            raise Refused(f"nothing is named that `{line.said(match)}` could count", hint=_HOW)


def _relative(line: Line, counts: Counts) -> None:
    """Read `half as many geometry ones`: of the count that was said last before."""
    for match in line.found(rf"(?P<k>k){_FILL}o?{_FILL}(?P<t>T)|(?P<b>T)[:(]?(?P<l>k)(?!u?o?T)"):
        place, times = match.start("t"), match.start("k")
        if match["t"] is None:
            place, times = match.start("b"), match.start("l")
        before = [n for n in sorted(counts.own) if n < place]
        last = counts.own[before[-1]] if before else counts.each
        count = (last or 0) * line.number(times)
        if not count or count != int(count):
            raise Refused(f"can't tell how many `{line.said(match)}` are", hint=_HOW)
        counts.own[place] = int(count)
        line.take(times)
    if "k" in line.codes and line.topics(*line.sentence(line.codes.index("k"))):
        said = line.tokens[line.codes.index("k")].text
        raise Refused(f"can't tell what `{said}` counts", hint=_HOW)


def whole(line: Line, match: re.Match[str]) -> int:
    """Return the number of a match, which must be one of samples."""
    number = line.number(match.start("n"))
    if number != int(number) or number < 1:
        text = line.tokens[match.start("n")].text
        raise Refused(f"`{text}` is no number of samples (`{line.said(match)}`)")
    return int(number)


def _set_total(counts: Counts, number: int, said: str) -> None:
    if counts.total not in (None, number):
        raise Refused(f"can't tell what `{said}` counts beside the number already given", hint=_HOW)
    counts.total = number
