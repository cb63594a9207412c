"""`openai/NAME`: from a word and the environment to a model, or to a sentence and an exit code."""

from __future__ import annotations

from typing import Any

import pytest
from tests.chatting import KEY, answer, asks

from envhub.errors import MissingRequirement, PermissionMissing, UsageError
from envhub_hub.backends import PROVIDERS, LoadSettings, load_model
from envhub_hub.backends.openai.model import RemoteModel


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def test_the_environment_names_server_and_key(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    server.script(key=KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    model = load_model("openai/tiny")
    assert isinstance(model, RemoteModel)
    assert answer(model, asks()).text == "four"
    model.close()


def test_the_flag_goes_before_the_environment(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    model = load_model("openai/tiny", LoadSettings(base_url=server.url))
    assert isinstance(model, RemoteModel)
    model.close()


def test_openai_itself_wants_a_key_before_anything_is_sent() -> None:
    with pytest.raises(PermissionMissing, match=r"at api\.openai\.com needs a key"):
        load_model("openai/gpt-4o-mini")


def test_a_server_that_wants_a_key_says_so(server: Any) -> None:
    server.script(key=KEY)
    with pytest.raises(PermissionMissing, match="wants a key"):
        load_model("openai/tiny", LoadSettings(base_url=server.url))


@pytest.mark.parametrize("url", ["localhost:8000/v1", "ftp://a/v1", "http://", "http://[::1/v1"])
def test_what_is_no_address_is_a_usage_error(url: str) -> None:
    with pytest.raises(UsageError, match="no http or https URL"):
        load_model("openai/tiny", LoadSettings(base_url=url))


def test_an_address_holds_no_credentials() -> None:
    with pytest.raises(UsageError, match="no credentials") as caught:
        load_model("openai/tiny", LoadSettings(base_url="http://me:secret@host/v1"))
    assert "secret" not in str(caught.value)


def test_a_model_on_this_machine_has_no_server() -> None:
    with pytest.raises(UsageError, match="`mock/four` has no server"):
        load_model("mock/four", LoadSettings(base_url="http://localhost/v1"))


def test_without_the_package_there_is_a_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = PROVIDERS["openai"]
    monkeypatch.setitem(PROVIDERS, "openai", row._replace(needs=("no_such_package",)))
    with pytest.raises(MissingRequirement) as caught:
        load_model("openai/tiny")
    assert caught.value.hint == "pip install 'envhub[remote]'"
