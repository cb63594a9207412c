"""Web search, against a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.hub.generate.tools.using import use

from envhub.errors import MissingRequirement, UsageError
from envhub_hub.generate.tools import TOOLS, SearxWeb, Unfit


class Answers(BaseHTTPRequestHandler):
    """Answers as SearXNG does: what it was asked comes back as the first result."""

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        if asked["q"] == ["broken"]:
            body = b"<html>"
        elif asked["q"] == ["nothing"]:
            body = b'{"results": []}'
        else:
            found = [{"title": asked["q"][0], "url": "http://x", "content": asked["format"][0],
                      "engine": "test"}]  # fmt: skip
            body = json.dumps({"query": "", "results": found * 9}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_search_asks_for_json_and_reads_it(address):
    around = {"web": SearxWeb(address)}
    (found,) = use("web_search", "capital of Peru & more", around=around, count=2)
    assert found == 2 * [{"title": "capital of Peru & more", "url": "http://x", "text": "json"}]


def test_a_search_without_results_is_unfit(address):
    with pytest.raises(Unfit):
        use("web_search", "nothing", around={"web": SearxWeb(address)})


def test_an_answer_that_is_no_json_says_what_to_set(address):
    with pytest.raises(MissingRequirement) as error:
        SearxWeb(address).search("broken", 1)
    assert "settings.yml" in error.value.hint


def test_a_server_that_is_not_there_is_named():
    with pytest.raises(MissingRequirement, match="`http:"):
        SearxWeb("http://127.0.0.1:9", seconds=1).search("x", 1)


def test_only_http_is_asked():
    with pytest.raises(UsageError):
        SearxWeb("file:///etc")


def test_web_search_alone_is_not_pure():
    assert [tool.name for tool in TOOLS.values() if not tool.pure] == ["web_search"]
