"""Statistics over a family of models, on rows whose answers are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from envhub.environment import Environment
from envhub.model import MockModel
from envhub.run import Run, RunSettings
from envhub_hub.loop.consistency import consistency
from envhub_hub.runner import RunPlace, run_environment

ANSWERS = {f"What is {n} + 7?": str(n + 7) for n in range(8)}


@pytest.fixture
def run_of(sums: Any, tmp_path: Path) -> Any:
    environment: Environment = sums(count=8)

    def run(known: int) -> Run:
        """A model that knows the first few."""
        answers = dict(list(ANSWERS.items())[:known])
        return run_environment(environment, MockModel(answers), RunSettings(),
                               RunPlace(runs_folder=tmp_path / str(known)))  # fmt: skip

    return run


def test_floor_ceiling_and_discrimination_of_models_that_know_more_and_more(run_of: Any) -> None:
    found = consistency({"small": run_of(2), "middle": run_of(4), "large": run_of(7)},
                        ["small", "middle", "large"])  # fmt: skip
    assert found.models == ("large", "middle", "small")
    assert found.overall == pytest.approx((7 / 8, 4 / 8, 2 / 8))
    assert (found.floor, found.ceiling) == (1 / 8, 2 / 8)
    assert found.tau == pytest.approx(1.0)
    assert found.p_value == pytest.approx(1 / 3)  # two of the six orders are as far from chance
    known = [one.discrimination for one in found.items if one.discrimination is not None]
    assert len(known) == 5
    assert min(known) > 0
    assert found.negative == 0
    assert found.warnings[0] == "saturated: the best model has 87.5"


def test_three_samples_more_are_not_enough_to_tell_two_apart(run_of: Any) -> None:
    found = consistency({"middle": run_of(4), "large": run_of(7)})
    assert found.top_two_p == pytest.approx(0.25)  # 2 · 0.5³
    assert found.tau is None
