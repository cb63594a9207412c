"""Parts of a total: `a third on dates, the rest on unit conversion`, `60% math and 40% logic`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from envhub.errors import Refused

from .line import Line

_HOW = (
    "say how many samples: `8 math and 4 logic problems`; or what must be reached: "
    "`math must reach 80%`"
)
_PART = r"(?:(?<![mTwo(])R|(?<![mwo(])F)(?:o?u)?o*(?:ro*)?[LG]*T"


def read_shares(line: Line, total: int | None) -> dict[int, int]:
    """Return the counts that parts of a total come to, by the place of a name.

    A lone number of samples is the total where parts are named and no total is.

    Raises:
        Refused: parts of nothing, parts that come to more than the whole, or to no whole samples.
    """
    found = _of_a_ratio(line, total) or _percentages(line, total)
    if found:
        return found
    parts = [
        (match.end() - 1, line.number(match.start()), match.span())
        for match in re.finditer(_PART, line.codes)
        if not re.search(r"m[^T,;]*$", line.codes[: match.start()])
    ]
    rests = [(m.end() - 1, m.span()) for m in re.finditer(r"ru?o*[LG]*T", line.codes)]
    rests += [(m.start(), m.span()) for m in re.finditer(r"Tu?r(?!u?o*[LG]*T)", line.codes)]
    named = {place for place, _, _ in parts}
    rests = [(place, span) for place, span in rests if place not in named]
    if not parts and not rests:
        return {}
    counted = {}
    if total is not None:
        for match in re.finditer(r"Nu?o*[LG]*(?P<t>T)|(?P<a>T)u?[:(]?(?=(?P<n>N))", line.codes):
            place = match.start("t") if match["t"] else match.start("a")
            number = match.start() if match["t"] else match.start("n")
            counted[place] = int(line.number(number))
    lone = [n for n, code in enumerate(line.codes) if code == "N"]
    if total is None and parts and len(lone) == 1:
        total = int(line.number(lone[0]))
        line.take(lone[0])
    if total is None:
        span = (parts or rests)[0][-1]
        if not parts:
            return {}
        text = " ".join(token.text for token in line.tokens[slice(*span)])
        raise Refused(f"can't tell what `{text}` means", hint=_HOW)
    said = {place: round(total * part, 6) for place, part, _ in parts} | counted
    left = total - sum(said.values())
    if rests:
        said |= {place: left / len(rests) for place, _ in rests}
    found = dict(zip(said, _whole(list(said.values()), total), strict=True))
    for _, _, span in parts:
        line.take(*(n for n in range(*span) if line.codes[n] != "T"))
    for match in re.finditer(r"[Nr]u?o*[LG]*(?=T)|(?<=T)u?[:(]?[Nr]", line.codes):
        line.take(*range(*match.span()))
    return found


def _of_a_ratio(line: Line, total: int | None) -> dict[int, int]:
    """Read `24 prompts between reasoning and code, 2:1` as parts."""
    ratio, number = line.codes.find("Q"), line.codes.find("N")
    names = line.topics(0, len(line.tokens))
    if ratio < 0 or (total is None and line.codes.count("N") != 1):
        return {}
    values = [float(one) for one in line.tokens[ratio].value.split(":")]
    if len(names) != len(values):
        return {}
    whole = int(line.number(number)) if total is None else total
    line.take(ratio, *([number] if total is None else []))
    parts = [round(whole * value / sum(values), 6) for value in values]
    return dict(zip(names, _whole(parts, whole), strict=True))


def _percentages(line: Line, total: int | None) -> dict[int, int]:
    """Read `algebra 50%, geometry 30%, ratios 20%, 100 questions`: rates that add up are parts."""
    pairs = list(re.finditer(r"T[:(]?R", line.codes))
    numbers = [n for n, code in enumerate(line.codes) if code == "N"]
    parts = [line.number(match.end() - 1) for match in pairs]
    known = total is not None or len(numbers) == 1
    if len(parts) < 2 or not known or set("mw") & set(line.codes) or abs(sum(parts) - 1) > 1e-9:
        return {}
    whole = int(line.number(numbers[0])) if total is None else total
    line.take(*(match.end() - 1 for match in pairs), *(numbers if total is None else []))
    counts = _whole([round(whole * part, 6) for part in parts], whole)
    return dict(zip((match.start() for match in pairs), counts, strict=True))


def _whole(parts: Sequence[float], total: int) -> list[int]:
    """Return the parts as whole numbers of samples.

    Raises:
        Refused: they are none, or come to more than the total.
    """
    if any(part != int(part) or part < 1 for part in parts) or sum(parts) > total:
        raise Refused(f"parts of {total} samples that are no whole numbers of them", hint=_HOW)
    return [int(part) for part in parts]
