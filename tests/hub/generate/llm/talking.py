"""Holding a conversation by hand, and models that play every role by its prompt."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from envhub import Failure, MockModel
from envhub.messages import plain_text
from envhub_hub.asking import Ask, Asker, AskSettings, Conversation
from envhub_hub.generate.interpretation import Subtask
from envhub_hub.generate.llm.designer import DraftSubtask, Proposal
from envhub_hub.generate.llm.prompts import PROMPTS

LOST = Failure(cause="answer", message="no JSON")


def talk(conversation: Conversation[Any], *answers: Any) -> tuple[Any, list[Ask[Any]]]:
    """Answer one question after the other; an answer that breaks its own check is a wrong test."""
    asked = [next(conversation)]
    try:
        for answer in answers:
            if not isinstance(answer, Failure):
                answer = asked[-1].answer.model_validate(answer)
                assert asked[-1].check(answer) is None
            asked.append(conversation.send(answer))
    except StopIteration as end:
        return end.value, asked
    raise AssertionError(f"it goes on, with {asked[-1].prompt.name}")


def prompt_of(ask: Ask[Any]) -> str:
    """The whole text that a model would read."""
    return "\n".join(one.content for one in ask.prompt.messages(ask.fields))


Play = Callable[[str], Any]


def player(**roles: Play | dict[str, Any] | list[dict[str, Any]]) -> MockModel:
    """A model that answers by the role that it is asked in: always so, in turn, or by the text."""
    turns: dict[str, Iterable[Any]] = {
        name: iter(said) for name, said in roles.items() if isinstance(said, list)
    }

    def answer(request: Any) -> str:
        text = plain_text(request.prompt.messages, "\n")
        name = next(one.name for one in PROMPTS if text.startswith(one.system[:18]))
        said = roles[name]
        if name in turns:
            said = next(turns[name])
        return json.dumps(said(text) if callable(said) else said)

    return MockModel(answer)


def asker(model: MockModel, **settings: Any) -> Asker:
    return Asker(model, AskSettings(**settings))


_PLAIN = {"title": "Stock", "definition": "Keeps track of stock.", "evidence": "the deliveries",
          "capability": "math"}  # fmt: skip


def subtask(gives: str = "choice") -> Subtask:
    return Subtask(id="math/stock", gives=gives, **_PLAIN)


def proposal(name: str, *ids: str, **fields: Any) -> Proposal:
    drafts = (DraftSubtask(id=one, gives="choice", **_PLAIN | fields) for one in ids)
    return Proposal(name=name, emphasis="breadth", subtasks=tuple(drafts))
