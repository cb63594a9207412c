"""Keys, prefixes and ranges, as they are checked before anything is asked."""

from __future__ import annotations

import pytest

from envhub import IntegrityError, UsageError
from envhub_hub.store.keys import MAX_KEY, check_key, check_prefix, check_range, is_key


@pytest.mark.parametrize(
    "key",
    ["a", "environments/acme/sums/1.0.0-0123456789ab.zip", "gc/a%2Fb.json", "é/😀 x", "a" * 255,
     "/".join(["x" * 199] * (MAX_KEY // 200))],
)  # fmt: skip
def test_a_key_is_taken_as_it_is(key):
    assert check_key(key, "here") == key


def test_what_is_no_key_is_shown_without_its_control_characters():
    with pytest.raises(IntegrityError, match=r"^`a/\\x1b\[31m\\udcff` is no key of here$"):
        check_key("a/\x1b[31m\udcff", "here")
    assert not is_key("a/\x1b")


def test_a_prefix_is_a_folder_or_everything():
    assert (check_prefix("a/b", ""), check_prefix("a/b/", ""), check_prefix("", "")) == (
        "a/b/", "a/b/", "",
    )  # fmt: skip
    for prefix in ("..", "a//", "/", ".git"):
        with pytest.raises(IntegrityError, match="is no key"):
            check_prefix(prefix, "here")


def test_a_range_counts_from_the_beginning():
    assert check_range(None, None) == slice(0, None)
    assert check_range(3, 9) == slice(3, 9)
    for start, stop in ((-1, None), (None, -1)):
        with pytest.raises(UsageError, match=f"bytes {start} to {stop}: "):
            check_range(start, stop)
