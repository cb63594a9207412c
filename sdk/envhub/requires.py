"""`[requires]`: what running an environment takes beyond a model that answers.

An image is named by the digest of its content. What a tag points at changes, and with it what a
sample would be run in.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, field_validator, model_validator

from .values import Frozen

Ability = Literal["chat", "completion", "logprobs", "tools", "image", "audio"]
MAX_SERVICES = 4
"""Containers that may stand beside a workspace."""
_PINNED = re.compile(r"^[a-z0-9][A-Za-z0-9._:/-]{0,254}@sha256:[0-9a-f]{64}\Z", re.ASCII)
_VARIABLE = re.compile(r"^[A-Za-z_][A-Za-z0-9_]{0,127}\Z", re.ASCII)


def _pinned(image: str) -> str:
    if not _PINNED.match(image):
        raise ValueError(
            f"image `{image}` is not pinned by its digest, as in name@sha256: and 64 hexadecimal "
            "digits; what a tag names may change"
        )
    return image


class Companion(Frozen):
    """A container that runs beside a sample's workspace, such as a database.

    It is ready when something listens on its port and `ready`, where given, ends with status 0.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")
    """What the workspace calls it: the host of its address."""
    image: str
    port: int = Field(ge=1, le=65_535)
    """Where it listens, at 127.0.0.1; the workspace reaches it as `name:port`."""
    command: tuple[str, ...] = ()
    """What it runs; empty: what the image names."""
    variables: dict[str, str] = Field(default_factory=dict)
    """Its environment variables."""
    user: int = Field(default=65_534, ge=1, le=2**31 - 1)
    """The number of the user that it runs as, which is never root."""
    ready: str | None = None
    """A line of `sh` that is tried inside it until it ends with status 0."""
    seconds: float = Field(default=30.0, gt=0, le=600)
    """How long it may take to be ready."""

    @field_validator("image")
    @classmethod
    def _image(cls, value: str) -> str:
        return _pinned(value)

    @field_validator("name")
    @classmethod
    def _name(cls, value: str) -> str:
        if value == "localhost":
            raise ValueError("a service can't be called `localhost`")
        return value

    @field_validator("variables")
    @classmethod
    def _variables(cls, value: dict[str, str]) -> dict[str, str]:
        for name in value:
            if not _VARIABLE.match(name):
                raise ValueError(f"`{name}` is no name of an environment variable")
        return value


class Surroundings(Frozen):
    """What a workspace stands in: an image, and containers beside it on a network of their own."""

    image: str | None = None
    """None: the programs of the machine that runs it."""
    services: tuple[Companion, ...] = ()


class Requires(Frozen):
    """What running it takes."""

    model: tuple[Ability, ...] = ()
    sandbox: bool = False
    python: tuple[str, ...] = ()
    image: str | None = None
    """Workspaces stand in a container of this image, which has `/bin/sh` and `sleep`."""
    services: tuple[Companion, ...] = Field(default=(), max_length=MAX_SERVICES)

    @field_validator("image")
    @classmethod
    def _image(cls, value: str | None) -> str | None:
        return None if value is None else _pinned(value)

    @model_validator(mode="after")
    def _together(self) -> Requires:
        if self.services and self.image is None:
            raise ValueError("`services` are reached from a container: name its `image` too")
        for field in ("name", "port"):
            seen = [getattr(one, field) for one in self.services]
            twice = next((one for one in seen if seen.count(one) > 1), None)
            if twice is not None:
                raise ValueError(f"two services have the {field} `{twice}`")
        return self

    @property
    def surroundings(self) -> Surroundings:
        """What its workspaces stand in."""
        return Surroundings(image=self.image, services=self.services)


__all__ = ["Ability", "Companion", "Requires", "Surroundings"]
