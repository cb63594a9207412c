"""Where things lie on this machine. The only file that reads environment variables."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

REGISTRY_VARIABLE = "ENVHUB_REGISTRY"
RUNS_VARIABLE = "ENVHUB_RUNS"


def registry_url(flag: str | None = None) -> str:
    """Return the registry to use: the flag, `ENVHUB_REGISTRY`, or a folder in the user's data."""
    return flag or os.environ.get(REGISTRY_VARIABLE) or str(data_folder() / "registry")


def runs_folder(flag: str | Path | None = None) -> Path:
    """Return where run folders stand: the flag, `ENVHUB_RUNS`, or `./runs`."""
    return Path(flag or os.environ.get(RUNS_VARIABLE) or "runs")


def data_folder() -> Path:
    """Return the user's data folder."""
    return Path(platformdirs.user_data_dir("envhub", appauthor=False))


def cache_folder() -> Path:
    """Return the user's cache folder: everything in it can be made again."""
    return Path(platformdirs.user_cache_dir("envhub", appauthor=False))


def catalogue_folder() -> Path | None:
    """Return the root of the built-in catalogue: in the installed package, else the checkout."""
    package = Path(__file__).parent
    for root in (package / "catalogue", package.parents[1]):
        if (root / "registry.json").is_file() and (root / "environments").is_dir():
            return root
    return None
