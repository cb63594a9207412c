"""Addresses, in processes of their own: each speaks to one cluster."""

from __future__ import annotations

import socket
import time
from importlib.util import find_spec

import pytest

pytestmark = [
    pytest.mark.ray,
    pytest.mark.skipif(find_spec("ray") is None, reason="pip install 'envhub[ray]'"),
]
CONNECT = """
import sys
from envhub.errors import EnvhubError
from envhub_hub.backends.ray.cluster import connect
try:
    connect(sys.argv[1], 1)
except EnvhubError as error:
    print(error.exit_code, error, error.hint, sep="\\n")
"""


@pytest.fixture
def told(script, own_home):
    """What a person is told who connects to an address."""

    def connect(address: str) -> list[str]:
        import ray

        site = str(next(iter(ray.__path__))).removesuffix("/ray")
        out, err = script(
            f"import sys; sys.path.append({site!r})\n{CONNECT}", address
        ).communicate()
        assert not err
        return out.splitlines()

    return connect


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


@pytest.mark.parametrize("scheme", ["ray://", ""])
def test_an_address_that_does_not_answer_is_one_sentence_and_soon(told, closed_port, scheme):
    begun = time.monotonic()
    code, said, hint = told(f"{scheme}127.0.0.1:{closed_port}")
    place = f"`{scheme}127.0.0.1:{closed_port}`"
    assert (code, said) == ("1", f"no Ray cluster answers at {place}: Connection refused")
    assert "ray start --head" in hint
    assert time.monotonic() - begun < 30


def test_without_a_cluster_here_auto_says_so(told):
    code, said, _ = told("auto")
    assert code == "1"
    assert said.startswith("no Ray cluster answers at `auto`: ")


@pytest.mark.parametrize("address", ["http://head:1", "head", "ray://head", "head:99999"])
def test_what_is_no_address_is_a_usage_error(told, address):
    code, said, hint = told(address)
    assert (code, said) == ("2", f"`{address}` is no address of a Ray cluster")
    assert "ray://host:10001" in hint
