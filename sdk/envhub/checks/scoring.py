"""Does the right answer score the maximum, and does no answer score nothing?"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from ..environment import Environment, parse_row
from ..errors import Problem
from ..evaluate import Part, judge
from ..model import Continuation
from ..run import SampleRow
from ..sample import Sample, Target
from ..scorers.extract import normalise
from ..trace import Trace
from ..values import Frozen

OFF_FORMAT = ("", " \n\t", "?!", "zxqv " * 40, "<html></html>", "```\n```", "\x00\ufffd\u202e")
"""Answers to nothing."""
MAX_WORD = 200
"""A longer answer that stands in a question can't do so by chance, inside another word."""
_FOLD = ("case", "space", "punctuation")
Place = tuple[str, int]


class DeclaredAnswer(Frozen):
    """A row of `checks/*.jsonl`: an answer, to one sample or to all."""

    id: str | None = None
    output: str = Field(max_length=100_000)


def problems(part: Part, sample: Sample, target: Target, place: Place) -> Iterator[Problem]:
    """Check one sample with its scorer: gold, nothing, determinism, leakage."""
    scorer = part.capability.scorer
    golds = scorer.gold(sample, target)
    for trace in golds:
        row = judge(part, sample, target, trace)
        if not _is_maximum(row):
            got = row.message if row.status == "invalid" else f"{row.score:.3f}, {row.status}"
            message = f"the right answer to `{sample.id}` does not score the maximum: {got}"
            yield Problem(message, *place)
        if judge(part, sample, target, trace) != row:
            yield Problem(f"scoring `{sample.id}` twice gives two verdicts", *place)
    for nothing in _nothing(part, sample, target):
        row = judge(part, sample, target, nothing)
        if row.status == "pass":
            said = repr(nothing.output[:20]) if not nothing.continuations else "equal probabilities"
            yield Problem(f"`{sample.id}` passes on {said}, which is no answer", *place)
    if scorer.free_text and not part.capability.answer_in_input:
        yield from _leaks(sample, target, place)


def _is_maximum(row: SampleRow) -> bool:
    return row.status == "pass" and row.score is not None and row.score >= 1 - 1e-9


def _nothing(part: Part, sample: Sample, target: Target) -> list[Trace]:
    if part.harness.asks == "generate":
        return [Trace(output=text) for text in OFF_FORMAT]
    scorer = part.capability.scorer
    by_byte = getattr(scorer, "normalize", "raw") == "byte"
    equal = tuple(
        Continuation(
            text=one, tokens=1, greedy=False,
            logprob=-5.0 * max(1, len(one.encode()) if by_byte else 1),
        )
        for one in scorer.continuations(sample, target)
    )  # fmt: skip
    return [Trace(), Trace(continuations=equal)]


def _leaks(sample: Sample, target: Target, place: Place) -> Iterator[Problem]:
    texts = [one.content for one in sample.messages or ()] or [sample.question]
    asked = f" {normalise(' '.join(texts), _FOLD)} "
    for text in target.targets:
        if not isinstance(text, str):
            continue
        folded = normalise(text, _FOLD)
        if folded and _stands_in(folded, asked):
            yield Problem(
                f"the answer `{text[:40]}` stands in the question of `{sample.id}`", *place,
                hint="say `answer_in_input = true` in the capability if that is meant",
            )  # fmt: skip


def _stands_in(word: str, text: str) -> bool:
    if len(word) > MAX_WORD:
        return word in text
    start = text.find(word)
    while start >= 0:
        before, after = text[start - 1], text[start + len(word)]
        if not (before.isalnum() and word[0].isalnum()) and not (
            after.isalnum() and word[-1].isalnum()
        ):
            return True
        start = text.find(word, start + 1)
    return False


def declared_answers(environment: Environment, parts: dict[str, Part]) -> Iterator[Problem]:
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
                row = _row(parts[sample.capability], sample, target, answer)
                if row is not None and wanted and not _is_maximum(row):
                    message = f"gold answer to `{sample.id}` does not score the maximum"
                    yield Problem(message, path, number)
                if row is not None and not wanted and row.status == "pass":
                    yield Problem(f"noop answer to `{sample.id}` passes", path, number)


def read_answers(environment: Environment, path: str) -> Iterator[tuple[int, DeclaredAnswer]]:
    """Read a file of declared answers with its lines."""
    with environment.files.open(path) as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield number, parse_row(line, DeclaredAnswer, path, number)


def _row(part: Part, sample: Sample, target: Target, answer: DeclaredAnswer) -> SampleRow | None:
    if part.harness.asks == "rank":
        return None  # a text is no trace of log-probabilities
    return judge(part, sample, target, Trace(output=answer.output))
