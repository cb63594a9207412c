"""Options that say which model is loaded, and how; shared by every command that runs one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from envhub.model import Model
from envhub.run import LoadRecord

from .models import acting_options

if TYPE_CHECKING:
    from ..backends import LoadSettings

Command = TypeVar("Command", bound=Callable[..., Any])
_FIELDS = ("dtype", "bos_token_id", "revision", "base_url", "concurrency", "request_timeout",
           "device", "executor", "workers", "ray_address")  # fmt: skip
_OPTIONS = (
    click.option("--revision", help="Of a model on a hub."),
    click.option("--dtype", default="float32", show_default=True,
                 help="float32, bfloat16, float16."),
    click.option("--device", help="cpu, cuda, cuda:1 … (default: cuda where there is one)."),
    click.option("--base-url", help="The server of an openai/ model: http://host:8000/v1."),
    click.option("--concurrency", type=click.IntRange(1, 4096), default=64, show_default=True,
                 help="Requests to a server at once, at most."),
    click.option("--request-timeout", type=click.FloatRange(min=0, min_open=True), default=300.0,
                 show_default=True, help="Seconds that a server may take for one answer."),
    click.option("--cache/--no-cache", default=None,
                 help="Use replies that are known; by default for openai/ models."),
    click.option("--executor", type=click.Choice(["local", "ray"]), default="local",
                 show_default=True, help="Who computes: this process, or workers of Ray."),
    click.option("--workers", type=click.IntRange(1, 4096),
                 help="Models side by side, with ray (default: one a GPU, else one for 4 cores)."),
    click.option("--ray-address", metavar="ADDRESS",
                 help="auto, ray://host:10001 or host:6379 (default: a cluster of its own here)."),
    click.option("--bos-token-id", type=int, help="Prepend this token; by default none is added."),
)  # fmt: skip


def loading_options(command: Command) -> Command:
    """The options that say how a model is loaded, and what acts on it."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return acting_options(command)


def load_settings(options: dict[str, Any]) -> LoadSettings:
    """Read the options into a settings model."""
    from ..backends.settings import LoadSettings, Steer

    chosen = {name: options[name] for name in _FIELDS if options.get(name) is not None}
    return LoadSettings(
        step=options.get("step"),
        base_model=found_again(options["base_model"]) if options["base_model"] else None,
        hooks=options["hook"],
        steers=tuple(Steer.parse(found_again(one)) for one in options["steer"]),
        **chosen,
    )


def found_again(text: str) -> str:
    """Make what begins with the path of a folder that is there absolute; else leave it."""
    place, colon, rest = text.partition(":")
    path = Path(place).expanduser()
    return f"{path.resolve()}{colon}{rest}" if path.is_dir() else text


def load_record(spec: str, settings: LoadSettings) -> LoadRecord:
    """Say how a model was loaded, so that the same is found from another folder too."""
    provider, slash, name = spec.partition("/")
    whole = found_again(spec)
    if whole == spec and slash and name:
        whole = f"{provider}/{found_again(name)}"
    chosen = settings.model_dump(mode="json", exclude_defaults=True, exclude={"cache"})
    return LoadRecord(model=whole, settings=chosen)


def load_again(record: LoadRecord) -> Model:
    """Load the model that a run was of."""
    from ..backends import LoadSettings, load_model

    return load_model(record.model, LoadSettings.model_validate(record.settings))
