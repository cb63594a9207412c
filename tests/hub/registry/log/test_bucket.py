"""The log on a real server of the S3 protocol, several writers at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from envhub_hub.registry.index import Index
from envhub_hub.registry.log import Fact, Log, Summary
from envhub_hub.registry.log.tiles import tile_key
from envhub_hub.store import open_store

FILLED, WRITERS, EACH = 230, 4, 10
DIGEST = "sha256:" + "b" * 64


def push_of(who, version):
    summary = Summary(digest=DIGEST, title=f"Sums of {who}")
    return Fact(type="push", name=f"acme/sums-{who}", version=f"1.{version}.0", at="",
                summary=summary)  # fmt: skip


def test_writers_of_one_bucket_share_one_log(seaweed_url, tmp_path):
    store = open_store(seaweed_url)
    log = Log(store)
    log.start()
    for version in range(FILLED):
        log.append(push_of("before", version))

    def write(who: int) -> list[int]:
        own = Log(open_store(seaweed_url))
        return [own.append(push_of(who, version)).seq for version in range(EACH)]

    with ThreadPoolExecutor(WRITERS) as pool:
        places = [seq for seqs in pool.map(write, range(WRITERS)) for seq in seqs]
    last = FILLED + WRITERS * EACH
    assert sorted(places) == list(range(FILLED + 1, last + 1))
    assert [one.seq for one in Log(store).since(0)] == list(range(1, last + 1))
    assert store.list("log/t") == [tile_key(0)]
    index = Index(store, tmp_path / "index.sqlite")
    assert len(index.environments()) == WRITERS + 1
    before = store.bucket.requests
    assert index.sync() == 0
    assert store.bucket.requests - before == 1
