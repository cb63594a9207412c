"""How a model is loaded. Nothing about what it is asked."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from envhub.errors import UsageError, near_miss
from envhub.values import Frozen

DTYPES = ("bfloat16", "float16", "float32")


class Steer(Frozen):
    """A latent of an SAE that is to be turned up or down: its decoder row, so many times."""

    sae: Path
    """A folder as SAE-Lens saves one."""
    latent: int = Field(ge=0)
    scale: float = Field(allow_inf_nan=False)

    @classmethod
    def parse(cls, text: str) -> Steer:
        """Read `FOLDER:LATENT:SCALE`.

        Raises:
            UsageError: it is not of that form.
        """
        folder, _, rest = text.rpartition(":")
        folder, _, latent = folder.rpartition(":")
        try:
            number, scale = int(latent), float(rest)
        except ValueError:
            number, scale = -1, math.nan
        if not folder or number < 0 or not math.isfinite(scale):
            hint = "SAE_DIR:LATENT:SCALE, such as `sae:1024:8.0`"
            raise UsageError(f"`{text}` names no latent to steer by", hint=hint)
        return cls(sae=Path(folder), latent=number, scale=scale)


class LoadSettings(Frozen):
    """What a person may choose when a model is loaded."""

    dtype: str = "float32"
    """One of `DTYPES`."""
    device: str | None = None
    """None: cuda where there is one, else the CPU."""
    tokenizer: str | None = None
    """A folder or a hub id; None: the tokenizer that stands with the weights."""
    bos_token_id: int | None = None
    """Prepended to every prompt; None: nothing beyond what the tokenizer itself adds."""
    revision: str | None = None
    """Of a model on a hub."""
    step: int | None = Field(default=None, ge=0)
    """Which checkpoint of a run's folder; None: the newest that is complete. Of a folder that
    tells no step: its step."""
    base_model: str | None = None
    """Of an adapter: a folder, a hub id or `demo/smollm2`; None: what the adapter names."""
    hooks: tuple[Path, ...] = ()
    """Files of a person's own that put hooks in place, in this order: see `hooking`."""
    steers: tuple[Steer, ...] = ()
    """Put in place behind `hooks`; texts are read as `Steer.parse` does."""
    batch_tokens: int | None = Field(default=None, ge=1)
    """Padded tokens in one batch; None: what suits the device."""
    cache: Path | None = None
    """Where converted models are kept; None: the user's cache folder."""
    base_url: str | None = None
    """Of a model's server; None: what the environment says, else OpenAI's own."""
    concurrency: int = Field(default=64, ge=1, le=4096)
    """Requests to a server at once, at most."""
    request_timeout: float = Field(default=300.0, gt=0, allow_inf_nan=False)
    """Seconds that a server may take for one answer."""
    executor: Literal["local", "ray"] = "local"
    """Who computes: this process, or workers of a Ray cluster with a model each."""
    workers: int | None = Field(default=None, ge=1, le=4096)
    """Of a cluster; None: one a GPU, or one for every four cores."""
    ray_address: str | None = None
    """`auto`, `ray://host:port` or `host:port`; None: a cluster on this machine, for this run."""

    @property
    def intervenes(self) -> bool:
        """Whether anything is to act on the model while it runs."""
        return bool(self.hooks or self.steers)

    @field_validator("steers", mode="before")
    @classmethod
    def _parsed(cls, steers: Any) -> Any:
        return tuple(Steer.parse(one) if isinstance(one, str) else one for one in steers)

    @field_validator("dtype")
    @classmethod
    def _known(cls, dtype: str) -> str:
        if dtype not in DTYPES:
            hint = f"one of {', '.join(DTYPES)}"
            raise UsageError(f"unknown dtype `{dtype}`{near_miss(dtype, DTYPES)}", hint=hint)
        return dtype

    @model_validator(mode="after")
    def _of_a_cluster(self) -> LoadSettings:
        if self.executor != "ray" and (self.workers is not None or self.ray_address is not None):
            message = "workers and their address belong to the executor `ray`"
            raise UsageError(message, hint="--executor ray")
        return self
