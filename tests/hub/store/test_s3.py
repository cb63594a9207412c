"""A bucket's own ways: settings, credentials, what is not there, memory, forks, interrupts."""

from __future__ import annotations

import signal
import time
from datetime import timedelta

import pytest
from tests.servers import KEY, SECRET, free_ports

from envhub import EnvhubError, IntegrityError, NotFound, UsageError
from envhub.errors import PermissionMissing
from envhub_hub.store import listing, open_store
from envhub_hub.store.bucket import Bucket
from envhub_hub.store.multipart import PART
from envhub_hub.store.s3 import S3Store

ALL = ("list", "read", "create", "replace", "delete", "probe")


def use(store, name):
    """Call a method of a store with what it needs."""
    words = {"read": ["key"], "create": ["key", b""], "replace": ["key", b""], "delete": ["key"]}
    return getattr(store, name)(*words.get(name, []))


@pytest.mark.parametrize("name", ALL)
def test_a_bucket_that_is_not_there_is_not_found_by_name(seaweed_url, name):
    with pytest.raises(NotFound, match="s3://no-such-bucket/x: there is no such bucket"):
        use(open_store("s3://no-such-bucket/x"), name)


@pytest.mark.parametrize("name", ALL)
def test_wrong_credentials_are_a_missing_permission(seaweed_url, monkeypatch, name):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(
        PermissionMissing, match=r"does not let this user do that: 403 Signature"
    ) as no:
        use(open_store(seaweed_url), name)
    assert no.value.exit_code == 4


def test_a_key_that_nobody_knows_is_a_missing_permission(seaweed_url, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "stranger")
    with pytest.raises(PermissionMissing, match="403 InvalidAccessKeyId"):
        open_store(seaweed_url).list()


def test_credentials_that_ran_out_are_a_missing_permission(faulty):
    faulty.meet("GET", status=400, code="ExpiredToken")
    with pytest.raises(PermissionMissing, match="400 ExpiredToken"):
        faulty.store.list()


def test_no_credentials_are_a_missing_permission_and_it_says_what_to_set(seaweed_url, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(PermissionMissing, match="no credentials for s3://") as no:
        open_store(seaweed_url).list()
    assert "AWS_ACCESS_KEY_ID" in no.value.hint


def test_the_endpoint_and_the_credentials_may_stand_in_the_files_of_aws(
    seaweed, tmp_path, monkeypatch
):
    for name in seaweed.environ():
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "config").write_text(
        f"[profile lab]\nregion = us-east-1\nendpoint_url = {seaweed.endpoint}\n"
    )
    (tmp_path / "credentials").write_text(
        f"[lab]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_PROFILE", "lab")
    store = open_store(seaweed.url())
    assert store.create("key", b"there")
    assert store.read("key") == b"there"


def test_a_profile_that_is_not_there_is_said(seaweed_url, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(UsageError, match="nobody"):
        open_store(seaweed_url).list()


def test_an_endpoint_that_is_none_is_said(seaweed_url, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "not a url")
    with pytest.raises(UsageError, match="not a url"):
        open_store(seaweed_url).list()


@pytest.mark.parametrize("name", ["list", "create", "delete"])
def test_a_network_that_is_gone_is_said_soon(seaweed, monkeypatch, impatient, name):
    for variable, value in seaweed.environ().items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_ports(1)[0]}")
    store = S3Store(seaweed.url(), Bucket(seaweed.bucket, impatient))
    start = time.monotonic()
    with pytest.raises(EnvhubError, match=r"s3://.* can't be reached: ") as gone:
        use(store, name)
    assert time.monotonic() - start < 3
    assert gone.value.exit_code == 1
    assert "check the network, and AWS_ENDPOINT_URL" in gone.value.hint


LARGE_FILE = """
import resource, sys
from pathlib import Path
from envhub_hub.store import open_store
folder, size = Path(sys.argv[2]), int(sys.argv[3])
store = open_store(sys.argv[1])
with (folder / "large").open("wb") as stream:
    stream.truncate(size)
    for place in range(0, size, 1 << 20):
        stream.seek(place)
        stream.write(place.to_bytes(8, "big"))
(folder / "small").write_bytes(b"x")
def warm(name):
    store.create(name, folder / name)
    store.fetch(name, folder / f"{name}.copy")
warm("small")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
warm("large")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
same = (folder / "large").read_bytes() == (folder / "large.copy").read_bytes()
print(same)
"""


@pytest.mark.parametrize(("kind", "most"), [("folder", 8_000), ("seaweed", 75_000)])
def test_a_large_file_takes_no_more_memory_than_a_few_parts(kind, most, request, tmp_path, script):
    url = str(tmp_path / "s") if kind == "folder" else request.getfixturevalue("seaweed_url")
    said = script(LARGE_FILE, url, tmp_path, 100 << 20)
    lines = said.stdout.read().splitlines()
    assert lines[1:] == ["True"], said.stderr.read()
    assert int(lines[0]) < most, "kB"


FORKS = """
import os, sys
from envhub_hub.store import open_store
store = open_store(sys.argv[1])
store.create("before", b"x")
child = os.fork()
if child == 0:
    store.create("child", b"y")
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
print(store.list())
"""


def test_a_store_goes_on_after_a_fork(seaweed_url, script):
    said = script(FORKS, seaweed_url)
    assert said.stdout.read() == "['before', 'child']\n", said.stderr.read()


UPLOADS = """
import sys
from pathlib import Path
from envhub_hub.store import open_store
store = open_store(sys.argv[1])
store.list()
print("ready", flush=True)
try:
    store.create("a/zip", Path(sys.argv[2]))
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interrupt_of_a_large_write_leaves_nothing_behind(faulty, tmp_path, script):
    path = tmp_path / "bundle.zip"
    path.write_bytes(b"x" * (2 * PART))
    faulty.meet("PUT", query="partNumber=2", wait=1.5)
    through = faulty.proxy.server.behind(faulty.store.bucket.endpoint)
    writer = script(UPLOADS, faulty.store.url, path, **through.environ())
    assert writer.stdout.readline() == "ready\n", writer.stderr.read()
    while not faulty.proxy.met:
        time.sleep(0.01)
    writer.send_signal(signal.SIGINT)
    assert writer.stdout.read() == "interrupted\n", writer.stderr.read()
    assert writer.wait() == 0
    assert faulty.other.list() == []
    assert faulty.other.sweep(timedelta(0)) == 0


def test_a_sweep_ends_old_uploads_below_this_place_only(seaweed, seaweed_url):
    store, client = open_store(seaweed_url), seaweed.client()
    place = store.root.partition("/")[2]
    for name in (f"{place}/a/zip", "elsewhere/zip"):
        client.create_multipart_upload(Bucket=seaweed.bucket, Key=name)
    assert store.sweep(timedelta(days=7)) == 0
    time.sleep(1.1)  # the server counts in seconds
    assert store.sweep(timedelta(0)) == 1
    left = client.list_multipart_uploads(Bucket=seaweed.bucket)["Uploads"]
    assert "elsewhere/zip" in [one["Key"] for one in left]
    assert not [one for one in left if one["Key"].startswith(place)]


def test_what_others_put_below_a_place_is_no_key(seaweed, seaweed_url):
    store, client = open_store(seaweed_url), seaweed.client()
    place = store.root.partition("/")[2]
    for name in ("a/key", ".hidden", "a/.git/config", "folder/"):
        client.put_object(Bucket=seaweed.bucket, Key=f"{place}/{name}", Body=b"")
    client.put_object(Bucket=seaweed.bucket, Key=f"{place}-beside/key", Body=b"")
    assert store.list() == ["a/key"]


def test_a_server_that_lists_in_no_order_is_not_believed(seaweed_url):
    store = open_store(seaweed_url)
    for key in ("a/1", "a-b/1"):
        store.create(key, b"")
    assert store.list() == ["a-b/1", "a/1"]
    store._listing._by_folder = False  # as if it had not said that it is SeaweedFS
    with pytest.raises(IntegrityError, match="its server lists `a-b/1` out of order"):
        store.list()


def test_a_write_bears_its_sum_and_another_is_refused_by_the_server(seaweed, seaweed_url):
    store = open_store(seaweed_url)
    store.create("key", b"hello")
    seen = seaweed.client().head_object(
        Bucket=seaweed.bucket, Key=f"{store.root.partition('/')[2]}/key", ChecksumMode="ENABLED"
    )
    assert seen["ChecksumSHA256"] == "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="


def test_a_page_of_keys_is_not_all_of_them(seaweed_url, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 10)
    store = open_store(seaweed_url)
    names = [f"k/{n:02}" for n in range(33)]
    for name in names:
        store.create(name, b"")
    before = store.bucket.requests
    assert next(store.entries("k")).key == "k/00"
    assert store.bucket.requests - before == 1
    assert store.list("k") == names
    assert store.list("k", after="k/15") == names[16:]
