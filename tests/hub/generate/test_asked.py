"""A model helps where nothing else grounds a wish: its design is measured, its items proved."""

from __future__ import annotations

import re

import pytest
from tests.hub.generate.llm.talking import asker, player
from tests.hub.generate.llm.test_supply import CLEAN, GOOD

from envhub.checks import check
from envhub.errors import Refused
from envhub_hub.asking import Asker
from envhub_hub.generate import GenerateSettings, Plan, generate_from
from envhub_hub.generate.asked import plan_by_model, supplies_by_model
from envhub_hub.generate.offer import supplies_of

SENTENCE = "3 bakery stock questions and 4 dates questions"
SETTINGS = GenerateSettings(name="local/x", seed=2, practice=0)
READ = {"wishes": [{"words": "bakery stock", "count": 3},
                   {"words": "dates", "topic": "dates", "count": 4}]}  # fmt: skip


def proposed(*names: str) -> dict[str, object]:
    """The designer's first turn."""
    draft = {"id": "stock", "capability": "bakery-stock", "title": "Stock", "gives": "number",
             "definition": "Keeps track of stock.", "keywords": ["stock"]}  # fmt: skip
    ways = [
        {"name": name, "emphasis": name, "subtasks": [draft | {"id": f"stock-{name}"}]}
        for name in names
    ]
    return {"tool": "propose", "rationale": "it is one skill", "proposals": ways}


def numbers_of(text: str) -> list[int]:
    """The numbers that a scenario gives."""
    found = re.findall(r"Numbers to use: (\d+), (\d+), (\d+)", text)
    return [int(one) for one in found[-1]] if found else []


def written(text: str) -> dict[str, object]:
    a, b, c = numbers_of(text)
    return {
        "operation": "all", "finished": True, "answer": str(a * b + c),
        "context": f"A bakery has {a} trays of {b} loaves and {c} single ones.",
        "question": f"How many loaves does the bakery of {a} trays have in all?",
        "check": {"kind": "arithmetic", "expression": f"{a} * {b} + {c}"},
    }  # fmt: skip


def reads(text: str) -> dict[str, object]:
    found = re.findall(r"has (\d+) trays of (\d+) loaves and (\d+)", text)
    if not found:
        return {"cannot_tell": True}
    a, b, c = found[-1]
    return {"answer": "?", "expression": f"{a} * {b} + {c}"}


def helper(**roles: object) -> Asker:
    plain = {
        "reader": READ, "briefer": GOOD, "writer": written, "inspector": CLEAN, "solver": reads,
        "designer": [proposed("broad", "fine", "hard"),
                     {"tool": "accept", "rationale": "good", "names": ["broad", "fine", "hard"]},
                     {"tool": "done", "rationale": "all covered"}],
    }  # fmt: skip
    return asker(player(**plain | roles))  # type: ignore[arg-type]


@pytest.fixture
def plan() -> Plan:
    return plan_by_model(SENTENCE, SETTINGS, helper())


def test_what_rules_ground_stays_with_them_and_the_rest_is_designed(plan: Plan) -> None:
    assert [(one.id, one.quota) for one in plan.capabilities] == [("bakery-stock", 3), ("dates", 4)]
    assert plan.planner == "llm/1"
    (written_by,) = plan.capabilities[0].shares
    assert written_by.supply.startswith("llm:bakery-stock/stock-")
    assert all(not share.supply.startswith("llm:") for share in plan.capabilities[1].shares)
    assert [one.kept for one in plan.proposals].count(True) == 1
    assert all("dry runs held" in one.reason for one in plan.proposals if not one.kept)


def test_the_samples_are_proved_and_the_account_stands_in_provenance(plan: Plan) -> None:
    model = helper()
    made = generate_from(plan, supplies_of(plan, None, supplies_by_model(plan, model)), asker=model)
    assert not made.partial
    report = check(made.environment)
    assert report.ok, report.problems
    assert made.provenance.model is not None
    assert "writer" in made.provenance.model["prompts"]
    with made.environment.files.open("README.md") as stream:
        assert b"A language model wrote the samples of `bakery-stock`" in stream.read()
    assert made.provenance.confirmed == {"bakery-stock": 3, "dates": 4}


def test_what_the_model_writes_and_nothing_confirms_is_refused(plan: Plan) -> None:
    def wrong(text: str) -> dict[str, object]:
        return written(text) | {"answer": "1"}

    designs = [proposed("broad", "fine", "hard"),
               {"tool": "accept", "rationale": "good", "names": ["broad", "fine", "hard"]},
               {"tool": "done", "rationale": "all covered"}] * 3  # fmt: skip
    with pytest.raises(Refused, match="what the model wrote for it did not hold"):
        plan_by_model(SENTENCE, SETTINGS, helper(writer=wrong, designer=designs))
