"""run on a model behind a server, as a person meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.chatting import KEY

from envhub import open_run


@pytest.fixture
def remote(envhub, qa, chat_server, monkeypatch):
    """Run `qa` on `openai/tiny`, with a key."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)

    def call(*words: object, model: str = "openai/tiny", url: str = chat_server.url):
        return envhub("run", qa, "-m", model, "--base-url", url, *words)

    return call


def test_a_run_on_a_server_is_a_run_like_any_other(remote, chat_server):
    chat_server.script(key=KEY, answer="Paris", seconds=0.02)
    said = remote("--concurrency", "2", "--request-timeout", "20", "--limit", "4")
    assert said.code == 0
    (folder,) = Path("runs").iterdir()
    run = open_run(folder)
    assert run.record.model.name == "openai/tiny"
    assert [row.output for row in run.rows()] == ["Paris"] * 4
    assert chat_server.most <= 2
    for path in folder.iterdir():
        assert KEY not in path.read_text()


def test_a_wrong_key_makes_no_folder(remote, chat_server):
    chat_server.script(key="sk-another")
    said = remote()
    assert said.code == 4
    assert KEY not in said.out + said.err
    assert "OPENAI_API_KEY" in said.err
    assert not Path("runs").exists()


def test_an_unknown_model_and_a_dead_server_have_their_codes(remote, chat_server):
    chat_server.script()
    assert remote(model="openai/tinny").code == 6
    said = remote("--request-timeout", "1", url="http://127.0.0.1:9/v1")
    assert said.code == 1
    assert "--base-url" in said.err


def test_samples_that_could_not_be_answered_are_invalid_and_exit_3(remote, chat_server):
    chat_server.script(refuses=["seed"], answer="Paris")
    said = remote("--temperature", "0.5", "--limit", "2")
    assert said.code == 3
    assert "refused by server" in said.out


def test_a_server_is_for_models_behind_one(remote):
    assert remote(model="mock/x").code == 2
