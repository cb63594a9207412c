"""Freezing, opening, extracting; what a stranger may try stands in `test_bundle_attacks`."""

from __future__ import annotations

import gc
import io
import os
import random
import signal
import stat
import subprocess
import sys
import time
import unicodedata
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.zips import Entry, entries_of, zip_of

from envhub import (
    BundleError,
    EnvhubError,
    Environment,
    InvalidEnvironment,
    LimitExceeded,
    Limits,
    NotFound,
    UsageError,
    extract_bundle,
    freeze,
    make_manifest,
    open_bundle,
    open_listing,
    read_manifest,
    verify_bundle,
)
from envhub.files import MANIFEST, FolderFiles, MemoryFiles, collision, path_problem
from envhub.manifest import dump_manifest

ROOT = Path(__file__).parents[2]
SDK = ROOT / "sdk"


def noise(size: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(size)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_freezing_twice_gives_the_same_bytes(build, tmp_path, folder, files_of):
    attached = {"data/files/a": noise(100_000), "data/files/b": b"ab" * 50_000}
    freeze(build(files=attached), tmp_path / "a.zip")
    freeze(open_bundle(tmp_path / "a.zip"), tmp_path / "b.zip")
    root = folder({**files_of(), **attached})
    freeze(Environment.from_folder(root), tmp_path / "c.zip")
    freeze(extract_bundle(tmp_path / "a.zip", tmp_path / "out"), tmp_path / "d.zip")
    assert len({path.read_bytes() for path in tmp_path.glob("*.zip")}) == 1


def test_a_bundle_is_plain_and_ends_with_its_manifest(build, tmp_path):
    freeze(build(), tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        infos = archive.infolist()
    names = [info.filename for info in infos]
    assert names == [*sorted(names[:-1], key=str.encode), MANIFEST]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in infos} == {stat.S_IFREG | 0o644}
    assert {(info.flag_bits, info.extra, info.comment) for info in infos} == {(0, b"", b"")}


def test_a_bundle_of_an_earlier_envhub_still_opens():
    (path,) = (ROOT / "environments/envhub/first-steps").glob("1.0.0-*.zip")
    manifest = make_manifest(open_bundle(path))
    assert manifest == read_manifest(path) == verify_bundle(path)
    assert manifest.digest.removeprefix("sha256:").startswith(path.stem.removeprefix("1.0.0-"))


def test_a_manifest_is_read_alone(build, tmp_path):
    freeze(build(), tmp_path / "a.zip")
    assert read_manifest(tmp_path / "a.zip") == make_manifest(build())


@pytest.mark.parametrize("call", [open_bundle, read_manifest, verify_bundle])
def test_a_missing_bundle_is_not_found(call, tmp_path):
    with pytest.raises(NotFound):
        call(tmp_path / "none.zip")
    with pytest.raises(NotFound):
        extract_bundle(tmp_path / "none.zip", tmp_path / "out")


NAMES = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=20)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(
    lambda parts: unicodedata.normalize("NFC", "data/files/" + "/".join(parts))
)
DATA = st.binary(max_size=300) | st.builds(
    lambda part, count: part * count, st.binary(max_size=20), st.integers(0, 3_000)
)
TREES = st.dictionaries(PATHS, DATA, max_size=5).filter(
    lambda tree: not any(map(path_problem, tree)) and collision(tree) is None
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tree=TREES)
@example(tree={"data/files/.hidden": b"1", "data/files/__pycache__/x": b"2"})
def test_any_valid_files_survive(tree, tmp_path_factory, build):
    place = tmp_path_factory.mktemp("tree")
    environment = build(files=tree)
    manifest = freeze(environment, place / "a.zip")
    opened = open_bundle(place / "a.zip")
    assert make_manifest(opened) == manifest
    extracted = extract_bundle(place / "a.zip", place / "out")
    assert make_manifest(extracted) == manifest
    for name, data in tree.items():
        for files in (opened.files, extracted.files):
            with files.open(name) as stream:
                assert stream.read() == data
    with (place / "a.zip").open("rb") as stream:
        listing = open_listing(stream)
        for name, data in tree.items():
            with listing.open(name) as found:
                assert found.read() == data
    with zipfile.ZipFile(place / "a.zip") as archive:  # as anybody else reads it
        assert {name: archive.read(name) for name in tree} == tree


@pytest.mark.parametrize(
    "files",
    [
        {"data/files/a": b"", "data/files/A": b""},
        {"data/files/con.txt": b""},
        {"data/files/a:b": b""},
        {"data/files/" + "a/" * 20 + "b": b""},
        {"notes.txt": b""},
        {"data/tests.jsonl": b""},
        {"data/test.jsonl": None},
        {"data/files/zeros": bytes(3_000_000)},
        {"data/test.jsonl": b'{"id": 1}\n'},
        {"data/test.jsonl": b'{"id": "%s' % (b"a" * 5_000_000)},
    ],
)
def test_what_could_not_be_opened_is_not_frozen(files, build, tmp_path):
    with pytest.raises(InvalidEnvironment):
        freeze(build(files=files), tmp_path / "a.zip")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("limit", "found"),
    [("files", 9), ("total_bytes", 5_000), ("path_bytes", 24), ("depth", 4), ("zip_bytes", 5_000)],
)
def test_a_limit_can_be_raised_for_freezing_opening_and_extracting(limit, found, build, tmp_path):
    attached = {f"data/files/{n}/long-name-{n}": noise(1_000, n) for n in range(4)}
    wide, narrow = Limits(**{limit: found * 10}), Limits(**{limit: found - 6 if found > 9 else 3})
    with pytest.raises(InvalidEnvironment, match=f"limit `{limit}`"):
        freeze(build(files=attached), tmp_path / "a.zip", narrow)
    freeze(build(files=attached), tmp_path / "a.zip", wide)
    for call in (open_bundle, read_manifest, verify_bundle):
        with pytest.raises(BundleError, match=f"limit `{limit}`"):
            call(tmp_path / "a.zip", narrow)
        call(tmp_path / "a.zip", wide)
    with pytest.raises(BundleError, match=f"limit `{limit}`"):
        extract_bundle(tmp_path / "a.zip", tmp_path / "out", narrow)
    assert extract_bundle(tmp_path / "a.zip", tmp_path / "out", wide).limits == wide


def test_ten_thousand_files_are_within_the_limits(build, tmp_path):
    count = Limits().files - len(build().files.names()) - 1
    attached = {f"data/files/picture-{n:06}.png": b"" for n in range(count)}
    manifest = freeze(build(files=attached), tmp_path / "a.zip")
    assert read_manifest(tmp_path / "a.zip") == manifest
    with pytest.raises(LimitExceeded, match="10001 entries"):
        freeze(build(files={**attached, "data/files/more": b""}), tmp_path / "b.zip")


class Touched(io.BufferedReader):
    """A file on disk that someone saves while it is read."""

    def read(self, *size: int) -> bytes:
        data = super().read(*size)
        Path(self.raw.name).write_bytes(b"saved again, longer than before")
        return data


def test_a_file_that_changes_while_it_is_frozen_is_noticed(folder, files_of, tmp_path):
    class Changing(FolderFiles):
        def open(self, name):
            stream = super().open(name)
            return Touched(stream.detach()) if name == "README.md" else stream

    environment = Environment.load(Changing(folder(files_of())))
    with pytest.raises(EnvhubError, match=r"`README\.md` changed while it was frozen"):
        freeze(environment, tmp_path / "a.zip")
    assert not list(tmp_path.glob("*.zip*"))


def test_a_file_that_is_another_when_it_is_read_again_is_noticed(build, files_of, tmp_path):
    misleading = b"a" * 20_000 + noise(2_000_000)  # deflates at first, and then does not

    class Changing(MemoryFiles):
        reads = 0

        def open(self, name):
            self.reads += name == "data/files/x"
            return super().open(name if self.reads < 2 else "README.md")

    environment = build()
    environment.files = Changing({**files_of(), "data/files/x": misleading})
    with pytest.raises(EnvhubError, match="`data/files/x` changed while it was frozen"):
        freeze(environment, tmp_path / "a.zip")


def test_what_was_saved_after_opening_is_frozen_as_it_is_now(folder, files_of, tmp_path):
    root = folder(files_of())
    environment = Environment.from_folder(root)
    toml = (root / "environment.toml").read_text().replace("Sums", "More sums")
    (root / "environment.toml").write_text(toml)
    manifest = freeze(environment, tmp_path / "a.zip")
    assert open_bundle(tmp_path / "a.zip").declaration.title == "More sums"
    assert manifest == make_manifest(Environment.from_folder(root))


CALL = """
import sys
from envhub import EnvhubError, Environment, extract_bundle, freeze
try:
    if sys.argv[1] == "freeze":
        freeze(Environment.from_folder(sys.argv[2]), sys.argv[3])
    else:
        extract_bundle(sys.argv[2], sys.argv[3])
except EnvhubError as error:
    sys.exit(f"{error.exit_code} {error.message}")
"""


@pytest.mark.parametrize("call", ["freeze", "extract"])
def test_a_full_disk_leaves_no_part(call, folder, files_of, tmp_path, on_a_small_disk):
    root = folder({**files_of(), "data/files/noise": noise(200_000)})
    freeze(Environment.from_folder(root), tmp_path / "a.zip")
    (tmp_path / "out").mkdir()
    source = root if call == "freeze" else tmp_path / "a.zip"
    done = on_a_small_disk(CALL, call, str(source), str(tmp_path / "out/a"))
    assert done.returncode == 1
    assert done.stderr.startswith("1 could not write")
    assert "File too large" in done.stderr
    assert not list((tmp_path / "out").iterdir())


def test_a_folder_that_can_not_be_made_is_said(build, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvhubError, match="could not write"):
        freeze(build(), tmp_path / "file/a.zip")
    freeze(build(), tmp_path / "a.zip")
    with pytest.raises(EnvhubError, match="could not write"):
        extract_bundle(tmp_path / "a.zip", tmp_path / "file/a")


def test_extracting_writes_private_files_and_the_manifest(build, tmp_path):
    manifest = freeze(build(files={"data/files/a/b": b"x"}), tmp_path / "a.zip")
    extract_bundle(tmp_path / "a.zip", tmp_path / "new/out")
    found = contents(tmp_path / "new/out")
    assert found.pop(MANIFEST) == dump_manifest(manifest)
    assert set(found) == set(manifest.files)
    files = [path for path in (tmp_path / "new/out").rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "new/out").stat().st_mode) == 0o700
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["out"]


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_nothing_that_is_there_is_extracted_over(kind, build, tmp_path):
    freeze(build(), tmp_path / "a.zip")
    target = tmp_path / "out"
    {"file": target.touch, "folder": target.mkdir, "link": lambda: target.symlink_to("none")}[
        kind
    ]()
    with pytest.raises(UsageError, match="is there already"):
        extract_bundle(tmp_path / "a.zip", target)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.zip", "out"]


def test_a_bundle_that_fails_at_its_last_file_leaves_nothing(build, tmp_path):
    environment = build(files={"harness/z.jinja": b"{{ input }}"})
    files = {name: environment.files.open(name).read() for name in environment.files.names()}
    listed = {**files, MANIFEST: dump_manifest(make_manifest(environment))}
    listed["harness/z.jinja"] = b"{{ inputs"[:11].ljust(11)
    (tmp_path / "a.zip").write_bytes(zip_of(entries_of(listed)))
    with pytest.raises(BundleError, match=r"`harness/z\.jinja` is not what the manifest says"):
        extract_bundle(tmp_path / "a.zip", tmp_path / "out")
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env={"PYTHONPATH": str(SDK), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("call", ["freeze", "extract"])
def test_a_killed_process_leaves_nothing_that_is_taken_for_whole(call, folder, files_of, tmp_path):
    attached = {f"data/files/{n}": noise(4_000_000, n) for n in range(8)}
    root = folder({**files_of(), **attached})
    manifest = freeze(Environment.from_folder(root), tmp_path / "a.zip")
    source = root if call == "freeze" else tmp_path / "a.zip"
    place = tmp_path / "out"
    place.mkdir()
    killed = 0
    for share in (0.0, 0.3, 0.6, 0.9):
        process = python(CALL, call, source, place / "a")
        while process.poll() is None and on_disk(place) <= share * 32_000_000:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        if process.returncode:
            assert all(one.name.startswith(".a.") for one in place.iterdir())
    assert killed
    if not (place / "a").exists():  # a process may have been faster than its killer
        freeze(Environment.from_folder(root), place / "a") if call == "freeze" else extract_bundle(
            source, place / "a"
        )
    whole = open_bundle if call == "freeze" else Environment.from_folder
    assert make_manifest(whole(place / "a")) == manifest


def on_disk(folder: Path) -> int:
    """The bytes below a folder in which another process is at work."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                total += Path(path, name).stat().st_size
            except FileNotFoundError:
                continue
    return total


PEAK = """
import sys
from pathlib import Path
from envhub import Environment, extract_bundle, freeze, open_bundle
place = Path(sys.argv[1])
freeze(Environment.from_folder(place / sys.argv[2]), place / sys.argv[3])
opened = open_bundle(place / sys.argv[3])
extract_bundle(place / sys.argv[3], place / f"{sys.argv[3]}.out")
for _ in opened.items():
    pass
said = Path("/proc/self/status").read_text()  # a child's `getrusage` counts its parent's memory
print(int(said.split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no peak is told here")
def test_memory_does_not_grow_with_what_a_bundle_holds(folder, files_of, tmp_path):
    text = "".join(random.Random(0).choices("abcdefgh ", k=20_000))
    row = '{"id": "s%d", "capability": "math", "input": "%d?", "context": "%s"}\n'
    rows = "".join(row % (n, n, text[n:]) for n in range(1_000)).encode()
    targets = "".join(f'{{"id": "s{n}", "targets": ["1"]}}\n' for n in range(1_000)).encode()
    attached = {f"data/files/{n}": noise(40_000_000, n) for n in range(2)}
    folder(files_of(), "small")
    folder({**files_of(), "data/test.jsonl": rows, "data/test.targets.jsonl": targets, **attached},
           "large")  # fmt: skip
    peaks = {}
    for name in ("small", "large"):
        process = python(PEAK, tmp_path, name, f"{name}.zip")
        peaks[name] = int(process.communicate()[0])
    assert peaks["large"] < 200
    assert peaks["large"] - peaks["small"] < 20


class Counting(io.FileIO):
    """A file that counts what is read of it, as a remote one would be paid for."""

    reads = total = 0

    def readinto(self, buffer):
        count = super().readinto(buffer)
        self.reads, self.total = self.reads + 1, self.total + count
        return count


@pytest.fixture
def remote(build, tmp_path):
    """A bundle of 20 MB, of which reads are counted, and its manifest."""
    attached = {"data/files/noise": noise(20_000_000), "data/files/some": noise(300_000)}
    manifest = freeze(build(files=attached), tmp_path / "a.zip")
    with Counting(tmp_path / "a.zip") as stream:
        yield stream, manifest


def test_the_listing_of_a_remote_bundle_is_one_small_read(remote):
    stream, manifest = remote
    listing = open_listing(stream)
    assert listing.manifest == manifest
    assert stream.reads == 1
    assert stream.total <= 65_536


def test_one_file_of_a_remote_bundle_is_read_alone_and_verified(remote, build):
    stream, _ = remote
    listing = open_listing(stream)
    with build().files.open("data/test.jsonl") as wanted, listing.open("data/test.jsonl") as found:
        assert found.read() == wanted.read()
    assert stream.reads <= 2
    with listing.open("data/files/some") as found:
        assert found.read() == noise(300_000)
    assert stream.reads <= 4
    assert stream.total < 600_000


def test_a_large_file_of_a_remote_bundle_is_not_kept_in_memory(remote, peak_memory):
    stream, _ = remote
    listing = open_listing(stream)
    with peak_memory() as peak, listing.open("data/files/noise") as found:
        assert found.seek(0, io.SEEK_END) == 20_000_000
    assert peak[0] < 16_000_000
    assert stream.reads < 30


def test_a_file_that_a_remote_bundle_does_not_hold_is_a_key_error(remote):
    listing = open_listing(remote[0])
    for name in ("none", MANIFEST, "../x"):
        with pytest.raises(KeyError):
            listing.open(name)


def test_a_file_of_a_remote_bundle_that_was_swapped_is_refused(build):
    environment = build()
    files = {name: environment.files.open(name).read() for name in environment.files.names()}
    files[MANIFEST] = dump_manifest(make_manifest(environment))
    files["README.md"] = b"Sums!\n"
    listing = open_listing(io.BytesIO(zip_of([Entry(*one) for one in files.items()])), name="s3")
    with listing.open("LICENSE") as found:
        assert found.read() == b"CC0\n"
    with pytest.raises(BundleError, match=r"s3: error: `README\.md` is not what the manifest says"):
        listing.open("README.md")


def test_an_opened_bundle_needs_no_closing(build, tmp_path):
    freeze(build(), tmp_path / "a.zip")
    before = len(list(Path("/dev/fd").iterdir()))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        stream = open_bundle(tmp_path / "a.zip").files.open("LICENSE")
        assert stream.read() == b"CC0\n"
        del stream
        gc.collect()
    assert not said
    assert len(list(Path("/dev/fd").iterdir())) == before


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
