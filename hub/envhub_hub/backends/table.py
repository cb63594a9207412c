"""The table of providers: which loader answers to `provider/name`, and what it needs installed.

It imports no loader until one is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, cast

from envhub.errors import MissingRequirement, NotFound, UsageError, near_miss
from envhub.model import Model

from .settings import LoadSettings

LENS = "pip install 'envhub[lens]'"
REMOTE = "pip install 'envhub[remote]'"
RAY = "pip install 'envhub[ray]'"
_PATH = re.compile(r"^(/|~|\.{1,2}(/|$))|(^|/)(checkpoint|step|iter|global_step)[-_]?\d+/?$")


Loader = Callable[[str, LoadSettings], Model]


class Provider(NamedTuple):
    """One row of the table."""

    loader: str
    """`module:function` in this room, called with (name, settings)."""
    needs: tuple[str, ...]
    """Packages without which the loader can't be imported."""
    install: str
    takes: tuple[str, ...] = ()
    """Which of the settings in `SPECIAL` it heeds."""


_TORCH = ("torch", "transformers")
_BRIDGE = (*_TORCH, "transformer_lens")
PROVIDERS = {
    "demo": Provider("demo:load", _TORCH, LENS, ("hooks", "steers")),
    "hf": Provider("hf:load", _TORCH, LENS, ("base_model",)),
    "mock": Provider("mock:load", (), ""),
    "openai": Provider("openai:load", ("openai",), REMOTE, ("base_url",)),
    "tl": Provider("tl:load", _BRIDGE, LENS, ("base_model", "hooks", "steers")),
}
SPECIAL = {
    "base_model": ("takes no base model", "--base-model is for adapters, by `tl/` or `hf/`"),
    "base_url": ("has no server, and a base URL names one", "`openai/NAME`"),
    "hooks": ("takes no hooks", "--hook is for `tl/NAME` and `demo/NAME`"),
    "steers": ("can't be steered", "--steer is for `tl/NAME` and `demo/NAME`"),
}
"""Settings that only some providers heed: what is said where another is given one, and the hint."""
DEFAULT = "tl"
"""What loads a local folder that is given without a provider."""


def load_model(spec: str, settings: LoadSettings | None = None) -> Model:
    """Load `provider/name`, or a checkpoint from the path of a local folder."""
    provider, name = _parse(spec)
    row = PROVIDERS[provider]
    settings = settings or LoadSettings()
    for field, (message, hint) in SPECIAL.items():
        if getattr(settings, field) and field not in row.takes:
            raise UsageError(f"`{spec}` {message}", hint=hint)
    if settings.executor == "ray":
        return _on_workers(spec, settings, row)
    for package in row.needs:
        if find_spec(package) is None:
            message = f"`{provider}/` models need the package `{package}`, which is not installed"
            raise MissingRequirement(message, hint=row.install)
    module, function = row.loader.split(":")
    loader = getattr(import_module(f".{module}", __package__), function)
    return cast("Loader", loader)(name, settings)


def _on_workers(spec: str, settings: LoadSettings, row: Provider) -> Model:
    """Load a model on each worker of a Ray cluster. What it needs must be there, not here."""
    if row.install == REMOTE:
        message = f"`{spec}` runs on its server: workers would have nothing to load"
        raise UsageError(message, hint="leave --executor out; --concurrency says how many at once")
    if find_spec("ray") is None:
        message = "the executor `ray` needs the package `ray`, which is not installed"
        raise MissingRequirement(message, hint=RAY)
    from .ray.model import load

    return load(spec, settings, load_model, on_gpu="torch" in row.needs)


def adopt(model: Any, tokenizer: Any = None, settings: LoadSettings | None = None) -> Model:
    """Return a `Model` over a model that the caller holds in memory: see `memory.adopt`."""
    from .memory import adopt

    return adopt(model, tokenizer, settings)


def _parse(spec: str) -> tuple[str, str]:
    provider, slash, name = spec.partition("/")
    if provider in PROVIDERS and slash:
        if not name:
            raise UsageError(f"model `{spec}` has no name", hint=f"`{provider}/NAME`")
        return provider, name
    if Path(spec).expanduser().is_dir():
        return DEFAULT, spec
    if _PATH.search(spec):
        raise NotFound(f"no folder `{spec}`")
    hint = f"`provider/name` with one of {', '.join(PROVIDERS)}, or the path of a local folder"
    if not slash:
        raise UsageError(f"`{spec}` names neither a provider and a model nor a folder", hint=hint)
    close = near_miss(provider, PROVIDERS)
    raise UsageError(f"unknown provider `{provider}` in `{spec}`{close}", hint=hint)
