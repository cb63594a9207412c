"""What a harness may have done beside asking its model: a tool used, a user played, code called.

A harness yields one of these as it yields a request, and is sent what came of it. So it stays a
pure function of what it is sent, and whoever runs it decides where the work is done. `Desk` does it
through `Services`, and owns what one rollout holds: its workspace.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from pydantic import Field

from .errors import EnvhubError
from .messages import ToolCall
from .model import Generate
from .services import GuestCall, GuestFailed, Role, ServiceMissing, Services, Workspace
from .tools import builtin
from .tools.result import ToolResult
from .values import Frozen

_BINARY = "data:;base64,"
_CACHE = "__pycache__/"
MAX_FILES = 8 * 1024**2
"""Bytes of a workspace that a trace keeps."""


class UseTool(Frozen):
    """Use a built-in tool on the sample's workspace; answered by a `ToolResult`."""

    call: ToolCall
    seconds: float = Field(default=30.0, gt=0, le=600)


class Consult(Frozen):
    """Ask a model that plays a role; answered by its `Reply`."""

    role: Role
    request: Generate


Work = UseTool | Consult | GuestCall
"""A `GuestCall` is answered by its value."""


class Desk:
    """Does the work of one rollout. Its workspace is opened when it is first used."""

    def __init__(self, services: Services, seeds: Mapping[str, bytes]) -> None:
        self._services = services
        self._seeds = seeds
        self._workspace: Workspace | None = None

    def do(self, work: Work) -> Any:
        """Do a piece of work and return what came of it.

        Raises:
            GuestFailed: the program that was called raised, or the sandbox was lost.
            ServiceMissing: what it takes is not there.
        """
        if isinstance(work, UseTool):
            return self._use(work)
        if isinstance(work, Consult):
            return self._services.ask(work.role, work.request)
        return self._services.call(work)

    def _use(self, work: UseTool) -> ToolResult:
        if self._workspace is None:
            self._workspace = opened(self._services, self._seeds)
        return builtin.use(self._workspace, work.call, work.seconds)

    def files(self) -> dict[str, str]:
        """Return the workspace as it stands, as a trace keeps it.

        What Python caches is left out, and of more than `MAX_FILES` bytes the largest files.

        Raises:
            GuestFailed: it can't be read.
        """
        if self._workspace is None:
            return {path: as_text(self._seeds[path]) for path in sorted(self._seeds)}
        try:
            return dict(sorted(_kept(self._workspace).items()))
        except (EnvhubError, OSError) as error:
            raise GuestFailed("lost", f"the workspace can't be read: {error}") from error

    def close(self) -> None:
        """Take the workspace away."""
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            workspace.close()


def opened(services: Services, files: Mapping[str, bytes]) -> Workspace:
    """Open a workspace.

    Raises:
        GuestFailed: it is there, and can't be filled: a full disk, a path that is none.
        ServiceMissing: there is no sandbox here that can hold one.
    """
    try:
        return services.workspace(files)
    except ServiceMissing:
        raise
    except (EnvhubError, OSError) as error:
        raise GuestFailed("lost", f"the workspace can't be made: {error}") from error


def _kept(workspace: Workspace) -> dict[str, str]:
    sizes, left, found = workspace.files(), MAX_FILES, {}
    for path in sorted(sizes, key=lambda one: (sizes[one], one)):
        left -= sizes[path]
        if left >= 0 and _CACHE not in path:
            found[path] = as_text(workspace.read(path))
    return found


def as_text(data: bytes) -> str:
    """Return a file as a trace keeps it: its text, or a `data:` URL of what is none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _BINARY + base64.b64encode(data).decode("ascii")
    # A text that looks like such a URL would come back as something else.
    return _BINARY + base64.b64encode(data).decode("ascii") if text.startswith("data:") else text


def as_bytes(text: str) -> bytes:
    """Return the file that `as_text` made a text of."""
    if text.startswith(_BINARY):
        return base64.b64decode(text.removeprefix(_BINARY))
    return text.encode("utf-8")


__all__ = [
    "Consult",
    "Desk",
    "GuestCall",
    "GuestFailed",
    "UseTool",
    "Work",
    "as_bytes",
    "as_text",
    "opened",
]
