"""What a folder keeps beyond the contract: kills, full disks, links and odd file systems."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from envhub import EnvhubError, IntegrityError, NotFound
from envhub.errors import PermissionMissing, UnsafeStore
from envhub_hub.store import disk, open_store

DIES_WHILE_WRITING = """
import os, sys, time
from envhub_hub.store import open_store
os.fsync = lambda _: (print("writing", flush=True), time.sleep(60))
getattr(open_store(sys.argv[1]), sys.argv[2])("a/key", b"new" * 100_000)
"""
COUNTS = """
import sys
from envhub_hub.store import open_store
store = open_store(sys.argv[1])
for _ in range(15):
    while True:
        data, etag = store.snapshot("count")
        if store.replace("count", b"%d" % (int(data) + 1), etag=etag):
            break
"""
AS_NOBODY = """
import os, sys
from envhub.errors import EnvhubError
from envhub_hub.store import open_store
from envhub_hub.store.local import LocalStore
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
store = open_store(sys.argv[1])
print(store.list(), store.read("a/key"), store.stat("a/key").size)
for use in (
    lambda: store.create("a/new", b""), lambda: store.create("new/key", b""),
    lambda: store.replace("a/key", b""), lambda: store.delete("a/key"),
):
    try:
        use()
    except EnvhubError as error:
        print(error.exit_code, error)
"""
FOLDER_OF_LOGS = 300


@pytest.fixture
def root(folder) -> Path:
    folder.create("a/key", b"there")
    return Path(folder.root)


def test_a_path_is_taken_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    open_store("a::b*c").create("key", b"")
    assert (tmp_path / "a::b*c" / "key").is_file()


def test_what_begins_with_a_dot_is_no_key(folder):
    for name in (".key.part", ".folder/key", "a/.git/key", "a/key"):
        path = Path(folder.root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert folder.list() == ["a/key"]
    assert [one.key for one in folder.entries()] == ["a/key"]


@pytest.mark.parametrize("method", ["create", "replace"])
def test_a_writer_that_is_killed_leaves_nothing_under_the_key(folder, script, method):
    writer = script(DIES_WHILE_WRITING, folder.root, method)
    assert writer.stdout.readline() == "writing\n"
    writer.kill()
    writer.wait()
    assert folder.list() == []
    assert folder.create("a/key", b"whole")
    assert folder.read("a/key") == b"whole"


def test_a_replacement_that_is_killed_leaves_what_was_there(folder, root, script):
    writer = script(DIES_WHILE_WRITING, folder.root, "replace")
    assert writer.stdout.readline() == "writing\n"
    writer.kill()
    writer.wait()
    assert folder.read("a/key") == b"there"
    assert folder.list() == ["a/key"]


def test_a_sweep_removes_what_killed_writers_left_and_nothing_else(folder, root):
    old, new, other = (root / name for name in ("a/.part-old", ".part-new", "a/.other"))
    for path in (old, new, other):
        path.touch()
    for path in (old, other, root / "a/key"):
        os.utime(path, (0, 0))
    assert folder.sweep(timedelta(days=7)) == 1
    assert not old.exists()
    assert new.exists()
    assert other.exists()
    assert folder.list() == ["a/key"]


@pytest.mark.parametrize("method", ["create", "replace"])
def test_a_full_disk_is_said_and_leaves_nothing(folder, method, full_disk):
    with full_disk(1_000), pytest.raises(EnvhubError, match=r"could not write `.*key`: "):
        getattr(folder, method)("key", b"x" * 2_000)
    assert list(Path(folder.root).iterdir()) == []


def test_a_full_disk_leaves_what_was_there(folder, root, full_disk):
    with full_disk(1_000), pytest.raises(EnvhubError, match=r"could not write `.*key`: "):
        folder.replace("a/key", b"x" * 2_000)
    assert folder.read("a/key") == b"there"


def test_a_copy_out_that_fills_the_disk_leaves_what_was_there(folder, tmp_path, full_disk):
    folder.create("key", b"x" * 2_000)
    target = tmp_path / "copy"
    target.write_bytes(b"old")
    with full_disk(1_000), pytest.raises(EnvhubError, match=f"could not write `{target}`: "):
        folder.fetch("key", target)
    assert target.read_bytes() == b"old"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of this machine may enter; pytest's own are private."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_that_may_only_be_read_is_read_and_refuses_writing(open_folder, script):
    open_store(str(open_folder)).create("a/key", b"there")
    for path in (open_folder / "a", open_folder):
        path.chmod(0o555)
    said = script(AS_NOBODY, open_folder)
    lines = said.stdout.read().splitlines()
    assert lines[0] == "['a/key'] b'there' 5", said.stderr.read()
    assert len(lines) == 5
    assert all(line.startswith("4 could not ") for line in lines[1:]), lines
    assert all("Permission denied" in line for line in lines[1:])


def test_what_may_not_be_read_is_said(open_folder, script):
    open_store(str(open_folder)).create("a/key", b"there")
    (open_folder / "a").chmod(0o700 if os.getuid() == 0 else 0)
    said = script(AS_NOBODY, open_folder)
    assert said.wait() != 0
    assert "PermissionMissing: could not read" in said.stderr.read()


def test_nothing_is_written_or_read_through_a_linked_folder(folder, root, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "key").write_bytes(b"outside")
    (root / "b").symlink_to(outside)
    for use in (
        lambda: folder.create("b/new", b""),
        lambda: folder.replace("b/key", b""),
        lambda: folder.delete("b/key"),
        lambda: folder.read("b/key"),
        lambda: folder.list(),
    ):
        with pytest.raises(IntegrityError, match=r"`.*b` is a link in registry "):
            use()
    assert [one.name for one in outside.iterdir()] == ["key"]
    assert (outside / "key").read_bytes() == b"outside"


def test_a_root_that_is_a_link_and_a_key_that_is_one_are_read(folder, root, tmp_path):
    (tmp_path / "link").symlink_to(root)
    (root / "a/linked").symlink_to(root / "a/key")
    other = open_store(str(tmp_path / "link"))
    assert other.list("a") == ["a/key", "a/linked"]
    assert other.read("a/linked") == b"there"
    assert not other.create("a/linked", b"")
    other.replace("a/linked", b"new")
    assert folder.read("a/key") == b"there"


def test_what_is_no_file_is_no_key_and_nothing_waits_for_it(folder, root):
    os.mkfifo(root / "a/pipe")
    (root / "a/folder").mkdir()
    assert folder.list() == ["a/key"]
    assert folder.stat("a/pipe") is None
    for key in ("a/pipe", "a/folder", "a/key/below"):
        with pytest.raises(NotFound, match=f"no `{key}` in "):
            folder.read(key)
    assert not folder.create("a/pipe", b"")


def test_a_root_that_is_a_file_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    store = open_store(str(tmp_path / "file"))
    assert store.list() == []
    with pytest.raises(EnvhubError, match=r"could not write `.*file/key`"):
        store.create("key", b"")


def test_a_link_whose_answer_got_lost_is_ones_own(folder, monkeypatch):
    link = Path.hardlink_to

    def lose_the_answer(self, target):
        link(self, target)
        raise FileExistsError(errno.EEXIST, "File exists")

    monkeypatch.setattr(Path, "hardlink_to", lose_the_answer)
    assert folder.create("key", b"mine")
    assert not folder.create("key", b"mine")
    assert folder.read("key") == b"mine"


@pytest.fixture
def no_links(monkeypatch):
    """A file system that has no hard links, as many of networks and sticks."""

    def refuse(self, target):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)


def test_without_hard_links_an_exclusive_rename_makes_a_key(folder, no_links):
    def attempt(who):
        return [folder.create(f"keys/{n}", bytes([who]) * 1_000) for n in range(10)]

    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(attempt, range(8)))
    for n, wins in enumerate(zip(*won, strict=True)):
        assert sum(wins) == 1
        assert folder.read(f"keys/{n}") == bytes([wins.index(True)]) * 1_000
    assert len(list(Path(folder.root, "keys").iterdir())) == 10


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS])
def test_with_neither_links_nor_exclusive_renames_nothing_is_written(
    folder, no_links, monkeypatch, code
):
    monkeypatch.setattr(disk, "_rename_exclusively", lambda *_: code)
    with pytest.raises(UnsafeStore, match="neither hard links nor exclusive renames"):
        folder.create("a/key", b"")
    assert list(Path(folder.root, "a").iterdir()) == []


@pytest.mark.parametrize(("locks_folders", "count"), [(True, 4), (False, 2)])
def test_no_count_is_lost_between_processes(folder, script, locks_folders, count):
    refusing = """
import fcntl, os, stat
lock = fcntl.flock
def flock(handle, how):
    if stat.S_ISDIR(os.fstat(handle).st_mode):
        raise OSError(9, "Bad file descriptor")
    lock(handle, how)
fcntl.flock = flock
"""
    folder.create("count", b"0")
    code = COUNTS if locks_folders else refusing + COUNTS
    counters = [script(code, folder.root) for _ in range(count)]
    for one in counters:
        assert one.wait() == 0, one.stderr.read()
    assert folder.read("count") == b"%d" % (15 * count)
    assert folder.list() == ["count"]
    assert Path(folder.root, disk.LOCK).exists() is not locks_folders


def test_a_listing_enters_no_folder_that_is_wholly_before_where_it_starts(folder, monkeypatch):
    for n in range(FOLDER_OF_LOGS):
        path = Path(folder.root, f"log/{n:08}/{n:012}.json")
        path.parent.mkdir(parents=True)
        path.touch()
    entered = []
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: entered.append(Path(path).name) or scan(path))
    last = FOLDER_OF_LOGS - 1
    assert folder.list("log", after=f"log/{last - 1:08}/{last - 1:012}.json") == [
        f"log/{last:08}/{last:012}.json"
    ]
    assert entered == ["log", f"{last - 1:08}", f"{last:08}"]
    entered.clear()
    next(folder.entries("log"))
    assert entered == ["log", "00000000"]


def test_reading_a_folder_writes_nothing_there(folder, root, tmp_path):
    before = sorted(root.rglob("*"))
    folder.list()
    folder.read("a/key")
    folder.fetch("a/key", tmp_path / "copy")
    folder.probe()
    folder.delete("a/none")
    assert sorted(root.rglob("*")) == before
    gone = open_store(str(tmp_path / "gone"))
    assert (gone.list(), gone.stat("key"), gone.delete("key")) == ([], None, True)
    assert not (tmp_path / "gone").exists()


def test_permission_is_another_error_than_a_full_disk():
    denied = disk.failed("write", "x", OSError(errno.EROFS, "Read-only file system"))
    full = disk.failed("write", "x", OSError(errno.ENOSPC, "No space left on device"))
    assert (type(denied), str(denied)) == (
        PermissionMissing, "could not write `x`: Read-only file system",
    )  # fmt: skip
    assert (type(full), full.exit_code) == (EnvhubError, 1)
