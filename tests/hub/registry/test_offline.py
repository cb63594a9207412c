"""A far registry without the network: the guarantee is that nothing is asked for."""

from __future__ import annotations

import pytest

from envhub import EnvhubError, NotFound
from envhub_hub import config
from envhub_hub.registry import (
    Lookup,
    Registry,
    cached_bundle,
    fetch,
    find,
    open_registry,
    parse_reference,
)
from envhub_hub.registry.cache import Cache
from envhub_hub.registry.index import Index, Query
from envhub_hub.registry.offline import KeptStore, keep_listing
from envhub_hub.store import open_store


class Unreachable:
    """A store that must not be asked anything."""

    def __init__(self, url):
        self.url = self.root = url

    def __getattr__(self, name):
        raise AssertionError(f"`{name}` was asked of {self.url}")


@pytest.fixture
def far(own_home, request):
    """A registry that is not on this machine, as far as anybody here knows."""
    return Registry(f"memory://{request.node.name}")


@pytest.fixture
def offline(far, monkeypatch):
    """How to look something up offline; from then on nothing of the registry can be reached."""
    look = Lookup(registry=far.url, offline=True)

    def go() -> Lookup:
        monkeypatch.setattr(
            "envhub_hub.registry.registry.open_store",
            lambda url: Unreachable(url) if "://" in url else open_store(url),
        )
        return look

    return go


def online(far, *references):
    return [fetch(one, Lookup(registry=far.url)).found.record for one in references]


def test_what_was_used_before_is_there_offline(far, bundle, offline):
    far.push(bundle())
    far.tag("acme/sums", "1.0.0", "stable")
    (record,) = online(far, "acme/sums")
    look = offline()
    for reference in ("acme/sums", "acme/sums@1.0.0", "acme/sums@^1", "acme/sums@stable",
                      f"acme/sums@{record.digest}"):  # fmt: skip
        assert fetch(reference, look).found.record == record


def test_offline_may_be_said_by_the_environment(far, bundle, offline, monkeypatch):
    far.push(bundle())
    online(far, "acme/sums")
    offline()
    monkeypatch.setenv("ENVHUB_OFFLINE", "1")
    assert fetch("acme/sums", Lookup(registry=far.url)).found.record.version == "1.0.0"


def test_a_yank_that_was_seen_is_known_offline(far, bundle, offline):
    for version in ("1.0.0", "1.1.0"):
        far.push(bundle(version=version))
        online(far, f"acme/sums@{version}")
    far.yank("acme/sums", "1.1.0", "wrong answers")
    online(far, "acme/sums")
    look = offline()
    assert find(parse_reference("acme/sums"), look).record.version == "1.0.0"
    assert find(parse_reference("acme/sums@1.1.0"), look).yanked == "wrong answers"


def test_an_older_version_is_never_taken_silently_for_the_newest(far, bundle, offline):
    far.push(bundle())
    online(far, "acme/sums")
    far.push(bundle(version="1.1.0"))
    find(parse_reference("acme/sums@1.0.0"), far.url)  # sees that there is a newer one
    look = offline()
    with pytest.raises(NotFound, match=r"not on this machine \(versions that are: 1\.0\.0\)") as no:
        fetch("acme/sums", look)
    assert no.value.hint == "name one: acme/sums@1.0.0"
    assert fetch("acme/sums@1.0.0", look).environment.reference == "acme/sums@1.0.0"


def test_a_record_without_its_bundle_can_be_found_and_not_opened(far, bundle, offline):
    far.push(bundle())
    find(parse_reference("acme/sums"), far.url)
    look = offline()
    found = find(parse_reference("acme/sums"), look)
    with pytest.raises(NotFound, match=r"the bundle of acme/sums@1.0.0 is not on this machine"):
        cached_bundle(found)


def test_what_was_never_looked_at_is_not_found(far, bundle, offline):
    far.push(bundle())
    far.push(bundle("acme/other"))
    online(far, "acme/sums")
    with pytest.raises(NotFound, match=r"did you mean `acme/sums`\? \(offline: what was looked up"):
        fetch("acme/smus", offline())


def test_nothing_is_written_offline(far, bundle, offline):
    far.push(bundle())
    online(far, "acme/sums")
    offline()
    registry = open_registry(far.url, offline=True)
    for write in (
        lambda: registry.push(bundle(version="2.0.0")),
        lambda: registry.yank("acme/sums", "1.0.0", "x"),
        lambda: registry.tag("acme/sums", "1.0.0", "x"),
        registry.init,
    ):
        with pytest.raises(EnvhubError):
            write()


def test_the_index_answers_offline_from_what_it_has_read(far, bundle, offline):
    far.push(bundle())
    Index.of(far).sync()
    offline()
    registry = open_registry(far.url, offline=True)
    assert [one.name for one in Index.of(registry).search(Query(text="sums"), offline=True)] == [
        "acme/sums"
    ]


def test_a_torn_note_counts_as_none(far, bundle, offline):
    far.push(bundle())
    online(far, "acme/sums")
    for path in (config.cache_folder() / "registries").rglob("listings/*/*.json"):
        path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(NotFound):
        fetch("acme/sums", offline())


def test_a_listing_is_kept_as_the_store_said_it(far, bundle, tmp_path):
    far.push(bundle())
    there = list(open_store(far.url).entries("environments/acme/sums"))
    cache = Cache(tmp_path / "cache")
    keep_listing(cache, "acme/sums", there)
    kept = KeptStore(far.url, cache)
    for prefix in ("", "environments", "environments/acme", "environments/acme/sums"):
        assert list(kept.entries(prefix)) == there
    assert kept.list(after=there[0].key) == [one.key for one in there[1:]]
    assert list(kept.entries("environments/globex")) == []
    assert kept.stat(there[0].key) == there[0]


def test_a_folder_needs_no_network_and_is_read_as_ever(own_home, bundle):
    home = Registry(str(own_home / "registry"))
    home.push(bundle())
    assert fetch("acme/sums", Lookup(offline=True)).found.registry.url == home.url
    home.push(bundle(version="2.0.0"))
    assert fetch("acme/sums", Lookup(offline=True)).found.record.version == "2.0.0"
