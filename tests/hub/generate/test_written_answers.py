"""What is answered in writing keeps promises too: words and lists that are compared exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest
from tests.hub.generate.test_generators import items_of

from envhub.declaration import Capability
from envhub.errors import MissingRequirement
from envhub.evaluate import Part, judge
from envhub.harnesses import HarnessContext
from envhub.items import Item as Asked
from envhub.scorers.extract import normalise, stands_in
from envhub.trace import Trace
from envhub_hub.generate.generators import GENERATORS
from envhub_hub.generate.generators.code.behaviour import BUILTINS, calls, holds
from envhub_hub.generate.generators.code.completion import ROOMS
from envhub_hub.generate.generators.text.constraints import CONSTRAINTS
from envhub_hub.generate.items import DIFFICULTIES, Item
from envhub_hub.generate.methods import ASKED_AS, HARNESSES, METHODS, SCORERS
from envhub_hub.generate.rows import row_of
from envhub_hub.runner.services import HubServices

WRITTEN = ("text", "code", "mended code", "constraints")
LOGIC = (
    "circuits", "graph_steps", "letter_counts", "linked_amounts", "moves", "one_way_roads",
    "queues", "round_tables", "routes", "seat_rows", "set_counts", "swaps", "table_rows",
    "table_sums",
)  # fmt: skip
"""Choices whose deciding fact can be withheld; the others have tests beside their own file."""
TABLES = ("functions_of_", "mistakes_with_")
"""Generators that draw from a table of functions: they have as many items as it has rows."""


def named(*kinds: str) -> list[str]:
    return [name for name, one in sorted(GENERATORS.items()) if one.gives in kinds]


each_written = pytest.mark.parametrize("name", named(*WRITTEN))
each_deciding = pytest.mark.parametrize("name", [*named(*WRITTEN), *LOGIC])


@pytest.fixture(scope="module")
def services() -> Iterator[HubServices]:
    found = HubServices()
    try:
        found.require("sandbox")
    except MissingRequirement as error:
        pytest.skip(str(error))
    yield found
    found.close()


def prose_of(item: Item) -> str:
    """The question without its code."""
    return re.sub(r"`[^`]*`", "`x`", item.question.split("\n\n")[0])


def part_of(gives: str) -> Part:
    method = ASKED_AS[gives][0]
    return Part(
        capability=Capability(id="one", harness="asked", scorer=SCORERS[method]),
        harness=HARNESSES[METHODS[method].harness],
        context=HarnessContext(),
    )


@each_written
def test_a_second_computation_confirms_the_answer_and_no_other(name: str) -> None:
    for item in items_of(GENERATORS[name], 15):
        assert GENERATORS[name].confirms(item)
        for answer in item.wrong or (item.answer + "x",):
            assert not GENERATORS[name].confirms(item.model_copy(update={"answer": answer}))


@each_deciding
def test_without_its_signal_an_item_has_several_answers(name: str) -> None:
    generator = GENERATORS[name]
    assert generator.withhold is not None
    for item in items_of(generator, 15):
        hidden = generator.withhold(item)
        assert (generator.remaining(item) or 0) >= 2
        assert (hidden.question, hidden.context) != (item.question, item.context)
        assert not re.search(r"[{}]|  |\bNone\b", prose_of(hidden))


@each_deciding
def test_many_items_can_be_told_apart_at_each_difficulty(name: str) -> None:
    count = 40 if name.startswith(TABLES) else 120
    for difficulty in DIFFICULTIES:
        rng = Random(f"{name}:{difficulty}")
        items = [GENERATORS[name].make(rng, difficulty) for _ in range(count)]
        assert len({item.key for item in items}) >= (10 if name.startswith(TABLES) else 95)


@each_written
def test_five_phrasings_and_the_same_item_from_the_same_randomness(name: str) -> None:
    generator = GENERATORS[name]
    for difficulty in DIFFICULTIES:
        rng = Random(difficulty)
        assert len({generator.make(rng, difficulty).phrasing for _ in range(40)}) >= 5
        first, again = (generator.make(Random("one"), difficulty) for _ in range(2))
        assert first == again
        assert first.difficulty == difficulty


@each_written
def test_the_text_is_whole(name: str) -> None:
    for item in items_of(GENERATORS[name], 25):
        prose = prose_of(item)
        assert not re.search(r"[{}]|  |\bNone\b|\s[.,?]", prose), prose
        assert prose[0].isupper()
        assert prose[-1] in '?.:"'


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
        for text in ("x" + item.answer, item.answer + " 1", "I don't know", ""):
            assert judge(part, Asked(sample, target), Trace(output=text)).status == "fail"


@pytest.mark.parametrize("name", named("text"))
def test_an_answer_in_words_does_not_stand_in_its_question(name: str) -> None:
    fold = ("case", "space", "punctuation")
    for item in items_of(GENERATORS[name], 50):
        assert not stands_in(normalise(item.answer, fold), normalise(item.question, fold))


@pytest.mark.parametrize("name", named("constraints"))
def test_a_text_that_follows_its_constraints_passes_and_one_that_breaks_one_fails(
    name: str,
) -> None:
    part = part_of("constraints")
    for item in items_of(GENERATORS[name], 25):
        sample, target = row_of(item, "s", "one")
        assert part.capability.scorer.problem(sample, target) is None
        assert judge(part, Asked(sample, target), Trace(output=item.answer)).score == 1
        for text in (*item.wrong, ""):
            assert judge(part, Asked(sample, target), Trace(output=text)).status == "fail"


def test_every_constraint_is_asked_for_and_worded_in_five_ways() -> None:
    asked = {name for item in items_of(GENERATORS["instructions"])
             for name in item.data["instruction_id_list"]}  # fmt: skip
    assert asked == set(CONSTRAINTS)
    assert all(len(set(one.wordings)) >= 5 for one in CONSTRAINTS.values())


@pytest.mark.parametrize("name", named("code", "mended code"))
def test_a_reference_passes_its_tests_and_every_mistake_fails_them(name: str) -> None:
    for item in items_of(GENERATORS[name], 15):
        entry, tests = item.data["entry_point"], item.data["tests"]
        assert item.wrong
        assert item.context in (None, item.wrong[0])
        assert [passes(text, tests) for text in (item.answer, *item.wrong)] == [
            True, *(False for _ in item.wrong)
        ]  # fmt: skip
        assert f"def {entry}(" in item.answer
        assert tests.count("assert") >= 8


def passes(source: str, tests: str) -> bool:
    """Run a function of ours with its tests, as text."""
    space: dict[str, object] = {"__builtins__": BUILTINS | {"AssertionError": AssertionError}}
    try:
        exec(source + "\n" + tests, space)
    except Exception:  # a function with a mistake may raise anything
        return False
    return True


@pytest.mark.parametrize("name", named("code", "mended code"))
def test_no_constant_passes_the_tests_of_a_function(name: str) -> None:
    for item in items_of(GENERATORS[name], 8):
        head = item.answer.split(":\n")[0]
        values = {line.split(" == ", 1)[1] for line in item.data["tests"].splitlines()}
        for value in {*values, "None"}:
            assert not passes(f"{head}:\n    return {value}", item.data["tests"])


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_two_implementations_of_every_function_agree(room: str) -> None:
    rules = set()
    for family in ROOMS[room].families():
        for one in family:
            tried = [call for part in calls(one, Random(one.rule), 8) for call in part]
            assert holds(one.source("f"), "f", tried), one.rule
            rules.add((one.kind.takes, one.rule))
    assert len(rules) == sum(map(len, ROOMS[room].families()))


@pytest.mark.parametrize("name", named("code", "mended code"))
def test_the_sandbox_says_the_same_of_functions(name: str, services: HubServices) -> None:
    gives = GENERATORS[name].gives
    part = part_of(gives)
    item = next(items_of(GENERATORS[name], 1))
    sample, target = row_of(item, "s", "one")
    assert part.capability.scorer.problem(sample, target) is None
    said = [
        judge(part, Asked(sample, target), Trace(output=f"```python\n{text}\n```"), services).score
        for text in (item.answer, item.wrong[0])
    ]
    assert said == [1.0, 0.0]
