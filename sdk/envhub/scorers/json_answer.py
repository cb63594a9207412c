"""The answer is JSON: it fits a schema, equals a target by structure, or both."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator
from pydantic_core import to_json

from ..json_text import find_json, read_json
from ..model import Failure
from ..sample import Sample, Target
from ..services import Services
from ..tools.schema import mismatch, schema_problem
from ..trace import Trace
from ..values import Frozen
from .base import Schema, Score, ScorerSpec
from .json_structure import MAX_UNORDERED, Comparison, Credit, Fold, Tolerance, leaves, widest

MAX_LEAVES = 10_000
"""Of a target."""
MAX_NEAR = 20
"""Members of an answer that are held against a target, to find a near miss."""


def _is_schema(value: dict[str, Any] | None) -> dict[str, Any] | None:
    problem = schema_problem(value) if value is not None else None
    if problem:
        raise ValueError(f"`json_schema`: {problem}")
    return value


class JsonData(Frozen):
    """What one answer must fit, beside what all must."""

    json_schema: dict[str, Any] | None = None

    @field_validator("json_schema")
    @classmethod
    def _readable(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        return _is_schema(value)


class Json(ScorerSpec):
    """1.0 where the answer is JSON that fits and equals; with `partial`, the share that is right.

    Targets are JSON texts, so a string has its quotes.
    """

    method: ClassVar[str] = "JSON match"
    data_schema: ClassVar[Schema] = JsonData
    constants: ClassVar[tuple[str, ...]] = ("{}", "[]", "null", "true", "false", "0", '""')

    type: Literal["json"] = "json"
    where: Literal["anywhere", "whole"] = "anywhere"
    """`whole`: the output is JSON and nothing else; `anywhere`: or its last fenced block, or the
    last brackets that can be read."""
    json_schema: dict[str, Any] | None = None
    """The schema that every answer must fit; the keywords that tools take."""
    equal: bool = True
    """Whether the answer must equal a target; else the targets are examples."""
    tolerance: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    """Of numbers, absolute."""
    relative_tolerance: float = Field(default=0.0, ge=0.0, lt=1.0)
    ordered: bool = True
    """Whether the order of arrays matters."""
    extra_keys: bool = False
    """Whether an object may hold keys that the target lacks."""
    ignore: tuple[Fold, ...] = ()
    """What the comparison of texts ignores."""
    partial: bool = False
    """Give the share of the target's leaves that are right. What fits no schema earns nothing."""

    @field_validator("json_schema")
    @classmethod
    def _readable(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        return _is_schema(value)

    @property
    def graded(self) -> bool:
        return self.partial

    def problem(self, sample: Sample, target: Target) -> str | None:
        if not target.targets:
            return "has no target"
        for text in target.texts:
            value, problem = read_json(text)
            if problem:
                return f"target `{text[:40]}` is {problem}"
            if leaves(value) > MAX_LEAVES:
                return f"target `{text[:40]}` has more than {MAX_LEAVES} values"
            if not self.ordered and widest(value) > MAX_UNORDERED:
                return f"target `{text[:40]}` has an unordered array longer than {MAX_UNORDERED}"
            if problem := self._misfit(value, target):
                return f"target `{text[:40]}` does not fit its schema: {problem}"
        return None

    def holds(self, sample: Sample, target: Target, output: str) -> bool:
        """Whether a target stands in the output as JSON: anywhere, or one level inside it."""
        value, problem = find_json(output)
        if problem or not self.equal:
            return False
        members = list(value.values()) if isinstance(value, dict) else value
        inner = members[:MAX_NEAR] if isinstance(members, list) else []
        return any(self._best(target, part)[0].equal for part in (value, *inner))

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        read = read_json if self.where == "whole" else find_json
        value, problem = read(trace.output.strip())
        if problem:
            near = self.holds(sample, target, trace.output)
            return self.verdict(0.0, filter=self.where, explanation=problem, near_miss=near)
        if problem := self._misfit(value, target):
            note = f"does not fit the schema: {problem}"
            return self.verdict(0.0, answer=_shown(value), filter=self.where, explanation=note)
        if not self.equal:
            return self.verdict(1.0, answer=_shown(value), filter=self.where)
        best, exhausted = self._best(target, value)
        if exhausted and not best.equal:
            return Failure(cause="limit", message="the answer takes too long to compare")
        share = best.found / best.total
        return self.verdict(
            1.0 if best.equal else share if self.partial else 0.0,
            answer=_shown(value), filter=self.where, explanation=best.difference,
            near_miss=not best.equal and self.holds(sample, target, trace.output),
        )  # fmt: skip

    def _misfit(self, value: Any, target: Target) -> str | None:
        own = JsonData.model_validate(target.data).json_schema
        schemas = [one for one in (self.json_schema, own) if one is not None]
        return next((said for one in schemas if (said := mismatch(value, one))), None)

    def _best(self, target: Target, value: Any) -> tuple[Credit, bool]:
        """The best credit over the targets, and whether a comparison was given up."""
        comparison = Comparison(
            Tolerance(
                absolute=self.tolerance, relative=self.relative_tolerance, ordered=self.ordered,
                extra_keys=self.extra_keys, ignore=self.ignore,
            )
        )  # fmt: skip
        wanted = [one.value for one in map(read_json, target.texts) if one.problem is None]
        found = [comparison.credit(one, value) for one in wanted]
        best = max(found, key=lambda one: one.found / one.total, default=Credit(0, 1))
        return best, comparison.exhausted


def _shown(value: Any) -> str:
    return to_json(value).decode()[:10_000]
