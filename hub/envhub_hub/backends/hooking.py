"""Hooks on a freshly loaded bridge: files of a person's own, and steering by an SAE's latent.

A file defines `hooks(model)`, which is given the TransformerBridge and returns pairs
`(hook name, function)` as TransformerLens has them: `function(activation, hook)` returns what takes
the activation's place, or None to leave it. It is the person's own code and runs as such, in no
sandbox; a bundle can't bring one. It is run from the bytes that were digested and its folder is not
on the import path, so what acts on the model is what the identity names.

Hooks see whole rows, `[rows, tokens, …]`, without padding and without a cache. Each is tried once
on a short row when the model is loaded, since TransformerLens is silent of a hook that never runs.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import torch

from envhub.errors import EnvhubError, NotFound, UsageError, near_miss

from .networks import WholeNetwork, context_limit
from .settings import LoadSettings
from .steering import Direction, read_direction

WHOLE_ROWS = "none: every step sees the whole row"
"""What identities say of the cache of a model with hooks."""


class Hook(NamedTuple):
    """One function at one hook point."""

    point: str
    function: Callable[..., Any]
    origin: str
    """What brought it, as messages name it."""


def bridge_network(bridge: Any) -> WholeNetwork:
    """Return the network that runs a bridge with the hooks that are in place."""

    def run(tokens: Any) -> Any:
        return bridge(tokens, return_type="logits")

    module = bridge.original_model
    configs = (getattr(module, "generation_config", None), module.config)
    limit = context_limit(module.config)
    return WholeNetwork(run, (module, bridge), limit=limit, configs=configs)


class Program(NamedTuple):
    """A file of hooks that was run, and has not yet seen a model."""

    file: Path
    digest: str
    """sha256 of its content."""
    make: Callable[[Any], Any]


class Acting(NamedTuple):
    """What is to act on a model, as far as it can be known before one is loaded."""

    programs: tuple[Program, ...]
    directions: tuple[Direction, ...]


def read_acting(settings: LoadSettings) -> Acting:
    """Run the files and read the latents.

    Raises:
        NotFound: a file or a folder is not there.
        UsageError: a file can't be run or has no `hooks`, or an SAE has no such latent.
        InvalidEnvironment: a folder is no SAE that a model can be steered by.
    """
    return Acting(tuple(map(_run, settings.hooks)), tuple(map(read_direction, settings.steers)))


def put_in_place(bridge: Any, tokens: Any, acting: Acting) -> tuple[str, ...]:
    """Put every hook in place, and return what the identity says of each file and latent.

    Args:
        bridge: one that nobody else holds.
        tokens: a short row [1, tokens] to try them on.

    Raises:
        UsageError: a hook point does not exist or is never reached, or a function fails or
            changes the shape.
        InvalidEnvironment: an SAE does not fit the hook point.
    """
    named: list[str] = []
    hooks: list[Hook] = []
    for program in acting.programs:
        own = _hooks_of(program, bridge)
        hooks += own
        named.append(f"hook {program.file.name} sha256:{program.digest} at {_points(own)}")
    for direction in acting.directions:
        hooks.append(Hook(direction.point, direction.add, direction.origin))
        named.append(direction.label)
    watched = [_placed(bridge, hook) for hook in hooks]
    with torch.no_grad():
        bridge(tokens, return_type="logits")
    for one in watched:
        if not one.reached:
            message = f"the hook point `{one.hook.point}` of {one.hook.origin} is never reached"
            raise UsageError(message, hint="this model does not compute it; choose another")
    return tuple(named)


def _run(file: Path) -> Program:
    try:
        source = file.expanduser().read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotFound(f"no file `{file}` with hooks: {reason}") from error
    digest = hashlib.sha256(source).hexdigest()
    module = ModuleType(f"envhub_hooks_{digest[:12]}")
    module.__file__ = str(file)
    sys.modules[module.__name__] = module  # where dataclasses look for what annotations name
    try:
        exec(compile(source, str(file), "exec"), module.__dict__)
    except Exception as error:  # it is the person's own program, and may raise anything
        raise _broken(file, "can't be run", error) from error
    make = getattr(module, "hooks", None)
    if not callable(make):
        hint = "define `hooks(model)`, which returns pairs (hook name, function)"
        raise UsageError(f"`{file}` defines no function `hooks`", hint=hint)
    return Program(file, digest, make)


def _hooks_of(program: Program, bridge: Any) -> list[Hook]:
    try:
        made = program.make(bridge)
        pairs = list(made) if isinstance(made, Iterable) else [made]
    except Exception as error:  # as above
        raise _broken(program.file, "failed in `hooks`", error) from error
    return [_hook(pair, program.file) for pair in pairs]


def _hook(pair: Any, file: Path) -> Hook:
    whole = isinstance(pair, tuple) and len(pair) == 2
    if not (whole and isinstance(pair[0], str) and callable(pair[1])):
        message = f"`hooks` of `{file}` gave `{pair!r:.80}`"
        raise UsageError(message, hint="it returns pairs (hook name, function)")
    return Hook(pair[0], pair[1], f"`{file.name}`")


def _broken(file: Path, what: str, error: Exception) -> UsageError:
    line = error.lineno if isinstance(error, SyntaxError) else None
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == str(file):
            line = frame.tb_lineno
        frame = frame.tb_next
    place = f"`{file}:{line}`" if line is not None else f"`{file}`"
    return UsageError(f"{place} {what}: {_told(error)}")


def _told(error: Exception) -> str:
    first = (str(error).strip().splitlines() or [""])[0]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


class _Watched:
    """A hook that knows whether it ran, and lets no activation change its shape."""

    def __init__(self, hook: Hook) -> None:
        self.hook = hook
        self.reached = False

    def __call__(self, value: Any, hook: Any) -> Any:
        first, self.reached = not self.reached, True
        try:
            result = self.hook.function(value, hook=hook)
        except Exception as error:
            if not first or isinstance(error, EnvhubError):
                raise
            message = f"the hook of {self.hook.origin} at `{self.hook.point}` failed"
            raise UsageError(f"{message} on a short row: {_told(error)}") from error
        if result is None or _shape(result) == _shape(value):
            return result
        message = f"the hook of {self.hook.origin} at `{self.hook.point}` returned"
        raise UsageError(f"{message} {_shape(result)}, where the activation is {_shape(value)}")


def _shape(value: Any) -> str:
    shape = getattr(value, "shape", None)
    return str(list(shape)) if shape is not None else f"a {type(value).__name__}"


def _placed(bridge: Any, hook: Hook) -> _Watched:
    if hook.point not in bridge.hook_dict:
        near = near_miss(hook.point, bridge.hook_dict)
        raise UsageError(f"the model has no hook point `{hook.point}`, of {hook.origin}{near}")
    watched = _Watched(hook)
    try:
        bridge.add_hook(hook.point, watched)
    except ValueError as error:  # a point that TransformerLens computes only when it is asked to
        raise UsageError(f"{_told(error)} ({hook.origin})") from error
    return watched


def _points(hooks: list[Hook]) -> str:
    return ", ".join(dict.fromkeys(hook.point for hook in hooks)) or "no hook point"
