"""Tiles: 256 entries of the log as one compressed object, so that a first sync is quick.

A tile is derived: where it is missing or wrong, readers take the entries themselves. Against gzip,
bzip2 makes a fifth less of them, and the same bytes everywhere, where builds of zlib differ.
"""

from __future__ import annotations

import bz2
import json
from collections.abc import Sequence
from dataclasses import dataclass

from .entry import BLOCK, MAX_ENTRY, Damaged, LogEntry, completed, hash_of, parse, shortened

FOLDER = "log/t"
MAX_TILE = BLOCK * MAX_ENTRY


@dataclass(frozen=True)
class Tile:
    """The entries of a block."""

    previous: str
    """The hash of the entry before the first."""
    raws: tuple[bytes, ...]
    hashes: tuple[str, ...]
    """The hash of each entry."""

    def before(self, place: int) -> str:
        """Return the hash that the entry at a place of the block must name as the one before."""
        return self.hashes[place - 1] if place else self.previous

    def entries(self, block: int) -> list[LogEntry]:
        """Read the entries.

        Raises:
            Damaged: one is none.
        """
        first = block * BLOCK + 1
        return [parse(raw, first + place) for place, raw in enumerate(self.raws)]


def tile_key(block: int) -> str:
    """Return the key of a tile."""
    return f"{FOLDER}/{block:08d}.jsonl.bz2"


def before_tile(block: int) -> str:
    """Return a text to list behind, so that this tile is the first that is listed."""
    return f"{FOLDER}/{block - 1:08d}z" if block > 0 else ""


def block_of_tile(key: str) -> int | None:
    """Return the block that a tile's key says; None for every other key."""
    stem = key.rpartition("/")[2].removesuffix(".jsonl.bz2")
    if not stem.isdecimal() or not stem.isascii():
        return None
    block = int(stem)
    return block if key == tile_key(block) else None


def make_tile(block: int, raws: Sequence[bytes]) -> bytes:
    """Return the bytes of a tile: the same for everyone who has the same entries.

    Raises:
        Damaged: one of the entries is none, or does not continue the one before it.
    """
    first = block * BLOCK + 1
    entries = [parse(raw, first + place) for place, raw in enumerate(raws)]
    for before, entry in zip(raws, entries[1:], strict=False):
        if entry.previous != hash_of(before):
            raise Damaged(f"entry {entry.seq} does not continue the one before it")
    header = json.dumps({"block": block, "previous": entries[0].previous}, separators=(",", ":"))
    lines = [header.encode(), *map(shortened, raws)]
    return bz2.compress(b"\n".join(lines) + b"\n")


def read_tile(data: bytes, block: int) -> Tile:
    """Read the bytes of a tile; the chain within it holds by construction.

    Raises:
        Damaged: they are no tile of this block.
    """
    lines = _decompressed(data).split(b"\n")
    if len(lines) != BLOCK + 2 or lines[-1]:
        raise Damaged(f"it does not hold {BLOCK} entries")
    try:
        header = json.loads(lines[0])
        found, previous = header["block"], str(header["previous"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Damaged("its first line says nothing") from error
    if found != block:
        raise Damaged(f"it is the tile of block {found}")
    raws, hashes, last = [], [], previous
    for line in lines[1:-1]:
        raw = completed(line, last)
        last = hash_of(raw)
        raws.append(raw)
        hashes.append(last)
    return Tile(previous, tuple(raws), tuple(hashes))


def _decompressed(data: bytes) -> bytes:
    # A tile may be a stranger's: it is never let grow beyond what whole entries could need.
    stream = bz2.BZ2Decompressor()
    try:
        text = stream.decompress(data, MAX_TILE)
    except (OSError, ValueError, EOFError) as error:
        raise Damaged("it is no bzip2") from error
    if not stream.eof or stream.unused_data:
        raise Damaged("it is cut short, too large or followed by something else")
    return text
