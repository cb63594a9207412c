"""Rows in a nameless file: the same rows come back, and reading is not disturbed by others."""

from __future__ import annotations

import pytest

from envhub.files import MemoryFiles
from envhub.sample import Sample, Target
from envhub_hub.generate.spool import TEST, Rows, SpooledFiles, in_turn


def rows(capability: str, count: int) -> Rows:
    found = Rows()
    for n in range(count):
        name = f"{capability}-{n}"
        sample = Sample(id=name, capability=capability, input=f"Wie heißt {n}?")
        found.append((sample, Target(id=name, targets=(str(n),))))
    return found


def test_rows_come_back_as_they_were_put_in() -> None:
    found = rows("a", 3)
    assert len(found) == 3
    assert [sample.id for sample, _ in found] == ["a-0", "a-1", "a-2"]
    assert found[-1][1].targets == ("2",)
    assert [sample.id for sample, _ in found[1:]] == ["a-1", "a-2"]
    with pytest.raises(IndexError):
        found[3]


def test_capabilities_take_turns_until_all_are_used_up() -> None:
    found = in_turn([rows("a", 3), rows("b", 1)])
    assert [sample.id for sample, _ in found] == ["a-0", "b-0", "a-1", "a-2"]
    assert len(in_turn([])) == 0


def test_spooled_files_stand_beside_the_others_and_are_read_twice_at_once() -> None:
    files = SpooledFiles(MemoryFiles({"README.md": b"read me"}), {TEST: rows("a", 2)})
    assert files.names() == ("README.md", "data/test.jsonl", "data/test.targets.jsonl")
    assert files.open("README.md").read() == b"read me"
    with files.open("data/test.jsonl") as one, files.open("data/test.jsonl") as other:
        first = one.readline()
        assert other.readline() == first
        assert len(first) + len(one.read()) == files.size("data/test.jsonl")
        assert one.seek(0) == 0
        assert one.readline() == first
