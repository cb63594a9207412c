"""Putting in order what a server lists folder by folder."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from envhub_hub.store.base import Entry
from envhub_hub.store.listing import folder_cut, in_order

NOW = datetime.now(UTC)
parts = st.text(alphabet="ab-.09", min_size=1, max_size=3)
keys = st.lists(parts, min_size=1, max_size=4).map("/".join)


def by_folder(key: str) -> list[str]:
    """The order in which SeaweedFS lists."""
    return key.split("/")


def entries(found: list[str]) -> list[Entry]:
    return [Entry(key, 0, "", NOW) for key in found]


@given(st.sets(keys))
def test_what_is_listed_folder_by_folder_is_put_in_order(found):
    listed = entries(sorted(found, key=by_folder))
    assert [one.key for one in in_order(iter(listed), 0)] == sorted(found)


@given(st.sets(keys))
def test_the_order_below_a_prefix_is_the_same(found):
    listed = entries([f"a-b/{key}" for key in sorted(found, key=by_folder)])
    assert [one.key for one in in_order(iter(listed), 4)] == [f"a-b/{key}" for key in sorted(found)]


@given(keys, keys)
def test_no_key_behind_another_is_before_the_place_where_the_listing_starts(after, key):
    start = folder_cut(after, 0)
    assert after.startswith(start)
    if key > after:
        assert key > start
        # The server skips what is before the parts of `start`; its last, after the `/`, is empty.
        assert by_folder(key) > by_folder(start)[:-1]


def test_a_folder_is_held_no_longer_than_another_may_come_before_it():
    taken = []

    def listed():
        for one in entries(["a/1", "a/2", "a-b/1", "b/1", "c/1"]):
            taken.append(one.key)
            yield one

    found = in_order(listed(), 0)
    assert next(found).key == "a-b/1"
    assert taken == ["a/1", "a/2", "a-b/1", "b/1"]
    assert [one.key for one in found] == ["a/1", "a/2", "b/1", "c/1"]
