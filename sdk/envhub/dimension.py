"""What is scored: a dimension of a model, or of a data set. A declaration lists them.

The dimensions of a model (`declaration.Capability`) name a harness and a scorer, those of a data
set an estimator.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, PlainValidator

from .errors import near_miss
from .estimators import ESTIMATORS, EstimatorSpec
from .estimators.base import DEFAULT_PASS
from .values import Frozen, declared


def from_table(table: dict[str, Any], noun: str) -> PlainValidator:
    """A field whose `type` key picks the class from a table that others may extend."""

    def validate(value: Any) -> Any:
        if isinstance(value, tuple(table.values())):
            return value
        if not isinstance(value, dict):
            raise ValueError(f"a {noun} is a table with a `type`")
        kind = value.get("type")
        if kind not in table:
            known = ", ".join(f"`{name}`" for name in table)
            raise ValueError(
                f"unknown {noun} type `{kind}`{near_miss(str(kind), table)} (known: {known})"
            )
        return table[kind].model_validate(value)

    return PlainValidator(validate)


as_declared = PlainSerializer(declared)
"""A field that is written with its `type` and without its defaults."""
AnyEstimator = Annotated[EstimatorSpec, from_table(ESTIMATORS, "estimator"), as_declared]


class Dimension(Frozen):
    """One scored dimension, whatever it is measured on."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    title: str = ""
    definition: str = ""
    """What a high score means, in one or two sentences."""
    weight: float = Field(default=1.0, gt=0, le=1_000, allow_inf_nan=False)
    """Share in the overall score; never the number of samples."""

    @property
    def name(self) -> str:
        """The title, or the id where there is none."""
        return self.title or self.id

    @property
    def method(self) -> str:
        """How it is measured, as reports name it."""
        raise NotImplementedError

    @property
    def pass_rule(self) -> float | Literal["rank1"]:
        """What a pass is, with defaults filled in."""
        raise NotImplementedError


class Estimate(Dimension):
    """A dimension of a data set: what is estimated from its rows, and what a pass is."""

    estimator: AnyEstimator
    """Bound to the files that it reads by `Environment.estimates`."""
    pass_at: float = Field(default=DEFAULT_PASS, gt=0, le=1)
    """The dimension passes at this value."""

    @property
    def method(self) -> str:
        return self.estimator.method

    @property
    def pass_rule(self) -> float:
        return self.pass_at
