"""A plan on disk: the same when it is read back, and fitted where a person changed a quota."""

from __future__ import annotations

from pathlib import Path

import pytest

from envhub.errors import InvalidEnvironment, NotFound
from envhub_hub.generate import GenerateSettings, generate, generate_from, make_plan
from envhub_hub.generate.plan_file import read_plan, write_plan

REQUEST = "reasoning and math, 8 prompts each; math counts double"
SETTINGS = GenerateSettings(name="local/one", seed=8)


def test_a_plan_survives_its_file_and_makes_the_same_samples(tmp_path: Path) -> None:
    plan = make_plan(REQUEST, SETTINGS)
    write_plan(plan, tmp_path / "plan.toml")
    assert read_plan(tmp_path / "plan.toml") == plan
    again = generate_from(read_plan(tmp_path / "plan.toml")).environment
    assert list(again.samples()) == list(generate(REQUEST, SETTINGS).environment.samples())


def test_a_changed_quota_is_shared_out_again(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    write_plan(make_plan(REQUEST, SETTINGS), path)
    path.write_text(path.read_text().replace("quota = 8", "quota = 21", 1))
    plan = read_plan(path)
    assert [one.quota for one in plan.capabilities] == [21, 8]
    assert sum(share.count for share in plan.capabilities[0].shares) == 21
    assert len(list(generate_from(plan).environment.samples())) == 29


@pytest.mark.parametrize("text", ["not toml", "schema_version = 1\n", 'seed = "x"\n'])
def test_what_is_no_plan_is_said_with_its_place(text: str, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(text)
    with pytest.raises(InvalidEnvironment) as caught:
        read_plan(tmp_path / "plan.toml")
    assert "plan.toml" in str(caught.value)


def test_a_missing_plan_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_plan(tmp_path / "none.toml")
