"""Where things lie on this machine, and which registries its user has named."""

from __future__ import annotations

from .places import (
    cache_folder,
    catalogue_folder,
    config_folder,
    data_folder,
    go_offline,
    keep_ray_private,
    model_key,
    model_server,
    offline,
    runs_folder,
)
from .registries import (
    BUILT_IN,
    Config,
    NamedRegistry,
    Place,
    add_registry,
    read_config,
    registry_place,
    registry_places,
    registry_url,
    remove_registry,
    same_place,
)

__all__ = [
    "BUILT_IN",
    "Config",
    "NamedRegistry",
    "Place",
    "add_registry",
    "cache_folder",
    "catalogue_folder",
    "config_folder",
    "data_folder",
    "go_offline",
    "keep_ray_private",
    "model_key",
    "model_server",
    "offline",
    "read_config",
    "registry_place",
    "registry_places",
    "registry_url",
    "remove_registry",
    "runs_folder",
    "same_place",
]
