"""Opening what a stranger made. Every hostile zip is written byte by byte (`tests.zips`)."""

from __future__ import annotations

import io
import json
import random
import struct
import time
import zipfile
from hashlib import sha256

import pytest
from tests.zips import ATTACKS, BAD_NAMES, COLLISIONS, Entry, entries_of, zip_of

from envhub import (
    BundleError,
    LimitExceeded,
    Limits,
    extract_bundle,
    freeze,
    make_manifest,
    open_bundle,
    open_listing,
    read_manifest,
    verify_bundle,
)
from envhub.files import MANIFEST
from envhub.manifest import FileEntry, dump_manifest, tree_digest

LIE = "is not what the manifest says"


@pytest.fixture(scope="module")
def good(build):
    """The files of a good bundle, by name."""
    environment = build()
    files = {MANIFEST: dump_manifest(make_manifest(environment))}
    for name in environment.files.names():
        with environment.files.open(name) as stream:
            files[name] = stream.read()
    return files


@pytest.fixture
def refused(tmp_path):
    """What is said when a zip is opened or extracted, which must not take long."""

    def said(data: bytes, limits: Limits | None = None) -> str:
        path, out = tmp_path / "x.zip", tmp_path / "out"
        path.write_bytes(data)
        start = time.perf_counter()
        with pytest.raises(BundleError) as caught:
            open_bundle(path, limits)
        with pytest.raises(BundleError):
            extract_bundle(path, out, limits)
        assert time.perf_counter() - start < 5
        assert [one.name for one in tmp_path.iterdir()] == ["x.zip"]
        assert caught.value.exit_code == 5
        assert len(caught.value.message) < 500
        assert caught.value.message.replace("\n", " ").isprintable()
        return caught.value.message

    return said


def test_a_zip_by_hand_opens(good, tmp_path, build):
    (tmp_path / "x.zip").write_bytes(zip_of(entries_of(good)))
    assert make_manifest(open_bundle(tmp_path / "x.zip")) == make_manifest(build())


def test_the_order_of_entries_means_nothing(good, tmp_path, build):
    (tmp_path / "x.zip").write_bytes(zip_of(entries_of(good)[::-1]))
    assert make_manifest(open_bundle(tmp_path / "x.zip")) == make_manifest(build())


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused(attack, good, refused):
    make, said = ATTACKS[attack]
    assert said in refused(make(good))


def read_all(stream):
    listing = open_listing(stream)
    for name in listing.manifest.files:
        listing.open(name).close()


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_reaches_no_other_reader(attack, good, tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(ATTACKS[attack][0](good))
    with pytest.raises(BundleError):
        verify_bundle(path)
    with path.open("rb") as stream, pytest.raises(BundleError):
        read_all(stream)


@pytest.mark.parametrize("case", BAD_NAMES)
def test_a_bad_name_is_refused(case, good, refused):
    assert "name" in refused(zip_of([*entries_of(good), Entry(BAD_NAMES[case], b"x")]))


@pytest.mark.parametrize("name", ["setup.py", "evil/x", "data/x.jsonl", "manifest.json/x"])
def test_a_name_without_a_place_is_refused(name, good, refused):
    said = refused(zip_of([*entries_of(good), Entry(name)]))
    assert "has no place" in said or "collide" in said


@pytest.mark.parametrize("case", COLLISIONS)
def test_names_that_collide_are_refused(case, good, refused):
    assert "collide" in refused(zip_of([*entries_of(good), *map(Entry, COLLISIONS[case])]))


@pytest.mark.parametrize("name", [MANIFEST, "README.md", "Manifest.json", "readme.md"])
def test_a_second_entry_for_a_file_is_refused(name, good, refused):
    said = refused(zip_of([*entries_of(good), Entry(name, good[MANIFEST])]))
    assert "collide" in said


@pytest.mark.parametrize(
    "lies",
    [{"comment": b"x"}, {"extra": b"UT\5\0\1abcd"}, {"flags": 8}, {"name": "data/files/"}],
)
def test_what_only_other_zip_programs_write_is_no_bundle(lies, good, refused):
    name = lies.pop("name", "data/files/x")
    assert "data/files/" in refused(zip_of([*entries_of(good), Entry(name, b"", **lies)]))


def test_a_name_that_is_not_marked_as_utf_8_is_refused(good, refused):
    entry = Entry("data/files/é", b"x", flags=0)
    assert "not marked as UTF-8" in refused(zip_of([*entries_of(good), entry]))


def test_a_zip64_that_the_standard_library_follows_is_refused(good, tmp_path):
    data = ATTACKS["zip64 with another listing"][0](good)
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == []
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(BundleError, match="a zip64"):
        open_bundle(tmp_path / "x.zip")


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"zip_bytes": 100}, "bytes of zip, at most 100 are allowed (limit `zip_bytes`)"),
        ({"files": 3}, "entries, at most 3 are allowed (limit `files`)"),
        ({"total_bytes": 100}, "at most 100 are allowed (limit `total_bytes`)"),
        ({"directory_bytes": 99}, "bytes of listing, at most 99"),
        ({"manifest_bytes": 99}, "a manifest of"),
        ({"path_bytes": 5}, "entry 'manifest.json' has a name of 13 bytes, at most 5"),
        ({"depth": 1}, "has a name of 2 parts, at most 1 are allowed (limit `depth`)"),
        ({"line_bytes": 9}, "data/test.jsonl:1: error: a line of more than 9 bytes"),
    ],
)
def test_a_limit_is_named_with_what_was_found_and_how_to_raise_it(limits, said, good, tmp_path):
    path, (limit,) = tmp_path / "x.zip", limits
    path.write_bytes(zip_of(entries_of(good)))
    with pytest.raises(LimitExceeded) as caught:
        open_bundle(path, Limits(**limits))
    assert said in caught.value.message
    assert caught.value.limit == limit
    assert f"Limits({limit}=" in caught.value.hint
    open_bundle(path)


def test_too_many_entries_are_refused_before_they_are_read(good, refused):
    entries = [Entry(f"data/files/{n}") for n in range(10_001)]
    assert "10001 entries, at most 10000 are allowed" in refused(zip_of(entries))


def test_a_huge_listing_is_refused_before_it_is_read(good, refused, peak_memory):
    entries = [Entry("x" * 60_000) for _ in range(200)]
    data = zip_of(entries)
    with peak_memory() as peak:
        assert "(limit `directory_bytes`)" in refused(data)
    assert peak[0] < 2_000_000


def test_a_ratio_bomb_is_refused(good, refused, peak_memory):
    data = zip_of([*entries_of(good), Entry("data/files/zeros", bytes(50_000_000))])
    with peak_memory() as peak:
        assert "unpacks to 1029 times its size, at most 200 are allowed" in refused(data)
    assert peak[0] < 5_000_000


def test_a_bomb_that_says_to_be_small_is_stopped_at_what_it_said(good, refused, peak_memory):
    name = "data/files/zeros"
    bomb = Entry(name, bytes(50_000_000), size=1_000)
    files = signed({**good, name: bytes(1_000)})
    files.pop(name)
    data = zip_of([*entries_of(files), bomb])
    with peak_memory() as peak:
        assert "unpacks to more than it says" in refused(data)
    assert peak[0] < 8_000_000


def test_many_small_bombs_are_refused(good, refused):
    zeros = [Entry(f"data/files/{n}", bytes(1_000_000)) for n in range(80)]
    said = refused(zip_of([*entries_of(good), *zeros]))
    assert "times its size, at most 50 are allowed (limit `total_ratio`)" in said


def test_a_zip_inside_is_never_looked_into(good, tmp_path):
    inner = ATTACKS["two zips in one"][0](good)
    (tmp_path / "x.zip").write_bytes(zip_of(entries_of(signed({**good, "data/files/z": inner}))))
    assert open_bundle(tmp_path / "x.zip").files.size("data/files/z") == len(inner)


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
    "half a surrogate": b'{"files": {"\\ud800": 1}}',
}


@pytest.mark.parametrize("case", MANIFESTS)
def test_a_malformed_manifest_is_refused(case, good, refused):
    said = refused(zip_of(entries_of({**good, MANIFEST: MANIFESTS[case]})))
    assert "a malformed `manifest.json`" in said or "not both in the zip" in said
    assert ("written by a newer envhub" in said) == (case == "newer")


def test_a_huge_manifest_is_refused_unread(good, refused, peak_memory):
    data = zip_of([Entry(MANIFEST, random.Random(0).randbytes(100_000) * 100)])
    with peak_memory() as peak:
        assert "a manifest of 10000000 bytes" in refused(data)
    assert peak[0] < 2_000_000


def test_a_manifest_of_a_million_lies_costs_little_memory(good, refused, peak_memory):
    lies = b'{"files": {' + b",".join(b'"%x": 1' % n for n in range(150_000)) + b"}}"
    files = {name: data for name, data in good.items() if name != MANIFEST}
    data = zip_of([*entries_of(files), Entry(MANIFEST, lies)])
    with peak_memory() as peak:
        assert "is not both in the zip and in its manifest" in refused(data)
    assert peak[0] < 60_000_000


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
        ({"README.md": b"Other\n"}, f"`README.md` {LIE}"),
        ({"README.md": b"Sums!\n"}, f"`README.md` {LIE}"),
        ({"data/files/new": b""}, "`data/files/new` is not both in the zip and in its manifest"),
        ({"README.md": None}, "`README.md` is not both in the zip and in its manifest"),
        ({"provenance.json": b"{}"}, "`provenance.json` is not both"),
    ],
)
def test_files_that_differ_from_the_manifest_are_refused(changed, said, good, refused):
    files = {name: data for name, data in {**good, **changed}.items() if data is not None}
    assert said in refused(zip_of(entries_of(files)))


def test_a_changed_row_is_a_changed_file_before_it_is_a_malformed_row(good, refused):
    rows = good["data/test.jsonl"]
    said = refused(zip_of(entries_of({**good, "data/test.jsonl": b"x" + rows[1:]})))
    assert f"`data/test.jsonl` {LIE}" in said


def signed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files, with a manifest that lists them as they are."""
    manifest = json.loads(files[MANIFEST])
    entries = {
        name: FileEntry(sha256=sha256(data).hexdigest(), size=len(data))
        for name, data in files.items()
        if name != MANIFEST
    }
    manifest["files"] = {name: entry.model_dump() for name, entry in entries.items()}
    manifest["digest"] = tree_digest(entries)
    return {**files, MANIFEST: json.dumps(manifest).encode()}


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
def test_hostile_content_is_refused_with_its_place(name, data, said, good, refused):
    assert said in refused(zip_of(entries_of(signed({**good, name: data}))))


def test_a_line_of_100_mb_is_refused_in_little_memory(good, tmp_path, peak_memory):
    noise = random.Random(1).randbytes(600_000).hex().encode()  # hard enough to be no ratio bomb
    files = signed({**good, "data/test.jsonl": b'{"id": "' + noise * 84})
    (tmp_path / "x.zip").write_bytes(zip_of([Entry(*one, level=1) for one in files.items()]))
    del files
    start = time.perf_counter()
    with peak_memory() as peak, pytest.raises(BundleError, match="1: error: a line of more than"):
        open_bundle(tmp_path / "x.zip")
    assert peak[0] < 20_000_000
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99])
def test_a_cut_bundle_is_refused(share, build, tmp_path, refused):
    freeze(build(), tmp_path / "x.zip")
    whole = (tmp_path / "x.zip").read_bytes()
    refused(whole[: int(len(whole) * share)])


@pytest.fixture(scope="module")
def frozen(build, tmp_path_factory):
    """The bytes of a bundle with stored and deflated entries, and its manifest."""
    path = tmp_path_factory.mktemp("frozen") / "a.zip"
    manifest = freeze(build(files={"data/files/é": random.Random(0).randbytes(300)}), path)
    return path.read_bytes(), manifest


def same_or_refused(data, manifest, path):
    """Whether a damaged bundle opens with the same content; any error but one is an error."""
    path.write_bytes(data)
    try:
        opened = open_bundle(path)
    except BundleError:
        with pytest.raises(BundleError):
            verify_bundle(path)
        return False
    assert make_manifest(opened) == read_manifest(path) == manifest
    return True


def test_a_bundle_with_any_byte_changed_is_refused_or_the_same(frozen, tmp_path):
    (whole, manifest), rng = frozen, random.Random(7)
    same = 0
    for place in range(0, len(whole), 3):
        broken = bytearray(whole)
        broken[place] ^= 1 << rng.randrange(8)
        same += same_or_refused(broken, manifest, tmp_path / "b.zip")
    # What made the zip, hints for text, and permissions: 2 + 2 + 4 bytes of each listed entry.
    assert same < (8 * len(manifest.files) + 8) / 2


def test_a_bundle_that_was_cut_up_and_put_together_is_refused_or_the_same(frozen, tmp_path):
    (whole, manifest), rng = frozen, random.Random(8)
    for _ in range(300):
        first, second = sorted(rng.randrange(len(whole)) for _ in range(2))
        broken = rng.choice([
            whole[:first] + whole[second:],
            whole[:second] + whole[first:],
            whole[:first] + rng.randbytes(rng.randrange(30)) + whole[first:],
            whole[:first] + rng.randbytes(second - first) + whole[second:],
            whole[:first] + bytes(second - first) + whole[second:],
        ])  # fmt: skip
        same_or_refused(broken, manifest, tmp_path / "b.zip")


def test_a_record_of_the_zip_that_says_something_else_is_refused_or_the_same(frozen, tmp_path):
    (whole, manifest), rng = frozen, random.Random(9)
    marks = [place for place in range(len(whole)) if whole[place : place + 2] == b"PK"]
    for _ in range(400):
        broken = bytearray(whole)
        for _ in range(rng.randrange(1, 4)):
            place = rng.choice(marks) + rng.randrange(4, 46)
            value = rng.choice([0, 1, 0xFFFF, 0xFFFFFFFF, rng.randrange(2**32)])
            size = rng.choice([1, 2, 4])
            if place + size <= len(broken):
                packed = struct.pack("<L", value)[:size]
                broken[place : place + size] = packed
        same_or_refused(broken, manifest, tmp_path / "b.zip")
