"""A LoRA on a tiny model: the numbers of the merged model, and what the identity says."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from envhub.errors import BackendError, MissingRequirement, NotFound, UsageError
from envhub.model import Rank
from envhub_hub.backends import LoadSettings, adapters, load_model

pytest.importorskip("peft", reason="`pip install peft`")
Make = Callable[..., Path]


def logprobs(spec: object, requests: list[Rank], **settings: Any) -> list[float]:
    model = load_model(str(spec), LoadSettings(**settings))
    return [c.logprob for _, r in sorted(model.respond(requests)) for c in r.continuations]


@pytest.fixture
def copied(adapter: Path, tmp_path: Path) -> Path:
    """A copy that a test may break."""
    return Path(shutil.copytree(adapter, tmp_path / "copied"))


def say(folder: Path, **changes: Any) -> None:
    path = folder / "adapter_config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


@pytest.mark.parametrize("provider", ["hf/", "tl/", ""])
def test_an_adapter_gives_the_numbers_of_the_merged_model_and_not_of_the_base(
    adapter: Path, merged: Any, folder: Path, tokenizer: Any, save: Any, ranks: list[Rank],
    tmp_path: Path, provider: str,
) -> None:  # fmt: skip
    whole = save(merged, tokenizer, tmp_path / "merged")
    with_adapter = logprobs(f"{provider}{adapter}", ranks)
    assert with_adapter == pytest.approx(logprobs(f"hf/{whole}", ranks), abs=1e-4)
    base = logprobs(f"hf/{folder}", ranks)
    assert max(abs(a - b) for a, b in zip(with_adapter, base, strict=True)) > 0.1


def test_base_adapter_and_merged_model_are_told_apart(
    adapter: Path, merged: Any, folder: Path, tokenizer: Any, save: Any, tmp_path: Path
) -> None:
    whole = save(merged, tokenizer, tmp_path / "merged")
    base, own, sum_ = (load_model(f"hf/{p}").identity for p in (folder, adapter, whole))
    assert len({base.weights_digest, own.weights_digest, sum_.weights_digest}) == 3
    assert own.options["base_digest"] == base.weights_digest
    assert own.options["base"] == folder.name
    assert own.adapter == f"lora@{own.options['adapter_digest'][:12]}"
    assert own.weights_scope == adapters.SCOPE
    assert base.adapter is None


def test_hf_and_tl_agree_on_an_adapter(adapter: Path) -> None:
    one, other = (load_model(f"{p}/{adapter}").identity for p in ("hf", "tl"))
    assert (one.adapter, one.weights_digest) == (other.adapter, other.weights_digest)


def test_the_digest_is_of_weights_and_scale_and_of_nothing_else(
    adapter: Path, copied: Path, make_adapter: Make, folder: Path, tmp_path: Path
) -> None:
    def digest(path: Path) -> str | None:
        return load_model(f"hf/{path}").identity.weights_digest

    first = digest(adapter)
    names = json.loads((copied / "adapter_config.json").read_text())["target_modules"]
    say(copied, peft_version="0", revision="x", target_modules=sorted(names, reverse=True))
    assert digest(copied) == first
    say(copied, lora_alpha=16)
    assert digest(copied) != first
    assert digest(make_adapter(tmp_path / "other", folder, seed=2)) != first


def test_a_base_may_be_named_instead_of_the_adapters_own(
    copied: Path, folder: Path, ranks: list[Rank], adapter: Path
) -> None:
    say(copied, base_model_name_or_path="/mnt/gone/base")
    with pytest.raises(NotFound, match="is not here: no folder `/mnt/gone/base`") as caught:
        load_model(f"hf/{copied}")
    assert caught.value.hint == "name its folder or hub id by --base-model"
    named = logprobs(f"hf/{copied}", ranks, base_model=str(folder))
    assert named == logprobs(f"hf/{adapter}", ranks)


def test_an_adapter_that_names_no_base_needs_one(copied: Path) -> None:
    say(copied, base_model_name_or_path=None)
    with pytest.raises(UsageError, match="names no base model"):
        load_model(f"hf/{copied}")


def test_a_base_that_is_an_adapter_is_a_usage_error(copied: Path, adapter: Path) -> None:
    say(copied, base_model_name_or_path=str(adapter))
    with pytest.raises(UsageError, match="is an adapter"):
        load_model(f"hf/{copied}")


def test_a_base_of_what_is_no_adapter_is_a_usage_error(folder: Path) -> None:
    with pytest.raises(UsageError, match="is no adapter"):
        load_model(f"hf/{folder}", LoadSettings(base_model="x"))


def test_an_adapter_of_another_model_does_not_fit(
    adapter: Path, tokenizer: Any, save: Any, tmp_path: Path
) -> None:
    import transformers

    config = transformers.GPT2Config(vocab_size=320, n_embd=32, n_layer=1, n_head=2)
    other = save(transformers.GPT2LMHeadModel(config), tokenizer, tmp_path / "gpt2")
    with pytest.raises(BackendError, match="does not fit its base model"):
        load_model(f"hf/{adapter}", LoadSettings(base_model=str(other)))


def test_an_adapter_of_a_deeper_model_does_not_fit(
    adapter: Path, make_module: Any, tokenizer: Any, save: Any, tmp_path: Path
) -> None:
    module = make_module()
    module.model.layers = module.model.layers[:1]
    module.config.num_hidden_layers = 1
    base = save(module, tokenizer, tmp_path / "shallow")
    with pytest.raises(BackendError, match="does not know 4 tensors, such as"):
        load_model(f"hf/{adapter}", LoadSettings(base_model=str(base)))


def test_a_tensor_that_the_file_lacks_is_an_error(copied: Path) -> None:
    from safetensors.torch import load_file, save_file

    file = copied / "adapter_model.safetensors"
    tensors = load_file(file)
    tensors.pop(min(tensors))
    save_file(tensors, file)
    with pytest.raises(BackendError, match="lacks 1 tensors, such as"):
        load_model(f"hf/{copied}")


def test_a_file_that_is_no_adapter_is_an_error(copied: Path) -> None:
    (copied / "adapter_model.safetensors").write_bytes(b"no tensors")
    with pytest.raises(BackendError, match="is no safetensors file"):
        load_model(f"hf/{copied}")
    (copied / "adapter_config.json").write_text("{")
    with pytest.raises(BackendError, match="is no JSON"):
        load_model(f"hf/{copied}")


def test_an_adapter_that_weights_can_not_hold_is_refused(
    folder: Path, make_module: Any, tmp_path: Path
) -> None:
    import peft

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        config = peft.PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=3)
        wrapped = peft.get_peft_model(make_module(), config)
        wrapped.save_pretrained(tmp_path)
    say(tmp_path, base_model_name_or_path=str(folder))
    with pytest.raises(BackendError, match="of a kind that can't be merged: PROMPT_TUNING"):
        load_model(f"hf/{tmp_path}")


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_an_adapter_on_weights_that_two_layers_share_is_refused(
    make_adapter: Make, folder: Path, tmp_path: Path, dtype: str
) -> None:
    # The output embedding is tied to the input's, which the adapter leaves alone.
    tied = make_adapter(tmp_path / "tied", folder, target_modules=["lm_head"])
    with pytest.raises(BackendError, match="acts on `lm_head`, whose weights another layer shares"):
        load_model(f"hf/{tied}", LoadSettings(dtype=dtype))


def test_an_adapter_runs_in_half_precision(adapter: Path, ranks: list[Rank]) -> None:
    exact = logprobs(f"hf/{adapter}", ranks)
    rounded = logprobs(f"hf/{adapter}", ranks, dtype="bfloat16")
    assert rounded == pytest.approx(exact, rel=0.1)
    assert rounded != exact


def test_the_step_and_the_name_of_a_checkpoint_of_an_adapter(adapter: Path, tmp_path: Path) -> None:
    shutil.copytree(adapter, tmp_path / "tuned" / "checkpoint-30")
    identity = load_model(f"hf/{tmp_path / 'tuned'}").identity
    assert identity.options["step"] == "30"
    assert identity.adapter is not None
    assert identity.adapter.startswith("tuned/checkpoint-30@")


def test_an_adapters_own_tokenizer_comes_first(
    copied: Path, chat_tokenizer: Any, folder: Path
) -> None:
    assert load_model(f"hf/{copied}").identity.chat_template_digest is None
    chat_tokenizer.save_pretrained(copied)
    assert load_model(f"hf/{copied}").identity.chat_template_digest is not None


def test_without_peft_the_install_line_is_given(
    adapter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapters, "NEEDS", "no_such_package")
    with pytest.raises(
        MissingRequirement, match="is an adapter, which needs the package"
    ) as caught:
        load_model(f"hf/{adapter}")
    assert caught.value.hint == "pip install 'envhub[adapters]'"
    assert caught.value.exit_code == 8
