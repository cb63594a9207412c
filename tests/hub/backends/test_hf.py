from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from envhub.errors import BackendError, NotFound, UsageError
from envhub.model import Rank
from envhub_hub.backends import LoadSettings, load_model
from envhub_hub.backends.checkpoint import Source
from envhub_hub.backends.hf import translate


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "run" / "checkpoint-7"))


def test_a_missing_tensor_is_an_error_and_never_random(copied: Path) -> None:
    tensors = load_file(copied / "model.safetensors")
    del tensors["model.norm.weight"]
    save_file(tensors, copied / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(BackendError, match=r"lacks 1 .*model\.norm\.weight"):
        load_model(f"hf/{copied}")


def test_a_torn_file_is_a_backend_error(copied: Path) -> None:
    weights = copied / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:200])
    with pytest.raises(BackendError, match="could not be loaded"):
        load_model(f"hf/{copied}")


def test_a_checkpoint_of_a_run_is_named_with_its_step(copied: Path) -> None:
    identity = load_model(f"hf/{copied.parent}", LoadSettings(step=7)).identity
    assert identity.name == f"hf/{copied}"
    assert identity.options["step"] == "7"


def test_a_tokenizer_is_looked_for_one_folder_above(copied: Path) -> None:
    known = load_model(f"hf/{copied}").identity.tokenizer_digest
    for file in copied.glob("*token*"):
        file.rename(copied.parent / file.name)
    assert load_model(f"hf/{copied}").identity.tokenizer_digest == known


def test_no_tokenizer_is_a_usage_error_unless_one_is_named(copied: Path, folder: Path) -> None:
    for file in copied.glob("*token*"):
        file.unlink()
    with pytest.raises(UsageError, match="no tokenizer"):
        load_model(f"hf/{copied}")
    assert load_model(f"hf/{copied}", LoadSettings(tokenizer=str(folder))).identity.name


def test_low_precision_runs_and_is_recorded(folder: Path, ranks: list[Rank]) -> None:
    model = load_model(f"hf/{folder}", LoadSettings(dtype="bfloat16"))
    assert model.identity.dtype == "bfloat16"
    assert not [reply for _, reply in model.respond(ranks) if reply.failure]


def test_a_hub_that_does_not_know_the_model_is_not_found() -> None:
    class RepositoryNotFoundError(Exception):
        pass

    error = OSError("acme/x is not a local folder and is not a valid model identifier")
    error.__cause__ = RepositoryNotFoundError("404")
    assert isinstance(translate(error, Source("acme/x", None)), NotFound)


def test_a_hub_out_of_reach_is_a_backend_error_with_a_hint() -> None:
    error = translate(OSError("We couldn't connect\nmore"), Source("acme/x", None))
    assert isinstance(error, BackendError)
    assert error.message == "`acme/x` could not be loaded from the hub: We couldn't connect"
    assert "local folder" in (error.hint or "")
