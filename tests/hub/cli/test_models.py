"""Options that say what acts on a model: what they refuse, before anything is loaded or written."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("-m", "mock/x", "--hook", "steer.py"), 2, "`mock/x` takes no hooks"),
        (("-m", "hf/x", "--steer", "sae:3:1"), 2, "`hf/x` can't be steered"),
        (("-m", "mock/x", "--base-model", "y"), 2, "`mock/x` takes no base model"),
        (("-m", "tl/x", "--steer", "sae:3"), 2, "`sae:3` names no latent to steer by"),
        (("-m", "tl/nobody/./x", "--hook", "steer.py"), 6, "no folder"),
    ],
)
def test_what_can_not_act_on_a_model_is_said_in_one_sentence(envhub, qa, words, code, said):
    answer = envhub("run", qa, *words)
    assert answer.code == code
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert not Path("runs").exists()


def test_a_step_that_a_folder_contradicts_is_exit_2(envhub, qa):
    folder = Path("checkpoint-40")
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"")
    (folder / "trainer_state.json").write_text('{"global_step": 300}')
    answer = envhub("run", qa, "-m", "checkpoint-40")
    assert answer.code == 2
    assert "at step 300 by its trainer_state.json and at step 40 by its name" in answer.err


def test_the_help_says_that_a_file_with_hooks_is_in_no_sandbox(envhub):
    assert "in no sandbox" in " ".join(envhub("run", "--help").out.split())
