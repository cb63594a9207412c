"""A registry in a folder, and bundles to push."""

from __future__ import annotations

import pytest

from envhub_hub.registry import Registry


@pytest.fixture
def registry(tmp_path):
    return Registry(str(tmp_path / "registry"))


@pytest.fixture
def pushed(registry, bundle):
    """Push an environment of sums, and return its record; takes what `bundle` takes."""
    return lambda *words, **settings: registry.push(bundle(*words, **settings))[0]
