"""Looking into a bundle where it lies, without fetching all of it."""

from __future__ import annotations

import random

import pytest
from tests.registries import WatchedStore

from envhub import IntegrityError, NotFound, freeze, make_manifest
from envhub_hub.registry import Lookup, Registry, cached_bundle, find, parse_reference
from envhub_hub.registry.fetching import open_environment
from envhub_hub.registry.peeking import files_of, peek
from envhub_hub.store import open_store


@pytest.fixture
def far(own_home, request, monkeypatch):
    """A far registry, whose requests are counted in `asked`."""
    store = WatchedStore(open_store(f"memory://{request.node.name}"))
    real = open_store
    monkeypatch.setattr(
        "envhub_hub.registry.registry.open_store",
        lambda url: store if url == store.url else real(url),
    )
    return store


@pytest.fixture
def look(far):
    """Find acme/sums in it."""
    return lambda: find(parse_reference("acme/sums"), far.url)


def test_a_small_bundle_costs_one_request(far, look, bundle):
    Registry(far.url).push(bundle())
    far.asked.clear()
    environment = peek(look())
    assert [name for name, _ in far.asked] == ["entries", "read", "read"]
    assert len(list(environment.samples())) == 4
    assert [name for name, _ in far.asked] == ["entries", "read", "read"]


def test_what_is_seen_is_what_is_opened(far, look, bundle):
    Registry(far.url).push(bundle())
    seen, whole = peek(look()), open_environment("acme/sums", far.url)
    assert seen.declaration == whole.declaration
    assert list(seen.items()) == list(whole.items())
    assert make_manifest(seen) == make_manifest(whole)
    assert files_of(seen) == make_manifest(whole).files == files_of(whole)


def test_of_a_large_bundle_only_what_is_opened_is_fetched(far, look, sums, tmp_path):
    big = random.Random(1).randbytes(4_000_000)
    environment = sums()
    files = {name: environment.files.open(name).read() for name in environment.files.names()}
    folder = tmp_path / "source"
    for name, data in {**files, "data/files/noise.bin": big}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    freeze(type(environment).from_folder(folder), tmp_path / "big.zip")
    Registry(far.url).push(tmp_path / "big.zip")
    read = 0
    real = far.inner.read

    def counted(key, start=None, stop=None):
        nonlocal read
        data = real(key, start, stop)
        read += len(data)
        return data

    far.inner.read = counted
    assert len(list(peek(look()).samples())) == 4
    assert read < 1_000_000


def test_what_is_on_this_machine_is_not_fetched_again(far, look, bundle):
    Registry(far.url).push(bundle())
    cached_bundle(look())
    far.asked.clear()
    assert len(list(peek(look()).samples())) == 4
    assert [name for name, _ in far.asked] == ["entries"]


def test_a_bundle_that_was_damaged_or_swapped_is_not_believed(far, look, bundle):
    Registry(far.url).push(bundle())
    (key,) = [one for one in far.list("environments") if one.endswith(".zip")]
    good = far.inner.read(key)
    other = bundle(off_by=1).read_bytes()
    at = good.index(b"data/test.jsonl") + 20
    flipped = good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
    for bad in (good[:-1], flipped, b"", other, b"\0" * len(good)):
        far.inner.replace(key, bad)
        with pytest.raises(IntegrityError, match=r"acme/sums@1.0.0"):
            list(peek(look()).items())
    far.inner.delete(key)
    with pytest.raises(NotFound):
        peek(look())


def test_offline_only_what_is_here_is_seen(far, look, bundle):
    Registry(far.url).push(bundle())
    found = look()
    offline = Lookup(registry=far.url, offline=True)
    with pytest.raises(NotFound, match=r"the bundle of acme/sums@1.0.0 is not on this machine"):
        peek(find(parse_reference("acme/sums"), offline))
    cached_bundle(found)
    assert peek(find(parse_reference("acme/sums"), offline)).reference == "acme/sums@1.0.0"
