"""Run an environment on a model into a run folder that survives whatever happens to it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from envhub.environment import Environment
from envhub.errors import EnvhubError, InvalidEnvironment, NotFound, Problem, near_miss
from envhub.evaluate import (
    Part,
    capability_records,
    part_for,
    parts_of,
    planned_items,
    require_services,
    rollout,
)
from envhub.manifest import Manifest, make_manifest
from envhub.model import Model
from envhub.run import (
    EnvironmentRecord,
    Run,
    RunRecord,
    RunSettings,
    RunWriter,
    SampleRow,
    Summary,
    open_run,
    scan_samples,
)
from envhub.services import Services
from envhub.tools.protocol import worded
from envhub.values import Frozen

from ..runs import new_id, valid_name
from .engine import Rollout, drive
from .host import hardware, packages
from .services import HubServices

OnRow = Callable[[SampleRow, int, int], None]
"""Called after each row is written, with the number of rows so far and of those planned."""


class RunPlace(Frozen):
    """Where a run goes and what it is called."""

    runs_folder: Path
    name: str | None = None
    context: str = "model inspection"
    step: int | None = None


def run_environment(
    environment: Environment,
    model: Model,
    settings: RunSettings,
    place: RunPlace,
    on_row: OnRow | None = None,
    services: Services | None = None,
) -> Run:
    """Run an environment; returns the finished run.

    `run.json` is written before the first request and every row as soon as it is known. When the
    run is interrupted or fails, the folder says so and keeps what was done, and the error goes on.

    Raises:
        NotFound: the split, or a sample that was asked for, does not exist.
        InvalidEnvironment: a row or a template that can't be read; no folder is made then.
        ServiceMissing: a sandbox or a model that the environment needs is not here; no folder is
            made then, and nothing is asked.
        BackendError: the model can't go on.
    """
    if services is None:
        with closing(HubServices()) as own:
            return run_environment(environment, model, settings, place, on_row, own)
    parts = parts_of(environment)
    _refuse_unknown(environment, parts, settings)
    require_services(parts.values(), services)
    record = make_record(environment, model, settings, place)
    started = time.monotonic()
    counts: Counter[str] = Counter()

    def summary(status: str, message: str | None = None) -> Summary:
        return Summary.model_validate(
            {
                "status": status,
                "ended_at": _stamp(_now()),
                "seconds": round(time.monotonic() - started, 3),
                "rows": sum(counts.values()),
                "passed": counts["pass"],
                "failed": counts["fail"],
                "invalid": counts["invalid"],
                "message": message,
            }
        )

    folder = place.runs_folder / record.id
    with RunWriter(folder, record) as writer:
        try:
            rollouts = _rollouts(environment, parts, settings, services)
            for row in drive(rollouts, worded(model)):
                writer.append(row)
                counts[row.status] += 1
                if on_row is not None:
                    on_row(row, sum(counts.values()), record.planned)
        except KeyboardInterrupt:
            writer.finish(summary("interrupted"))
            # Ctrl-C may come between the writing of a row and its counting: the file knows.
            counts = Counter(row.status for row in scan_samples(folder))
            writer.finish(summary("interrupted"))
            raise
        except Exception as error:
            # The folder must say how it ended, whatever ended it; a full disk may forbid even that.
            with suppress(EnvhubError):
                writer.finish(summary("failed", str(error)))
            raise
        writer.finish(summary("complete"))
    return open_run(folder)


def _rollouts(
    environment: Environment, parts: dict[str, Part], settings: RunSettings, services: Services
) -> Iterator[Rollout]:
    for sample, target in planned_items(environment, settings):
        yield rollout(part_for(parts, sample), sample, target, settings, services)


def _refuse_unknown(
    environment: Environment, parts: dict[str, Part], settings: RunSettings
) -> None:
    """Find out before anything is written that a sample, or its capability, does not exist."""
    known = set()
    for sample in environment.samples(settings.split):
        part_for(parts, sample)
        known.add(sample.id)
    missing = [one for one in settings.sample_ids if one not in known]
    if missing:
        names, near = ", ".join(f"`{one}`" for one in missing), near_miss(missing[0], known)
        raise NotFound(f"no sample {names} in split `{settings.split}`{near}")


def make_record(
    environment: Environment, model: Model, settings: RunSettings, place: RunPlace
) -> RunRecord:
    """Return `run.json` of a run that is about to start."""
    capabilities = capability_records(environment, settings)
    planned = sum(one.samples for one in capabilities)
    if not planned:
        raise InvalidEnvironment([Problem("there is no sample to run")])
    now, identity = _now(), model.identity
    step, context = place.step, place.context
    if step is None and "step" in identity.options:  # a checkpoint's, which its folder told
        step, context = int(identity.options["step"]), "training step"
    return RunRecord(
        id=new_id(now),
        name=valid_name(place.name) if place.name else None,
        created_at=_stamp(now),
        environment=_environment_record(environment, make_manifest(environment), settings.split),
        capabilities=capabilities,
        model=identity,
        context=context,
        step=step,
        settings=settings,
        planned=planned,
        packages=packages(),
        hardware=hardware(),
    )


def _environment_record(
    environment: Environment, manifest: Manifest, split: str
) -> EnvironmentRecord:
    return EnvironmentRecord(
        name=manifest.name,
        version=manifest.version,
        title=environment.declaration.title,
        digest=manifest.digest,
        data_digest=manifest.data_digest[split],
        harness_digest=manifest.harness_digest,
        scoring_digest=manifest.scoring_digest[split],
        split=split,
        samples=manifest.samples[split],
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
