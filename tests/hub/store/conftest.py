"""Every store there is, empty, and each as two colleagues have it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.faults import Proxy
from tests.faults import faulty as standing_before
from tests.servers import Server

from envhub_hub.store import Store, open_store
from envhub_hub.store.bucket import Bucket, Patience
from envhub_hub.store.s3 import S3Store

KINDS = ("folder", "file", "memory", "moto", "seaweed")


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place of its own in each kind of store."""
    if request.param in ("moto", "seaweed"):
        found: str = request.getfixturevalue(f"{request.param}_url")
        return found
    urls = {
        "folder": str(tmp_path / "store"),
        "file": f"file://{tmp_path}/store",
        "memory": f"memory://{uuid.uuid4()}",
    }
    return urls[request.param]


@pytest.fixture
def store(url: str, request: pytest.FixtureRequest) -> Store:
    for kind in ("moto", "seaweed"):
        if f"{kind}_url" in request.fixturenames:
            return S3Store(url, request.getfixturevalue(f"{kind}_bucket"))
    return open_store(url)


def connect(server: Server, patience: Patience | None = None) -> Bucket:
    """Connect to a server, so that what the environment says later is no matter."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environ().items():
            patch.setenv(name, value)
        bucket = Bucket(server.bucket, patience)
        assert bucket.endpoint == server.endpoint
    return bucket


@pytest.fixture(scope="session")
def moto_bucket(moto: Server) -> Bucket:
    return connect(moto)


@pytest.fixture(scope="session")
def seaweed_bucket(seaweed: Server) -> Bucket:
    return connect(seaweed)


@pytest.fixture
def folder(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "store"))


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    """A local file with some bytes."""

    def make(data: bytes) -> Path:
        path = tmp_path / f"file-{uuid.uuid4().hex}"
        path.write_bytes(data)
        return path

    return make


class Faulty:
    """A place on SeaweedFS, reached through a proxy with faults, and as another reaches it."""

    def __init__(self, proxy: Proxy, store: S3Store, other: S3Store) -> None:
        self.proxy, self.store, self.other = proxy, store, other

    def meet(self, method: str, **fault: Any) -> None:
        self.proxy.meet(method, **fault)


IMPATIENT = Patience(deadline=4, unreachable=0.5, answer=4, first=0.01, longest=0.1)
HASTY = IMPATIENT.model_copy(update={"answer": 0.3})


@pytest.fixture
def impatient() -> Patience:
    return IMPATIENT


@pytest.fixture(scope="session")
def proxied(seaweed: Server) -> Iterator[tuple[Proxy, Bucket, Bucket]]:
    """A proxy before SeaweedFS, and it as two clients reach it: one is hasty."""
    with standing_before(seaweed) as (proxy, through):
        yield proxy, connect(through, IMPATIENT), connect(through, HASTY)


@pytest.fixture
def faulty(proxied: tuple[Proxy, Bucket, Bucket], seaweed_bucket: Bucket) -> Iterator[Faulty]:
    proxy, bucket, _ = proxied
    yield from _faults(proxy, bucket, seaweed_bucket)


@pytest.fixture
def hasty(proxied: tuple[Proxy, Bucket, Bucket], seaweed_bucket: Bucket) -> Iterator[Faulty]:
    """The same, by a client that waits no more than 0.3 s for an answer."""
    proxy, _, bucket = proxied
    yield from _faults(proxy, bucket, seaweed_bucket)


def _faults(proxy: Proxy, bucket: Bucket, direct: Bucket) -> Iterator[Faulty]:
    url = proxy.server.url()
    proxy.clear()
    yield Faulty(proxy, S3Store(url, bucket), S3Store(url, direct))
    assert proxy.met, "a fault was never met"
    proxy.clear()
