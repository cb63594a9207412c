"""Inside WebAssembly: take up a role, with the input and the errors as the channel.

What a program says on `sys.stderr` crosses the channel as frames of its own.
"""

from __future__ import annotations

import io
import sys
from typing import Any

from .roles import ROLES
from .wire import send

_AT_ONCE = 1 << 16


class Channel:
    """The two streams that lead out, as one."""

    def __init__(self) -> None:
        self.read = sys.stdin.buffer.read
        self.write = sys.stderr.buffer.write
        self.flush = sys.stderr.buffer.flush

    def close(self) -> None:
        """It ends with the process."""


class Errors(io.TextIOBase):
    """What `sys.stderr` is: each text is a frame."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        for start in range(0, len(text), _AT_ONCE):
            send(self._channel, {"said": text[start : start + _AT_ONCE]})
        return len(text)


def main(job: dict[str, Any]) -> None:
    """Play one role to its end."""
    channel = Channel()
    sys.stderr = Errors(channel)
    ROLES[job["role"]](job, channel)
    sys.stdout.flush()
