"""Generates texts: greedy or sampled, in batches whose finished rows leave at once.

A text depends on its own request only: each draft that samples has a stream of its own.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

import torch

from envhub.model import Failure, Generate

from .batches import Prefix, attempt, fill, pad_left
from .networks import ModuleNetwork, Network, Padded, Tensor
from .prefixes import share_prefixes
from .tokenizer import Ids, decode

StopReason = Literal["stop", "length"]


class Writer(NamedTuple):
    """What turns tokens into a text, and ends it."""

    network: Network
    tokenizer: Any
    ends: frozenset[int]
    """Tokens that end any text."""


class WriteJob(NamedTuple):
    """One text to write, its prompt as token ids."""

    prompt: Ids
    request: Generate


class Text(NamedTuple):
    """A written text."""

    text: str
    reason: StopReason
    tokens: int
    """How many were generated, with the one that ended it."""


class Written(NamedTuple):
    """One job, done: its text, or why there is none."""

    job: int
    text: Text | Failure
    seconds: float


def write(writer: Writer, jobs: Sequence[WriteJob], budget: int) -> Iterator[Written]:
    """Write every text and yield each as soon as its batch is done."""

    def room(place: int) -> int:
        return len(jobs[place].prompt) + jobs[place].request.max_tokens

    def size(place: int) -> int:
        # Most texts end long before they must: room for all of it would leave batches of one.
        return len(jobs[place].prompt) + jobs[place].request.max_tokens // 4

    def length(place: int) -> int:
        return len(jobs[place].prompt)

    network = writer.network
    if not isinstance(network, ModuleNetwork) or not network.pads:
        for batch in fill(range(len(jobs)), size, budget, length):
            yield from _settle(writer, jobs, batch, None)
        return
    apart = [place for place in range(len(jobs)) if not network.fits(room(place))]
    near = [place for place in range(len(jobs)) if network.fits(room(place))]
    for group in share_prefixes([jobs[place].prompt[:-1] for place in near]):
        prefix = Prefix(network, group.prefix)
        for batch in fill([near[member] for member in group.members], size, budget):
            yield from _settle(writer, jobs, batch, prefix)
    for batch in fill(apart, size, budget):
        yield from _settle(writer, jobs, batch, Prefix(network, ()))


def _settle(
    writer: Writer, jobs: Sequence[WriteJob], batch: Sequence[int], prefix: Prefix | None
) -> Iterator[Written]:
    def together(places: Sequence[int]) -> list[Text]:
        return _write(writer, [jobs[place] for place in places], prefix)

    def alone(place: int) -> Text:
        network = writer.network
        own = Prefix(network, ()) if isinstance(network, ModuleNetwork) and prefix else None
        return _write(writer, [jobs[place]], own)[0]

    start = time.perf_counter()
    results = attempt(batch, together, alone)
    seconds = time.perf_counter() - start
    for place, result in zip(batch, results, strict=True):
        yield Written(place, result, seconds)


def _write(writer: Writer, jobs: Sequence[WriteJob], prefix: Prefix | None) -> list[Text]:
    drafts = [_Draft(writer, job) for job in jobs]
    prompts = [job.prompt for job in jobs]
    stream: _CachedStream | _WholeStream
    if prefix is not None and isinstance(writer.network, ModuleNetwork):
        stream = _CachedStream(writer.network, prompts, prefix)
    else:
        stream = _WholeStream(writer.network, prompts)
    active = list(range(len(drafts)))
    while True:
        tokens = _choose(stream.logits, [drafts[place] for place in active])
        for place, token in zip(active, tokens, strict=True):
            drafts[place].add(token)
        kept = [row for row, place in enumerate(active) if drafts[place].reason is None]
        if not kept:
            return [draft.text() for draft in drafts]
        active = [active[row] for row in kept]
        stream.feed(kept, [tokens[row] for row in kept])


class _Draft:
    """A text while it is written."""

    def __init__(self, writer: Writer, job: WriteJob) -> None:
        self.request = job.request
        self.reason: StopReason | None = None
        self._tokenizer = writer.tokenizer
        self._ids: list[int] = []
        self._count = 0
        limit = writer.network.limit
        self._room = job.request.max_tokens
        if limit is not None:
            self._room = min(self._room, limit - len(job.prompt))
        self._stops = tuple(stop for stop in job.request.stop if stop)
        # Special tokens are not part of a text, so a stop string that is one is met as a token.
        added = writer.tokenizer.get_added_vocab() if self._stops else {}
        self._ends = writer.ends | {added[stop] for stop in self._stops if stop in added}
        # A stop string has at most as many tokens as bytes; a few more keep what is cut at the
        # front of this tail (half a character, a leading space) away from it.
        self._tail = max((len(stop.encode()) for stop in self._stops), default=0) + 4
        self._random = random.Random(job.request.seed)

    def chance(self) -> float:
        """Return the next number of the draft's own stream, in [0, 1)."""
        return self._random.random()

    def add(self, token: int) -> None:
        self._count += 1
        if token in self._ends:
            self.reason = "stop"
            return
        self._ids.append(token)
        if self._stops:
            tail = decode(self._tokenizer, self._ids[-self._tail :])
            if any(stop in tail for stop in self._stops):
                self.reason = "stop"
                return
        if self._count >= self._room:
            self.reason = "length"

    def text(self) -> Text:
        """Return the text up to the first stop string."""
        text = decode(self._tokenizer, self._ids)
        cuts = [place for stop in self._stops if (place := text.find(stop)) >= 0]
        if cuts:
            return Text(text[: min(cuts)], "stop", self._count)
        return Text(text, self.reason or "length", self._count)


def _choose(logits: Tensor, drafts: Sequence[_Draft]) -> list[int]:
    """Choose the next token of each draft: the argmax, or by inverting its cumulative chances."""
    tokens: list[int] = logits.argmax(-1).tolist()
    for row, draft in enumerate(drafts):
        if draft.request.temperature > 0:
            scaled = logits[row].double().cpu() / draft.request.temperature
            sums = scaled.softmax(-1).cumsum(-1)
            point = draft.chance() * sums[-1]
            tokens[row] = int(torch.searchsorted(sums, point, right=True).clamp_max(len(sums) - 1))
    return tokens


class _CachedStream:
    """Next-token logits of padded rows, each step fed only what is new."""

    def __init__(self, network: ModuleNetwork, prompts: Sequence[Ids], prefix: Prefix) -> None:
        self._network = network
        self._keep = torch.tensor([0], device=network.device)
        cut = [prompt[len(prefix) :] for prompt in prompts]
        width = max(map(len, cut))
        ones = [[1] * (len(row)) for row in cut]
        mask = torch.nn.functional.pad(pad_left(ones, 0), (len(prefix), 0), value=1)
        self._mask = mask.to(network.device)
        self._ends = torch.tensor([len(prompt) for prompt in prompts], device=network.device)
        places = [range(len(prefix), len(prompt)) for prompt in prompts]
        inputs = Padded(
            pad_left(cut, 0).to(network.device),
            pad_left(places, 0).to(network.device),
            self._mask,
        )
        keep = torch.tensor([width - 1], device=network.device)
        logits, self._cache = network.padded(
            inputs, keep, prefix.cache(len(prompts)), remember=True
        )
        self.logits = logits[:, 0]

    def feed(self, rows: Sequence[int], tokens: Sequence[int]) -> None:
        """Keep these rows, append a token to each, and compute what comes next."""
        device = self._network.device
        if len(rows) < len(self._mask):
            chosen = torch.tensor(rows, device=device)
            self._cache.batch_select_indices(chosen)
            self._mask, self._ends = self._mask[chosen], self._ends[chosen]
        self._mask = torch.nn.functional.pad(self._mask, (0, 1), value=1)
        new = torch.tensor(tokens, device=device)[:, None]
        inputs = Padded(new, self._ends[:, None], self._mask)
        logits, self._cache = self._network.padded(inputs, self._keep, self._cache, remember=True)
        self._ends = self._ends + 1
        self.logits = logits[:, 0]


class _WholeStream:
    """Next-token logits of rows of one length, each step computed from the first token on."""

    def __init__(self, network: Network, prompts: Sequence[Ids]) -> None:
        self._network = network
        self._tokens = torch.tensor(list(prompts), device=network.device)
        self._compute()

    def feed(self, rows: Sequence[int], tokens: Sequence[int]) -> None:
        """Keep these rows, append a token to each, and compute what comes next."""
        device = self._network.device
        kept = self._tokens[torch.tensor(rows, device=device)]
        self._tokens = torch.cat([kept, torch.tensor(tokens, device=device)[:, None]], dim=1)
        self._compute()

    def _compute(self) -> None:
        last = torch.tensor([self._tokens.shape[1] - 1], device=self._network.device)
        self.logits = self._network.plain(self._tokens, last)[:, 0]
