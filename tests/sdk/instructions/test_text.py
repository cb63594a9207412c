"""Sentences, words and capitals, counted as nltk's Punkt and Treebank tokenizers count them."""

from __future__ import annotations

import time

import pytest

from envhub.instructions.text import count_capital_words, count_sentences, count_words

# Each count was made with nltk 3.10.4 (punkt_tab, English).
SENTENCES = [
    ("", 0),
    ("One", 1),
    ("One. Two. Three.", 3),
    ("One.Two", 1),
    ("Who? Me! Yes.", 3),
    ("Really?! Yes.", 2),
    ("Dr. Smith met Mrs. Jones.", 1),
    ("It is 3.5 p.m. in the U.S. today.", 1),
    ("He left the U.S. The rest stayed.", 2),
    ("See e.g. the map.", 2),
    ("J. Smith left.", 1),
    ("1. Buy milk.\n2. Drink it.", 4),
    ("Version 2. it works", 1),
    ('He said "Stop." Then he left.', 2),
    ("(It rained.) We left.", 2),
    ("Wait... what?", 1),
    ("Wait... The bus!", 2),
    ("It is Joe's. If so, good.", 2),
    ("**Bold.** More", 2),
    ("End.", 1),
    ("End.)", 1),
    ("No stop\nand a new line", 1),
]


@pytest.mark.parametrize(("text", "count"), SENTENCES)
def test_sentences(text, count):
    assert count_sentences(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one two-three it's", 5),
        ("a_b 3.5", 3),
        ("नमस्ते दुनिया", 2),
        ("สวัสดี", 1),
        ("cafe\u0301 noir", 2),
        ("...", 0),
    ],
)
def test_words(text, count):
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("NASA and ESA", 2),
        ("I am A", 2),
        ("WELL-KNOWN", 1),
        ("IT'S DON'T", 4),
        ("I'm I'LL", 3),
        ("GB/MINUTE U.S. B2B", 3),
        ("(NASA), **ESA**!", 2),
        ("123 ... 4", 0),
    ],
)
def test_words_in_capitals(text, count):
    assert count_capital_words(text) == count


def test_a_hostile_text_costs_little():
    texts = ["." * 10**6, "a." * 500_000, ". " * 500_000, "a.)" * 300_000, "'" * 10**6,
             "A'S" * 300_000, "a\u0300" * 500_000, "1." * 500_000, "a." + ")" * 10**6]  # fmt: skip
    start = time.perf_counter()
    for text in texts:
        count_sentences(text), count_words(text), count_capital_words(text)
    assert time.perf_counter() - start < 8
