from __future__ import annotations

import asyncio

from envhub_hub.backends.openai.pacing import Pace


def test_it_begins_with_a_few_and_doubles_each_round() -> None:
    pace = Pace(64, start=4)
    seen = []
    for _ in range(6):
        seen.append(pace.limit)
        for _ in range(pace.limit):
            pace.good()
    assert seen == [4, 8, 16, 32, 64, 64]


def test_calls_of_one_round_halve_it_once_and_then_it_grows_slowly() -> None:
    async def story() -> list[int]:
        pace = Pace(64, start=64)
        rounds = [await pace.enter() for _ in range(10)]
        for began in rounds:
            pace.too_much(began)
        halved = pace.limit
        for _ in range(halved + 1):
            pace.good()
        grown = pace.limit
        pace.too_much(await pace.enter())
        return [halved, grown, pace.limit]

    assert asyncio.run(story()) == [32, 33, 16]


def test_it_never_falls_below_one() -> None:
    async def story() -> int:
        pace = Pace(2)
        for _ in range(5):
            pace.too_much(await pace.enter())
            pace.leave()
        return pace.limit

    assert asyncio.run(story()) == 1


def test_whoever_gives_up_waiting_leaves_no_slot_behind() -> None:
    async def story() -> None:
        pace = Pace(1)
        await pace.enter()
        waiting = [asyncio.create_task(pace.enter()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        pace.leave()  # hands the slot to the second
        waiting[1].cancel()  # which is gone before it runs
        await asyncio.wait_for(waiting[2], 1)
        pace.leave()
        await asyncio.wait_for(pace.enter(), 1)

    asyncio.run(story())
