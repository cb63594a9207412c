"""show: what an environment holds, and what a registry knows of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from envhub_hub.registry import Registry


@pytest.mark.parametrize("target", ["qa", "acme/qa", "acme/qa@1.0.0"])
def test_show_describes_a_folder_and_a_reference(envhub, pushed, target):
    shown = envhub("show", target, "--json").json
    assert shown["digest"] == pushed["digest"]
    assert [one["id"] for one in shown["capabilities"]] == ["short-answers", "sums"]
    assert [one["samples"] for one in shown["capabilities"]] == [4, 4]
    assert (shown["pushed_at"] is None) == (target == "qa")


def test_show_brings_samples_without_their_targets(envhub, qa, pushed):
    for target in (qa, "acme/qa"):
        shown = envhub("show", target, "--samples", "3", "--json").json
        assert len(shown["examples"]) == 3
        assert not {"target", "targets"} & set(shown["examples"][0])


def test_show_is_a_table_for_people(envhub, qa):
    said = envhub("show", qa, "--samples", "1")
    assert said.out.startswith("acme/qa@1.0.0")
    assert "Short answers" in said.out


def test_show_says_what_the_registry_knows(envhub, qa, pushed):
    envhub("registry", "key", "new", "alice")
    envhub("push", qa, "--tag", "stable")
    Registry("registry").append("acme/qa", "1.0.0", "baseline", {"model": "demo/x", "score": 0.25})
    shown = envhub("show", "acme/qa", "--json").json
    assert shown["tagged"] == ["stable"]
    assert shown["signature"]["key"] is None
    assert shown["capabilities"][0]["check"]["chance"] == 0.25
    (fact,) = shown["facts"]
    assert (fact["kind"], fact["model"], fact["score"]) == ("baseline", "demo/x", 0.25)
    text = envhub("show", "acme/qa").out
    assert "tagged   stable" in text
    assert "signed   no" in text
    assert "baseline " in text
    assert "demo/x" in text


def test_show_lists_versions_newest_first(envhub, qa, pushed, changed):
    envhub("push", changed(), "--bump", "auto", "--tag", "next")
    envhub("yank", "acme/qa@1.0.0", "--reason", "wrong answers")
    shown = envhub("show", "acme/qa", "--versions", "--json").json["versions"]
    assert [(one["version"], one["tagged"], one["yanked"]) for one in shown] == [
        ("2.0.0", ["next"], None), ("1.0.0", [], "wrong answers"),
    ]  # fmt: skip
    text = envhub("show", "acme/qa", "--versions").out
    assert "yanked: wrong answers" in text


def test_show_lists_files(envhub, qa, pushed):
    for target in (qa, "acme/qa"):
        files = envhub("show", target, "--files", "--json").json["files"]
        assert {"path": "LICENSE", "size": (qa / "LICENSE").stat().st_size} in files
        assert "manifest.json" not in {one["path"] for one in files}
    assert "data/test.targets.jsonl" in envhub("show", qa, "--files").out


def test_a_difference_names_parts_samples_and_files(envhub, qa, pushed):
    path = qa / "data/test.jsonl"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0].replace("?", "??"), *lines[1:]]) + "\n")
    for words in ((qa, "--diff", "acme/qa"), (qa, "--diff", "1.0.0")):
        diff = envhub("show", *words, "--json").json["diff"]
        assert (diff["changed"], diff["bump"], diff["same"]) == (["data"], "major", False)
        assert len(diff["samples"]["test"]["changed"]) == 1
        assert diff["files"] == [{"path": "data/test.jsonl", "how": "changed"}]
    text = envhub("show", qa, "--diff", "1.0.0").out
    assert "test samples changed (1): " in text


def test_a_difference_of_two_versions(envhub, qa, pushed, changed):
    envhub("push", changed(), "--bump", "auto")
    diff = envhub("show", "acme/qa@2.0.0", "--diff", "1.0.0", "--json").json["diff"]
    assert (diff["from"]["reference"], diff["to"]["reference"]) == (
        "acme/qa@1.0.0",
        "acme/qa@2.0.0",
    )
    assert (diff["changed"], diff["samples"]) == (["harness"], {})


def test_no_difference_is_said(envhub, qa, pushed):
    assert envhub("show", qa, "--diff", "acme/qa", "--json").json["diff"]["same"] is True
    assert "hold the same" in envhub("show", "acme/qa", "--diff", qa).out


def test_versions_are_of_a_registry(envhub, qa):
    said = envhub("show", qa, "--versions")
    assert said.code == 2
    assert "a registry knows versions" in said.err


def test_showing_fetches_no_bundle(envhub, pushed, own_home):
    for words in ((), ("--files",), ("--samples", "2"), ("--versions",)):
        assert envhub("show", "acme/qa", *words).code == 0
    assert not list((own_home / "cache").rglob("*.zip"))


def test_a_bundle_that_is_another_than_its_record_says_is_exit_7(envhub, pushed, qa, changed):
    envhub("push", changed(), "--registry", "other")
    (theirs,) = Path("other").rglob("*.zip")
    (ours,) = Path("registry").rglob("*.zip")
    ours.write_bytes(theirs.read_bytes())
    for words in (("show", "acme/qa"), ("pull", "acme/qa", "-o", "out")):
        assert envhub(*words).code == 7
    assert not Path("out").exists() or not list(Path("out").iterdir())


def test_a_version_that_is_not_believed_hides_none_of_the_others(envhub, qa, pushed, changed):
    envhub("registry", "key", "new", "alice")
    envhub("registry", "add", "team", "registry", "--trust", "alice", "--require-signature")
    envhub("push", changed(), "--registry", "team", "--bump", "minor", "--sign", "alice")
    shown = envhub("show", "acme/qa", "--registry", "team", "--versions", "--json").json["versions"]
    assert [one["version"] for one in shown] == ["1.1.0", "1.0.0"]
    assert shown[0]["problem"] is None
    assert "is not signed" in shown[1]["problem"]
    text = envhub("show", "acme/qa", "--registry", "team", "--versions").out
    assert "refused" in text
