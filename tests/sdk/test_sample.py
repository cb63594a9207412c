"""Samples and targets: what a row may say."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from envhub import Environment, InvalidEnvironment, Message, Sample, Target
from envhub.environment import numbered_lines, parse_row
from envhub.files import MemoryFiles
from envhub.values import json_line

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
NUMBERS = st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
DATA = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
SAMPLES = st.builds(
    Sample,
    id=TEXT.filter(bool),
    capability=TEXT,
    input=TEXT,
    messages=st.none(),
    context=st.none() | TEXT,
    choices=st.none() | st.lists(TEXT, max_size=4).map(tuple),
    subtype=st.none() | TEXT,
    difficulty=st.none() | st.integers(-9, 9) | TEXT,
    files=st.lists(TEXT, max_size=2).map(tuple),
    metadata=st.dictionaries(TEXT, DATA, max_size=3),
)
TARGETS = st.builds(
    Target,
    id=TEXT.filter(bool),
    targets=st.lists(st.integers(-5, 99) | TEXT, max_size=4).map(tuple),
    data=st.dictionaries(TEXT, DATA, max_size=3),
)


@given(st.lists(SAMPLES, max_size=3))
def test_samples_survive_their_lines(samples):
    written = b"".join(json_line(one) for one in samples)
    files = MemoryFiles({"x": written})
    with files.open("x") as stream:
        assert [parse_row(line, Sample, "x", n) for n, line in numbered_lines(stream)] == samples


@given(st.lists(TARGETS, max_size=3))
def test_targets_survive_their_lines(targets):
    written = MemoryFiles({"x": b"".join(json_line(one) for one in targets)})
    with written.open("x") as stream:
        assert [parse_row(line, Target, "x", n) for n, line in numbered_lines(stream)] == targets


@pytest.mark.parametrize(
    "odd", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r", "\ufeff"]
)
def test_a_line_ends_at_a_line_feed_and_nowhere_else(odd, build, files_of):
    row = json.dumps({"id": "s2", "capability": "math", "input": f"a{odd}b"}, ensure_ascii=False)
    files = files_of()["data/test.jsonl"].split(b"\n", 1)[1]
    environment = build(files={"data/test.jsonl": row.encode() + b"\n" + files})
    assert next(iter(environment.samples())).input == f"a{odd}b"


def test_half_a_surrogate_pair_in_a_file_is_refused_with_its_line(build):
    row = b'{"id": "s2", "capability": "math", "input": "\\ud800"}\n'
    with pytest.raises(InvalidEnvironment, match=r"data/test\.jsonl:1: error: not JSON"):
        list(build(files={"data/test.jsonl": row}).samples())


def test_half_a_surrogate_pair_in_memory_is_written_as_a_replacement(build):
    sample = Sample(id="a", capability="math", input="x\udc00y")
    target = Target(id="a", targets=("1",))
    environment = Environment.create(build().declaration, [sample], [target])
    assert next(environment.samples()).input == "x\ufffdy"


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_a_number_that_json_has_not_is_refused(text):
    row = f'{{"id": "a", "capability": "m", "input": "q", "metadata": {{"x": {text}}}}}'
    with pytest.raises(InvalidEnvironment, match="x:3: error: not JSON"):
        parse_row(row.encode(), Sample, "x", 3)


def test_a_deep_row_is_refused():
    row = b'{"id": "a", "capability": "m", "metadata": ' + b"[" * 100_000
    with pytest.raises(InvalidEnvironment, match="recursion limit"):
        parse_row(row, Sample, "x", 1)


def test_a_byte_order_mark_is_named():
    with pytest.raises(InvalidEnvironment, match="byte order mark"):
        parse_row(b'\xef\xbb\xbf{"id": "a"}', Sample, "x", 1)


def test_a_misspelt_key_gets_a_suggestion():
    with pytest.raises(InvalidEnvironment, match="unknown key `contxt`, did you mean `context`"):
        parse_row(b'{"id": "a", "capability": "m", "input": "q", "contxt": "c"}', Sample, "x", 1)


@pytest.mark.parametrize("asked", [{}, {"input": "q", "messages": ()}])
def test_a_sample_asks_in_one_way(asked):
    with pytest.raises(ValidationError, match="either `input` or `messages`"):
        Sample(id="a", capability="m", **asked)


def test_the_question_is_the_last_message():
    turns = (Message(role="user", content="one"), Message(role="user", content="two"))
    assert Sample(id="a", capability="m", messages=turns).question == "two"


def test_a_sample_has_no_place_for_its_target():
    with pytest.raises(ValidationError):
        Sample.model_validate({"id": "a", "capability": "m", "input": "q", "target": "x"})


def test_the_hash_follows_the_content():
    one = Sample(id="a", capability="m", input="q")
    assert one.hash == Sample(id="a", capability="m", input="q", files=()).hash
    assert one.hash != Sample(id="a", capability="m", input="Q").hash


def test_values_are_frozen():
    with pytest.raises(ValidationError, match="frozen"):
        Sample(id="a", capability="m", input="q").id = "b"
