"""Text of others, made safe to show."""

from __future__ import annotations

import pytest

from envhub_hub.text import one_line, sanitise


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\n\ttext", "plain\n\ttext"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;http://e\x1b\\link", "alink"),
        ("a\x9b2Jb", "ab"),
        ("never\x1b]closed stays", "neverclosed stays"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\u202eexe.gpj\u2066x\u2069", "exe.gpjx"),
        ("a\x00\x07\x7f\x85b", "a\nb"),
        ("tag\U000e0041\ufeffs", "tags"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("ی\u200cزبان", "ی\u200cزبان"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * 3),
    ],
)
def test_what_acts_on_a_screen_is_taken_out(text: str, shown: str) -> None:
    assert sanitise(text) == shown


def test_long_text_is_cut_and_says_so() -> None:
    assert sanitise("x" * 5_000_000, 10) == "x" * 9 + "…"
    assert one_line("a\n\n  b\tc", 20) == "a b c"
    assert one_line("word " * 50, 12) == "word word w…"
