"""The seam to a model: typed requests in, replies out. No weights, no network, no torch.

A backend implements `Model`: an identity, and one method. `MockModel` is the public fake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol

from pydantic import Field

from .messages import Message, ToolCall, plain_text
from .values import Frozen

ChatPolicy = Literal["auto", "always", "never"]
"""Whether a prompt is laid out by the model's chat template; `auto`: where it has one."""


class Prompt(Frozen):
    """What the model is asked, before any template of the model."""

    messages: tuple[Message, ...]
    chat: ChatPolicy = "auto"
    delimiter: str = " "
    """In plain layout, what stands between a question and its answer or continuation."""


class Tool(Frozen):
    """A tool as a model is told of it."""

    name: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_-]{0,63}$")
    description: str = ""
    parameters: dict[str, Any] = Field(default_factory=lambda: {"type": "object", "properties": {}})
    """The JSON schema of its arguments: an object."""


class Generate(Frozen):
    """Ask for a text, or for the tools that the model wants used."""

    kind: Literal["generate"] = "generate"
    prompt: Prompt
    max_tokens: int = Field(default=64, ge=1)
    stop: tuple[str, ...] = ()
    """The text ends before the first of these; the stop string is not part of it."""
    temperature: float = Field(default=0.0, ge=0.0)
    seed: int = 0
    """Used where temperature > 0: the same request and seed give the same text."""
    tools: tuple[Tool, ...] = ()
    """What the model may call. A model without tool calls of its own is given them in words:
    see `tools.protocol`."""
    response_schema: dict[str, Any] | None = None
    """A JSON schema that the text must match, where the model can be held to one."""


class Rank(Frozen):
    """Ask for the log-probability of each continuation of the prompt. Nothing is generated."""

    kind: Literal["rank"] = "rank"
    prompt: Prompt
    continuations: tuple[str, ...] | None = None
    """None in a harness's request: the scorer names them, and the runner fills them in."""


Request = Generate | Rank


class Continuation(Frozen):
    """One continuation, scored."""

    text: str
    logprob: float
    """Sum over its tokens of ln p(token | everything before), in nats."""
    tokens: int = Field(ge=0)
    greedy: bool
    """Whether every token of it is the model's argmax."""


class Usage(Frozen):
    """Tokens of one exchange, or of all the exchanges of one rollout."""

    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
        )


class Failure(Frozen):
    """Why something could not be measured. It makes a sample invalid; it is never a zero."""

    cause: str
    """A short name that reports group by: `backend`, `context_length`, `pattern`, ..."""
    message: str


class Reply(Frozen):
    """The answer to one request."""

    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    """What the model wants used, in its order; ids are unique within the reply."""
    continuations: tuple[Continuation, ...] = ()
    """In the order of the request."""
    prompt: str = ""
    """The prompt as sent, after the model's own template."""
    stop_reason: Literal["stop", "length", ""] = ""
    usage: Usage = Usage()
    latency_ms: float | None = None
    """Wall time of the batch it was part of, in milliseconds."""
    cost: float | None = None
    """US dollars; None where the price is unknown."""
    cached: bool = False
    failure: Failure | None = None


class Spent(Frozen):
    """What asking another model than the measured one took, over one sample."""

    calls: int
    input_tokens: int
    output_tokens: int
    latency_ms: float | None
    """None where one of the replies does not say."""
    cost: float | None
    """US dollars; None where one of them has no known price."""
    cached: bool
    """Every reply came from the cache."""

    @classmethod
    def of(cls, reply: Reply) -> Spent:
        """What one reply took."""
        return cls(
            calls=1,
            input_tokens=reply.usage.input_tokens,
            output_tokens=reply.usage.output_tokens,
            latency_ms=reply.latency_ms,
            cost=reply.cost,
            cached=reply.cached,
        )

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            latency_ms=_sum(self.latency_ms, other.latency_ms),
            cost=_sum(self.cost, other.cost),
            cached=self.cached and other.cached,
        )


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


class ModelIdentity(Frozen):
    """Everything about a model that can change a number."""

    name: str
    """provider/name, as a person would type it."""
    revision: str | None = None
    weights_digest: str | None = None
    """sha256 over (name, dtype, shape, bytes) of the sorted state dict."""
    weights_scope: str | None = None
    """What the digest covers where it is not transformers' own tensors."""
    adapter: str | None = None
    interventions: tuple[str, ...] = ()
    """Hooks that were in place while the model ran."""
    chat_template_digest: str | None = None
    tokenizer_digest: str | None = None
    bos_token_id: int | None = None
    """Prepended to every prompt; None: nothing beyond what the tokenizer itself adds."""
    dtype: str | None = None
    device: str | None = None
    parameters: int | None = None
    abilities: tuple[str, ...] = ()
    """What it does by itself beyond text, of `tools`, `response_schema`, `image`, `audio`; tools
    and schemas are given in words to a model that does not name them here."""
    options: dict[str, str] = Field(default_factory=dict)


class Model(Protocol):
    """Anything that can answer requests."""

    @property
    def identity(self) -> ModelIdentity: ...

    def respond(self, requests: Sequence[Request]) -> Iterator[tuple[int, Reply]]:
        """Answer each request once, in any order, as (index, reply), as soon as it is known.

        One request that fails is a reply with a `failure`; only a model that can't go on raises
        (`BackendError`).
        """
        ...


Answer = str | Mapping[str, str] | Callable[[Request], str | Reply]


class MockModel:
    """A model without weights that says what it is told to: for tests and examples.

    Args:
        answer: one answer for everything, a mapping from a substring of the prompt to the
            answer, or a function of the request that returns a text or, to call tools, a `Reply`.
        name: the name in its identity.
        abilities: those in its identity; `tools` where its replies hold tool calls.

    A `Rank` request gives ln 0.9 to the continuation that equals the answer (ignoring
    surrounding space) and shares the rest among the others.
    """

    def __init__(
        self, answer: Answer = "", *, name: str = "mock/model", abilities: tuple[str, ...] = ()
    ) -> None:
        self._answer = answer
        self.identity = ModelIdentity(name=name, abilities=abilities)

    def respond(self, requests: Sequence[Request]) -> Iterator[tuple[int, Reply]]:
        for index, request in enumerate(requests):
            yield index, self._reply(request)

    def _reply(self, request: Request) -> Reply:
        prompt = plain_text(request.prompt.messages, request.prompt.delimiter)
        answer = self._say(request, prompt)
        if isinstance(answer, Reply):
            return answer if answer.prompt else answer.model_copy(update={"prompt": prompt})
        words = len(prompt.split())
        if isinstance(request, Generate):
            for stop in request.stop:
                answer = answer.split(stop)[0] if stop else answer
            usage = Usage(input_tokens=words, output_tokens=len(answer.split()))
            return Reply(text=answer, prompt=prompt, stop_reason="stop", usage=usage)
        return Reply(
            continuations=_rank(request.continuations or (), answer),
            prompt=prompt,
            usage=Usage(input_tokens=words),
        )

    def _say(self, request: Request, prompt: str) -> str | Reply:
        if callable(self._answer):
            return self._answer(request)
        if isinstance(self._answer, str):
            return self._answer
        return next((says for part, says in self._answer.items() if part in prompt), "")


def _rank(continuations: tuple[str, ...], answer: str) -> tuple[Continuation, ...]:
    wanted = answer.strip()
    hits = [text.strip() == wanted for text in continuations]
    misses = max(1, len(hits) - sum(hits))
    return tuple(
        Continuation(
            text=text,
            logprob=-0.10536051565782628 if hit else -2.302585092994046 * misses,
            tokens=max(1, len(text.split())),
            greedy=hit,
        )
        for text, hit in zip(continuations, hits, strict=True)
    )
