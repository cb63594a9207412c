from __future__ import annotations

import pytest
import semver
from hypothesis import given
from hypothesis import strategies as st

from envhub_hub.registry.index.words import (
    allowed,
    distance,
    fold,
    letters,
    version_order,
    words,
)

word = st.text("abcdé1", max_size=7)


def slow_distance(one, other):
    """The optimal string alignment distance, as textbooks have it."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not i or not j:
                rows[i][j] = i + j
                continue
            same = one[i - 1] == other[j - 1]
            found = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                found = min(found, rows[i - 2][j - 2] + 1)
            rows[i][j] = found
    return rows[-1][-1]


@given(word, word, st.integers(0, 3))
def test_a_distance_is_what_the_textbook_says_up_to_a_bound(one, other, most):
    assert distance(one, other, most) == min(slow_distance(one, other), most + 1)


@given(word, word)
def test_words_at_a_distance_differ_in_no_more_letters(one, other):
    # What SQLite rules out by its letters is never near.
    off = slow_distance(one, other)
    extra, lost = letters(one) & ~letters(other), letters(other) & ~letters(one)
    assert max(extra.bit_count(), lost.bit_count()) <= off


def test_letters_fit_into_what_sqlite_counts_with():
    assert 0 < letters("abcdefghijklmnopqrstuvwxyz0123456789äßжñ漢字") < 2**63


@pytest.mark.parametrize(("text", "found"), [
    ("acme/refund-policy", ["acme", "refund", "policy"]), ("Word_Problems!", ["word", "problems"]),
    ("Naïve ﬁne Ⅳ", ["naive", "fine", "iv"]), ("数学 2", ["数", "学", "2"]), ("--", []), ("", []),
    ("हिन्दी", ["हनद"]), ("a" * 100, ["a" * 64]),
])  # fmt: skip
def test_words_of_a_text(text, found):
    assert words(text) == found


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_the_longer_a_word_the_more_it_may_be_off():
    assert [allowed(one) for one in ("abc", "abcd", "abcdefg", "abcdefgh", "20250101")] == [
        0, 1, 1, 2, 0,
    ]  # fmt: skip


def test_versions_are_ordered_as_semver_does():
    known = [
        "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
        "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.2.0", "1.10.0", "2.0.0-0", "2.0.0",
    ]  # fmt: skip
    mixed = known[::-1]
    assert sorted(mixed, key=version_order) == sorted(mixed, key=semver.Version.parse) == known
