"""What `run.json` says of a model, for every kind that runs here, and sessions on hooked models."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from envhub import RunSettings
from envhub.environment import Environment
from envhub.model import Model
from envhub.run import Run
from envhub_hub import session
from envhub_hub.backends import LoadSettings, adopt, load_model
from envhub_hub.runner import RunPlace, run_environment

BuildEnvironment = Callable[..., Environment]


@pytest.fixture
def run(sums: BuildEnvironment, tmp_path: Path) -> Callable[..., Run]:
    """Run three sums."""

    def start(model: Model, step: int | None = None) -> Run:
        place = RunPlace(runs_folder=tmp_path / "runs", step=step)
        return run_environment(sums(), model, RunSettings(limit=3), place)

    return start


def test_run_json_says_what_can_change_a_number(kind: Any, run: Callable[..., Run]) -> None:
    folder = Path(run(kind.load(LoadSettings(bos_token_id=1))).folder)
    model = json.loads((folder / "run.json").read_text())["model"]
    assert len(model["weights_digest"]) == len(model["tokenizer_digest"]) == 64
    assert (model["dtype"], model["device"], model["bos_token_id"]) == ("float32", "cpu", 1)
    assert model["options"]["network"]


@pytest.mark.parametrize("how", ["hf", "tl", "memory"])
def test_run_json_holds_the_chat_template(
    module: Any, chat_tokenizer: Any, save: Any, tmp_path: Path, run: Callable[..., Run], how: str
) -> None:
    where = save(module, chat_tokenizer, tmp_path / "chat")
    held = how == "memory"
    model = adopt(module, chat_tokenizer) if held else load_model(f"{how}/{where}")
    assert len(run(model).record.model.chat_template_digest or "") == 64


def test_a_token_that_the_tokenizer_adds_is_said(module: Any, tokenizer: Any) -> None:
    import transformers
    from tokenizers import Tokenizer, processors

    assert "bos" not in adopt(module, tokenizer).identity.options
    backend = Tokenizer.from_str(tokenizer.backend_tokenizer.to_str())
    backend.post_processor = processors.TemplateProcessing(
        single="<|endoftext|> $A", special_tokens=[("<|endoftext|>", 0)]
    )
    adding = transformers.PreTrainedTokenizerFast(
        tokenizer_object=backend, bos_token="<|endoftext|>", eos_token="<|im_end|>"
    )
    identity = adopt(module, adding).identity
    assert identity.options["bos"] == "0, which the tokenizer adds"
    assert identity.bos_token_id is None


@pytest.mark.parametrize("how", ["hf", "tl"])
def test_the_step_of_a_checkpoint_reaches_the_record(
    module: Any, tokenizer: Any, save: Any, tmp_path: Path, run: Callable[..., Run], how: str
) -> None:
    save(module, tokenizer, tmp_path / "out" / "checkpoint-40")
    record = run(load_model(f"{how}/{tmp_path / 'out'}")).record
    assert (record.step, record.context) == (40, "training step")
    assert record.context_label == "training monitor · step 40"


def test_what_is_no_checkpoint_has_no_step(folder: Path, run: Callable[..., Run]) -> None:
    record = run(load_model(f"hf/{folder}")).record
    assert (record.step, record.context) == (None, "model inspection")


def test_a_session_on_a_hooked_bridge_gives_the_outputs_of_the_hook_file(
    folder: Path, bridge: Any, tokenizer: Any, steer_file: Any, run: Callable[..., Run],
    sums: BuildEnvironment, tmp_path: Path,
) -> None:  # fmt: skip
    file = steer_file(
        "def hooks(model):\n"
        "    return [('blocks.0.hook_resid_post', lambda value, hook: value * 2)]\n"
    )
    typed = run(load_model(f"tl/{folder}", LoadSettings(hooks=(file,))))
    bridge.add_hook("blocks.0.hook_resid_post", lambda value, hook: value * 2)
    held = session(bridge, tokenizer=tokenizer, runs_dir=tmp_path / "held").run(sums(), limit=3)
    outputs = [[row.output for row in one.rows()] for one in (typed, held.run)]
    assert outputs[0] == outputs[1]
    assert outputs[0] != [row.output for row in run(load_model(f"tl/{folder}")).rows()]
    assert held.run.record.model.interventions == ("blocks.0.hook_out",)  # its first name
    assert typed.record.model.weights_digest == held.run.record.model.weights_digest
