from __future__ import annotations

import json
from pathlib import Path

import pytest

from envhub.errors import BackendError, NotFound, UsageError
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


def test_a_step_is_believed_where_the_folder_tells_none(tmp_path: Path) -> None:
    folder = make_checkpoint(tmp_path / "final")
    assert find_source(str(folder), LoadSettings(step=7)).step == 7


def test_a_step_beside_other_checkpoints_must_be_one_of_them(run: Path) -> None:
    make_checkpoint(run / "model")
    for file in (run / "model").iterdir():
        file.rename(run / file.name)
    with pytest.raises(NotFound, match="no step 7"):
        find_source(str(run), LoadSettings(step=7))


@pytest.mark.parametrize("chosen", [None, 300, 40])
def test_a_state_that_contradicts_the_folders_name_is_an_error(
    tmp_path: Path, chosen: int | None
) -> None:
    folder = make_checkpoint(tmp_path / "checkpoint-40", 300)
    said = r"at step 300 by its trainer_state\.json and at step 40 by its name"
    with pytest.raises(UsageError, match=said):
        find_source(str(folder), LoadSettings(step=chosen))


def test_a_state_that_a_chosen_checkpoint_contradicts_is_an_error(run: Path) -> None:
    (run / "checkpoint-5" / "trainer_state.json").write_text('{"global_step": 6}')
    with pytest.raises(UsageError, match=r"at step 6 by .* at step 5 by its name"):
        find_source(str(run), LoadSettings(step=5))


@pytest.mark.parametrize("text", ["", "[]", '{"global_step": "x"}'])
def test_a_state_that_can_not_be_read_is_said(tmp_path: Path, text: str) -> None:
    folder = make_checkpoint(tmp_path / "final")
    (folder / "trainer_state.json").write_text(text)
    with pytest.raises(BackendError, match="is no state of a trainer"):
        find_source(str(folder), ANY)


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


def test_an_adapter_is_found_by_its_own_files(tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_text("{}")
    with pytest.raises(NotFound, match="no weights of the adapter"):
        find_source(str(tmp_path), ANY)
    (tmp_path / "adapter_model.safetensors").write_bytes(b"")
    assert find_source(str(tmp_path), ANY).folder == tmp_path


def test_the_newest_checkpoint_may_be_an_adapter(run: Path) -> None:
    newest = run / "checkpoint-20"
    newest.mkdir()
    (newest / "adapter_config.json").write_text("{}")
    (newest / "adapter_model.safetensors").write_bytes(b"")
    (run / "checkpoint-15" / "adapter_config.json").write_text("{}")
    assert find_source(str(run), ANY).step == 20


def test_a_model_and_an_adapter_in_one_folder_are_a_usage_error(tmp_path: Path) -> None:
    folder = make_checkpoint(tmp_path / "both")
    (folder / "adapter_config.json").write_text("{}")
    with pytest.raises(UsageError, match="both a model and an adapter"):
        find_source(str(folder), ANY)


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
