"""Keys: made, read back, and never mistaken for one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envhub.declaration import NAME, SEMVER
from envhub_hub.registry.layout import (
    KINDS,
    BundleKey,
    EventKey,
    RecordKey,
    bundle_key,
    event_key,
    is_version,
    mark_key,
    marked_key,
    parse_key,
    record_key,
    tag_problem,
)

names = st.from_regex(NAME)
versions = st.from_regex(SEMVER).filter(is_version)
ids = st.from_regex(r"[0-9a-f]{32}", fullmatch=True)


@given(names, versions)
def test_the_key_of_a_record_is_read_back(name, version):
    assert parse_key(record_key(name, version)) == RecordKey(name, version)


@given(names, versions, st.from_regex(r"[0-9a-f]{12}", fullmatch=True))
def test_the_key_of_a_zip_is_read_back(name, version, digest):
    key = bundle_key(name, f"{version}-{digest}.zip")
    assert parse_key(key) == BundleKey(name, version, digest)


@given(names, st.none() | versions, st.sampled_from(KINDS), ids)
def test_the_key_of_an_event_is_read_back(name, version, kind, event_id):
    key = EventKey(name, version, kind, event_id)
    assert parse_key(event_key(key)) == key


@given(st.text(min_size=1, max_size=80))
def test_a_marked_key_is_read_back(key):
    assert marked_key(mark_key(key)) == key
    assert mark_key(key).count("/") == 1


@pytest.mark.parametrize(
    "key",
    [
        "registry.json",
        "environments/acme/1.0.0.json",
        "environments/acme/sums/v1.json",
        "environments/acme/sums/1.0.0",
        "environments/acme/sums/1.0.0+build.json",
        "environments/acme/sums/1.0.0\n.json",
        "environments/Acme/sums/1.0.0.json",
        "environments/acme/sums/source/1.0.0.json",
        "environments/acme/sums/1.0.0-0123456789AB.zip",
        "environments/acme/sums/1.0.0-0123.zip",
        "environments/acme/sums/events/1.0.0.shout.0123456789abcdef0123456789abcdef.json",
        "environments/acme/sums/events/1.0.0.yank.0123.json",
        "environments/acme/sums/events/1.0.yank.0123456789abcdef0123456789abcdef.json",
        "environments/acme/sums/events/deep/1.0.0.yank.0123456789abcdef0123456789abcdef.json",
        "elsewhere/acme/sums/1.0.0.json",
        f"environments/acme/sums/1.0.0-{'a' * 64}.json",
    ],
)
def test_every_other_file_is_passed_over(key):
    assert parse_key(key) is None


@pytest.mark.parametrize("tag", ["stable", "v2", "paper-2026", "a"])
def test_a_tag_is_a_lower_case_word(tag):
    assert tag_problem(tag) is None


@pytest.mark.parametrize("tag", ["latest", "x", "", "1.x", "2", "Stable", "a.b", "a/b", "a" * 65])
def test_what_means_something_else_is_no_tag(tag):
    assert tag_problem(tag)
