"""Did the same model say the same again? Two runs of one environment, held side by side."""

from __future__ import annotations

from typing import NamedTuple

from envhub.run import Run, SampleRow, scan_samples
from envhub.transcript import continuations_of

from .digests import model_of
from .resume import other_model

SHOWN = 40
"""Characters of an output that are shown from where it differs."""
CLOSE = 1e-4
"""How far log-probabilities of the same model may differ between two runs, in nats."""


class Repeat(NamedTuple):
    """What two runs of the same prompts have in common."""

    rows: int
    """Rollouts that both have."""
    same: int
    """Of these, those with the same output."""
    other: str | None
    """What tells the models apart; None where they should give the same."""
    first: str | None
    """The first difference of an output, in words."""


def compare_outputs(before: Run, after: Run) -> Repeat:
    """Compare the outputs of two runs, rollout by rollout, in the order of the first.

    Raises:
        UsageError: one of them is of a data set.
    """
    models = model_of(before.record), model_of(after.record)
    again = {(row.sample_id, row.epoch): row for row in scan_samples(after.folder)}
    rows = same = 0
    first: str | None = None
    for row in scan_samples(before.folder):
        other = again.get((row.sample_id, row.epoch))
        if other is None:
            continue
        rows += 1
        difference = _difference(row, other)
        same += difference is None
        first = first or difference
    return Repeat(rows, same, other_model(*models), first)


def _difference(row: SampleRow, other: SampleRow) -> str | None:
    where = f"`{row.sample_id}`" + (f", epoch {row.epoch}" if row.epoch else "")
    if row.prompt != other.prompt:
        return f"{where}: the prompts differ"
    if row.output != other.output:
        pairs = enumerate(zip(row.output, other.output, strict=False))
        shorter = min(len(row.output), len(other.output))
        place = next((at for at, (was, now) in pairs if was != now), shorter)
        was, now = (one.output[place : place + SHOWN] for one in (row, other))
        return f"{where}, from character {place}: {was!r} before, {now!r} now"
    if row.continuations != other.continuations and (far := _far(row, other)) is not None:
        return f"{where}: {far}"
    if (row.status == "invalid") != (other.status == "invalid"):
        return f"{where}: {row.cause or row.status} before, {other.cause or other.status} now"
    return None


def _far(row: SampleRow, other: SampleRow) -> str | None:
    """Say which log-probabilities differ by more than rounding."""
    before, after = continuations_of(row), continuations_of(other)
    if [one.text for one in before] != [one.text for one in after]:
        return "other continuations were ranked"
    for was, now in zip(before, after, strict=True):
        if abs(was.logprob - now.logprob) > CLOSE:
            return f"ln p({was.text!r:.40}) was {was.logprob:.4f}, and is {now.logprob:.4f} now"
    return None
