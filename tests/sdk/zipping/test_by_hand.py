"""A source folder that a person zipped, by whatever program; and what no program would write."""

from __future__ import annotations

import io
import random
import shutil
import stat
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest
from tests.zips import (
    ATTACKS,
    BAD_NAMES,
    COLLISIONS,
    FOLDER,
    LINK,
    UTF8,
    Entry,
    entries_of,
    extra,
    zip_of,
)

from envhub import (
    BundleError,
    EnvhubError,
    Environment,
    InvalidEnvironment,
    LimitExceeded,
    Limits,
    NotFound,
    UsageError,
    freeze,
    is_bundle,
    make_manifest,
    unpack_source_zip,
)
from envhub.files import MANIFEST

CRC_MARK = b"PK\7\x08"


@pytest.fixture
def source(folder, files_of):
    """A source folder with whatever a folder of a person holds."""
    return folder({
        **files_of(),
        "data/files/é b.txt": b"x" * 5_000,
        "data/files/noise": random.Random(0).randbytes(70_000),
        "data/files/empty": b"",
        ".git/HEAD": b"ref",
        "harness/__pycache__/x.pyc": b"x",
    }, "refunds")  # fmt: skip


@pytest.fixture
def same(source, tmp_path):
    """Whether a zip holds the very environment of the source folder, and only that."""

    def same(path: Path) -> bool:
        out = unpack_source_zip(path, tmp_path / "out" / path.stem)
        assert not is_bundle(path)
        assert not [one for one in out.rglob("*") if one.name in (".git", "__pycache__")]
        modes = {stat.S_IMODE(one.stat().st_mode) for one in out.rglob("*") if one.is_file()}
        assert modes == {0o600}
        manifest = freeze(Environment.from_folder(out), tmp_path / "frozen.zip")
        return manifest == make_manifest(Environment.from_folder(source))

    return same


ZIP = pytest.mark.skipif(shutil.which("zip") is None, reason="needs the program `zip`")


@ZIP
@pytest.mark.parametrize("options", ["-r", "-r9", "-r0", "-rD", "-rX", "-ry"])
@pytest.mark.parametrize("inside", [True, False])
def test_a_zip_by_the_program_zip_is_taken(options, inside, source, tmp_path, same):
    path = tmp_path / "a.zip"
    if inside:
        words, place = ["zip", "-q", options, str(path), "."], source
    else:
        words, place = ["zip", "-q", options, str(path), source.name], source.parent
    subprocess.run(words, cwd=place, check=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
    assert same(path)


@ZIP
def test_a_link_that_was_zipped_as_a_link_is_refused(source, tmp_path, refused):
    (source / "scoring").symlink_to("/etc")
    subprocess.run(["zip", "-qry", "../links.zip", "."], cwd=source, check=True)
    data = (tmp_path / "links.zip").read_bytes()
    (tmp_path / "links.zip").unlink()
    shutil.rmtree(source)
    assert "links and devices are refused" in refused(data)


@ZIP
def test_a_streamed_zip_by_the_program_zip_is_taken(source, tmp_path, same):
    words = ["zip", "-q", "-r", "-", source.name]
    done = subprocess.run(words, cwd=source.parent, check=True, capture_output=True)
    (tmp_path / "a.zip").write_bytes(done.stdout)
    assert zipfile.ZipFile(tmp_path / "a.zip").infolist()[-1].flag_bits & 8
    assert same(tmp_path / "a.zip")


def test_a_zip_by_python_is_taken(source, tmp_path, same):
    shutil.make_archive(str(tmp_path / "top"), "zip", source)
    shutil.make_archive(str(tmp_path / "inside"), "zip", source.parent, source.name)
    assert same(tmp_path / "top.zip")
    assert same(tmp_path / "inside.zip")


class Pipe(io.RawIOBase):
    """A stream that can't go back, as a web server writes to."""

    def __init__(self, sink: io.BytesIO) -> None:
        self._sink = sink

    def writable(self) -> bool:
        return True

    def write(self, data):
        return self._sink.write(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_streamed_zip_by_python_is_taken(method, source, tmp_path, same):
    sink = io.BytesIO()
    with zipfile.ZipFile(Pipe(sink), "w", method) as archive:
        for path in sorted(source.rglob("*")):
            archive.write(path, path.relative_to(source.parent))
    (tmp_path / "a.zip").write_bytes(sink.getvalue())
    assert same(tmp_path / "a.zip")


def test_a_download_with_comments_is_taken(source, tmp_path, same):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.comment = b"9a7c" * 10
        for path in sorted(source.rglob("*")):
            info = zipfile.ZipInfo.from_file(path, Path("refunds-main", path.relative_to(source)))
            info.comment = b"said by hand"
            archive.writestr(info, b"" if path.is_dir() else path.read_bytes())
    assert same(tmp_path / "a.zip")


def test_what_a_mac_adds_is_left_in_the_zip(source, files_of, tmp_path, same):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for path in sorted(source.rglob("*")):
            archive.write(path, path.relative_to(source.parent))
        archive.writestr("refunds/.DS_Store", b"x")
        archive.writestr("__MACOSX/refunds/._README.md", b"x")
    assert same(tmp_path / "a.zip")


@pytest.fixture
def refused(tmp_path):
    """What is said of a zip, of which nothing is kept."""

    def said(data: bytes, limits: Limits | None = None) -> str:
        path = tmp_path / "x.zip"
        path.write_bytes(data)
        with pytest.raises(BundleError) as caught:
            unpack_source_zip(path, tmp_path / "out", limits)
        assert [one.name for one in tmp_path.iterdir()] == ["x.zip"]
        assert caught.value.exit_code == 5
        assert len(caught.value.message) < 500
        return caught.value.message

    return said


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused(attack, files_of, refused):
    assert refused(ATTACKS[attack][0](files_of()))


@pytest.mark.parametrize("case", BAD_NAMES)
def test_a_bad_name_is_refused(case, files_of, refused):
    said = refused(zip_of([*entries_of(files_of()), Entry(BAD_NAMES[case], b"x")]))
    assert "name" in said or "no regular file" in said  # a file whose name ends as a folder's


@pytest.mark.parametrize("case", COLLISIONS)
def test_names_that_collide_are_refused(case, files_of, refused):
    said = refused(zip_of([*entries_of(files_of()), *map(Entry, COLLISIONS[case])]))
    assert "collide" in said


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry("data/files/x/", b"", attributes=LINK), "no regular file"),
        (Entry("data/files/x/", b"x", attributes=FOLDER), "a folder with content"),
        (Entry("data/files/x/", b"", attributes=FOLDER, raw=b"hidden", packed=6), "with content"),
        (Entry("../x/", b"", attributes=FOLDER), "leaves its folder"),
        (Entry("README.md/", b"", attributes=FOLDER), "collide"),
        (Entry("data/files/x", b"", attributes=FOLDER), "no regular file"),
        (Entry("data/files/x", b"", comment=b"PK\6\7" + bytes(16)), "a zip64"),
        (Entry("data/files/x", b"", extra=extra(0x5455, b"1") * 2), "doubled extra field"),
        (Entry("data/files/x", b"", local_extra=extra(0x5455, b"1") * 2), "doubled extra field"),
        (Entry("data/files/x", b"", extra=b"abc"), "a damaged or doubled extra field"),
        (Entry("data/files/x", b"", extra=extra(0x7075, b"\1....README")), "another name"),
        (Entry("data/files/x", b"", extra=extra(1, bytes(16))), "another name or content"),
        (Entry("data/files/x", b"", extra=extra(0x9901, b"AE")), "another name or content"),
        (Entry("data/files/x", b"", flags=9), "is encrypted"),
    ],
)
def test_what_only_looks_like_an_honest_program_is_refused(entry, said, files_of, refused):
    assert said in refused(zip_of([*entries_of(files_of()), entry]))


def streamed(data: bytes, *, mark: bytes = CRC_MARK, **lies: int) -> Entry:
    """An entry whose sizes stand behind its bytes."""
    plain = Entry("data/files/x", data).said
    values = {key: lies.get(key, plain[key]) for key in ("crc", "packed", "size")}
    behind = mark + struct.pack("<3L", *values.values())
    local = {"local_crc": 0, "local_packed": 0, "local_size": 0}
    return Entry("data/files/x", data, flags=8, behind=behind, **local)


@pytest.mark.parametrize("mark", [CRC_MARK, b""])
def test_sizes_behind_the_bytes_are_read_with_and_without_a_mark(mark, files_of, tmp_path):
    (tmp_path / "a.zip").write_bytes(zip_of([*entries_of(files_of()), streamed(b"xyz", mark=mark)]))
    out = unpack_source_zip(tmp_path / "a.zip", tmp_path / "out")
    assert (out / "data/files/x").read_bytes() == b"xyz"


@pytest.mark.parametrize("lie", ["crc", "packed", "size"])
def test_sizes_behind_the_bytes_that_lie_are_refused(lie, files_of, refused):
    said = refused(zip_of([*entries_of(files_of()), streamed(b"xyz", **{lie: 4})]))
    assert "that do not belong there" in said


def test_a_local_size_that_is_neither_right_nor_unknown_is_refused(files_of, refused):
    entry = streamed(b"xyz")
    entry.said["local_size"] = 9
    assert "two different ways: size 9" in refused(zip_of([*entries_of(files_of()), entry]))


def test_a_unicode_name_in_an_extra_field_may_say_the_same(files_of, tmp_path):
    name = "data/files/é".encode()
    field = extra(0x7075, b"\1" + struct.pack("<L", zlib.crc32(name)) + name)
    entry = Entry(name, b"x", flags=0, extra=field, local_extra=field)
    (tmp_path / "a.zip").write_bytes(zip_of([*entries_of(files_of()), entry]))
    out = unpack_source_zip(tmp_path / "a.zip", tmp_path / "out")
    assert (out / "data/files/é").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("limit", "value"),
    [("files", 4), ("total_bytes", 99), ("zip_bytes", 99), ("path_bytes", 9), ("depth", 1)],
)
def test_limits_hold_here_too(limit, value, files_of, tmp_path):
    (tmp_path / "a.zip").write_bytes(zip_of(entries_of(files_of())))
    with pytest.raises(LimitExceeded) as caught:
        unpack_source_zip(tmp_path / "a.zip", tmp_path / "out", Limits(**{limit: value}))
    assert caught.value.limit == limit
    unpack_source_zip(tmp_path / "a.zip", tmp_path / "out")


def test_a_bomb_is_refused(files_of, refused, peak_memory):
    data = zip_of([*entries_of(files_of()), Entry("data/files/x", bytes(50_000_000))])
    lying = zip_of([*entries_of(files_of()), Entry("data/files/x", bytes(50_000_000), size=9)])
    with peak_memory() as peak:
        assert "(limit `ratio`)" in refused(data)
        assert "unpacks to more than it says" in refused(lying)
    assert peak[0] < 8_000_000


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"README.md": b"x"},
        {"a/environment.toml": b"", "b/environment.toml": b""},
        {"a/b/environment.toml": b""},
        {"a/environment.toml": b"", "stray": b""},
        {".hidden/environment.toml": b""},
    ],
)
def test_a_zip_without_one_environment_is_refused(files, refused):
    said = refused(zip_of(entries_of(files)))
    assert "no `environment.toml`, at the top or in the one folder there" in said


def test_what_is_no_zip_is_refused(refused):
    for data in (b"", b"hello" * 9, b"PK\5\6"):
        assert "not a zip" in refused(data)


def test_a_zip_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        unpack_source_zip(tmp_path / "a.zip", tmp_path / "out")
    with pytest.raises(NotFound):
        is_bundle(tmp_path / "a.zip")


def test_nothing_that_is_there_is_unpacked_over(files_of, tmp_path):
    (tmp_path / "a.zip").write_bytes(zip_of(entries_of(files_of())))
    (tmp_path / "out").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        unpack_source_zip(tmp_path / "a.zip", tmp_path / "out")


def test_a_full_disk_leaves_nothing(files_of, tmp_path, on_a_small_disk):
    noise = random.Random(0).randbytes(200_000)
    (tmp_path / "a.zip").write_bytes(zip_of(entries_of({**files_of(), "data/files/x": noise})))
    script = (
        "import sys\nfrom envhub import EnvhubError, unpack_source_zip\n"
        "try:\n    unpack_source_zip(sys.argv[1], sys.argv[2])\n"
        "except EnvhubError as error:\n    sys.exit(f'{error.exit_code} {error.message}')\n"
    )
    done = on_a_small_disk(script, str(tmp_path / "a.zip"), str(tmp_path / "out"))
    assert done.stderr.startswith("1 could not write")
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def test_a_folder_that_can_not_be_made_is_said(files_of, tmp_path):
    (tmp_path / "a.zip").write_bytes(zip_of(entries_of(files_of())))
    with pytest.raises(EnvhubError, match="could not write"):
        unpack_source_zip(tmp_path / "a.zip", tmp_path / "a.zip/out")


def test_content_is_judged_when_it_is_frozen(files_of, tmp_path):
    files = {**files_of(), "notes.txt": b"mine"}
    (tmp_path / "a.zip").write_bytes(zip_of(entries_of(files)))
    environment = Environment.from_folder(unpack_source_zip(tmp_path / "a.zip", tmp_path / "out"))
    with pytest.raises(InvalidEnvironment, match=r"`notes\.txt` has no place"):
        freeze(environment, tmp_path / "b.zip")


def test_a_bundle_is_told_by_its_manifest(build, files_of, tmp_path):
    freeze(build(), tmp_path / "a.zip")
    (tmp_path / "b.zip").write_bytes(zip_of(entries_of(files_of())))
    (tmp_path / "c.zip").write_bytes(zip_of([Entry(f"env/{MANIFEST}"), Entry("env/README.md")]))
    assert [is_bundle(tmp_path / f"{name}.zip") for name in "abc"] == [True, False, False]


def test_a_zip_with_any_byte_changed_is_refused_or_unpacks(files_of, tmp_path):
    entries = [*entries_of(files_of()), streamed(b"xyz" * 9), Entry("data/files/", b"")]
    whole, rng = zip_of(entries, comment=b"by hand"), random.Random(3)
    path, out = tmp_path / "a.zip", tmp_path / "out"
    for place in range(0, len(whole), 2):
        broken = bytearray(whole)
        broken[place] ^= 1 << rng.randrange(8)
        path.write_bytes(broken)
        try:
            unpack_source_zip(path, out)
        except BundleError:
            assert not out.exists()
        else:
            shutil.rmtree(out)


def test_a_name_may_be_utf_8_without_saying_so(files_of, tmp_path):
    for flags in (0, UTF8):
        entries = [*entries_of(files_of()), Entry("data/files/é", b"x", flags=flags)]
        (tmp_path / "a.zip").write_bytes(zip_of(entries))
        out = unpack_source_zip(tmp_path / "a.zip", tmp_path / f"out{flags}")
        assert (out / "data/files/é").read_bytes() == b"x"
