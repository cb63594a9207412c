"""Bytes at any place: in few reads, and with an error that says what could not be read."""

from __future__ import annotations

import io

import pytest

from envhub import EnvhubError
from envhub.zipping.ranges import TAIL, Ranges


def test_any_range_is_what_a_slice_is():
    data = bytes(range(256)) * 1_000
    ranges = Ranges(io.BytesIO(data), "x")
    assert ranges.size == len(data)
    for start in (0, 1, len(data) - TAIL - 5, len(data) - TAIL, len(data) - 3, len(data), 10**12):
        for count in (0, 1, 4_000, TAIL, 10**12):
            assert ranges.read_at(start, count) == data[start : start + count]


class Stubborn(io.RawIOBase):
    """A stream that gives three bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def seek(self, offset, whence=0):
        return self._inner.seek(offset, whence)

    def readinto(self, buffer):
        data = self._inner.read(min(3, len(buffer)))
        buffer[: len(data)] = data
        return len(data)


def test_short_reads_are_repeated():
    data = bytes(range(256)) * 500
    assert Ranges(Stubborn(data), "x").read_at(100, 50_000) == data[100:50_100]


class Broken(Stubborn):
    def readinto(self, buffer):
        raise OSError(5, "Input/output error")


def test_a_stream_that_fails_is_named():
    with pytest.raises(EnvhubError, match="could not read `x`: Input/output error"):
        Ranges(Broken(b"data"), "x")


def test_a_file_that_may_not_be_read_is_named(tmp_path):
    with pytest.raises(EnvhubError, match="could not read"):
        Ranges.of_file(tmp_path)
