"""A URL to a store."""

from __future__ import annotations

import sys

import pytest

from envhub.errors import MissingRequirement, UsageError
from envhub_hub.store import open_store

IMPORTS = """
import sys
from pathlib import Path
from envhub_hub.store import open_store
store = open_store(sys.argv[1])
store.create("key", b"x"); store.replace("key", b"y"); store.list(); store.read("key")
open_store("s3://bucket/place")
print(*sorted({"fsspec", "s3fs", "botocore", "aiohttp"} & set(sys.modules)))
"""


@pytest.mark.parametrize("url", ["https://example.com/r", "ftp://x/y", "zip://x.zip", "gs://b/p"])
def test_a_kind_of_url_that_is_not_known_is_refused_by_name(url):
    with pytest.raises(UsageError, match=f"registry `{url}`: {url.split(':')[0]}:// is no kind"):
        open_store(url)


@pytest.mark.parametrize(
    "url",
    ["s3://", "s3:///x", "s3://b", "s3://key:secret@bucket/x", "s3://bucket/../x", "s3://bucket//x",
     "s3://bucket/.x", "s3://-bucket/x", "s3://bucket:9000/x"],
)  # fmt: skip
def test_a_url_that_is_no_place_in_a_bucket_is_refused(url):
    with pytest.raises(UsageError, match="is no place in a bucket"):
        open_store(url)


@pytest.mark.parametrize(
    ("url", "root"),
    [("s3://bucket", "bucket"), ("s3://bucket/", "bucket"), ("s3://bucket/a/b/", "bucket/a/b")],
)
def test_a_store_says_its_root(url, root):
    store = open_store(url)
    assert (store.url, store.root) == (url, root)


def test_without_s3fs_the_line_that_installs_it_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(MissingRequirement, match="registry `s3://bucket/x` needs s3fs") as caught:
        open_store("s3://bucket/x")
    assert caught.value.exit_code == 8
    assert caught.value.hint == 'install it: `pip install "envhub[s3]"`'


def test_a_folder_needs_nothing_of_what_a_bucket_needs(tmp_path, script):
    said = script(IMPORTS, tmp_path)
    assert (said.stdout.read(), said.stderr.read()) == ("\n", "")
