"""Carry out a plan on one record. A step that does not fit costs the record, and says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

from ..tools import TOOLS, Given, Library, Record, Table, Tool, ToolRun, Unfit, Web, output_digest
from ..tools.tool import said
from .plans import Operation, TransformPlan


class Executed(NamedTuple):
    """The sample that a plan made of a record, and how."""

    final: Mapping[str, Any]
    trace: tuple[ToolRun, ...]
    memory: Mapping[str, Any]
    """`tool_memory`: input and output of each step, by tool and number. It is never exported."""


@dataclass(frozen=True)
class Around:
    """What tools may look at beside the record."""

    table: Table | None = None
    library: Library | None = None
    web: Web | None = None


class Executor:
    """A plan made ready: its parameters are read once for all records."""

    def __init__(self, plan: TransformPlan, around: Around) -> None:
        self._around, self._id = around, plan.id
        self._steps: list[tuple[Operation, Tool, Any, dict[str, Any], tuple[str, ...]]] = []
        for number, one in enumerate(plan.operations):
            tool = TOOLS[one.tool]
            params = tool.params.model_validate(one.params)
            later = {path for step in plan.operations[number + 1 :] for path in step.reads}
            drops = tuple(path for path in (*one.reads, *one.writes)
                          if path.startswith("interim.") and path not in later)  # fmt: skip
            self._steps.append((one, tool, params, said(params), drops))

    def run(self, record: Record, rng: Random, level: int) -> Executed:
        """Make a sample.

        Raises:
            Unfit: an operation can't work on this record.
        """
        seed = rng.getrandbits(64)
        values: dict[str, Any] = {}
        memory: dict[str, Any] = {}
        trace: list[ToolRun] = []
        for number, (one, tool, params, spoken, drops) in enumerate(self._steps):
            inputs = tuple(_read(path, record, values, memory) for path in one.reads)
            given = Given(inputs, Random(f"{seed}/{self._id}/{number}/{tool.name}/{tool.version}"),
                          level=level, table=self._around.table, library=self._around.library,
                          web=self._around.web)  # fmt: skip
            outputs = tool.run(given, params)
            values.update(zip(one.writes, outputs, strict=True))
            steps = memory.setdefault(tool.name, {})
            steps[str(len(steps))] = {"input": list(inputs), "output": list(outputs)}
            trace.append(
                ToolRun(
                    tool=tool.name, version=tool.version, pure=tool.pure, params=spoken,
                    reads=one.reads, writes=one.writes, output_sha256=output_digest(outputs),
                )
            )  # fmt: skip
            for path in drops:
                values.pop(path, None)
        final = {path.removeprefix("final."): value for path, value in values.items()}
        return Executed(final, tuple(trace), memory)


def _read(path: str, record: Record, values: Mapping[str, Any], memory: Mapping[str, Any]) -> Any:
    space, _, name = path.partition(".")
    if space == "original":
        value = record.get(name)
        if value is None or value == "":
            raise Unfit(f"the field `{name}` is empty")
        return value
    if space == "tool_memory":
        place: Any = memory
        for step in name.split("."):
            if not isinstance(place, Mapping) or step not in place:
                raise Unfit(f"no step has written `{path}`")
            place = place[step]
        return place
    return values[path]
