"""Does the right answer score the maximum, and does no answer score nothing?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pydantic import Field

from ..environment import Environment, numbered_lines, parse_row
from ..errors import Problem
from ..evaluate import Part, judge
from ..items import Item
from ..model import Continuation
from ..run import SampleRow
from ..sample import Sample, Target
from ..scorers import ScorerSpec
from ..services import LOCAL, ServiceMissing, Services
from ..trace import Trace
from ..values import Frozen
from .answering import DeclaredCall, lacking, trace_of
from .leaking import leaked

OFF_FORMAT = ("", " \n\t", "?!", "zxqv " * 40, "<html></html>", "```\n```", "\x00\ufffd\u202e")
"""Answers to nothing."""
Place = tuple[str, int]
Row = TypeVar("Row", bound=Frozen)


class DeclaredAnswer(Frozen):
    """A row of `checks/*.jsonl`: an answer, to one sample or to all."""

    id: str | None = None
    output: str = Field(max_length=100_000)
    calls: tuple[tuple[DeclaredCall, ...], ...] = Field(default=(), max_length=200)
    """The tools that are used before that, turn by turn."""


def problems(
    part: Part, sample: Sample, target: Target, place: Place, services: Services = LOCAL
) -> Iterator[Problem]:
    """Check one sample with its scorer: gold, nothing, determinism, leakage.

    What needs a service that is not here is left out.
    """
    scorer = part.capability.scorer
    yield from _leaks(part, sample, target, place)
    if lacking(scorer.needs, services):
        return
    golds = scorer.gold(sample, target)
    if scorer.form_only and not golds:
        yield Problem(
            f"no answer was found that follows all that `{sample.id}` asks", *place,
            hint="where nothing contradicts itself, show an answer among `targets`",
            severity="warning",
        )  # fmt: skip
    item, severity = Item(sample, target), severity_of(part)
    for trace in golds:
        row = judge(part, item, trace, services)
        if not _is_right(part, row):
            got = row.message if row.status == "invalid" else f"{row.score:.3f}, {row.status}"
            message = f"the right answer to `{sample.id}` does not {_wanted(part)}: {got}"
            yield Problem(message, *place, severity=severity)
        if not is_judged(part) and judge(part, item, trace, services) != row:
            yield Problem(f"scoring `{sample.id}` twice gives two verdicts", *place)
    for nothing in _nothing(part, sample, target, services):
        row = judge(part, item, nothing, services)
        if row.status == "pass":
            said = repr(nothing.output[:20]) if not nothing.continuations else "equal probabilities"
            message = f"`{sample.id}` passes on {said}, which is no answer"
            yield Problem(message, *place, severity=severity)


def is_judged(part: Part) -> bool:
    """Whether another model gives the verdicts."""
    return "judge" in part.capability.scorer.needs


def severity_of(part: Part) -> str:
    """How bad a wrong verdict is: another model may err, and what it says proves nothing."""
    return "warning" if is_judged(part) else "error"


def _wanted(part: Part) -> str:
    return "pass" if is_judged(part) else "score the maximum"


def _is_right(part: Part, row: SampleRow) -> bool:
    return row.status == "pass" if is_judged(part) else _is_maximum(row)


def answers_to_nothing(scorer: ScorerSpec) -> tuple[str, ...]:
    """Texts that must not pass; where only form is judged, the blank ones."""
    return tuple(text for text in OFF_FORMAT if not (scorer.form_only and text.strip()))


def _is_maximum(row: SampleRow) -> bool:
    return row.status == "pass" and row.score is not None and row.score >= 1 - 1e-9


def _nothing(part: Part, sample: Sample, target: Target, services: Services) -> list[Trace]:
    scorer = part.capability.scorer
    if part.harness.asks == "generate":
        if lacking(part.harness.needs, services):
            return []
        most = None if part.harness.one_exchange else 2
        texts = answers_to_nothing(scorer)[: 3 if most is None and is_judged(part) else most]
        return [trace_of(part, sample, target, text, services) for text in texts]
    by_byte = getattr(scorer, "normalize", "raw") == "byte"
    equal = tuple(
        Continuation(
            text=one, tokens=1, greedy=False,
            logprob=-5.0 * max(1, len(one.encode()) if by_byte else 1),
        )
        for one in scorer.continuations(sample, target)
    )  # fmt: skip
    return [Trace(), Trace(continuations=equal)]


def _leaks(part: Part, sample: Sample, target: Target, place: Place) -> Iterator[Problem]:
    for text in leaked(part, sample, target):
        yield Problem(
            f"the answer `{text[:40]}` stands in the question of `{sample.id}`", *place,
            hint="say `answer_in_input = true` in the capability if that is meant",
        )  # fmt: skip


def declared_answers(
    environment: Environment, parts: dict[str, Part], services: Services = LOCAL
) -> Iterator[Problem]:
    """Check the answers that the author wrote down: gold must score the maximum, noop must fail."""
    for name, wanted in (("gold", True), ("noop", False)):
        path = f"checks/{name}.jsonl"
        if path not in environment.files.names():
            continue
        answers = list(read_answers(environment, path))
        pairs = {sample.id: (sample, target) for sample, target in environment.items("test")}
        for number, answer in answers:
            if answer.id is not None and answer.id not in pairs:
                yield Problem(f"`{answer.id}` is no sample of the test split", path, number)
                continue
            if answer.id is None and wanted:
                yield Problem("a gold answer names its sample in `id`", path, number)
                continue
            chosen = [pairs[answer.id]] if answer.id is not None else list(pairs.values())
            for sample, target in chosen:
                part = parts[sample.capability]
                row, severity = _row(part, sample, target, answer, services), severity_of(part)
                if row is not None and wanted and not _is_right(part, row):
                    message = f"gold answer to `{sample.id}` does not {_wanted(part)}"
                    yield Problem(message, path, number, severity=severity)
                if row is not None and not wanted and row.status == "pass":
                    message = f"noop answer to `{sample.id}` passes"
                    yield Problem(message, path, number, severity=severity)


def read_answers(environment: Environment, path: str) -> Iterator[tuple[int, DeclaredAnswer]]:
    """Read a file of declared answers with its lines."""
    return read_lines(environment, path, DeclaredAnswer)


def read_lines(environment: Environment, path: str, kind: type[Row]) -> Iterator[tuple[int, Row]]:
    """Read the rows of a file below `checks/` with their lines."""
    with environment.files.open(path) as stream:
        for number, line in numbered_lines(stream, environment.limits):
            yield number, parse_row(line, kind, path, number, environment.limits)


def _row(
    part: Part, sample: Sample, target: Target, answer: DeclaredAnswer, services: Services
) -> SampleRow | None:
    if part.harness.asks == "rank":
        return None  # a text is no trace of log-probabilities
    try:
        trace = trace_of(part, sample, target, answer.output, services, answer.calls)
        return judge(part, Item(sample, target), trace, services)
    except ServiceMissing:
        return None  # said once for the whole capability
