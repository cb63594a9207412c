"""Whose fault a failure is: which failures to look at first, and what share of them a person saw.

A sample is suspect where every model fails it, where weaker models pass it and stronger ones do
not, and where most models give one and the same other answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from envhub.run import Run, SampleRow
from envhub.values import Frozen

from ..text import counted
from .grades import RowGrade, row_grades

AUDIT = "audit.jsonl"
"""Beside the rows in a run folder."""
LEAST_RUNS = 3
"""Of which a majority can dispute a target, and a sample can tell strong from weak."""


class Suspect(Frozen):
    """A failing rollout, with what speaks against its sample."""

    row: SampleRow
    reasons: tuple[str, ...]


class Audit(Frozen):
    """What people found out about the failures of a run."""

    failures: int
    audited: int
    """Failures that somebody graded."""
    flaws: int
    """Of those: failures that most reviewers call a flaw of the item."""
    unclear: int

    @property
    def said(self) -> str:
        """The audited share, in a sentence for a card."""
        share = f"{self.audited} of {self.failures} failures were looked at by a person"
        if not self.audited:
            return share
        return f"{share}: {counted(self.flaws, 'flawed sample')}, {self.unclear} unclear"


def suspects(run: Run, others: Iterable[Run] = ()) -> list[Suspect]:
    """Return the failures of a run, the most suspect first.

    Args:
        run: the run whose failures are audited.
        others: runs of the same samples on other models.
    """
    runs = [{(row.sample_id, row.epoch): row for row in one.rows()} for one in (run, *others)]
    strength = [_strength(rows.values()) for rows in runs]
    found = [
        Suspect(row=row, reasons=_reasons(key, row, runs, strength))
        for key, row in runs[0].items()
        if row.status == "fail"
    ]
    return sorted(found, key=lambda one: -len(one.reasons))


def audit_of(run: Run) -> Audit | None:
    """Return what was found out about a run's failures; None where nobody looked."""
    path = Path(run.folder) / AUDIT
    grades = row_grades(path)
    if not grades:
        return None
    failures = {(row.sample_id, row.epoch) for row in run.rows() if row.status == "fail"}
    verdicts: dict[tuple[str, int], list[RowGrade]] = {}
    for one in grades:
        if (one.sample_id, one.epoch) in failures:
            verdicts.setdefault((one.sample_id, one.epoch), []).append(one)
    most = Counter(_most(given) for given in verdicts.values())
    return Audit(
        failures=len(failures),
        audited=len(verdicts),
        flaws=most["item flaw"],
        unclear=most["unclear"],
    )


def _most(given: Sequence[RowGrade]) -> str:
    """The verdict of most reviewers; where two are as many, it is unclear."""
    (first, count), *rest = Counter(one.verdict for one in given).most_common()
    return "unclear" if rest and rest[0][1] == count else first


def _strength(rows: Iterable[SampleRow]) -> float:
    scores = [row.score for row in rows if row.score is not None]
    return sum(scores) / len(scores) if scores else 0.0


def _reasons(
    key: tuple[str, int],
    row: SampleRow,
    runs: Sequence[dict[tuple[str, int], SampleRow]],
    strength: Sequence[float],
) -> tuple[str, ...]:
    same = [(rows[key], strong) for rows, strong in zip(runs, strength, strict=True) if key in rows]
    judged = [(one, strong) for one, strong in same if one.status in ("pass", "fail")]
    if len(judged) < LEAST_RUNS:
        return ()
    passed = [strong for one, strong in judged if one.status == "pass"]
    failed = [strong for one, strong in judged if one.status == "fail"]
    found = []
    if not passed:
        found.append(f"all {len(judged)} models fail it")
    elif sum(passed) / len(passed) < sum(failed) / len(failed):
        found.append("weaker models pass it and stronger ones fail")
    answers = Counter(answer for one, _ in judged if (answer := answer_of(one)))
    if answers:
        answer, count = answers.most_common(1)[0]
        if 2 * count > len(judged) and answer == answer_of(row):
            found.append(f"{count} of {len(judged)} models answer `{answer[:60]}`")
    return tuple(found)


def answer_of(row: SampleRow) -> str | None:
    """Return what was read out of a rollout, folded so that answers can be counted."""
    answer = next((one.answer for one in row.scores if one.answer), None)
    return " ".join(answer.casefold().split()) if answer else None
