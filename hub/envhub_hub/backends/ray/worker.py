"""What runs in a process of its own, on whatever machine Ray chose: one loaded model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import chdir, nullcontext
from pathlib import Path

from envhub.model import Model, ModelIdentity, Reply, Request

Load = Callable[[], Model]
"""Loads a model; it must survive pickling."""


class Worker:
    """A model that is loaded when it is first asked what it is."""

    def __init__(self, load: Load, folder: str) -> None:
        """Args: folder: where the person stood who named a model by a relative path."""
        self._load = load
        self._folder = folder
        self._model: Model | None = None

    def identify(self) -> ModelIdentity:
        """Load the model, and return what it is."""
        with chdir(self._folder) if Path(self._folder).is_dir() else nullcontext():
            self._model = self._load()
        return self._model.identity

    def respond(self, requests: Sequence[Request]) -> list[tuple[int, Reply]]:
        """Answer a chunk."""
        if self._model is None:
            raise RuntimeError("asked before it was loaded")
        return list(self._model.respond(requests))
