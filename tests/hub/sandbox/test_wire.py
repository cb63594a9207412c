"""What crosses between guests: exact plain values, and nothing else."""

from __future__ import annotations

import io
import re
from collections import Counter, OrderedDict, defaultdict, deque
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envhub_hub.sandbox.guest import wire

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
    | st.binary() | st.complex_numbers(allow_nan=False) | st.decimals(allow_nan=False)
    | st.fractions(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
    | st.lists(inner, max_size=4).map(tuple)
    | st.frozensets(st.integers(), max_size=4) | st.sets(st.text(), max_size=4),
    max_leaves=20,
)  # fmt: skip


def crossed(value):
    stream = io.BytesIO()
    wire.send(stream, {"value": wire.encode(value)})
    stream.seek(0)
    return wire.decode(wire.receive(stream)["value"])


@given(plain)
def test_plain_values_arrive_as_they_were(value):
    assert crossed(value) == value
    assert type(crossed(value)) is type(value)


@pytest.mark.parametrize(
    "value",
    [Counter("aab"), OrderedDict(b=1, a=2), deque([1, 2]), Decimal("1.10"), Fraction(1, 3),
     range(1, 9, 2), bytearray(b"x"), 1 << 90, -(1 << 90), {(1, 2): [3]}, float("inf")],
    ids=repr,
)  # fmt: skip
def test_values_of_the_standard_library_keep_their_type(value):
    assert crossed(value) == value
    assert type(crossed(value)) is type(value)


def test_no_number_stays_no_number():
    assert crossed(float("nan")) != crossed(float("nan"))


def test_a_default_dictionary_arrives_without_its_factory():
    arrived = crossed(defaultdict(list, {"a": [1]}))
    assert arrived == {"a": [1]}
    with pytest.raises(KeyError):
        arrived["b"]


def test_an_iterator_arrives_as_one():
    assert list(crossed(map(str, [1, 2]))) == ["1", "2"]
    assert list(crossed(one for one in (3, 4))) == [3, 4]


def test_a_match_arrives_as_something_true():
    assert crossed(re.match("a", "a"))


class Always(list):
    def __eq__(self, other):
        return True

    __hash__ = None


class Sly(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


@pytest.mark.parametrize("value", [Always(), Sly(), object(), len, [Sly(1)], {"a": Always()}, io])
def test_a_type_of_ones_own_does_not_cross(value):
    with pytest.raises(wire.Unsendable, match="no plain data"):
        wire.encode(value)


def test_an_endless_iterator_does_not_cross():
    def numbers():
        while True:
            yield 1

    with pytest.raises(wire.Unsendable, match="iterator of more than"):
        wire.encode(numbers())


def test_deep_nesting_does_not_cross():
    value: list = []
    for _ in range(200):
        value = [value]
    with pytest.raises(wire.Unsendable, match="levels"):
        wire.encode(value)


@pytest.mark.parametrize(
    "data",
    [{"list": 1}, {"a": 1, "b": 2}, {}, {"unknown": []}, {"int": "zz"}, {"dict": [[1]]}, [1],
     {"set": [{"list": []}]}, {"complex": [1, 2, 3]}, {"range": [0.5]}, {"Fraction": "1/0"}],
    ids=repr,
)  # fmt: skip
def test_a_malformed_value_is_refused(data):
    with pytest.raises(wire.Unsendable):
        wire.decode(data)


@given(st.binary(max_size=64))
def test_a_stream_of_anything_is_a_message_or_refused(data):
    try:
        message = wire.receive(io.BytesIO(data))
    except wire.Unsendable:
        return
    assert message is None or isinstance(message, dict)


def test_a_frame_that_is_too_long_is_refused_before_it_is_read():
    with pytest.raises(wire.Unsendable, match="more than"):
        wire.receive(io.BytesIO(b"\xff\xff\xff\xff"))
