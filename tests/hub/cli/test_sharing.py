"""push, pull: environments into registries, and out of them."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from envhub import open_bundle


def declared(folder):
    """The version that environment.toml says."""
    (line,) = [one for one in (folder / "environment.toml").read_text().splitlines()
               if one.startswith("version")]  # fmt: skip
    return line


def test_push_gives_the_reference_and_speaks_on_stderr(envhub, qa):
    said = envhub("push", qa, "--registry", "shelf")
    assert (said.code, said.out) == (0, "acme/qa@1.0.0\n")
    assert said.err.startswith("pushed acme/qa@1.0.0, ")
    assert "registry shelf" in said.err


def test_pushing_a_folder_leaves_no_zip_behind(envhub, qa, own_home):
    envhub("push", qa)
    assert sorted(path.name for path in own_home.iterdir()) == ["cache", "qa", "registry"]


def test_the_same_again_was_there_already(envhub, qa, pushed):
    assert pushed["new"] is True
    again = envhub("push", qa)
    assert again.code == 0
    assert again.err.startswith("was there already: acme/qa@1.0.0")


def test_a_frozen_zip_is_pushed_as_the_same_content(envhub, qa, pushed):
    path = envhub("freeze", qa).out.strip()
    assert envhub("push", path, "--json").json["new"] is False


@pytest.mark.parametrize("inside", ["", "some folder/"])
def test_a_zip_made_by_hand_is_pushed_as_the_same_content_and_runs(envhub, qa, pushed, inside):
    with zipfile.ZipFile("by hand.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(qa.rglob("*")):
            archive.write(path, inside + path.relative_to(qa).as_posix())
    there = envhub("push", "by hand.zip", "--json").json
    assert (there["new"], there["digest"]) == (False, pushed["digest"])
    fresh = envhub("push", "by hand.zip", "--registry", "other", "--json").json
    assert (fresh["new"], fresh["digest"]) == (True, pushed["digest"])
    assert envhub("run", "acme/qa", "-m", "mock/7", "--registry", "other").code == 0


def test_a_zip_made_by_hand_is_checked_like_any_other(envhub, qa):
    with zipfile.ZipFile("by hand.zip", "w") as archive:
        for path in sorted(qa.rglob("*")):
            if path.name != "test.targets.jsonl":
                archive.write(path, path.relative_to(qa).as_posix())
    said = envhub("push", "by hand.zip")
    assert (said.code, said.out) == (5, "")
    assert not list(Path("registry").rglob("*.zip"))


def test_a_dry_run_says_what_would_be_and_writes_nothing(envhub, qa, own_home):
    said = envhub("push", qa, "--dry-run", "--tag", "stable")
    assert (said.code, said.out) == (0, "acme/qa@1.0.0\n")
    assert "would push acme/qa@1.0.0" in said.err
    assert "would be tagged stable" in said.err
    assert not (own_home / "registry").exists()


def test_a_dry_run_refuses_what_a_push_would_refuse(envhub, qa, pushed, changed):
    assert envhub("push", changed(), "--dry-run").code == 7
    (qa / "data/test.targets.jsonl").write_text("")
    assert envhub("push", qa, "--bump", "patch", "--dry-run").code == 5


def test_a_tag_given_with_a_push_means_that_version(envhub, qa, pushed):
    assert "tagged stable, v1" in envhub("push", qa, "--tag", "stable", "--tag", "v1").err
    for tag in ("stable", "v1"):
        assert envhub("show", f"acme/qa@{tag}", "--json").json["version"] == "1.0.0"


def test_a_tag_that_can_be_none_is_refused_before_anything_is_pushed(envhub, qa, own_home):
    said = envhub("push", qa, "--tag", "1.0")
    assert (said.code, said.out) == (2, "")
    assert not list((own_home / "registry").rglob("*.zip"))


def test_bump_writes_the_next_version_and_pushes_it(envhub, qa, pushed, changed):
    said = envhub("push", changed(), "--bump", "auto")
    assert (said.code, said.out) == (0, "acme/qa@2.0.0\n")
    assert "version 1.0.0 → 2.0.0, written to qa/environment.toml" in said.err
    assert declared(qa) == 'version = "2.0.0"'
    assert envhub("push", qa, "--json").json["new"] is False


@pytest.mark.parametrize(
    ("bump", "version"), [("major", "2.0.0"), ("minor", "1.1.0"), ("patch", "1.0.1")]
)
def test_a_bump_may_be_named(envhub, qa, pushed, bump, version):
    assert envhub("push", qa, "--bump", bump).out == f"acme/qa@{version}\n"
    assert declared(qa) == f'version = "{version}"'


def test_bump_auto_leaves_what_was_pushed_as_it_is(envhub, qa, pushed):
    said = envhub("push", qa, "--bump", "auto")
    assert said.err.startswith("was there already: acme/qa@1.0.0")
    assert declared(qa) == 'version = "1.0.0"'


def test_a_bump_that_is_only_tried_is_not_written(envhub, qa, pushed, changed):
    said = envhub("push", changed(), "--bump", "auto", "--dry-run")
    assert said.out == "acme/qa@2.0.0\n"
    assert declared(qa) == 'version = "1.0.0"'


def test_a_bump_whose_push_is_refused_leaves_the_folder_as_it_was(envhub, qa, pushed):
    (qa / "data/test.targets.jsonl").write_text("")
    before = (qa / "environment.toml").read_bytes()
    assert envhub("push", qa, "--bump", "patch").code == 5
    assert (qa / "environment.toml").read_bytes() == before


def test_what_is_frozen_has_its_version(envhub, qa, pushed):
    path = envhub("freeze", qa).out.strip()
    said = envhub("push", path, "--bump", "patch")
    assert said.code == 2
    assert "hint: give the source folder to raise its version" in said.err


def test_a_signed_push_is_read_by_those_who_trust_the_key(envhub, qa):
    envhub("registry", "key", "new", "alice")
    strict = ("--trust", "alice", "--require-signature")
    assert envhub("registry", "add", "team", "shelf", *strict).code == 0
    refused = envhub("push", qa, "--registry", "team")
    assert refused.code == 2
    assert "hint: sign with a trusted key: --sign alice" in refused.err
    said = envhub("push", qa, "--registry", "team", "--sign", "alice")
    assert (said.code, said.out) == (0, "acme/qa@1.0.0\n")
    assert "signed by alice" in said.err
    assert envhub("pull", "acme/qa", "--registry", "team", "-o", "out").code == 0


@pytest.fixture
def strict(envhub, qa):
    """A registry `team` that holds one version, signed, and is read by signed records only."""
    envhub("registry", "key", "new", "alice")
    envhub("registry", "add", "team", "shelf", "--trust", "alice", "--require-signature")
    assert envhub("push", qa, "--registry", "team", "--sign", "alice").code == 0
    (path,) = Path("shelf").rglob("1.0.0.json")
    return path


def forged(path, **change):
    """Change a stored record as somebody with access to the bucket could."""
    path.write_text(json.dumps(json.loads(path.read_text()) | change))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pushed_at": "2020-01-01T00:00:00Z"}, "does not fit its record"),
        ({"signature": None}, "is not signed"),
        # Not the key of zeros, which by its low order fits one message in four.
        ({"signature": {"key": "ed25519:" + "5f" * 32, "value": "0" * 128}}, "does not fit"),
    ],
)
def test_a_forged_missing_or_foreign_signature_is_exit_7(envhub, strict, change, said):
    forged(strict, **change)
    for words in (("pull", "acme/qa", "-o", "out"), ("show", "acme/qa"),
                  ("run", "acme/qa", "-m", "mock/7")):  # fmt: skip
        spoken = envhub(*words, "--registry", "team")
        assert (spoken.code, spoken.out) == (7, "")
        assert said in spoken.err
    assert not Path("out").exists()
    assert not Path("runs").exists()


def test_a_signature_by_a_key_that_is_not_trusted_is_exit_7(envhub, strict, changed):
    envhub("registry", "key", "new", "mallory")
    for words in (("--sign", "mallory"), ("--sign", "mallory", "--dry-run")):
        said = envhub("push", changed(), "--registry", "team", "--bump", "auto", *words)
        assert said.code == 7
        assert "which is not trusted here" in said.err
    assert declared(changed()) == 'version = "1.0.0"'
    assert [path.name for path in Path("shelf/environments").rglob("[0-9]*.json")] == ["1.0.0.json"]


def test_pull_gives_the_path_of_the_zip(envhub, pushed):
    said = envhub("pull", "acme/qa", "-o", "pulled")
    assert (said.code, said.out) == (0, "pulled/qa-1.0.0.zip\n")
    assert envhub("check", "pulled/qa-1.0.0.zip").code == 0


def test_pull_says_what_it_pulled_as_json(envhub, pushed):
    told = envhub("pull", "acme/qa", "-o", "pulled", "--json").json
    assert (told["digest"], told["path"]) == (pushed["digest"], "pulled/qa-1.0.0.zip")


def test_a_damaged_copy_on_this_machine_is_fetched_again(envhub, pushed, own_home):
    envhub("pull", "acme/qa", "-o", "pulled")
    (kept,) = (own_home / "cache/envhub/bundles").glob("*.zip")
    kept.write_bytes(b"x" + kept.read_bytes()[1:])
    assert envhub("pull", "acme/qa", "-o", "again").code == 0
    assert open_bundle("again/qa-1.0.0.zip").reference == "acme/qa@1.0.0"


def test_what_a_reference_may_be(envhub, qa, pushed, changed):
    envhub("push", changed(), "--bump", "auto", "--tag", "blessed")
    found = {
        text: envhub("pull", f"acme/qa{text}", "-o", "out").out.removeprefix("out/qa-").strip()
        for text in ("", "@latest", "@^1", "@~1.0", "@>=1,<2", "@blessed", "@1.0.0",
                     f"@{pushed['digest']}", f"@{pushed['digest'][:20]}")
    }  # fmt: skip
    two = {"", "@latest", "@blessed"}
    assert found == {text: "2.0.0.zip" if text in two else "1.0.0.zip" for text in found}


def test_run_and_pull_keep_to_the_lock(envhub, qa, pushed, changed, own_home):
    assert envhub("run", "acme/qa", "-m", "mock/7", "--frozen").code == 6
    said = envhub("run", "acme/qa", "-m", "mock/7", "--lock")
    assert f"envhub.lock: pinned acme/qa to 1.0.0, {pushed['digest'][7:19]}" in said.err
    envhub("push", changed(), "--bump", "auto")
    for words in ((), ("--frozen",)):
        said = envhub("pull", "acme/qa", "-o", "out", *words)
        assert said.out == "out/qa-1.0.0.zip\n"
        assert "envhub.lock: acme/qa is 1.0.0" in said.err
    assert envhub("pull", "acme/qa", "-o", "out", "--lock").out == "out/qa-2.0.0.zip\n"
    assert envhub("show", "acme/qa@1.0.0", "--json").json["version"] == "1.0.0"


def test_frozen_refuses_another_digest_with_exit_7(envhub, qa, pushed):
    envhub("pull", "acme/qa", "-o", "out", "--lock")
    lock = Path("envhub.lock")
    lock.write_text(lock.read_text().replace(pushed["digest"], "sha256:" + "0" * 64))
    said = envhub("run", "acme/qa", "-m", "mock/7", "--frozen")
    assert (said.code, said.out) == (7, "")
    assert not Path("runs").exists()


def test_frozen_and_lock_contradict_each_other(envhub, pushed):
    said = envhub("pull", "acme/qa", "--frozen", "--lock")
    assert said.code == 2
    assert "choose one" in said.err


def test_a_registry_may_be_named_by_the_environment(envhub, qa, own_home):
    envhub("push", qa)
    view = json.loads((own_home / "registry/registry.json").read_text())
    assert list(view["environments"]) == ["acme/qa"]


def test_what_is_missing_to_reach_a_bucket_is_said_with_the_line_that_installs_it(
    envhub, qa, monkeypatch
):
    monkeypatch.setitem(sys.modules, "s3fs", None)
    said = envhub("push", qa, "--registry", "s3://bucket/prefix")
    assert said.code == 8
    assert "envhub[s3]" in said.err


def test_a_registry_in_a_git_tree_merges_what_two_branches_pushed(envhub, qa, changed, own_home):
    def git(*words):
        who = ("-c", "user.name=a", "-c", "user.email=a@b.c")
        done = subprocess.run(["git", *who, *words], cwd="tree", capture_output=True, text=True)
        assert done.returncode == 0 or words[0] == "merge", done.stderr
        return done.stdout

    Path("tree").mkdir()
    git("init", "-b", "main")
    assert envhub("push", qa, "--registry", "tree").code == 0
    git("add", ".")
    git("commit", "-m", "before")
    for branch, name in (("one", "acme/first"), ("two", "acme/second")):
        git("checkout", "-b", branch, "main")
        envhub("init", name, "-o", branch)
        assert envhub("push", branch, "--registry", "tree").code == 0
        git("add", ".")
        git("commit", "-m", branch)
    conflicts = [line for line in git("merge", "one").splitlines() if "CONFLICT" in line]
    assert all("registry.json" in line for line in conflicts)
    assert envhub("registry", "rebuild", "tree").code == 0
    assert envhub("registry", "verify", "tree").code == 0
    listed = envhub("list", "--registry", "tree", "--json").json
    assert {"acme/qa", "acme/first", "acme/second"} <= {one["name"] for one in listed}
