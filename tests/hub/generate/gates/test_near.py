"""Texts that say almost the same are found, all of them, at a small cost."""

from __future__ import annotations

import tracemalloc
from itertools import combinations
from random import Random

from envhub_hub.generate.gates.masks import masked
from envhub_hub.generate.gates.near import MOST, NEAR, RECENT, Near, jaccard, sketch_of

WORDS = [f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]


def texts(count: int, rng: Random) -> list[str]:
    """Texts of 8 to 80 words, most of them made out of an earlier one by a few changes."""
    found = [" ".join(rng.choices(WORDS, k=60))]
    while len(found) < count:
        words = (
            rng.choice(found).split()
            if rng.random() < 0.8
            else rng.choices(WORDS, k=rng.randint(8, 80))
        )
        for _ in range(rng.randint(0, 4)):
            words[rng.randrange(len(words))] = rng.choice((*WORDS, "17", "Ada"))
        found.append(" ".join(words))
    return found


def test_what_is_near_is_found_exactly() -> None:
    given = texts(250, Random(1))
    near, found, wanted = Near(), [], []
    sketches = [sketch_of(text) for text in given]
    for number, sketch in enumerate(sketches):
        found.append(near.like(sketch))
        wanted.append(any(jaccard(set(one), sketch) >= NEAR for one in sketches[:number]))
        near.add(sketch)
    assert found == wanted
    assert 20 < sum(wanted) < 230


def test_the_index_of_jaccard_is_that_of_the_word_5_grams() -> None:
    for one, other in combinations(texts(12, Random(2)), 2):
        a, b = ({tuple(text.split()[i : i + 5]) for i in range(len(text.split()) - 4)}
                for text in (one, other))  # fmt: skip
        assert jaccard(set(sketch_of(one)), sketch_of(other)) == len(a & b) / len(a | b)


def test_what_was_kept_long_ago_is_still_found() -> None:
    rng, near = Random(3), Near()
    given = [" ".join(rng.choices(WORDS, k=40)) for _ in range(2 * RECENT // 8)]
    for text in given:
        near.add(sketch_of(text))
    assert all(near.like(sketch_of(f"{text} again")) for text in given[:20])
    assert not near.like(sketch_of(" ".join(rng.choices(WORDS, k=40))))


def test_a_long_text_is_held_in_little_memory() -> None:
    rng = Random(4)
    sketches = [sketch_of(" ".join(rng.choices(WORDS, k=300))) for _ in range(200)]
    assert {len(one) for one in sketches} == {MOST}
    tracemalloc.start()
    near = Near()
    for sketch in sketches:
        near.add(sketch[:])
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (
        used / len(sketches) <= 6 * MOST + 5_000
    )  # what waits to be sorted in is the greater part


def test_numbers_and_names_are_masked_and_the_first_words_of_sentences_stay() -> None:
    text = "Ada has 3 apples. The price in Rome is 2.50. Rome is far. Who pays 3?"
    skeleton, numbers = masked(text)
    assert skeleton == "@ has # apples. The price in @ is #. @ is far. Who pays #?"
    assert numbers == ("3", "2.50", "3")
