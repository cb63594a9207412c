"""Noise leaves numbers and protected words alone."""

from __future__ import annotations

import difflib

import pytest
from tests.hub.generate.tools.using import use

TEXT = "In 1937 the government of Algeria modernised 42 villages near the mountains, slowly."
each_kind = pytest.mark.parametrize("kind", ["typos", "case", "ocr"])


@each_kind
def test_noise_is_seen_and_read_through(kind):
    texts = [use("add_noise", TEXT, seed=seed, kind=kind, rate=0.5)[0] for seed in range(20)]
    assert sum(text != TEXT for text in texts) >= 15
    for text in texts:
        alike = difflib.SequenceMatcher(None, text.lower(), TEXT.lower()).ratio()
        assert alike > 0.8


@each_kind
def test_numbers_and_protected_words_stay(kind):
    for seed in range(40):
        (text,) = use("add_noise", TEXT, "Algeria", seed=seed, kind=kind, rate=1.0,
                      keep=["mountains"])  # fmt: skip
        assert all(kept in text for kept in ("1937", "42", "Algeria", "mountains"))


@each_kind
def test_the_same_seed_gives_the_same_noise(kind):
    assert use("add_noise", TEXT, seed=3, kind=kind) == use("add_noise", TEXT, seed=3, kind=kind)
