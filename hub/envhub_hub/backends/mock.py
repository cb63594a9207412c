"""`mock/ANSWER`: the SDK's model without weights, which always says ANSWER."""

from __future__ import annotations

from envhub.model import MockModel, Model

from .settings import LoadSettings


def load(name: str, settings: LoadSettings) -> Model:  # noqa: ARG001 - one signature for every loader
    """Return a model that says `name`."""
    return MockModel(name, name=f"mock/{name}")
