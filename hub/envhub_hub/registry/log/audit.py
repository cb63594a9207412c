"""Finding damage in a log, and mending what can be proved.

Entries are the log; a tile is made from them. A tile that fits between its neighbours proves every
entry of its block, since the hashes chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from ...store import Store
from .entry import BLOCK, FOLDER, START, Damaged, block_of, entry_key, hash_of, parse, seq_of
from .tiles import FOLDER as TILES
from .tiles import Tile, block_of_tile, make_tile, read_tile, tile_key


@dataclass(frozen=True)
class Damage:
    """One thing wrong with a log."""

    seq: int
    """The entry, or the first entry of the tile."""
    key: str
    problem: str
    repaired: bool = False


@dataclass
class _Block:
    """One block as it stands in the store."""

    number: int
    last: int
    """The last entry that it should hold."""
    raws: dict[int, bytes]
    """Its readable entries, by number."""
    problems: dict[int, str]
    tile: Tile | None
    tile_problem: str | None

    @property
    def first(self) -> int:
        return self.number * BLOCK + 1

    @property
    def opening(self) -> str | None:
        """What the block says is the hash of the entry before it."""
        if self.first in self.raws:
            return parse(self.raws[self.first], self.first).previous
        return self.tile.previous if self.tile is not None else None


def audit(store: Store, repair: bool) -> Iterator[Damage]:
    """Yield every damage, in order."""
    numbers = [seq for key in store.list(FOLDER) if (seq := seq_of(key)) is not None]
    tiles = {found for key in store.list(TILES) if (found := block_of_tile(key)) is not None}
    head = max(numbers, default=0)
    blocks = block_of(head) + 1 if head else 0
    before = START
    block = _load(store, 0, head, 0 in tiles) if blocks else None
    while block is not None:
        number = block.number + 1
        after = _load(store, number, head, number in tiles) if number < blocks else None
        yield from _entries(store, block, (before, after.opening if after else None), repair)
        yield from _tile(store, block, repair)
        last = block.raws.get(block.last)
        before, block = hash_of(last) if last is not None else "", after
    for number in sorted(tiles):
        if (number + 1) * BLOCK > head:
            yield Damage(
                number * BLOCK + 1, tile_key(number), "a tile of entries that are not there"
            )


def _load(store: Store, number: int, head: int, has_tile: bool) -> _Block:
    first, last = number * BLOCK + 1, min(head, (number + 1) * BLOCK)
    wanted = [entry_key(seq) for seq in range(first, last + 1)]
    found = store.read_many([*wanted, tile_key(number)] if has_tile else wanted)
    block = _Block(number, last, {}, {}, None, None if has_tile else "it is missing")
    for seq in range(first, last + 1):
        raw = found.get(entry_key(seq))
        try:
            if raw is None:
                raise Damaged("it is missing")
            parse(raw, seq)
            block.raws[seq] = raw
        except Damaged as error:
            block.problems[seq] = str(error)
    if has_tile:
        try:
            tile = read_tile(found.get(tile_key(number), b""), number)
            tile.entries(number)
            block.tile = tile
        except Damaged as error:
            block.tile_problem = str(error)
    return block


def _entries(
    store: Store, block: _Block, around: tuple[str, str | None], repair: bool
) -> Iterator[Damage]:
    """Yield the entries that are damaged, or where the chain breaks.

    `around` is the hash of the entry before the block, empty where it can't be known, and what the
    next block says is the hash of the last.
    """
    before, after = around
    if block.tile is not None and _proves(block, block.tile, before, after):
        for seq, raw in enumerate(block.tile.raws, block.first):
            if block.raws.get(seq) == raw:
                continue
            if repair:
                store.replace(entry_key(seq), raw)
            block.raws[seq] = raw
            problem = block.problems.get(seq, "it is not the entry that its tile proves")
            yield Damage(seq, entry_key(seq), problem, repair)
        return
    for seq in range(block.first, block.last + 1):
        found = block.raws.get(seq)
        if found is None:
            yield Damage(seq, entry_key(seq), block.problems[seq])
        elif before and parse(found, seq).previous != before:
            yield Damage(seq, entry_key(seq), f"it does not continue entry {seq - 1}")
        before = hash_of(found) if found is not None else ""


def _proves(block: _Block, tile: Tile, before: str, after: str | None) -> bool:
    """Say whether a tile fits between its neighbours, or without a later one, fits the entries."""
    if before not in ("", tile.previous):
        return False
    if after is not None:
        return after == tile.hashes[-1]
    return all(tile.raws[seq - block.first] == raw for seq, raw in block.raws.items())


def _tile(store: Store, block: _Block, repair: bool) -> Iterator[Damage]:
    """Yield a tile that is missing, damaged or not what the entries make."""
    raws = [block.raws[seq] for seq in range(block.first, block.last + 1) if seq in block.raws]
    if block.last - block.first + 1 < BLOCK:
        return  # the block is not full
    problem = block.tile_problem
    if block.tile is not None and len(raws) == BLOCK and list(block.tile.raws) != raws:
        problem = "it holds other entries than the log"
    if problem is None:
        return
    mended = False
    if repair and len(raws) == BLOCK:
        with suppress(Damaged):  # the chain is broken within the block, and that was said
            mended = store.replace(tile_key(block.number), make_tile(block.number, raws))
    yield Damage(block.first, tile_key(block.number), problem, mended)
