"""The models that play a part beside the measured one: the judge, and the simulated user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from envhub.model import Model
from envhub.services import Role

from .. import config
from .shared import say

if TYPE_CHECKING:
    from ..backends import LoadSettings
    from ..runner import HubServices, ReplyCache

Command = TypeVar("Command", bound=Callable[..., Any])
ROLES: tuple[Role, ...] = ("judge", "user")


def judge_options(command: Command) -> Command:
    """`--judge` and where it is, on every command that may ask one."""
    named = click.option("--judge", metavar="MODEL", help="The model that judges, where one does.")
    place = click.option(
        "--judge-base-url", metavar="URL", help="The server of an openai/ judge (as --base-url)."
    )
    revision = click.option("--judge-revision", help="Of a judge on a hub.")
    return named(place(revision(command)))


def user_options(command: Command) -> Command:
    """`--user` and where it is, on commands that hold conversations."""
    named = click.option(
        "--user", metavar="MODEL", help="The model that plays the user, where one does."
    )
    place = click.option(
        "--user-base-url", metavar="URL", help="The server of an openai/ user (as --base-url)."
    )
    return named(place(command))


@contextmanager
def services_of(
    options: dict[str, Any], load: LoadSettings | None = None, replies: ReplyCache | None = None
) -> Iterator[HubServices]:
    """What rollouts and verdicts may ask for: the sandbox here, and the models that are named."""
    from ..runner import HubServices

    models = {role: played for role in ROLES if (played := _played(role, options, load, replies))}
    with closing(HubServices(models=models)) as services:
        yield services


def _played(
    role: Role, options: dict[str, Any], load: LoadSettings | None, replies: ReplyCache | None
) -> Model | None:
    spec = options.get(role)
    if spec is None:
        return None
    from ..backends import LoadSettings, load_model

    if role == "judge" and spec in options.get("models", ()):
        say("warning: the judge is the model that is measured, and may like what it says itself")
    own = {
        "base_url": options.get(f"{role}_base_url"),
        "revision": options.get(f"{role}_revision"),
        "step": None,
        "bos_token_id": None,
    }
    model = load_model(spec, (load or LoadSettings()).model_copy(update=own))
    return cached(model, spec, options, replies, role)


def wants_cache(spec: str | None, options: dict[str, Any]) -> bool:
    """Whether a model's replies are kept: where it is said, else for a model behind a server."""
    wanted = options.get("cache")
    if spec is None:
        return False
    return spec.startswith("openai/") if wanted is None else bool(wanted)


def cached(
    model: Model, spec: str, options: dict[str, Any], replies: ReplyCache | None, scope: str
) -> Model:
    """Return a model whose answers are looked up before it is asked, where that is wanted.

    Args:
        scope: what beside model and request tells replies apart.
    """
    from ..runner import CachedModel

    if replies is None or not wants_cache(spec, options):
        return model
    return CachedModel(model, replies, scope)


@contextmanager
def known_replies(options: dict[str, Any]) -> Iterator[ReplyCache | None]:
    """The replies that were paid for before, unless nothing wants them."""
    specs = [*options.get("models", ()), *(options.get(role) for role in ROLES)]
    if not any(wants_cache(spec, options) for spec in specs):
        yield None
        return
    from ..runner import ReplyCache

    with closing(ReplyCache(config.cache_folder() / "replies.sqlite")) as replies:
        yield replies
