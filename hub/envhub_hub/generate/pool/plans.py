"""A plan: the operations that turn one record into one sample, over four namespaces.

`original.*` is the record and never changes; `interim.*` is written and read, and dropped after
its last use; `tool_memory.*` is written by the executor alone; `final.*` is the sample.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from envhub.values import Frozen

from ..items import Gives
from ..tools import TOOLS

Recipe = Literal[
    "attribute", "classify", "compare", "count", "holder", "lookup", "native", "reference",
]  # fmt: skip
"""What an item asks of a record, by which its gold is derived again: see `confirming`."""
FINAL = frozenset({
    "answer", "context", "difficulty", "distractors", "phrasing", "question", "references",
    "steps", "wrong",
})  # fmt: skip
"""What a sample may hold."""


REWORDING = frozenset({"add_noise", "paraphrase"})
"""Tools that leave the meaning of a question and change its words."""


class Operation(Frozen):
    """One use of a tool."""

    tool: str
    version: int
    params: dict[str, Any] = Field(default_factory=dict)
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()


def operation(
    tool: str, reads: Sequence[str], writes: Sequence[str], params: Mapping[str, Any] | None = None
) -> Operation:
    """Return an operation at the present version of its tool."""
    return Operation(tool=tool, version=TOOLS[tool].version, params=dict(params or {}),
                     reads=tuple(reads), writes=tuple(writes))  # fmt: skip


class TransformPlan(Frozen):
    """How records of one card become items of one kind."""

    id: str
    """Unique among the plans of its card."""
    recipe: Recipe
    title: str
    """What the items ask."""
    gives: Gives
    operations: tuple[Operation, ...]
    fields: dict[str, str] = Field(default_factory=dict)
    """The fields of the record that the answer is derived from again: `key`, `field`, `question`,
    `answer`, `options`, `context`, as the recipe has them."""
    subtype: str
    levels: tuple[int, ...] = (2,)
    """Difficulties that it can aim at. A record that stands as it is has no known difficulty, and
    is called medium."""

    def then(self, name: str, *operations: Operation) -> TransformPlan:
        """Return a plan that goes on with further operations: other words, noise."""
        # Not a copy: the flow is looked at again.
        fields = self.model_dump() | {"id": f"{self.id}-{name}"}
        return TransformPlan(**fields | {"operations": (*self.operations, *operations)})

    @property
    def rewords(self) -> bool:
        """Whether its questions are no longer in the words of the record."""
        return any(one.tool in REWORDING for one in self.operations)

    @model_validator(mode="after")
    def _flows(self) -> Self:
        problem = flow_problem(self.operations)
        if problem:
            raise ValueError(problem)
        return self


def flow_problem(operations: Sequence[Operation]) -> str | None:
    """Say what is wrong with the flow of values through operations, or None."""
    written: dict[str, bool] = {}
    for one in operations:
        tool = TOOLS.get(one.tool)
        if tool is None:
            return f"no tool `{one.tool}`"
        if tool.version != one.version:
            return f"tool `{one.tool}` is at version {tool.version}, not {one.version}"
        try:
            tool.params.model_validate(one.params)
        except ValidationError as error:
            return f"`{one.tool}`: {error.errors()[0]['msg']}"
        for path in one.reads:
            space, _, name = path.partition(".")
            if space in ("interim", "final"):
                if path not in written:
                    return f"`{one.tool}` reads `{path}` before it is written"
                written[path] = True
            elif space not in ("original", "tool_memory") or not name:
                return f"`{path}` can't be read"
        for path in one.writes:
            space, _, name = path.partition(".")
            if space not in ("interim", "final") or (space == "final" and name not in FINAL):
                return f"`{one.tool}` may not write `{path}`"
            written[path] = False
    unread = [path for path, used in written.items() if path.startswith("interim.") and not used]
    if unread:
        return f"`{unread[0]}` is never read"
    missing = [name for name in ("question", "answer") if f"final.{name}" not in written]
    return f"`final.{missing[0]}` is never written" if missing else None
