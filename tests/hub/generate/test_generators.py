"""Every generator keeps the same promises: the table is looped over, a new one is covered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib.util import find_spec
from random import Random

import pytest

from envhub.declaration import Capability
from envhub.evaluate import Part, judge
from envhub.harnesses import HarnessContext
from envhub.items import Item as Asked
from envhub.sample import Sample, Target
from envhub.scorers.base import ranked
from envhub.scorers.extract import numbers
from envhub.trace import Trace
from envhub_hub.generate.generators import GENERATORS
from envhub_hub.generate.items import DIFFICULTIES, Generator, Item
from envhub_hub.generate.methods import ASKED_AS, HARNESSES, METHODS, SCORERS
from envhub_hub.generate.rows import row_of as written
from envhub_hub.generate.topics import BY_ID, FOCUSES, TOPICS

ITEMS = 120
SHORT = ("number", "choice", "continuation")
"""The kinds of answer that are looped over here; what is written out has a file of its own."""


def each(chosen: Callable[[Generator], bool]) -> pytest.MarkDecorator:
    """Loop over generators; those whose package is not installed are skipped."""
    params = []
    for name, one in sorted(GENERATORS.items()):
        absent = one.package is not None and find_spec(one.package) is None
        mark = pytest.mark.skipif(absent, reason=f"needs the package {one.package}")
        if chosen(one):
            params.append(pytest.param(name, marks=mark))
    return pytest.mark.parametrize("name", params)


each_generator = each(lambda one: one.gives in SHORT)
each_recall = each(lambda one: one.gives == "continuation")
each_reasoned = each(lambda one: one.gives in SHORT and one.withhold is not None)
each_computed = each(lambda one: one.gives in SHORT and one.answers is not None)
each_numeric = each(lambda one: one.gives == "number")


def items_of(generator: Generator, count: int = ITEMS) -> Iterator[Item]:
    for difficulty in DIFFICULTIES:
        rng = Random(f"{generator.name}:{difficulty}")
        for _ in range(count):
            yield generator.make(rng, difficulty)


def kept_items(generator: Generator, count: int = ITEMS) -> list[Item]:
    """What the gate of verification leaves."""
    return [item for item in items_of(generator, count) if generator.confirms(item)]


def row_of(generator: Generator, item: Item, place: int = 0) -> tuple[Part, Sample, Target]:
    method = ASKED_AS[generator.gives][0]
    capability = Capability(id="one", harness="asked", scorer=SCORERS[method])
    part = Part(
        capability=capability, harness=HARNESSES[METHODS[method].harness], context=HarnessContext()
    )
    options = list(item.distractors)
    if options:
        options.insert(place, item.answer)
    return part, *written(item, generator.name, "one-s", options)


def test_the_table_is_alphabetical_and_named_by_its_generators() -> None:
    assert list(GENERATORS) == sorted(GENERATORS)
    assert [generator.name for generator in GENERATORS.values()] == list(GENERATORS)


def test_there_are_enough_generators_of_each_kind() -> None:
    kinds = [generator.gives for generator in GENERATORS.values()]
    assert len(kinds) >= 30
    assert min(kinds.count(kind) for kind in ("number", "choice", "continuation")) >= 8


@each_generator
def test_a_second_computation_confirms_the_answers(name: str) -> None:
    generator = GENERATORS[name]
    confirmed = [generator.confirms(item) for item in items_of(generator)]
    # Facts may meet a disputed distractor; what is computed may not fail at all.
    assert sum(confirmed) >= (0.97 if generator.package else 1.0) * len(confirmed)


@each_generator
def test_a_wrong_answer_is_not_confirmed(name: str) -> None:
    generator = GENERATORS[name]
    for item in kept_items(generator, 20):
        if generator.gives == "number":
            wrong = item.model_copy(update={"answer": str(Fraction(item.answer) + 1)})
        else:
            swapped = (item.answer, *item.distractors[1:])
            wrong = item.model_copy(update={"answer": item.distractors[0], "distractors": swapped})
        assert not generator.confirms(wrong)


def test_all_but_recall_can_do_without_what_decides() -> None:
    for generator in GENERATORS.values():
        if generator.gives in ("number", "choice"):
            assert generator.withhold is not None
        if generator.gives == "continuation":
            assert generator.withhold is None


@each_computed
def test_whole_facts_allow_the_answer_and_no_other(name: str) -> None:
    generator = GENERATORS[name]
    for item in kept_items(generator, 60):
        assert generator.answers is not None
        assert set(generator.answers(item)) == {item.answer}


@each_reasoned
def test_without_what_decides_several_answers_are_left(name: str) -> None:
    generator = GENERATORS[name]
    for item in items_of(generator, 60):
        left = generator.remaining(item)
        assert left is not None
        assert left >= 2, item.question


@each_reasoned
def test_what_decides_is_gone_from_the_words_and_the_rest_is_whole(name: str) -> None:
    generator = GENERATORS[name]
    assert generator.withhold is not None
    for item in items_of(generator, 60):
        bare = generator.withhold(item)
        assert text_of(bare) != text_of(item)
        assert_whole(bare, generator)
        if "fields" not in item.facts:
            continue
        told, left = item.facts["fields"], bare.facts["fields"]
        gone = [str(told[field]) for field in told if left[field] != told[field]]
        gone += [] if bare.facts["wording"] == item.facts["wording"] else [item.question]
        assert gone
        for value in gone:
            stands = re.compile(rf"(?<![\w.]){re.escape(value)}(?![\w])")
            before, after = (text_of(one) for one in (item, bare))
            assert len(stands.findall(after)) < len(stands.findall(before))


@each_generator
def test_there_are_five_phrasings_at_every_difficulty(name: str) -> None:
    generator = GENERATORS[name]
    for difficulty in DIFFICULTIES:
        rng = Random(difficulty)
        items = [generator.make(rng, difficulty) for _ in range(ITEMS)]
        assert len({item.phrasing for item in items}) >= 5
        assert {item.difficulty for item in items} == {difficulty}


@each_generator
def test_the_same_randomness_gives_the_same_item(name: str) -> None:
    generator = GENERATORS[name]
    for difficulty in DIFFICULTIES:
        first, again = (generator.make(Random("one"), difficulty) for _ in range(2))
        assert first == again
        assert first != generator.make(Random("two"), difficulty)


@each_generator
def test_the_right_answer_scores_the_maximum_and_the_others_fail(name: str) -> None:
    generator = GENERATORS[name]
    for number, item in enumerate(kept_items(generator, 15)):
        place = number % 4 if item.distractors else 0
        part, sample, target = row_of(generator, item, place)
        assert part.capability.scorer.problem(sample, target) is None
        for trace in part.capability.scorer.gold(sample, target):
            row = judge(part, Asked(sample, target), trace)
            assert (row.status, row.score) == ("pass", 1.0)
        wrong = Trace(output=item.wrong[-1] if item.wrong else "?")
        if item.distractors:
            scored = part.capability.scorer.continuations(sample, target)
            (wrong,) = ranked(scored, (place + 1) % 4)
        assert judge(part, Asked(sample, target), wrong).status == "fail"


@each_generator
def test_choices_are_four_and_distinct(name: str) -> None:
    generator = GENERATORS[name]
    for item in kept_items(generator, 60):
        options = (item.answer, *item.distractors)
        wanted = 4 if generator.gives in ("choice", "continuation") else 1
        assert len(options) == wanted
        assert len({option.casefold().strip(" .") for option in options}) == wanted


def text_of(item: Item) -> str:
    return f"{item.context}\n{item.question}" if item.context else item.question


def assert_whole(item: Item, generator: Generator) -> None:
    text = item.question
    assert not re.search(r"[{}]|  |\bNone\b|\s[.,?]", text), text
    assert not re.search(
        r"(?<![\d.,:+-])1 (?!was\b|means\b|leaves\b)[a-z]{3,}s\b", text_of(item)
    ), text
    assert text[0].isupper() or text[0].isdigit()
    if generator.gives == "continuation":
        assert text[-1].isalpha() or text[-1] == ","
    else:
        assert text.count('"') % 2 == 0
        assert re.search(r'[?.]"?$|x: .*[\dn]$', text), text


@each_generator
def test_the_text_is_whole(name: str) -> None:
    for item in items_of(GENERATORS[name], 60):
        assert_whole(item, GENERATORS[name])


@each_recall
def test_the_ending_of_a_sentence_does_not_stand_in_it(name: str) -> None:
    # What little slips through is thrown away by the gates of `realise`.
    found = [
        bool(re.search(rf"(?<!\w){re.escape(item.answer)}(?!\w)", item.question, re.IGNORECASE))
        for item in kept_items(GENERATORS[name])
    ]
    assert sum(found) <= 0.05 * len(found)


@each_numeric
def test_numbers_are_worth_asking_for(name: str) -> None:
    for item in items_of(GENERATORS[name], 60):
        value = Fraction(item.answer)
        # A fraction is written in lowest terms.
        assert str(value) == item.answer
        assert value >= 11 or (value.denominator > 2 and value > 0)
        assert all(Fraction(step) > 0 for step in item.steps)


@pytest.mark.parametrize("name", ["journeys", "savings", "shopping", "stock"])
def test_a_story_tells_all_its_numbers(name: str) -> None:
    for item in items_of(GENERATORS[name], 60):
        told = set(numbers(item.question.replace("$", " ")))
        values = (value for value in item.facts.values() if isinstance(value, int))
        assert {str(value) for value in values} <= told


def test_every_generator_is_used_and_every_topic_can_be_grounded() -> None:
    used = {name for topic in TOPICS for name in topic.generators}
    assert used == set(GENERATORS)
    assert {name for names in FOCUSES.values() for name in names} <= used


def test_a_topic_has_generators_of_one_kind_and_parts_within_its_method() -> None:
    for topic in TOPICS:
        kinds = {GENERATORS[name].gives for name in topic.generators}
        assert len(kinds) == 1
        assert topic.method in ASKED_AS[kinds.pop()]
        # Code is written, mended or followed: each part is asked in its own way.
        parents = [BY_ID[parent].method for parent in topic.part_of if parent != "code"]
        assert set(parents) <= {topic.method}


def test_no_two_topics_share_a_name() -> None:
    names = [name for topic in TOPICS for name in topic.names]
    assert len(names) == len(set(names))
    assert all(name == name.lower() for name in names)
