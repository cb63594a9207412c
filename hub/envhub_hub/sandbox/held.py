"""A guest that is held for a whole run: a stranger's code, called again and again as plain values.

`scorer.py` and `harness.py` of a bundle run like this: one process a run, not one a sample.
"""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType
from typing import Any

from envhub.errors import EnvhubError

from .guest.wire import Unsendable, decode, encode
from .slot import Broken, Slot


class GuestRaised(EnvhubError):
    """The guest's own function raised."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}" if message else kind)
        self.kind = kind


class GuestLost(EnvhubError):
    """The guest took too long, ended, or answered with what is no plain value."""

    def __init__(self, message: str, status: str = "crashed") -> None:
        super().__init__(message)
        self.status = status
        """As in `Execution`: `lost` says nothing about the guest's code."""


class HeldGuest:
    """Code that was defined once, and whose functions can be called. Use it as a context."""

    def __init__(self, slot: Slot, code: str, *, seconds: float, memory_mb: int) -> None:
        """Define the code.

        Raises:
            GuestRaised: it raised while it was defined.
            GuestLost: it did not come to an end.
        """
        self._slot = slot
        self._seconds = seconds
        self._open = False
        job = {"hold": True, "code": code, "seconds": seconds, "memory": memory_mb << 20}
        said = self._exchange(job)
        self._open = True
        if "error" in said:
            self.close()
            kind, _, message = str(said["error"]).partition(": ")
            raise GuestRaised(kind, message)
        self.names = frozenset(map(str, said.get("names", ())))
        """The functions that it offers."""

    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function of the guest and return its value: an exact built-in type.

        Raises:
            GuestRaised: the function raised.
            GuestLost: it took too long, the guest ended, or the value is no plain data. Every
                further call raises the same.
        """
        if not self._open:
            raise GuestLost("the guest has ended")
        reply = self._exchange(
            {"name": name, "arguments": encode(list(arguments)), "keywords": encode({})}
        )
        if "raised" in reply:
            raise GuestRaised(str(reply["raised"]), str(reply.get("message", "")))
        try:
            return decode(reply["value"])
        except (KeyError, Unsendable) as error:
            raise GuestLost(f"the guest answered with {error}") from error

    def _exchange(self, message: dict[str, Any]) -> dict[str, Any]:
        try:
            reply = self._slot.ask(message, self._seconds)
        except Broken as error:
            self._open = False
            raise GuestLost(f"the sandbox was lost: {error}", "lost") from error
        if "gone" in reply:
            self._open = False
            self._slot.stop()
            raise GuestLost(f"the guest ended: {reply['gone']}", str(reply["gone"]))
        return reply

    def close(self) -> None:
        """End the guest."""
        if self._open:
            self._open = False
            with suppress(Broken):
                self._slot.ask({"end": True}, self._seconds)

    def __enter__(self) -> HeldGuest:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        self._slot.stop()
