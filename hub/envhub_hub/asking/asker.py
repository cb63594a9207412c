"""Asks a model many questions at once, and reads what it answers.

A question is asked once more where its answer can't be used, and then it is a recorded `Failure`:
no answer is ever made up. Time limits of one call, retries and pace are the backend's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple, TypeVar

from pydantic import Field

from envhub.errors import BackendError
from envhub.model import Failure, Generate, Model, Reply
from envhub.tools.protocol import worded
from envhub.values import Frozen

from .ask import Ask, BadAnswer, asked_again, read_answer, request_of
from .journal import Journal, key_of
from .ledger import Account, AskLimits, Ledger, LimitReached
from .prompts import PromptText

T = TypeVar("T", bound=Frozen)
R = TypeVar("R")
Conversation = Generator[Ask[Any], Any, R]
"""Yields questions one after the other, is sent each answer or its `Failure`, returns a result."""


class AskSettings(Frozen):
    """How a model is asked."""

    concurrency: int = Field(default=8, ge=1, le=4096)
    """Questions in flight. 1 for a model in this process: it computes one text at a time."""
    limits: AskLimits = AskLimits()
    thinking_tokens: int = Field(default=0, ge=0)
    """Added to the limit of every answer, for models that think before they answer."""
    journal: Path | None = None
    """The file that answers are kept in, and taken from where it has them."""


class _Done(NamedTuple):
    """What came of a conversation."""

    place: int
    result: Any
    error: BaseException | None


class Asker:
    """A model that is asked for typed answers. Whoever makes it closes it."""

    def __init__(self, model: Model, settings: AskSettings | None = None) -> None:
        """Open the journal, and start the clock.

        Raises:
            UsageError: a limit on a cost that nobody knows, or a file that is no journal.
        """
        self.settings = settings or AskSettings()
        self._owned = model
        self._model = worded(model)
        self._ledger = Ledger(model, self.settings.limits)
        self._journal = Journal(self.settings.journal)

    def ask(self, questions: Iterable[Ask[T]]) -> Iterator[tuple[int, T | Failure]]:
        """Answer each question once, as (index, answer), in the order in which answers come.

        Raises:
            LimitReached: a limit; what was in flight, and could be waited for, was yielded.
            BackendError, PermissionMissing, NotFound: the model can't go on.
        """
        single: Callable[[Ask[T]], Conversation[T | Failure]] = _single
        return self.drive(map(single, questions))

    def one(self, question: Ask[T]) -> T | Failure:
        """Answer one question. Raises: as `ask`."""
        ((_, answer),) = self.ask([question])
        return answer

    def hold(self, conversation: Conversation[R]) -> R:
        """Hold one conversation, and return its result. Raises: as `ask`."""
        ((_, result),) = self.drive([conversation])
        return result

    def drive(self, conversations: Iterable[Conversation[R]]) -> Iterator[tuple[int, R]]:
        """Hold conversations, as many at once as the settings say; yields (index, result).

        Raises: as `ask`.
        """
        crew = _Crew(self._converse)
        waiting = enumerate(conversations)
        with closing(crew):
            under_way = sum(crew.start(*one) for one in islice(waiting, self.settings.concurrency))
            stopped: LimitReached | None = None
            while under_way:
                done = crew.wait(self._ledger.seconds_left)
                if done is None:
                    raise self._ledger.out_of_time()
                under_way -= 1
                if isinstance(done.error, LimitReached):
                    stopped = done.error
                elif done.error is not None:
                    raise done.error
                if stopped is None and (following := next(waiting, None)) is not None:
                    under_way += crew.start(*following)
                if done.error is None:
                    yield done.place, done.result
            if stopped is not None:
                raise stopped

    def account(self) -> Account:
        """Say what was asked until now, and what it took."""
        return self._ledger.account()

    def close(self) -> None:
        """Close the journal, and the model where it can be closed: its calls end with it."""
        close = getattr(self._owned, "close", None)
        if close is not None:
            close()
        self._journal.close()

    def _converse(self, conversation: Conversation[Any], stop: threading.Event) -> Any:
        answer: Any = None
        while not stop.is_set():
            try:
                question = conversation.send(answer)
            except StopIteration as end:
                return end.value
            answer = self._answered(question)
        return None

    def _answered(self, ask: Ask[T]) -> T | Failure:
        request = request_of(ask, self.settings.thinking_tokens)
        for tried in (1, 2):
            reply = self._said(ask.prompt, request)
            if reply.failure is not None:
                return self._failed(ask.prompt, reply.failure)
            answer = read_answer(ask, reply)
            if not isinstance(answer, BadAnswer):
                return answer
            if tried == 1:
                self._ledger.again(ask.prompt)
                request = asked_again(request, reply, answer)
        assert isinstance(answer, BadAnswer)
        return self._failed(ask.prompt, Failure(cause=answer.cause, message=answer.problem))

    def _failed(self, prompt: PromptText, failure: Failure) -> Failure:
        self._ledger.failed(prompt, failure.cause)
        return failure

    def _said(self, prompt: PromptText, request: Generate) -> Reply:
        key = key_of(self._model.identity, request)
        known = self._journal.find(key)
        if known is not None:
            self._ledger.answered(prompt, known, replayed=True)
            return known
        self._ledger.enter(prompt)
        replies = dict(self._model.respond([request]))
        if set(replies) != {0}:
            raise BackendError(f"model `{self._model.identity.name}` did not answer a request")
        self._ledger.answered(prompt, replies[0], replayed=False)
        self._journal.keep(key, f"{prompt.name}-{prompt.version}", replies[0])
        return replies[0]


class _Crew:
    """Threads that hold one conversation each. They keep no process alive."""

    def __init__(self, work: Any) -> None:
        self._work = work
        self._jobs: SimpleQueue[tuple[int, Conversation[Any]] | None] = SimpleQueue()
        self._done: SimpleQueue[_Done] = SimpleQueue()
        self._stop = threading.Event()
        self._size = self._busy = 0

    def start(self, place: int, conversation: Conversation[Any]) -> int:
        """Hand a conversation to a thread that is free, or to a new one; returns 1."""
        self._busy += 1
        if self._busy > self._size:
            self._size += 1
            threading.Thread(target=self._serve, name="envhub-asking", daemon=True).start()
        self._jobs.put((place, conversation))
        return 1

    def wait(self, seconds: float | None) -> _Done | None:
        """Return what ended next; None where nothing did in time."""
        try:
            done = self._done.get(timeout=seconds)
        except Empty:
            return None
        self._busy -= 1
        return done

    def close(self) -> None:
        """Let every thread end behind the question that it is waiting for."""
        self._stop.set()
        for _ in range(self._size):
            self._jobs.put(None)

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None and not self._stop.is_set():
            place, conversation = job
            try:
                self._done.put(_Done(place, self._work(conversation, self._stop), None))
            except BaseException as error:  # the thread that waits for it raises it
                self._done.put(_Done(place, None, error))


def _single(ask: Ask[T]) -> Conversation[T | Failure]:
    """A conversation of one question."""
    answer: T | Failure = yield ask
    return answer
