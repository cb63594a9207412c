"""One question, one generated answer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..model import ChatPolicy, Generate, Prompt
from ..sample import Sample
from ..trace import Trace
from .base import HarnessContext, HarnessSpec, Rollout, conversation

# A newline right behind a tag belongs to the tag: the ones that are shown stand behind texts.
TEMPLATE = (
    "{% if context %}{{ context }}\n\n{% endif %}{{ input }}\n"
    "{% for choice in choices %}{{ loop.index0 | letter }}. {{ choice }}\n{% endfor %}"
)


class SingleTurn(HarnessSpec):
    """Ask once and take the text."""

    type: Literal["single_turn"] = "single_turn"
    max_tokens: int = Field(default=256, ge=1)
    stop: tuple[str, ...] = ()
    temperature: float = Field(default=0.0, ge=0.0)
    chat: ChatPolicy = "auto"

    def rollout(self, sample: Sample, context: HarnessContext) -> Rollout:
        messages = conversation(
            sample, context, system=self.system, default=TEMPLATE, lettered=False
        )
        reply = yield Generate(
            prompt=Prompt(messages=messages, chat=self.chat),
            max_tokens=self.max_tokens,
            stop=self.stop,
            temperature=self.temperature,
        )
        return Trace.of(messages, reply)
