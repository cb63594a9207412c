"""A proxy on loopback that stands before an S3 server and does, once, what networks do.

`with faulty(server) as (proxy, stand_in):` gives it, and the server as reached through it. Each
fault is met by the next request that it fits; without one, requests and answers pass unchanged.
"""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import urlsplit

from tests.servers import Server

_ERROR = (
    '<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code>'
    "<Message>by the test</Message></Error>"
)
_HOP = {"connection", "transfer-encoding", "keep-alive"}


@dataclass
class Fault:
    """What happens to a request.

    Attributes:
        method: the requests that it fits.
        query: they have this in their query, such as `uploadId`.
        status: answer with this, and `code`, instead.
        end: end the connection without an answer, plainly or by a reset; or in the middle of the
            answer's body.
        after: the server gets the request first, and its answer is lost.
        wait: seconds before anything is sent back.
        times: how many requests meet it.
        then: done before the faulty answer is sent.
    """

    method: str
    query: str = ""
    status: int | None = None
    code: str = ""
    end: Literal["drop", "reset", "cut"] | None = None
    after: bool = False
    wait: float = 0
    times: int = 1
    then: Callable[[], object] | None = None
    met: int = 0


@dataclass
class Proxy:
    """A server's stand-in."""

    server: Server
    faults: list[Fault] = field(default_factory=list)
    strip: frozenset[str] = frozenset()
    """Headers that never reach the server, in lower case."""
    seen: list[str] = field(default_factory=list)
    """The method of each request that came."""
    sent: int = 0
    """Bytes of bodies that went back."""

    def meet(self, method: str, **fault) -> None:
        """Let the next request of this method meet a fault."""
        self.faults.append(Fault(method, **fault))

    def take(self, method: str, query: str) -> Fault | None:
        """Take the fault that a request meets, if there is one."""
        self.seen.append(method)
        for one in self.faults:
            if one.method == method and one.query in query and one.times > 0:
                one.times -= 1
                one.met += 1
                return one
        return None

    def clear(self) -> None:
        """Forget faults and what was seen."""
        self.faults.clear()
        self.seen.clear()
        self.sent = 0

    @property
    def met(self) -> bool:
        """Whether every fault has been met at least once."""
        return all(one.met for one in self.faults)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: Proxy
    lock: threading.Lock

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.lock:
            fault = self.proxy.take(self.command, urlsplit(self.path).query)
        answer = None
        if fault is None or fault.after or fault.end == "cut" or (fault.wait and not fault.end):
            answer = self._forward(body)
        if fault is not None:
            time.sleep(fault.wait)
            if fault.then is not None:
                fault.then()
        with suppress(ConnectionError):  # the client did not wait
            self._answer(fault, answer)

    def _answer(self, fault: Fault | None, answer: tuple | None) -> None:
        if fault is not None and fault.status is not None:
            said = _ERROR.format(code=fault.code).encode()
            headers = [("Content-Type", "application/xml"), ("Content-Length", str(len(said)))]
            self._send(fault.status, headers, b"" if self.command == "HEAD" else said)
        elif fault is not None and fault.end in ("drop", "reset"):
            if fault.end == "reset":
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True
            self.connection.close()
        elif answer is not None:
            status, headers, body = answer
            if fault is not None and fault.end == "cut":
                body = body[: len(body) // 2]
                self.close_connection = True
            self._send(status, headers, body)

    def _send(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in _HOP:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.proxy.sent += len(body)

    def _forward(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        address = urlsplit(self.proxy.server.endpoint)
        there = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        try:
            there.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self.headers.items():
                if name.lower() not in _HOP | {"expect"} | self.proxy.strip:
                    there.putheader(name, value)
            there.endheaders(body)
            answer = there.getresponse()
            headers, data = answer.getheaders(), answer.read()
        finally:
            there.close()
        if not any(name.lower() == "content-length" for name, _ in headers):
            headers.append(("Content-Length", str(len(data))))
        return answer.status, headers, data

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _pass

    def log_message(self, *_) -> None:
        return


class _Threads(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        return  # a client that hangs up is what this is for


@contextmanager
def faulty(server: Server, strip: frozenset[str] = frozenset()) -> Iterator[tuple[Proxy, Server]]:
    """Stand before a server; gives the proxy, and the server as it is reached through it."""
    proxy = Proxy(server, strip=strip)
    handler = type("Handler", (_Handler,), {"proxy": proxy, "lock": threading.Lock()})
    with _Threads(("127.0.0.1", 0), handler) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield proxy, server.behind(f"http://127.0.0.1:{listening.server_address[1]}")
        finally:
            listening.shutdown()
            thread.join()
