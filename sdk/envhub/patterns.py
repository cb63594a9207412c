"""Regular expressions from a stranger's declaration, run where they can be killed.

A pattern is data of the environment, so it may be hostile: its length is limited, and it compiles
and runs in a child process that is killed after a second. This is no sandbox for code: `re` runs
none.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import subprocess
import sys
import threading

from .errors import EnvhubError

MAX_PATTERN = 1_000
"""Characters of a declared pattern."""
TIMEOUT_S = 1.0

_WORKER = """
import json, re, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
except (ImportError, OSError, ValueError):
    pass  # not this system's; the second still holds
for line in sys.stdin:
    pattern, text = json.loads(line)
    found = wrong = None
    matched = False
    try:
        for match in re.finditer(pattern, text):
            matched = True
            found = match.group(1) if match.re.groups else match.group(0)
    except (re.error, RecursionError, OverflowError) as error:
        wrong = str(error)
    print(json.dumps([found, matched, wrong]), flush=True)
"""


class PatternTimeout(EnvhubError):
    """A pattern that did not finish in time."""


def compile_pattern(pattern: str) -> None:
    """Make sure that a declared pattern compiles, under the limits of length and time.

    Raises:
        ValueError: too long, or no regular expression.
        PatternTimeout: its compilation took more than a second.
    """
    search(pattern, "")


class _Worker:
    """One child process, started when first needed and again after each kill."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def search(self, pattern: str, text: str) -> tuple[str | None, bool]:
        with self._lock:
            process = self._process or self._start()
            answers: list[str] = []
            line = json.dumps([pattern, text]) + "\n"
            exchange = threading.Thread(
                target=_exchange, args=(process, line, answers), daemon=True
            )
            exchange.start()
            exchange.join(TIMEOUT_S)
            if exchange.is_alive() or not answers or not answers[0]:
                self._stop()
                exchange.join()
                raise PatternTimeout(
                    f"pattern `{pattern:.80}` takes more than {TIMEOUT_S:g} s, or 1 GB of memory"
                )
            found: str | None
            matched: bool
            found, matched, wrong = json.loads(answers[0])
            if wrong is not None:
                raise ValueError(f"not a regular expression: {wrong}")
            return found, matched

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        atexit.register(self._stop)
        # The interpreter's start must not count against the first pattern's second.
        _exchange(self._process, '["x", ""]\n', [])
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        atexit.unregister(self._stop)
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # what was buffered has no reader
                    pipe.close()


def _exchange(process: subprocess.Popen[str], line: str, answers: list[str]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(line)
        process.stdin.flush()
        answers.append(process.stdout.readline())
    except (BrokenPipeError, ValueError, OSError):
        answers.append("")


_worker = _Worker()


def search(pattern: str, text: str) -> str | None:
    """Return group 1 (else the whole match) of the last match of `pattern` in `text`, or None.

    Raises:
        PatternTimeout: it ran for more than a second; the process is killed.
        ValueError: the pattern is too long or does not compile.
    """
    return _searched(pattern, text)[0]


def matches(pattern: str, text: str) -> bool:
    """Whether `pattern` matches anywhere in `text`, whether or not its group 1 took part.

    Raises:
        PatternTimeout: as `search`.
        ValueError: as `search`.
    """
    return _searched(pattern, text)[1]


def _searched(pattern: str, text: str) -> tuple[str | None, bool]:
    if len(pattern) > MAX_PATTERN:
        raise ValueError(f"pattern of {len(pattern)} characters, at most {MAX_PATTERN} are allowed")
    return _worker.search(pattern, text)
