from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from envhub.model import Failure
from envhub_hub.backends.networks import ModuleNetwork
from envhub_hub.backends.ranking import RankJob, rank

SHOTS = tuple(range(10, 60))
JOBS = [
    RankJob((*SHOTS, 100 + n, 7), ((5, 6 + n, 8), (5, 9), (4,), (5, 6, 8, 3, 2, 1)))
    for n in range(6)
]


class Counting(ModuleNetwork):
    """Counts the tokens that are really computed."""

    tokens = 0

    def _forward(self, inputs: dict[str, Any], keep: Any) -> Any:
        self.tokens += inputs["input_ids"].numel()
        return super()._forward(inputs, keep)


@pytest.fixture
def network(module: Any) -> Counting:
    return Counting(module, owned=False)


def naive(module: Any, job: RankJob) -> list[float]:
    sums = []
    for continuation in job.continuations:
        ids = torch.tensor([[*job.context, *continuation]])
        with torch.no_grad():
            table = module(ids).logits[0].log_softmax(-1)
        start = len(job.context) - 1
        sums.append(sum(float(table[start + n, t]) for n, t in enumerate(continuation)))
    return sums


@pytest.mark.parametrize("budget", [1, 64, 512, 2048])
def test_shared_prefixes_and_packed_rows_change_no_score(
    network: Counting, module: Any, budget: int
) -> None:
    for done in rank(network, JOBS, budget):
        assert not isinstance(done.scores, Failure)
        found = [score.logprob for score in done.scores]
        assert found == pytest.approx(naive(module, JOBS[done.job]), abs=1e-4)


@pytest.mark.parametrize("budget", [1024, 2048], ids=["joined", "padded"])
def test_sixteen_jobs_have_the_scores_that_each_has_alone(module: Any, budget: int) -> None:
    network = ModuleNetwork(module, owned=False)
    jobs = [
        RankJob(tuple(range(20 + n, 24 + 3 * n)), ((5, 6 + n), (5, 9, n), (4,))) for n in range(16)
    ]
    together = {one.job: one.scores for one in rank(network, jobs, budget)}
    for place, job in enumerate(jobs):
        (alone,) = rank(network, [job], 1)
        assert not isinstance(alone.scores, Failure)
        assert not isinstance(found := together[place], Failure)
        assert [one.greedy for one in found] == [one.greedy for one in alone.scores]
        assert [one.logprob for one in found] == pytest.approx(
            [one.logprob for one in alone.scores], abs=1e-4
        )


def test_what_is_shared_is_computed_once(network: Counting) -> None:
    list(rank(network, JOBS, 2048))
    rows = sum(len(job.context) * len(job.continuations) for job in JOBS)
    assert network.tokens < len(SHOTS) + 6 * 12 < rows / 10


def test_equal_jobs_are_computed_once(network: Counting) -> None:
    done = {one.job: one.scores for one in rank(network, [JOBS[0]] * 3, 2048)}
    assert done[0] == done[1] == done[2]
    assert network.tokens < 70


def test_a_continuation_named_twice_is_scored_twice(network: Counting) -> None:
    (done,) = rank(network, [RankJob(SHOTS, ((5, 6), (7,), (5, 6)))], 2048)
    assert not isinstance(done.scores, Failure)
    assert done.scores[0] == done.scores[2] != done.scores[1]


def test_one_token_continuations_cost_one_context(network: Counting) -> None:
    job = RankJob(SHOTS, tuple((token,) for token in range(100, 140)))
    list(rank(network, [job], 2048))
    assert network.tokens == len(SHOTS)


def test_beyond_an_attention_window_rows_are_plain_and_exact(make_network: Any) -> None:
    network, module = make_network(sliding_window=8)
    (done,) = rank(network, JOBS[:1], 2048)
    assert not network.fits(9)
    assert not isinstance(done.scores, Failure)
    found = [score.logprob for score in done.scores]
    assert found == pytest.approx(naive(module, JOBS[0]), abs=1e-4)


@pytest.fixture
def make_network() -> Callable[..., tuple[ModuleNetwork, Any]]:
    def make(**fields: Any) -> tuple[ModuleNetwork, Any]:
        from transformers import MistralConfig, MistralForCausalLM

        config = MistralConfig(
            vocab_size=320, hidden_size=32, intermediate_size=64, num_hidden_layers=2,
            num_attention_heads=4, num_key_value_heads=2, **fields,
        )  # fmt: skip
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(1)
            module = MistralForCausalLM(config).eval()
            for parameter in module.parameters():
                if parameter.dim() > 1:
                    parameter.data.normal_(0, 0.3)
        return ModuleNetwork(module, owned=False), module

    return make


def test_soft_capped_logits_are_the_architectures_own() -> None:
    from transformers import Gemma2Config, Gemma2ForCausalLM

    config = Gemma2Config(
        vocab_size=320, hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, head_dim=8, final_logit_softcapping=2.0,
    )  # fmt: skip
    module = Gemma2ForCausalLM(config).eval()
    (done,) = rank(ModuleNetwork(module, owned=False), JOBS[:1], 2048)
    assert not isinstance(done.scores, Failure)
    found = [score.logprob for score in done.scores]
    assert found == pytest.approx(naive(module, JOBS[0]), abs=1e-4)


def test_a_failing_row_fails_only_its_own_jobs(module: Any) -> None:
    class Poisoned(ModuleNetwork):
        def _forward(self, inputs: dict[str, Any], keep: Any) -> Any:
            if (inputs["input_ids"] == 103).any():
                raise RuntimeError("out of memory")
            return super()._forward(inputs, keep)

    done = {one.job: one.scores for one in rank(Poisoned(module, owned=False), JOBS, 2048)}
    assert done[3] == Failure(cause="backend", message="RuntimeError: out of memory")
    assert not any(isinstance(scores, Failure) for job, scores in done.items() if job != 3)
