"""Every error that envhub raises on purpose, with the exit code that the command line gives it.

EnvhubError (1)
├── UsageError (2)
├── PermissionMissing (4)
├── InvalidEnvironment (5)      one or more problems, each with its place
│   └── BundleError             a zip that is malformed or hostile
│       └── LimitExceeded       more than `Limits` allows; it names the limit
├── NotFound (6)
├── IntegrityError (7)
├── MissingRequirement (8)      an extra, a sandbox, a system library
├── Refused (1)                 a request that cannot be done honestly
│   └── UnsafeStore             a registry's storage that can't keep what a push promises
├── DatasetError (1)            a table that can't be read, or has no row
├── BackendError (1)            a model that could not be loaded or did not answer
└── RunError (1)                a run folder that cannot be read or continued

A sample that could not be measured is no exception: it is a `Failure` on its trace.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice


class EnvhubError(Exception):
    """A failure with a sentence for the person who caused or met it."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(EnvhubError):
    """The call itself was wrong."""

    exit_code = 2


class PermissionMissing(EnvhubError):
    """A credential or permission is missing."""

    exit_code = 4


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an environment, and where."""

    message: str
    path: str = ""
    line: int | None = None
    hint: str | None = None
    severity: str = "error"

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line) if part)
        text = f"{self.severity}: {self.message}"
        return f"{place}: {text}" if place else text


class InvalidEnvironment(EnvhubError):
    """An environment that breaks a rule of the format."""

    exit_code = 5

    def __init__(self, problems: Sequence[Problem] | str, *, hint: str | None = None) -> None:
        if isinstance(problems, str):
            problems = [Problem(problems, hint=hint)]
        super().__init__("\n".join(str(problem) for problem in problems), hint=hint)
        self.problems = tuple(problems)


class BundleError(InvalidEnvironment):
    """A zip that is not a well-formed, harmless bundle."""


class LimitExceeded(BundleError):
    """More than `Limits` allows of a bundle, or of what is to become one."""

    def __init__(self, problem: Problem, *, limit: str, hint: str | None = None) -> None:
        super().__init__([problem], hint=hint)
        self.limit = limit
        """The field of `Limits` that would have to be raised."""


class NotFound(EnvhubError):
    """Something that was named does not exist."""

    exit_code = 6


class IntegrityError(EnvhubError):
    """Bytes that differ from their digest, or a try to change a pushed version."""

    exit_code = 7


class MissingRequirement(EnvhubError):
    """Something needed is missing on this machine; the hint is the line that installs it."""

    exit_code = 8


class Refused(EnvhubError):
    """A request that can't be done honestly."""


class UnsafeStore(Refused):
    """Storage where two pushes at once could overwrite each other."""


class DatasetError(EnvhubError):
    """A data set that can't be read, or holds nothing to measure."""


class BackendError(EnvhubError):
    """A model that could not be loaded, or did not answer."""


class RunError(EnvhubError):
    """A run folder that can't be read or continued."""


def near_miss(word: str, known: Iterable[str]) -> str:
    """Return ``, did you mean `x`?`` for the closest known word, or the empty string."""
    # Each comparison costs a millisecond for long words, so neither they nor the list may grow.
    some = {one.casefold(): one for one in islice(known, 1_000)}
    close = difflib.get_close_matches(str(word)[:200].casefold(), some, n=1, cutoff=0.6)
    return f", did you mean `{some[close[0]]}`?" if close else ""
