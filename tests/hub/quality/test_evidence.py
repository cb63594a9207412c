"""What a question names, and whether its context holds it."""

from __future__ import annotations

import pytest

from envhub_hub.quality.evidence import absent, named


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Where does Emil live?", {"emil"}),
        ("Which of the two is older?", set()),
        ("How many loaves did Rosa sell after 12.5 hours?", {"rosa", "12.5"}),
        ('What does "silver lining" mean here?', {"silver lining"}),
        ("Emil left. The Bank of England closed. What did he do?", {"emil", "bank of england"}),
        ("According to Rosa's note, who called?", {"rosa"}),
        ("", set()),
    ],
)
def test_names_numbers_and_quotes_are_found(question, names):
    assert named(question) == names


def test_what_the_context_does_not_hold_is_said():
    context = "Rosa, who is 34, lives in\nOslo."
    assert absent("Is Rosa 34?", context) == ()
    assert absent("Is Ros 3?", context) == ("3", "ros")
