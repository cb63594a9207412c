"""Judges for tests: they read the prompt as a model would, and grade by a rule of the test."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from envhub.model import Generate, Reply, Usage
from envhub.services import Role

_BLOCK = re.compile(
    r"^\[begin ([^\]]+) ([0-9a-f]{8})\]\n(.*?)^\[end \1 \2\]$", re.MULTILINE | re.DOTALL
)
Blocks = dict[str, str]
Rule = Callable[[Blocks], Any]


def code_in(request: Generate) -> str:
    """The code of the case that is asked about."""
    return re.findall(r"\bcase ([0-9a-f]{8})\b", request.prompt.messages[1].content)[-1]


def blocks_in(request: Generate) -> Blocks:
    """What is shown, by name and in order, as it was before it was fenced."""
    asked = request.prompt.messages[1].content
    return {
        name: "\n".join(line.removeprefix("| ") for line in text.split("\n")[:-1])
        for name, _, text in _BLOCK.findall(asked)
    }


def verdict(request: Generate, grade: Any, **said: Any) -> str:
    """A verdict in the form that is asked for: one grade for every criterion, or a dict of them."""
    assert request.response_schema is not None
    ids = request.response_schema["properties"]["grades"]["properties"]
    grades = grade if isinstance(grade, dict) else dict.fromkeys(ids, grade)
    whole = {"case": code_in(request), "reasoning": "Because.", "grades": grades, **said}
    return json.dumps(whole)


def judged_by(rule: Rule) -> Callable[[Generate], str]:
    """A judge that grades by what it is shown: for `MockModel`, and for `asks`."""
    return lambda request: verdict(request, rule(blocks_in(request)))


def asks(answer: Callable[[Generate], str | Reply]) -> Callable[[Role, Generate], Reply]:
    """The same as `Told` takes it."""

    def ask(role: Role, request: Generate) -> Reply:
        assert role == "judge"
        said = answer(request)
        usage = Usage(input_tokens=100, output_tokens=10)
        return said if isinstance(said, Reply) else Reply(text=said, usage=usage, cost=0.5)

    return ask


def equal_to_a_reference(shown: Blocks) -> int | str:
    """The best grade, from 1 to 5, for what stands among the references, and else the worst."""
    if "answer" not in shown:
        return "equal" if shown["answer 1"] == shown["answer 2"] else "first"
    references = [text for name, text in shown.items() if name.startswith("reference")]
    return 5 if shown["answer"] in references else 1
