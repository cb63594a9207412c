"""Measure a data set into a run folder: `run.json` first, then one row a dimension.

The rows of the table are read once, for all dimensions; the folder holds figures and none of the
texts.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from envhub.dataset import Table
from envhub.environment import Environment
from envhub.errors import DatasetError, EnvhubError
from envhub.manifest import ROWS, make_manifest
from envhub.measure import dimension_records, measure, require_columns
from envhub.run import (
    EnvironmentRecord,
    Run,
    RunRecord,
    RunSettings,
    RunWriter,
    SampleRow,
    Summary,
    open_run,
)

from ..runs import new_id, valid_name
from .host import hardware, packages
from .run_environment import RunPlace

OnRows = Callable[[int, int], None]
"""Called now and then with the number of rows so far and of those there are."""


def run_dataset(
    environment: Environment,
    table: Table,
    place: RunPlace,
    seed: int = 0,
    on_rows: OnRows | None = None,
) -> Run:
    """Measure an environment of kind `dataset` on a table; returns the finished run.

    Raises:
        UsageError: the environment asks models, or reads a column that was not named.
        InvalidEnvironment: a file that an estimator reads is missing, or does not suffice.
        DatasetError: the table has no row, or can't be read to its end.
    """
    require_columns(environment, table)
    known = table.identity
    if not known.rows:
        left = f"{known.filter!r} leaves none of {known.total_rows:,} rows of `{known.name}`"
        raise DatasetError(left if known.filter else f"`{known.name}` has no row")
    record = make_record(environment, table, place, seed)
    started = time.monotonic()
    rows: list[SampleRow] = []

    def summary(status: str, message: str | None = None) -> Summary:
        counts = Counter(row.status for row in rows)
        return Summary.model_validate(
            {
                "status": status,
                "ended_at": _stamp(datetime.now(UTC)),
                "seconds": round(time.monotonic() - started, 3),
                "rows": len(rows),
                "passed": counts["pass"],
                "failed": counts["fail"],
                "invalid": counts["invalid"],
                "message": message,
            }
        )

    def told(count: int) -> None:
        if on_rows is not None:
            on_rows(count, known.rows)

    folder = place.runs_folder / record.id
    with RunWriter(folder, record) as writer:
        try:
            found = measure(environment, table, seed, told)
            for row in found:
                writer.append(row)
                rows.append(row)
        except KeyboardInterrupt:
            writer.finish(summary("interrupted"))
            raise
        except Exception as error:
            # The folder must say how it ended, whatever ended it; a full disk may forbid even that.
            with suppress(EnvhubError):
                writer.finish(summary("failed", str(error)))
            raise
        writer.finish(summary("complete"))
    return open_run(folder)


def make_record(environment: Environment, table: Table, place: RunPlace, seed: int) -> RunRecord:
    """Return `run.json` of a data set that is about to be measured."""
    dimensions = dimension_records(environment)
    manifest = make_manifest(environment)
    now = datetime.now(UTC)
    return RunRecord(
        id=new_id(now),
        name=valid_name(place.name) if place.name else None,
        rows="dimensions",
        created_at=_stamp(now),
        environment=EnvironmentRecord(
            name=manifest.name,
            version=manifest.version,
            title=environment.declaration.title,
            digest=manifest.digest,
            data_digest="",
            harness_digest=manifest.harness_digest,
            scoring_digest=manifest.scoring_digest[ROWS],
            split=ROWS,
            samples=0,
            source=place.source,
        ),
        capabilities=dimensions,
        dataset=table.identity,
        context="data inspection",
        settings=RunSettings(seed=seed, split=ROWS),
        planned=len(dimensions),
        packages=packages(),
        hardware=hardware(),
    )


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
