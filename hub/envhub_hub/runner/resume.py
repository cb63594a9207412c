"""Go on with a run that stopped: nothing lost, and nothing asked twice."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from envhub.environment import Environment
from envhub.errors import IntegrityError
from envhub.evaluate import require_services
from envhub.items import Key
from envhub.model import Model, ModelIdentity
from envhub.run import Run, RunWriter, SampleRow, scan_samples
from envhub.services import Role, Services
from envhub.values import Frozen

from .digests import environment_record, model_of, require_same
from .limits import RunLimits, require_price
from .order import make_order
from .recording import OnRow, Recording
from .services import HubServices

_LOOSE = frozenset(("name", "revision", "device", "parameters"))
"""Of a model's identity: what may differ while the numbers are the same."""


class Resume(Frozen):
    """What is owed."""

    errors_only: bool = False
    """The rollouts that are invalid, instead of those that are missing."""
    limits: RunLimits = RunLimits()


def resume_run(
    run: Run,
    environment: Environment,
    model: Model,
    wanted: Resume | None = None,
    on_row: OnRow | None = None,
    services: Services | None = None,
) -> Run:
    """Run what is owed of a run into its own folder; returns the run.

    Raises:
        IntegrityError: the environment or the model is another than the run was of.
        UsageError: the run is of a data set, or another process is writing it.
        ServiceMissing, BackendError: as for a run from its beginning.
    """
    if services is None:
        with closing(HubServices()) as own:
            return resume_run(run, environment, model, wanted, on_row, own)
    wanted, record = wanted or Resume(), run.first_record
    known_model = model_of(record)
    now = environment_record(environment, record.environment.split)
    require_same(record.environment, now, scoring=True, doing=f"go on with run `{run.id}`")
    require_same_model(known_model, model.identity, f"go on with run `{run.id}`")
    known = record.price is not None or record.hourly_rate is not None
    require_price(wanted.limits, known=known, model=known_model.name)
    order = make_order(environment, model, record.settings, services)
    require_services(order.parts.values(), order.services, record.settings)
    _require_players(run, services)
    with RunWriter(run.folder) as writer:
        rows = scan_samples(run.folder)
        if wanted.errors_only:
            order = replace(order, only={_key(row) for row in rows if row.status == "invalid"})
        else:
            order = replace(order, done={_key(row) for row in rows})
        seconds = run.summary.seconds if run.summary is not None else 0.0
        return Recording(writer, record, wanted.limits, seconds).write(order, on_row)


def _require_players(run: Run, services: Services) -> None:
    """Refuse another judge, or another simulated user, than the run began with."""
    known: dict[Role, ModelIdentity | None] = {
        "judge": run.first_record.judge,
        "user": run.first_record.user,
    }
    for role, one in known.items():
        if one is not None:
            doing = f"go on with run `{run.id}` with another {role}"
            require_same_model(one, services.identity_of(role), doing)


def _key(row: SampleRow) -> Key:
    return row.sample_id, row.epoch


def require_same_model(known: ModelIdentity, now: ModelIdentity, doing: str) -> None:
    """Refuse a model that may give other numbers.

    Raises:
        IntegrityError: it names the first thing that differs.
    """
    if (why := other_model(known, now)) is not None:
        hint = "a run of another model is a run of its own: envhub rerun RUN --model …"
        raise IntegrityError(f"can't {doing}: {why}", hint=hint)


def other_model(known: ModelIdentity, now: ModelIdentity) -> str | None:
    """Say what tells two models apart, or None where they give the same numbers."""
    remote = known.weights_digest is None
    for field in ModelIdentity.model_fields:
        before, after = getattr(known, field), getattr(now, field)
        if field == "options":
            before, after = _told(before), _told(after)
        if before != after and (field not in _LOOSE or (field == "name" and remote)):
            return f"the model's {field.replace('_', ' ')} was {before}, and is {after} now"
    return None


def _told(options: dict[str, str]) -> dict[str, str]:
    # A server may change what it calls its own build at any moment; the report shows it.
    return {name: value for name, value in options.items() if name != "fingerprint"}
