"""One call to a server: retries with full jitter, time limits, and what went wrong in one word.

The client's own retries are off, and its replies are read here: a key never leaves this file in
anything but the header that it belongs in.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple, TypeVar

import httpx2
import openai

from envhub.errors import BackendError, EnvhubError, NotFound, PermissionMissing
from envhub.values import Frozen

from .asking import Call
from .pacing import Pace
from .reading import Unreadable, parsed

Found = TypeVar("Found")
LOST = 32
"""Requests in a row that the server did not answer at all, after which it is given up."""
_POOL = 8
"""Connections of one client, about."""
_MAX_SHOWN = 300
_TOO_LONG = re.compile(
    r"context.?(length|window|size)|maximum context|prompt is too long|too many (input )?tokens",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"model\b.*\b(not exist|not found|no such|unknown|not available)", re.IGNORECASE | re.DOTALL
)
_NO_CHAT = re.compile(r"not a chat model|chat.?template", re.IGNORECASE)


class Patience(Frozen):
    """How long a call is tried."""

    seconds: float = 300.0
    """Of one try."""
    tries: int = 6
    timeouts: int = 2
    """Tries that may run out of time: each may be paid for."""
    first_wait: float = 0.5
    longest_wait: float = 30.0
    longest_asked: float = 120.0
    """A server that asks for a longer wait is not waited for."""


class Server(NamedTuple):
    """Where calls go."""

    url: str
    key: str | None
    model: str


class Fault(Exception):
    """Why a call failed."""

    def __init__(self, cause: str, message: str, *, again: bool = False) -> None:
        super().__init__(message)
        self.cause = cause
        self.message = message
        self.again = again
        """Whether trying again may help."""
        self.status: int | None = None
        self.field: str | None = None
        """The field of the request that the server did not take."""
        self.asked_wait: float | None = None

    @property
    def lost(self) -> bool:
        """Whether the server did not answer at all."""
        return self.again and self.status is None

    @property
    def no_chat(self) -> bool:
        """Whether what failed is that there is no chat here."""
        return self.status in (404, 405) or bool(_NO_CHAT.search(self.message))


class Answer(NamedTuple):
    """What a call gave."""

    data: Any
    seconds: float
    """Of the try that succeeded."""


class Caller:
    """Calls to one server, within its pace. It belongs to one event loop."""

    def __init__(self, server: Server, concurrency: int, patience: Patience) -> None:
        self._server = server
        self._patience = patience
        self._pace = Pace(concurrency)
        self._lost_in_a_row = 0
        self._clients = _clients(server, concurrency, patience.seconds)
        self._turn = itertools.cycle(self._clients)

    async def close(self) -> None:
        """Close the connections."""
        for client in self._clients:
            await client.close()

    async def call(self, call: Call, read: Callable[[Any], Found]) -> tuple[Found, Answer]:
        """Return what `read` finds in the server's answer, and the answer.

        Raises:
            Fault: this call can't be answered, now or at all.
            PermissionMissing: the key is wrong. NotFound: the model is.
            BackendError: the server is gone, or the money is.
        """
        timeouts = 0
        for tried in range(1, self._patience.tries + 1):
            began = await self._pace.enter()
            try:
                answer = await self._once(call)
                found = _read(answer, read)
            except Fault as fault:
                if fault.status in (429, 503):
                    self._pace.too_much(began)
                timeouts += fault.cause == "timeout"
                last = tried == self._patience.tries or timeouts >= self._patience.timeouts
                if last or not self._worth_it(fault):
                    self._count(fault)
                    raise
                wait = self._wait(tried, fault.asked_wait)
            else:
                self._pace.good()
                self._lost_in_a_row = 0
                return found, answer
            finally:
                self._pace.leave()
            await asyncio.sleep(wait)
        raise AssertionError("unreachable: the last try returns or raises")

    async def models(self) -> list[str]:
        """Return the models that the server names; none where it names none."""
        try:
            async with asyncio.timeout(10):
                got = await self._clients[0].get("/models", cast_to=httpx2.Response)
            listed = json.loads(got.text)["data"]
            return [self._clean(str(one["id"])) for one in listed][:1000]
        except (openai.OpenAIError, TimeoutError, ValueError, KeyError, TypeError):
            return []

    async def _once(self, call: Call) -> Answer:
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._patience.seconds):
                got = await next(self._turn).post(
                    call.path, cast_to=httpx2.Response, body=call.body
                )
            return Answer(parsed(self._clean(got.text)), time.perf_counter() - started)
        except (TimeoutError, openai.APITimeoutError):
            message = f"no answer within {self._patience.seconds:g} s"
            raise Fault("timeout", message, again=True) from None
        except openai.APIStatusError as error:
            raise self._judged(error) from None
        except (openai.APIConnectionError, httpx2.HTTPError) as error:
            said = self._clean(str(error.__cause__ or error)) or type(error).__name__
            raise Fault("backend", f"the connection failed: {said}", again=True) from None
        except (ValueError, RecursionError):
            fault = Fault("backend", "the server's answer is not JSON", again=True)
            fault.status = 200
            raise fault from None

    def _judged(self, error: openai.APIStatusError) -> EnvhubError | Fault:
        status, told = error.status_code, _told(error)
        said = self._clean(str(told.get("message") or f"HTTP {status}"))[:_MAX_SHOWN]
        code = str(told.get("code") or "")
        if status == 401:
            return self._no_permission(said)
        if status == 402 or code == "insufficient_quota":
            hint = "what was done is kept; pay, or use another key"
            return BackendError(
                f"the account of `{self._server.model}` is empty: {said}", hint=hint
            )
        no_model = code == "model_not_found" or _NO_MODEL.search(said)
        if status == 404 and no_model and not _NO_CHAT.search(said):
            return NotFound(f"the server has no model `{self._server.model}`: {said}")
        fault = self._fault(status, said, code)
        fault.status = status
        fault.field = str(told.get("param") or "") or None
        fault.asked_wait = _asked_wait(error.response.headers)
        return fault

    def _fault(self, status: int, said: str, code: str) -> Fault:
        if status == 429:
            return Fault("rate_limit", f"HTTP 429: {said}", again=True)
        if status in (408, 409) or status >= 500:
            return Fault("backend", f"HTTP {status}: {said}", again=True)
        if code == "context_length_exceeded" or status == 413 or _TOO_LONG.search(said):
            return Fault("context_length", said)
        return Fault("refused by server", f"HTTP {status}: {said}")

    def _no_permission(self, said: str) -> PermissionMissing:
        what = "refused the key" if self._server.key else "wants a key"
        message = f"the server of `{self._server.model}` {what}: {said}"
        return PermissionMissing(message, hint="set OPENAI_API_KEY")

    def _worth_it(self, fault: Fault) -> bool:
        asked = fault.asked_wait
        return fault.again and (asked is None or asked <= self._patience.longest_asked)

    def _wait(self, tried: int, asked: float | None) -> float:
        """Full jitter; where the server names a time, never less than that."""
        most = min(self._patience.longest_wait, self._patience.first_wait * 2 ** (tried - 1))
        return random.uniform(0, most) + (asked or 0.0)

    def _count(self, fault: Fault) -> None:
        """Raises BackendError when the server has stopped to answer."""
        if not fault.lost:
            self._lost_in_a_row = 0
            return
        self._lost_in_a_row += 1
        if self._lost_in_a_row >= LOST:
            message = f"the server of `{self._server.model}` does not answer any more"
            raise BackendError(f"{message}: {fault.message}", hint="what was done is kept")

    def _clean(self, text: str) -> str:
        """A text without the key: servers quote what they are sent."""
        return text.replace(self._server.key, "[key]") if self._server.key else text


def _clients(server: Server, concurrency: int, seconds: float) -> list[openai.AsyncOpenAI]:
    """Several clients, since a pool looks at each of its connections for every request."""
    trusted = httpx2.create_ssl_context()
    return [
        openai.AsyncOpenAI(
            # A server on one's own machine wants no key, but the client does.
            api_key=server.key or "none",
            base_url=server.url,
            max_retries=0,
            http_client=openai.DefaultAsyncHttpxClient(
                timeout=httpx2.Timeout(seconds, pool=None),
                limits=httpx2.Limits(max_keepalive_connections=2 * _POOL),
                verify=trusted,
            ),
        )
        for _ in range(max(1, min(concurrency // _POOL, 16)))
    ]


def _read(answer: Answer, read: Callable[[Any], Found]) -> Found:
    try:
        return read(answer.data)
    except Unreadable as error:
        fault = Fault("backend", f"the server's answer is none: {error}", again=True)
        fault.status = 200
        raise fault from None


def _told(error: openai.APIStatusError) -> dict[str, Any]:
    """The error object of an answer, whose form differs between servers."""
    try:
        body = json.loads(error.response.text)
    except (ValueError, RecursionError):
        return {}
    inner = body.get("error", body) if isinstance(body, dict) else None
    if isinstance(inner, str):
        return {"message": inner}
    if not isinstance(inner, dict):
        return {}
    return inner if "message" in inner else {"message": inner.get("detail")} | inner


def _asked_wait(headers: Any) -> float | None:
    """The seconds that `Retry-After` asks for, in any of its forms."""
    try:
        if (milliseconds := headers.get("retry-after-ms")) is not None:
            return max(0.0, float(milliseconds) / 1000)
        if (said := headers.get("retry-after")) is None:
            return None
        if said.strip().replace(".", "", 1).isdigit():
            return float(said)
        moment = parsedate_to_datetime(said)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
