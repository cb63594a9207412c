"""A pool of small files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.hub.generate.pool.files import sums, towns, write

from envhub_hub.generate.pool import Pool, open_pool


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Pool]:
    """Towns with their mayors, and sums."""
    paths = [write(tmp_path / "towns.jsonl", towns()), write(tmp_path / "sums.csv", sums())]
    with open_pool(paths, tmp_path / "cache") as opened:
        yield opened
