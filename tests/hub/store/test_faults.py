"""What a store in a bucket makes of every fault of servers and networks, on SeaweedFS.

Each fault is met once, or as often as it says, by a request of the operation under test; what the
operation says must then be true, and what another reads must be whole.
"""

from __future__ import annotations

import random

import pytest

from envhub import EnvhubError
from envhub.errors import PermissionMissing
from envhub_hub.store.multipart import PART

LATE = {
    "nothing done": {"wait": 0.4, "end": "drop"},
    "done": {"wait": 0.4, "after": True},
}
"""Met by those who wait for less."""
BEFORE = {
    "500": {"status": 500, "code": "InternalError"},
    "503 thrice": {"status": 503, "code": "SlowDown", "times": 3},
    "dropped": {"end": "drop", "times": 2},
    "reset": {"end": "reset"},
    "slow": {"wait": 0.1},
}
AFTER = {
    "500 after": {"status": 500, "code": "InternalError", "after": True},
    "503 after": {"status": 503, "code": "SlowDown", "after": True},
    "409 after": {"status": 409, "code": "ConditionalRequestConflict", "after": True},
    "dropped after": {"end": "drop", "after": True, "times": 2},
    "reset after": {"end": "reset", "after": True},
}
CONFLICT = {"409": {"status": 409, "code": "ConditionalRequestConflict"}}
WRITING = BEFORE | AFTER | CONFLICT
READING = BEFORE | {"cut": {"end": "cut"}}
SOME = {name: WRITING[name] for name in ("500", "dropped", "500 after", "dropped after")}


def each(faults):
    return pytest.mark.parametrize("fault", faults.values(), ids=faults)


@each(WRITING)
def test_a_creation_is_true_and_the_next_of_another_is_false(faulty, fault):
    faulty.meet("PUT", **fault)
    assert faulty.store.create("a/key", b"mine")
    assert not faulty.other.create("a/key", b"yours")
    assert not faulty.store.create("a/key", b"mine")
    assert faulty.other.read("a/key") == b"mine"


@each(SOME | CONFLICT)
def test_what_is_anothers_is_never_taken_for_ones_own(faulty, fault):
    assert faulty.other.create("a/key", b"yours")
    faulty.meet("PUT", **fault)
    assert not faulty.store.create("a/key", b"yours")
    assert faulty.other.read("a/key") == b"yours"


@each(WRITING)
def test_a_replacement_under_a_condition_is_done_once(faulty, fault):
    faulty.other.create("key", b"one")
    etag = faulty.other.stat("key").etag
    faulty.meet("PUT", **fault)
    assert faulty.store.replace("key", b"two", etag=etag)
    assert faulty.other.read("key") == b"two"
    assert not faulty.other.replace("key", b"three", etag=etag)


@each(SOME | CONFLICT)
def test_a_replacement_of_what_has_changed_is_false(faulty, fault):
    faulty.other.create("key", b"one")
    etag = faulty.other.stat("key").etag
    faulty.other.replace("key", b"two")
    faulty.meet("PUT", **fault)
    assert not faulty.store.replace("key", b"three", etag=etag)
    assert faulty.other.read("key") == b"two"


@each(SOME)
def test_a_replacement_without_a_condition_is_done(faulty, fault):
    faulty.meet("PUT", **fault)
    assert faulty.store.replace("key", b"two")
    assert faulty.other.read("key") == b"two"


@each(SOME)
@pytest.mark.parametrize("conditional", [True, False])
def test_a_deletion_is_done(faulty, fault, conditional):
    faulty.other.create("key", b"one")
    etag = faulty.other.stat("key").etag if conditional else None
    faulty.meet("DELETE", **fault)
    assert faulty.store.delete("key", etag=etag)
    assert faulty.other.stat("key") is None


@each(READING)
def test_what_is_read_is_whole(faulty, fault):
    data = random.Random(0).randbytes(100_000)
    faulty.other.create("a/key", data)
    faulty.meet("GET", **fault)
    assert faulty.store.read("a/key") == data
    faulty.meet("GET", **fault)
    assert faulty.store.read("a/key", 1_000, 60_000) == data[1_000:60_000]
    faulty.meet("GET", **fault)
    assert faulty.store.read_many(["a/key", "a/none"]) == {"a/key": data}
    faulty.meet("GET", **fault)
    assert faulty.store.list() == ["a/key"]


@each(LATE)
def test_where_no_answer_comes_in_time_what_is_said_is_true(hasty, fault):
    hasty.meet("PUT", **fault)
    assert hasty.store.create("a/key", b"one")
    assert not hasty.other.create("a/key", b"yours")
    hasty.meet("PUT", **fault)
    assert hasty.store.replace("a/key", b"two", etag=hasty.other.stat("a/key").etag)
    assert hasty.other.read("a/key") == b"two"
    hasty.meet("GET", **fault)
    assert hasty.store.read("a/key") == b"two"
    hasty.meet("DELETE", **fault)
    assert hasty.store.delete("a/key", etag=hasty.other.stat("a/key").etag)
    assert hasty.other.list() == []


@each(SOME)
def test_a_look_at_a_key_is_true(faulty, fault):
    faulty.other.create("a/key", b"12345")
    faulty.meet("HEAD", **fault)
    assert faulty.store.stat("a/key").size == 5
    assert faulty.store.stat("a/none") is None


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A file of two parts."""
    path = tmp_path_factory.mktemp("large") / "bundle.zip"
    path.write_bytes(random.Random(1).randbytes(PART + 100_000))
    return path


def uploads(faulty):
    """What was begun in the bucket, below this test's place, and never completed."""
    server = faulty.proxy.server
    found = server.client().list_multipart_uploads(Bucket=server.bucket).get("Uploads", [])
    place = faulty.store.root.partition("/")[2]
    return [one["Key"] for one in found if one["Key"].startswith(place)]


STEPS = {
    "begin": ("POST", "uploads"), "part": ("PUT", "partNumber=2"), "complete": ("POST", "uploadId"),
}  # fmt: skip


@each({name: SOME[name] for name in ("500", "dropped after")})
@pytest.mark.parametrize("step", STEPS)
def test_a_large_creation_is_true_at_each_of_its_steps(faulty, large, fault, step):
    method, query = STEPS[step]
    faulty.meet(method, query=query, **fault)
    assert faulty.store.create("a/zip", large)
    assert not faulty.other.create("a/zip", b"yours")
    faulty.other.fetch("a/zip", large.with_name("copy"))
    assert large.with_name("copy").read_bytes() == large.read_bytes()


def test_a_large_creation_that_meets_a_conflict_is_made_anew(faulty, large):
    faulty.meet("POST", query="uploadId", **CONFLICT["409"])
    assert faulty.store.create("a/zip", large)
    assert not faulty.store.create("a/zip", large)
    assert faulty.other.stat("a/zip").size == large.stat().st_size
    assert uploads(faulty) == []


def test_a_large_creation_that_another_wins_at_the_last_moment_is_false(faulty, large):
    faulty.other.create("a/zip", b"yours")
    faulty.meet("HEAD", status=404)  # as if it had come just after the look
    assert not faulty.store.create("a/zip", large)
    assert faulty.other.read("a/zip") == b"yours"
    assert uploads(faulty) == []


@pytest.mark.parametrize("step", ["part", "complete"])
def test_a_large_creation_that_is_refused_leaves_nothing(faulty, large, step):
    method, query = STEPS[step]
    faulty.meet(method, query=query, status=403, code="AccessDenied")
    with pytest.raises(PermissionMissing, match="403 AccessDenied: by the test"):
        faulty.store.create("a/zip", large)
    assert faulty.other.list() == []
    assert uploads(faulty) == []


def test_a_copy_out_goes_on_where_it_was_cut(faulty, large, tmp_path):
    faulty.other.create("a/zip", large)
    before = len(faulty.proxy.seen)
    faulty.meet("GET", end="cut", times=3)
    faulty.store.fetch("a/zip", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == large.read_bytes()
    assert faulty.proxy.seen[before:] == ["GET"] * 4
    assert faulty.proxy.sent < 1.2 * large.stat().st_size


def test_a_copy_out_of_what_was_changed_on_the_way_is_of_one_version(faulty, large, tmp_path):
    faulty.other.create("a/zip", large)
    new = random.Random(2).randbytes(large.stat().st_size)
    faulty.meet("GET", end="cut", then=lambda: faulty.other.replace("a/zip", new))
    faulty.store.fetch("a/zip", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == new


def test_a_copy_out_that_fails_leaves_what_was_there(faulty, tmp_path):
    faulty.other.create("a/zip", b"new" * 1_000)
    target = tmp_path / "copy"
    target.write_bytes(b"old")
    faulty.meet("GET", status=403, code="AccessDenied")
    with pytest.raises(PermissionMissing):
        faulty.store.fetch("a/zip", target)
    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["copy"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"status": 503, "code": "SlowDown"}, r"answered for \d s 503"),
        (LATE["nothing done"], r"did not answer within \d s: "),
    ],
    ids=["503", "no answer"],
)
def test_after_the_deadline_it_says_what_is_wrong(hasty, fault, said, monkeypatch):
    store = hasty.store
    patience = store.bucket.patience.model_copy(update={"deadline": 1.1})
    monkeypatch.setattr(store.bucket, "patience", patience)
    for method in ("PUT", "HEAD"):
        hasty.meet(method, times=10_000, **fault)
    with pytest.raises(EnvhubError, match=f"{store.url} {said}"):
        store.create("a/key", b"mine")
    hasty.proxy.clear()
    assert hasty.other.list() == []
    assert store.create("a/key", b"mine")


@pytest.mark.parametrize("method", ["PUT", "GET"])
def test_what_is_refused_for_good_is_not_asked_again(faulty, method):
    faulty.meet(method, status=400, code="InvalidRequest")
    before = len(faulty.proxy.seen)
    use = faulty.store.read if method == "GET" else lambda key: faulty.store.create(key, b"")
    with pytest.raises(EnvhubError, match="answered 400 InvalidRequest: by the test"):
        use("a/key")
    assert faulty.proxy.seen[before:] == [method]
