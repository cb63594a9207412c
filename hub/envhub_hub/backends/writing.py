"""Generates texts: greedy or sampled, in batches that finished rows leave.

A text depends on its own request only: each draft that samples has a stream of its own.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

import torch

from envhub.model import Failure, Generate

from .batches import Prefix, attempt, fill
from .networks import ModuleNetwork, Network, Tensor
from .prefixes import share_prefixes
from .streams import CachedStream, HeldStream, Stream, WholeStream
from .tokenizer import Ids, decode

StopReason = Literal["stop", "length"]
OpenStream = Callable[[Sequence[Ids], bool], Stream]
"""Begins texts from their prompts; False: from the first token on, with no shared prefix."""
LEAVING = 16
"""Finished rows leave once more than one in so many is: each time, all other rows are copied."""


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


class Room(NamedTuple):
    """How much is done at once."""

    tokens: int
    """Computed at once, padding counted."""
    held: int
    """Whose keys and values are kept at once: the more texts grow together, the less each of
    their tokens costs."""


def write(writer: Writer, jobs: Sequence[WriteJob], room: Room) -> Iterator[Written]:
    """Write every text and yield each as soon as its batch is done; equal jobs are one."""
    asking: dict[tuple[object, ...], list[int]] = {}
    for place, job in enumerate(jobs):
        asking.setdefault(_sameness(job), []).append(place)
    places = list(asking.values())
    once = [jobs[first] for first, *_ in places]
    for open_stream, batch in _plan(writer.network, once, room):
        for done in _settle(writer, once, batch, open_stream):
            yield from (done._replace(job=place) for place in places[done.job])


def _sameness(job: WriteJob) -> tuple[object, ...]:
    asked = job.request
    drawn = (asked.temperature, asked.seed) if asked.temperature > 0 else ()
    return (job.prompt, asked.max_tokens, asked.stop, drawn)


def _plan(
    network: Network, jobs: Sequence[WriteJob], room: Room
) -> Iterator[tuple[OpenStream, list[int]]]:
    """Yield batches, each with what opens a stream for it or for one of its texts."""

    def size(place: int) -> int:
        # Most texts end long before they must: room for all of it would leave batches of one.
        return len(jobs[place].prompt) + jobs[place].request.max_tokens // 4

    def length(place: int) -> int:
        return len(jobs[place].prompt)

    if not isinstance(network, ModuleNetwork) or not network.pads:
        for batch in fill(range(len(jobs)), size, room.tokens, length):
            yield lambda prompts, _: WholeStream(network, prompts), batch
        return
    near: list[int] = []
    apart: list[int] = []
    for place, job in enumerate(jobs):
        fits = network.fits(len(job.prompt) + job.request.max_tokens)
        (near if fits else apart).append(place)
    for group in share_prefixes([jobs[place].prompt[:-1] for place in near]):
        members = [near[member] for member in group.members]
        open_stream = _opener(network, Prefix(network, group.prefix), room.tokens)
        for batch in fill(members, size, room.held if network.holds else room.tokens):
            yield open_stream, batch
    for batch in fill(apart, size, room.tokens):
        yield lambda prompts, _: CachedStream(network, prompts, Prefix(network, ())), batch


def _opener(network: ModuleNetwork, prefix: Prefix, tokens: int) -> OpenStream:
    def open_stream(prompts: Sequence[Ids], shared: bool) -> Stream:
        head = prefix if shared else Prefix(network, ())
        if network.holds:
            return HeldStream(network, prompts, head, tokens)
        return CachedStream(network, prompts, head)

    return open_stream


def _settle(
    writer: Writer, jobs: Sequence[WriteJob], batch: Sequence[int], open_stream: OpenStream
) -> Iterator[Written]:
    def together(places: Sequence[int], shared: bool = True) -> list[Text]:
        batch = [jobs[place] for place in places]
        return _write(writer, batch, open_stream([job.prompt for job in batch], shared))

    start = time.perf_counter()
    results = attempt(batch, together, lambda place: together([place], False)[0])
    seconds = time.perf_counter() - start
    for place, result in zip(batch, results, strict=True):
        yield Written(place, result, seconds)


def _write(writer: Writer, jobs: Sequence[WriteJob], stream: Stream) -> list[Text]:
    drafts = [_Draft(writer, job) for job in jobs]
    rows = list(range(len(drafts)))
    while True:
        tokens = _choose(stream.logits, [drafts[place] for place in rows])
        for place, token in zip(rows, tokens, strict=True):
            if drafts[place].reason is None:
                drafts[place].add(token)
        kept = [row for row, place in enumerate(rows) if drafts[place].reason is None]
        if not kept:
            return [draft.text() for draft in drafts]
        if len(rows) - len(kept) <= len(rows) // LEAVING:
            kept = list(range(len(rows)))
        rows = [rows[row] for row in kept]
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
        if draft.request.temperature > 0 and draft.reason is None:
            scaled = logits[row].double().cpu() / draft.request.temperature
            sums = scaled.softmax(-1).cumsum(-1)
            point = draft.chance() * sums[-1]
            tokens[row] = int(torch.searchsorted(sums, point, right=True).clamp_max(len(sums) - 1))
    return tokens
