from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from envhub.model import Generate, Prompt
from envhub_hub.backends.networks import ModuleNetwork
from envhub_hub.backends.writing import Room, Text, WriteJob, Writer, write

SHOTS = tuple(range(10, 60))
ROOM = Room(512, 4096)


@pytest.fixture
def writer(module: Any, tokenizer: Any) -> Writer:
    return Writer(ModuleNetwork(module, owned=False), tokenizer, frozenset())


def texts(writer: Writer, jobs: list[WriteJob], room: Room = ROOM) -> list[Text]:
    done = {one.job: one.text for one in write(writer, jobs, room)}
    return [text for place in range(len(jobs)) if isinstance(text := done[place], Text)]


def test_texts_behind_a_shared_prefix_are_the_same_as_alone(writer: Writer, ask: Any) -> None:
    jobs = [
        WriteJob((*SHOTS, *range(100, 101 + n)), Generate(prompt=ask(""), max_tokens=10 + n))
        for n in range(6)
    ]
    assert texts(writer, jobs) == [texts(writer, [job])[0] for job in jobs]


ROOMS = {"joined": Room(1024, 4096), "in parts": Room(60, 4096), "padded": Room(4096, 4096)}


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
def test_sixteen_texts_are_those_that_each_is_alone(writer: Writer, ask: Any, room: Room) -> None:
    jobs = [
        WriteJob(tuple(range(20 + n, 24 + 3 * n)), Generate(prompt=ask(""), max_tokens=5 + 2 * n))
        for n in range(16)
    ]
    assert texts(writer, jobs, room) == [texts(writer, [job], Room(1, 1))[0] for job in jobs]


def test_a_text_at_the_end_of_the_context_holds_up_no_other(writer: Writer, ask: Any) -> None:
    request = Generate(prompt=ask(""), max_tokens=60)
    jobs = [WriteJob(tuple(range(10, 10 + n)), request) for n in (94, *range(5, 36))]
    found = texts(writer, jobs)
    assert [text.tokens for text in found] == [2] + [60] * 31
    assert found[:3] == [texts(writer, [job])[0] for job in jobs[:3]]


def test_equal_jobs_are_written_once(module: Any, tokenizer: Any, ask: Any) -> None:
    class Counting(ModuleNetwork):
        tokens = 0

        def _forward(self, inputs: dict[str, Any], keep: Any) -> Any:
            self.tokens += inputs["input_ids"].numel()
            return super()._forward(inputs, keep)

    network = Counting(module, owned=False)
    greedy = Generate(prompt=ask(""), max_tokens=4)
    drawn = [greedy.model_copy(update={"temperature": 3.0, "seed": seed}) for seed in (1, 2, 1)]
    requests = (greedy, greedy.model_copy(update={"seed": 5}), *drawn)
    found = texts(Writer(network, tokenizer, frozenset()), [WriteJob(SHOTS, r) for r in requests])
    assert found[0] == found[1]
    assert found[2] == found[4] != found[3]
    assert network.tokens <= len(SHOTS) + 3 + 3 * 3


def test_inside_an_attention_window_texts_grow_together(tokenizer: Any, ask: Any) -> None:
    import torch
    from transformers import MistralConfig, MistralForCausalLM

    config = MistralConfig(
        vocab_size=320, hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, sliding_window=24,
    )  # fmt: skip
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        network = ModuleNetwork(MistralForCausalLM(config).eval(), owned=False)
    writer = Writer(network, tokenizer, frozenset())
    request = Generate(prompt=ask(""), max_tokens=8)
    jobs = [WriteJob(tuple(range(20 + n, 24 + 3 * n)), request) for n in range(6)]
    assert network.holds
    assert texts(writer, jobs) == [texts(writer, [job], Room(1, 1))[0] for job in jobs]


def test_a_text_ends_at_an_end_token_which_is_no_part_of_it(
    writer: Writer, tokenizer: Any, ask: Any
) -> None:
    job = WriteJob(SHOTS, Generate(prompt=ask(""), max_tokens=8))
    (free,) = texts(writer, [job])
    assert (free.reason, free.tokens) == ("length", 8)
    ids = tokenizer(free.text)["input_ids"]
    (ended,) = texts(writer._replace(ends=frozenset(range(320))), [job])
    assert (ended.text, ended.reason, ended.tokens) == ("", "stop", 1)
    assert ids


def test_a_text_stops_where_the_context_is_full(writer: Writer, ask: Any) -> None:
    job = WriteJob(tuple(range(10, 100)), Generate(prompt=ask(""), max_tokens=50))
    (text,) = texts(writer, [job])
    assert (text.reason, text.tokens) == ("length", 6)


def test_a_special_token_can_be_a_stop_string(
    writer: Writer, tokenizer: Any, make_saying: Callable[..., Writer], ask: Any
) -> None:
    request = Generate(prompt=ask(""), max_tokens=9, stop=("<|im_start|>",))
    (text,) = texts(make_saying([50, 51, 1, 52]), [WriteJob((9,), request)])
    assert (text.text, text.reason, text.tokens) == (tokenizer.decode([50, 51]), "stop", 3)


def test_the_first_of_several_stop_strings_cuts(
    tokenizer: Any, make_saying: Callable[..., Writer], ask: Any
) -> None:
    ids = tokenizer("the fox jumps. Over")["input_ids"]
    request = Generate(prompt=ask(""), max_tokens=len(ids), stop=("Over", "ump", ".", ""))
    (text,) = texts(make_saying(ids), [WriteJob((9,), request)])
    assert (text.text, text.reason) == ("the fox j", "stop")


def test_a_stop_string_of_several_bytes_is_met(
    tokenizer: Any, make_saying: Callable[..., Writer], ask: Any
) -> None:
    ids = tokenizer("één 世界 more")["input_ids"]
    request = Generate(prompt=ask(""), max_tokens=len(ids), stop=("世界",))
    (text,) = texts(make_saying(ids), [WriteJob((9,), request)])
    assert text.text == "één "
    assert text.tokens < len(ids)


@pytest.fixture
def make_saying(tokenizer: Any, module: Any) -> Callable[..., Writer]:
    """Make a writer whose network says given tokens, whatever it reads."""
    import torch

    from envhub_hub.backends.networks import WholeNetwork

    def make(ids: list[int]) -> Writer:
        def logits(tokens: Any) -> Any:
            said = tokens.shape[1] - 1
            table = torch.zeros(*tokens.shape, 320)
            table[:, -1, ids[said % len(ids)]] = 9.0
            return table

        network = WholeNetwork(logits, (module,), limit=None)
        return Writer(network, tokenizer, frozenset())

    return make


def test_low_temperature_is_greedy_and_high_is_not(writer: Writer, ask: Any) -> None:
    def sampled(temperature: float) -> Text:
        prompt: Prompt = ask("")
        request = Generate(prompt=prompt, max_tokens=12, temperature=temperature, seed=3)
        return texts(writer, [WriteJob(SHOTS, request)])[0]

    assert sampled(0.0) == sampled(1e-4)
    assert sampled(0.0) != sampled(3.0)
