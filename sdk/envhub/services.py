"""What a scorer or a harness may ask for beyond its arguments: a protocol that the hub implements.

A step whose service is missing is *not checked*, never passed; a run that needs one is refused
before anything is generated (`require`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol

from pydantic import Field

from . import patterns
from .errors import EnvhubError, MissingRequirement
from .model import Generate, ModelIdentity, Reply
from .requires import Surroundings
from .values import Frozen

Service = Literal["sandbox", "workspace", "judge", "user"]
"""What a harness or a scorer may need: programs of strangers run, a folder to work in, another
model that judges, another model that plays the user."""
Role = Literal["judge", "user"]


class Program(Frozen):
    """Code of a stranger, to be run in the sandbox."""

    code: str
    """The answer."""
    tests: str | None = None
    """Assertions about the answer's functions, run in a process of their own; None: the code is a
    whole program."""
    setup: str = ""
    """Code that the tests need beside the answer: the helpers of a prompt."""
    entry_point: str | None = None
    """The function that the answer must define."""
    stdin: str = ""
    seconds: float = Field(default=10.0, gt=0, le=600)
    """Wall time of the whole execution."""
    memory_mb: int = Field(default=512, ge=64, le=16_384)


class Execution(Frozen):
    """How a program ended."""

    status: Literal["ok", "failed", "timeout", "memory", "output", "crashed", "lost"]
    """`ok`: the tests held, or the program ended without an error (a command: with status 0).
    `crashed`: the program ended its own process. `lost`: the sandbox itself failed, which says
    nothing about the program."""
    error: str | None = None
    """What went wrong, in one line."""
    stdout: str = ""
    """The beginning of what it printed."""
    stderr: str = ""
    milliseconds: float = 0.0


class GuestCall(Frozen):
    """A call of a function that a stranger's program defines."""

    code: str
    """The whole program. It is run once, then held for further calls of its functions."""
    name: str
    arguments: tuple[Any, ...] = ()
    """Plain data: what JSON can say."""
    seconds: float = Field(default=10.0, gt=0, le=600)
    """Wall time of this call."""
    memory_mb: int = Field(default=512, ge=64, le=16_384)


class GuestFailed(EnvhubError):
    """A held program raised, ran too long, or is gone; the next call gets a fresh one.

    `status` is as in `Execution`; `lost` says nothing about the program.
    """

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status = status


class Workspace(Protocol):
    """A folder of its own inside the sandbox, for one sample. Paths are relative, with `/`."""

    def run(self, command: str, seconds: float) -> Execution:
        """Run a line of bash in the folder; `python3` is there, the network is not.

        Whatever it started is gone when this returns.
        """
        ...

    def read(self, path: str) -> bytes:
        """Return the beginning of a file, at most 16 MB.

        Raises:
            NotFound: there is none.
            EnvhubError: the path leads outside.
        """
        ...

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file, and the folders above it.

        Raises:
            EnvhubError: the path leads outside, or can't be written.
        """
        ...

    def files(self) -> dict[str, int]:
        """Return every regular file with its size in bytes, by path in order."""
        ...

    def close(self) -> None:
        """Take the folder and everything in it away; twice is once."""
        ...


class ServiceMissing(MissingRequirement):
    """A rollout or a verdict needs a service that is not there."""

    def __init__(self, service: Service, message: str, *, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.service = service


class Services(Protocol):
    """The resources that a rollout or a verdict may need. Several threads may use them at once."""

    def require(self, service: Service) -> None:
        """Make sure that a service is there, without using it.

        Raises:
            ServiceMissing: it is not; the hint is the line that brings it.
        """
        ...

    def search(self, pattern: str, text: str) -> str | None:
        """Return group 1 (else the whole match) of the last match, or None.

        Raises:
            PatternTimeout: the pattern ran for more than a second.
        """
        ...

    def matches(self, pattern: str, text: str) -> bool:
        """Whether a pattern matches anywhere in a text.

        Raises:
            PatternTimeout: the pattern ran for more than a second.
        """
        ...

    def execute(self, program: Program) -> Execution:
        """Run a program in the sandbox.

        Raises:
            ServiceMissing: there is no sandbox here.
        """
        ...

    def call(self, call: GuestCall) -> Any:
        """Call a function of a stranger's program in the sandbox: one process for all calls with
        the same code, on as many as there are slots. The value is plain data.

        Raises:
            GuestFailed: the function raised, took too long, or its process is gone.
            ServiceMissing: there is no sandbox here.
        """
        ...

    def workspace(self, files: Mapping[str, bytes]) -> Workspace:
        """Open a workspace that holds these files; whoever opens it closes it.

        Raises:
            ServiceMissing: there is no sandbox here that can hold one.
        """
        ...

    def within(self, surroundings: Surroundings) -> Services:
        """Return services whose workspaces stand in these surroundings; all else is the same.

        `require("workspace")` of what is returned makes sure that the surroundings are there too.
        """
        ...

    def ask(self, role: Role, request: Generate) -> Reply:
        """Ask another model than the one that is measured: the run names which plays each role.

        Raises:
            ServiceMissing: no model plays this role.
        """
        ...

    def identity_of(self, role: Role) -> ModelIdentity:
        """Return which model plays a role.

        Raises:
            ServiceMissing: no model plays it.
        """
        ...


class LocalServices:
    """What the SDK itself can offer: patterns, in a process that can be killed."""

    def require(self, service: Service) -> None:
        raise _missing(service)

    def search(self, pattern: str, text: str) -> str | None:
        return patterns.search(pattern, text)

    def matches(self, pattern: str, text: str) -> bool:
        return patterns.matches(pattern, text)

    def execute(self, program: Program) -> Execution:
        raise _missing("sandbox")

    def call(self, call: GuestCall) -> Any:
        raise _missing("sandbox")

    def workspace(self, files: Mapping[str, bytes]) -> Workspace:
        raise _missing("workspace")

    def within(self, surroundings: Surroundings) -> Services:
        return self

    def ask(self, role: Role, request: Generate) -> Reply:
        raise _missing(role)

    def identity_of(self, role: Role) -> ModelIdentity:
        raise _missing(role)


def _missing(service: Service) -> ServiceMissing:
    why = {
        "sandbox": "code runs only in a sandbox, and there is none here",
        "workspace": "a workspace stands only in a sandbox, and there is none here",
        "judge": "a judge is a model, and none is named here",
        "user": "the simulated user is a model, and none is named here",
    }
    hint = "`envhub run` brings it; in Python, pass `services`"
    return ServiceMissing(service, why[service], hint=hint)


LOCAL = LocalServices()
