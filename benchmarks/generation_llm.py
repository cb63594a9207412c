"""Asking a language model for typed answers: what is added to the time of its server.

A server on loopback takes a fixed time for each answer (`--latency`), and N questions are kept in
flight. The least that can be is questions x latency / N; what is beyond that is overhead: prompts,
schemas, the journal, HTTP, and the pace, which begins below N. The peer is the `openai` client
itself with a semaphore, which reads nothing of what it is answered: what it adds is HTTP and the
machine. Target: at most 5 % beside the server's time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import openai

from envhub.values import Frozen
from envhub_hub.asking import Ask, Asker, AskSettings, PromptText
from envhub_hub.backends import LoadSettings, load_model

TARGET = 0.05
SERVER = Path(__file__).parents[1] / "tests" / "chat_server.py"
PROMPT = PromptText(
    name="bench", version=1, system="You write items.", user="Item {{ n }}, please."
)
SAID = {"question": "How many are left?", "answer": "12", "why": "x" * 600}


class Answer(Frozen):
    """What the server says."""

    question: str
    answer: str
    why: str


def main() -> None:
    """Measure both, print every overhead; exit 1 where ours is above the target."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--questions", type=int, default=640)
    options.add_argument("--latency", type=float, default=0.5, help="seconds of an answer")
    options.add_argument("--concurrency", type=int, default=16)
    options.add_argument("--rounds", type=int, default=2)
    given = options.parse_args()
    least = given.questions * given.latency / given.concurrency
    print(f"{given.questions} questions of {given.latency:g} s, {given.concurrency} in flight: "
          f"{least:.2f} s at least")  # fmt: skip
    ours = []
    with server() as url:
        for _ in range(given.rounds):
            ours.append(ask(url, given.questions, given.latency, given.concurrency) / least - 1)
            peer = bare(url, given.questions, given.latency, given.concurrency) / least - 1
            print(f"overhead: envhub {ours[-1]:+.1%}, openai client {peer:+.1%}")
    print(f"best {min(ours):.1%} (target {TARGET:.0%})")
    if min(ours) > TARGET:
        sys.exit("the overhead is above its target")


@contextmanager
def server() -> Iterator[str]:
    """Start the server in a process of its own; gives its address."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, SERVER], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()


def script(url: str, latency: float) -> None:
    """Tell the server how long an answer takes, and what it is."""
    said = {"schema": "refused", "tools": "ignored", "seconds": latency,
            "answer": json.dumps(SAID)}  # fmt: skip
    with urlopen(f"{url}/script", data=json.dumps(said).encode(), timeout=10):
        pass


def ask(url: str, questions: int, latency: float, concurrency: int) -> float:
    """Return the seconds that the asker takes for all, with a journal on disk."""
    script(url, 0.0)
    model = load_model("openai/tiny", LoadSettings(base_url=f"{url}/v1", concurrency=concurrency))
    script(url, latency)
    with tempfile.TemporaryDirectory() as scratch:
        settings = AskSettings(concurrency=concurrency, journal=Path(scratch, "answers.jsonl"))
        with closing(Asker(model, settings)) as asker:
            started = time.perf_counter()
            answers = dict(asker.ask(Ask(PROMPT, {"n": n}, Answer) for n in range(questions)))
            seconds = time.perf_counter() - started
    wrong = sum(not isinstance(one, Answer) for one in answers.values())
    if wrong or len(answers) != questions:
        sys.exit(f"{wrong} of {len(answers)} answers are none")
    return seconds


def bare(url: str, questions: int, latency: float, concurrency: int) -> float:
    """Return the seconds that the plain client takes for the same."""

    async def all_of_them() -> float:
        client = openai.AsyncOpenAI(api_key="none", base_url=f"{url}/v1", max_retries=0)
        gate = asyncio.Semaphore(concurrency)

        async def one(n: int) -> None:
            async with gate:
                await client.chat.completions.create(
                    model="tiny", messages=[{"role": "user", "content": f"Item {n}, please."}]
                )

        started = time.perf_counter()
        await asyncio.gather(*(one(n) for n in range(questions)))
        seconds = time.perf_counter() - started
        await client.close()
        return seconds

    script(url, latency)
    return asyncio.run(all_of_them())


if __name__ == "__main__":
    main()
