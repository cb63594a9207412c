"""Servers for tests of every room; each starts when a test first asks for it."""

from __future__ import annotations

import pytest

pytest_plugins = ["tests.chatting", "tests.servers"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the pages: they take minutes in one file, and two workers share the files out."""
    items.sort(key=lambda item: item.path.name != "test_readme.py")
