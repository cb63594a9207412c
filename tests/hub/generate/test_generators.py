"""Every generator keeps the same promises: the table is looped over, a new one is covered."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
from envhub_hub.generate.topics import BY_ID, FOCUSES, TOPICS

ITEMS = 80
each_generator = pytest.mark.parametrize("name", sorted(GENERATORS))


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
    sample = Sample(id="s", capability="one", input=item.question, choices=tuple(options) or None)
    answer: int | str = place if options else item.answer
    targets = (answer, *item.references)
    return part, sample, Target(id="s", targets=targets, data={"steps": list(item.steps)})


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
            wrong = item.model_copy(update={"answer": str(int(item.answer) + 1)})
        elif generator.gives == "reference":
            wrong = item.model_copy(update={"answer": item.wrong[0]})
        else:
            swapped = (item.answer, *item.distractors[1:])
            wrong = item.model_copy(update={"answer": item.distractors[0], "distractors": swapped})
        assert not generator.confirms(wrong)


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
        wanted = 1 if generator.gives in ("number", "reference") else 4
        assert len(options) == wanted
        assert len({option.casefold().strip(" .") for option in options}) == wanted


@each_generator
def test_the_text_is_whole(name: str) -> None:
    generator = GENERATORS[name]
    for item in items_of(generator, 60):
        text = item.question
        assert not re.search(r"[{}]|  |\bNone\b|\s[.,?]", text), text
        assert text[0].isupper() or text[0].isdigit()
        if generator.gives == "continuation":
            assert text[-1].isalpha() or text[-1] == ","
        else:
            assert text.count('"') % 2 == 0
            assert re.search(r'[?.]"?$|\d"$|x: .*\d$', text), text


@pytest.mark.parametrize(
    "name", [name for name, one in sorted(GENERATORS.items()) if one.gives == "continuation"]
)
def test_the_ending_of_a_sentence_does_not_stand_in_it(name: str) -> None:
    # What little slips through is thrown away by the gates of `realise`.
    found = [
        bool(re.search(rf"(?<!\w){re.escape(item.answer)}(?!\w)", item.question, re.IGNORECASE))
        for item in kept_items(GENERATORS[name])
    ]
    assert sum(found) <= 0.05 * len(found)


@pytest.mark.parametrize(
    "name", [name for name, one in sorted(GENERATORS.items()) if one.gives == "number"]
)
def test_numbers_are_whole_positive_and_worth_asking_for(name: str) -> None:
    for item in items_of(GENERATORS[name], 60):
        assert int(item.answer) >= 11
        assert all(int(step) > 0 for step in item.steps)


@pytest.mark.parametrize("name", ["journeys", "savings", "shopping", "stock"])
def test_a_story_tells_all_its_numbers(name: str) -> None:
    for item in items_of(GENERATORS[name], 60):
        told = set(numbers(item.question.replace("$", " ")))
        assert {str(value) for value in item.facts.values()} <= told


def test_every_generator_is_used_and_every_topic_can_be_grounded() -> None:
    used = {name for topic in TOPICS for name in topic.generators}
    assert used == set(GENERATORS)
    assert {name for names in FOCUSES.values() for name in names} <= used


def test_a_topic_has_generators_of_one_kind_and_parts_within_its_method() -> None:
    for topic in TOPICS:
        kinds = {ASKED_AS[GENERATORS[name].gives][0] for name in topic.generators}
        assert kinds == {topic.method}
        assert all(BY_ID[parent].method == topic.method for parent in topic.part_of)


def test_no_two_topics_share_a_name() -> None:
    names = [name for topic in TOPICS for name in topic.names]
    assert len(names) == len(set(names))
    assert all(name == name.lower() for name in names)
