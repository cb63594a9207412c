"""An asker of a server that speaks the real protocol, with recorded answers and faults."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.chatting import KEY, ChatServer
from tests.hub.asking.questions import RECORDED
from tests.hub.backends.openai.quick import QUICK

from envhub_hub.asking import Asker, AskLimits, AskSettings
from envhub_hub.backends.openai.calling import Server
from envhub_hub.backends.openai.model import RemoteModel
from envhub_hub.backends.prices import Price

Connect = Callable[..., Asker]


def recorded() -> dict[str, Any]:
    return {f"[{name}]": replies for name, replies in json.loads(RECORDED.read_text()).items()}


@pytest.fixture
def connect_asker(chat_server: ChatServer) -> Iterator[Connect]:
    """Make an asker of a server without tools and schemas; what it was asked is forgotten."""
    made: list[Asker] = []

    def make(
        *, concurrency: int = 4, journal: Path | None = None, price: Price | None = None,
        script: dict[str, Any] | None = None, **limits: Any,
    ) -> Asker:  # fmt: skip
        plain = {"tools": "ignored", "schema": "refused", "replies": recorded()} | (script or {})
        chat_server.script(**{one: plain[one] for one in ("tools", "schema")})
        model = RemoteModel(Server(chat_server.url, KEY, "tiny"), 64, QUICK, price)
        settings = AskSettings(concurrency=concurrency, journal=journal, limits=AskLimits(**limits))
        made.append(Asker(model, settings))
        chat_server.script(**plain)
        return made[-1]

    yield make
    for asker in made:
        asker.close()
