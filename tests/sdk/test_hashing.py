"""Reading, hashing and writing at once: the same bytes, in the same order, in little memory."""

from __future__ import annotations

import hashlib
import io
import random
import threading

import pytest

from envhub.hashing import ASIDE, CHUNK, CHUNKS, Beside, Hasher


@pytest.mark.parametrize("size", [0, 1, ASIDE - 1, ASIDE, CHUNK - 1, CHUNK, CHUNK + 1, 9 * CHUNK])
@pytest.mark.parametrize("head", [b"", b"head"])
def test_bytes_are_hashed_and_written_as_they_are(size, head):
    data, sink = random.Random(size).randbytes(size), io.BytesIO()
    with Hasher() as hasher:
        for _ in range(2):
            sink.seek(0)
            found = hasher.read(io.BytesIO(data), sink.write, head)
            assert found == (hashlib.sha256(head + data).hexdigest(), len(head + data))
            assert sink.getvalue() == head + data


def test_a_long_stream_takes_a_few_chunks(peak_memory):
    class Long(io.RawIOBase):
        left = 200 * CHUNK

        def readinto(self, buffer):
            count = min(len(buffer), self.left)
            self.left -= count
            return count

    with peak_memory() as peak, Hasher() as hasher:
        assert hasher.read(Long())[1] == 200 * CHUNK
    assert peak[0] < (CHUNKS + 1) * CHUNK


def test_a_stream_that_fails_leaves_a_hasher_that_works():
    class Failing(io.BytesIO):
        def readinto(self, buffer):
            if self.tell():
                raise OSError("gone")
            return super().readinto(buffer)

    with Hasher() as hasher:
        with pytest.raises(OSError, match="gone"):
            hasher.read(Failing(bytes(2 * CHUNK)))
        assert hasher.read(io.BytesIO(b"x"))[0] == hashlib.sha256(b"x").hexdigest()


def test_threads_end_with_the_block():
    before = threading.active_count()
    with Hasher() as hasher:
        hasher.read(io.BytesIO(bytes(CHUNK)))
        assert threading.active_count() == before + 1
    assert threading.active_count() == before


def test_what_fails_beside_is_raised_where_it_is_waited_for():
    def fail():
        raise ValueError("beside")

    with Beside() as beside:
        beside.start(fail)
        with pytest.raises(ValueError, match="beside"):
            beside.wait()
        beside.start(lambda: None)
        beside.wait()
