"""Scores continuations: from token ids to sums of log-probabilities.

Each different (context, continuation) is computed once, a context once for all its continuations,
and a prefix once for all contexts that begin with it. Nothing here knows about text.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch

from envhub.model import Failure

from .batches import Prefix, attempt, fill
from .feeding import Fed, Spot, batches, feed, joins
from .networks import ModuleNetwork, Network
from .prefixes import share_prefixes
from .rows import Row, packed_rows, plain_rows
from .tokenizer import Ids

LOGITS = 1 << 27
"""Logits held at once: half a GiB in float32."""


class RankJob(NamedTuple):
    """Continuations of one context, as token ids."""

    context: Ids
    continuations: tuple[Ids, ...]


class Score(NamedTuple):
    """What was read for one continuation."""

    logprob: float
    greedy: bool


class Ranked(NamedTuple):
    """One job, done: a score for each continuation, or why there is none."""

    job: int
    scores: tuple[Score, ...] | Failure
    seconds: float


Scores = dict[int, Score]


def rank(network: Network, jobs: Sequence[RankJob], budget: int) -> Iterator[Ranked]:
    """Score every job and yield each as soon as its last batch is done."""
    ledger = _Ledger(jobs)
    packed: list[Row] = []
    plain: list[Row] = []
    for context, continuations in ledger.contexts.items():
        room = min(budget, len(context) + LOGITS // max(1, network.vocabulary))
        rows = packed_rows(context, continuations, room)
        if all(network.fits(len(row.tokens)) for row in rows):
            packed += rows
        else:
            plain += plain_rows(context, continuations)
    if packed and isinstance(network, ModuleNetwork):
        for group in share_prefixes([row.tokens[: row.reads[0].at] for row in packed]):
            prefix = Prefix(network, group.prefix)
            members = [packed[place] for place in group.members]
            yield from _run(ledger, network, members, budget, prefix)
    yield from _run(ledger, network, plain, budget)


class _Ledger:
    """Which scores are known, and which jobs still wait for one."""

    def __init__(self, jobs: Sequence[RankJob]) -> None:
        self.contexts: dict[Ids, dict[Ids, int]] = {}
        self._owners: list[tuple[int, ...]] = []
        self._asking: dict[int, list[int]] = {}
        for place, job in enumerate(jobs):
            known = self.contexts.setdefault(job.context, {})
            for continuation in job.continuations:
                known.setdefault(continuation, len(self._asking))
                self._asking.setdefault(known[continuation], []).append(place)
            self._owners.append(tuple(known[one] for one in job.continuations))
        self._waiting = [len(owners) for owners in self._owners]
        self._found: dict[int, Score | Failure] = {}

    def settle(self, found: dict[int, Score | Failure], seconds: float) -> Iterator[Ranked]:
        """Note what was found and yield the jobs that were waiting for nothing else."""
        self._found |= found
        for owner in found:
            for place in self._asking[owner]:
                self._waiting[place] -= 1
                if not self._waiting[place]:
                    yield Ranked(place, self._result(place), seconds)

    def _result(self, place: int) -> tuple[Score, ...] | Failure:
        scores: list[Score] = []
        for owner in self._owners[place]:
            found = self._found[owner]
            if isinstance(found, Failure):
                return found
            scores.append(found)
        return tuple(scores)


def _run(
    ledger: _Ledger,
    network: Network,
    rows: Sequence[Row],
    budget: int,
    prefix: Prefix | None = None,
) -> Iterator[Ranked]:
    shared = 0 if prefix is None else len(prefix)

    def size(row: Row) -> int:
        # Logits cost memory too, and their number is bounded.
        logits = (len(row.tokens) - row.reads[0].at) * network.vocabulary * budget // LOGITS
        return max(len(row.tokens) - shared, logits)

    def together(batch: Sequence[Row]) -> list[Scores]:
        if prefix is None or not isinstance(network, ModuleNetwork):
            return _score_plain(network, batch)
        return _read(feed(network, batch, prefix, join=joins(budget)), batch)

    def alone(row: Row) -> Scores:
        if isinstance(network, ModuleNetwork) and prefix is not None:
            return _read(feed(network, [row], Prefix(network, ()), join=True), [row])[0]
        return _score_plain(network, [row])[0]

    def length(row: Row) -> int:
        return len(row.tokens)

    ready = fill(rows, size, budget, length)
    if prefix is not None:
        ready = batches(rows, size, budget, prefix)
    for batch in ready:
        start = time.perf_counter()
        found: dict[int, Score | Failure] = {}
        for row, result in zip(batch, attempt(batch, together, alone), strict=True):
            if isinstance(result, Failure):
                found |= {read.owner: result for read in row.reads}
            else:
                found |= result
        yield from ledger.settle(found, time.perf_counter() - start)


def _score_plain(network: Network, rows: Sequence[Row]) -> list[Scores]:
    """Score rows of one length, which need neither mask nor positions."""
    tokens = torch.tensor([row.tokens for row in rows], device=network.device)
    columns = sorted({read.at for row in rows for read in row.reads})
    logits = network.plain(tokens, torch.tensor(columns, device=network.device))
    kept = {column: place for place, column in enumerate(columns)}
    return _read(Fed(logits, kept, tuple(Spot(n, 0) for n in range(len(rows))), None), rows)


def _read(fed: Fed, rows: Sequence[Row]) -> list[Scores]:
    """Read every token's log-probability, and whether it is the argmax, and sum them by owner."""
    logits = fed.logits.float()
    reads = [
        (spot.line, fed.kept[read.at + spot.shift], read.token)
        for spot, row in zip(fed.spots, rows, strict=True)
        for read in row.reads
    ]
    line, column, token = torch.tensor(reads, device=logits.device).T
    picked = logits[line, column, token] - logits.logsumexp(-1)[line, column]
    best = logits.argmax(-1)[line, column] == token
    values = iter(zip(picked.tolist(), best.tolist(), strict=True))
    scores: list[Scores] = []
    for row in rows:
        mine: Scores = {}
        for read, (logprob, greedy) in zip(row.reads, values, strict=False):
            before = mine.get(read.owner, Score(0.0, True))
            mine[read.owner] = Score(before.logprob + logprob, before.greedy and greedy)
        scores.append(mine)
    return scores
