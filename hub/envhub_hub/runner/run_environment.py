"""Run an environment on a model into a run folder that survives whatever happens to it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import Field

from envhub.environment import Environment
from envhub.errors import InvalidEnvironment, Problem
from envhub.evaluate import require_services
from envhub.items import capability_records, count_items
from envhub.model import Model
from envhub.run import LoadRecord, PriceRecord, Run, RunRecord, RunSettings, RunWriter
from envhub.services import Role, Services
from envhub.values import Frozen

from ..backends.prices import Price
from ..runs import new_id, valid_name
from .digests import environment_record
from .host import hardware, packages
from .limits import RunLimits, require_price
from .order import Order, make_order
from .recording import OnRow, Recording
from .services import HubServices


class RunPlace(Frozen):
    """Where a run goes, what it is called, and what is known of it beside its settings."""

    runs_folder: Path
    name: str | None = None
    context: str = "model inspection"
    step: int | None = None
    source: str | None = None
    """Where the environment was opened from."""
    load: LoadRecord | None = None
    """How the model was loaded; None: it was in memory."""
    hourly_rate: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """US dollars that an hour of this machine costs."""
    limits: RunLimits = RunLimits()


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
    A limit that is reached ends the run, which then says `limited`.

    Raises:
        NotFound: the split, or a sample that was asked for, does not exist.
        InvalidEnvironment: a row or a template that can't be read; no folder is made then.
        ServiceMissing: a sandbox or a model that the environment needs is not here; no folder is
            made then, and nothing is asked.
        UsageError: a limit on a cost that nobody knows.
        Refused: the judge is another than the environment pins; no folder is made then either.
        BackendError: the model can't go on.
    """
    if services is None:
        with closing(HubServices()) as own:
            return run_environment(environment, model, settings, place, on_row, own)
    order = make_order(environment, model, settings, services)
    record = make_record(environment, model, settings, place)
    differs = require_services(order.parts.values(), order.services, settings)
    record = record.model_copy(update={**_played(order, services), "judge_differs": differs})
    with RunWriter(place.runs_folder / record.id, record) as writer:
        return Recording(writer, record, place.limits).write(order, on_row)


def make_record(
    environment: Environment, model: Model, settings: RunSettings, place: RunPlace
) -> RunRecord:
    """Return `run.json` of a run that is about to start."""
    count = count_items(environment, settings)
    if not count.rollouts:
        raise InvalidEnvironment([Problem("there is no sample to run")])
    identity, price = model.identity, price_of(model)
    known = price is not None or place.hourly_rate is not None
    require_price(place.limits, known=known, model=identity.name)
    step, context = place.step, place.context
    if step is None and "step" in identity.options:  # a checkpoint's, which its folder told
        step, context = int(identity.options["step"]), "training step"
    now = datetime.now(UTC)
    return RunRecord(
        id=new_id(now),
        name=valid_name(place.name) if place.name else None,
        created_at=f"{now:%Y-%m-%dT%H:%M:%SZ}",
        environment=environment_record(environment, settings.split, place.source),
        capabilities=capability_records(environment, settings, count),
        model=identity,
        context=context,
        step=step,
        load=place.load,
        settings=settings,
        planned=count.rollouts,
        price=price,
        hourly_rate=place.hourly_rate,
        packages=packages(),
        hardware=hardware(),
    )


def _played(order: Order, services: Services) -> dict[str, Any]:
    """The models that play a part beside the measured one."""
    needs = {need for part in order.parts.values() for need in part.needs}
    roles: tuple[Role, ...] = ("judge", "user")
    return {role: services.identity_of(role) for role in roles if role in needs}


def price_of(model: Model) -> PriceRecord | None:
    """Return what the tokens of a model cost; None where that is unknown, or it is local."""
    price = getattr(model, "price", None)
    if not isinstance(price, Price):
        return None
    return PriceRecord(
        input=price.input, output=price.output, date=str(price.date), source=price.source
    )
