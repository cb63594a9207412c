"""Shares in the overall score: `counts double`, `twice as important`, `weights 1 and 2`, `1:3`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from envhub.errors import Refused

from .line import LIST, Line

_VALUE = r"(?P<x>[XNFR])(?![LG]*[uT])"
_MORE = r"(?P<more>(?:[,;&]+[Tr][wo:(]*[XNFR](?![LG]*u)\)?)*)"
_PATTERNS = (
    r"(?P<t>T)[:,(](?P<x>[XF])wo?(?P<as>T)",
    rf"(?P<t>{LIST})m?w(?P<x>[XF])o?(?P<as>T)",
    r"(?P<t>T)o?:?(?P<x>R)(?P<more>(?:[,;&]+T[o:(]*R)*)o?w",
    r"(?P<t>T)u?(?P<keep>[:(,]*[^T;),&]*Nu?[,&(:]*)w+o?(?P<x>[XN])\)*",
    r"(?P<t>T)(?P<x>[XN])w(?P<more>(?:[,;&]+T[XN]w?)*)(?![oT])",
    rf"(?P<t>{LIST})u?w*o?\(?(?P<x>[XF])w*i[a&o]*(?P<as>[Tr])",
    rf"(?P<t>{LIST})u?w*o?\(?(?P<x>[XF])w*i\)?",
    r"(?P<t>T)u?w*o?\(?(?P<x>[XF])wo?(?P<stop>\)|[;,]|$)",
    r"(?<![wT])(?P<x>[XF])(?:wo?|io)(?P<t>T(?:&T)*)",
    r"wo?(?P<x>[XN])o(?P<t>T(?:&T)*)",
    rf"(?P<t>{LIST})u?[(:,]?w[wo:]*{_VALUE}i?w?\)?{_MORE}",
    rf"w+o?:?(?P<t>{LIST})o?[:(]?{_VALUE}w?\)?{_MORE}",
    r"(?P<t>T)\(?(?P<x>X)\)?",
)
_SINGULAR = frozenset({"counts", "weighs", "is worth", "matters", "weight", "worth", "has weight"})
_WHOLE = frozenset({"weight", "the weight", "score", "total", "weighting", "points", "weights"})
LARGEST = 1000


def read_weights(line: Line) -> dict[str, float]:
    """Read weights by capability; names that only carry one are no place for a count."""
    _count_first(line)
    found = _in_order(line) or _of_the_whole(line) or _of_the_score(line)
    relative: dict[str, str] = {}
    others: set[float] = set()
    for pattern in _PATTERNS:
        for match in line.found(pattern):
            said = match.groupdict()
            last = line.tokens[match.end() - 2].text.lower()
            if pattern is _PATTERNS[0] and not last.endswith("of"):
                continue
            subjects = _subjects(line, match)
            value = _weight(line, match, match.start("x"))
            names = [line.tokens[place].value for place in subjects]
            if said.get("as") == "T":
                other = line.tokens[match.start("as")].value
                if other in names:
                    raise Refused(f"`{other}` can't be weighed against itself")
                relative |= dict.fromkeys(names, other)
            found |= dict.fromkeys(names, value)
            if said.get("more"):
                for place in line.topics(match.start("more"), match.end("more")):
                    number = next(
                        n for n in range(place + 1, match.end()) if line.codes[n] in "XNFR"
                    )
                    found[line.tokens[place].value] = _weight(line, match, number)
                others.update(line.number(n + 1) for n in range(*match.span("more"))
                              if line.codes[n : n + 2] in ("rN", "rX"))  # fmt: skip
            first = match.end("keep") if said.get("keep") else min([*subjects, match.start("x")])
            line.take(*range(first, match.end()))
    for name, other in relative.items():
        found[name] *= found.get(other, 1.0) if other not in relative else 1.0
    _refuse_left_over(line)
    if len(others) == 1:  # `math 2, everything else 1`
        for place in line.topics(0, len(line.tokens)):
            found.setdefault(line.tokens[place].value, *others)
    return found


def _count_first(line: Line) -> None:
    """Put `geography (weight 2, 10 questions)` as `geography (10 questions, weight 2)`."""
    for match in line.found(r"T[(:,]?(?P<w>w[wo:]*N)(?P<c>[,&]+)(?P<n>N[LG]*u)(?=\)|;|$)"):
        order = [*range(*match.span("n")), *range(*match.span("c")), *range(*match.span("w"))]
        tokens = [line.tokens[n] for n in order]
        for place, token in enumerate(tokens, match.start("w")):
            line.put(place, token)


def _in_order(line: Line) -> dict[str, float]:
    """Read `weights 1 and 2` and `weighted 1:3`: one for each capability, in order."""
    found: dict[str, float] = {}
    for match in line.found("(?<=w)F|(?<=w[o:])F"):
        part = line.tokens[match.start()]
        if re.fullmatch(r"\d+\s?/\s?\d+", part.text) and "T" not in line.codes[match.end() :]:
            ratio = ":".join(re.findall(r"\d+", part.text))
            line.put(match.start(), part._replace(kind="ratio", value=ratio))
    for match in line.found(r"w+o?:?(?P<x>Q|[NR](?:[,&]+[NR])+)(?![LG]*[uT])|(?P<q>Q)w"):
        span = match.span("x") if match["x"] else match.span("q")
        said = [token.value for token in line.tokens[slice(*span)] if token.code in "QNR"]
        values = [float(one) for text in said for one in text.split(":")]
        names = list(dict.fromkeys(line.tokens[n].value for n in line.topics(0, len(line.tokens))))
        if len(values) != len(names) or not all(0 < one <= LARGEST for one in values):
            raise Refused(
                f"{len(values)} weights for {len(names)} capabilities (`{line.said(match)}`)",
                hint="say one for each, in their order, or `math counts double`",
            )
        found |= dict(zip(names, values, strict=True))
        line.take(*range(*match.span()))
    return found


def _of_the_whole(line: Line) -> dict[str, float]:
    """Read `60% on logic, 40% on math` where nothing is counted that they could be parts of."""
    parts = list(re.finditer(r"[RF](?:o?u)?o+[LG]*(?P<t>T)", line.codes))
    rest = list(re.finditer(r"ru?o*[LG]*(?P<t>T)|(?P<a>T)r(?=;|$)", line.codes))
    if "N" in line.codes or "m" in line.codes or len(parts) + len(rest) < 2 or not parts:
        return {}
    found = {line.tokens[one.start("t")].value: line.number(one.start()) for one in parts}
    left = 1 - sum(found.values())
    names = {line.tokens[n].value for n in line.topics(0, len(line.tokens))}
    others = [line.tokens[max(one.start("t"), one.start("a"))].value for one in rest]
    if names != {*found, *others} or left < -1e-9 or bool(others) != (left > 1e-9):
        return {}
    line.take(*(n for one in (*parts, *rest) for n in range(*one.span()) if line.codes[n] != "T"))
    return found | {one: round(left / len(others), 9) for one in others}


def _of_the_score(line: Line) -> dict[str, float]:
    """Read `code makes up two thirds of the weight`: the others share what is left."""
    match = re.search(r"T[^T;]*?w?o?(?P<x>[RF])o(?P<w>[wmt])(?![LG]*[oTRNF])", line.codes)
    names = list(dict.fromkeys(line.tokens[n].value for n in line.topics(0, len(line.tokens))))
    if not match or len(names) < 2 or len(re.findall("[RF]", line.codes)) > 1:
        return {}
    last = line.tokens[match.start("w")]
    if last.text.lower() not in _WHOLE or line.tokens[match.start("w") - 1].text.lower() != "of":
        return {}
    place = line.topics(0, match.start("x"))[-1]
    share = line.number(match.start("x"))
    line.take(*(n for n in range(*match.span()) if line.codes[n] != "T"))
    rest = round((1 - share) / (len(names) - 1), 9)
    return {name: share if name == line.tokens[place].value else rest for name in names}


def _weight(line: Line, match: re.Match[str], place: int) -> float:
    value = line.number(place)
    if not 0 < value <= LARGEST:
        raise Refused(f"a weight of {value:g} can't be given (`{line.said(match)}`)")
    return value


def _subjects(line: Line, match: re.Match[str]) -> Sequence[int]:
    """The names that a weight is for: `math counts double` is for the last one of a list."""
    places = line.topics(*match.span("t"))
    verb = line.tokens[match.end("t")] if match.end("t") < len(line.tokens) else None
    if verb is None or verb.kind != "weight":
        return places[-1:] if match.groupdict().get("as") else places
    names = [token.value for token in line.tokens]
    again = [n for n in places if names[n] in names[:n]]
    if again:
        return places[places.index(again[0]) :]  # `math and dates, dates count double`
    joined = "&" in line.codes[match.start("t") : match.end("t")]
    text = verb.text.lower()
    modal = text.startswith(("should", "must"))
    return places[-1:] if text in _SINGULAR or (modal and not joined) else places


def _refuse_left_over(line: Line) -> None:
    """Refuse a weight of nothing; `once` and a `twice` that stands alone weigh nothing."""
    if alone := re.search(r"w[wo:]*N(?![LG]*[uTe])", line.codes):
        raise Refused(
            f"can't tell what `{line.said(alone)}` belongs to", hint="say `math counts double`"
        )
    for place, code in enumerate(line.codes):
        start, end = line.sentence(place)
        near = line.codes[start:end]
        if code == "X" and line.number(place) != 1 and ("T" in near or "w" in near or "i" in near):
            raise Refused(
                f"can't tell what `{line.tokens[place].text}` belongs to",
                hint="say `math counts double`",
            )
