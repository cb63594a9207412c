"""The shards of one run, brought together into a run of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from envhub.errors import Refused, UsageError
from envhub.run import (
    CapabilityRecord,
    Run,
    RunRecord,
    RunSettings,
    RunWriter,
    Summary,
    open_run,
    scan_samples,
)

from ..runs import new_id, valid_name
from .digests import model_of
from .limits import cost_of_run
from .recording import Tally
from .resume import other_model


def merge_runs(runs: Sequence[Run], runs_folder: Path, name: str | None = None) -> Run:
    """Write the rows of all shards of a run into a new run folder; returns it.

    Raises:
        UsageError: a run is of a data set or no shard, one is missing or given twice.
        Refused: they are not of one run: it names what differs; or one is not finished.
    """
    shards = _in_order(runs)
    first = shards[0].first_record
    for run in shards[1:]:
        if (why := _differs(first, run.first_record)) is not None:
            raise Refused(f"runs `{first.id}` and `{run.id}` are not of one run: {why}")
    for run in shards:
        if run.summary is None or run.summary.status != "complete":
            hint = f"envhub resume {run.id}"
            raise Refused(f"shard {run.first_record.settings.shard} is not finished", hint=hint)
    record = _record([run.first_record for run in shards], name)
    with RunWriter(runs_folder / record.id, record) as writer:
        for run in shards:
            for row in scan_samples(run.folder):
                writer.append(row)
        tally = Tally.of(writer.folder)
        ends = [run.summary for run in shards if run.summary is not None]
        seconds = round(sum(one.seconds for one in ends), 3)
        writer.finish(
            Summary(
                status="complete",
                ended_at=max(one.ended_at for one in ends),
                seconds=seconds,
                rows=tally.rows,
                passed=tally.statuses["pass"],
                failed=tally.statuses["fail"],
                invalid=tally.statuses["invalid"],
                input_tokens=tally.input_tokens,
                output_tokens=tally.output_tokens,
                cost=cost_of_run(seconds, record.hourly_rate, tally.cost),
                message=f"merged from {len(shards)} shards; seconds are the sum of theirs",
            )
        )
    return open_run(runs_folder / record.id)


def _in_order(runs: Sequence[Run]) -> list[Run]:
    """The shards by their number, each there once."""
    found: dict[int, Run] = {}
    count = 0
    for run in runs:
        model_of(run.first_record)  # a data set has no shards
        shard = run.first_record.settings.shard
        if shard is None:
            hint = "`envhub run … --shard 1/8` makes the first of eight"
            raise UsageError(f"run `{run.id}` is no shard", hint=hint)
        if shard.index in found:
            raise UsageError(f"shard {shard} was given twice: {found[shard.index].id}, {run.id}")
        found[shard.index] = run
        count = max(count, shard.count)
    missing = [str(one) for one in range(1, count + 1) if one not in found]
    if missing:
        few = ", ".join(missing[:8]) + (" …" if len(missing) > 8 else "")
        raise UsageError(f"of {count} shards, {len(missing)} are missing: {few}")
    return [found[one] for one in sorted(found)]


def _differs(one: RunRecord, other: RunRecord) -> str | None:
    """Say what tells the records of two shards apart, or None."""
    mine, theirs = one.settings.shard, other.settings.shard
    if mine is not None and theirs is not None and mine.count != theirs.count:
        return f"one is of {mine.count} shards, the other of {theirs.count}"
    before, after = (record.environment.digest for record in (one, other))
    if before != after:
        return f"the environment is {before} and {after}"
    if (why := other_model(model_of(one), model_of(other))) is not None:
        return why
    for field in RunSettings.model_fields:
        before, after = (getattr(record.settings, field) for record in (one, other))
        if before != after and field != "shard":
            return f"`{field.replace('_', ' ')}` is {before} and {after}"
    return None


def _record(records: Sequence[RunRecord], name: str | None) -> RunRecord:
    first = records[0]
    planned: Counter[str] = Counter()
    known: dict[str, CapabilityRecord] = {}
    for record in records:
        for one in record.capabilities:
            planned[one.id] += one.samples
            known.setdefault(one.id, one)
    return first.model_copy(
        update={
            "id": new_id(datetime.now(UTC)),
            "name": valid_name(name) if name else None,
            "created_at": min(record.created_at for record in records),
            "capabilities": tuple(
                one.model_copy(update={"samples": planned[one.id]}) for one in known.values()
            ),
            "settings": first.settings.model_copy(update={"shard": None}),
            "planned": sum(record.planned for record in records),
        }
    )
