from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from envhub.errors import BackendError
from envhub.model import Generate, Rank, Request
from envhub_hub.backends import load_model


def test_tl_and_hf_agree(folder: Path, ranks: list[Rank], writes: list[Generate]) -> None:
    requests: list[Request] = [*ranks, *writes]
    ours, theirs = (dict(load_model(f"{p}/{folder}").respond(requests)) for p in ("tl", "hf"))
    for index, reply in ours.items():
        assert reply.text == theirs[index].text
        assert [c.logprob for c in reply.continuations] == pytest.approx(
            [c.logprob for c in theirs[index].continuations], abs=1e-4
        )


def test_a_bridge_that_would_change_the_numbers_is_refused(
    tokenizer: Any, save: Any, tmp_path: Path
) -> None:
    import torch
    from transformers import CohereConfig, CohereForCausalLM

    config = CohereConfig(
        vocab_size=320, hidden_size=32, intermediate_size=64, num_hidden_layers=1,
        num_attention_heads=4, num_key_value_heads=2,
    )  # fmt: skip
    module = CohereForCausalLM(config)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.normal_(0, 0.3)
    save(module, tokenizer, tmp_path)
    assert load_model(f"hf/{tmp_path}")
    with pytest.raises(BackendError, match="changes the log-probabilities") as caught:
        load_model(f"tl/{tmp_path}")
    assert caught.value.hint == f"use `hf/{tmp_path}`"
