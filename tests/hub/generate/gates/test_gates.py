"""The gates of a capability: their order, what each lets through, and what they remember."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from envhub.sample import Sample, Target
from envhub.scorers import Execution, Numeric, Score
from envhub.services import Services
from envhub.trace import Trace
from envhub_hub.generate.gates import GATES, Draft, Gatekeeper, Rejection, Shared
from envhub_hub.generate.gates.contamination import Contamination
from envhub_hub.generate.gates.fingerprints import shipped
from envhub_hub.generate.gates.scoring import Scoring
from envhub_hub.generate.gates.shares import Shares
from envhub_hub.generate.items import Item, Origin

DraftOf = Callable[[str, Item, int], Draft]
ItemFor = Callable[[str, int], Item]


def changed(item: Item, **fields: object) -> Item:
    return item.model_copy(update=fields)


def run(draft_of: DraftOf, items: list[Item], name: str, quota: int) -> list[Rejection | None]:
    keeper = Gatekeeper(quota, Shared())
    return [keeper.check(draft_of(name, item, n)) for n, item in enumerate(items)]


def test_the_gates_run_in_the_order_of_the_table() -> None:
    assert list(Gatekeeper(1, Shared()).gates) == list(GATES)
    assert list(GATES)[-1] == "scoring"  # nothing costs more


def test_a_problem_is_said_without_anything_being_kept(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    keeper, draft = Gatekeeper(5, Shared()), draft_of("ordering", item_for("ordering", 0), 0)
    assert keeper.problem(draft) is None
    assert keeper.check(draft) is None
    assert keeper.problem(draft) == Rejection("duplicate", "asked already")


def test_two_capabilities_of_an_environment_ask_nothing_twice(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    shared, draft = Shared(), draft_of("sums", item_for("sums", 0), 0)
    assert Gatekeeper(5, shared).check(draft) is None
    assert Gatekeeper(5, shared).check(draft) == Rejection("duplicate", "asked already")
    assert Gatekeeper(5, Shared()).check(draft) is None


def test_rows_that_are_not_those_of_the_item_are_rejected(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    draft = draft_of("sums", item_for("sums", 0), 0)
    other = draft.sample.model_copy(update={"input": "What is 2 + 2?"})
    rejection = Gatekeeper(5, Shared()).check(replace(draft, sample=other))
    assert rejection is not None
    assert rejection.gate == "schema"


@pytest.mark.parametrize("length", [1, 9_000])
def test_a_question_is_neither_a_letter_nor_a_book(
    draft_of: DraftOf, item_for: ItemFor, length: int
) -> None:
    item = changed(item_for("sums", 0), question="x" * length)
    rejection = Gatekeeper(5, Shared()).check(draft_of("sums", item, 0))
    assert rejection is not None
    assert rejection.gate == "length"


def test_one_wording_holds_a_quarter_at_most_and_a_tenth_where_there_are_many(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    def kept(wordings: int) -> Counter[int]:
        items = [
            changed(
                item_for("sums", 0), question=f"In {n} what comes out {'so ' * (n % wordings)}?",
                answer=str(1_000 + n), steps=(), key=str(n),
            )
            for n in range(1_000)
        ]  # fmt: skip
        keeper, found = Gatekeeper(100, Shared()).gates["skeleton"], Counter[int]()
        for number, item in enumerate(items):
            draft = draft_of("sums", item, number)
            if keeper.problem(draft) is None:
                keeper.keep(draft)
                found[number % wordings] += 1
        return found

    assert set(kept(2).values()) == {25}
    assert set(kept(8).values()) == {16}
    assert set(kept(40).values()) == {10}


def test_a_share_is_at_least_what_an_even_one_with_some_slack_would_be() -> None:
    shares = Shares(quota=100, share=0.1, values=5)
    assert not shares.full(1)
    for _ in range(25):
        shares.add(1)
    assert shares.full(1)
    assert not Shares(quota=12, share=0.1, values=5).full(1, least=3)


def test_of_two_answers_none_holds_more_than_check_allows(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    gate = Gatekeeper(20, Shared()).gates["balance"]
    kept = Counter[str]()
    for number in range(200):
        draft = draft_of("requests_fraud", item_for("requests_fraud", number), number)
        if gate.problem(draft) is None:
            gate.keep(draft)
            kept[draft.item.answer] += 1
    assert set(kept.values()) == {12}


def test_a_place_is_right_no_more_often_than_any_other(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    gate = Gatekeeper(40, Shared()).gates["balance"]
    for number in range(0, 400, 4):  # always the first place
        draft = draft_of("ordering", item_for("ordering", number), number)
        if gate.problem(draft) is None:
            gate.keep(draft)
    places = [count for (look, *_), count in gate._looks.items() if "place" in look]
    assert places == [10]


def test_what_takes_a_sandbox_is_left_to_check_and_counted(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    draft = draft_of("sums", item_for("sums", 0), 0)
    capability = draft.part.capability.model_copy(update={"scorer": Execution()})
    served = replace(draft, part=replace(draft.part, capability=capability))
    gate = Scoring(5, Shared())
    assert gate.problem(served) is None
    gate.keep(served)
    assert gate.left == 1


class TakesAnything(Numeric):
    """A scorer with a fault."""

    def score(self, sample: Sample, target: Target, trace: Trace, services: Services) -> Score:
        return self.verdict(1.0)


def test_a_scorer_that_takes_anything_for_right_is_found_out(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    draft = draft_of("sums", item_for("sums", 0), 0)
    capability = draft.part.capability.model_copy(update={"scorer": TakesAnything()})
    part = replace(draft.part, capability=capability)
    gate = Gatekeeper(5, Shared()).gates["scoring"]
    assert gate.problem(replace(draft, part=part)) == "a wrong answer scores the maximum"


@pytest.mark.parametrize("lax", [{"tolerance": 5.0}, {"relative_tolerance": 0.5}])
def test_an_answer_within_the_tolerance_is_no_wrong_one(
    draft_of: DraftOf, item_for: ItemFor, lax: dict[str, float]
) -> None:
    draft = draft_of("sums", item_for("sums", 0), 0)
    scorer = draft.part.capability.scorer.model_copy(update=lax)
    part = replace(
        draft.part, capability=draft.part.capability.model_copy(update={"scorer": scorer})
    )
    assert Gatekeeper(5, Shared()).gates["scoring"].problem(replace(draft, part=part)) is None


def test_an_answer_that_follows_without_its_signal_fails_the_gate_of_intent(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    draft = draft_of("requests_fraud", item_for("requests_fraud", 0), 0)
    gate = Gatekeeper(5, Shared()).gates["intent"]
    assert gate.problem(draft) is None

    class Knowing:
        name, gives = "knowing", "refusal"

        def remaining(self, item: Item) -> int:
            return 1

    told = replace(draft, supply=Knowing())
    assert gate.problem(told) == "the answer follows without what decides it"


def test_an_item_that_lost_its_context_is_known_by_its_siblings(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    gate = Gatekeeper(5, Shared()).gates["evidence"]
    item = item_for("sums", 0)
    whole = draft_of("sums", changed(item, context="A list of numbers stands here."), 0)
    assert gate.problem(whole) is None
    gate.keep(whole)
    assert gate.problem(draft_of("sums", item, 1)) is not None


def test_a_record_of_a_named_pool_is_kept_and_its_overlap_counted(
    draft_of: DraftOf, item_for: ItemFor
) -> None:
    # A generator's sentence that a published set of clozes holds too.
    said = next(
        item for n in range(200)
        if shipped().found_in([(item := item_for("official_languages", n)).question])
    )  # fmt: skip
    gate = Contamination(5, Shared())
    assert gate.problem(draft_of("official_languages", said, 0)) is not None
    record = draft_of(
        "official_languages", changed(said, origin=Origin(dataset="mine", index=3)), 0
    )
    assert gate.problem(record) is None
    gate.keep(record)
    assert gate.overlaps == {"pararel_cloze": 1}
