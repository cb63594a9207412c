"""Folders of this machine and its user. The only file that reads environment variables."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from envhub.errors import UsageError

REGISTRY_VARIABLE = "ENVHUB_REGISTRY"
RUNS_VARIABLE = "ENVHUB_RUNS"
OFFLINE_VARIABLE = "ENVHUB_OFFLINE"
SERVER_VARIABLE = "OPENAI_BASE_URL"
KEY_VARIABLE = "OPENAI_API_KEY"
_YES, _NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def registry_variable() -> str | None:
    """Return what `ENVHUB_REGISTRY` says, if it says anything."""
    return os.environ.get(REGISTRY_VARIABLE) or None


def offline(flag: bool = False) -> bool:
    """Say whether the network is not to be used: the flag, else `ENVHUB_OFFLINE`.

    Raises:
        UsageError: the variable is neither yes nor no.
    """
    said = os.environ.get(OFFLINE_VARIABLE, "").strip().lower()
    if said not in _YES | _NO:
        raise UsageError(f"{OFFLINE_VARIABLE} is `{said}`, which is neither 1 nor 0")
    return flag or said in _YES


def go_offline() -> None:
    """Keep libraries that would ask a hub for models from doing so, from now on."""
    for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        os.environ.setdefault(variable, "1")


def keep_ray_private() -> None:
    """Keep Ray from telling its makers how it is used, unless its user said otherwise."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")


def runs_folder(flag: str | Path | None = None) -> Path:
    """Return where run folders stand: the flag, `ENVHUB_RUNS`, or `./runs`."""
    return Path(flag or os.environ.get(RUNS_VARIABLE) or "runs")


def model_server(flag: str | None = None) -> str:
    """Return the address of the server of `openai/` models: the flag, `OPENAI_BASE_URL`, OpenAI."""
    return flag or os.environ.get(SERVER_VARIABLE) or "https://api.openai.com/v1"


def model_key() -> str | None:
    """Return what `OPENAI_API_KEY` says, if it says anything."""
    return os.environ.get(KEY_VARIABLE, "").strip() or None


def config_folder() -> Path:
    """Return the user's folder for settings and keys."""
    return Path(platformdirs.user_config_dir("envhub", appauthor=False))


def data_folder() -> Path:
    """Return the user's data folder."""
    return Path(platformdirs.user_data_dir("envhub", appauthor=False))


def cache_folder() -> Path:
    """Return the user's cache folder: everything in it can be made again."""
    return Path(platformdirs.user_cache_dir("envhub", appauthor=False))


def catalogue_folder() -> Path | None:
    """Return the root of the built-in catalogue: in the installed package, else the checkout."""
    package = Path(__file__).parents[1]
    for root in (package / "catalogue", package.parents[1]):
        if (root / "registry.json").is_file() and (root / "environments").is_dir():
            return root
    return None
