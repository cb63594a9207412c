"""Judge a run again by other rules, without its model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import NamedTuple

from envhub.attachments import seeds_of
from envhub.environment import Environment
from envhub.errors import IntegrityError
from envhub.evaluate import Part, judge, part_for, parts_of
from envhub.items import Item, capability_records, planned_items
from envhub.rescores import RescoreRecord, RescoreRow, write_rescore
from envhub.roles import differing, refuse_another
from envhub.run import Run, RunRecord, SampleRow, Status, open_run, scan_samples
from envhub.services import Services
from envhub.transcript import trace_of
from envhub.work import as_text

from .digests import environment_record, model_of, require_same
from .host import packages
from .services import HubServices

_OF_SCORERS = frozenset(("judge", "limit", "logprobs", "pattern", "scorer", "target"))
"""Causes that a scorer gives, so that another scoring may mend them."""


class Rescored(NamedTuple):
    """A run as it was judged again."""

    run: Run
    changed: tuple[str, ...]
    """How the rules differ, a sentence each; empty where they are the same."""
    moved: dict[tuple[Status, Status], int]
    """How many rollouts went from one status to another."""


def rescore(run: Run, environment: Environment, services: Services | None = None) -> Rescored:
    """Judge the rows of a run by an environment's scoring, into a new file of the run folder.

    Rows that were never measured stay invalid. Where the rules are those that the run is read by,
    nothing is written.

    Raises:
        UsageError: the run is of a data set.
        IntegrityError: the environment asks other questions than the run did.
        ServiceMissing: a scorer needs a sandbox or a judge that is not here.
    """
    if services is None:
        with closing(HubServices()) as own:
            return rescore(run, environment, own)
    first = run.first_record
    model_of(first)  # nothing else has answers to judge
    now = environment_record(environment, first.environment.split, first.environment.source)
    require_same(first.environment, now, scoring=False, doing=f"score run `{run.id}` again")
    if now.scoring_digest == run.record.environment.scoring_digest:
        return Rescored(run, (), {})
    services = services.within(environment.declaration.requires.surroundings)
    scorers = [one.scorer for one in environment.declaration.capability]
    differs = differing((one.pin for one in scorers if one.pin is not None), services)
    if not first.settings.other_judge:
        refuse_another(differs)
    for need in sorted({need for one in scorers for need in one.needs}):
        services.require(need)
    capabilities = capability_records(environment, first.settings)
    changed = tuple(_changes(run.record, environment))
    record = RescoreRecord(
        created_at=datetime.now(UTC).isoformat(timespec="microseconds"),
        environment=now,
        capabilities=capabilities,
        changed=changed,
        packages=packages(),
    )
    moved: Counter[tuple[Status, Status]] = Counter()

    def verdicts() -> Iterator[RescoreRow]:
        for row, again in _judged(run, environment, services):
            if row.status != again.status:
                moved[row.status, again.status] += 1
            yield RescoreRow.of(again)

    write_rescore(run.folder, record, verdicts())
    return Rescored(open_run(run.folder), changed, dict(moved))


def _judged(
    run: Run, environment: Environment, services: Services
) -> Iterator[tuple[SampleRow, SampleRow]]:
    """Stream each row with what it is judged to be now."""
    parts = parts_of(environment)
    items = {item.key: item for item in planned_items(environment, run.first_record.settings)}
    for row in scan_samples(run.folder):
        item = items.get((row.sample_id, row.epoch))
        if item is None:
            message = f"`{run.folder}` has a row of `{row.sample_id}`, which was not planned"
            raise IntegrityError(message)
        yield row, _again(part_for(parts, item.sample), item, row, services)


def _again(part: Part, item: Item, row: SampleRow, services: Services) -> SampleRow:
    sandboxed = row.cause == "sandbox" and not part.harness.needs
    if row.status == "invalid" and row.cause not in _OF_SCORERS and not sandboxed:
        return row
    seeds = {}
    if "workspace" in part.harness.needs:
        seeds = {path: as_text(data) for path, data in seeds_of(item.sample, part.files).items()}
    return judge(part, item, trace_of(row, seeds), services)


def _changes(before: RunRecord, environment: Environment) -> Iterator[str]:
    """Say what differs between the rules that a run is read by and an environment's."""
    known = {one.id: one for one in before.capabilities}
    some = False
    for one in environment.declaration.capability:
        old = known.get(one.id)
        if old is None:
            continue
        for name, was, now in (
            ("scorer", old.scorer, one.scorer.type),
            ("pass rule", old.pass_at, one.pass_rule),
            ("weight", old.weight, one.weight),
        ):
            if was != now:
                some = True
                yield f"{one.name}: {name} {was} → {now}"
    if not some:
        yield "the scorers' settings, or the targets, differ"
