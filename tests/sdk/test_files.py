"""Where files may stand, and what a folder may hold."""

from __future__ import annotations

import os

import pytest

from envhub import InvalidEnvironment
from envhub.files import FolderFiles, MemoryFiles, collision, path_problem, read_text

GOOD = [
    "environment.toml", "README.md", "data/test.jsonl", "data/fewshot.targets.jsonl",
    "data/files/a b/ü.png", "harness/x.jinja", "scoring/rubric.md", "checks/gold.jsonl",
    "data/files/con1", "data/files/.keep",
]  # fmt: skip
BAD = {
    "": "empty",
    "/etc/passwd": "absolute",
    "data/": "a folder",
    "../x": "leaves",
    "data/../../x": "leaves",
    "data/./x": "leaves",
    "data//x": "leaves",
    "data\\x": "back slash",
    "C:/x": "colon",
    "data/files/a\x00b": "control",
    "data/files/a\nb": "control",
    "data/files/a\u202eb": "control",
    "data/files/a?": "refuses",
    "data/files/nul": "Windows",
    "data/files/CON.txt": "Windows",
    "data/files/com1 .txt": "Windows",
    "data/files/a.": "Windows",
    "data/files/a ": "Windows",
    "data/files/e\u0301": "normal form",
    "data/files/a\u2028b": "control",
    "data/files/COM¹": "Windows",
    "data/files/conin$": "Windows",
    "data/files/" + "é" * 100: "211 bytes, at most 200",
    "data/files/" + "a/" * 15 + "b": "18 parts, at most 16",
    "data/files/\udcff": "UTF-8",
    "notes.md": "has no place",
    "readme.md": "did you mean `README.md`",
    "harnes/x": "did you mean `harness`",
    "data/tests.jsonl": "did you mean `test.jsonl`",
    "data/train/x": "has no place in `data/`",
    "checks/canary.jsonl": "did you mean `canaries.jsonl`",
    "manifest.json": "has no place",
}


@pytest.mark.parametrize("name", GOOD)
def test_a_path_in_its_place_is_fine(name):
    assert path_problem(name) is None


@pytest.mark.parametrize("name", BAD)
def test_a_path_out_of_place_is_refused(name):
    assert BAD[name] in path_problem(name)


@pytest.mark.parametrize(
    "names",
    [
        ["a/x", "a/x"],
        ["a/x", "A/x"],
        ["a/x", "A/y"],
        ["a", "a/x"],
        ["a/x", "a"],
        ["ß", "SS"],
        ["é", "e\u0301"],
        ["ﬁ", "FI"],
    ],
)
def test_names_that_some_system_confuses_collide(names):
    assert "collide" in collision(names)


def test_other_names_do_not_collide():
    assert collision(["a/x", "a/y", "ab", "b/a/x", "a.x"]) is None


def test_a_link_is_refused(folder, files_of):
    root = folder(files_of())
    (root / "data/files").mkdir()
    (root / "data/files/link").symlink_to("/etc/passwd")
    with pytest.raises(InvalidEnvironment, match="data/files/link: error: a link"):
        FolderFiles(root)


def test_a_linked_folder_is_refused(folder, files_of, tmp_path):
    root = folder(files_of())
    (root / "scoring").symlink_to(tmp_path)
    with pytest.raises(InvalidEnvironment, match="scoring: error: a link"):
        FolderFiles(root)


def test_dot_files_and_caches_are_ignored_even_as_links(folder, files_of):
    root = folder(
        {**files_of(), ".git/x": b"", "harness/__pycache__/x.pyc": b"", "manifest.json": b"{}"}
    )
    (root / "data/.#test.jsonl").symlink_to("user@host.1234")  # an editor's lock
    assert set(FolderFiles(root).names()) == set(files_of())


def test_a_pipe_is_refused(folder, files_of):
    root = folder(files_of())
    os.mkfifo(root / "harness")
    with pytest.raises(InvalidEnvironment, match="harness: error: not a regular file"):
        FolderFiles(root)


def test_a_name_that_is_no_text_is_refused(folder, files_of):
    root = folder({**files_of(), "harness/x": b""})
    (root / "harness/x").rename(os.fsdecode(os.fsencode(root / "harness") + b"/\xff.txt"))
    with pytest.raises(InvalidEnvironment, match="a name that is not UTF-8"):
        FolderFiles(root)


def test_a_file_that_went_away_is_named(folder, files_of):
    root = folder(files_of())
    files = FolderFiles(root)
    (root / "LICENSE").unlink()
    with pytest.raises(InvalidEnvironment, match="LICENSE: error: can't be read"):
        read_text(files, "README.md") and files.open("LICENSE")


@pytest.mark.parametrize("name", ["none", "../environment.toml", "/etc/passwd"])
def test_only_listed_files_open(name, folder, files_of):
    for files in (FolderFiles(folder(files_of())), MemoryFiles(files_of())):
        with pytest.raises(KeyError):
            files.open(name)


def test_names_are_sorted_by_their_bytes():
    files = MemoryFiles({"b": b"", "\uff5e": b"", "\U0001f600": b"", "a": b"", "B": b""})
    assert files.names() == ("B", "a", "b", "\uff5e", "\U0001f600")
