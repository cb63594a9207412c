"""A model on this machine: answers requests over torch, and says what it is.

Loading is elsewhere (`hf`, `tl`, `demo`, `memory`); so is what a network is (`networks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from envhub.model import Continuation, Failure, ModelIdentity, Rank, Reply, Request, Usage

from .networks import Network
from .prompts import Asked, Reader, prepare
from .ranking import Ranked, RankJob, rank
from .writing import Room, WriteJob, Writer, Written, write

CPU_ROOM = Room(tokens=512, held=16384)
"""More than so many tokens at once gain nothing on a CPU, whose caches are small; but of one token
each, a hundred rows do better than ten."""
DEVICE_ROOM = Room(tokens=16384, held=16384)


class LocalModel:
    """A `Model` over a network and a tokenizer."""

    def __init__(
        self,
        network: Network,
        tokenizer: Any,
        identity: ModelIdentity,
        *,
        batch_tokens: int | None = None,
    ) -> None:
        self.identity = identity
        self._reader = Reader(tokenizer, identity.bos_token_id, network.limit)
        self._writer = Writer(network, tokenizer, _ends(network, tokenizer))
        on_cpu = str(network.device).startswith("cpu")
        self._room = CPU_ROOM if on_cpu else DEVICE_ROOM
        if batch_tokens is not None:
            self._room = Room(batch_tokens, batch_tokens)

    def respond(self, requests: Sequence[Request]) -> Iterator[tuple[int, Reply]]:
        """Answer each request once, as (index, reply), as soon as its batch is done."""
        ranking: dict[int, Asked] = {}
        writing: dict[int, Asked] = {}
        for index, request in enumerate(requests):
            asked = prepare(self._reader, request)
            if isinstance(asked, Failure):
                yield index, Reply(failure=asked)
            elif isinstance(asked.job, RankJob):
                ranking[index] = asked
            else:
                writing[index] = asked
        yield from self._rank(requests, ranking)
        yield from self._write(writing)

    def _rank(
        self, requests: Sequence[Request], asked: dict[int, Asked]
    ) -> Iterator[tuple[int, Reply]]:
        places = list(asked)
        jobs = [one.job for one in asked.values() if isinstance(one.job, RankJob)]
        for done in rank(self._writer.network, jobs, self._room.tokens):
            index = places[done.job]
            request = requests[index]
            texts = request.continuations or () if isinstance(request, Rank) else ()
            yield index, _ranked(asked[index].text, jobs[done.job], texts, done)

    def _write(self, asked: dict[int, Asked]) -> Iterator[tuple[int, Reply]]:
        places = list(asked)
        jobs = [one.job for one in asked.values() if isinstance(one.job, WriteJob)]
        for done in write(self._writer, jobs, self._room):
            index = places[done.job]
            yield index, _written(asked[index].text, jobs[done.job], done)


def _ranked(prompt: str, job: RankJob, texts: Sequence[str], done: Ranked) -> Reply:
    latency = done.seconds * 1000
    if isinstance(done.scores, Failure):
        return Reply(prompt=prompt, latency_ms=latency, failure=done.scores)
    return Reply(
        continuations=tuple(
            Continuation(text=text, logprob=score.logprob, tokens=len(ids), greedy=score.greedy)
            for text, ids, score in zip(texts, job.continuations, done.scores, strict=True)
        ),
        prompt=prompt,
        usage=Usage(input_tokens=len(job.context) + sum(map(len, job.continuations))),
        latency_ms=latency,
    )


def _written(prompt: str, job: WriteJob, done: Written) -> Reply:
    latency = done.seconds * 1000
    if isinstance(done.text, Failure):
        return Reply(prompt=prompt, latency_ms=latency, failure=done.text)
    return Reply(
        text=done.text.text,
        prompt=prompt,
        stop_reason=done.text.reason,
        usage=Usage(input_tokens=len(job.prompt), output_tokens=done.text.tokens),
        latency_ms=latency,
    )


def _ends(network: Network, tokenizer: Any) -> frozenset[int]:
    """Return the tokens that end a text: the generation config's, else the tokenizer's."""
    for config in network.configs:
        ends = getattr(config, "eos_token_id", None)
        if ends is not None:
            return frozenset([ends] if isinstance(ends, int) else ends)
    end = getattr(tokenizer, "eos_token_id", None)
    return frozenset() if end is None else frozenset([end])
