"""References: how a person names an environment in a registry."""

from __future__ import annotations

import re

from envhub.declaration import NAME, SEMVER
from envhub.errors import UsageError
from envhub.values import Frozen

_DIGEST = re.compile(r"sha256:[0-9a-f]{8,64}")


class Reference(Frozen):
    """owner/name, with nothing (the latest), a version or a digest after `@`."""

    name: str
    version: str | None = None
    digest: str | None = None
    """`sha256:` and at least eight digits."""

    def __str__(self) -> str:
        wanted = self.version or self.digest
        return f"{self.name}@{wanted}" if wanted else self.name


def looks_like_reference(text: str) -> bool:
    """Say whether a text is a reference rather than a path."""
    return NAME.fullmatch(text.split("@", 1)[0]) is not None


def parse_reference(text: str) -> Reference:
    """Read `owner/name`, `owner/name@1.2.0` or `owner/name@sha256:…`.

    Raises:
        UsageError: it is none of these.
    """
    name, _, wanted = text.partition("@")
    if not NAME.fullmatch(name):
        raise UsageError(
            f"`{text}` is no reference, folder or zip", hint="a reference is owner/name[@version]"
        )
    if not wanted:
        return Reference(name=name)
    if SEMVER.fullmatch(wanted):
        return Reference(name=name, version=wanted)
    if _DIGEST.fullmatch(wanted):
        return Reference(name=name, digest=wanted)
    raise UsageError(
        f"`{wanted}` in `{text}` is neither a version nor a digest",
        hint="a version is 1.2.0, a digest sha256: and at least eight hexadecimal digits",
    )
