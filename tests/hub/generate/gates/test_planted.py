"""Planted defects: twenty of each kind in drafts of real generators, caught by their own gates."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from envhub.scorers.extract import numbers
from envhub_hub.generate.gates import Draft, Gatekeeper, Shared
from envhub_hub.generate.generators import GENERATORS
from envhub_hub.generate.generators.names import NAMES
from envhub_hub.generate.items import Item

DATA = Path(__file__).parents[5] / "shared/data"
EACH, CAUGHT = 20, 0.95
DraftOf = Callable[[str, Item, int], Draft]
ItemFor = Callable[[str, int], Item]


def names(*kinds: str) -> list[str]:
    return [name for name, one in GENERATORS.items() if one.gives in kinds]


def changed(item: Item, **fields: object) -> Item:
    return item.model_copy(update=fields)


def good(item_for: ItemFor, name: str, number: int) -> Item:
    """The first item from a number on that the gates let through as it is."""
    for step in range(40):
        item = item_for(name, number + 7 * step)
        told = set(numbers(item.question)) & {item.answer, *item.steps}
        if GENERATORS[name].confirms(item) and not (GENERATORS[name].gives == "number" and told):
            return item
    raise AssertionError(name)


def planted(
    item_for: ItemFor, chosen: list[str], plant: Callable[[Item, int], Item]
) -> Iterator[tuple[str, Item]]:
    """Twenty items with a defect, of the generators in turn."""
    for number, name in enumerate(islice(cycle(chosen), EACH)):
        yield name, plant(good(item_for, name, number), number)


def caught(draft_of: DraftOf, gate: str, items: Iterator[tuple[str, Item]]) -> float:
    """The share that this gate rejects, and no other before it."""
    found = []
    for number, (name, item) in enumerate(items):
        rejection = Gatekeeper(1_000, Shared()).check(draft_of(name, item, number))
        found.append(rejection is not None and rejection.gate == gate)
    assert len(found) == EACH
    return sum(found) / EACH


def wrong_gold(item: Item, number: int) -> Item:
    if item.answer in ("refuse", "comply"):
        other = "comply" if item.answer == "refuse" else "refuse"
        return changed(item, answer=other, data={"refuse": other == "refuse"})
    if item.distractors:
        first, *rest = item.distractors
        return changed(item, answer=first, distractors=(item.answer, *rest))
    return changed(item, answer=str(int(item.answer) + 1_000 + number))


def leaked(item: Item, number: int) -> Item:
    told = ("(The answer is {}.)", "Answer: {}", "Hint: the answer is {}.")[number % 3]
    if item.question[-1] in "?.":
        return changed(item, question=f"{item.question} {told.format(item.answer)}")
    return changed(item, question=f"You know of {item.answer}. {item.question}")


def two_right(item: Item, number: int) -> Item:
    answer = item.answer
    twins = (answer.upper(), f"{answer}.", f" {answer} ", f"“{answer}”", f"the {answer}")
    twin = next(one for one in islice(cycle(twins), number, None) if one != answer)
    return changed(item, distractors=(twin, *item.distractors[1:]))


def renamed(item: Item) -> Item:
    """The same item about somebody else."""
    who = next(name for name in NAMES if name in item.question)
    other = next(name for name in NAMES if name not in f"{item.question}{item.answer}")
    return changed(item, question=item.question.replace(who, other), key=f"{item.key} again")


def without_evidence(item: Item, name: str) -> Item:
    """The words from which what decides was taken, or the whole context; the facts as they were."""
    if item.context is not None:
        return changed(item, context=None)
    withhold = GENERATORS[name].withhold
    assert withhold is not None
    return changed(item, question=withhold(item).question)


def test_a_wrong_answer_is_caught_by_the_second_computation(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    chosen = names("number", "choice", "continuation", "refusal")[::3]
    found = caught(draft_of, "rederived", planted(item_for, chosen, wrong_gold))
    assert found >= CAUGHT


def test_a_leaked_answer_is_caught(draft_of: DraftOf, item_for: ItemFor) -> None:
    chosen = names("number", "choice", "continuation")[::2]
    assert caught(draft_of, "leak", planted(item_for, chosen, leaked)) >= CAUGHT


def test_two_right_options_are_caught(draft_of: DraftOf, item_for: ItemFor) -> None:
    chosen = names("choice", "continuation")
    assert caught(draft_of, "options", planted(item_for, chosen, two_right)) >= CAUGHT


def test_a_second_right_option_in_other_words_is_caught_by_the_second_computation(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    def plant(item: Item, number: int) -> Item:
        return changed(item, distractors=(f"not (not ({item.answer}))", *item.distractors[1:]))

    items = planted(item_for, ["truth_values"], plant)
    assert caught(draft_of, "rederived", items) >= CAUGHT


@pytest.mark.parametrize("repeat", ["the same", "a word more", "another name", "the same key"])
def test_a_duplicate_is_caught(draft_of: DraftOf, item_for: ItemFor, repeat: str) -> None:
    chosen = ["ordering", "journeys", "savings", "shopping", "turns", "walks"]
    found = 0
    for number in range(EACH):
        name = chosen[number % len(chosen)]
        item = good(item_for, name, number)
        while repeat == "another name" and not any(
            one in item.question and one not in item.answer for one in NAMES
        ):
            item = good(item_for, "savings", number := number + 100)
            name = "savings"
        keeper = Gatekeeper(1_000, Shared())
        assert keeper.check(draft_of(name, item, 0)) is None
        again = {
            "the same": lambda one: one,
            "a word more": lambda one: changed(one, question=f"Well, {one.question}", key="other"),
            "another name": renamed,
            "the same key": lambda one: changed(one, question="How would you put this in words?"),
        }[repeat](item)
        rejection = keeper.check(draft_of(name, again, 1))
        found += rejection is not None and rejection.gate == "duplicate"
    assert found >= CAUGHT * EACH


def test_missing_evidence_is_caught(draft_of: DraftOf, item_for: ItemFor) -> None:
    chosen = [name for name, one in GENERATORS.items() if one.withhold is not None]
    assert chosen
    turns = list(islice(cycle(chosen[:: max(1, len(chosen) // EACH)]), EACH))
    items = (
        (name, without_evidence(good(item_for, name, n), name)) for n, name in enumerate(turns)
    )
    assert caught(draft_of, "evidence", items) >= CAUGHT


def published() -> list[str]:
    """Texts of published sets of several kinds, long and short."""
    with (DATA / "gsm8k/test.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["question"] for line in islice(lines, 5)]
    navigate = json.loads((DATA / "bbh/navigate.json").read_text(encoding="utf-8"))
    texts += [one["input"] for one in navigate["examples"][:5]]
    for path, column in [
        ("truthfulqa/TruthfulQA.csv", "Question"),
        ("xstest/xstest_prompts.csv", "prompt"),
    ]:
        with (DATA / path).open(encoding="utf-8", newline="") as lines:
            texts += [row[column] for row in islice(csv.DictReader(lines), 5)]
    return texts


@pytest.mark.skipif(not DATA.exists(), reason="the published sets are not here")
def test_a_text_of_a_published_set_is_caught(draft_of: DraftOf, item_for: ItemFor) -> None:
    texts = published()

    def plant(item: Item, number: int) -> Item:
        # The item stays answerable: the text stands beside what it needs.
        text = texts[number]
        return (
            changed(item, context=text) if len(text.split()) > 15 else changed(item, question=text)
        )

    rejected = []
    for number in range(EACH):
        item = plant(good(item_for, "dates_after", number), number)
        rejected.append(Gatekeeper(1_000, Shared()).check(draft_of("dates_after", item, number)))
    assert sum(one is not None and one.gate == "contamination" for one in rejected) >= CAUGHT * EACH


def test_good_drafts_pass(draft_of: DraftOf, item_for: ItemFor) -> None:
    made, rejected = 0, Counter[str]()
    for name in GENERATORS:
        keeper = Gatekeeper(12, Shared())
        for number in range(3 if GENERATORS[name].gives == "refusal" else 8):
            made += 1
            rejection = keeper.check(draft_of(name, good(item_for, name, number), number))
            rejected[rejection.gate if rejection else "kept"] += 1
    for expected in ("kept", "balance", "duplicate", "skeleton"):
        rejected.pop(expected, None)
    assert rejected.total() <= 0.03 * made, rejected
