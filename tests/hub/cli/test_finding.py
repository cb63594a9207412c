"""list, search: which environments there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from envhub import freeze


def found(said):
    """The names that a command lists; the built-in catalogue may add others."""
    return [one["name"] for one in said.json if one["registry_name"] != "catalogue"]


@pytest.fixture
def many(envhub, sums, tmp_path):
    """A registry of environments about money, dates and chemistry."""
    for name, title, tags, count in (
        ("acme/refunds", "Refund policy of a shop", ["money", "support"], 4),
        ("acme/dates", "Dates and deadlines", ["calendar"], 8),
        ("globex/elements", "Chemical elements", ["chemistry"], 6),
    ):
        path = tmp_path / f"{title}.zip"
        freeze(sums(name, title=title, tags=tags, count=count), path)
        assert envhub("push", path).code == 0


def test_list_shows_what_is_there(envhub, many):
    said = envhub("list", "--json")
    assert found(said) == ["acme/dates", "acme/refunds", "globex/elements"]
    one = said.json[0]
    assert (one["version"], one["samples"], one["title"]) == ("1.0.0", 8, "Dates and deadlines")
    assert one["digest"].startswith("sha256:")


def test_list_is_a_table_for_people_under_the_name_of_each_registry(envhub, many):
    lines = envhub("list").out.splitlines()
    assert lines[0].endswith("registry, 3 environments")
    assert lines[1].split() == ["environment", "version", "samples", "digest", "title"]
    assert "built-in catalogue, 1 environment" in lines


def test_in_a_pipe_no_line_is_cut(envhub, sums, tmp_path):
    title = "A title that is longer than any terminal is wide, " * 3
    freeze(sums(title=title), tmp_path / "bundle.zip")
    envhub("push", tmp_path / "bundle.zip")
    (line,) = [one for one in envhub("list").out.splitlines() if one.startswith("acme/sums")]
    assert title.strip() in line


def test_an_empty_registry_says_how_to_fill_it(envhub, own_home):
    said = envhub("list", "--registry", "nothing")
    assert said.code == 0
    assert "nothing in nothing yet; push something:\n" in said.err
    assert "  envhub push FOLDER --registry nothing\n" in said.err
    assert found(envhub("list", "--registry", "nothing", "--json")) == []
    assert not (own_home / "nothing").exists()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("refund",), ["acme/refunds"]),
        (("refnd polcy",), ["acme/refunds"]),
        (("chem",), ["globex/elements"]),
        (("deadline",), ["acme/dates"]),
        (("--owner", "acme", "--sort", "name"), ["acme/dates", "acme/refunds"]),
        (("--tag", "money"), ["acme/refunds"]),
        (("--kind", "dataset"), []),
        (("--capability", "sums", "--sort", "samples"),
         ["acme/dates", "globex/elements", "acme/refunds"]),
        (("--sort", "recent", "--limit", "1"), ["globex/elements"]),
        (("money", "--owner", "globex"), []),
        (("zzzzzz",), []),
    ],
)  # fmt: skip
def test_search_finds_by_words_and_by_filters(envhub, many, words, names):
    said = envhub("search", *words, "--json")
    assert (said.code, found(said)) == (0, names)


def test_a_search_that_finds_nothing_or_too_much_says_so(envhub, many):
    nothing = envhub("search", "zzzzzz")
    assert (nothing.code, nothing.out) == (0, "")
    assert "nothing found; `envhub list` shows what there is" in nothing.err
    some = envhub("search", "--owner", "acme", "--limit", "1")
    assert "there are more; --limit 5 shows them" in some.err
    assert len([one for one in some.out.splitlines() if one.startswith("acme/")]) == 1


def test_search_shows_what_is_new_at_once(envhub, many, qa):
    assert found(envhub("search", "questions", "--json")) == []
    envhub("push", qa)
    assert found(envhub("search", "questions", "--json")) == ["acme/qa"]


def test_a_damaged_record_is_a_warning_and_the_rest_is_listed(envhub, qa):
    for folder in ("tree/.git", "tree/environments/acme/gone"):
        Path(folder).mkdir(parents=True)
    envhub("push", qa, "--registry", "tree")
    Path("tree/environments/acme/gone/1.0.0.json").write_text("{")
    said = envhub("list", "--registry", "tree", "--json")
    assert found(said) == ["acme/qa"]
    assert "warning: record `environments/acme/gone/1.0.0.json`" in said.err


def test_a_damaged_log_is_exit_7_and_the_other_registries_are_listed(envhub, many):
    (entry,) = Path("registry/log").rglob("000000000002.json")
    entry.write_text("{")
    for words in (("list",), ("search", "reasoning"), ("list", "--json")):
        said = envhub(*words)
        assert said.code == 7
        assert "envhub/first-steps" in said.out


def test_offline_nothing_is_known_of_a_registry_that_was_never_read(envhub, no_sockets):
    said = envhub("list", "--registry", "s3://bucket/registry", "--offline")
    assert said.code == 6
    assert "envhub/first-steps" in said.out
    assert "nothing of registry s3://bucket/registry is known here yet" in said.err
    assert "hint: " in said.err


def test_what_strangers_write_never_acts_on_the_terminal(envhub, sums, tmp_path):
    hostile = "\x1b[2J\x1b]0;owned\x07\u202egnp.exe"
    freeze(sums(title=f"Sums{hostile}", description=hostile), tmp_path / "bundle.zip")
    envhub("push", tmp_path / "bundle.zip")
    for words in (("list",), ("search", "sums"), ("show", "acme/sums", "--samples", "1"),
                  ("show", "acme/sums", "--files", "--versions"),
                  ("run", "acme/sums", "-m", "mock/7")):  # fmt: skip
        said = envhub(*words)
        assert said.code == 0
        assert not {"\x1b", "\u202e", "\x07"} & set(said.out + said.err)
    assert "\x1b" not in envhub("show", "acme/sums", "--json").out
