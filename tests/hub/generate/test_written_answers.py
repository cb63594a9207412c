"""What is answered in writing keeps promises too: words and lists that are compared exactly."""

from __future__ import annotations

import re
from random import Random

import pytest
from tests.hub.generate.test_generators import items_of

from envhub.declaration import Capability
from envhub.evaluate import Part, judge
from envhub.harnesses import HarnessContext
from envhub.items import Item as Asked
from envhub.scorers.extract import normalise, stands_in
from envhub.trace import Trace
from envhub_hub.generate.generators import GENERATORS
from envhub_hub.generate.items import DIFFICULTIES
from envhub_hub.generate.methods import ASKED_AS, HARNESSES, METHODS, SCORERS
from envhub_hub.generate.rows import row_of

WRITTEN = ("text",)
LOGIC = (
    "circuits", "graph_steps", "letter_counts", "linked_amounts", "moves", "one_way_roads",
    "queues", "round_tables", "routes", "seat_rows", "set_counts", "swaps", "table_rows",
    "table_sums",
)  # fmt: skip
"""Choices whose deciding fact can be withheld; the others have tests beside their own file."""


def named(*kinds: str) -> list[str]:
    return [name for name, one in sorted(GENERATORS.items()) if one.gives in kinds]


each_written = pytest.mark.parametrize("name", named(*WRITTEN))
each_deciding = pytest.mark.parametrize("name", [*named(*WRITTEN), *LOGIC])


def part_of(gives: str) -> Part:
    method = ASKED_AS[gives][0]
    return Part(
        capability=Capability(id="one", harness="asked", scorer=SCORERS[method]),
        harness=HARNESSES[METHODS[method].harness],
        context=HarnessContext(),
    )


@each_written
def test_a_second_computation_confirms_the_answer_and_no_other(name: str) -> None:
    for item in items_of(GENERATORS[name], 60):
        assert GENERATORS[name].confirms(item)
        assert not GENERATORS[name].confirms(item.model_copy(update={"answer": item.answer + "x"}))


@each_deciding
def test_without_its_signal_an_item_has_several_answers(name: str) -> None:
    generator = GENERATORS[name]
    assert generator.withhold is not None
    for item in items_of(generator, 60):
        hidden = generator.withhold(item)
        assert (generator.remaining(item) or 0) >= 2
        assert (hidden.question, hidden.context) != (item.question, item.context)
        assert not re.search(r"[{}]|  |\bNone\b", hidden.question)


@each_deciding
def test_hundreds_of_items_can_be_told_apart_at_each_difficulty(name: str) -> None:
    for difficulty in DIFFICULTIES:
        rng = Random(f"{name}:{difficulty}")
        items = [GENERATORS[name].make(rng, difficulty) for _ in range(300)]
        assert len({item.key for item in items}) >= 200


@each_written
def test_five_phrasings_and_the_same_item_from_the_same_randomness(name: str) -> None:
    generator = GENERATORS[name]
    for difficulty in DIFFICULTIES:
        rng = Random(difficulty)
        assert len({generator.make(rng, difficulty).phrasing for _ in range(60)}) >= 5
        first, again = (generator.make(Random("one"), difficulty) for _ in range(2))
        assert first == again
        assert first.difficulty == difficulty


@each_written
def test_the_text_is_whole(name: str) -> None:
    for item in items_of(GENERATORS[name], 60):
        prose = item.question.split("\n\n")[0]
        assert not re.search(r"[{}]|  |\bNone\b|\s[.,?]", prose), prose
        assert prose[0].isupper()
        assert prose[-1] in "?.:"


@pytest.mark.parametrize("name", named("text"))
def test_an_answer_in_words_passes_alone_and_in_every_form(name: str) -> None:
    part = part_of("text")
    for item in items_of(GENERATORS[name], 15):
        sample, target = row_of(item, name, "one-s")
        assert part.capability.scorer.problem(sample, target) is None
        for text in (item.answer, *item.references):
            assert (
                judge(part, Asked(sample, target), Trace(output=f"So. Answer: {text}.")).score == 1
            )
        for text in (item.answer[:-1], item.answer + " 1", "I don't know", ""):
            assert judge(part, Asked(sample, target), Trace(output=text)).status == "fail"


@pytest.mark.parametrize("name", named("text"))
def test_an_answer_in_words_does_not_stand_in_its_question(name: str) -> None:
    fold = ("case", "space", "punctuation")
    for item in items_of(GENERATORS[name], 100):
        assert not stands_in(normalise(item.answer, fold), normalise(item.question, fold))
