"""Steering by an SAE's latent: a multiple of its decoder row, added at the SAE's hook point.

An SAE is a folder as SAE-Lens saves one: `cfg.json` and `sae_weights.safetensors`. Only the row and
the hook point are read, so the package is not needed, and how the SAE encodes does not matter. The
row is taken as it stands in the file: its norm is not changed, and neither is the scale where the
SAE was trained on normalised activations. Every position is steered, the first one too.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from safetensors import SafetensorError, safe_open

from envhub.errors import InvalidEnvironment, NotFound, UsageError

from .settings import Steer
from .weights import digest_files

CONFIG, WEIGHTS = "cfg.json", "sae_weights.safetensors"
_POINTS = ("hook_name", "hook_point")
"""Where the hook point stands; versions of SAE-Lens before 6 have it beside the rest."""


class Direction(NamedTuple):
    """A vector with the hook point where it is added."""

    point: str
    vector: Any
    """[width], scaled."""
    origin: str
    label: str
    """What the identity says of it."""

    def add(self, value: Any, hook: Any) -> Any:
        """Return an activation [rows, tokens, …] with the vector added at every position."""
        shape = tuple(value.shape[2:])
        wide = 1
        for size in shape:
            wide *= size
        if wide != len(self.vector):
            message = (
                f"{self.origin} is {len(self.vector)} wide, and the model is {wide} "
                f"at `{self.point}`"
            )
            raise InvalidEnvironment(message, hint="was it trained on another model or layer?")
        return value + self.vector.to(value).reshape(shape)


def read_direction(steer: Steer) -> Direction:
    """Read what is to be added.

    Raises:
        NotFound: no such folder. UsageError: no such latent.
        InvalidEnvironment: the folder is no SAE that a model can be steered by.
    """
    folder = steer.sae.expanduser()
    if not folder.is_dir():
        raise NotFound(f"no folder `{steer.sae}` with an SAE")
    for name in (CONFIG, WEIGHTS):
        if not (folder / name).is_file():
            raise InvalidEnvironment(f"`{steer.sae}` is no SAE: it has no {name}")
    point = _point(steer, _settings(steer))
    try:
        with safe_open(folder / WEIGHTS, "pt") as tensors:
            decoder = tensors.get_slice("W_dec")
            latents = decoder.get_shape()[0]
            row = decoder[steer.latent] if steer.latent < latents else None
    except (SafetensorError, OSError) as error:
        raise InvalidEnvironment(f"`{steer.sae}/{WEIGHTS}` has no decoder: {error}") from error
    if row is None or row.dim() != 1:
        message = f"`{steer.sae}` has {latents} latents, and so no latent {steer.latent}"
        raise UsageError(message)
    name, digest = folder.resolve().name, digest_files((folder / WEIGHTS,))
    label = f"steer {name} sha256:{digest} latent {steer.latent} scale {steer.scale!r} at {point}"
    return Direction(point, row.float() * steer.scale, f"the SAE `{steer.sae}`", label)


def _settings(steer: Steer) -> dict[str, Any]:
    try:
        said = json.loads((steer.sae.expanduser() / CONFIG).read_bytes())
    except ValueError as error:
        raise InvalidEnvironment(f"`{steer.sae}/{CONFIG}` is no JSON: {error}") from error
    if not isinstance(said, dict):
        raise InvalidEnvironment(f"`{steer.sae}/{CONFIG}` is no JSON object")
    return said


def _point(steer: Steer, said: dict[str, Any]) -> str:
    more = said.get("metadata")
    whole = said | (more if isinstance(more, dict) else {})
    if "transcoder" in str(whole.get("architecture", "")):
        # What it decodes belongs at another point than what it encodes.
        raise InvalidEnvironment(f"`{steer.sae}` is a transcoder, and no SAE")
    if whole.get("hook_head_index") is not None:
        raise InvalidEnvironment(f"`{steer.sae}` is an SAE of one attention head")
    for name in _POINTS:
        if isinstance(whole.get(name), str):
            return str(whole[name])
    raise InvalidEnvironment(f"`{steer.sae}/{CONFIG}` names no hook point")
