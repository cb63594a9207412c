"""Talking to `chat_server.py`: the server as a test sees it, requests, and what came back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from envhub.messages import Message
from envhub.model import Generate, Model, Prompt, Rank, Reply, Request

PROGRAM = Path(__file__).with_name("chat_server.py")
KEY = "sk-the-key-that-nobody-may-see"


class ChatServer:
    """The server: where it is, how it behaves, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/v1"
        self._root = f"http://127.0.0.1:{port}"

    def script(self, **said: Any) -> None:
        """Behave so from now on; what was seen is forgotten."""
        with urlopen(f"{self._root}/script", data=json.dumps(said).encode(), timeout=10):
            pass

    @property
    def seen(self) -> list[dict[str, Any]]:
        return list(self._told()["requests"])

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [one["body"] for one in self.seen]

    @property
    def most(self) -> int:
        """The most requests that were open at once."""
        return int(self._told()["most"])

    def _told(self) -> Any:
        with urlopen(f"{self._root}/seen", timeout=10) as got:
            return json.load(got)


@pytest.fixture(scope="session")
def chat_process() -> Iterator[ChatServer]:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, PROGRAM], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield ChatServer(int(process.stdout.readline()))
        finally:
            process.stdin.close()
            process.wait(10)
            process.stdout.close()


@pytest.fixture
def chat_server(chat_process: ChatServer) -> ChatServer:
    chat_process.script()
    return chat_process


def asks(text: str = "two plus two?", **fields: Any) -> Generate:
    prompt = Prompt(messages=(Message(role="user", content=text),), chat=fields.pop("chat", "auto"))
    return Generate(prompt=prompt, **fields)


def ranks(text: str, *continuations: str, delimiter: str = " ") -> Rank:
    said = (Message(role="user", content=text),)
    prompt = Prompt(messages=said, chat="never", delimiter=delimiter)
    return Rank(prompt=prompt, continuations=continuations)


def answer(model: Model, request: Request) -> Reply:
    ((_, reply),) = model.respond([request])
    return reply


def cause(model: Model, request: Request | None = None) -> str | None:
    failure = answer(model, request or asks()).failure
    return failure.cause if failure else None
