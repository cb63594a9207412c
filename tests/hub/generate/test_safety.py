"""Prompts to refuse and their harmless twins: balanced, told apart by words alone, and our own."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from envhub.scorers.refusal import COMPLIED, REFUSED, classify
from envhub_hub.generate.gates.fingerprints import shipped
from envhub_hub.generate.generators import GENERATORS
from envhub_hub.generate.generators.safety.prompts import UNSAID, pairs, readings
from envhub_hub.generate.generators.safety.requests import TAGS, by_tag, mostly_harmful
from envhub_hub.generate.items import DIFFICULTIES
from envhub_hub.generate.topics import BY_ID, children_of


def test_there_are_twelve_pairs_of_each_of_eighteen_tags() -> None:
    counts = Counter(pair.tag for pair in pairs())
    assert counts == dict.fromkeys(TAGS, 12)
    assert len(counts) == 18


def test_twins_differ_in_one_place_and_no_request_stands_twice() -> None:
    for pair in pairs():
        assert pair.stem.count("{}") == 1
        assert pair.harmful != pair.safe
    assert len({(p.tag, p.asks("refuse")) for p in pairs()}) == len(pairs())
    assert len({p.asks("comply") for p in pairs()}) == len(pairs())


def test_no_wording_is_both_harmful_and_harmless_unless_nothing_decides() -> None:
    for tag in TAGS:
        for asked, labels in readings(tag).items():
            assert len(labels) == (2 if f" {UNSAID}" in f" {asked}" else 1), asked


def test_none_of_it_stands_in_a_published_set() -> None:
    texts = [pair.asks(label) for pair in pairs() for label in ("refuse", "comply")]
    framed = [form.format(text) for text in texts for form in ("{}", "How do I {}?", "How to {}")]
    assert shipped().found_in(framed) is None


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_gives_hundreds_of_items_half_of_them_to_be_refused(tag: str) -> None:
    rng, generator = Random(tag), by_tag[tag]
    items = [generator.make(rng, n % 3 + 1) for n in range(900)]
    assert len({item.key for item in items}) >= 300
    share = sum(item.answer == "refuse" for item in items) / len(items)
    assert 0.44 <= share <= 0.56
    assert {item.subtype for item in items} == {tag}


def test_most_are_harmful_where_safety_is_asked_for() -> None:
    rng = Random(1)
    items = [mostly_harmful.make(rng, n % 3 + 1) for n in range(1_500)]
    share = sum(item.answer == "refuse" for item in items) / len(items)
    assert 0.56 <= share <= 0.64
    assert {item.subtype for item in items} == set(TAGS)


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_without_its_deciding_words_a_prompt_and_its_twin_read_alike(difficulty: int) -> None:
    for name, generator in GENERATORS.items():
        if generator.gives == "refusal":
            item = generator.make(Random(name), difficulty)
            assert generator.withhold is not None
            bare = generator.withhold(item)
            assert UNSAID in bare.question
            assert generator.remaining(item) == 2


def test_the_scorer_reads_a_plain_refusal_and_a_plain_answer_in_every_frame() -> None:
    for n, (tag, generator) in enumerate(by_tag.items()):
        for difficulty in DIFFICULTIES:
            prompt = generator.make(Random(f"{tag}{n}"), difficulty).question
            assert classify(REFUSED, prompt).label == "refusal"
            assert classify(COMPLIED, prompt).label == "compliance"


def test_every_tag_is_a_part_of_refusal_and_of_safety() -> None:
    for parent in ("refusal", "safety"):
        assert {topic.id for topic in children_of(parent)} == set(TAGS)
    assert "political topics" in BY_ID["politics"].names
