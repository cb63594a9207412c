"""Ranges of versions, as a reference names them: `^1`, `~1.2`, `>=1,<2`, `1.x`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

import semver

from envhub.errors import UsageError
from envhub.values import Frozen

from .layout import is_version

MAX_RANGE = 200
"""Characters."""
HINT = "a range is ^1.2, ~1.2, >=1,<2 or 1.x"
_TERM = re.compile(r"(?P<sign>\^|~|>=|<=|>|<|=)? *(?P<rest>[0-9A-Za-z.*-]+)", re.ASCII)
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_ANY = ("x", "X", "*")
_SIGNS: dict[str, Callable[[semver.Version, semver.Version], bool]] = {
    ">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt, "=": operator.eq,
}  # fmt: skip


class Bound(Frozen):
    """One side of a range."""

    sign: str
    version: str

    def holds(self, version: semver.Version) -> bool:
        return _SIGNS[self.sign](version, semver.Version.parse(self.version))


class Range(Frozen):
    """Versions between bounds."""

    text: str
    bounds: tuple[Bound, ...]

    def matches(self, version: str) -> bool:
        """Say whether a version lies in the range.

        A pre-release does only where the range itself names one of the same release: who asks for
        `^1` did not ask for `1.3.0-rc.1`, and who asks for `<2` not for `2.0.0-rc.1`.
        """
        found = semver.Version.parse(version)
        if found.prerelease and not any(self._names(found, one) for one in self.bounds):
            return False
        return all(one.holds(found) for one in self.bounds)

    @staticmethod
    def _names(version: semver.Version, bound: Bound) -> bool:
        said = semver.Version.parse(bound.version)
        return bool(said.prerelease) and said.finalize_version() == version.finalize_version()


def parse_range(text: str) -> Range:
    """Read a range; its terms stand with commas between, and all must hold.

    Raises:
        UsageError: it is none.
    """
    if len(text) > MAX_RANGE:
        raise UsageError(f"a range of more than {MAX_RANGE} characters", hint=HINT)
    bounds: list[Bound] = []
    for term in text.split(","):
        found = _TERM.fullmatch(term.strip(" "))
        made = _bounds(found["sign"] or "", found["rest"]) if found else None
        if made is None:
            raise UsageError(f"`{term}` in `{text}` is no range of versions", hint=HINT)
        bounds += made
    return Range(text=text, bounds=tuple(bounds))


def _bounds(sign: str, rest: str) -> list[Bound] | None:
    """Return the bounds of one term, None where it is none."""
    numbers, prerelease = _numbers(rest)
    if numbers is None:
        return None
    low, count = _version([*numbers, 0, 0, 0][:3], prerelease), len(numbers)
    any_below = rest.rsplit(".", 1)[-1] in _ANY and not is_version(rest)
    # `1.2` could mean one version or all of 1.2, so without a sign only what says `x` is a range.
    if any_below == bool(sign):
        return None
    if not sign:
        return _between(low, numbers, count - 1) if count else [Bound(sign=">=", version="0.0.0")]
    if sign == "^":
        fixed = next((at for at, number in enumerate(numbers) if number), count - 1)
        return _between(low, numbers, fixed)
    if sign == "~":
        return _between(low, numbers, min(1, count - 1))
    if count == 3 or sign in (">=", "<"):
        return [Bound(sign=sign, version=low)]
    # `>1.2` is above all of 1.2, `<=1.2` takes all of it in, `=1.2` is 1.2.x
    above = _raised(numbers, count - 1)
    if sign == "=":
        return _between(low, numbers, count - 1)
    return [Bound(sign=">=" if sign == ">" else "<", version=above)]


def _numbers(rest: str) -> tuple[list[int] | None, str]:
    """Return the numbers before the first wildcard, and the pre-release of a whole version."""
    if is_version(rest):
        found = semver.Version.parse(rest)
        return [found.major, found.minor, found.patch], found.prerelease or ""
    parts = rest.split(".")
    while parts and parts[-1] in _ANY:
        parts.pop()
    whole = all(_NUMBER.fullmatch(one) for one in parts)
    return ([int(one) for one in parts] if whole and len(rest.split(".")) <= 3 else None), ""


def _between(low: str, numbers: list[int], fixed: int) -> list[Bound]:
    """From `low` to below the next value of the number at `fixed`."""
    return [Bound(sign=">=", version=low), Bound(sign="<", version=_raised(numbers, fixed))]


def _raised(numbers: list[int], at: int) -> str:
    return _version([*numbers[:at], numbers[at] + 1, 0, 0][:3], "")


def _version(numbers: list[int], prerelease: str) -> str:
    text = ".".join(map(str, numbers))
    return f"{text}-{prerelease}" if prerelease else text
