"""Log-probabilities of continuations: nothing is generated.

`cloze` shows the question alone, and the continuations are its ends; `multiple_choice` shows the
lettered choices too. Which continuations are scored is the scorer's to name.
"""

from __future__ import annotations

from typing import Literal

from ..model import ChatPolicy, Prompt, Rank
from ..sample import Sample
from ..trace import Trace
from .base import HarnessContext, HarnessSpec, Rollout, conversation
from .single_turn import TEMPLATE as LETTERED

PLAIN = "{% if context %}{{ context }}\n\n{% endif %}{{ input }}"


class Cloze(HarnessSpec):
    """Continue the text of the question: by default without a chat template."""

    type: Literal["cloze"] = "cloze"
    chat: ChatPolicy = "never"

    @property
    def asks(self) -> Literal["generate", "rank"]:
        return "rank"

    def rollout(self, sample: Sample, context: HarnessContext) -> Rollout:
        messages = conversation(sample, context, system=self.system, default=PLAIN, lettered=False)
        reply = yield Rank(prompt=Prompt(messages=messages, chat=self.chat))
        return Trace.of(messages, reply)


class MultipleChoice(HarnessSpec):
    """Show the lettered choices and score the answers that the scorer names."""

    type: Literal["multiple_choice"] = "multiple_choice"
    chat: ChatPolicy = "auto"

    @property
    def asks(self) -> Literal["generate", "rank"]:
        return "rank"

    def rollout(self, sample: Sample, context: HarnessContext) -> Rollout:
        messages = conversation(
            sample, context, system=self.system, default=LETTERED, lettered=True
        )
        reply = yield Rank(prompt=Prompt(messages=messages, chat=self.chat))
        return Trace.of(messages, reply)
