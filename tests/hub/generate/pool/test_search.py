"""Cards are ranked by words and roles."""

from __future__ import annotations

import time

from envhub_hub.generate.pool import DatasetCard, FieldCard, Query, search


def field(name: str, role: str, kind: str = "text") -> FieldCard:
    return FieldCard(name=name, role=role, types=(kind,), filled=1.0, plain=1.0, distinct=50,
                     unique=1.0, chars=(1, 5.0, 9))  # fmt: skip


def card(name: str, *fields: FieldCard, **more) -> DatasetCard:
    return DatasetCard(id=name, name=name, path=f"sets/{name}.jsonl", format="jsonl", records=50,
                       seen=50, fields=fields, sha256="0" * 64, **more)  # fmt: skip


ASKED = (field("question", "question"), field("answer", "answer"))
CARDS = (
    card("countries", field("name", "entity"), field("capital", "entity"), domains=("geography",)),
    card("riddles", *ASKED, words=("rhyme", "wolf")),
    card("sums", *ASKED, domains=("math",), description="word problems of arithmetic"),
)


def names(*asked: str, **more) -> list[str]:
    return [found.id for found, _ in search(CARDS, Query(words=asked, **more))]


def test_a_card_is_found_by_its_name_subject_fields_description_and_values():
    assert names("Country") == ["countries"]
    assert names("geography") == ["countries"]
    assert names("capitals of the world") == ["countries"]
    assert names("arithmetic") == ["sums"]
    assert names("wolves", "wolf") == ["riddles"]


def test_words_that_say_nothing_find_nothing():
    assert names("a benchmark of questions", "data") == []


def test_more_of_the_words_rank_a_card_higher():
    assert names("arithmetic rhyme problems math") == ["sums", "riddles"]


def test_roles_decide_between_cards_of_the_same_words():
    two = (
        card("a", field("text", "text"), domains=("math",)),
        card("b", *ASKED, domains=("math",)),
    )
    found = search(two, Query(words=("math",), roles=("question", "answer")))
    assert [one.id for one, _ in found] == ["b", "a"]
    assert found[0][1] > found[1][1] + 0.3


def test_another_modality_is_left_out():
    assert names("geography", modalities=("image",)) == []


def test_scores_lie_between_nought_and_one_and_do_not_depend_on_the_order():
    query = Query(words=("geography math rhyme",), roles=("question", "answer", "entity"))
    found = search(CARDS, query)
    assert found == search(CARDS[::-1], query)
    assert all(0 < score <= 1 for _, score in found)
    assert len(found) == 3


def test_a_hundred_cards_are_searched_in_a_moment():
    many = [card(f"set {n}", *ASKED, words=tuple(f"word{n + k}" for k in range(64)))
            for n in range(100)]  # fmt: skip
    start = time.perf_counter()
    assert search(many, Query(words=("word70", "set")))
    assert time.perf_counter() - start < 1
