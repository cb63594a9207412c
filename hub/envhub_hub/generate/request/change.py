"""One change of a benchmark, as a value: what `generate --from` takes from a sentence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from envhub.values import Frozen

from .value import Wish


class Add(Frozen):
    """More samples of a capability, or a new one."""

    type: Literal["add"] = "add"
    wish: Wish


class Drop(Frozen):
    """A capability is left out."""

    type: Literal["drop"] = "drop"
    id: str


class Harder(Frozen):
    """The difficulty goes up."""

    type: Literal["harder"] = "harder"
    id: str | None = None
    """None: of every capability."""


class Easier(Frozen):
    """The difficulty goes down."""

    type: Literal["easier"] = "easier"
    id: str | None = None
    """None: of every capability."""


class Resize(Frozen):
    """Another number of samples: a count, or so many times as many as there are."""

    type: Literal["resize"] = "resize"
    id: str | None = None
    """None: of each capability."""
    count: int | None = Field(default=None, ge=1)
    factor: float | None = Field(default=None, gt=0)


class Weigh(Frozen):
    """Another share in the overall score."""

    type: Literal["weigh"] = "weigh"
    id: str
    weight: float = Field(gt=0)


class Threshold(Frozen):
    """Another pass rate that must be reached."""

    type: Literal["threshold"] = "threshold"
    id: str | None = None
    """None: of every capability."""
    rate: float = Field(gt=0, le=1)


Edit = Annotated[
    Add | Drop | Harder | Easier | Resize | Weigh | Threshold, Field(discriminator="type")
]
