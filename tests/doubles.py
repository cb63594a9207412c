"""Stand-ins for services: nothing of a stranger's is run, and nothing is asked of a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from envhub.errors import NotFound
from envhub.model import Generate, ModelIdentity, Reply
from envhub.services import Execution, GuestCall, LocalServices, Program, Role, Service


class Told(LocalServices):
    """Services that do what a test tells them, and remember what they were asked."""

    def __init__(
        self,
        *,
        execute: Callable[[Program], Execution] | None = None,
        call: Callable[[GuestCall], Any] | None = None,
        ask: Callable[[Role, Generate], Reply] | None = None,
        run: Callable[[MemoryWorkspace, str], Execution] | None = None,
    ) -> None:
        self._execute, self._call, self._ask, self._run = execute, call, ask, run
        self.asked: list[Any] = []
        self.workspaces: list[MemoryWorkspace] = []

    def require(self, service: Service) -> None:
        there = {
            "sandbox": self._execute or self._call, "workspace": self._run,
            "judge": self._ask, "user": self._ask,
        }  # fmt: skip
        if there[service] is None:
            super().require(service)

    def execute(self, program: Program) -> Execution:
        self.asked.append(program)
        return self._execute(program) if self._execute else super().execute(program)

    def call(self, call: GuestCall) -> Any:
        self.asked.append(call)
        return self._call(call) if self._call else super().call(call)

    def ask(self, role: Role, request: Generate) -> Reply:
        self.asked.append((role, request))
        return self._ask(role, request) if self._ask else super().ask(role, request)

    def identity_of(self, role: Role) -> ModelIdentity:
        return ModelIdentity(name=f"mock/{role}") if self._ask else super().identity_of(role)

    def workspace(self, files: Mapping[str, bytes]) -> MemoryWorkspace:
        if self._run is None:
            return super().workspace(files)
        self.workspaces.append(MemoryWorkspace(files, self._run))
        return self.workspaces[-1]


class MemoryWorkspace:
    """A folder in memory, whose commands are a function of the test."""

    def __init__(
        self, files: Mapping[str, bytes], run: Callable[[MemoryWorkspace, str], Execution]
    ) -> None:
        self.content = dict(files)
        self.commands: list[str] = []
        self.closed = False
        self._run = run

    def run(self, command: str, seconds: float) -> Execution:
        self.commands.append(command)
        return self._run(self, command)

    def read(self, path: str) -> bytes:
        if path not in self.content:
            raise NotFound(f"no file `{path}` in the workspace")
        return self.content[path]

    def write(self, path: str, content: str | bytes) -> None:
        self.content[path] = content.encode() if isinstance(content, str) else content

    def files(self) -> dict[str, int]:
        return {path: len(self.content[path]) for path in sorted(self.content)}

    def close(self) -> None:
        self.closed = True


def ok(stdout: str = "") -> Execution:
    return Execution(status="ok", stdout=stdout)


def failed(error: str = "AssertionError") -> Execution:
    return Execution(status="failed", error=error)


def turns(*texts: str | Reply) -> Callable[[Any], str | Reply]:
    """An answer for `MockModel` that says one thing after the other, whatever it is asked."""
    waiting: Iterable[str | Reply] = iter(texts)
    return lambda _: next(waiting)
