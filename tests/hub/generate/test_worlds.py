"""What is told by several voices: whole facts have one answer, and withheld ones have several."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from random import Random

import pytest

from envhub.sample import Sample, Target
from envhub.scorers import RougeL
from envhub.services import LOCAL
from envhub.trace import Trace
from envhub_hub.generate.generators.worlds import GENERATORS
from envhub_hub.generate.generators.worlds.clues.words import LANGUAGES, TONGUES, tell
from envhub_hub.generate.generators.worlds.reports.measure import PASS_AT, rouge_l
from envhub_hub.generate.generators.worlds.translation.grammar import (
    Clause,
    Meaning,
    translations,
)
from envhub_hub.generate.generators.worlds.translation.reverse import read
from envhub_hub.generate.items import DIFFICULTIES, Generator, Item
from envhub_hub.generate.methods import METHODS

ITEMS = 25
BY_NAME = {generator.name: generator for generator in GENERATORS}
each_generator = pytest.mark.parametrize("name", sorted(BY_NAME))
each_report = pytest.mark.parametrize("name", [name for name in BY_NAME if "summary" in name])
LONGEST = {1: 950, 2: 1_500, 3: 4_000}
"""Characters of context and question together."""


def items_of(generator: Generator, count: int = ITEMS) -> Iterator[Item]:
    for difficulty in DIFFICULTIES:
        rng = Random(f"worlds:{generator.name}:{difficulty}")
        for _ in range(count):
            yield generator.make(rng, difficulty)


@each_generator
def test_whole_facts_have_one_answer(name: str) -> None:
    generator = BY_NAME[name]
    assert generator.answers is not None
    for item in items_of(generator):
        assert set(generator.answers(item)) == {item.answer}


@each_generator
def test_without_the_deciding_part_more_than_one_answer_is_left(name: str) -> None:
    generator = BY_NAME[name]
    assert generator.withhold is not None
    for item in items_of(generator):
        withheld = generator.withhold(item)
        assert (withheld.question, withheld.context) != (item.question, item.context)
        assert (generator.remaining(item) or 0) >= 2


@each_generator
def test_items_seldom_repeat(name: str) -> None:
    for difficulty in DIFFICULTIES:
        rng = Random(name)
        keys = {BY_NAME[name].make(rng, difficulty).key for _ in range(100)}
        assert len(keys) >= 75


@each_generator
def test_context_is_whole_and_of_a_fair_length(name: str) -> None:
    for item in items_of(BY_NAME[name], 20):
        text = item.context or item.question
        assert not re.search(r"[{}]|  |\bNone\b|\s[.,?]", text), text
        assert len(text) + len(item.question) <= LONGEST[item.difficulty]


def test_an_item_is_made_and_checked_within_milliseconds() -> None:
    slow = []
    for generator in GENERATORS:
        items = list(items_of(generator, 2))
        begin = time.process_time()
        for difficulty in DIFFICULTIES:
            rng = Random("speed")
            for _ in range(10):
                generator.confirms(generator.make(rng, difficulty))
        took = (time.process_time() - begin) / 30
        if took > 0.010 and items:
            slow.append((generator.name, took))
    assert not slow


@each_report
def test_a_copied_report_scores_less_than_any_summary(name: str) -> None:
    for item in items_of(BY_NAME[name], 10):
        summaries = [item.answer, *item.references]
        copied = rouge_l(item.context or "", summaries)
        for one in summaries:
            assert rouge_l(one, [other for other in summaries if other != one]) > copied


@each_report
def test_the_fast_measure_is_that_of_the_scorer(name: str) -> None:
    for item in items_of(BY_NAME[name], 2):
        references = item.references
        target = Target(id="s", targets=references)
        sample = Sample(id="s", capability="one", input="s")
        for text in (item.answer, *item.wrong, item.context or ""):
            score = RougeL().score(sample, target, Trace(output=text), LOCAL)
            assert score.value == pytest.approx(rouge_l(text, references))


def test_reports_are_measured_by_the_bar_of_their_method() -> None:
    assert METHODS["reference"].pass_at == PASS_AT


def test_articles_and_adjectives_agree_in_a_translation() -> None:
    clause = Clause(False, "white", "horse", "eats", "in the garden", 2)
    meaning = Meaning((clause,))
    assert translations("de", meaning)[0] == "Am Mittwoch isst ein weißes Pferd im Garten."
    assert translations("nl", meaning)[0] == "Op woensdag eet een wit paard in de tuin."
    assert translations("fr", meaning)[0] == "Mercredi un cheval blanc mange dans le jardin."


def test_a_translation_with_a_wrong_form_cannot_be_read() -> None:
    right = "Das kleine Mädchen schläft im Park."
    assert read("de", right) is not None
    assert read("de", right.replace("Das", "Die")) is None
    assert read("de", right.replace("schläft", "liest")) is None


def test_french_is_elided_before_a_vowel() -> None:
    words = {"a": "Ben", "b": "Ada", "days": "un jour", "x": "x", "y": "ouvrir les fenêtres"}
    told = {tell(Random(n), "fr", "before", words) for n in range(9)}
    assert "Ben vient plus tôt dans la semaine qu'Ada." in told


def test_every_language_can_tell_every_kind_of_clue() -> None:
    kinds = {language: set(TONGUES[language].says) for language in LANGUAGES}
    assert len(kinds) == 7
    assert all(one == kinds["de"] for one in kinds.values())
