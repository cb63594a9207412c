"""Checks of an environment of data sets: planted tables reach what they must, repetition does not.

A line of `checks/gold.jsonl` is a small table that must score at least so much on a dimension, one
of `checks/noop.jsonl` a table that must not pass. Beside them one row, repeated, is tried on every
dimension that it must not please.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from ..dataset import TableRow
from ..declaration import FILE
from ..dimension import Estimate
from ..environment import Environment, numbered_lines, parse_row
from ..errors import Problem, near_miss
from ..estimators.base import Measure
from ..measure import fold
from ..model import Failure
from ..values import Frozen
from .gaming import CapabilityCheck

REPEATS = 50
Read = tuple[int, "PlantedTable"]


class PlantedRow(Frozen):
    """A row of a planted table."""

    text: str | None = Field(default=None, max_length=20_000)
    label: str | None = Field(default=None, max_length=200)


class PlantedTable(Frozen):
    """A line of `checks/gold.jsonl` or `checks/noop.jsonl`: a table, and what it must come to."""

    capability: str
    rows: tuple[PlantedRow, ...] = Field(max_length=10_000)
    at_least: float | None = Field(default=None, ge=0, le=1)
    """Of a gold table; the pass rule where it is not said."""
    at_most: float | None = Field(default=None, ge=0, le=1)
    """Of a noop table; below the pass rule where it is not said."""

    @property
    def pairs(self) -> list[TableRow]:
        return [(one.text, one.label) for one in self.rows]


def judged(
    environment: Environment,
) -> tuple[dict[str, CapabilityCheck], list[Problem], list[str]]:
    """Try planted tables and repetition on every dimension.

    Returns:
        what was measured, by dimension; what is wrong; and what could not be checked.

    Raises:
        InvalidEnvironment: a file that an estimator reads is missing, or does not suffice.
    """
    estimates = {one.id: one for one in environment.estimates()}
    measured: dict[str, CapabilityCheck] = {}
    found: list[Problem] = []
    missing: list[str] = []
    planted = {name: list(_planted(environment, f"checks/{name}.jsonl", estimates, found))
               for name in ("gold", "noop")}  # fmt: skip
    for name, one in estimates.items():
        golds = [read for read in planted["gold"] if read[1].capability == name]
        noops = [read for read in planted["noop"] if read[1].capability == name]
        gold = _lowest(one, golds, found)
        noop = _highest(one, noops, found)
        repeated = _repeated(one, found)
        measured[name] = CapabilityCheck(
            samples=0, chance=0.0, gold=gold, noop=noop, constant_rate=repeated or 0.0,
            constant=None if repeated is None else "one row, repeated,",
            constant_limit=one.pass_rule, known_error=one.estimator.known_error,
        )  # fmt: skip
        if not golds:
            missing.append(f"capability `{name}`: no table of it in checks/gold.jsonl")
        if not noops and repeated is None:
            missing.append(f"capability `{name}`: no table of it in checks/noop.jsonl")
    return measured, found, missing


def _planted(
    environment: Environment, path: str, known: dict[str, Estimate], found: list[Problem]
) -> Iterator[Read]:
    if path not in environment.files.names():
        return
    with environment.files.open(path) as stream:
        for number, line in numbered_lines(stream, environment.limits):
            table = parse_row(line, PlantedTable, path, number, environment.limits)
            if table.capability in known:
                yield number, table
            else:
                near = near_miss(table.capability, known)
                message = f"capability `{table.capability}` is not declared{near}"
                found.append(Problem(message, path, number))


def _lowest(one: Estimate, golds: list[Read], found: list[Problem]) -> float | None:
    """The lowest value of the gold tables; each must reach its bound."""
    values = []
    for number, table in golds:
        verdict = _verdict(one, table.pairs)
        wanted = one.pass_rule if table.at_least is None else table.at_least
        if isinstance(verdict, Failure):
            said = f"can't be measured: {verdict.message}"
        elif verdict.value < wanted - 1e-9:
            said = f"scores {verdict.value:.3f}, at least {wanted:g} is wanted"
        else:
            said = ""
        if said:
            message = f"the gold table of `{one.id}` {said}"
            found.append(Problem(message, "checks/gold.jsonl", number))
        if isinstance(verdict, Measure):
            values.append(verdict.value)
            if _verdict(one, table.pairs) != verdict:
                found.append(Problem(f"measuring `{one.id}` twice gives two values", FILE))
    return min(values, default=None)


def _highest(one: Estimate, noops: list[Read], found: list[Problem]) -> float | None:
    """The highest value of the noop tables; each must stay below its bound, or be invalid."""
    values = []
    for number, table in noops:
        verdict = _verdict(one, table.pairs)
        if isinstance(verdict, Failure):
            continue
        values.append(verdict.value)
        limit = one.pass_rule - 1e-9 if table.at_most is None else table.at_most
        if verdict.value > limit:
            said = f"at most {limit:g} is wanted" if table.at_most is not None else "it passes"
            message = f"the noop table of `{one.id}` scores {verdict.value:.3f}: {said}"
            found.append(Problem(message, "checks/noop.jsonl", number))
    return max(values, default=None)


def _repeated(one: Estimate, found: list[Problem]) -> float | None:
    """The value of one row, repeated, where that must not pass."""
    row = one.estimator.repeated
    verdict = _verdict(one, [row] * REPEATS) if row is not None else None
    if not isinstance(verdict, Measure):
        return None
    if verdict.value >= one.pass_rule - 1e-9:
        found.append(
            Problem(
                f"capability `{one.id}`: one row, repeated, scores {verdict.value:.3f} and passes "
                f"at {one.pass_rule:g}",
                FILE,
                hint="raise `pass_at` above what a constant table reaches",
            )
        )
    return verdict.value


def _verdict(one: Estimate, rows: list[TableRow]) -> Measure | Failure:
    (dimension,) = fold([one], rows)
    return dimension.verdict
