"""Later facts: what stands is decided by what an event has seen, never by a clock."""

from __future__ import annotations

import itertools
import uuid

import pytest

from envhub import IntegrityError, UsageError
from envhub_hub.registry.events import (
    Event,
    Facts,
    dump_event,
    make_event,
    parse_event,
    standing_tags,
    standing_yanks,
)
from envhub_hub.registry.layout import EventKey, parse_key


def event(kind: str, version: str | None = "1.0.0", at: str = "2026", **said: object) -> Event:
    given = {"kind": kind, "id": uuid.uuid4().hex, "name": "acme/sums", "version": version}
    return Event.model_validate(given | {"at": at} | said)


def key_of(one: Event) -> EventKey:
    found = parse_key(one.key)
    assert isinstance(found, EventKey)
    return found


def test_an_event_is_read_as_it_was_written():
    facts = Facts(version="1.0.0", payload={"model": "x", "score": 0.5})
    one = make_event("baseline", "acme/sums", facts)
    assert parse_event(dump_event(one), key_of(one), "here") == one
    assert one.by


def test_an_event_that_says_that_it_is_anothers_is_refused():
    one, other = event("yank", reason="wrong"), event("yank", "2.0.0", reason="wrong")
    with pytest.raises(IntegrityError, match="says that it is another's"):
        parse_event(dump_event(one), key_of(other), "here")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"kind": "yank"}'])
def test_a_damaged_event_is_refused(data):
    with pytest.raises(IntegrityError, match=r"event `environments/acme/sums/events/.* is damaged"):
        parse_event(data, key_of(event("yank")), "here")


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "yank", "tag": "stable"},
        {"kind": "tag"},
        {"kind": "tag", "tag": "latest"},
        {"kind": "untag", "tag": "stable"},
        {"kind": "yank", "version": None},
        {"kind": "yank", "replaces": ["../x"]},
        {"kind": "yank", "reason": "x" * 2_001},
        {"kind": "yank", "surprise": 1},
    ],
)
def test_an_event_says_what_its_kind_has_and_nothing_else(said):
    with pytest.raises(ValueError, match="Event"):
        event(**said)


def test_a_payload_is_json_and_not_too_long():
    with pytest.raises(UsageError, match="more than"):
        make_event("baseline", "acme/sums", Facts(version="1.0.0", payload={"a": "x" * 300_000}))
    with pytest.raises(UsageError, match="no such baseline"):
        make_event("baseline", "acme/sums", Facts(version="1.0.0", payload={"a": float("nan")}))


def test_a_yank_stands_until_an_unyank_names_it():
    first, second = event("yank", reason="a"), event("yank", reason="b")
    undo = event("unyank", replaces=(first.id,))
    assert standing_yanks([first, undo]) == {}
    assert standing_yanks([first, undo, second]) == {"1.0.0": (second,)}


def test_an_unyank_of_another_version_takes_nothing_back():
    one = event("yank", reason="a")
    assert "1.0.0" in standing_yanks([one, event("unyank", "2.0.0", replaces=(one.id,))])


def test_whatever_the_clocks_say_the_same_stands_in_every_order():
    yank = event("yank", at="2030", reason="a")
    undo = event("unyank", at="1999", replaces=(yank.id,))
    again = event("yank", at="1980", reason="b")
    for order in itertools.permutations([yank, undo, again]):
        assert standing_yanks(order) == {"1.0.0": (again,)}


def test_a_tag_means_what_the_last_to_see_it_said():
    first = event("tag", tag="stable")
    moved = event("tag", "2.0.0", tag="stable", replaces=(first.id,))
    assert standing_tags([first, moved]) == {"stable": (moved,)}
    gone = event("untag", None, tag="stable", replaces=(moved.id,))
    assert standing_tags([first, moved, gone]) == {}


def test_of_two_tags_set_at_once_both_stand_and_the_later_is_meant():
    late, early = event("tag", "2.0.0", "2027", tag="t"), event("tag", "1.0.0", "2026", tag="t")
    for order in itertools.permutations([late, early]):
        assert standing_tags(order) == {"t": (early, late)}
    settled = event("tag", "1.0.0", tag="t", replaces=(late.id, early.id))
    assert standing_tags([late, early, settled]) == {"t": (settled,)}


def test_an_event_of_one_tag_replaces_none_of_another():
    one = event("tag", tag="a")
    other = event("tag", tag="b", replaces=(one.id,))
    assert set(standing_tags([one, other])) == {"a", "b"}
