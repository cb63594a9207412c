"""From what a person typed to the folder that holds the weights. It reads no tensor.

A folder is a model, an adapter (see `adapters`), or the folder of a training run, with
`checkpoint-N` inside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from envhub.errors import BackendError, NotFound, UsageError

from .settings import LoadSettings

WEIGHTS = ("model.safetensors", "pytorch_model.bin")
ADAPTER = "adapter_config.json"
ADAPTERS = ("adapter_model.safetensors", "adapter_model.bin")
TOKENIZERS = ("tokenizer.json", "tokenizer_config.json", "tokenizer.model", "vocab.json")
_STEP = re.compile(r"(?:checkpoint|step|iter|global_step)[-_]?(\d+)$")


class Source(NamedTuple):
    """Where weights come from."""

    name: str
    """As a person would type it, after the provider."""
    folder: Path | None
    """None: an id on a hub."""
    step: int | None = None
    """The training step: what was chosen, else what the folder tells."""


def find_source(name: str, settings: LoadSettings) -> Source:
    """Return the folder, or the hub id, that `name` and the chosen step stand for.

    Raises:
        NotFound: no such folder, no such step in it, or nothing whole.
        UsageError: the step, the trainer's state and the folder's name contradict each other, or
            the folder holds both a model and an adapter.
    """
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
    told = step_of(chosen)
    return Source(inside, chosen, settings.step if told is None else told)


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


def adapter_files(folder: Path) -> tuple[Path, ...]:
    """Return the file that holds an adapter's weights, none where there is none."""
    found = (folder / name for name in ADAPTERS)
    return tuple(file for file in found if file.is_file())[:1]


def step_of(folder: Path) -> int | None:
    """Return the training step that the trainer's state tells, else the folder's name.

    Raises:
        UsageError: they contradict each other.
    """
    told, found = _told(folder), _STEP.search(folder.resolve().name)
    named = int(found.group(1)) if found else None
    if told is not None and named is not None and told != named:
        by_name = f"at step {named} by its name"
        message = f"`{folder}` is at step {told} by its trainer_state.json and {by_name}"
        raise UsageError(message, hint="rename the folder, or put the right file into it")
    return named if told is None else told


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
    if (folder / "config.json").is_file() or (folder / ADAPTER).is_file() or not steps:
        whole = _complete(folder, name)
        told = step_of(folder)
        if step is not None and told != step and (steps or told is not None):
            raise _no_step(name, step, sorted(steps) or [told])
        return whole
    if step is not None:
        raise _no_step(name, step, sorted(steps))
    for number in sorted(steps, reverse=True):
        if _is_whole(steps[number]):
            return _complete(steps[number], f"{name}/checkpoint-{number}")
    raise NotFound(f"no checkpoint in `{name}` is complete")


def _told(folder: Path) -> int | None:
    state = folder / "trainer_state.json"
    if not state.is_file():
        return None
    try:
        step = json.loads(state.read_bytes()).get("global_step")
        return None if step is None else int(step)
    except (ValueError, TypeError, AttributeError) as error:
        raise BackendError(f"`{state}` is no state of a trainer: {error}") from error


def _is_whole(folder: Path) -> bool:
    if (folder / ADAPTER).is_file():
        return bool(adapter_files(folder))
    return (folder / "config.json").is_file() and bool(weight_files(folder))


def _complete(folder: Path, name: str) -> Path:
    if (folder / ADAPTER).is_file():
        if weight_files(folder):
            # transformers would load the one or the other, by whether `peft` is installed.
            message = f"`{name}` holds both a model and an adapter, and either could be meant"
            raise UsageError(message, hint=f"move the model, or {ADAPTER}, to a folder of its own")
        if not adapter_files(folder):
            raise NotFound(
                f"no weights of the adapter in `{name}`: neither {' nor '.join(ADAPTERS)}"
            )
        return folder
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
