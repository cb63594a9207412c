from __future__ import annotations

import json
from pathlib import Path

import pytest

from envhub.errors import NotFound, UsageError
from envhub_hub.backends.checkpoint import find_source, tokenizer_folder, weight_files
from envhub_hub.backends.settings import LoadSettings

ANY = LoadSettings()


def make_checkpoint(folder: Path, step: int | None = None) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"")
    if step is not None:
        (folder / "trainer_state.json").write_text(json.dumps({"global_step": step}))
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run with three checkpoints, the newest still being written."""
    for step in (5, 10):
        make_checkpoint(tmp_path / "run" / f"checkpoint-{step}", step)
    (tmp_path / "run" / "checkpoint-15").mkdir()
    return tmp_path / "run"


def test_a_folder_with_a_model_is_the_model(tmp_path: Path) -> None:
    folder = make_checkpoint(tmp_path / "model")
    source = find_source(str(folder), ANY)
    assert (source.folder, source.name, source.step) == (folder, str(folder), None)


def test_the_step_comes_from_the_trainer_else_from_the_name(tmp_path: Path) -> None:
    told = make_checkpoint(tmp_path / "final", 300)
    named = make_checkpoint(tmp_path / "checkpoint-40")
    assert find_source(str(told), ANY).step == 300
    assert find_source(str(named), ANY).step == 40


def test_a_step_selects_a_checkpoint_of_a_run(run: Path) -> None:
    source = find_source(str(run), LoadSettings(step=5))
    assert source.folder == run / "checkpoint-5"
    assert source.name == f"{run}/checkpoint-5"


def test_without_a_step_the_newest_complete_checkpoint_is_taken(run: Path) -> None:
    assert find_source(str(run), ANY).step == 10


def test_a_step_that_is_not_there_is_not_found(run: Path) -> None:
    with pytest.raises(NotFound, match="no step 7") as caught:
        find_source(str(run), LoadSettings(step=7))
    assert caught.value.hint == "it has 5, 10, 15"


def test_a_step_that_contradicts_the_folder_is_a_usage_error(run: Path) -> None:
    with pytest.raises(UsageError, match="is at step 10, not 5"):
        find_source(str(run / "checkpoint-10"), LoadSettings(step=5))


def test_a_step_of_a_hub_model_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no local folder"):
        find_source("acme/model", LoadSettings(step=5))


def test_a_hub_id_has_no_folder() -> None:
    assert find_source("acme/model", ANY).folder is None


def test_a_folder_without_a_model_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no config\.json"):
        find_source(str(tmp_path), ANY)


def test_a_folder_without_weights_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(NotFound, match="no whole weights"):
        find_source(str(tmp_path), ANY)


def test_an_adapter_alone_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_text("{}")
    with pytest.raises(NotFound, match="adapter without its model"):
        find_source(str(tmp_path), ANY)


def test_weights_with_a_missing_shard_are_not_whole(tmp_path: Path) -> None:
    index = {"weight_map": {"a": "one.safetensors", "b": "two.safetensors"}}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps(index))
    (tmp_path / "one.safetensors").write_bytes(b"")
    assert weight_files(tmp_path) == ()
    (tmp_path / "two.safetensors").write_bytes(b"")
    assert [file.name for file in weight_files(tmp_path)] == ["one.safetensors", "two.safetensors"]


def test_a_tokenizer_may_stand_beside_the_checkpoints(run: Path) -> None:
    assert tokenizer_folder(run / "checkpoint-5") is None
    (run / "tokenizer.json").write_text("{}")
    assert tokenizer_folder(run / "checkpoint-5") == run
