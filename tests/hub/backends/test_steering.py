"""Steering by an SAE's latent, against the SAE as SAE-Lens itself loads it."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from envhub.errors import InvalidEnvironment, NotFound, UsageError
from envhub.model import Rank
from envhub_hub.backends import LoadSettings, adopt, load_model
from envhub_hub.backends.settings import Steer
from envhub_hub.backends.steering import read_direction
from envhub_hub.backends.weights import digest_files

pytest.importorskip("sae_lens", reason="`pip install sae-lens`")
Make = Callable[..., Path]


def logprobs(model: Any, requests: list[Rank]) -> list[float]:
    return [c.logprob for _, r in sorted(model.respond(requests)) for c in r.continuations]


def load(folder: Path, *steers: str) -> Any:
    return load_model(f"tl/{folder}", LoadSettings(steers=steers))


def configure(sae: Path, **changes: Any) -> None:
    path = sae / "cfg.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_the_row_is_that_of_sae_lens(sae: Path) -> None:
    import torch
    from sae_lens import SAE

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loaded = SAE.load_from_disk(sae, device="cpu")
    for latent in range(8):
        direction = read_direction(Steer(sae=sae, latent=latent, scale=2.5))
        assert torch.equal(direction.vector, loaded.W_dec[latent].detach() * 2.5)
    assert direction.point == loaded.cfg.metadata.hook_name


def test_a_scale_of_zero_changes_nothing(folder: Path, sae: Path, ranks: list[Rank]) -> None:
    plain = logprobs(load(folder), ranks)
    assert logprobs(load(folder, f"{sae}:3:0"), ranks) == pytest.approx(plain, abs=1e-4)


def test_steering_adds_the_row_as_it_does_on_a_model_in_memory(
    folder: Path, sae: Path, bridge: Any, tokenizer: Any, ranks: list[Rank]
) -> None:
    from safetensors.torch import load_file

    row = load_file(sae / "sae_weights.safetensors")["W_dec"][3]
    bridge.add_hook("blocks.0.hook_resid_post", lambda value, hook: value - 6.0 * row)
    steered = logprobs(load(folder, f"{sae}:3:-6"), ranks)
    assert steered == pytest.approx(logprobs(adopt(bridge, tokenizer), ranks), abs=1e-5)
    assert steered != pytest.approx(logprobs(load(folder), ranks), abs=1e-2)


def test_latents_add_up(folder: Path, sae: Path, ranks: list[Rank]) -> None:
    twice = load(folder, f"{sae}:3:2", f"{sae}:3:2.5")
    assert logprobs(twice, ranks) == pytest.approx(
        logprobs(load(folder, f"{sae}:3:4.5"), ranks), abs=1e-4
    )
    assert len(twice.identity.interventions) == 2


def test_the_identity_names_the_sae_the_latent_and_the_scale(folder: Path, sae: Path) -> None:
    digest = digest_files((sae / "sae_weights.safetensors",))
    assert load(folder, f"{sae}:3:0.1").identity.interventions == (
        f"steer sae sha256:{digest} latent 3 scale 0.1 at blocks.0.hook_resid_post",
    )


def test_a_latent_of_heads_is_laid_out_as_they_are(
    folder: Path, make_sae: Make, tmp_path: Path, ranks: list[Rank]
) -> None:
    heads = make_sae(tmp_path / "z", "blocks.1.attn.hook_z")
    plain = logprobs(load(folder), ranks)
    assert logprobs(load(folder, f"{heads}:0:0"), ranks) == pytest.approx(plain, abs=1e-4)
    assert logprobs(load(folder, f"{heads}:0:9"), ranks) != pytest.approx(plain, abs=1e-2)


def test_an_sae_of_an_older_version_names_its_point_beside_the_rest(
    folder: Path, make_sae: Make, tmp_path: Path
) -> None:
    sae = make_sae(tmp_path / "old", "blocks.0.hook_resid_post")
    configure(sae, metadata=None, hook_point="blocks.1.hook_resid_pre")
    (named,) = load(folder, f"{sae}:0:1").identity.interventions
    assert named.endswith("at blocks.1.hook_resid_pre")


@pytest.mark.parametrize(
    "text", ["sae", "sae:3", ":3:1", "sae:x:1", "sae:-1:1", "sae:1:x", "sae:1:nan", "sae:1:inf"]
)
def test_what_names_no_latent_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match="names no latent to steer by") as caught:
        LoadSettings(steers=(text,))
    assert caught.value.hint
    assert Steer.parse("a:b:3:-1e1") == Steer(sae=Path("a:b"), latent=3, scale=-10)


def test_a_latent_beyond_the_last_is_a_usage_error(folder: Path, sae: Path) -> None:
    with pytest.raises(UsageError, match="has 8 latents, and so no latent 8"):
        load(folder, f"{sae}:8:1")


def test_another_width_is_an_error(folder: Path, make_sae: Make, tmp_path: Path) -> None:
    wide = make_sae(tmp_path / "wide", "blocks.0.hook_resid_post", width=48)
    said = r"is 48 wide, and the model is 32 at `blocks\.0\.hook_resid_post`"
    with pytest.raises(InvalidEnvironment, match=said):
        load(folder, f"{wide}:0:1")


def test_a_point_that_the_model_lacks_is_an_error(
    folder: Path, make_sae: Make, tmp_path: Path
) -> None:
    deep = make_sae(tmp_path / "deep", "blocks.14.hook_resid_post")
    with pytest.raises(
        UsageError, match=r"no hook point `blocks\.14\.hook_resid_post`, of the SAE"
    ):
        load(folder, f"{deep}:0:1")


def test_a_folder_that_is_not_there_is_not_found(folder: Path) -> None:
    with pytest.raises(NotFound, match="no folder `nowhere` with an SAE"):
        load(folder, "nowhere:0:1")


def test_a_folder_that_is_no_sae_is_an_error(folder: Path, make_sae: Make, tmp_path: Path) -> None:
    with pytest.raises(InvalidEnvironment, match=r"is no SAE: it has no cfg\.json"):
        load(folder, f"{folder}:0:1")
    sae = make_sae(tmp_path / "sae", "blocks.0.hook_resid_post")
    (sae / "sae_weights.safetensors").write_bytes(b"none")
    with pytest.raises(InvalidEnvironment, match="has no decoder"):
        load(folder, f"{sae}:0:1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"architecture": "transcoder"}, "is a transcoder"),
        (
            {"metadata": {"hook_name": "blocks.0.attn.hook_z", "hook_head_index": 2}},
            "one attention",
        ),
        ({"metadata": {}}, "names no hook point"),
    ],
)
def test_an_sae_that_can_not_steer_is_an_error(
    folder: Path, make_sae: Make, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    sae = make_sae(tmp_path / "sae", "blocks.0.hook_resid_post")
    configure(sae, **change)
    with pytest.raises(InvalidEnvironment, match=said):
        load(folder, f"{sae}:0:1")


@pytest.mark.parametrize("text", ["{", "[]"])
def test_a_configuration_that_can_not_be_read_is_an_error(
    folder: Path, make_sae: Make, tmp_path: Path, text: str
) -> None:
    sae = make_sae(tmp_path / "sae", "blocks.0.hook_resid_post")
    (sae / "cfg.json").write_text(text)
    with pytest.raises(InvalidEnvironment, match="is no JSON"):
        load(folder, f"{sae}:0:1")


@pytest.mark.parametrize("spec", ["hf/{}", "mock/yes"])
def test_only_bridges_are_steered(folder: Path, sae: Path, spec: str) -> None:
    with pytest.raises(UsageError, match="can't be steered"):
        load_model(spec.format(folder), LoadSettings(steers=(f"{sae}:0:1",)))
