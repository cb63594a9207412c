"""How near to the ideal rate: 64 in flight, another process serving, a bare client loop beside."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx2
import openai
import pytest
from tests.chatting import asks

from envhub_hub.backends.openai.calling import Patience

AT_ONCE, WARM = 64, 256


@pytest.mark.slow
@pytest.mark.parametrize(("seconds", "requests", "share"), [(0.1, 2560, 0.75), (0.5, 1024, 0.9)])
def test_the_rate_is_near_the_ideal(
    server: Any, connect: Any, seconds: float, requests: int, share: float
) -> None:
    model = connect(patience=Patience(), concurrency=AT_ONCE)
    list(model.respond([asks()] * WARM))  # the pace has reached its ceiling, connections are open
    server.script(seconds=seconds)
    began = time.perf_counter()
    replies = list(model.respond([asks()] * requests))
    rate = requests / (time.perf_counter() - began)
    assert all(reply.failure is None for _, reply in replies)
    ideal = AT_ONCE / seconds
    bare = asyncio.run(bare_rate(server.url, requests))
    print(  # noqa: T201 - the figures are what the test is for
        f"\nanswers in {seconds * 1000:g} ms: {rate:.0f}/s, {rate / ideal:.0%} of {ideal:.0f}/s; "
        f"bare client loop {bare:.0f}/s, {bare / ideal:.0%}"
    )
    assert rate >= share * ideal


async def bare_rate(url: str, requests: int) -> float:
    """The client alone, as its manual shows it: no retries, no pace, no replies made."""
    limits = httpx2.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    async with openai.AsyncOpenAI(
        api_key="x", base_url=url, max_retries=0,
        http_client=openai.DefaultAsyncHttpxClient(limits=limits),
    ) as client:  # fmt: skip
        slots = asyncio.Semaphore(AT_ONCE)

        async def one() -> None:
            async with slots:
                await client.chat.completions.create(
                    model="tiny", max_tokens=64, temperature=0,
                    messages=[{"role": "user", "content": "two plus two?"}],
                )  # fmt: skip

        await asyncio.gather(*[one() for _ in range(AT_ONCE)])
        began = time.perf_counter()
        await asyncio.gather(*[one() for _ in range(requests)])
        return requests / (time.perf_counter() - began)
