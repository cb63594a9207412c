"""A server that ignores the conditions of writes is found and refused; no other is."""

from __future__ import annotations

import pytest
from tests.faults import faulty as standing_before

from envhub.errors import PermissionMissing, UnsafeStore
from envhub_hub.store.multipart import PART
from envhub_hub.store.s3 import S3Store

from .conftest import connect

IGNORED = {
    "both": (frozenset({"if-none-match", "if-match"}), "a key is made twice"),
    "If-None-Match": (frozenset({"if-none-match"}), "a key is made twice"),
    "If-Match": (frozenset({"if-match"}), "a changed key is replaced"),
}


@pytest.fixture(params=IGNORED)
def ignoring(request, moto):
    """A store on a server that never sees a condition, and why it is refused.

    It is moto, since other servers notice, by the signature, that a header is missing.
    """
    strip, why = IGNORED[request.param]
    with standing_before(moto, strip) as (_, through):
        yield S3Store(moto.url(), connect(through)), why


def test_a_server_that_ignores_conditions_is_refused_with_the_reason(ignoring):
    store, why = ignoring
    for _ in range(2):
        with pytest.raises(UnsafeStore, match=f"{store.url} can't be pushed to: .*: {why}") as no:
            store.probe()
    assert no.value.exit_code == 1
    assert "If-None-Match" in no.value.hint


def test_what_the_probe_wrote_is_gone_also_where_it_is_refused(ignoring):
    store, _ = ignoring
    with pytest.raises(UnsafeStore):
        store.probe()
    place = store.root.partition("/")[2]
    answer = store.bucket.run(store.bucket.ask("list_objects_v2", {"Prefix": place}))
    assert answer.get("Contents", []) == []


def test_a_server_that_ignores_conditions_on_parts_is_refused_before_a_large_file(moto, tmp_path):
    path = tmp_path / "bundle.zip"
    path.write_bytes(b"x" * (PART + 1))
    with standing_before(moto, frozenset({"if-none-match"})) as (_, through):
        store = S3Store(moto.url(), connect(through))
        with pytest.raises(UnsafeStore, match="a key is made twice by writes in parts"):
            store.create("a/zip", path)
        assert store.list() == []


def test_a_store_is_probed_once_by_a_process(faulty):
    before = faulty.store.bucket.requests
    faulty.store.probe()
    assert faulty.store.bucket.requests - before == 4
    faulty.store.probe()
    assert faulty.store.bucket.requests - before == 4


@pytest.mark.parametrize("status", [400, 501])
def test_a_server_that_knows_no_conditions_is_refused(faulty, status):
    faulty.meet("PUT", after=True)
    faulty.meet("PUT", status=status, code="NotImplemented")
    with pytest.raises(UnsafeStore, match=f"knows no conditional writes: {status}"):
        faulty.store.probe()


def test_a_server_that_is_slow_to_answer_is_not_taken_for_one_that_ignores(faulty):
    for _ in range(3):
        faulty.meet("PUT", end="drop", after=True)
        faulty.meet("PUT", status=500, code="InternalError", after=True)
    faulty.store.probe()


def test_who_may_not_write_is_told_so(faulty):
    faulty.meet("PUT", status=403, code="AccessDenied")
    with pytest.raises(PermissionMissing, match="403 AccessDenied"):
        faulty.store.probe()
