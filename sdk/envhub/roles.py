"""Models beside the measured one: whether the judge is the one that was validated, and its cost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from pydantic import Field

from .errors import Refused
from .model import Generate, ModelIdentity, Reply, Spent
from .services import Role, ServiceMissing, Services
from .values import Frozen


class ModelPin(Frozen):
    """The model that a rubric was validated with; what is None is left open."""

    name: str = Field(min_length=1, max_length=300)
    """provider/name, as a run names it."""
    revision: str | None = None
    weights_digest: str | None = None
    params: dict[str, str] = Field(default_factory=dict)
    """What else must be as it was: of the identity's own fields, such as `dtype`, or of its
    options, such as `host` or `fingerprint`."""

    def differences(self, identity: ModelIdentity) -> tuple[str, ...]:
        """Say where a model is another one than this."""
        wanted = {"name": self.name, "revision": self.revision,
                  "weights_digest": self.weights_digest, **self.params}  # fmt: skip
        known = {**identity.model_dump(mode="json", exclude={"options"}), **identity.options}
        return tuple(
            f"{key} is {_told(known.get(key))}, not `{one}`"
            for key, one in wanted.items()
            if one is not None and str(known.get(key)) != one
        )


def _told(value: object) -> str:
    return "unknown" if value is None else f"`{value}`"


def differing(pins: Iterable[ModelPin], services: Services) -> tuple[str, ...]:
    """Say where the judge of a run differs from those that are pinned.

    Raises:
        ServiceMissing: there is none; the hint names the pinned one.
    """
    wanted = tuple(pins)
    if not wanted:
        return ()
    identity = judge_of(services, wanted[0])
    return tuple(dict.fromkeys(one for pin in wanted for one in pin.differences(identity)))


def judge_of(services: Services, pin: ModelPin) -> ModelIdentity:
    """Return who judges.

    Raises:
        ServiceMissing: nobody does; the hint names the model that is pinned.
    """
    try:
        return services.identity_of("judge")
    except ServiceMissing as error:
        hint = f"`--judge {pin.name}` names the one that the environment pins"
        raise ServiceMissing("judge", error.message, hint=hint) from error


def refuse_another(differences: tuple[str, ...]) -> None:
    """Refuse a judge that was not validated.

    Raises:
        Refused: there are differences.
    """
    if differences:
        said = "; ".join(differences)
        raise Refused(
            f"the judge is another than the environment pins: {said}",
            hint="`--other-judge` judges with it all the same, and the run says so",
        )


class Meter:
    """Services that count what asking other models costs."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.spent: Spent | None = None
        """None until something is asked."""

    @classmethod
    def on(cls, services: Services) -> tuple[Services, Meter]:
        """Return the services, and what counts them."""
        meter = cls(services)
        return cast("Services", meter), meter

    def ask(self, role: Role, request: Generate) -> Reply:
        """Ask, and count."""
        reply = self._services.ask(role, request)
        one = Spent.of(reply)
        self.spent = one if self.spent is None else self.spent + one
        return reply

    def __getattr__(self, name: str) -> Any:
        return getattr(self._services, name)  # everything else is theirs
