from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from envhub_hub.backends import adopt, load_model
from envhub_hub.backends.weights import digest_folder, digest_module, digest_tensors

Make = Callable[..., Any]


def test_folder_hf_tl_bridge_and_memory_agree_on_one_model(
    folder: Path, module: Any, bridge: Any, tokenizer: Any
) -> None:
    digests = {
        digest_folder(folder),
        load_model(f"hf/{folder}").identity.weights_digest,
        load_model(f"tl/{folder}").identity.weights_digest,
        adopt(module, tokenizer).identity.weights_digest,
        adopt(bridge, tokenizer).identity.weights_digest,
    }
    assert len(digests) == 1


def test_one_changed_weight_changes_the_digest(module: Any, folder: Path) -> None:
    module.model.layers[1].mlp.up_proj.weight.data[3, 5] += 1e-3
    assert digest_module(module) != digest_folder(folder)


def test_a_changed_bridge_changes_its_digest(bridge: Any, folder: Path) -> None:
    assert digest_module(bridge.original_model) == digest_folder(folder)
    next(bridge.original_model.parameters()).data[0, 0] += 1
    assert digest_module(bridge.original_model) != digest_folder(folder)


def test_bfloat16_agrees_too_and_differs_from_float32(
    module: Any, save: Make, tmp_path: Path, folder: Path
) -> None:
    half = module.to(torch.bfloat16)
    stored = digest_folder(save(half, None, tmp_path))
    assert stored == digest_module(half)
    assert stored != digest_folder(folder)


def test_shards_have_the_digest_of_one_file(module: Any, folder: Path, tmp_path: Path) -> None:
    module.save_pretrained(tmp_path, max_shard_size="20KB")
    assert len(list(tmp_path.glob("*.safetensors"))) > 1
    assert digest_folder(tmp_path) == digest_folder(folder)


def test_pickled_weights_have_the_digest_of_safetensors(
    module: Any, folder: Path, tmp_path: Path
) -> None:
    torch.save(module.state_dict(), tmp_path / "pytorch_model.bin")
    assert digest_folder(tmp_path) == digest_folder(folder)


def test_an_untied_output_embedding_counts(make_module: Make, save: Make, tmp_path: Path) -> None:
    module = make_module(tied=False)
    stored = digest_folder(save(module, None, tmp_path))
    assert stored == digest_module(module)
    module.lm_head.weight.data[0, 0] += 1
    assert stored != digest_module(module)


def test_experts_and_renamed_tensors_agree_with_their_files(save: Make, tmp_path: Path) -> None:
    from transformers import AutoModelForCausalLM, MixtralConfig

    config = MixtralConfig(
        vocab_size=64, hidden_size=16, intermediate_size=16, num_hidden_layers=1,
        num_attention_heads=2, num_key_value_heads=2, num_local_experts=2,
    )  # fmt: skip
    module = AutoModelForCausalLM.from_config(config)
    assert digest_module(module) == digest_folder(save(module, None, tmp_path))


def test_name_dtype_and_shape_are_part_of_the_digest() -> None:
    zeros = torch.zeros(2, 3)
    variants = [
        [("a", zeros)],
        [("b", zeros)],
        [("a", zeros.reshape(3, 2))],
        [("a", zeros.to(torch.int32))],
        [("a", zeros[:1]), ("b", zeros[1:])],
    ]
    assert len({digest_tensors(variant) for variant in variants}) == len(variants)


def test_order_and_memory_layout_are_not(tmp_path: Path) -> None:
    one, two = torch.randn(4, 3), torch.tensor(2.5)
    transposed = one.T.contiguous().T
    assert digest_tensors([("a", one), ("b", two)]) == digest_tensors(
        [("b", two), ("a", transposed)]
    )
