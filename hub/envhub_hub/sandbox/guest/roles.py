"""What a locked-down process does: run a program, offer its functions, or judge them by tests.

The answer's code and the tests never share a process. In the tests' process every function of the
answer is a stand-in, whose calls cross as plain values; so a patched `__eq__`, a walk through the
frames or a printed verdict has nothing to reach.
"""

from __future__ import annotations

import ast
import builtins
import io
import linecache
import sys
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from .wire import Stream, Unsendable, decode, encode, receive, send

Names = dict[str, Any]


class Gone(BaseException):
    """The other side ended; no `except Exception` of a test may catch this."""


def run(job: dict[str, Any], channel: Stream) -> None:
    """Run a whole program, as `python program.py` would; the channel hears how it ended."""
    sys.stdin = io.StringIO(job.get("stdin") or "")
    failed = _execute(job["code"], "program.py", {"__name__": "__main__"})
    if failed is not None:
        sys.stderr.write(failed[1])
    _flush()
    send(channel, {"ended": failed is None, "error": failed[0] if failed else None})


def serve(job: dict[str, Any], channel: Stream) -> None:
    """Define what the code defines, then answer calls of its functions until nobody asks."""
    names: Names = {"__name__": "answer"}
    failed = _execute(job["code"], "answer.py", names)
    if failed is not None:
        sys.stderr.write(failed[1])
        _flush()
        send(channel, {"error": failed[0]})
        return
    send(channel, {"names": [name for name, value in names.items() if callable(value)]})
    while (asked := receive(channel)) is not None:
        send(channel, _answer(names, asked))


def _answer(names: Names, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        arguments = decode(asked["arguments"])
        keywords = decode(asked["keywords"])
        result = names[asked["name"]](*arguments, **keywords)
        reply = {"value": encode(result)}
        if any(type(one) in (list, dict, set, bytearray) for one in arguments):
            reply["arguments"] = encode(arguments)  # a function may change what it was given
        return reply
    except (Exception, SystemExit) as error:
        return {"raised": type(error).__name__, "message": str(error)[:2_000]}


def judge(job: dict[str, Any], channel: Stream) -> None:
    """Run tests against stand-ins for the functions that the answer offers."""
    names: Names = {"__name__": "tests"}
    failed = _execute(job["setup"], "setup.py", names)
    if failed is None:
        names.update(_stand_ins(job, names, channel))
        failed = _execute(job["tests"], "tests.py", names)
    send(channel, {"passed": failed is None, "error": failed[0] if failed else None})


def _stand_ins(job: dict[str, Any], names: Names, channel: Stream) -> Names:
    """The functions under test, and those of the answer that the tests call beside them.

    Only the declared entry point may take the name of a built-in: an answer that brings its own
    `abs` or `all` must not judge itself.
    """
    wanted = {job["entry_point"]} if job.get("entry_point") else set()
    called = {one.id for one in ast.walk(ast.parse(job["tests"])) if isinstance(one, ast.Name)}
    wanted |= {one for one in called if one not in names and not hasattr(builtins, one)}
    offered = set(job["offered"])
    if job.get("entry_point") and job["entry_point"] not in offered:
        return {}  # the tests fail with the NameError that this is
    return {name: stand_in(name, channel) for name in wanted & offered}


def stand_in(name: str, channel: Stream) -> Callable[..., Any]:
    """Return a function whose calls are answered on the other side of a channel."""

    def _call(*arguments: Any, **keywords: Any) -> Any:
        asked = {"name": name, "arguments": encode(list(arguments)), "keywords": encode(keywords)}
        send(channel, {"call": asked})
        reply = receive(channel)
        if reply is None:
            raise Gone
        if "raised" in reply:
            raise _error(str(reply["raised"]))(reply.get("message", ""))
        if "arguments" in reply:
            _give_back(arguments, decode(reply["arguments"]))
        return decode(reply["value"])

    _call.__name__ = _call.__qualname__ = name
    return _call


def _error(name: str) -> type[BaseException]:
    """A built-in exception by its name; what the answer defines itself arrives as RuntimeError."""
    kind = getattr(builtins, name, None)
    if not isinstance(kind, type) or not issubclass(kind, Exception):
        return RuntimeError
    # Those that can't be made from one message are left out.
    return RuntimeError if name.startswith(("Unicode", "ExceptionG")) else kind


def _give_back(given: Iterable[Any], changed: Iterable[Any]) -> None:
    """Make the caller's own lists, dictionaries and sets what the function left them as."""
    for old, new in zip(given, changed, strict=False):
        if type(old) is not type(new):
            continue
        if isinstance(old, list | bytearray):
            old[:] = new
        elif isinstance(old, dict | set):
            old.clear()
            old.update(new)


def _execute(code: str, name: str, names: Names) -> tuple[str, str] | None:
    """Run code; None, or what it raised in one line and as a traceback without our own frames."""
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    try:
        exec(compile(code, name, "exec", dont_inherit=True), names)
    except SystemExit as stop:
        if stop.code in (None, 0):
            return None
        return f"SystemExit: {stop.code}", f"exit {stop.code}\n"
    except Gone:
        return "the answer's process ended", ""
    except Unsendable as error:
        return f"the tests passed {error}", ""
    except BaseException as error:
        line = traceback.format_exception_only(error)[-1].strip()
        trace = error.__traceback__.tb_next if error.__traceback__ else None
        return line, "".join(traceback.format_exception(type(error), error, trace))
    return None


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # the program may have closed or replaced it
            continue


ROLES: dict[str, Callable[[dict[str, Any], Stream], None]] = {
    "judge": judge, "run": run, "serve": serve,
}  # fmt: skip
