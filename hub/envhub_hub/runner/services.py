"""What the hub gives rollouts and verdicts: the sandbox of this machine, and models by role.

The sandbox is looked for when it is first needed, since proving one takes a moment. Programs that
are held for a run are held here, a few of each.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, NamedTuple

from envhub.errors import MissingRequirement
from envhub.model import Generate, Model, ModelIdentity, Reply
from envhub.requires import Surroundings
from envhub.services import (
    Execution,
    GuestCall,
    GuestFailed,
    LocalServices,
    Program,
    Role,
    Service,
    ServiceMissing,
    Services,
)
from envhub.tools.protocol import worded

from ..sandbox import (
    GuestLost,
    GuestRaised,
    HeldGuest,
    Sandbox,
    SandboxSettings,
    Workspace,
    find_sandbox,
)
from .surrounded import Surrounded

_PROOF = 20.0
"""Seconds that a workspace may take to show that it works."""


class HubServices(LocalServices):
    """The services of one run. Several threads may use it; whoever makes it closes it."""

    def __init__(
        self,
        sandbox: SandboxSettings | None = None,
        models: Mapping[Role, Model] | None = None,
    ) -> None:
        self._settings = sandbox or SandboxSettings()
        self._models = {role: worded(model) for role, model in (models or {}).items()}
        self._lock = threading.Lock()
        self._found: Sandbox | None = None
        self._proved = False
        self._pools: dict[_Held, _Pool] = {}
        self._surrounded: list[tuple[Surroundings, Surrounded]] = []

    def require(self, service: Service) -> None:
        """Make sure that a service is there; a sandbox is proved by trying to get out of it.

        Raises:
            ServiceMissing: it is not.
        """
        if service == "sandbox":
            self._sandbox()
        elif service == "workspace":
            self._prove_workspace()
        else:
            self._model(service)

    def execute(self, program: Program) -> Execution:
        return self._sandbox().execute(program)

    def call(self, call: GuestCall) -> Any:
        held = _Held(call.code, call.seconds, call.memory_mb)
        sandbox = self._sandbox()
        with self._lock:
            if held not in self._pools:
                self._pools[held] = _Pool(sandbox, held, self._settings.slots)
        return self._pools[held].call(call)

    def workspace(self, files: Mapping[str, bytes]) -> Workspace:
        try:
            return Workspace(files)
        except MissingRequirement as error:
            raise ServiceMissing("workspace", error.message, hint=error.hint) from error

    def within(self, surroundings: Surroundings) -> Services:
        if surroundings == Surroundings():
            return self
        with self._lock:
            for known, services in self._surrounded:
                if known == surroundings:
                    return services
            made = Surrounded(self, surroundings, self._settings)
            self._surrounded.append((surroundings, made))
            return made

    def ask(self, role: Role, request: Generate) -> Reply:
        ((_, reply),) = self._model(role).respond([request])
        return reply

    def identity_of(self, role: Role) -> ModelIdentity:
        return self._model(role).identity

    def close(self) -> None:
        """End every process that is held."""
        with self._lock:
            found, self._found, self._pools = self._found, None, {}
            surrounded, self._surrounded = self._surrounded, []
        for _, services in surrounded:
            services.close()
        if found is not None:
            found.close()

    def _sandbox(self) -> Sandbox:
        with self._lock:
            if self._found is None:
                try:
                    self._found = find_sandbox(self._settings)
                except MissingRequirement as error:
                    raise ServiceMissing("sandbox", error.message, hint=error.hint) from error
            return self._found

    def _prove_workspace(self) -> None:
        if self._proved:
            return
        workspace = self.workspace({})
        try:
            done = workspace.run("true", _PROOF)
        finally:
            workspace.close()
        if done.status != "ok":
            said = (done.stderr.strip() or done.error or done.status).splitlines()[-1]
            message = f"a workspace does not work on this machine: {said}"
            raise ServiceMissing("workspace", message)
        self._proved = True

    def _model(self, role: Role) -> Model:
        if role not in self._models:
            hint = f"`--{role} MODEL` names one"
            raise ServiceMissing(role, f"no model plays the {role} in this run", hint=hint)
        return self._models[role]


class _Held(NamedTuple):
    """What a held program is told apart by."""

    code: str
    seconds: float
    memory_mb: int


class _Pool:
    """A few processes that hold the same program; one that is lost is replaced when needed."""

    def __init__(self, sandbox: Sandbox, held: _Held, size: int) -> None:
        self._sandbox = sandbox
        self._held = held
        self._free = threading.Semaphore(size)
        self._idle: list[HeldGuest] = []

    def call(self, call: GuestCall) -> Any:
        """Call a function in one of them.

        Raises:
            GuestFailed: it raised, took too long, or is gone.
        """
        with self._free:
            guest: HeldGuest | None = None
            try:
                guest = self._taken()
                value = guest.call(call.name, *call.arguments)
            except GuestRaised as error:
                if guest is not None:
                    self._idle.append(guest)
                raise GuestFailed("failed", error.message) from error
            except GuestLost as error:
                raise GuestFailed(error.status, error.message) from error
            self._idle.append(guest)
            return value

    def _taken(self) -> HeldGuest:
        try:
            return self._idle.pop()
        except IndexError:  # none is idle, or another thread was faster
            held = self._held
        return self._sandbox.hold(held.code, seconds=held.seconds, memory_mb=held.memory_mb)


__all__ = ["HubServices"]
