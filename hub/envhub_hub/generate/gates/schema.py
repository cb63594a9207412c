"""Is the sample whole, and a target that its scorer can read?"""

from __future__ import annotations

from pydantic import ValidationError

from ..rows import row_of
from .draft import Draft, Gate


class Schema(Gate):
    """The rows are what the item says, and the scorer finds nothing wrong with the target."""

    def problem(self, draft: Draft) -> str | None:
        sample, target, scorer = draft.sample, draft.target, draft.part.capability.scorer
        made, answer = row_of(draft.item, draft.supply.name, sample.id, sample.choices or ())
        shown = (sample.input, sample.context, target.targets, target.data)
        if shown != (made.input, made.context, answer.targets, answer.data):
            return "the rows are not what the item says"
        try:
            scorer.data_schema.model_validate(target.data)
        except ValidationError as error:
            return f"`data`: {error.errors()[0]['msg']}"
        return scorer.problem(sample, target)
