"""A file is there whole or not at all."""

from __future__ import annotations

from contextlib import suppress

import pytest

from envhub.atomic import whole_file, write_whole


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
