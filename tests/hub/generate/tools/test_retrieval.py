"""Local documents by words."""

from __future__ import annotations

import pytest
from tests.hub.generate.tools.using import use

from envhub_hub.generate.tools import Documents, Unfit

TEXTS = [
    ("peru", "Lima is the capital of Peru, a country in South America."),
    ("chile", "Santiago is the capital of Chile."),
    ("tea", "Tea is made of leaves."),
]


def test_the_document_with_the_rarest_words_comes_first():
    documents = Documents(TEXTS)
    texts, names = use("retrieve", "capital Peru", around={"library": documents}, count=2)
    assert names == ["peru", "chile"]
    assert texts[0] == TEXTS[0][1]


def test_signs_of_the_search_language_are_words_and_nothing_else():
    documents = Documents(TEXTS)
    assert documents.search('capital" OR NEAR(tea*', 5)
    assert documents.search('")(*', 5) == []


def test_an_index_may_lie_on_disk(tmp_path):
    documents = Documents(iter(TEXTS), tmp_path / "index.db")
    assert [name for name, _ in documents.search("leaves", 3)] == ["tea"]
    assert documents.digest == Documents(TEXTS).digest != Documents(TEXTS[:2]).digest
    documents.close()


def test_what_nothing_holds_is_unfit():
    with pytest.raises(Unfit):
        use("retrieve", "zeppelin", around={"library": Documents(TEXTS)})
