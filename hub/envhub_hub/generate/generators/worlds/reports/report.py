"""Reports with their summaries: what matters stands between much that does not.

`make` draws the facts and tells them. `answers` reads the facts off the sentences that tell them;
`verify` looks for every value in every reference, and measures them against each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import product
from random import Random
from typing import NamedTuple

from ....items import Generator, Item, say
from .incident import INCIDENT
from .journey import JOURNEY
from .kind import Kind
from .measure import PASS_AT, rouge_l
from .meeting import MEETING
from .project import PROJECT
from .season import SEASON

KINDS: Mapping[str, Kind] = {
    kind.name: kind for kind in (INCIDENT, JOURNEY, MEETING, PROJECT, SEASON)
}
_MATTER = {1: 3, 2: 5, 3: 7}
_MINOR = {1: 5, 2: 10, 3: 16}
_SENTENCES = {1: "one sentence", 2: "two sentences", 3: "three sentences"}
_ASK = (
    "Summarise the report in {n}. The reader wants to know {focus}.",
    "Write a summary of this report in {n}: {focus}.",
    "Sum up in {n} {focus}, and leave out all the rest.",
    "In {n}, tell somebody who has no time to read the report {focus}.",
    "What is essential here? Answer in {n}; what counts is {focus}.",
)


class Told(NamedTuple):
    """A sentence of a report."""

    text: str
    facts: Mapping[str, str]
    """The facts that it tells; empty where it tells nothing that matters."""


def _make_summary(rng: Random, difficulty: int, *, kind: Kind) -> Item:
    facts = _drawn(rng, kind)
    names = list(kind.told)[: _MATTER[difficulty]]
    minor = rng.sample(kind.minor, _MINOR[difficulty])
    said = [_told(rng, kind, name, facts) for name in names]
    # The first says what the report is about; the others stand anywhere.
    rest = [*said[1:], *(Told(text, {}) for _, text in minor)]
    report = (said[0], *rng.sample(rest, len(rest)))
    summaries = _summaries(kind, difficulty, facts)
    first = rng.randrange(len(summaries))
    away = _of_another(rng, kind, difficulty, summaries)
    lead = _lead([text for _, text in minor], difficulty + 1, summaries)
    fields = {"n": _SENTENCES[difficulty], "focus": kind.focus[difficulty - 1]}
    phrasing, question = say(rng, _ASK, fields)
    return Item(
        question=question, context=_written(report), answer=summaries[first],
        references=tuple(one for n, one in enumerate(summaries) if n != first),
        wrong=(away, lead), difficulty=difficulty, phrasing=phrasing,
        key=f"{kind.name} {sorted((name, facts[name]) for name in names)}",
        facts={"kind": kind.name, "report": report, "names": names, "which": first,
               "minor": [word for word, _ in minor], "needed": rng.choice(names[1:])},
    )  # fmt: skip


def _of_another(rng: Random, kind: Kind, difficulty: int, summaries: Sequence[str]) -> str:
    """The summary of a report of another kind, in words that are not these by chance."""
    while True:
        other = KINDS[rng.choice([name for name in KINDS if name != kind.name])]
        text = rng.choice(_summaries(other, difficulty, _drawn(rng, other)))
        if rouge_l(text, summaries) < PASS_AT:
            return text


def _lead(minor: Sequence[str], count: int, summaries: Sequence[str]) -> str:
    """A few sentences that tell nothing of matter, in words that are not those of a summary."""
    text = ""
    for sentence in minor:
        longer = f"{text} {sentence}".strip()
        if rouge_l(longer, summaries) < PASS_AT:
            text = longer
            count -= 1
        if count == 0:
            break
    return text


def _drawn(rng: Random, kind: Kind) -> dict[str, str]:
    """One world: a value for every fact."""
    return {**rng.choice(kind.rows), **{name: rng.choice(pool) for name, pool in
                                        kind.pools.items()}}  # fmt: skip


def _told(rng: Random, kind: Kind, name: str, facts: Mapping[str, str]) -> Told:
    wording = rng.choice(kind.told[name])
    held = {word: facts[word] for word in _names_in(wording)}
    return Told(_capital(wording.format(**facts)), held)


def _summaries(kind: Kind, difficulty: int, facts: Mapping[str, str]) -> list[str]:
    capitals = {name.capitalize(): _capital(value) for name, value in facts.items()}
    return [_capital(one.format(**facts, **capitals)) for one in kind.summaries[difficulty]]


def _names_in(wording: str) -> list[str]:
    return [name.lower() for name in re.findall(r"{(\w+)}", wording)]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _written(report: Sequence[Told]) -> str:
    return " ".join(one.text for one in report)


def _answers_summary(item: Item) -> set[str]:
    kind = KINDS[item.facts["kind"]]
    held = {name: value for one in item.facts["report"] for name, value in one.facts.items()}
    template = kind.summaries[item.difficulty][item.facts["which"]]
    wanted = list(dict.fromkeys(_names_in(template)))
    pools = [[held[name]] if name in held else _values(kind, name)[:3] for name in wanted]
    return {
        _summaries(kind, item.difficulty, dict(zip(wanted, one, strict=True)))[item.facts["which"]]
        for one in product(*pools)
    }


def _values(kind: Kind, name: str) -> list[str]:
    """What a fact could be."""
    return list(kind.pools.get(name) or dict.fromkeys(row[name] for row in kind.rows))


def _withheld_summary(item: Item) -> Item:
    """The item without the sentence that tells one of the facts that matter."""
    needed = item.facts["needed"]
    report = tuple(one for one in item.facts["report"] if needed not in one.facts)
    return item.model_copy(
        update={"context": _written(report), "facts": {**item.facts, "report": report}}
    )


def _verify_summary(item: Item) -> bool:
    values = [value for one in item.facts["report"] for value in one.facts.values()]
    summaries = (item.answer, *item.references)
    whole = all(
        all(value.casefold() in text.casefold() for value in values)
        and not any(re.search(rf"\b{word}\b", text.casefold()) for word in item.facts["minor"])
        for text in summaries
    )
    return (
        whole
        and _answers_summary(item) == {item.answer}
        and all(
            rouge_l(one, [other for other in summaries if other != one]) >= PASS_AT
            for one in summaries
        )
        and all(rouge_l(text, summaries) < PASS_AT for text in item.wrong)
    )


def _of(kind: Kind) -> Generator:
    return Generator(
        name=kind.name, title=kind.title, gives="reference",
        make=partial(_make_summary, kind=kind), answers=_answers_summary, verify=_verify_summary,
        withhold=_withheld_summary,
    )  # fmt: skip


GENERATORS: tuple[Generator, ...] = tuple(map(_of, KINDS.values()))
