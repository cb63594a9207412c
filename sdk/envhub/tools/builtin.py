"""The built-in tools `python`, `bash` and `files`: what a model is told of them, and their use.

They act on the workspace of one sample and on nothing else; what runs there is a stranger's.
"""

from __future__ import annotations

import shlex
from typing import Any, Literal

from ..errors import EnvhubError
from ..messages import ToolCall
from ..model import Tool
from ..services import Execution, GuestFailed, Workspace
from .result import ToolResult
from .schema import mismatch

Builtin = Literal["python", "bash", "files"]
MAX_SOURCE = 100_000
"""Characters of a program, a command or a file that a model may write at once."""


def _schema(**properties: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            name: {"type": "string", "description": text} for name, text in properties.items()
        },
        "required": list(properties),
        "additionalProperties": False,
    }


_BASH = Tool(
    name="bash",
    description="Run a bash command in the working folder and see its output.",
    parameters=_schema(command="the command"),
)
_PYTHON = Tool(
    name="python",
    description="Run a Python program in the working folder and see what it prints.",
    parameters=_schema(code="the program"),
)
_LIST = Tool(name="list_files", description="List the files of the working folder.")
_READ = Tool(
    name="read_file",
    description="Return the text of a file.",
    parameters=_schema(path="where it stands, relative to the working folder"),
)
_WRITE = Tool(
    name="write_file",
    description="Write a file; what it held before is replaced.",
    parameters=_schema(
        path="where it is to stand, relative to the working folder", text="the whole text"
    ),
)

OFFERED: dict[Builtin, tuple[Tool, ...]] = {
    "bash": (_BASH,), "files": (_LIST, _READ, _WRITE), "python": (_PYTHON,),
}  # fmt: skip
"""What a model is told, by the name that a harness declares."""
_TOOLS = {tool.name: tool for tools in OFFERED.values() for tool in tools}


def use(workspace: Workspace, call: ToolCall, seconds: float) -> ToolResult:
    """Use a built-in tool.

    Raises:
        GuestFailed: the sandbox was lost.
    """
    if (wrong := mismatch(call.arguments, _TOOLS[call.name].parameters)) is not None:
        return ToolResult.wrong(wrong, malformed=True)
    if max(map(len, call.arguments.values()), default=0) > MAX_SOURCE:
        return ToolResult.wrong(f"more than {MAX_SOURCE} characters at once", malformed=True)
    try:
        return _use(workspace, call, seconds)
    except GuestFailed:
        raise
    except EnvhubError as error:  # no such file, a path that leads outside, a full folder
        return ToolResult.wrong(error.message)


def _use(workspace: Workspace, call: ToolCall, seconds: float) -> ToolResult:
    said: dict[str, str] = call.arguments
    match call.name:
        case "bash":
            return _shown(workspace.run(said["command"], seconds), seconds)
        case "python":
            command = f"python3 -c {shlex.quote(said['code'])}"
            return _shown(workspace.run(command, seconds), seconds)
        case "list_files":
            return ToolResult.of("\n".join(workspace.files()) or "(no files)")
        case "read_file":
            return _read(workspace.read(said["path"]), said["path"])
        case _:
            data = said["text"].encode("utf-8", "replace")
            workspace.write(said["path"], data)
            return ToolResult.of(f"wrote {len(data)} bytes to {said['path']}")


def _read(data: bytes, path: str) -> ToolResult:
    try:
        return ToolResult.of(data.decode("utf-8"))
    except UnicodeDecodeError:
        return ToolResult.wrong(f"`{path}` is no text")


def _shown(done: Execution, seconds: float) -> ToolResult:
    """What a command printed, and how it ended where that was not well."""
    if done.status == "lost":
        raise GuestFailed("lost", done.error or "the sandbox was lost")
    text = done.stdout
    if done.stderr:
        text += ("" if not text or text.endswith("\n") else "\n") + done.stderr
    if done.status != "ok":
        ended = f"stopped after {seconds:g} seconds" if done.status == "timeout" else done.error
        text += ("" if not text or text.endswith("\n") else "\n") + f"[{ended or done.status}]"
    return ToolResult.of(text or "(no output)")
