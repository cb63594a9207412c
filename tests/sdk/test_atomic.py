"""A file is there whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress

import pytest

from envhub import UsageError
from envhub.atomic import new_file, whole_file, whole_folder, write_whole


def test_a_file_appears_whole(tmp_path):
    write_whole(tmp_path / "a", b"one")
    write_whole(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_the_old_file_and_no_other(error, tmp_path):
    write_whole(tmp_path / "a", b"old")
    with suppress(error), whole_file(tmp_path / "a") as stream:
        stream.write(b"half")
        raise error
    assert [one.name for one in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_nothing_is_there_before_the_block_ends(tmp_path):
    with whole_file(tmp_path / "a") as stream:
        stream.write(b"all")
        stream.flush()
        assert not (tmp_path / "a").exists()


def test_a_full_disk_leaves_nothing(tmp_path, on_a_small_disk):
    script = (
        "import sys\nfrom pathlib import Path\nfrom envhub.atomic import write_whole\n"
        "write_whole(Path(sys.argv[1]), b'x' * 100_000)"
    )
    done = on_a_small_disk(script, str(tmp_path / "a"))
    assert "File too large" in done.stderr
    assert not list(tmp_path.iterdir())


def test_large_writes_are_the_same_bytes(tmp_path):
    parts = [bytes([n]) * 300_000 for n in range(5)]
    with whole_file(tmp_path / "a") as stream:
        for part in parts:
            stream.write(part)
        stream.seek(10)
        stream.write(b"patched")
    data = bytearray(b"".join(parts))
    data[10:17] = b"patched"
    assert (tmp_path / "a").read_bytes() == data


def test_a_folder_appears_whole(tmp_path):
    with whole_folder(tmp_path / "new/a") as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "inner").mkdir()
        with new_file(folder / "inner/x") as stream:
            stream.write(b"all")
        assert not (tmp_path / "new/a").exists()
    assert (tmp_path / "new/a/inner/x").read_bytes() == b"all"
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["a"]


def test_a_folder_of_many_files_appears_whole(tmp_path):
    with whole_folder(tmp_path / "a") as folder:
        for number in range(250):
            (folder / f"{number}").write_bytes(b"x")
    assert len(list((tmp_path / "a").iterdir())) == 250


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_no_folder(error, tmp_path):
    with suppress(error), whole_folder(tmp_path / "a") as folder:
        (folder / "x").write_bytes(b"half")
        raise error
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_there_stays(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(UsageError, match="is there already"), whole_folder(tmp_path / "a"):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_a_folder_that_came_meanwhile_is_not_replaced(tmp_path):
    def race():
        with whole_folder(tmp_path / "a") as folder:
            (folder / "mine").touch()
            (tmp_path / "a").mkdir()
            (tmp_path / "a/theirs").touch()

    with pytest.raises(OSError, match="not empty"):
        race()
    assert [one.name for one in tmp_path.rglob("*")] == ["a", "theirs"]


@pytest.mark.parametrize("there", ["file", "link", "dangling"])
def test_a_new_file_is_never_one_that_was_there(there, tmp_path):
    (tmp_path / "other").write_bytes(b"kept")
    if there == "file":
        (tmp_path / "a").write_bytes(b"kept")
    else:
        (tmp_path / "a").symlink_to("other" if there == "link" else "none")
    with pytest.raises(FileExistsError), new_file(tmp_path / "a"):
        pass
    assert (tmp_path / "other").read_bytes() == b"kept"
    assert not os.path.lexists(tmp_path / "none")
