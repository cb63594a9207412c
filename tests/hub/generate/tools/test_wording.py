"""Questions out of templates, other wordings, gaps."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from tests.hub.generate.tools.using import use

from envhub_hub.generate.tools import Unfit

WORDINGS = ["The {attr} of {entity}?", "{entity}: which {attr}?", "Of {entity}, the {attr}?"]


def test_a_question_is_filled_from_fields():
    found = {use("compose", "capital", "Peru", wordings=WORDINGS, names=["attr", "entity"],
                 seed=seed) for seed in range(30)}  # fmt: skip
    assert found == {
        ("The capital of Peru?", 0), ("Peru: which capital?", 1), ("Of Peru, the capital?", 2),
    }  # fmt: skip


def test_a_value_with_braces_is_text_and_nothing_else():
    text, _ = use("compose", "{x.__class__}", wordings=["About {x}."], names=["x"])
    assert text == "About {x.__class__}."


@pytest.mark.parametrize("wording", ["{x.y}", "{x!r}", "{x:>9}", "{}", "{0}"])
def test_a_wording_holds_plain_names_only(wording):
    with pytest.raises(ValidationError):
        use("compose", "a", wordings=[wording], names=["x"])


def test_a_paraphrase_keeps_what_is_asked_for():
    found = {use("paraphrase", "What is the capital of Peru?", seed=seed) for seed in range(60)}
    assert len(found) == 5
    assert all("capital of Peru" in text for (text,) in found)
    with pytest.raises(Unfit):
        use("paraphrase", "Peru.")


def test_a_masked_value_is_gone_wherever_it_stands():
    assert use("mask", "Lima is big. I like lima, not Limassol.", "Lima") == (
        "____ is big. I like ____, not Limassol.",
    )


def test_a_text_is_cut_before_its_last_word():
    assert use("mask", "The capital of Peru is Lima.", "Lima", cut=True) == (
        "The capital of Peru is",
    )
    for text in ("Lima is the capital.", "Lima, oh Lima."):
        with pytest.raises(Unfit):
            use("mask", text, "Lima", cut=True)
