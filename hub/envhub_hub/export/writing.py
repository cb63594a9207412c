"""Files that are there whole or not at all: a temporary name in the same folder, then a rename."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from envhub.errors import EnvhubError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing; it appears under its name when the block ends without an error.

    Raises:
        EnvhubError: the folder is missing, the disk is full, or writing is not permitted.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
        temporary = None
    except OSError as error:
        hint = None if path.parent.is_dir() else f"make the folder first: mkdir -p {path.parent}"
        reason = error.strerror or str(error)
        raise EnvhubError(f"could not write `{path}`: {reason}", hint=hint) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
