"""Ask for code: the rest of a program, a whole one, or a broken one mended.

What the model writes stays as it is in the trace; the scorer's named filter finds the code in it
and the sandbox runs it.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..model import ChatPolicy, Generate, Prompt
from ..sample import Sample
from ..trace import Trace
from .base import HarnessContext, HarnessSpec, Rollout, conversation

Task = Literal["complete", "write", "fix"]

COMPLETE = "{% if context %}{{ context }}\n\n{% endif %}{{ input }}"
INSTRUCTED = (
    "Complete this Python code. Answer with the whole code in one ```python block.\n\n"
    "```python\n{% if context %}{{ context }}\n\n{% endif %}{{ input }}\n```"
)
WRITE = (
    "{% if context %}{{ context }}\n\n{% endif %}{{ input }}\n\n"
    "Answer with Python code in one ```python block."
)
FIX = (
    "{{ input }}\n\n{% if context %}```python\n{{ context }}\n```\n\n{% endif %}"
    "This Python code is wrong. Answer with the whole mended code in one ```python block."
)
STOPS = ("\nclass ", "\ndef ", "\n#", "\nif ", "\nprint(", "\n@", "\n```")
"""Where a function that is being completed ends: HumanEval's stops, and what else begins a line."""


class Code(HarnessSpec):
    """One question, one piece of code."""

    type: Literal["code"] = "code"
    task: Task = "complete"
    """`complete`: go on from `input`; `write`: what `input` asks for; `fix`: mend the code in
    `context` (else in `input`)."""
    max_tokens: int = Field(default=512, ge=1)
    stop: tuple[str, ...] | None = None
    """None: where a completed function ends, if the text itself is continued; else nowhere."""
    temperature: float = Field(default=0.0, ge=0.0)
    chat: ChatPolicy = "never"
    """`never`: the model goes on with the text itself; else it is asked for a block of code."""

    def rollout(self, sample: Sample, context: HarnessContext) -> Rollout:
        continued = self.task == "complete" and self.chat == "never"
        templates = {"complete": COMPLETE if continued else INSTRUCTED, "write": WRITE, "fix": FIX}
        messages = conversation(
            sample, context, system=self.system, default=templates[self.task], lettered=False
        )
        stop = self.stop if self.stop is not None else STOPS if continued else ()
        reply = yield Generate(
            prompt=Prompt(messages=messages, chat=self.chat),
            max_tokens=self.max_tokens,
            stop=stop,
            temperature=self.temperature,
        )
        return Trace.of(messages, reply)
