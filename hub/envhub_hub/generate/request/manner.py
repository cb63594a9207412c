"""How it is to be asked: the format, language, size, difficulty, and kind of problem."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from envhub.errors import Refused

from ..items import Kind
from .focus import OF_ITSELF
from .line import LIST, Line
from .value import Format


@dataclass(frozen=True)
class Manner:
    """What holds for the whole benchmark."""

    format: Format | None
    language: str | None
    quick: bool


@dataclass
class Levels:
    """Difficulties and kinds of problem: of some capabilities, and of all."""

    own: dict[str, tuple[int, ...]] = field(default_factory=dict)
    all: tuple[int, ...] = ()
    kinds: dict[str, tuple[Kind, ...]] = field(default_factory=dict)
    all_kinds: tuple[Kind, ...] = ()


def take_manner(line: Line) -> Manner:
    """Take formats, languages and size out of a request."""
    formats = [token.value for token in line.tokens if token.kind == "format"]
    quick = any(token.kind == "quick" for token in line.tokens)
    language = _language(line)
    for match in line.found("o?H"):
        line.take_out(range(*match.span()))
    line.take_out([n for n, code in enumerate(line.codes) if code == "q"])
    return Manner(_first_format(formats), language, quick)


def _first_format(names: list[str]) -> Format | None:
    order: tuple[Format, ...] = ("json", "choice", "cloze", "steps")
    return next((one for one in order if one in names), None)


def _language(line: Line) -> str | None:
    """Read `in German`, `French dialogues`; what is about languages is narrowed by them instead."""
    found: str | None = None
    for match in line.found("l"):
        place = match.start()
        token = line.tokens[place]
        before = line.tokens[place - 1] if place else None
        within = before is not None and before.kind == "on" and before.text.lower() == "in"
        start, end = line.sentence(place)
        named = line.topics(0, len(line.tokens))
        about = [n for n in line.topics(start, end) if line.tokens[n].value in OF_ITSELF]
        if all(line.tokens[n].value in OF_ITSELF for n in named):
            about = about or named
        if about and not (within and re.search("[,;]", line.codes[min(about) : place])):
            line.put(place, token._replace(kind="unknown", value=token.text))
            continue
        found = found or token.value
        line.take_out([place - 1, place] if within else [place])
    return found


def read_levels(line: Line) -> Levels:
    """Read `hard math` and `multi-step`: of the names that follow directly, else of everything."""
    found = Levels()
    if split := re.search(r"NL+u?[,&]+NL+T|Fo?u?L", line.codes):
        raise Refused(
            f"can't tell what `{line.said(split)}` belongs to",
            hint="one capability has one count: say `10 arithmetic problems, easy and hard`",
        )
    _level_of_a_clause(line, found)
    several = r"[LG]+(?:[,&]*[LG]+)*"
    for pattern in (rf"{several}(?P<t>{LIST})", several):
        for match in line.found(pattern):
            tokens = line.tokens[match.start() : match.end()]
            names = [token.value for token in tokens if token.kind == "topic"]
            levels = sorted(
                {int(n) for t in tokens if t.kind == "level" for n in t.value.split(",")}
            )
            kinds = tuple(dict.fromkeys(t.value for t in tokens if t.kind == "kind"))
            _note(found, names, tuple(levels), kinds)
            line.take_out([match.start() + n for n, t in enumerate(tokens)
                           if t.kind in ("level", "kind")])  # fmt: skip
    return found


def _level_of_a_clause(line: Line, found: Levels) -> None:
    """Read `bug fixing, hard; code tracing, easy`: each clause has its own."""
    clause = r"(?:(?<=;)|^)[^TLG;]*(?P<t>T)[^TLG;]*(?P<l>L)[^TLG;]*(?=;|$)"
    matches = list(re.finditer(clause, line.codes))
    if len(matches) < 2:
        return
    for match in matches:
        levels = line.tokens[match.start("l")].value.split(",")
        name = line.tokens[match.start("t")].value
        _note(found, [name], tuple(map(int, levels)), ())
    line.take_out([match.start("l") for match in matches])


def _note(found: Levels, names: list[str], levels: tuple[int, ...], kinds: tuple[str, ...]) -> None:
    said: tuple[Kind, ...] = tuple("multi-step" for _ in kinds)
    if not names:
        found.all = tuple(sorted({*found.all, *levels}))
        found.all_kinds = found.all_kinds or said
    for name in names:
        if levels:
            found.own[name] = tuple(sorted({*found.own.get(name, ()), *levels}))
        if kinds:
            found.kinds[name] = said
