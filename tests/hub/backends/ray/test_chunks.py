from __future__ import annotations

from typing import Any

import pytest

from envhub.model import Generate, Rank, Request
from envhub_hub.backends.ray.chunks import cut


@pytest.fixture
def questions(ask: Any) -> list[Request]:
    """Forty that begin in four ways, one after the other."""
    return [Generate(prompt=ask(f"head {n % 4}: {n // 4}")) for n in range(40)]


@pytest.mark.parametrize("workers", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("most", [1, 4, 32])
def test_every_request_is_in_one_chunk(questions: Any, workers: int, most: int) -> None:
    chunks = cut(questions, workers, most)
    assert sorted(index for chunk in chunks for index in chunk) == list(range(40))
    assert all(0 < len(chunk) <= most for chunk in chunks)


@pytest.mark.parametrize("count", [2, 3, 5, 40])
def test_every_worker_has_some_where_there_are_enough(questions: Any, count: int) -> None:
    assert len(cut(questions[:count], 2, 32)) >= 2


def test_what_begins_alike_stays_together(questions: Any) -> None:
    chunks = cut(questions, 2, 10)
    assert [{index % 4 for index in chunk} for chunk in chunks] == [{0}, {1}, {2}, {3}]


def test_ranking_and_writing_are_not_mixed_more_than_once(ask: Any) -> None:
    prompts = [ask(f"question {n}") for n in range(8)]
    mixed: list[Request] = []
    for prompt in prompts:
        mixed += [Generate(prompt=prompt), Rank(prompt=prompt, continuations=("a", "b"))]
    kinds = [{mixed[index].kind for index in chunk} for chunk in cut(mixed, 2, 4)]
    assert kinds == [{"generate"}, {"generate"}, {"rank"}, {"rank"}]


def test_nothing_asked_is_no_chunk() -> None:
    assert cut([], 4, 32) == []
