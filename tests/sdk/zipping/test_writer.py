"""What is stored, what is deflated, and that equal content gives equal bytes."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from envhub import InvalidEnvironment
from envhub.files import MemoryFiles
from envhub.hashing import Hasher
from envhub.zipping import writer as writing
from envhub.zipping.records import Entry, Said
from envhub.zipping.writer import SAMPLE, Writer

NOISE = random.Random(0).randbytes(3_000_000)
TEXT = b"What is two and two? " * 10_000


def written(**files: bytes) -> dict[str, zipfile.ZipInfo]:
    """What the standard library finds in a zip of some files."""
    stream = io.BytesIO()
    writer, source = Writer(stream), MemoryFiles(files)
    with Hasher() as hasher:
        for name in files:
            writer.add(name, source, hasher)
    writer.finish()
    with zipfile.ZipFile(stream) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        return {info.filename: info for info in archive.infolist()}


@pytest.mark.parametrize(
    ("data", "deflated"),
    [
        (b"", False),
        (b"x", False),
        (b"abcdefgh", False),
        (TEXT, True),
        (TEXT[:SAMPLE], True),
        (NOISE[:SAMPLE], False),
        (NOISE, False),
        (NOISE[:1_000].hex().encode(), True),
        (TEXT[:SAMPLE] + NOISE, False),  # saves a tenth at first, and not in the end
        (NOISE[: 2 * SAMPLE] + TEXT, False),  # the beginning decides
    ],
)
def test_what_saves_a_tenth_is_deflated(data, deflated):
    info = written(x=data)["x"]
    assert info.compress_type == (zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED)
    assert info.compress_size <= (0.9 if deflated else 1) * info.file_size


def test_what_was_deflated_for_nothing_leaves_no_bytes():
    files = {"a": TEXT[:SAMPLE] + NOISE[:300_000], "b": b"behind"}
    infos = written(**files)
    assert infos["b"].header_offset == 30 + 1 + len(files["a"])


def test_chunks_of_any_size_are_hashed_as_they_are_written():
    files = MemoryFiles({"x": NOISE})
    with Hasher() as hasher:
        found = Writer(io.BytesIO()).add("x", files, hasher)
        with files.open("x") as stream:
            assert found == hasher.read(stream)


def test_a_bundle_that_would_need_zip64_is_refused(monkeypatch):
    monkeypatch.setattr(writing, "WIDE", 1_000)
    with pytest.raises(InvalidEnvironment, match="a bundle is no zip64"):
        written(x=NOISE[:2_000])


def test_records_are_laid_out_as_the_format_says():
    entry = Entry(b"a", Said(20, 0, 8, 0, 33, 1, 2, 3, 1, 0), 7, 0)
    assert len(writing.local_record(entry)) == 30 + 1
    assert len(writing.central_record(entry)) == 46 + 1
    assert len(writing.end_record(1, 2, 3)) == 22
