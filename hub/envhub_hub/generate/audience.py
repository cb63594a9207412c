"""For whom a benchmark is made: a model that goes on with a text is asked in another way than one
that answers a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import TypeAdapter

from envhub.declaration import AnyHarness
from envhub.harnesses import Harness
from envhub.values import declared

from .methods import HARNESSES, LETTERED, METHODS, PLAIN, SHORT, TEMPLATES, WORKED
from .topics import Method

Audience = Literal["any", "base", "instruct"]
"""`any`: a chat template is used where a model has one."""

REASONS: Mapping[Audience, str] = {
    "base": "the model has no chat template, so each prompt is a text that it goes on with, and it "
    "is stopped where an answer ends",
    "instruct": "the model has a chat template, so each prompt is a message to it",
}
_HARNESS: TypeAdapter[Harness] = TypeAdapter(AnyHarness)
_CONTEXT = "{% if context %}\n{{ context }}\n\n{% endif %}\n"
_BASE: Mapping[str, str] = {
    WORKED: _CONTEXT + "Question: {{ input }}\nAnswer, step by step, the final number last:",
    LETTERED: _CONTEXT + "Question: {{ input }}\n"
    "{% for choice in choices %}\n{{ loop.index0 | letter }}. {{ choice }}\n{% endfor %}\n"
    "Answer:",
    SHORT: _CONTEXT + "Question: {{ input }}\nAnswer:",
    PLAIN: _CONTEXT + "{{ input }}\n\n",
}
_STOPS: Mapping[str, tuple[str, ...]] = {
    "free": ("\n\n\n",),
    "short": ("\n",),
    "worked": ("\n\n", "\nQuestion:"),
}
"""Where the answer of a model ends that would otherwise go on with another question."""


def harnesses_for(audience: Audience, methods: Sequence[Method]) -> dict[str, Harness]:
    """Return the harnesses that methods need, by name, as an audience is asked."""
    names = sorted({METHODS[one].harness for one in methods})
    return {name: _asked(name, audience) for name in names}


def templates_for(audience: Audience, harnesses: Mapping[str, Harness]) -> dict[str, str]:
    """Return the template files that harnesses name, by path."""
    texts = {**TEMPLATES, **_BASE} if audience == "base" else TEMPLATES
    files = sorted({one.template for one in harnesses.values() if one.template})
    return {path: texts[path] for path in files}


def _asked(name: str, audience: Audience) -> Harness:
    harness: Any = HARNESSES[name]
    asked: Harness = harness
    if audience == "any" or harness.type == "cloze":
        return asked
    fields: dict[str, object] = {"chat": "never" if audience == "base" else "always"}
    if audience == "base" and name in _STOPS:
        fields["stop"] = _STOPS[name]
    return _HARNESS.validate_python(declared(harness) | fields)
