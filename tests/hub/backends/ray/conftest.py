"""A local Ray cluster with room for two workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from envhub.model import Model


@pytest.fixture(scope="session")
def cluster() -> Iterator[None]:
    """One for all tests: it takes seconds to start."""
    if find_spec("ray") is None:
        pytest.skip("Ray is not installed: pip install 'envhub[ray]'")
    import ray

    from envhub_hub.backends.ray.cluster import connect

    connect(None, 2)
    yield
    ray.shutdown()


@pytest.fixture
def spread(cluster: None) -> Callable[..., Any]:
    """Load a model on two workers; `load` is called on each."""
    from envhub_hub.backends.ray.layout import Layout
    from envhub_hub.backends.ray.model import RayModel

    def start(load: Callable[[], Model], workers: int = 2) -> RayModel:
        return RayModel(load, Layout(workers, 1, 0))

    return start
