"""From what a person typed to the folder that holds the weights. It reads no tensor.

A folder is a model, or the folder of a training run with `checkpoint-N` inside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from envhub.errors import NotFound, UsageError

from .settings import LoadSettings

WEIGHTS = ("model.safetensors", "pytorch_model.bin")
TOKENIZERS = ("tokenizer.json", "tokenizer_config.json", "tokenizer.model", "vocab.json")
_STEP = re.compile(r"(?:checkpoint|step|iter|global_step)[-_]?(\d+)$")


class Source(NamedTuple):
    """Where weights come from."""

    name: str
    """As a person would type it, after the provider."""
    folder: Path | None
    """None: an id on a hub."""
    step: int | None = None
    """The training step, where the folder tells."""


def find_source(name: str, settings: LoadSettings) -> Source:
    """Return the folder, or the hub id, that `name` and the chosen step stand for."""
    folder = Path(name).expanduser()
    if not folder.is_dir():
        if not re.fullmatch(r"[\w.-]+(/[\w.-]+)?", name) or name.startswith("."):
            raise NotFound(f"no folder `{name}`")
        if settings.step is not None:
            message = f"`{name}` is no local folder, so it has no step {settings.step}"
            raise UsageError(message, hint="choose a revision of a hub model with --revision")
        return Source(name, None)
    chosen = _choose(folder, name, settings.step)
    inside = str(Path(name) / chosen.name) if chosen != folder else name.rstrip("/")
    return Source(inside, chosen, step_of(chosen))


def weight_files(folder: Path) -> tuple[Path, ...]:
    """Return the files that hold the weights, none where one of them is missing."""
    for file in WEIGHTS:
        index = folder / f"{file}.index.json"
        if (folder / file).is_file():
            return (folder / file,)
        if index.is_file():
            names = sorted(set(json.loads(index.read_bytes())["weight_map"].values()))
            shards = tuple(folder / name for name in names)
            return shards if all(shard.is_file() for shard in shards) else ()
    return ()


def step_of(folder: Path) -> int | None:
    """Return the training step that a folder's state or name tells."""
    state = folder / "trainer_state.json"
    if state.is_file():
        step = json.loads(state.read_bytes()).get("global_step")
        return None if step is None else int(step)
    named = _STEP.search(folder.resolve().name)
    return int(named.group(1)) if named else None


def tokenizer_folder(folder: Path) -> Path | None:
    """Return the folder or its parent, whichever holds a tokenizer."""
    for place in (folder, folder.resolve().parent):
        if any((place / name).is_file() for name in TOKENIZERS):
            return place
    return None


def _choose(folder: Path, name: str, step: int | None) -> Path:
    steps = {
        int(found.group(1)): child
        for child in folder.iterdir()
        if child.is_dir() and (found := re.fullmatch(r"checkpoint-(\d+)", child.name))
    }
    if step is not None and step in steps:
        return _complete(steps[step], f"{name}/checkpoint-{step}")
    if (folder / "config.json").is_file() or not steps:
        whole = _complete(folder, name)
        if step is not None and step_of(folder) != step:
            raise _no_step(name, step, sorted(steps) or [step_of(folder)])
        return whole
    if step is not None:
        raise _no_step(name, step, sorted(steps))
    for number in sorted(steps, reverse=True):
        if (steps[number] / "config.json").is_file() and weight_files(steps[number]):
            return steps[number]
    raise NotFound(f"no checkpoint in `{name}` is complete")


def _complete(folder: Path, name: str) -> Path:
    if (folder / "adapter_config.json").is_file() and not (folder / "config.json").is_file():
        hint = "save the merged model: `model.merge_and_unload().save_pretrained(FOLDER)`"
        raise NotFound(f"`{name}` holds an adapter without its model", hint=hint)
    if not (folder / "config.json").is_file():
        raise NotFound(f"no model in `{name}`: it has no config.json")
    if not weight_files(folder):
        hint = "sharded optimiser states must be converted with the trainer's own tool first"
        wanted = " nor ".join(WEIGHTS)
        raise NotFound(f"no whole weights in `{name}`: neither {wanted} nor shards", hint=hint)
    return folder


def _no_step(name: str, step: int, known: Sequence[int | None]) -> NotFound | UsageError:
    there = ", ".join(str(number) for number in known if number is not None)
    if len(known) == 1 and there:
        return UsageError(f"`{name}` is at step {there}, not {step}")
    return NotFound(f"no step {step} in `{name}`", hint=f"it has {there}" if there else None)
