"""What is refused before a cluster is started; no Ray is needed to be told so."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from envhub.errors import MissingRequirement, UsageError
from envhub_hub.backends import LoadSettings, load_model, table


@pytest.mark.parametrize("given", [{"workers": 2}, {"ray_address": "auto"}])
def test_workers_belong_to_ray(given) -> None:
    with pytest.raises(UsageError, match="belong to the executor `ray`"):
        LoadSettings(**given)


def test_without_the_package_the_line_that_installs_it_is_named(monkeypatch) -> None:
    monkeypatch.setattr(table, "find_spec", lambda name: None if name == "ray" else find_spec(name))
    with pytest.raises(MissingRequirement, match="needs the package `ray`") as caught:
        load_model("mock/yes", LoadSettings(executor="ray"))
    assert caught.value.hint == "pip install 'envhub[ray]'"


def test_a_model_behind_a_server_has_nothing_for_workers() -> None:
    with pytest.raises(UsageError, match="runs on its server"):
        load_model("openai/any", LoadSettings(executor="ray"))
