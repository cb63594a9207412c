"""review: people grade samples, or say whose fault the failures of a run are."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from envhub.environment import Environment
from envhub.errors import RunError, UsageError
from envhub.manifest import make_manifest
from envhub.run import Run
from envhub.sample import Sample, Target

from .. import config
from ..runs import find_run, list_runs
from ..text import counted, sanitise
from .shared import (
    give_json,
    json_option,
    offline_option,
    open_target,
    registry_option,
    runs_option,
    say,
)

if TYPE_CHECKING:
    from ..review import Acceptance, SampleGrade, Suspect
    from ..review.grades import Verdict

VERDICTS: dict[str, Verdict] = {"m": "model error", "f": "item flaw", "u": "unclear"}


@click.command("review")
@click.argument("target", metavar="ENV|RUN")
@click.option("--failures", is_flag=True, help="Grade the failures of a run.")
@click.option("--reviewer", help="Who grades (default: the name of the user).")
@click.option("--reviews", metavar="FILE",
              help="Where grades of samples stand (default: beside ENV).")  # fmt: skip
@click.option("-n", "--limit", type=click.IntRange(min=1), help="At most so many now.")
@click.option("--summary", is_flag=True, help="Say what was found so far, and ask nothing.")
@registry_option
@offline_option
@runs_option
@json_option
def review_command(**options: Any) -> None:
    """Grade the samples of ENV from 1 to 5, or with --failures those that RUN failed at.

    \b
    Samples:   four numbers (correct, clear, answerable, relevant), or one for all: 5 4 5 5 · 5
    Failures:  m the model was wrong · f the item is flawed · u can't be told
    Both:      s skip · q stop; a later call goes on where this one ended
    """
    reviewer = options["reviewer"] or getpass.getuser()
    if options["failures"]:
        _review_failures(reviewer, options)
    else:
        _review_samples(reviewer, options)


def _review_samples(reviewer: str, options: dict[str, Any]) -> None:
    from ..review import acceptance_of, append_grade, sample_grades

    environment: Environment = open_target(options)
    if environment.declaration.kind != "model":
        raise UsageError(f"{environment.reference} has no samples: it is for data sets")
    path = Path(options["reviews"]) if options["reviews"] else _beside(environment, options)
    digest = make_manifest(environment).digest
    graded = sample_grades(path, digest)
    if not options["summary"]:
        done = {one.sample_id for one in graded if one.reviewer == reviewer}
        left = ((s, t) for s, t in environment.items() if s.id not in done)
        for sample, target in _at_most(left, options["limit"]):
            _show_sample(sample, target)
            numbers = _ask_grades()
            if numbers is None:
                break
            if numbers:
                append_grade(path, _grade(numbers, sample, digest, reviewer))
        graded = sample_grades(path, digest)
    found = acceptance_of(graded)
    if options["as_json"]:
        give_json(found.model_dump(mode="json") | {"rate": found.rate, "reviews": str(path)})
        return
    say(_said(found))
    say(f"grades: {path}")


def _beside(environment: Environment, options: dict[str, Any]) -> Path:
    """A file beside the folder or zip; for one of a registry, in the current folder."""
    path, version = Path(options["target"]), environment.declaration.version
    stem = f"{environment.declaration.slug}-{version}.reviews.jsonl"
    return path.resolve().parent / stem if path.exists() else Path(stem)


def _at_most(pairs: Any, limit: int | None) -> Iterator[Any]:
    for number, pair in enumerate(pairs):
        if limit is not None and number >= limit:
            return
        yield pair


def _grade(numbers: list[int], sample: Sample, digest: str, reviewer: str) -> SampleGrade:
    from ..review import CRITERIA, SampleGrade

    given = dict(zip(CRITERIA, numbers, strict=True))
    item = sample.metadata.get("item")
    return SampleGrade.model_validate(
        {
            "digest": digest,
            "sample_id": sample.id,
            "item": str(item) if item is not None else None,
            "reviewer": reviewer,
            "graded_at": _now(),
            **given,
        }
    )


def _show_sample(sample: Sample, target: Target) -> None:
    say()
    say(f"{sample.id} · {sample.capability}{f' · {sample.subtype}' if sample.subtype else ''}")
    if sample.context:
        say(sanitise(sample.context))
        say()
    say(sanitise(sample.question))
    for number, choice in enumerate(sample.choices or ()):
        mark = "*" if number in target.targets else " "
        say(f"  {mark} {chr(ord('A') + number)}. {sanitise(choice)}")
    if sample.choices is None:
        say(f"  answer: {sanitise('; '.join(map(str, target.targets)) or str(target.data))}")


def _ask_grades() -> list[int] | None:
    """Ask until the answer is grades; empty: skip; None: stop."""
    while True:
        words = click.prompt("grades", err=True, default="s", show_default=False).split()
        if words == ["q"]:
            return None
        if words == ["s"]:
            return []
        if len(words) in (1, 4) and all(word in "12345" and len(word) == 1 for word in words):
            return [int(word) for word in (words * 4 if len(words) == 1 else words)]
        say("four numbers from 1 to 5, or one for all four; s skips, q stops")


def _said(found: Acceptance) -> str:
    if found.rate is None:
        return "no sample was graded yet"
    interval = found.interval
    ends = f" [{100 * interval.low:.1f}, {100 * interval.high:.1f}]" if interval else ""
    who = counted(len(found.reviewers), "reviewer")
    said = (f"accepted: {found.accepted} of {counted(found.reviewed, 'sample')}, "
            f"{100 * found.rate:.1f} %{ends}, by {who}")  # fmt: skip
    if found.agreement is not None:
        said += f"; they agree on {100 * found.agreement:.1f} % of pairs"
    return said


def _review_failures(reviewer: str, options: dict[str, Any]) -> None:
    from ..review import AUDIT, RowGrade, append_grade, audit_of, row_grades, suspects

    folder = config.runs_folder(options["runs_dir"])
    run = find_run(options["target"], folder)
    path = Path(run.folder) / AUDIT
    if not options["summary"]:
        done = {(one.sample_id, one.epoch) for one in row_grades(path) if one.reviewer == reviewer}
        queue = suspects(run, _of_other_models(run, list_runs(folder)))
        left = (one for one in queue if (one.row.sample_id, one.row.epoch) not in done)
        for suspect in _at_most(left, options["limit"]):
            _show_suspect(suspect)
            key = click.prompt("verdict", err=True, type=click.Choice([*VERDICTS, "s", "q"]))
            if key == "q":
                break
            if key in VERDICTS:
                row = suspect.row
                append_grade(path, RowGrade(sample_id=row.sample_id, epoch=row.epoch,
                                            reviewer=reviewer, verdict=VERDICTS[key],
                                            graded_at=_now()))  # fmt: skip
    found = audit_of(run)
    if options["as_json"]:
        give_json(found.model_dump(mode="json") if found else None)
        return
    say(found.said if found else "no failure was looked at yet")


def _of_other_models(run: Run, runs: list[Run]) -> list[Run]:
    """The runs that asked other models the same."""
    mine = run.record.environment
    if run.record.dataset is not None:
        raise RunError(f"run `{run.id}` is of a data set: nothing was answered")
    return [
        one
        for one in runs
        if one.id != run.id
        and one.record.environment.data_digest == mine.data_digest
        and one.record.environment.harness_digest == mine.harness_digest
        and one.record.subject != run.record.subject
    ]


def _show_suspect(suspect: Suspect) -> None:
    row = suspect.row
    say()
    say(f"{row.sample_id} · {row.capability}" + (f" · {row.subtype}" if row.subtype else ""))
    for reason in suspect.reasons:
        say(f"  ! {sanitise(reason)}")
    say(sanitise(row.question))
    say(f"  target: {sanitise(row.target)}")
    say(f"  output: {sanitise(row.output[:2_000])}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
