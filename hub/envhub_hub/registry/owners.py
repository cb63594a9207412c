"""Who may be called what: names that are reserved, and names that could be taken for another's.

A registry without a server knows no accounts, so this protects readers from mistakes and from
look-alikes, and nobody from somebody who may write to the bucket.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from envhub.declaration import NAME
from envhub.errors import UsageError
from envhub.files import path_problem

from .. import config

RESERVED = "envhub"
"""The owner of the built-in catalogue."""
_DOUBLED = re.compile(r"(.)\1+")
_SEPARATORS = re.compile(r"[-_.]+")
_NUMBER = re.compile(r"[0-9]+")
_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l"})


def check_owner(name: str, existing: Iterable[str], root: str = "") -> None:
    """Say whether a name may be pushed for the first time.

    Args:
        name: owner/name.
        existing: the names that the registry has.
        root: where the registry lies; only the catalogue's own may take the reserved owner.

    Raises:
        UsageError: it is no name, is reserved, or looks like one that is there.
    """
    if not NAME.fullmatch(name):
        raise UsageError(f"`{name}` is not owner/name in lower-case letters, digits and -")
    owner, slug = name.split("/")
    for part in (owner, slug):
        if path_problem(f"data/files/{part}"):
            raise UsageError(
                f"`{name}` can't be pushed: Windows has no folder `{part}`",
                hint="choose another name in environment.toml",
            )
    if owner == RESERVED and not is_catalogue(root):
        raise UsageError(
            f"`{name}` can't be pushed: the owner `{RESERVED}` is reserved for the built-in "
            "catalogue",
            hint=f"name your own in environment.toml, such as yours/{slug}",
        )
    if (other := look_alike(name, existing)) is not None:
        raise UsageError(
            f"`{name}` can't be pushed: it could be taken for `{other}`, which is there",
            hint="choose a name that nobody misreads, or push a new version of that one",
        )


def look_alike(name: str, existing: Iterable[str]) -> str | None:
    """Return a name that is there and that this one could be taken for."""
    owner, slug = name.split("/")
    judged: dict[str, bool] = {owner: False}
    for other in existing:
        theirs, _, rest = other.partition("/")
        if theirs not in judged:
            judged[theirs] = alike(owner, theirs)
        if judged[theirs] or (theirs == owner and alike(slug, rest)):
            return other
    return None


def alike(one: str, other: str) -> bool:
    """Say whether two slugs could be taken for each other.

    Names that differ in their numbers alone are a series: `task-1`, `task-11` and `task-1-1`.
    """
    if one == other or fold(one) != fold(other):
        return False
    letters = [_NUMBER.sub("", _SEPARATORS.sub("", text)) for text in (one, other)]
    return letters[0] != letters[1] or _NUMBER.findall(one) == _NUMBER.findall(other)


def fold(text: str) -> str:
    """Return what is left of a slug where what people misread is made equal.

    Separators, doubled letters, 0 and o, 1, l and i, rn and m, vv and w.
    """
    plain = _DOUBLED.sub(r"\1", _SEPARATORS.sub("", text.lower().replace("vv", "w")))
    return _DOUBLED.sub(r"\1", plain.replace("rn", "m").translate(_ALIKE))


def is_catalogue(root: str) -> bool:
    """Say whether a registry is the one that the built-in catalogue is made from."""
    catalogue = config.catalogue_folder()
    if not root or "://" in root or catalogue is None:
        return False
    return Path(root).resolve() == catalogue.resolve()
