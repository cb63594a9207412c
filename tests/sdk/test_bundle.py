"""Freezing, and opening what a stranger made. Every hostile zip is built here by hand."""

from __future__ import annotations

import io
import json
import random
import stat
import struct
import time
import unicodedata
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from envhub import (
    BundleError,
    EnvhubError,
    InvalidEnvironment,
    Limits,
    NotFound,
    freeze,
    make_manifest,
    open_bundle,
    read_manifest,
)
from envhub.files import MANIFEST, FolderFiles, MemoryFiles, collision, path_problem
from envhub.manifest import dump_manifest

UTF8 = 0x800


class Entry:
    """One entry of a zip, with everything that can be said wrongly about it."""

    def __init__(
        self, name: str | bytes, data: bytes = b"", level: int = 9, **lies: int | bytes
    ) -> None:
        self.name = name if isinstance(name, bytes) else name.encode()
        self.data, self.lies = data, lies
        packed = zlib.compressobj(level, zlib.DEFLATED, -15)
        self.packed = packed.compress(data) + packed.flush()
        self.said = {
            "flags": 0 if self.name.isascii() else UTF8, "method": 8, "crc": zlib.crc32(data),
            "packed": len(self.packed), "size": len(data), "mode": stat.S_IFREG | 0o644,
            "extra": b"", "comment": b"", "offset": None, "local_name": self.name,
            "local_extra": b"", "local_flags": None, "local_size": None, "local_packed": None,
            "local_crc": None, "local_method": None,
        } | lies  # fmt: skip

    def _local(self, key: str) -> object:
        value = self.said[f"local_{key}"]
        return self.said[key] if value is None else value

    def local(self) -> bytes:
        name, extra = self.said["local_name"], self.said["local_extra"]
        values = (20, self._local("flags"), self._local("method"), 0, 33, self._local("crc"),
                  self._local("packed"), self._local("size"), len(name), len(extra))  # fmt: skip
        return struct.pack("<4s5H3L2H", b"PK\3\4", *values) + name + extra + self.packed

    def central(self, offset: int) -> bytes:
        said = self.said
        values = (
            (3 << 8) | 20, 20, said["flags"], said["method"], 0, 33, said["crc"], said["packed"],
            said["size"], len(self.name), len(said["extra"]), len(said["comment"]), 0, 0,
            said["mode"] << 16, offset if said["offset"] is None else said["offset"],
        )  # fmt: skip
        head = struct.pack("<4s6H3L5H2L", b"PK\1\2", *values)
        return head + self.name + said["extra"] + said["comment"]


def zip_of(
    entries: list[Entry], *, before: bytes = b"", between: bytes = b"", count: int | None = None,
    comment: bytes = b"", after: bytes = b"", length: int | None = None, wide: bytes = b"",
) -> bytes:  # fmt: skip
    """A zip, byte by byte."""
    body, listing = before, b""
    for entry in entries:
        listing += entry.central(len(body))
        body += entry.local()
    body += between
    number = len(entries) if count is None else count
    size = len(listing) if length is None else length
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, size, len(body), len(comment))
    return body + listing + wide + end + comment + after


@pytest.fixture(scope="module")
def good(build):
    """The entries of a good bundle, by name."""
    environment = build()
    files = {MANIFEST: dump_manifest(make_manifest(environment))}
    for name in environment.files.names():
        with environment.files.open(name) as stream:
            files[name] = stream.read()
    return files


@pytest.fixture
def refused(tmp_path):
    """What is said when a zip is opened, which must not take long."""

    def said(data: bytes, limits: Limits | None = None) -> str:
        path = tmp_path / "x.zip"
        path.write_bytes(data)
        start = time.perf_counter()
        with pytest.raises(BundleError) as caught:
            open_bundle(path, limits)
        assert time.perf_counter() - start < 5
        assert caught.value.exit_code == 5
        assert len(caught.value.message) < 500
        return caught.value.message

    return said


def entries_of(files: dict[str, bytes]) -> list[Entry]:
    return [Entry(name, data) for name, data in files.items()]


def test_a_zip_by_hand_opens(good, tmp_path, build):
    (tmp_path / "x.zip").write_bytes(zip_of(entries_of(good)))
    assert make_manifest(open_bundle(tmp_path / "x.zip")) == make_manifest(build())


def test_freezing_twice_gives_the_same_bytes(build, tmp_path, folder, files_of):
    freeze(build(), tmp_path / "a.zip")
    freeze(build(), tmp_path / "b.zip")
    freeze(open_bundle(tmp_path / "a.zip"), tmp_path / "c.zip")
    assert len({path.read_bytes() for path in tmp_path.glob("*.zip")}) == 1


def test_a_bundle_is_plain(build, tmp_path):
    freeze(build(), tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        infos = archive.infolist()
    names = [info.filename for info in infos]
    assert names == [MANIFEST, *sorted(names[1:], key=str.encode)]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in infos} == {stat.S_IFREG | 0o644}
    assert {(info.flag_bits, info.extra, info.comment) for info in infos} == {(0, b"", b"")}


def test_a_manifest_is_read_alone(build, tmp_path):
    freeze(build(), tmp_path / "a.zip")
    assert read_manifest(tmp_path / "a.zip") == make_manifest(build())


def test_a_missing_bundle_is_not_found(tmp_path):
    for opener in (open_bundle, read_manifest):
        with pytest.raises(NotFound):
            opener(tmp_path / "none.zip")


NAMES = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=20)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(
    lambda parts: unicodedata.normalize("NFC", "data/files/" + "/".join(parts))
)
TREES = st.dictionaries(PATHS, st.binary(max_size=300), max_size=5).filter(
    lambda tree: not any(map(path_problem, tree)) and collision(tree) is None
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES)
def test_any_valid_files_survive(tree, tmp_path, build):
    environment = build(files=tree)
    manifest = freeze(environment, tmp_path / "a.zip")
    opened = open_bundle(tmp_path / "a.zip")
    assert make_manifest(opened) == manifest
    for name, data in tree.items():
        with opened.files.open(name) as stream:
            assert stream.read() == data


NAMED = {
    "traversal": "../evil", "inner traversal": "data/files/../../../evil", "absolute": "/etc/x",
    "backslash": "data\\files\\x", "drive": "C:/x", "stream": "data/files/x:y",
    "nul": "data/files/a\0.txt", "newline": "data/files/a\nb", "empty": "", "dot": "./README.md",
    "double slash": "data//files/x", "folder": "data/files/", "reserved": "data/files/NUL.txt",
    "trailing dot": "data/files/x.", "decomposed": "data/files/e\u0301",
    "rtl": "data/files/\u202ex",
    "long": "data/files/" + "x" * 300, "out of place": "setup.py", "hidden place": "evil/x",
    "combining": "data/files/" + "\u0315\u0300" * 15_000,
}  # fmt: skip


@pytest.mark.parametrize("case", NAMED)
def test_a_bad_name_is_refused(case, good, refused):
    said = refused(zip_of([*entries_of(good), Entry(NAMED[case], b"x")]))
    assert "name" in said


@pytest.mark.parametrize(
    "names",
    [
        ("README.md",),
        ("readme.md",),
        ("data/files/a", "data/files/A"),
        ("data/files/a/x", "data/files/A/y"),
        ("data/files/é", "data/files/É"),
        ("data/files/a", "data/files/a/b"),
        ("data/files/ß", "data/files/SS"),
    ],
)
def test_names_that_collide_are_refused(names, good, refused):
    said = refused(zip_of([*entries_of(good), *(Entry(name) for name in names)]))
    assert "collide" in said or "has no place" in said


def test_a_second_manifest_is_refused(good, refused):
    assert "collide" in refused(zip_of([*entries_of(good), Entry(MANIFEST, good[MANIFEST])]))


LIES = {
    "link": ({"mode": stat.S_IFLNK | 0o777}, "no regular file"),
    "device": ({"mode": stat.S_IFBLK | 0o644}, "no regular file"),
    "folder": ({"mode": stat.S_IFDIR | 0o755}, "no regular file"),
    "encrypted": ({"flags": 0x1}, "encrypted or streamed"),
    "streamed": ({"flags": 0x8}, "encrypted or streamed"),
    "patched": ({"flags": 0x20}, "encrypted or streamed"),
    "bzip2": ({"method": 12}, "another compression"),
    "lzma": ({"method": 14}, "another compression"),
    "unknown": ({"method": 99}, "another compression"),
    "comment": ({"comment": b"x"}, "a comment or an extra field"),
    "extra": ({"extra": b"xx\0\0"}, "a comment or an extra field"),
    "local extra": ({"local_extra": b"xx\0\0"}, "in two different ways"),
    "local size": ({"local_size": 9}, "two different sizes"),
    "local packed": ({"local_packed": 9}, "two different sizes"),
    "local crc": ({"local_crc": 9}, "in two different ways"),
    "local flags": ({"local_flags": 1}, "in two different ways"),
    "local method": ({"local_method": 0}, "in two different ways"),
    "local name": ({"local_name": b"data/files/y"}, "a damaged zip"),
    "size": ({"size": 50_000}, "not what the manifest says"),
    "wrong crc": ({"crc": 1}, "a damaged zip"),
    "ratio": ({"size": 10**9}, "times its size"),
    "packed": ({"packed": 10**6}, "bytes before or between"),
    "offset": ({"offset": 0}, "overlapping"),
    "far": ({"offset": 2**32 - 2}, ""),
    "wide": ({"size": 2**32 - 1, "packed": 2**32 - 1}, ""),
}


@pytest.mark.parametrize("case", LIES)
def test_an_entry_that_lies_is_refused(case, good, refused):
    lies, said = LIES[case]
    entries = [Entry(n, d, **(lies if n == "README.md" else {})) for n, d in good.items()]
    assert said in refused(zip_of(entries))


def test_a_name_that_is_not_marked_as_utf_8_is_refused(good, refused):
    entry = Entry("data/files/é", b"x", flags=0)
    assert "not marked as UTF-8" in refused(zip_of([*entries_of(good), entry]))


def test_a_name_that_is_no_utf_8_is_refused(good, refused):
    entry = Entry(b"data/files/\xff", b"x", flags=UTF8)
    assert "not a zip" in refused(zip_of([*entries_of(good), entry]))


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        ({"before": b"#!/bin/sh\n"}, "bytes before"),
        ({"between": b"junk"}, "bytes after its entries"),
        ({"after": b"junk"}, "other bytes behind its end"),
        ({"after": b"x" * 100_000}, "other bytes behind its end"),
        ({"comment": b"hello"}, "a comment"),
        ({"count": 2}, "counts other entries"),
        ({"count": 60_000}, "at most 10000"),
        ({"length": 2**31}, "a listing of"),
        ({"length": 10}, ""),
        ({"wide": struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)}, "not a zip"),
    ],
)
def test_bytes_that_belong_to_no_entry_are_refused(layout, said, good, refused):
    assert said in refused(zip_of(entries_of(good), **layout))


def test_two_zips_in_one_are_refused(good, refused):
    whole = zip_of(entries_of(good))
    assert "bytes before" in refused(whole + whole)


def test_too_many_entries_are_refused_before_they_are_read(good, refused):
    entries = [Entry(f"data/files/{n}") for n in range(10_001)]
    assert "at most 10000 are allowed" in refused(zip_of(entries))
    assert "at most 3 are allowed" in refused(zip_of(entries_of(good)), Limits(files=3))


def test_a_ratio_bomb_is_refused(good, refused, peak_memory):
    data = zip_of([*entries_of(good), Entry("data/files/zeros", bytes(50_000_000))])
    with peak_memory() as peak:
        assert "unpacks to more than 200 times its size" in refused(data)
    assert peak[0] < 5_000_000


def test_many_small_bombs_are_refused(good, refused):
    zeros = [Entry(f"data/files/{n}", bytes(1_000_000)) for n in range(80)]
    assert "unpacks to more than 50 times" in refused(zip_of([*entries_of(good), *zeros]))


def test_a_total_over_the_limit_is_refused(good, refused):
    assert "more than 100 bytes" in refused(zip_of(entries_of(good)), Limits(total_bytes=100))


def test_entries_that_share_their_bytes_are_refused(good, refused):
    bomb = Entry("data/files/a", bytes(900_000))
    others = [Entry(f"data/files/b{n}", bytes(900_000), offset=0) for n in range(50)]
    said = refused(zip_of([bomb, *others, *entries_of(good)]))
    assert "overlapping" in said or "times its size" in said


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\5\6", b"hello" * 10_000, b"\0" * 22, b"\x1f\x8b" * 20]
)
def test_what_is_no_zip_is_refused(data, refused):
    assert "not a zip" in refused(data)


def test_an_empty_zip_has_no_manifest(refused):
    assert "no `manifest.json`" in refused(zip_of([]))


def test_a_zip_by_someone_else_has_no_manifest(refused):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("README.md", "x")
    assert "no `manifest.json`" in refused(stream.getvalue())


MANIFESTS = {
    "empty": b"",
    "no json": b"{",
    "a list": b"[]",
    "no text": b"\xff\xfe\x00",
    "deep": b"[" * 900_000,
    "deep in a key": b'{"files":' * 100_000,
    "huge number": b'{"schema_version": ' + b"9" * 100_000 + b"}",
    "null": b"null",
    "short": b'{"schema_version": 1}',
    "newer": b'{"schema_version": 2}',
}


@pytest.mark.parametrize("case", MANIFESTS)
def test_a_malformed_manifest_is_refused(case, good, refused):
    said = refused(zip_of(entries_of({**good, MANIFEST: MANIFESTS[case]})))
    assert "a malformed `manifest.json`" in said
    assert ("written by a newer envhub" in said) == (case == "newer")


def test_a_huge_manifest_is_refused_unread(good, refused, peak_memory):
    data = zip_of([Entry(MANIFEST, random.Random(0).randbytes(100_000) * 100)])
    with peak_memory() as peak:
        assert "a manifest over" in refused(data)
    assert peak[0] < 2_000_000


@pytest.mark.parametrize(
    "lie",
    [
        lambda m: m["files"]["README.md"].update(size=10**15),
        lambda m: m["files"]["README.md"].update(sha256="0" * 64),
        lambda m: m["files"].update({"data/files/x": {"sha256": "0" * 64, "size": 10**15}}),
        lambda m: m["files"].pop("README.md"),
        lambda m: m.update(digest="sha256:" + "0" * 64),
        lambda m: m["data_digest"].update(test="sha256:" + "0" * 64),
        lambda m: m["samples"].update(test=10**15),
        lambda m: m.update(name="acme/other"),
        lambda m: m.update(harness_digest=""),
        lambda m: m.update(surprise=1),
    ],
)
def test_a_manifest_that_lies_is_refused(lie, good, refused):
    manifest = json.loads(good[MANIFEST])
    lie(manifest)
    said = refused(zip_of(entries_of({**good, MANIFEST: json.dumps(manifest).encode()})))
    assert "manifest" in said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"README.md": b"Other\n"}, "`README.md` is not what the manifest says"),
        ({"data/files/new": b""}, "`data/files/new` is not both in the zip and in its manifest"),
        ({"README.md": None}, "`README.md` is not both in the zip and in its manifest"),
        ({"provenance.json": b"{}"}, "`provenance.json` is not both"),
    ],
)
def test_files_that_differ_from_the_manifest_are_refused(changed, said, good, refused):
    files = {name: data for name, data in {**good, **changed}.items() if data is not None}
    assert said in refused(zip_of(entries_of(files)))


@pytest.fixture
def signed(good):
    """A zip whose manifest agrees with its files, whatever they hold."""

    def zipped(**files: bytes) -> bytes:
        named = {name.replace("__", "/"): data for name, data in files.items()}
        changed = {**good, **named}
        entries = json.loads(good[MANIFEST])
        entries["files"] = {
            name: {"sha256": sha256(data).hexdigest(), "size": len(data)}
            for name, data in changed.items()
            if name != MANIFEST
        }
        return zip_of(entries_of({**changed, MANIFEST: json.dumps(entries).encode()}))

    return zipped


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("data/test.jsonl", b'{"id": 1}\n', "data/test.jsonl:1: error"),
        ("data/test.jsonl", b"[" * 1_000_000, "data/test.jsonl:1: error: not JSON"),
        ("data/test.jsonl", b"\xff\n", "data/test.jsonl:1: error: not JSON"),
        ("environment.toml", b"a = " + b"[" * 100_000, "environment.toml: error: not TOML"),
        ("environment.toml", b"a." * 100_000 + b"a = 1", "environment.toml:1: error: a key of"),
        ("environment.toml", b"#" * 400_000, "environment.toml: error: more than"),
        ("environment.toml", b"", "environment.toml:1: error"),
    ],
)
def test_hostile_content_is_refused_with_its_place(name, data, said, signed, refused):
    assert said in refused(signed(**{name.replace("/", "__"): data}))


def test_a_line_of_100_mb_is_refused_in_little_memory(good, tmp_path, peak_memory):
    noise = random.Random(1).randbytes(600_000).hex().encode()  # hard enough to be no ratio bomb
    line = b'{"id": "' + noise * 84
    manifest = json.loads(good[MANIFEST])
    entry = {"sha256": sha256(line).hexdigest(), "size": len(line)}
    manifest["files"]["data/test.jsonl"] = entry
    others = entries_of({**good, MANIFEST: json.dumps(manifest).encode()})
    others = [one for one in others if one.name != b"data/test.jsonl"]
    (tmp_path / "x.zip").write_bytes(zip_of([*others, Entry("data/test.jsonl", line, level=1)]))
    del line
    start = time.perf_counter()
    with peak_memory() as peak, pytest.raises(BundleError, match="1: error: a line of more than"):
        open_bundle(tmp_path / "x.zip")
    assert peak[0] < 20_000_000
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99])
def test_a_cut_bundle_is_refused(share, build, tmp_path, refused):
    freeze(build(), tmp_path / "a.zip")
    whole = (tmp_path / "a.zip").read_bytes()
    refused(whole[: int(len(whole) * share)])


def test_a_bundle_with_any_byte_changed_is_refused_or_the_same(build, tmp_path):
    manifest = freeze(build(), tmp_path / "a.zip")
    whole, rng = (tmp_path / "a.zip").read_bytes(), random.Random(7)
    for place in range(0, len(whole), 3):
        broken = bytearray(whole)
        broken[place] ^= 1 << rng.randrange(8)
        (tmp_path / "b.zip").write_bytes(broken)
        try:
            assert make_manifest(open_bundle(tmp_path / "b.zip")) == manifest
        except BundleError:
            continue


@pytest.mark.parametrize(
    "files",
    [
        {"data/files/a": b"", "data/files/A": b""},
        {"data/files/con.txt": b""},
        {"data/files/a:b": b""},
        {"notes.txt": b""},
        {"data/tests.jsonl": b""},
        {"data/test.jsonl": None},
        {"data/files/zeros": bytes(3_000_000)},
    ],
)
def test_what_could_not_be_opened_is_not_frozen(files, build, tmp_path):
    with pytest.raises(InvalidEnvironment):
        freeze(build(files=files), tmp_path / "a.zip")
    assert not list(tmp_path.iterdir())


def test_a_file_that_changes_while_it_is_frozen_is_noticed(build, files_of, tmp_path):
    class Changing(MemoryFiles):
        reads = 0

        def open(self, name):
            self.reads += name == "README.md"
            return (
                io.BytesIO(b"new") if self.reads > 1 and name == "README.md" else super().open(name)
            )

    environment = build()
    environment.files = Changing(files_of())
    with pytest.raises(EnvhubError, match=r"`README\.md` changed while"):
        freeze(environment, tmp_path / "a.zip")
    assert not list(tmp_path.iterdir())


FREEZE = """
import sys
from envhub import EnvhubError, Environment, freeze
try:
    freeze(Environment.from_folder(sys.argv[1]), sys.argv[2])
except EnvhubError as error:
    sys.exit(f"{error.exit_code} {error.message}")
"""


def test_a_full_disk_leaves_no_part_of_a_bundle(folder, files_of, tmp_path, on_a_small_disk):
    noise = random.Random(0).randbytes(200_000)
    root = folder({**files_of(), "data/files/noise": noise})
    (tmp_path / "out").mkdir()
    done = on_a_small_disk(FREEZE, str(root), str(tmp_path / "out/a.zip"))
    assert done.returncode == 1
    assert done.stderr.startswith("1 could not write")
    assert "File too large" in done.stderr
    assert not list((tmp_path / "out").iterdir())


def test_a_folder_that_can_not_be_made_is_said(build, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvhubError, match="could not write"):
        freeze(build(), tmp_path / "file/a.zip")


def test_ten_thousand_samples_freeze_in_time(build, tmp_path):
    rows = [
        f'{{"id": "s{n}", "capability": "math", "input": "What is {n} + {n}?"}}'
        for n in range(10_000)
    ]
    answers = [f'{{"id": "s{n}", "targets": ["{n * 2}"]}}' for n in range(10_000)]
    files = {"data/test.jsonl": "\n".join(rows).encode(),
             "data/test.targets.jsonl": "\n".join(answers).encode()}  # fmt: skip
    start = time.perf_counter()
    freeze(build(files=files), tmp_path / "a.zip")
    assert time.perf_counter() - start < 2


def test_a_source_folder_may_hold_its_old_manifest(folder, files_of, build, tmp_path):
    root = folder({**files_of(), MANIFEST: b"old"})
    assert MANIFEST not in FolderFiles(Path(root)).names()
