"""References: how a person names an environment in a registry."""

from __future__ import annotations

import re

from envhub.declaration import NAME
from envhub.errors import UsageError, near_miss
from envhub.values import Frozen

from .layout import is_version, tag_problem
from .ranges import parse_range

LATEST = "latest"
_DIGEST = re.compile(r"sha256:[0-9a-f]{8,64}", re.ASCII)
_RANGE = re.compile(r"[\^~<>=*]|(?:^|\.)[xX](?:\.|$)")
_SHORT = re.compile(r"v?\d+(?:\.\d+)?|v\d+\.\d+\.\d+\S*", re.ASCII)
_FORMS = "after `@` stands 1.2.0, ^1, a tag, or sha256: and at least eight digits"


class Reference(Frozen):
    """owner/name, with nothing (the latest) or one of four things after `@`."""

    name: str
    version: str | None = None
    digest: str | None = None
    """`sha256:` and at least eight digits."""
    tag: str | None = None
    range: str | None = None
    """Such as `^1` or `>=1,<2`: the highest version in it."""

    def __str__(self) -> str:
        wanted = self.version or self.digest or self.tag or self.range
        return f"{self.name}@{wanted}" if wanted else self.name


def looks_like_reference(text: str) -> bool:
    """Say whether a text is a reference rather than a path."""
    return NAME.fullmatch(text.split("@", 1)[0]) is not None


def parse_reference(text: str) -> Reference:
    """Read `owner/name`, alone or with `@1.2.0`, `@^1`, `@tag` or `@sha256:…`.

    Raises:
        UsageError: it is none of these.
    """
    name, at, wanted = text.partition("@")
    if not NAME.fullmatch(name):
        raise UsageError(f"`{text}` is no reference, folder or zip", hint=_hint(name, at + wanted))
    if not at or wanted == LATEST:
        return Reference(name=name)
    if is_version(wanted):
        return Reference(name=name, version=wanted)
    if wanted.startswith("sha256:"):
        if not _DIGEST.fullmatch(wanted):
            raise UsageError(
                f"`{wanted}` in `{text}` is no digest",
                hint="a digest is sha256: and at least eight lower-case hexadecimal digits",
            )
        return Reference(name=name, digest=wanted)
    if _RANGE.search(wanted):
        parse_range(wanted)
        return Reference(name=name, range=wanted)
    if tag_problem(wanted) is not None:
        raise _nothing(text, name, wanted)
    return Reference(name=name, tag=wanted)


def _hint(name: str, rest: str) -> str:
    folded = name.lower().replace("_", "-").replace(" ", "-")
    if folded != name and NAME.fullmatch(folded):
        return f"names are lower-case letters, digits and -: {folded}{rest}"
    return "a reference is owner/name, or owner/name@version"


def _nothing(text: str, name: str, wanted: str) -> UsageError:
    """Return the error for what stands after `@`, with what was probably meant."""
    said = f"`{wanted}` in `{text}` is neither a version, a range, a tag nor a digest"
    number = wanted.removeprefix("v")
    if is_version(number):
        return UsageError(said, hint=f"versions have no v: {name}@{number}")
    if _SHORT.fullmatch(wanted):
        return UsageError(said, hint=f"the newest of them is {name}@^{number}")
    if not wanted:
        return UsageError(f"nothing stands after `@` in `{text}`", hint=_FORMS)
    near = near_miss(wanted, [LATEST])
    return UsageError(f"{said}{near}", hint=_FORMS)
