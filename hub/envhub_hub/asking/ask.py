"""One question with the type of its answer, and how an answer is read: no model is called here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from envhub.json_text import find_json
from envhub.messages import Message
from envhub.model import Generate, Prompt, Reply
from envhub.scorers.refusal import classify
from envhub.values import Frozen

from .prompts import PromptText

T = TypeVar("T", bound=Frozen)
MAX_ERRORS = 3
"""Problems of one answer that the model is told."""
MAX_SAID = 4_000
"""Characters of a bad answer that are shown to its author again."""
_NAMED = ("properties", "$defs")
"""Where the keys of a schema are names."""
_BOUNDS = frozenset(("exclusiveMaximum", "exclusiveMinimum", "maxItems", "maxLength", "maximum",
                     "minItems", "minLength", "minimum", "pattern", "title"))  # fmt: skip
_AGAIN = (
    "That can't be used: {problem}. Answer once more, with one JSON object that fits the schema, "
    "and with nothing else."
)


def _anything(_: Any) -> None:
    return None


@dataclass(frozen=True)
class Ask(Generic[T]):
    """One question to a model."""

    prompt: PromptText
    fields: Mapping[str, Any]
    """What its template names."""
    answer: type[T]
    """What an answer must be: its JSON schema is shown, and what comes is held against it."""
    check: Callable[[T], str | None] = _anything
    """What no schema can say: why an answer that fits is wrong all the same, or None."""
    max_tokens: int = 1_024
    temperature: float = 0.0
    seed: int = 0


class BadAnswer(NamedTuple):
    """Why a reply is no answer."""

    cause: str
    """`truncated`, `refused` or `answer`."""
    problem: str


def request_of(ask: Ask[Any], thinking_tokens: int = 0) -> Generate:
    """Return the request that a question is to a model, with room to think before the answer."""
    kind: Any = ask.answer
    return Generate(
        prompt=Prompt(messages=ask.prompt.messages(ask.fields)),
        max_tokens=ask.max_tokens + thinking_tokens,
        temperature=ask.temperature,
        seed=ask.seed,
        response_schema=_schema(kind),
    )


@cache
def _schema(answer: type[Frozen]) -> dict[str, Any]:
    found: dict[str, Any] = _bare(answer.model_json_schema())
    return found


def _bare(schema: Any) -> Any:
    """A schema without bounds and titles: servers that hold a model to one refuse some bounds.

    They hold all the same: what comes is validated here.
    """
    if isinstance(schema, list):
        return [_bare(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _bare(one) for name, one in value.items()} if key in _NAMED else _bare(value)
        for key, value in schema.items()
        if key not in _BOUNDS
    }


def asked_again(request: Generate, reply: Reply, bad: BadAnswer) -> Generate:
    """Return the request that says what was wrong, and asks once more."""
    said = reply.text.strip()[:MAX_SAID] or "(nothing)"
    messages = (
        *request.prompt.messages,
        Message(role="assistant", content=said),
        Message(role="user", content=_AGAIN.format(problem=bad.problem.rstrip("."))),
    )
    prompt = request.prompt.model_copy(update={"messages": messages})
    return request.model_copy(update={"prompt": prompt})


def read_answer(ask: Ask[T], reply: Reply) -> T | BadAnswer:
    """Return the answer in a reply, or why there is none."""
    found = find_json(reply.text)
    problem = found.problem
    if problem is None:
        try:
            value = ask.answer.model_validate(found.value)
        except ValidationError as error:
            problem = _in_words(error)
        else:
            problem = ask.check(value)
            if problem is None:
                return value
            return BadAnswer("answer", problem)
    if reply.stop_reason == "length":
        return BadAnswer("truncated", "it was cut before its end; be shorter")
    if found.problem is not None and classify(reply.text).label == "refusal":
        return BadAnswer("refused", "it is no JSON but a refusal; what is asked is harmless work")
    return BadAnswer("answer", problem)


def _in_words(error: ValidationError) -> str:
    """What does not fit, place by place."""
    said = []
    for one in error.errors(include_url=False, include_input=False)[:MAX_ERRORS]:
        place = ".".join(str(part) for part in one["loc"]) or "the whole"
        said.append(f"`{place[:100]}`: {one['msg'].removeprefix('Value error, ')[:200]}")
    return "; ".join(said)
