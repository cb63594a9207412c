"""What generate is asked for in public: each is checked, proved, and repeated by its seed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from envhub.checks import check
from envhub.environment import Environment
from envhub.errors import Refused
from envhub_hub.generate import GenerateSettings, generate
from envhub_hub.generate.pool import open_pool

ROOT = Path(__file__).parents[3]
PUBLIC = ROOT.parent / "shared/data"
REQUESTS = {
    "six capabilities": "reasoning, math, code, summarization, refusal and factuality, 6 prompts "
    "each",
    "the README's": "reasoning, math and factuality, 8 prompts each",
    "weighted": "6 spatial and 6 arithmetic multi-step problems, arithmetic counts double",
    "quick": "knowledge of chemistry, quick",
    "threshold": "refusal on political topics, threshold 0.8",
}
ROWS = (ROOT / "tests/data/requests/open.jsonl").read_text(encoding="utf-8").splitlines()
PAPER = {
    row["capabilities"][0]["id"]: row["request"]
    for row in map(json.loads, ROWS)
    if row["id"] in ("r007", "r008", "r009", "r010")
}
"""Four text-only requests of the Benchmark Agent's paper (its appendix A.1), by capability."""


def settings(seed: int = 3) -> GenerateSettings:
    return GenerateSettings(name="local/shown", seed=seed)


def contents(environment: Environment) -> dict[str, bytes]:
    names = [name for name in environment.files.names() if name != "provenance.json"]
    return {name: environment.files.open(name).read() for name in names}


def assert_proved(request: str) -> Environment:
    made = generate(request, settings())
    report = check(made.environment)
    assert report.ok, report.problems
    assert not made.partial
    assert made.provenance.plan["request"] == request
    asked = Counter((one.context, one.input, one.choices) for one in made.environment.samples())
    assert max(asked.values()) == 1
    assert contents(generate(request, settings()).environment) == contents(made.environment)
    return made.environment


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=list(REQUESTS))
def test_a_request_gives_a_checked_environment_that_its_seed_repeats(request_: str) -> None:
    assert_proved(request_)


def test_six_capabilities_are_asked_in_five_ways_and_more() -> None:
    made = generate(REQUESTS["six capabilities"], settings()).environment
    assert Counter(one.capability for one in made.samples()) == dict.fromkeys(
        ("reasoning", "math", "code", "summarization", "refusal", "factuality"), 6
    )
    assert len({one.method for one in made.declaration.capability}) >= 5


@pytest.mark.parametrize("capability", sorted(PAPER))
def test_a_request_of_the_paper_becomes_a_benchmark_of_a_simulated_world(capability: str) -> None:
    made = assert_proved(PAPER[capability])
    assert [one.id for one in made.declaration.capability] == [capability]
    assert all(one.context or len(one.question) > 200 for one in made.samples())


def test_a_data_set_is_measured_by_what_the_sentence_names() -> None:
    made = generate(
        "how diverse is this dataset? check domain spread and label balance", settings()
    )
    assert made.environment.declaration.kind == "dataset"
    assert check(made.environment).ok
    named = [one.id for one in made.environment.declaration.estimate]
    assert named == ["diversity", "domain-spread", "label-balance"]


def test_what_nothing_can_ground_is_refused_with_what_would() -> None:
    with pytest.raises(Refused, match="soul") as caught:
        generate("How much soul does this model have?", settings())
    assert "--pool" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("folder", "request_", "capability", "count"),
    [("factbook", "20 geography questions", "geography", 20),
     ("bbh", "draw 10 hyperbaton items from the folder I passed in", "hyperbaton", 10)],
)  # fmt: skip
def test_a_persons_own_data_grounds_what_it_holds(
    folder: str, request_: str, capability: str, count: int, tmp_path: Path
) -> None:
    if not (PUBLIC / folder).is_dir():
        pytest.skip(f"needs ../shared/data/{folder}")
    pool = open_pool([PUBLIC / folder], tmp_path / "cache")
    made = generate(request_, settings(), pool)
    assert check(made.environment).ok
    found = list(made.environment.samples())
    assert Counter(one.capability for one in found) == {capability: count}
    assert [one.id for one in made.plan.pool] != []
    again = generate(request_, settings(), pool).environment
    assert contents(again) == contents(made.environment)


def test_a_pool_of_published_questions_is_used_and_said_to_be_one(tmp_path: Path) -> None:
    if not (PUBLIC / "bbh").is_dir():
        pytest.skip("needs ../shared/data/bbh")
    pool = open_pool([PUBLIC / "bbh"], tmp_path / "cache")
    made = generate("8 date understanding items", settings(), pool)
    assert made.provenance.overlaps == {"bbh": 8}
