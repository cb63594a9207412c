"""The Ray cluster of this process: found or started, and Ray's errors in envhub's words.

A process speaks to one cluster. A local one is started once, stays for later models, and ends with
Python. Nothing here knows of models.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Sequence
from typing import Any

import ray

from envhub.errors import BackendError, EnvhubError, UsageError

from ... import config
from .layout import Node

AUTO = "auto"
_ADDRESS = re.compile(r"(?:ray://)?(\[[^\]]+\]|[^/:\s]+):(\d{1,5})")
_PATIENCE = 5.0
"""Seconds in which an address must take a connection."""
_joined: str | None = None
"""The address of the cluster that was joined, where one was given."""


class Lost(Exception):
    """A worker that is gone, or an answer of it: whoever asked may ask another one."""


def connect(address: str | None, workers: int) -> tuple[Node, ...]:
    """Join a cluster, or start a local one, and return the machines that it has.

    Args:
        address: `auto` for the one that runs on this machine, `ray://host:port`, `host:port` of a
            head node; None: a local cluster, or the one that this process is in already.
        workers: the least number of CPUs that a local cluster says it has.

    Raises:
        UsageError: this is no address, or the process is in another cluster.
        BackendError: nothing answers there.
    """
    global _joined
    if ray.is_initialized():
        if address not in (None, _joined):
            raise UsageError(f"this process is in a Ray cluster that is not `{address}`")
        return _nodes()
    if address not in (None, AUTO):
        _knock(str(address))
    config.keep_ray_private()
    local = {"num_cpus": max(os.cpu_count() or 1, workers), "include_dashboard": False}
    try:
        ray.init(
            address=address or "local",
            log_to_driver=False,
            logging_level="ERROR",
            **({} if address else local),
        )
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise _silent(address, _line(error)) from error
    _joined = address
    return _nodes()


def first_done(asked: Sequence[Any], seconds: float | None) -> Any | None:
    """Wait for one of several answers, and return which; None when the time is over.

    Raises:
        BackendError: the cluster is gone.
    """
    try:
        done, _ = ray.wait(list(asked), num_returns=1, timeout=seconds)
    except (ConnectionError, ray.exceptions.RaySystemError) as error:
        raise BackendError(f"the Ray cluster is gone: {_line(error)}") from error
    return done[0] if done else None


def fetch(answer: Any) -> Any:
    """Return an answer that is there.

    Raises:
        EnvhubError: what the model raised, as it was.
        BackendError: what the model raised, where that is no error of envhub; the cluster is gone.
        Lost: the worker is gone.
    """
    try:
        return ray.get(answer)
    except ray.exceptions.RayTaskError as error:
        if isinstance(error.cause, EnvhubError):
            raise error.cause from None
        cause = f"{type(error.cause).__name__}: {_line(error.cause)}"
        raise BackendError(f"the model failed on a worker: {cause}") from error
    except ray.exceptions.RayError as error:
        raise Lost(_line(error)) from error
    except ConnectionError as error:
        raise BackendError(f"the Ray cluster is gone: {_line(error)}") from error


def _nodes() -> tuple[Node, ...]:
    found = [node["Resources"] for node in ray.nodes() if node["Alive"]]
    return tuple(Node(int(one.get("CPU", 0)), int(one.get("GPU", 0))) for one in found)


def _knock(address: str) -> None:
    """Find out in seconds what Ray itself takes minutes to find out."""
    parts = _ADDRESS.fullmatch(address)
    if parts is None or int(parts[2]) > 65_535:
        hint = "`auto`, `ray://host:10001`, or `host:6379` on a machine of the cluster"
        raise UsageError(f"`{address}` is no address of a Ray cluster", hint=hint)
    try:
        socket.create_connection((parts[1].strip("[]"), int(parts[2])), _PATIENCE).close()
    except OSError as error:
        raise _silent(address, error.strerror or str(error)) from error


def _silent(address: str | None, why: str) -> BackendError:
    if address is None:
        return BackendError(f"a local Ray cluster could not be started: {why}")
    hint = "start one with `ray start --head`, or leave --ray-address out for a local one"
    return BackendError(f"no Ray cluster answers at `{address}`: {why}", hint=hint)


def _line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    if not lines:
        return type(error).__name__
    # Before a traceback stands what it is of, and its end says what happened.
    return f"{lines[0]} {lines[-1].strip()}" if lines[0].endswith(":") else lines[0]
