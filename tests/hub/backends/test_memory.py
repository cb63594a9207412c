from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
import torch

from envhub.errors import BackendError, UsageError
from envhub.model import Generate, Rank
from envhub_hub.backends import adopt

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from transformer_lens.model_bridge import TransformerBridge


def logprobs(model: Any, requests: list[Rank]) -> list[float]:
    return [c.logprob for _, r in sorted(model.respond(requests)) for c in r.continuations]


def everything(module: Any) -> tuple[Any, ...]:
    return (
        {name: tensor.clone() for name, tensor in module.state_dict().items()},
        {name: (part.training, type(part)) for name, part in module.named_modules()},
        {name: list(part._forward_hooks) for name, part in module.named_modules()},
        module.config.to_dict(),
        module.generation_config.to_dict(),
    )


def test_a_module_is_left_bit_identical(
    module: Any, tokenizer: Any, ranks: list[Rank], writes: list[Generate]
) -> None:
    module.train()
    module.model.layers[1].eval()
    before, random = everything(module), torch.get_rng_state()
    model = adopt(module, tokenizer)
    assert not [reply.failure for _, reply in model.respond([*ranks, *writes]) if reply.failure]
    after = everything(module)
    assert before[1:] == after[1:]
    assert all(torch.equal(tensor, after[0][name]) for name, tensor in before[0].items())
    assert torch.equal(random, torch.get_rng_state())


def test_a_module_can_be_trained_between_two_replies(
    module: Any, tokenizer: Any, ranks: list[Rank]
) -> None:
    module.train()
    for _ in adopt(module, tokenizer).respond(ranks):
        assert module.training
        ids = torch.tensor([[1, 2, 3, 4]])
        module(ids, labels=ids).loss.backward()
    assert module.lm_head.weight.grad is not None


def test_hooks_of_a_bridge_fire_and_are_named(
    bridge: Any, tokenizer: Any, ranks: list[Rank]
) -> None:
    plain = logprobs(adopt(bridge, tokenizer), ranks)
    bridge.add_hook("blocks.1.attn.hook_out", lambda value, hook: value * 0)
    model = adopt(bridge, tokenizer)
    assert model.identity.interventions == ("blocks.1.attn.hook_out",)
    assert logprobs(model, ranks) != pytest.approx(plain, abs=1e-2)
    assert bridge.hook_dict["blocks.1.attn.hook_out"].fwd_hooks


def test_hooks_of_a_module_fire_and_are_named(
    module: Any, tokenizer: Any, ranks: list[Rank]
) -> None:
    plain = logprobs(adopt(module, tokenizer), ranks)
    module.register_forward_pre_hook(lambda part, args: None)
    module.model.norm.register_forward_hook(lambda part, args, out: out * 2)
    model = adopt(module, tokenizer)
    assert model.identity.interventions == (
        "LlamaForCausalLM:forward_pre_hook",
        "model.norm:forward_hook",
    )
    assert logprobs(model, ranks) != pytest.approx(plain, abs=1e-2)


def test_hooks_of_a_hooked_transformer_fire_and_are_named(
    hooked: Any, characters: Any, ranks: list[Rank]
) -> None:
    plain = logprobs(adopt(hooked, characters), ranks)
    hooked.add_hook("blocks.0.hook_resid_post", lambda value, hook: value * 3)
    model = adopt(hooked, characters)
    assert model.identity.interventions == ("blocks.0.hook_resid_post",)
    assert logprobs(model, ranks) != pytest.approx(plain, abs=1e-2)


def test_a_hook_sees_whole_rows_without_padding(
    bridge: Any, tokenizer: Any, ranks: list[Rank], writes: list[Generate]
) -> None:
    lengths: list[tuple[int, int]] = []
    bridge.add_hook("embed.hook_out", lambda value, hook: lengths.append(value.shape[:2]))
    model = adopt(bridge, tokenizer)
    replies = dict(model.respond(writes))
    prompts = {len(tokenizer(reply.prompt)["input_ids"]) for reply in replies.values()}
    assert prompts <= {width for _, width in lengths}
    assert min(width for _, width in lengths) == min(prompts)


def test_a_hook_that_raises_fails_its_sample(
    bridge: Any, tokenizer: Any, ranks: list[Rank]
) -> None:
    def pick(value: Any, hook: Any) -> Any:
        return value + value[:, 20:21]

    bridge.add_hook("blocks.0.hook_in", pick)
    replies = dict(adopt(bridge, tokenizer).respond(ranks))
    causes = {index: reply.failure and reply.failure.cause for index, reply in replies.items()}
    assert causes[2] == "backend"
    assert None in causes.values()


def test_hooks_that_change_under_way_are_refused(
    bridge: Any, tokenizer: Any, ranks: list[Rank]
) -> None:
    model = adopt(bridge, tokenizer)
    bridge.add_hook("blocks.0.hook_out", lambda value, hook: value * 2)
    with pytest.raises(BackendError, match=r"none before, blocks\.0\.hook_out now"):
        list(model.respond(ranks))
    assert model.identity.interventions == ("blocks.0.hook_out",)
    assert list(model.respond(ranks))


def test_an_identity_follows_the_weights(module: Any, tokenizer: Any) -> None:
    model = adopt(module, tokenizer)
    before = model.identity.weights_digest
    module.lm_head.weight.data[0, 0] += 1
    assert model.identity.weights_digest != before


def test_hooks_that_record_outputs_are_no_intervention(module: Any, tokenizer: Any) -> None:
    module(torch.tensor([[1, 2]]), output_hidden_states=True)
    assert adopt(module, tokenizer).identity.interventions == ()


def test_a_bridges_tokenizer_is_taken_as_published(
    folder: Path, ranks: list[Rank], module: Any, tokenizer: Any
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bridge = TransformerBridge.boot_transformers(str(folder), device="cpu")
    assert bridge.tokenizer("fox")["input_ids"][0] == tokenizer.bos_token_id
    model = adopt(bridge)
    assert model.identity.name == f"memory/{folder.name}"
    expected = logprobs(adopt(module, tokenizer), ranks)
    assert logprobs(model, ranks) == pytest.approx(expected, abs=1e-4)


def test_a_processed_bridge_says_so(bridge: Any, tokenizer: Any, ranks: list[Rank]) -> None:
    plain = logprobs(adopt(bridge, tokenizer), ranks)
    bridge.enable_compatibility_mode(disable_warnings=True)
    model = adopt(bridge, tokenizer)
    assert model.identity.weights_scope == "processed tensors of TransformerBridge"
    assert logprobs(model, ranks) == pytest.approx(plain, abs=1e-3)


def test_a_hooked_transformer_says_what_its_digest_covers(hooked: Any, characters: Any) -> None:
    identity = adopt(hooked, characters).identity
    assert identity.weights_scope == "processed tensors of HookedTransformer"
    assert identity.name == "memory/tiny-hooked"


def test_a_module_without_a_tokenizer_is_a_usage_error(module: Any) -> None:
    with pytest.raises(UsageError, match="no tokenizer of its own") as caught:
        adopt(module)
    assert caught.value.hint


def test_what_is_no_model_is_a_usage_error(tokenizer: Any) -> None:
    with pytest.raises(UsageError, match="can't run a `Linear`"):
        adopt(torch.nn.Linear(2, 2), tokenizer)
