"""A model behind a server: many requests at once, from a caller that is not asynchronous."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from envhub.errors import PermissionMissing, UsageError
from envhub.model import Failure, ModelIdentity, Rank, Reply, Request

from ... import config
from ..prices import Price, cost_of, find_price
from ..settings import LoadSettings
from .asking import compose
from .background import Background
from .calling import Caller, Fault, Patience, Server
from .probing import Look, look, offers_ranking
from .reading import read_generate, read_rank, usage_of

_log = logging.getLogger(__name__)
_OWN = "api.openai.com"


def load(name: str, settings: LoadSettings) -> RemoteModel:
    """Return a model of the server at `--base-url`, else `OPENAI_BASE_URL`, else OpenAI's own.

    Raises:
        UsageError: the address can't be one.
        PermissionMissing: the key is missing or wrong.
        NotFound: the server has no such model. BackendError: it does not answer.
    """
    url = config.model_server(settings.base_url)
    host = _host(url)
    key = config.model_key()
    if key is None and host == _OWN:
        message = f"`openai/{name}` at {host} needs a key"
        hint = "set OPENAI_API_KEY, or name another server by --base-url"
        raise PermissionMissing(message, hint=hint)
    patience = Patience(seconds=settings.request_timeout)
    price = find_price(host, name)
    return RemoteModel(Server(url, key, name), settings.concurrency, patience, price)


class RemoteModel:
    """A `Model` over HTTP. Several threads may ask it at once."""

    def __init__(
        self, server: Server, concurrency: int, patience: Patience, price: Price | None = None
    ) -> None:
        """Look at the server: see `load`."""
        self.price = price
        self._name = server.model
        self._caller = Caller(server, concurrency, patience)
        self._background = Background(self._caller.close)
        self._ranks: Failure | None = None
        self._ranks_known = False
        self._asking_ranks = asyncio.Lock()
        try:
            found = self._background.run(look(self._caller, server.model))
        except BaseException:
            self.close()
            raise
        self._dialect = found.dialect
        self.identity = _identity(server, found)

    def respond(self, requests: Sequence[Request]) -> Iterator[tuple[int, Reply]]:
        """Answer each request once, as (index, reply), in the order in which the server does.

        Raises:
            PermissionMissing, NotFound, BackendError: the server can't go on; what it had
                answered until then was yielded.
        """
        answers: SimpleQueue[tuple[int, Reply] | None] = SimpleQueue()
        working = self._background.start(self._answer_all(requests, answers))
        working.add_done_callback(lambda _: answers.put(None))
        try:
            while (answer := answers.get()) is not None:
                yield answer
            working.result()
        finally:
            working.cancel()

    def close(self) -> None:
        """End the connections and the thread."""
        self._background.close()

    async def _answer_all(
        self, requests: Sequence[Request], answers: SimpleQueue[tuple[int, Reply] | None]
    ) -> None:
        async def one(index: int) -> None:
            answers.put((index, await self._answer(requests[index])))

        try:
            async with asyncio.TaskGroup() as group:
                for index in range(len(requests)):
                    group.create_task(one(index))
        except BaseExceptionGroup as group:
            # Whatever ended the others, the first thing that went wrong is what is told.
            raise group.exceptions[0] from None

    async def _answer(self, request: Request) -> Reply:
        try:
            if isinstance(request, Rank) and (unable := await self._unable_to_rank()) is not None:
                return Reply(failure=unable)
            call = compose(self._name, self._dialect, request)
            if isinstance(call, Failure):
                return Reply(failure=call)
        except Fault as fault:
            return Reply(failure=Failure(cause=fault.cause, message=fault.message))

        def read(data: Any) -> Reply:
            if isinstance(request, Rank):
                return read_rank(data, request)
            return read_generate(data, request)

        try:
            reply, answer = await self._caller.call(call, read)
        except Fault as fault:
            failure = Failure(cause=fault.cause, message=fault.message)
            return Reply(prompt=call.prompt, failure=failure)
        told = {
            "prompt": call.prompt,
            "latency_ms": answer.seconds * 1000,
            "cost": cost_of(self.price, usage_of(answer.data)),
        }
        return reply.model_copy(update=told)

    async def _unable_to_rank(self) -> Failure | None:
        """Found out once, when something is ranked for the first time."""
        async with self._asking_ranks:
            if not self._ranks_known:
                why = await offers_ranking(self._caller, self._name)
                if why is not None:
                    message = (
                        f"`{self.identity.name}` gives no log-probabilities of a prompt, "
                        f"so nothing can be ranked: {why}"
                    )
                    self._ranks = Failure(cause="logprobs", message=message)
                    _log.warning("%s", message)
                self._ranks_known = True
            return self._ranks


def _identity(server: Server, found: Look) -> ModelIdentity:
    dialect = found.dialect
    able = [name for name in ("tools", "response_schema") if getattr(dialect, name)]
    options = {"host": _host(server.url), "chat": "the server's" if dialect.chat else "none"}
    if found.fingerprint:
        options["fingerprint"] = found.fingerprint
    if "temperature" in dialect.left_out:
        # It changes numbers, so it stands in the record: the server refuses to be told.
        options["temperature"] = "the server's own"
    return ModelIdentity(name=f"openai/{server.model}", abilities=tuple(able), options=options)


def _host(url: str) -> str:
    """Return the host and port of an address.

    Raises:
        UsageError: it is no address, or there are credentials in it.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        hint = "such as http://localhost:8000/v1"
        raise UsageError("the address of the model's server is no http or https URL", hint=hint)
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        hint = "the key goes into OPENAI_API_KEY"
        raise UsageError("the address of the model's server must hold no credentials", hint=hint)
    return f"{host}:{port}" if port else host
