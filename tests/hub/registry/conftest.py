"""A registry in a folder, registries in memory with several clients, and bundles to push."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.registries import WatchedStore

from envhub import freeze
from envhub_hub.registry import Registry
from envhub_hub.store import Store, open_store

_FROZEN: dict[tuple[str, str, int], bytes] = {}
"""Bundles by name, version and content: freezing each once keeps the tests of pushes quick."""


@pytest.fixture
def registry(tmp_path):
    return Registry(str(tmp_path / "registry"), cache=tmp_path / "client")


@pytest.fixture
def pushed(registry, bundle):
    """Push an environment of sums, and return its record; takes what `bundle` takes."""
    return lambda *words, **settings: registry.push(bundle(*words, **settings))[0]


@pytest.fixture
def far() -> str:
    """The URL of a registry in memory, which to its clients is a far one."""
    return f"memory://{uuid.uuid4().hex}"


@pytest.fixture
def client(tmp_path, far) -> Callable[..., Registry]:
    """Open the registry in memory as another client, which has kept nothing yet."""
    count = iter(range(1_000))

    def open_one(store: Store | None = None) -> Registry:
        watched = store or WatchedStore(open_store(far))
        return Registry(far, cache=tmp_path / f"client-{next(count)}", store=watched)

    return open_one


@pytest.fixture
def zip_of(sums, tmp_path) -> Callable[..., Path]:
    """Freeze two sums as `name@version`; another `content` asks other questions."""

    def frozen(name: str = "acme/sums", version: str = "1.0.0", content: int = 0) -> Path:
        key = (name, version, content)
        path = tmp_path / "zips" / f"{name.replace('/', '-')}-{version}-{content}.zip"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            if key in _FROZEN:
                path.write_bytes(_FROZEN[key])
            else:
                freeze(sums(name, version, count=2, say=f"Sum {content} is"), path)
                _FROZEN[key] = path.read_bytes()
        return path

    return frozen
