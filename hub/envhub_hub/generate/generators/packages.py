"""Packages that facts and second computations come from, imported when they are first needed."""

from __future__ import annotations

import importlib
from typing import Any

from envhub.errors import MissingRequirement


def load_package(name: str) -> Any:
    """Import a package of the `generate` extra.

    Raises:
        MissingRequirement: with the line that installs it.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        root = name.partition(".")[0]
        raise MissingRequirement(
            f"facts need the package `{root}`, which is not installed",
            hint="pip install 'envhub[generate]'",
        ) from error
