"""A registry in a bucket, used by two people with homes of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.spoken import Spoken

from envhub import open_run

ENVHUB = "import runpy; runpy.run_module('envhub_hub', run_name='__main__')"
WITHOUT_SOCKETS = f"""
import socket
def refuse(*words, **settings):
    raise SystemExit("a socket was opened")
class Refused(socket.socket):
    __init__ = refuse
for name in ("socketpair", "create_connection", "getaddrinfo"):
    setattr(socket, name, refuse)
socket.socket = Refused
{ENVHUB}
"""
"""A command in a process where the first socket ends it: also the pair of them that an event loop
would need for itself."""


@dataclass(frozen=True)
class Colleague:
    """Somebody with a machine of their own."""

    home: Path
    say: Callable[..., Spoken]

    def envhub(self, *words: object) -> Spoken:
        """Run a command in this process, which is quicker."""
        return self.say(self.home, words)

    def process(self, *words: object, code: str = ENVHUB) -> Spoken:
        """Run a command in a process of its own, as it is in life."""
        return self.say(self.home, words, code)


def at_home(home: Path) -> dict[str, str]:
    """The variables that make a folder somebody's home."""
    places = {f"XDG_{one}_HOME": str(home / one.lower()) for one in ("DATA", "CONFIG", "CACHE")}
    return places | {"ENVHUB_RUNS": str(home / "runs"), "HOME": str(home)}


@pytest.fixture
def colleague(tmp_path, script, monkeypatch, envhub, seaweed_url):
    """Hire somebody whose default registry is the one in the bucket."""
    monkeypatch.delenv("ENVHUB_REGISTRY")
    monkeypatch.chdir(tmp_path)

    def say(home: Path, words: tuple[object, ...], code: str | None = None) -> Spoken:
        if code is not None:
            process = script(code, *words, **at_home(home))
            out, err = process.communicate(timeout=120)
            assert "Traceback" not in err, err
            return Spoken(process.returncode, out, err)
        for name, value in at_home(home).items():
            monkeypatch.setenv(name, value)
        return envhub(*words)

    def hire(name: str, *settings: str) -> Colleague:
        one = Colleague(tmp_path / name, say)
        one.home.mkdir()
        assert one.envhub("registry", "add", "team", seaweed_url, "--default", *settings).code == 0
        return one

    return hire


@pytest.fixture
def alice(colleague) -> Colleague:
    """Who sets the registry up."""
    one = colleague("alice")
    assert one.envhub("registry", "init", "team").code == 0
    assert one.envhub("init", "acme/qa", "-o", one.home / "qa").code == 0
    return one


@pytest.fixture
def bob(colleague, alice) -> Colleague:
    return colleague("bob")


def test_what_one_pushes_the_other_finds_pulls_and_runs_with_the_same_digest(alice, bob):
    assert bob.process("search", "questions", "--json").json == []
    pushed = alice.process("push", alice.home / "qa", "--tag", "stable", "--json").json
    (hit,) = bob.process("search", "short answr", "--json").json
    assert (hit["name"], hit["digest"], hit["registry_name"]) == (
        "acme/qa", pushed["digest"], "team",
    )  # fmt: skip
    shown = bob.process("show", "acme/qa@stable", "--samples", "1", "--json").json
    assert shown["digest"] == pushed["digest"]
    pulled = bob.process("pull", "acme/qa@^1", "-o", bob.home / "out", "--json").json
    assert pulled["digest"] == pushed["digest"]
    assert bob.process("check", pulled["path"]).code == 0
    assert bob.process("run", "acme/qa", "-m", "mock/Paris").code == 0
    (folder,) = (bob.home / "runs").iterdir()
    assert open_run(folder).record.environment.digest == pushed["digest"]
    again = bob.process("push", pulled["path"], "--json").json
    assert (again["new"], again["digest"]) == (False, pushed["digest"])


def test_with_a_warm_cache_no_socket_is_opened(alice, bob):
    alice.process("push", alice.home / "qa")
    for words in (("list",), ("run", "acme/qa", "-m", "mock/Paris"), ("search", "questions")):
        assert bob.process(*words).code == 0
    for words in (
        ("list", "--json"), ("search", "questions", "--json"), ("show", "acme/qa", "--json"),
        ("show", "acme/qa", "--versions", "--files", "--samples", "2"),
        ("pull", "acme/qa", "-o", bob.home / "out"), ("run", "acme/qa", "-m", "mock/Paris"),
        ("pull", "acme/qa@^1", "-o", bob.home / "out"),
    ):  # fmt: skip
        said = bob.process(*words, "--offline", code=WITHOUT_SOCKETS)
        assert said.code == 0, said.err
        assert "socket" not in said.err
    missing = bob.process("run", "acme/other", "-m", "mock/x", "--offline", code=WITHOUT_SOCKETS)
    assert missing.code == 6
    online = bob.process("list", code=WITHOUT_SOCKETS)  # this test would notice a socket
    assert online.code != 0
    assert "a socket was opened" in online.err


def test_the_other_reads_only_what_a_trusted_key_has_signed(alice, colleague):
    line = alice.envhub("registry", "key", "new", "alice").out.strip()
    bob = colleague("bob", "--trust", line, "--require-signature")
    alice.envhub("push", alice.home / "qa")
    for words in (("pull", "acme/qa"), ("run", "acme/qa", "-m", "mock/x"), ("show", "acme/qa")):
        assert bob.envhub(*words).code == 7
    done = alice.envhub("push", alice.home / "qa", "--bump", "patch", "--sign", "alice")
    assert (done.code, done.out) == (0, "acme/qa@1.0.1\n")
    assert bob.envhub("run", "acme/qa", "-m", "mock/Paris").code == 0
    assert "by alice, trusted here" in bob.envhub("show", "acme/qa").out


def test_a_lock_carries_what_one_pinned_to_the_other(alice, bob, tmp_path, monkeypatch):
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    pushed = alice.envhub("push", alice.home / "qa", "--json").json
    assert alice.envhub("run", "acme/qa", "-m", "mock/Paris", "--lock").code == 0
    alice.envhub("push", alice.home / "qa", "--bump", "minor")
    bob.envhub("registry", "remove", "team")
    assert bob.envhub("run", "acme/qa", "-m", "mock/Paris", "--frozen").code == 0
    (folder,) = (bob.home / "runs").iterdir()
    assert open_run(folder).record.environment.digest == pushed["digest"]


def test_the_other_sees_a_yank_and_a_moved_tag(alice, bob):
    alice.envhub("push", alice.home / "qa", "--tag", "stable")
    assert bob.envhub("run", "acme/qa@stable", "-m", "mock/Paris").code == 0
    alice.envhub("push", alice.home / "qa", "--bump", "minor")
    alice.envhub("tag", "acme/qa@1.1.0", "stable")
    assert bob.envhub("show", "acme/qa@stable", "--json").json["version"] == "1.1.0"
    alice.envhub("yank", "acme/qa@1.1.0", "--reason", "wrong answers")
    assert bob.envhub("show", "acme/qa", "--json").json["version"] == "1.0.0"
    said = bob.envhub("run", "acme/qa@1.1.0", "-m", "mock/Paris")
    assert said.code == 0
    assert "was yanked: wrong answers" in said.err
