"""A container engine that is none: it keeps a list of containers and writes down what it is told.

    path = fake_engine(folder)

makes a program `podman` in a folder. Commands of a workspace really run, in its folder. What the
engine is to do otherwise stands in `folder/script.json`: `missing` images, services that are
`silent` (nothing listens), `unready` (their `ready` fails) or `ended`, and `broken` subcommands.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_PROGRAM = """#!%s -IS
import json, os, sys

home = os.path.dirname(os.path.abspath(__file__))
there = os.path.join(home, "containers")
said = sys.argv[1:]
with open(os.path.join(home, "calls.jsonl"), "a") as stream:
    stream.write(json.dumps(said) + "\\n")
with open(os.path.join(home, "script.json")) as stream:
    script = json.load(stream)
name = next((one[7:] for one in said if one.startswith("--name=")), "")

if said[0] in script.get("broken", ()):
    sys.stderr.write("Error: broken as told\\n")
    sys.exit(125)
if said[0] == "image" and said[-1] in script.get("missing", ()):
    sys.exit("Error: no such image")
if said[0] == "info":
    print(os.path.join(home, "seccomp.json"))
if said[0] == "ps":
    print("\\n".join(sorted(os.listdir(there))))
if said[0] == "rm" and said[-1] in os.listdir(there):
    os.unlink(os.path.join(there, said[-1]))
if said[0] == "logs":
    print("the last line")
if said[0] == "inspect":
    print("false" if said[-1].split("-s-")[1] in script.get("ended", ()) else "true")
if said[0] == "exec" and "/proc/net" in said[-1]:
    for one in os.listdir(there):
        with open(os.path.join(there, one)) as stream:
            told = stream.read()
        if "port=" in told and one.split("-s-")[-1] not in script.get("silent", ()):
            port = int(told.split("port=")[1].split()[0])
            print(f"   0: 0100007F:{port:04X} 00000000:0000 0A 00000000:00000000")
elif said[0] == "exec" and said[1].split("-s-")[-1] in script.get("unready", ()):
    sys.exit(1)
if said[0] == "run":
    with open(os.path.join(there, name), "w") as stream:
        stream.write(" ".join(said))
    if "--detach" not in said:
        (folder,) = [one.split("=")[1].split(":")[0] for one in said
                     if one.startswith("--volume=") and one.endswith(":/workspace:rw")]
        os.chdir(folder)
        if "/proc/net/route" in said[-1]:
            said[-1] = "echo Iface; " + script.get("routes", "true")
        code = os.spawnv(os.P_WAIT, "/bin/sh", ["sh", "-c", *said[-2:]])
        os.unlink(os.path.join(there, name))
        sys.exit(code)
"""


class FakeEngine:
    """The engine as a test sees it."""

    def __init__(self, folder: Path, **script: Any) -> None:
        self._folder = folder
        (folder / "containers").mkdir()
        rules = {"names": ["read", "clone"], "action": "SCMP_ACT_ALLOW"}
        profile = {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [rules]}
        (folder / "seccomp.json").write_text(json.dumps(profile), encoding="utf-8")
        self.script(**script)
        self.program = folder / "podman"
        self.program.write_text(_PROGRAM % sys.executable, encoding="utf-8")
        self.program.chmod(0o755)

    def script(self, **script: Any) -> None:
        """Behave so from now on."""
        (self._folder / "script.json").write_text(json.dumps(script), encoding="utf-8")

    @property
    def calls(self) -> list[list[str]]:
        place = self._folder / "calls.jsonl"
        return [json.loads(one) for one in place.read_text("utf-8").splitlines()]

    @property
    def started(self) -> list[str]:
        """The containers that were run, by what they are for: `net`, `s-db`, `c1`."""
        named = [part.removeprefix("--name=") for call in self.calls if call[0] == "run"
                 for part in call if part.startswith("--name=")]  # fmt: skip
        return [one.split("-", 5)[5] for one in named]

    @property
    def left(self) -> list[str]:
        """The containers that are still there."""
        return sorted(one.name for one in (self._folder / "containers").iterdir())

    def leave(self, name: str) -> None:
        """Let a container be there that nobody in this test started."""
        (self._folder / "containers" / name).write_text("left")
