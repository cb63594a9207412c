"""A conversation of several turns: the user's are written down, or a model plays the user.

Scripted, the turns are the sample's `messages`: wherever a user's turn is not followed by an
assistant's, the model speaks. An assistant's turn that stands there is history.

Simulated, the sample's question opens the conversation, and a second model, told by `user.prompt`
who it is and what it wants, answers each turn of the first. Which model that is, is the run's
choice: it is no part of the environment.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..messages import Message
from ..model import ChatPolicy, Failure, Generate, Prompt, Reply
from ..sample import Sample
from ..services import Service
from ..templates import render
from ..values import Frozen
from ..work import Consult
from .base import HarnessContext, HarnessSpec, Rollout, conversation, fields_of
from .exchange import Exchange
from .single_turn import TEMPLATE


class SimulatedUser(Frozen):
    """Who the other model is."""

    prompt: str
    """A template below `harness/` over the sample's fields: its system prompt. What it wants
    stands in the sample's `metadata`, which the measured model does not see."""
    end: str = "[END]"
    """What it writes when it has what it came for."""
    max_tokens: int = Field(default=256, ge=1)
    temperature: float = Field(default=0.0, ge=0.0)


class MultiTurn(HarnessSpec):
    """Several turns, each of the model's as one request."""

    type: Literal["multi_turn"] = "multi_turn"
    user: SimulatedUser | None = None
    """Who plays the user; None: the turns are the sample's."""
    max_turns: int = Field(default=10, ge=1, le=200)
    """Replies of the model. Scripted turns beyond it are not asked."""
    max_tokens: int = Field(default=256, ge=1)
    """Of each reply."""
    stop: tuple[str, ...] = ()
    temperature: float = Field(default=0.0, ge=0.0)
    chat: ChatPolicy = "auto"

    @property
    def needs(self) -> tuple[Service, ...]:
        return ("user",) if self.user is not None else ()

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.user.prompt,) if self.user is not None else ()

    @property
    def uses_metadata(self) -> bool:
        return self.user is not None or self.template is not None

    @property
    def one_exchange(self) -> bool:
        return False

    def rollout(self, sample: Sample, context: HarnessContext) -> Rollout:
        opening = conversation(
            sample, context, system=self.system, default=TEMPLATE, lettered=False
        )
        if self.user is not None:
            return self._simulated(self.user, sample, context, opening)
        return self._scripted(opening)

    def _scripted(self, script: tuple[Message, ...]) -> Rollout:
        exchange = Exchange(())
        for here, after in zip(script, (*script[1:], None), strict=True):
            exchange.say(here)
            if here.role != "user" or (after is not None and after.role == "assistant"):
                continue
            if exchange.turns == self.max_turns:
                return exchange.trace(out_of_turns=True)
            reply: Reply = yield self._asked(exchange)
            exchange.take(reply)
            if reply.failure is not None:
                break
        return exchange.trace()

    def _simulated(
        self, user: SimulatedUser, sample: Sample, context: HarnessContext,
        opening: tuple[Message, ...],
    ) -> Rollout:  # fmt: skip
        role = render(context.texts[user.prompt], fields_of(sample))
        exchange = Exchange(opening)
        while True:
            reply: Reply = yield self._asked(exchange)
            exchange.take(reply)
            if reply.failure is not None:
                return exchange.trace()
            if exchange.turns == self.max_turns:
                return exchange.trace(out_of_turns=True)
            said: Reply = yield Consult(role="user", request=_mirrored(user, role, exchange))
            if said.failure is not None:
                message = f"the simulated user: {said.failure.message}"
                return exchange.trace(failure=Failure(cause="user", message=message))
            words, ended, _ = said.text.partition(user.end)
            if words.strip():
                exchange.say(Message(role="user", content=words.strip()))
            if ended or not words.strip():
                return exchange.trace()

    def _asked(self, exchange: Exchange) -> Generate:
        return Generate(
            prompt=Prompt(messages=exchange.messages, chat=self.chat),
            max_tokens=self.max_tokens,
            stop=self.stop,
            temperature=self.temperature,
        )


def _mirrored(user: SimulatedUser, role: str, exchange: Exchange) -> Generate:
    """The conversation as the user sees it: the model's turns are the other's, its own are its."""
    swapped = {"user": "assistant", "assistant": "user"}
    turns = [
        Message.model_validate({"role": swapped[one.role], "content": one.content})
        for one in exchange.messages
        if one.role in swapped
    ]
    return Generate(
        prompt=Prompt(messages=(Message(role="system", content=role), *turns)),
        max_tokens=user.max_tokens,
        temperature=user.temperature,
    )
