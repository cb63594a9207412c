"""Services whose workspaces stand in an image, with containers beside them; the rest is as it was.

Whether the engine, the images and the network hold is found out by opening one workspace, before
anything is asked of a model.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from envhub.errors import EnvhubError, MissingRequirement
from envhub.model import Generate, ModelIdentity, Reply
from envhub.requires import Surroundings
from envhub.services import Execution, GuestCall, Program, Role, Service, ServiceMissing, Services

from ..sandbox import Containers, Engine, SandboxSettings, Workspace, find_engine

_PROOF = 60.0
"""Seconds that the first command may take."""
_ROUTES = 'while read -r line; do echo "$line"; done </proc/net/route; echo done'


class Surrounded:
    """Services for one environment. Several threads may use it; whoever makes it closes it."""

    def __init__(
        self, services: Services, surroundings: Surroundings, settings: SandboxSettings
    ) -> None:
        self._services = services
        self._surroundings = surroundings
        self._settings = settings
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._proved = False
        self._open: list[Workspace] = []

    def require(self, service: Service) -> None:
        if service == "workspace":
            self._prove()
        else:
            self._services.require(service)

    def workspace(self, files: Mapping[str, bytes]) -> Workspace:
        engine = self._found()
        walls = Containers(engine, self._surroundings)
        try:
            workspace = Workspace(files, walls)
        except BaseException:
            walls.close()
            raise
        with self._lock:
            self._open = [one for one in self._open if not one.closed]
            self._open.append(workspace)
        return workspace

    def close(self) -> None:
        """Take away what is still open: a run may have ended in the middle of a sample."""
        with self._lock:
            left, self._open = self._open, []
        for one in left:
            one.close()

    def within(self, surroundings: Surroundings) -> Services:
        return self if surroundings == self._surroundings else self._services.within(surroundings)

    def search(self, pattern: str, text: str) -> str | None:
        return self._services.search(pattern, text)

    def matches(self, pattern: str, text: str) -> bool:
        return self._services.matches(pattern, text)

    def execute(self, program: Program) -> Execution:
        return self._services.execute(program)

    def call(self, call: GuestCall) -> Any:
        return self._services.call(call)

    def ask(self, role: Role, request: Generate) -> Reply:
        return self._services.ask(role, request)

    def identity_of(self, role: Role) -> ModelIdentity:
        return self._services.identity_of(role)

    def _found(self) -> Engine:
        """Return the engine, once it and every image are known to be here."""
        with self._lock:
            if self._engine is None:
                try:
                    engine = find_engine(self._settings)
                    images = (
                        self._surroundings.image,
                        *(one.image for one in self._surroundings.services),
                    )
                    for image in dict.fromkeys(one for one in images if one is not None):
                        engine.require_image(image)
                except MissingRequirement as error:
                    message = f"`[requires] image` of the environment: {error.message}"
                    raise ServiceMissing("workspace", message, hint=error.hint) from error
                engine.clear_orphans()
                self._engine = engine
            return self._engine

    def _prove(self) -> None:
        if self._proved:
            return
        try:
            with closing(self.workspace({})) as workspace:
                done = workspace.run(_ROUTES, _PROOF)
        except ServiceMissing:
            raise
        except EnvhubError as error:
            raise _unfit(error.message) from error
        if done.status != "ok":
            raise _unfit((done.stderr.strip() or done.error or done.status).splitlines()[-1])
        lines = [line.split() for line in done.stdout.splitlines()]
        if any(len(fields) > 7 and fields[0] != "Iface" for fields in lines):
            raise _unfit("its network has a way out")
        self._proved = True


def _unfit(said: str) -> ServiceMissing:
    message = f"the containers of `[requires]` do not work on this machine: {said}"
    return ServiceMissing("workspace", message)


__all__ = ["Surrounded"]
