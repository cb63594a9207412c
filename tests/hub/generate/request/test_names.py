"""The names of what can be asked for: each id has some, and each name leads to its id."""

from __future__ import annotations

import pytest

from envhub_hub.generate.request import read_request
from envhub_hub.generate.request.names import (
    ALWAYS,
    DATA_NAMES,
    FEATURE_NAMES,
    GENERIC,
    NAMES,
    WIDER,
    capability_names,
    dimension_names,
)
from envhub_hub.generate.topics import TOPICS


@pytest.mark.parametrize("topic", [topic.id for topic in TOPICS])
def test_every_topic_has_names_here(topic: str) -> None:
    assert topic in set(capability_names().values())


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_a_topic_is_part_of_what_people_take_it_to_be_part_of(topic) -> None:
    assert set(topic.part_of) <= {*NAMES, *(one.id for one in TOPICS)}


def test_no_name_means_two_capabilities() -> None:
    every = [name for names in NAMES.values() for name in names]
    assert sorted(every) == sorted(set(every))


def test_what_is_narrowed_is_known() -> None:
    known = set(NAMES)
    assert set(WIDER) <= known
    assert {wide for some in WIDER.values() for wide in some} | GENERIC <= known


@pytest.mark.parametrize("name", sorted(capability_names()))
def test_a_name_alone_asks_for_its_capability(name: str) -> None:
    assert [one.id for one in read_request(f"{name}, five questions").wishes] == [
        capability_names()[name]
    ]


@pytest.mark.parametrize("name", sorted({*DATA_NAMES, *FEATURE_NAMES}))
def test_a_dimension_answers_to_its_id(name: str) -> None:
    subject = "dataset" if name in DATA_NAMES else "SAE"
    assert [one.id for one in read_request(f"{name} of this {subject}").wishes] == [name]


def test_what_always_holds_is_a_name() -> None:
    assert set(ALWAYS) <= set(dimension_names())
