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

from .batches import Prefix, attempt, fill, pad_left
from .networks import ModuleNetwork, Network, Padded, Tensor
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
        # A cached token costs memory and attention but no weights; logits are bounded too.
        logits = (len(row.tokens) - row.reads[0].at) * network.vocabulary * budget // LOGITS
        return max(len(row.tokens) - shared + shared // 8, logits)

    def together(batch: Sequence[Row]) -> list[Scores]:
        if prefix is None or not isinstance(network, ModuleNetwork):
            return _score_plain(network, batch)
        return _score_packed(network, batch, prefix)

    def alone(row: Row) -> Scores:
        if isinstance(network, ModuleNetwork) and prefix is not None:
            return _score_packed(network, [row], Prefix(network, ()))[0]
        return _score_plain(network, [row])[0]

    def length(row: Row) -> int:
        return len(row.tokens)

    for batch in fill(rows, size, budget, length if prefix is None else None):
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
    return _read(logits, rows, columns, [0] * len(rows))


def _score_packed(network: ModuleNetwork, rows: Sequence[Row], prefix: Prefix) -> list[Scores]:
    """Score rows of different lengths, aligned on the right, each branch blind to the others."""
    cut = [row.without(len(prefix)) for row in rows]
    width = max(len(row.tokens) for row in cut)
    shifts = [width - len(row.tokens) for row in cut]
    columns = sorted(
        {read.at + shift for row, shift in zip(cut, shifts, strict=True) for read in row.reads}
    )
    keep = torch.tensor(columns, device=network.device)
    tokens = pad_left([row.tokens for row in cut], 0).to(network.device)
    if not (len(prefix) or any(shifts) or any(row.branches[-1] for row in cut)):
        return _read(network.plain(tokens, keep), cut, columns, shifts)
    inputs = Padded(
        tokens=tokens,
        positions=pad_left([row.positions for row in cut], 0).to(network.device),
        mask=_mask(network, pad_left([row.branches for row in cut], -1), len(prefix)),
    )
    logits, _ = network.padded(inputs, keep, prefix.cache(len(rows)))
    return _read(logits, cut, columns, shifts)


def _mask(network: ModuleNetwork, branches: Tensor, past: int) -> Tensor:
    """Return what is added to attention scores: 0 where a token may look, else very little.

    Padding (branch -1) looks at itself, so that no row of scores is empty: that would give NaN.
    """
    branches = branches.to(network.device)
    order = torch.arange(branches.shape[1], device=network.device)
    seen = (branches[:, None, :] == 0) | (branches[:, None, :] == branches[:, :, None])
    seen &= order[None, :, None] >= order[None, None, :]
    mask = torch.zeros(seen.shape, dtype=network.dtype, device=network.device)
    mask.masked_fill_(~seen, torch.finfo(network.dtype).min)
    return torch.nn.functional.pad(mask, (past, 0))[:, None]


def _read(
    logits: Tensor, rows: Sequence[Row], columns: Sequence[int], shifts: Sequence[int]
) -> list[Scores]:
    """Read every token's log-probability, and whether it is the argmax, and sum them by owner."""
    logits = logits.float()
    place = {column: index for index, column in enumerate(columns)}
    reads = [
        (row, place[read.at + shifts[row]], read.token)
        for row, content in enumerate(rows)
        for read in content.reads
    ]
    row, column, token = torch.tensor(reads, device=logits.device).T
    picked = logits[row, column, token] - logits.logsumexp(-1)[row, column]
    best = logits.argmax(-1)[row, column] == token
    values = iter(zip(picked.tolist(), best.tolist(), strict=True))
    scores: list[Scores] = []
    for content in rows:
        mine: Scores = {}
        for read, (logprob, greedy) in zip(content.reads, values, strict=False):
            before = mine.get(read.owner, Score(0.0, True))
            mine[read.owner] = Score(before.logprob + logprob, before.greedy and greedy)
        scores.append(mine)
    return scores
