"""The cache of replies: what it may reuse, and above all what it may not."""

from __future__ import annotations

import multiprocessing
import sqlite3

import pytest

from envhub.errors import EnvhubError
from envhub.messages import Message
from envhub.model import Failure, Generate, MockModel, ModelIdentity, Prompt, Rank, Reply
from envhub_hub.runner.cache import CachedModel, ReplyCache

PROMPT = Prompt(messages=(Message(role="user", content="2 + 2?"),))
ASK = Generate(prompt=PROMPT, max_tokens=8)


class Counting:
    """A model that answers with how often it was asked."""

    def __init__(self, identity: ModelIdentity | None = None, failure: Failure | None = None):
        self.identity = identity or ModelIdentity(name="count/one", weights_digest="a")
        self.failure = failure
        self.asked = 0

    def respond(self, requests):
        for index, _ in enumerate(requests):
            self.asked += 1
            yield index, Reply(text=str(self.asked), latency_ms=12.5, failure=self.failure)


@pytest.fixture
def cache(tmp_path):
    made = ReplyCache(tmp_path / "replies.sqlite")
    yield made
    made.close()


def say(model, *requests) -> list[Reply]:
    replies = dict(model.respond(requests))
    return [replies[index] for index in range(len(requests))]


def test_a_hit_is_the_reply_as_it_was_and_marked(cache):
    model = Counting()
    (first,) = say(CachedModel(model, cache, "h"), ASK)
    (second,) = say(CachedModel(model, cache, "h"), ASK)
    assert (first.cached, second.cached) == (False, True)
    assert second.model_copy(update={"cached": False}) == first
    assert model.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        ASK.model_copy(update={"seed": 1}),
        ASK.model_copy(update={"temperature": 0.5}),
        ASK.model_copy(update={"max_tokens": 9}),
        ASK.model_copy(update={"stop": ("\n",)}),
        ASK.model_copy(update={"prompt": PROMPT.model_copy(update={"chat": "never"})}),
        ASK.model_copy(update={"prompt": PROMPT.model_copy(update={"delimiter": ""})}),
        Rank(prompt=PROMPT, continuations=("4",)),
        Rank(prompt=PROMPT, continuations=("5",)),
    ],
    ids=["seed", "temperature", "length", "stop", "chat", "delimiter", "rank", "continuation"],
)
def test_another_request_is_another_answer(cache, other):
    model = Counting()
    say(CachedModel(model, cache, "h"), ASK)
    (reply,) = say(CachedModel(model, cache, "h"), other)
    assert not reply.cached
    assert model.asked == 2


@pytest.mark.parametrize(
    "change",
    [{"weights_digest": "b"}, {"adapter": "lora"}, {"interventions": ("steer",)}, {"dtype": "f16"},
     {"chat_template_digest": "t"}, {"revision": "r"}, {"bos_token_id": 1}, {"name": "count/two"}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_another_model_is_another_answer(cache, change):
    model = Counting()
    say(CachedModel(model, cache, "h"), ASK)
    other = Counting(model.identity.model_copy(update=change))
    assert not say(CachedModel(other, cache, "h"), ASK)[0].cached


def test_another_harness_is_another_answer(cache):
    model = Counting()
    say(CachedModel(model, cache, "h"), ASK)
    assert not say(CachedModel(model, cache, "i"), ASK)[0].cached


def test_a_failure_is_not_kept(cache):
    failing = Counting(failure=Failure(cause="backend", message="no"))
    say(CachedModel(failing, cache, "h"), ASK)
    assert not say(CachedModel(Counting(), cache, "h"), ASK)[0].cached


def test_known_and_unknown_requests_come_with_their_own_index(cache):
    model = MockModel(lambda request: request.prompt.messages[0].content[::-1])
    asked = [
        Generate(prompt=Prompt(messages=(Message(role="user", content=f"word {n}"),)))
        for n in range(1_200)
    ]
    say(CachedModel(model, cache, "h"), *asked[::3])
    replies = say(CachedModel(model, cache, "h"), *asked)
    assert [one.text for one in replies] == [f"word {n}"[::-1] for n in range(1_200)]
    assert [one.cached for one in replies] == [n % 3 == 0 for n in range(1_200)]


def test_a_damaged_reply_is_asked_again(cache):
    model = Counting()
    say(CachedModel(model, cache, "h"), ASK)
    with sqlite3.connect(cache.path) as other:
        other.execute("update replies_1 set reply = '{'")
    assert not say(CachedModel(model, cache, "h"), ASK)[0].cached


def test_a_file_that_is_no_cache_is_told(tmp_path):
    path = tmp_path / "replies.sqlite"
    path.write_text("not a database, and long enough to be seen as none" * 10)
    with pytest.raises(EnvhubError, match=r"can't be used.*not a database") as caught:
        ReplyCache(path)
    assert "--no-cache" in caught.value.hint


def write_some(path, start):
    cache = ReplyCache(path)
    for number in range(start, start + 200):
        cache.keep(f"key {number}", Reply(text=str(number)))
    cache.close()


def test_several_processes_write_at_once(tmp_path):
    path = tmp_path / "replies.sqlite"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_some, args=(path, n * 200)) for n in range(4)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert [one.exitcode for one in writers] == [0] * 4
    cache = ReplyCache(path)
    assert len(cache.find([f"key {number}" for number in range(800)])) == 800
    cache.close()
