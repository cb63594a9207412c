"""ROUGE-L: the package's numbers, in every script."""

from __future__ import annotations

import random

import pytest
from rouge_score import rouge_scorer

from envhub import Sample, Target, Trace
from envhub.scorers import RougeL
from envhub.scorers.rouge_l import MAX_TOKENS, UnicodeWords
from envhub.services import LOCAL

SAMPLE = Sample(id="a", capability="m", input="q")
WORDS = (  # noqa: SIM905  # a list of words reads better as words
    "generalizations operatives relational conditional rational valence hesitancy digitizer "
    "conformably radically differently analogously vietnamization predication operator feudalism "
    "decisiveness hopefulness callousness formality sensitivity sensibility triplicate formative"
).split()


def score(output: str, *references: str, **said: object):
    return RougeL(**said).score(
        SAMPLE, Target(id="a", targets=references), Trace(output=output), LOCAL
    )


@pytest.mark.parametrize("stemmer", [False, True])
def test_ascii_gives_the_figures_of_the_package(stemmer):
    rng = random.Random(0)
    package = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=stemmer)
    for _ in range(50):
        one, two = (" ".join(rng.choices(WORDS, k=12)) for _ in range(2))
        theirs = package.score(one, two)["rougeL"].fmeasure
        assert score(two, one, tokenizer="ascii", stemmer=stemmer).value == pytest.approx(theirs)


def test_on_plain_english_both_tokenizers_agree():
    one, two = "The cat sat on the mat, twice.", "A cat sat on a mat!"
    assert score(two, one).value == score(two, one, tokenizer="ascii").value


def test_precision_and_recall_stand_beside_the_score():
    found = score("a b c d", "a b")
    assert found.value == pytest.approx(2 / 3)
    assert found.explanation == "precision 0.500, recall 1.000"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Привет, мир!", ["привет", "мир"]),
        ("東京です。", ["東", "京", "で", "す"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("don't stop_it", ["don", "t", "stop", "it"]),
        ("e\u0301cole École", ["école", "école"]),
        ("שָׁלוֹם", ["שָׁלוֹם"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("１２ 3", ["12", "3"]),
        ("… — !", []),
    ],
)
def test_words_of_every_script_are_tokens(text, tokens):
    assert UnicodeWords().tokenize(text) == tokens


@pytest.mark.parametrize(
    "text", ["Привет мир", "東京タワー", "مرحبا بالعالم", "नमस्ते दुनिया", "안녕 세상"]
)
def test_every_script_scores_one_against_itself(text):
    assert score(text, text).value == 1.0


def test_vowels_matter_in_every_script():
    assert score("हिन्दी", "हन्द").value == 0.0


def test_the_best_reference_counts():
    assert score("seven", "the town has seven bridges", "seven").value == 1.0


def test_a_long_output_is_cut_and_says_so():
    found = score("word " * (MAX_TOKENS + 5), "word")
    assert found.value > 0
    assert f"compared up to word {MAX_TOKENS} of {MAX_TOKENS + 5}" in found.explanation


@pytest.mark.parametrize("reference", ["...", "word " * (MAX_TOKENS + 1), "x" * 200_000])
def test_a_reference_that_can_not_be_compared_is_a_problem(reference):
    assert RougeL().problem(SAMPLE, Target(id="a", targets=(reference,)))
