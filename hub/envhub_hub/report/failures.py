"""The samples that did not pass: what was asked, what was read out of the answer, and why.

Texts are shortened and safe to show; the whole of them is in the JSON export.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from envhub.errors import NotFound, near_miss
from envhub.run import CapabilityRecord, Run, SampleRow
from envhub.values import Frozen

from ..text import one_line

QUESTION, ANSWER = 300, 160


class FailedSample(Frozen):
    """One rollout that failed or is invalid."""

    sample_id: str
    epoch: int
    capability: str
    title: str
    status: Literal["fail", "invalid"]
    score: float | None
    """0 to 1, as it was recorded."""
    question: str
    answer: str | None
    """What was extracted from the output; of log-probabilities, the most probable choice."""
    targets: tuple[str, ...]
    output: str
    why: str


def failed_samples(run: Run, capability: str | None = None) -> Iterator[FailedSample]:
    """Stream the samples that did not pass.

    Raises:
        NotFound: the run has no such capability.
    """
    known = {one.id: one for one in run.record.capabilities}
    if capability is not None and capability not in known:
        raise NotFound(f"no capability `{capability}` in this run{near_miss(capability, known)}")
    for row in run.rows():
        if row.status == "pass" or row.capability not in known:
            continue
        if capability is None or row.capability == capability:
            yield _failed(row, known[row.capability])


def _failed(row: SampleRow, record: CapabilityRecord) -> FailedSample:
    answer = _answer(row, record)
    return FailedSample(
        sample_id=one_line(row.sample_id),
        epoch=row.epoch,
        capability=one_line(row.capability, 80),
        title=one_line(record.title, 80) or one_line(row.capability, 80),
        status="invalid" if row.status == "invalid" else "fail",
        score=row.score,
        question=one_line(row.question, QUESTION),
        answer=None if answer is None else one_line(answer, ANSWER),
        targets=tuple(one_line(str(one), ANSWER) for one in _listed(row.target)[:5]),
        output=one_line(row.output, QUESTION),
        why=_why(row, record, answer),
    )


def _answer(row: SampleRow, record: CapabilityRecord) -> str | None:
    """What the model answered; the scorer of a probability records the target itself."""
    if record.pass_at != "rank1":
        return row.scores[0].answer if row.scores else None
    ranked = [one for one in _listed(row.continuations) if isinstance(one, dict)]
    if len(ranked) < 2:
        return None
    best = max(ranked, key=lambda one: _logprob(one))
    return str(best.get("text", ""))


def _logprob(continuation: dict[str, Any]) -> float:
    value = continuation.get("logprob")
    return float(value) if isinstance(value, int | float) else float("-inf")


def _why(row: SampleRow, record: CapabilityRecord, answer: str | None) -> str:
    if row.status == "invalid":
        cause = one_line(row.cause or "unknown", 40)
        return f"{cause}: {one_line(row.message, 240)}" if row.message else cause
    explanation = row.scores[0].explanation if row.scores else None
    reasons = []
    if record.pass_at == "rank1":
        reasons.append("the target does not rank first")
    elif record.graded and row.score is not None:
        reasons.append(f"score {row.score:.2f}, a pass needs {record.pass_at:g}")
    elif not explanation:
        reasons.append(
            "no answer was found in the output"
            if answer is None
            else "the answer is not the target"
        )
    if explanation:
        reasons.append(one_line(explanation, 240))
    if row.stop_reason == "length":
        reasons.append("the output was cut at the token limit")
    return "; ".join(reasons)


def _listed(text: str) -> list[Any]:
    """The JSON list in a text; a text that holds none is its only entry."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return [text]
    return value if isinstance(value, list) else [value]
