"""Entries into new files, hashed while they are written.

No file is ever opened that was there before, and no link is followed: the folder is private and
new, the names were judged, and still each file is created exclusively.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from ..atomic import new_file
from ..hashing import Hasher


def unpack(stream: BinaryIO, folder: Path, name: str, hasher: Hasher) -> tuple[str, int]:
    """Write one file below a private folder; return the sha256 and the size of what was written.

    Raises:
        OSError: it could not be written, such as for a full disk.
    """
    path = folder / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with stream, new_file(path) as sink:
        return hasher.read(stream, sink.write)
