"""What every kind of backend must do; a new kind is one more line in `conftest.KINDS`."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from envhub.model import Generate, Rank
from envhub_hub.backends import LoadSettings


def naive_scores(kind: Any, request: Rank) -> list[tuple[float, bool]]:
    context = request.prompt.messages[0].content
    start = len(kind.tokenizer(context)["input_ids"])
    scores = []
    for text in request.continuations or ():
        ids = kind.tokenizer(f"{context} {text}")["input_ids"]
        with torch.no_grad():
            table = kind.logits(torch.tensor([ids]))[0].log_softmax(-1)
        picked = [float(table[place - 1, ids[place]]) for place in range(start, len(ids))]
        greedy = all(int(table[p - 1].argmax()) == ids[p] for p in range(start, len(ids)))
        scores.append((sum(picked), greedy))
    return scores


def test_ranking_equals_one_plain_forward_for_each_continuation(kind: Any, ranks: Any) -> None:
    for index, reply in kind.model.respond(ranks):
        expected = naive_scores(kind, ranks[index])
        assert [c.logprob for c in reply.continuations] == pytest.approx(
            [logprob for logprob, _ in expected], abs=1e-4
        )
        assert [c.greedy for c in reply.continuations] == [greedy for _, greedy in expected]


def test_every_request_is_answered_once(kind: Any, ranks: Any, writes: Any) -> None:
    requests = [*ranks, *writes, *ranks]
    answered = [index for index, _ in kind.model.respond(requests)]
    assert sorted(answered) == list(range(len(requests)))


def test_greedy_text_is_the_argmax_of_the_plain_forward(kind: Any, writes: Any) -> None:
    reply = dict(kind.model.respond(writes[:1]))[0]
    ids = kind.tokenizer(reply.prompt)["input_ids"]
    for _ in range(reply.usage.output_tokens):
        with torch.no_grad():
            ids.append(int(kind.logits(torch.tensor([ids]))[0, -1].argmax()))
    start = len(kind.tokenizer(reply.prompt)["input_ids"])
    assert reply.text == kind.tokenizer.decode(ids[start:], skip_special_tokens=True)


def test_batch_size_and_order_do_not_matter(kind: Any, ranks: Any, writes: Any) -> None:
    requests = [*ranks, *writes]
    alone = dict(kind.load(LoadSettings(batch_tokens=1)).respond(requests))
    together = dict(kind.load(LoadSettings(batch_tokens=9999)).respond(requests[::-1]))
    for index, reply in alone.items():
        other = together[len(requests) - 1 - index]
        assert reply.text == other.text
        assert [c.logprob for c in reply.continuations] == pytest.approx(
            [c.logprob for c in other.continuations], abs=1e-4
        )


def test_a_text_ends_before_its_first_stop_string(kind: Any, ask: Any) -> None:
    whole = Generate(prompt=ask("the quick brown"), max_tokens=24)
    text = dict(kind.model.respond([whole]))[0].text
    stop = text[6:9]
    short = whole.model_copy(update={"stop": (stop, "never said")})
    reply = dict(kind.model.respond([short]))[0]
    assert reply.text == text[: text.index(stop)]
    assert reply.stop_reason == "stop"
    assert reply.usage.output_tokens < 24


def test_what_is_too_long_fails_alone(kind: Any, ask: Any, ranks: Any) -> None:
    long = ask("fox " * 99)
    requests = [Rank(prompt=long, continuations=("a",)), Generate(prompt=long), ranks[0]]
    replies = dict(kind.model.respond(requests))
    assert [reply.failure and reply.failure.cause for _, reply in sorted(replies.items())] == [
        "context_length",
        "context_length",
        None,
    ]


def test_a_sampled_text_depends_on_its_own_seed_only(kind: Any, ask: Any, writes: Any) -> None:
    def sample(seed: int) -> Generate:
        return Generate(prompt=ask("the lazy"), max_tokens=12, temperature=1.0, seed=seed)

    alone = dict(kind.model.respond([sample(1)]))[0].text
    among = dict(kind.model.respond([*writes, sample(2), sample(1)]))
    assert among[len(writes) + 1].text == alone
    assert among[len(writes)].text != alone


def test_the_global_random_state_is_untouched(kind: Any, ranks: Any, ask: Any) -> None:
    before = torch.get_rng_state()
    list(kind.model.respond([*ranks, Generate(prompt=ask("fox"), temperature=2.0, max_tokens=3)]))
    assert torch.equal(before, torch.get_rng_state())


def test_an_identity_says_what_ran(kind: Any) -> None:
    identity = kind.model.identity
    assert "/" in identity.name
    assert (identity.dtype, identity.device) == ("float32", "cpu")
    assert len(identity.weights_digest) == len(identity.tokenizer_digest) == 64
    assert identity.parameters > 10_000
    assert identity.options["network"]
    assert identity.bos_token_id is None


def test_a_chosen_first_token_is_prepended_once(kind: Any, ask: Any) -> None:
    model = kind.load(LoadSettings(bos_token_id=1))
    assert model.identity.bos_token_id == 1
    request = Rank(prompt=ask("the fox"), continuations=("jumps",))
    (score,) = dict(model.respond([request]))[0].continuations
    ids = [1, *kind.tokenizer("the fox jumps")["input_ids"]]
    with torch.no_grad():
        table = kind.logits(torch.tensor([ids]))[0].log_softmax(-1)
    places = range(len(ids) - score.tokens, len(ids))
    assert score.logprob == pytest.approx(
        sum(float(table[place - 1, ids[place]]) for place in places), abs=1e-4
    )
