"""A real server in a process of its own, and models of it that lose patience quickly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.chatting import KEY, ChatServer
from tests.hub.backends.openai.quick import QUICK

from envhub_hub.backends.openai.calling import Patience, Server
from envhub_hub.backends.openai.model import RemoteModel
from envhub_hub.backends.prices import Price


@pytest.fixture
def server(chat_server: ChatServer) -> ChatServer:
    return chat_server


Connect = Callable[..., RemoteModel]


@pytest.fixture
def connect(server: ChatServer) -> Iterator[Connect]:
    """Load a model of the server; `script` is how it behaves from then on."""
    made: list[RemoteModel] = []

    def make(
        name: str = "tiny", *, key: str | None = KEY, patience: Patience = QUICK,
        concurrency: int = 64, price: Price | None = None, url: str | None = None,
    ) -> RemoteModel:  # fmt: skip
        place = Server(url or server.url, key, name)
        made.append(RemoteModel(place, concurrency, patience, price))
        return made[-1]

    yield make
    for model in made:
        model.close()
