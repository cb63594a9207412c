"""The content of entries, read in parts of any size, from several threads, to the last byte."""

from __future__ import annotations

import io
import random
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.zips import Entry, zip_of

from envhub import BundleError, Limits
from envhub.zipping.archive import SLICE, Archive
from envhub.zipping.listing import read_listing
from envhub.zipping.ranges import Ranges


def archive_of(*entries: Entry) -> Archive:
    ranges = Ranges(io.BytesIO(zip_of(list(entries))), "x.zip")
    return Archive(ranges, read_listing(ranges, Limits(ratio=10**6, total_ratio=10**6)))


def noise(size: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(size)


CONTENTS = st.one_of(
    st.binary(max_size=2_000),
    st.builds(lambda part, count: part * count, st.binary(max_size=9), st.integers(0, 90_000)),
    st.builds(noise, st.integers(0, 3 * SLICE), st.integers(0, 9)),
)


@settings(max_examples=80, deadline=None)
@given(data=CONTENTS, level=st.integers(0, 9), method=st.sampled_from([0, 8]), step=st.integers())
def test_content_is_the_same_in_parts_of_any_size(data, level, method, step):
    archive = archive_of(Entry("x", data, level=level, method=method), Entry("y", b"behind"))
    with archive.open("x") as stream:
        assert stream.read() == data
    rng = random.Random(step)
    with archive.open("x") as stream:
        found = bytearray()
        while part := stream.read(rng.choice([1, 7, 999, 65_536, 1_000_000])):
            found += part
        assert found == data
        assert stream.read() == b""
    with archive.open("x") as stream:
        assert list(stream) == list(io.BytesIO(data))


def test_many_deflated_blocks_that_hold_nothing_are_passed():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    empty = packer.flush(zlib.Z_FULL_FLUSH) * 40_000
    raw = empty + packer.compress(b"abc") + packer.flush()
    data = Entry("x", b"abc", raw=raw)
    with archive_of(data).open("x") as stream:
        assert stream.read() == b"abc"


@pytest.mark.parametrize("method", [0, 8])
def test_a_wrong_checksum_is_found_before_the_last_byte_is_given(method):
    archive = archive_of(Entry("x", noise(300_000), method=method, crc=1))
    with archive.open("x") as stream:
        stream.read(1_000)
        with pytest.raises(BundleError, match="another checksum"):
            stream.read()


def test_threads_that_read_at_once_read_their_own():
    contents = {f"{n}": noise(400_000, n) for n in range(6)}
    archive = archive_of(*(Entry(*one, method=n % 2 * 8) for n, one in enumerate(contents.items())))

    def read(name: str) -> bool:
        found = bytearray()
        with archive.open(name) as stream:
            while part := stream.read(10_000):
                found += part
        return found == contents[name]

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(read, list(contents) * 3))


def test_an_entry_is_judged_when_it_is_opened():
    whole = bytearray(zip_of([Entry("x", b"abc"), Entry("y", b"abc")]))
    stream = io.BytesIO(whole)
    ranges = Ranges(stream, "x.zip")
    archive = Archive(ranges, read_listing(ranges, Limits()))
    assert archive.names() == ("x", "y")
    archive.check()
    with pytest.raises(KeyError):
        archive.open("z")


def test_a_file_that_was_cut_after_its_listing_was_read_is_an_error():
    whole = zip_of([Entry("x", noise(300_000), method=0)])
    stream = io.BytesIO(whole)
    ranges = Ranges(stream, "x.zip")
    archive = Archive(ranges, read_listing(ranges, Limits()))
    stream.truncate(100_000)
    with archive.open("x") as opened, pytest.raises(BundleError, match="ends early"):
        opened.read()
