"""Other numbers and names, the same in every text."""

from __future__ import annotations

import re

import pytest
from tests.hub.generate.tools.using import use

from envhub_hub.generate.tools import Unfit


def test_numbers_change_in_all_texts_alike():
    for seed in range(30):
        question, answer, swaps = use(
            "substitute_numbers", "Tom has 12 pens, gives 5, and 12 more.", "12 - 5", seed=seed
        )
        assert set(swaps) == {"12", "5"}
        assert not set(swaps) & set(swaps.values())
        assert re.findall(r"\d+", question) == [swaps["12"], swaps["5"], swaps["12"]]
        assert answer == f"{swaps['12']} - {swaps['5']}"


def test_parts_of_other_numbers_stay():
    text, _ = use("substitute_numbers", "Pay 3.50 or 1,200 for 4 in room B12.")
    assert text.startswith("Pay 3.50 or 1,200 for ")
    assert text.endswith(" in room B12.")


def test_a_text_without_numbers_is_unfit():
    with pytest.raises(Unfit):
        use("substitute_numbers", "no number")


def test_names_change_in_all_texts_alike():
    texts = use("substitute_entities", "Ann and Annabel met Bo.", "Ann",
                names=["Ann", "Annabel", "Bo"], instead=["Cy", "Di", "Ed", "Bo"])  # fmt: skip
    first, second, swaps = texts
    assert set(swaps) == {"Ann", "Annabel", "Bo"}
    assert set(swaps.values()) == {"Cy", "Di", "Ed"}
    assert first == f"{swaps['Ann']} and {swaps['Annabel']} met {swaps['Bo']}."
    assert second == swaps["Ann"]


def test_too_few_new_names_are_unfit():
    with pytest.raises(Unfit, match="fewer"):
        use("substitute_entities", "Ann met Bo.", names=["Ann", "Bo"], instead=["Cy"])
