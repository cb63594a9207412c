"""Registries by name: `config.toml` in the user's settings folder.

    default = "team"

    [registries.team]
    url = "s3://acme-envs/registry"
    trusted = ["ed25519:… alice"]
    require_signature = true

People edit the file too, so a change is made in its text: their comments and order stay.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from envhub.atomic import write_whole
from envhub.errors import EnvhubError, NotFound, UsageError, near_miss
from envhub.toml import dump_toml, with_value
from envhub.values import Frozen

from .places import catalogue_folder, config_folder, data_folder, registry_variable

FILE = "config.toml"
LOCAL, CATALOGUE = "local", "catalogue"
BUILT_IN = {
    LOCAL: "a folder in the user's data",
    CATALOGUE: "the environments that come with envhub, for reading",
}
"""Names that nobody configures."""
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?", re.ASCII)
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)


class NamedRegistry(Frozen):
    """What the file says of one registry."""

    url: str
    trusted: tuple[str, ...] = ()
    """Public keys, each with whose it is behind a space."""
    require_signature: bool = False


class Config(Frozen):
    """The whole file."""

    default: str | None = None
    """The name of the registry that is used where nothing else is said."""
    registries: dict[str, NamedRegistry] = {}


class Place(NamedRegistry):
    """A registry as it is used: where it is, what is asked of it, and its name, if it has one."""

    name: str | None = None

    @property
    def shown(self) -> str:
        """As a person calls it."""
        return self.name or self.url


def config_file() -> Path:
    """Return the path of the file, whether it is there or not."""
    return config_folder() / FILE


def read_config() -> Config:
    """Read the file; without one nothing is configured.

    Raises:
        UsageError: it is not TOML, or says what it can't.
    """
    text = _text()
    try:
        return _checked(Config.model_validate(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{config_file()} is not TOML: {error}", hint="mend the file") from error
    except ValidationError as error:
        raise UsageError(f"{config_file()}: {_first(error)}", hint="mend the file") from error


def registry_place(text: str | None = None) -> Place:
    """Return the registry that is meant: by name, folder or URL.

    Without a text it is `ENVHUB_REGISTRY`, else the default of the file, else a folder in the
    user's data. A URL that the file names is read by the rules that stand there.

    Raises:
        UsageError: no registry, or a name that nearly is another.
    """
    config = read_config()
    said = text or registry_variable() or config.default or LOCAL
    if (found := _named(said, config)) is not None:
        return found
    for name, one in config.registries.items():
        if same_place(one.url, said):
            return Place(name=name, **(one.model_dump() | {"url": said}))
    word = "/" not in said and "://" not in said
    near = near_miss(said, [*config.registries, *BUILT_IN]) if config.registries else ""
    if word and near and not Path(said).exists():
        raise UsageError(
            f"no registry `{said}`{near}", hint=f"a new folder of that name is written ./{said}"
        )
    return Place(url=said)


def registry_url(text: str | None = None) -> str:
    """Return the URL of the registry that is meant (`registry_place`)."""
    return registry_place(text).url


def registry_places() -> list[Place]:
    """Return every registry that has a name: those of the file, then the built-in ones."""
    config = read_config()
    names = [*config.registries, *BUILT_IN]
    return [found for name in names if (found := _named(name, config)) is not None]


def add_registry(
    name: str, registry: NamedRegistry, *, default: bool = False, replace: bool = False
) -> None:
    """Write a registry into the file, whole or not at all.

    Raises:
        UsageError: the name or the URL can't be one, or the name is taken.
    """
    config = read_config()
    if not NAME.fullmatch(name) or name in BUILT_IN:
        raise UsageError(
            f"`{name}` can't name a registry",
            hint=f"{name} is built in" if name in BUILT_IN else "lower-case letters, digits and -",
        )
    old = config.registries.get(name)
    if old is not None and old != registry and not replace:
        raise UsageError(
            f"there is a registry `{name}` already: {old.url}",
            hint="another name, or --replace to change what is said of this one",
        )
    wanted = _checked(
        config.model_copy(update={"registries": config.registries | {name: registry}})
    )
    text = _text()
    if old != registry:
        text = _without(text, name, config) if old is not None else text
        told = registry.model_dump(exclude_defaults=True) | {"url": registry.url}
        start = text.rstrip("\n") + "\n\n" if text.strip() else ""
        text = start + dump_toml({"registries": {name: told}})
    if default:
        text, wanted = _with_default(text, name), wanted.model_copy(update={"default": name})
    _write(text, wanted)


def remove_registry(name: str) -> NamedRegistry:
    """Take a registry out of the file; nothing of the registry itself is touched.

    Raises:
        NotFound: there is none of that name.
        UsageError: it is built in.
    """
    config = read_config()
    if name in BUILT_IN:
        raise UsageError(f"`{name}` is built in; it can't be removed")
    if name not in config.registries:
        near = near_miss(name, config.registries)
        raise NotFound(f"no registry `{name}` in {config_file()}{near}")
    text = _without(_text(), name, config)
    left = {key: one for key, one in config.registries.items() if key != name}
    wanted = config.model_copy(update={"registries": left})
    if config.default == name:
        text, wanted = _with_default(text, None), wanted.model_copy(update={"default": None})
    _write(text, wanted)
    return config.registries[name]


def same_place(one: str, other: str) -> bool:
    """Say whether two URLs or folders are one place."""
    return _plain(one) == _plain(other)


def _plain(url: str) -> str:
    if "://" in url and not url.startswith("file://"):
        return url.rstrip("/")
    return str(Path(url.removeprefix("file://")).expanduser().resolve())


def _named(name: str, config: Config) -> Place | None:
    if (one := config.registries.get(name)) is not None:
        return Place(name=name, **one.model_dump())
    if name == LOCAL:
        return Place(name=LOCAL, url=str(data_folder() / "registry"))
    if name == CATALOGUE and (folder := catalogue_folder()) is not None:
        return Place(name=CATALOGUE, url=str(folder))
    return None


def _text() -> str:
    try:
        return config_file().read_bytes().decode()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise UsageError(f"{config_file()} is not UTF-8", hint="mend the file") from error


def _checked(config: Config) -> Config:
    """Return the config if what it says can be meant.

    Raises:
        UsageError: a name, a URL or a default that can't be one.
    """
    where = config_file()
    for name, one in config.registries.items():
        if not NAME.fullmatch(name) or name in BUILT_IN:
            raise UsageError(f"{where}: `{name}` can't name a registry")
        relative = "://" not in one.url and not Path(one.url).expanduser().is_absolute()
        if relative or not one.url:
            raise UsageError(
                f"{where}: the url of `{name}` is `{one.url}`",
                hint="a folder is written from the root: /srv/envs; a bucket as s3://bucket/prefix",
            )
        if one.require_signature and not one.trusted:
            raise UsageError(
                f"{where}: `{name}` asks for signatures and trusts no key",
                hint='trusted = ["ed25519:…"], as `envhub registry key show` prints it',
            )
    if config.default is not None and config.default not in (*config.registries, *BUILT_IN):
        near = near_miss(config.default, [*config.registries, *BUILT_IN])
        raise UsageError(f"{where}: the default is `{config.default}`, which is not there{near}")
    return config


def _first(error: ValidationError) -> str:
    one = error.errors()[0]
    place = ".".join(str(part) for part in one["loc"])
    if one["type"] == "extra_forbidden":
        fields = (*Config.model_fields, *NamedRegistry.model_fields)
        return f"unknown key `{place}`{near_miss(str(one['loc'][-1]), fields)}"
    return f"`{place}`: {one['msg']}"


def _without(text: str, name: str, config: Config) -> str:
    """Return the text without the table of a registry: from its header to the next."""
    words = rf"^[ \t]*\[[ \t]*registries[ \t]*\.[ \t]*\"?{name}\"?[ \t]*\].*$"
    header = re.compile(words, re.MULTILINE)
    left = {key: one for key, one in config.registries.items() if key != name}
    for found in header.finditer(text):
        after = _HEADER.search(text, found.end())
        cut = text[: found.start()].rstrip("\n")
        rest = text[after.start() :] if after else ""
        changed = (cut + "\n\n" + rest if cut and rest else cut + "\n" + rest).lstrip("\n")
        if _says(changed, config.model_copy(update={"registries": left})):
            return changed
    raise _by_hand()


def _with_default(text: str, name: str | None) -> str:
    said = tomllib.loads(text)
    if name is None:
        kept = [line for line in text.splitlines(True) if not re.match(r"\s*default\s*=", line)]
        return "".join(kept).lstrip("\n")
    if "default" not in said:
        return f'default = "{name}"\n' + ("\n" + text if text.strip() else "")
    changed = with_value(text, "default", name)
    if changed is None:
        raise _by_hand()
    return changed


def _says(text: str, config: Config) -> bool:
    try:
        said: dict[str, Any] = tomllib.loads(text)
        return Config.model_validate(said) == config
    except (tomllib.TOMLDecodeError, ValidationError):
        return False


def _write(text: str, wanted: Config) -> None:
    if not _says(text, wanted):
        raise _by_hand()
    path = config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode())


def _by_hand() -> EnvhubError:
    return EnvhubError(
        f"{config_file()} is laid out in a way that can't be changed safely",
        hint="change it by hand; the file was left as it is",
    )
