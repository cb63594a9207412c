"""registry: places where environments are kept, and their names on this machine."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from envhub_hub.cli.keys import key_group
from envhub_hub.cli.registry import registry_command

VERBS = [*((), ("key",)), *((name,) for name in registry_command.commands),
         *(("key", name) for name in key_group.commands)]  # fmt: skip


def places(envhub):
    return {one["name"]: one for one in envhub("registry", "list", "--json").json}


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_every_verb_and_every_option_explains_itself(envhub, verb):
    said = envhub("registry", *verb, "--help")
    assert said.code == 0
    assert "..." not in said.out.split("Commands:")[-1]
    command: click.Command = registry_command
    for name in verb:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    assert [
        one.name for one in command.params if isinstance(one, click.Option) and not one.help
    ] == []


def test_a_name_is_given_used_and_forgotten(envhub, qa, monkeypatch):
    monkeypatch.delenv("ENVHUB_REGISTRY")
    assert envhub("registry", "add", "team", "shelf", "--default").code == 0
    assert places(envhub)["team"]["in_use"] is True
    assert "registry team" in envhub("push", qa).err
    assert Path("shelf/registry.json").is_file()
    assert envhub("pull", "acme/qa", "--registry", "team", "-o", "out").code == 0
    said = envhub("registry", "remove", "team")
    assert "is as it was" in said.err
    assert Path("shelf/registry.json").is_file()
    assert envhub("pull", "acme/qa").code == 6


def test_the_variable_may_be_a_name(envhub, qa, monkeypatch):
    envhub("registry", "add", "team", "shelf")
    monkeypatch.setenv("ENVHUB_REGISTRY", "team")
    assert "registry team" in envhub("push", qa).err


def test_list_shows_what_is_built_in_and_what_is_in_use(envhub, own_home):
    there = places(envhub)
    assert list(there) == [None, "local", "catalogue"]
    assert there[None]["url"] == str(own_home / "registry")
    assert [name for name, one in there.items() if one["in_use"]] == [None]
    assert "catalogue comes with envhub" in envhub("registry", "list").err


def test_init_makes_a_place_a_registry_once_and_for_all(envhub, qa):
    said = envhub("registry", "init", "shelf")
    assert (said.code, said.out) == (0, "shelf\n")
    assert "envhub registry add team" in said.err
    assert Path("shelf/registry.json").is_file()
    envhub("push", qa, "--registry", "shelf")
    before = {path: path.read_bytes() for path in Path("shelf").rglob("*.json")}
    assert envhub("registry", "init", "shelf").code == 0
    assert {path: path.read_bytes() for path in Path("shelf").rglob("*.json")} == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "Team", "shelf"), 2, "can't name a registry"),
        (("add", "local", "shelf"), 2, "local is built in"),
        (("add", "team", "ftp://x/y"), 2, "ftp://"),
        (("add", "team", "shelf", "--require-signature"), 2, "add --trust KEY"),
        (("add", "team", "shelf", "--trust", "alice"), 2, "is no public key"),
        (("add", "team", "shelf", "--trust", "gone.pub"), 6, "no file `gone.pub`"),
        (("remove", "team"), 6, "no registry `team`"),
        (("remove", "local"), 2, "built in"),
        (("gc", "shelf", "--grace", "soon"), 2, "such as 7d"),
        (("nothing",), 2, "nothing"),
        (("key", "show", "alice"), 6, "no signing key `alice`"),
        (("key", "new", "Alice"), 2, "can't name a key"),
    ],
)
def test_what_can_not_be_meant_is_said_and_nothing_is_written(envhub, own_home, words, code, said):
    spoken = envhub("registry", *words)
    assert (spoken.code, spoken.out) == (code, "")
    assert said in spoken.err
    assert not (own_home / "config").exists()


def test_another_place_under_a_name_has_to_be_meant(envhub):
    envhub("registry", "add", "team", "shelf")
    assert envhub("registry", "add", "team", "other").code == 2
    assert envhub("registry", "add", "team", "other", "--replace").code == 0
    assert places(envhub)["team"]["url"].endswith("/other")


def test_trusted_keys_come_as_text_as_a_file_or_by_the_name_of_ones_own(envhub, own_home):
    line = envhub("registry", "key", "new", "alice").out.strip()
    Path("bob.pub").write_text("ed25519:" + "b" * 64 + " bob\n")
    envhub("registry", "add", "team", "shelf", "--trust", "alice", "--trust", "bob.pub",
           "--trust", "ed25519:" + "c" * 64, "--require-signature")  # fmt: skip
    team = places(envhub)["team"]
    assert team["trusted"] == [line, "ed25519:" + "b" * 64 + " bob", "ed25519:" + "c" * 64]
    assert "required, 3 trusted keys" in envhub("registry", "list").out


def test_keys_are_made_listed_and_shown(envhub, own_home):
    assert "no key yet" in envhub("registry", "key", "list").err
    made = envhub("registry", "key", "new", "alice")
    assert made.out.endswith(" alice\n")
    secret = (own_home / "config/envhub/keys/alice.key").read_text().split(":")[1].strip()
    for words in (("show", "alice"), ("list",), ("show", "alice", "--json"), ("list", "--json")):
        said = envhub("registry", "key", *words)
        assert made.out.split()[0] in said.out
        assert secret not in said.out + said.err


def test_verify_says_that_a_registry_is_whole_or_what_is_wrong(envhub, qa, pushed):
    said = envhub("registry", "verify")
    assert (said.code, said.out) == (0, "")
    assert said.err.endswith(": whole\n")
    (stored,) = Path("registry").rglob("*.zip")
    stored.write_bytes(stored.read_bytes()[:-1])
    said = envhub("registry", "verify")
    assert said.code == 7
    assert said.out.startswith("error: environments/acme/qa/1.0.0")
    assert ": 1 error\n" in said.err
    told = envhub("registry", "verify", "--json")
    assert told.code == 7
    assert told.json[0]["severity"] == "error"


def test_the_view_is_rebuilt(envhub, pushed):
    view = Path("registry/registry.json")
    before = json.loads(view.read_text())["environments"]
    view.unlink()
    assert envhub("registry", "rebuild").code == 0
    assert json.loads(view.read_text())["environments"] == before


def test_gc_marks_what_no_version_has_and_removes_it_later(envhub, pushed):
    odd = Path("registry/environments/acme/qa/9.9.9-0123456789ab.zip")
    odd.write_bytes(b"left behind")
    assert "marked: environments/acme/qa/9.9.9" in envhub("registry", "gc", "--grace", "0s").out
    swept = envhub("registry", "gc", "--grace", "0s", "--json").json
    assert (swept[0]["action"], swept[0]["key"]) == (
        "removed", "environments/acme/qa/9.9.9-0123456789ab.zip",
    )  # fmt: skip
    assert not odd.exists()
    assert envhub("pull", "acme/qa", "-o", "out").code == 0


def test_offline_a_far_registry_is_neither_whole_nor_written_to(
    envhub, qa, monkeypatch, no_sockets
):
    monkeypatch.setenv("ENVHUB_OFFLINE", "1")
    far = "s3://bucket/registry"
    for words in (("registry", "verify", far), ("registry", "gc", far), ("registry", "init", far),
                  ("registry", "rebuild", far), ("push", qa, "--registry", far),
                  ("yank", "acme/qa@1.0.0", "--reason", "x", "--registry", far)):  # fmt: skip
        said = envhub(*words)
        assert said.code == 1, words
        assert "offline" in said.err


def test_settings_that_say_what_they_can_not_are_one_sentence_everywhere(envhub, qa, own_home):
    path = own_home / "config/envhub/config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('default = "team"\n')
    for words in (("list",), ("push", qa), ("pull", "acme/qa"), ("registry", "list"),
                  ("registry", "add", "team", "shelf")):  # fmt: skip
        said = envhub(*words)
        assert (said.code, said.out) == (2, "")
        assert "the default is `team`, which is not there" in said.err
