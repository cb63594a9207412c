"""Sentences, and what is understood of them: capabilities, counts, weights, focus, refusals."""

from __future__ import annotations

import pytest

from envhub.errors import EnvhubError, Refused, UsageError
from envhub_hub.generate import GenerateSettings, Plan, make_plan
from envhub_hub.generate.planner import apportion
from envhub_hub.generate.topics import BY_ID, TOPICS

SETTINGS = GenerateSettings(name="local/test", seed=1)


def plan_of(request: str) -> Plan:
    return make_plan(request, SETTINGS)


def quotas_of(request: str) -> dict[str, int]:
    return {one.id: one.quota for one in plan_of(request).capabilities}


COUNTS = [
    ("benchmark this model on reasoning, math and factuality, 8 prompts each",
     {"reasoning": 8, "math": 8, "factuality": 8}),
    ("reasoning, math and factuality", {"reasoning": 12, "math": 12, "factuality": 6}),
    ("12 math problems and 6 dates", {"math": 12, "dates": 6}),
    ("benchmark this model on reasoning, math, and code. focus on multi-step problems.",
     {"reasoning": 12, "math": 12, "code": 12}),
    ("compare instruction following at step 1000 vs step 3000.", {"instruction-following": 12}),
    ("bug fixing, 4 problems; code tracing, 6; function completion, 10",
     {"bug-fixing": 4, "code-tracing": 6, "function-completion": 10}),
    ("24 prompts in total on reasoning, math and factuality",
     {"reasoning": 10, "math": 9, "factuality": 5}),
    ("a total of 10 questions about logic and dates", {"logic": 5, "dates": 5}),
    ("reasoning, math and factuality, 24 prompts", {"reasoning": 10, "math": 9, "factuality": 5}),
    ("100 prompts on arithmetic", {"arithmetic": 100}),
    ("quick math", {"math": 4}),
    ("a quick benchmark of reasoning and chemistry", {"reasoning": 4, "chemistry": 2}),
    ("quick math, 7 problems", {"math": 7}),
    ("benchmark this small model on math", {"math": 12}),
    ("a small benchmark of math", {"math": 4}),
    ("math, at most 5 problems", {"math": 5}),
    ("country codes, 10; language names, 10", {"country-codes": 10, "languages": 10}),
    ("reasoning and math but don't include code", {"reasoning": 12, "math": 12}),
    ("twelve word problems", {"word-problems": 12}),
    ("a dozen currency questions and ten on languages", {"currencies": 12, "languages": 10}),
    ("math with 12 problems and dates with 6", {"math": 12, "dates": 6}),
    ("math 12, dates 6", {"math": 12, "dates": 6}),
    ("math: 12 prompts, dates: 6 prompts", {"math": 12, "dates": 6}),
    ("reasoning (12), math (12), facts (6)", {"reasoning": 12, "math": 12, "factuality": 6}),
    ("10 reasoning, 5 math, 5 facts", {"reasoning": 10, "math": 5, "factuality": 5}),
    ("5 each of reasoning, math and logic", {"reasoning": 5, "math": 5, "logic": 5}),
    ("8 prompts per capability on math and logic", {"math": 8, "logic": 8}),
    ("reasoning/math/factuality 8 each", {"reasoning": 8, "math": 8, "factuality": 8}),
    ("20 questions about currencies and chemistry", {"currencies": 10, "chemistry": 10}),
    ("6 spatial and 6 arithmetic multi-step problems", {"spatial": 6, "arithmetic": 6}),
    ("one hard syllogism", {"syllogisms": 1}),
    ("in one sentence: how good is it at math?", {"math": 12}),
    ("Is my fine-tuned checkpoint at step 3000 good at arithmetic?", {"arithmetic": 12}),
    ("test meta-llama/Llama-3.2-1B on math and logic, five questions each",
     {"math": 5, "logic": 5}),
    ("is SmolLM2-135M better at syllogisms than at sequences? 10 problems each",
     {"syllogisms": 10, "sequences": 10}),
    ("reasoning: 6 spatial and 6 logic", {"spatial": 6, "logic": 6}),
    ("math and reasoning, no code", {"math": 12, "reasoning": 12}),
    ("knowledge of chemistry, quick", {"chemistry": 2}),
    ("not only math but also logic", {"math": 12, "logic": 12}),
    ("please check spatial reasoning, number sequences and calendar arithmetic, 10 questions each",
     {"spatial": 10, "sequences": 10, "dates": 10}),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "expected"), COUNTS, ids=[row[0] for row in COUNTS])
def test_capabilities_and_counts(request_: str, expected: dict[str, int]) -> None:
    assert quotas_of(request_) == expected


WEIGHTS = [
    ("reasoning, math and factuality, 8 prompts each; math counts double", {"math": 2.0}),
    ("reasoning counts three times, math", {"reasoning": 3.0}),
    ("weight math 2, dates 3", {"math": 2.0, "dates": 3.0}),
    ("reasoning and math, weight math by 2.5", {"math": 2.5}),
    ("give math double weight, reasoning and math", {"math": 2.0}),
    ("reasoning and math, double weight for math", {"math": 2.0}),
    ("math (counts double), reasoning", {"math": 2.0}),
    ("math and dates count double, and logic", {"math": 2.0, "dates": 2.0}),
    ("math is twice as important as reasoning", {"math": 2.0}),
    ("reasoning and math, math weighs half", {"math": 0.5}),
    ("3x weight on logic, logic and dates", {"logic": 3.0}),
    ("math counts double and reasoning counts three times, 4 each",
     {"math": 2.0, "reasoning": 3.0}),
    ("math and logic with equal weights", {}),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "expected"), WEIGHTS, ids=[row[0] for row in WEIGHTS])
def test_weights(request_: str, expected: dict[str, float]) -> None:
    weights = {one.id: one.weight for one in plan_of(request_).capabilities}
    assert {name: weight for name, weight in weights.items() if weight != 1.0} == expected


def test_counting_double_leaves_the_quota_alone() -> None:
    assert quotas_of("math and logic; math counts double") == quotas_of("math and logic")


RATES = [
    ("math must reach 80%", {"math": 0.8}),
    ("reasoning, math; each must reach 80%", {"reasoning": 0.8, "math": 0.8}),
    ("math and reasoning must reach 60%, factuality 90%",
     {"math": 0.6, "reasoning": 0.6, "factuality": 0.9}),
    ("reasoning and math, at least 70 percent on math", {"reasoning": None, "math": 0.7}),
    ("logic with a threshold of 0.75", {"logic": 0.75}),
    ("math at 80% and logic at 60%", {"math": 0.8, "logic": 0.6}),
    ("dates, 8 prompts, target rate is 50%", {"dates": 0.5}),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "expected"), RATES, ids=[row[0] for row in RATES])
def test_target_rates(request_: str, expected: dict[str, float | None]) -> None:
    assert {one.id: one.target_rate for one in plan_of(request_).capabilities} == expected


NARROWED = [
    ("reasoning on spatial problems", {"reasoning": {"turns", "walks"}}),
    ("math, only word problems",
     {"math": {"journeys", "savings", "shopping", "price_lists", "stock", "unit_stories"}}),
    ("math: percentages and ratios", {"math": {"percentages", "ratios"}}),
    ("reasoning, focus on logic and sequences",
     {"reasoning": {"circuits", "knights_and_knaves", "linked_amounts", "moves", "sequences",
                    "set_counts", "swaps", "syllogisms", "truth_values"}}),
    ("reasoning and math, word problems only; 4 each",
     {"math": {"journeys", "savings", "shopping", "price_lists", "stock", "unit_stories"}}),
    ("arithmetic, focus on multi-step problems", {"arithmetic": {"order_of_operations"}}),
    ("math without word problems",
     {"math": {"angles", "averages", "boxes", "cards", "coins", "coordinates", "dice",
               "independent_events", "linear_equations", "order_of_operations", "percentages",
               "products", "progressions", "ratios", "rectangles", "right_triangles", "sums",
               "urns"}}),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "expected"), NARROWED, ids=[row[0] for row in NARROWED])
def test_narrowing(request_: str, expected: dict[str, set[str]]) -> None:
    found = {one.id: {s.supply for s in one.shares} for one in plan_of(request_).capabilities}
    for name, generators in expected.items():
        assert found[name] == generators


def test_difficulty_belongs_to_what_follows_it() -> None:
    plan = plan_of("hard math and easy reasoning")
    assert [one.difficulties for one in plan.capabilities] == [(3,), (1,)]
    assert plan_of("math and logic, all hard").capabilities[1].difficulties == (3,)
    assert plan_of("easy and hard math").capabilities[0].difficulties == (1, 3)


REFUSED = [
    ("factuality on medical claims only", ["medical claims", "factuality"], ["chemistry"]),
    ("poetry, 6 prompts", ["poetry"], []),
    ("describe images", ["images"], []),
    ("reasoning in French", ["`fr`", "reasoning"], ["languages"]),
    ("translate to Swahili", ["translation", "Swahili"], ["translation"]),
    ("math, focus on dates", ["`dates`", "`math`"], ["algebra"]),
    ("math, no astrology", ["astrology"], ["dates"]),
    ("aftermath", ["aftermath"], []),
    ("asdf qwer", ["asdf qwer"], []),
    ("", ["names no capability"], ["reasoning"]),
    ("   ", ["names no capability"], ["reasoning"]),
    ("date me", ["names no capability"], ["reasoning"]),
    ("benchmark the model", ["names no capability"], ["math"]),
    ("!!!", ["names no capability"], []),
    ("20 prompts", ["20 prompts"], []),
    ("run these prompts on this model", ["names no capability"], []),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "said", "hinted"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_nothing_grounds_is_refused_whole(
    request_: str, said: list[str], hinted: list[str]
) -> None:
    with pytest.raises(Refused) as caught:
        plan_of(request_)
    assert caught.value.exit_code == 1
    for word in said:
        assert word in caught.value.message
    for word in hinted:
        assert f"`{word}`" in (caught.value.hint or "")


@pytest.mark.parametrize(
    "name",
    ["GSM8K", "gsm-8k", "MMLU", "HumanEval", "BBH", "BIG-Bench Hard", "TruthfulQA", "ARC-Challenge",
     "MATH-500", "SWE-bench", "IFEval"],
)  # fmt: skip
def test_standard_benchmarks_are_never_imitated(name: str) -> None:
    with pytest.raises(Refused, match="published benchmark") as caught:
        plan_of(f"run {name}")
    assert "environment of its own" in (caught.value.hint or "")
    plan = plan_of(f"we ran {name} already; now 8 fresh math problems")
    assert [(one.id, one.quota) for one in plan.capabilities] == [("math", 8)]
    assert any("is not imitated" in note for note in plan.notes)


@pytest.mark.parametrize("count", [1, 3])
def test_so_few_prompts_that_one_answer_to_all_would_pay_are_refused(count: int) -> None:
    with pytest.raises(Refused, match="would pass most"):
        plan_of(f"refusal, {count} prompts")
    assert quotas_of(f"refusal, {count + 1} prompts") == {"refusal": count + 1}


CONTRADICTIONS = [
    "0 math problems", "1000000 math problems", "math 8 prompts, math 9 prompts",
    "reasoning and math, 8 prompts each, 24 in total", "12 math and 6 dates, 30 in total",
    "double math", "math and factuality with chain of thought",
    "2 prompts in total on math, logic and dates", "multi-step chemistry", "math must reach 130%",
    "math without math",
    "math and logic, overall must reach 70%",
    "20% math, 80% logic",
    "5 easy and 5 hard arithmetic problems",
    "math " * 1000, "math counts 0 times",
]  # fmt: skip


@pytest.mark.parametrize("request_", CONTRADICTIONS)
def test_what_can_not_be_understood_is_refused(request_: str) -> None:
    with pytest.raises(Refused) as caught:
        plan_of(request_)
    assert caught.value.message


UNDERSTOOD = [
    ("benchmark this model on reasoning, math and factuality, 8 prompts each; math counts double",
     "reasoning, math and factuality, 8 prompts each; math counts double"),
    ("12 math problems and 6 dates", "math (12 prompts) and dates (6 prompts)"),
    ("reasoning on spatial problems, quick",
     "reasoning (only spatial reasoning), 4 prompts; quick, a third of the usual size"),
    ("hard logic must reach 50%", "logic, 12 prompts; hard; must reach 50%"),
    ("math and chemistry, focus on multi-step problems, 5 each",
     "math and chemistry, 5 prompts each; focused on multi-step problems (not chemistry)"),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "expected"), UNDERSTOOD)
def test_what_was_understood_is_said_in_words(request_: str, expected: str) -> None:
    assert plan_of(request_).understood == expected


@pytest.mark.parametrize("topic", [topic.id for topic in TOPICS])
def test_every_capability_answers_to_its_id_and_its_names(topic: str) -> None:
    assert list(quotas_of(topic)) == [topic]
    for name in BY_ID[topic].names:
        assert list(quotas_of(f"five {name} questions")) == [topic]


def test_the_three_methods_differ_and_give_their_reason() -> None:
    plan = plan_of("reasoning, math and factuality, 8 prompts each")
    found = [(plan.harnesses[one.harness].type, one.scorer.type) for one in plan.capabilities]
    assert found == [
        ("multiple_choice", "choice"), ("single_turn", "numeric"), ("cloze", "next_token"),
    ]  # fmt: skip
    assert len({one.reason for one in plan.capabilities}) == 3
    assert all(one.definition for one in plan.capabilities)


def test_only_the_seed_is_fresh() -> None:
    settings = GenerateSettings(name="local/test")
    first, again = make_plan("math and dates", settings), make_plan("math and dates", settings)
    assert first.seed != again.seed
    assert first.model_copy(update={"seed": 0}) == again.model_copy(update={"seed": 0})


def test_a_plan_survives_json() -> None:
    plan = plan_of("reasoning, math and factuality; math counts double and must reach 50%")
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_shares_are_by_largest_remainder() -> None:
    assert apportion(24, [12, 12, 6]) == [10, 9, 5]
    assert apportion(8, [1] * 11) == [1] * 8 + [0] * 3
    assert sum(apportion(97, [3, 5, 7])) == 97


@pytest.mark.parametrize(("name", "version"), [("NoOwner", "1.0.0"), ("local/x", "1.0")])
def test_a_malformed_name_or_version_is_a_usage_error(name: str, version: str) -> None:
    with pytest.raises(UsageError):
        make_plan("math", GenerateSettings(name=name, version=version))


def outcome_of(request: str) -> str:
    try:
        return plan_of(request).understood
    except EnvhubError as error:
        return error.message


@pytest.mark.parametrize("request_", ["math " * 2000, "8 " * 500, "(((((", "math\x00\u202e logic"])
def test_odd_requests_end_in_a_plan_or_a_refusal(request_: str) -> None:
    assert outcome_of(request_)
