"""yank, tag: later facts of versions."""

from __future__ import annotations

import pytest


@pytest.fixture
def two(envhub, qa, pushed, changed):
    """Two versions of acme/qa: 1.0.0 and 2.0.0."""
    assert envhub("push", changed(), "--bump", "auto").out == "acme/qa@2.0.0\n"


def version(envhub, reference="acme/qa"):
    return envhub("show", reference, "--json").json["version"]


def test_a_yanked_version_is_no_longer_what_a_name_means(envhub, two):
    said = envhub("yank", "acme/qa@2.0.0", "--reason", "wrong answers")
    assert (said.code, said.out, said.err) == (0, "", "acme/qa@2.0.0 is yanked\n")
    assert version(envhub) == "1.0.0"
    assert [one["version"] for one in envhub("list", "--json").json
            if one["name"] == "acme/qa"] == ["1.0.0"]  # fmt: skip
    assert envhub("pull", "acme/qa@^2").code == 6


def test_who_names_a_yanked_version_gets_it_with_a_warning(envhub, two):
    envhub("yank", "acme/qa@2.0.0", "--reason", "wrong answers")
    for words in (("pull", "acme/qa@2.0.0", "-o", "out"), ("show", "acme/qa@2.0.0"),
                  ("run", "acme/qa@2.0.0", "-m", "mock/7")):  # fmt: skip
        said = envhub(*words)
        assert said.code == 0
        assert "warning: acme/qa@2.0.0 was yanked: wrong answers" in said.err


def test_a_yank_is_taken_back(envhub, two):
    envhub("yank", "acme/qa@2.0.0", "--reason", "wrong answers")
    assert envhub("yank", "acme/qa@2.0.0", "--undo").err == "acme/qa@2.0.0 can be found again\n"
    assert version(envhub) == "2.0.0"
    assert envhub("yank", "acme/qa@2.0.0", "--undo").err == "acme/qa@2.0.0 was not yanked\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("acme/qa@2.0.0",), 2, "say why"),
        (("acme/qa@2.0.0", "--reason", "  "), 2, "say why"),
        (("acme/qa", "--reason", "x"), 2, "names no exact version"),
        (("acme/qa@^1", "--reason", "x"), 2, "names no exact version"),
        (("acme/qa@3.0.0", "--reason", "x"), 6, "no `3.0.0` of `acme/qa`"),
        (("acme/nothing@1.0.0", "--reason", "x"), 6, "acme/nothing"),
        (("acme/qa@2.0.0", "--undo", "--reason", "x"), 2, "without a reason"),
    ],
)
def test_a_yank_that_can_not_be_meant_is_refused(envhub, two, words, code, said):
    spoken = envhub("yank", *words)
    assert (spoken.code, spoken.out) == (code, "")
    assert said in spoken.err
    assert version(envhub) == "2.0.0"


def test_a_tag_means_a_version_until_it_means_another(envhub, two):
    assert envhub("tag", "acme/qa@1.0.0", "stable").err == "acme/qa@stable is 1.0.0\n"
    assert version(envhub, "acme/qa@stable") == "1.0.0"
    assert envhub("tag", "acme/qa@1.0.0", "stable").err == "acme/qa@stable was already 1.0.0\n"
    assert envhub("tag", "acme/qa", "stable").err == "acme/qa@stable is 2.0.0\n"
    assert version(envhub, "acme/qa@stable") == "2.0.0"


def test_a_tag_is_removed(envhub, two):
    envhub("tag", "acme/qa@1.0.0", "stable")
    assert envhub("tag", "acme/qa", "stable", "--remove").code == 0
    assert envhub("pull", "acme/qa@stable").code == 6
    assert envhub("tag", "acme/qa", "stable", "--remove").code == 6
    assert envhub("tag", "acme/qa@1.0.0", "stable", "--remove").code == 2


@pytest.mark.parametrize("tag", ["latest", "1.0.0", "Stable", "x", "a b", ""])
def test_some_words_are_no_tags(envhub, two, tag):
    assert envhub("tag", "acme/qa@1.0.0", tag).code == 2
