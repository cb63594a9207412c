"""A request that names nothing that could be made is refused in one sentence."""

from __future__ import annotations

import pytest

from envhub.errors import Refused
from envhub_hub.generate.request import read_request, require_wishes


@pytest.mark.parametrize("text", ["", "hello there", "benchmark the model"])
def test_small_talk_names_no_capability(text: str) -> None:
    with pytest.raises(Refused, match="names no capability") as caught:
        require_wishes(read_request(text))
    assert "`math`" in (caught.value.hint or "")


@pytest.mark.parametrize("name", ["GSM8K", "gsm-8k", "GSM 8k"])
def test_a_published_benchmark_is_refused_with_what_comes_near(name: str) -> None:
    with pytest.raises(Refused, match=f"`{name}` is a published benchmark") as caught:
        require_wishes(read_request(f"run {name}"))
    assert "`word-problems`" in (caught.value.hint or "")


def test_several_are_named_together() -> None:
    with pytest.raises(Refused, match="`MMLU` and `XSum` are published benchmarks"):
        require_wishes(read_request("MMLU and XSum"))


@pytest.mark.parametrize("text", ["math", "GSM8K, otherwise 12 word problems", "sudoku, 5 puzzles"])
def test_a_wish_is_enough(text: str) -> None:
    require_wishes(read_request(text))
