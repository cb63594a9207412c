"""Where things lie: a flag, else the environment variable, else the user's own folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from envhub import UsageError
from envhub_hub import config


def test_a_flag_comes_before_the_variable(own_home):
    assert config.registry_url("/flag") == "/flag"
    assert config.runs_folder("/flag") == Path("/flag")


def test_the_variable_comes_before_the_default(own_home):
    assert config.registry_url() == str(own_home / "registry")
    assert config.runs_folder() == own_home / "runs"


def test_without_either_runs_stand_here_and_the_registry_in_the_users_data(own_home, monkeypatch):
    monkeypatch.delenv("ENVHUB_REGISTRY")
    monkeypatch.delenv("ENVHUB_RUNS")
    assert config.runs_folder() == Path("runs")
    assert Path(config.registry_url()) == config.data_folder() / "registry"


def test_an_empty_variable_is_none(own_home, monkeypatch):
    monkeypatch.setenv("ENVHUB_RUNS", "")
    assert config.runs_folder() == Path("runs")


@pytest.mark.parametrize(
    ("said", "meant"), [("1", True), ("True", True), ("on", True), ("0", False), ("no", False),
                        ("", False)],
)  # fmt: skip
def test_offline_is_said_by_the_variable_or_by_the_flag(monkeypatch, said, meant):
    monkeypatch.setenv("ENVHUB_OFFLINE", said)
    assert config.offline() is meant
    assert config.offline(True) is True


def test_a_variable_that_is_neither_yes_nor_no_is_said(monkeypatch):
    monkeypatch.setenv("ENVHUB_OFFLINE", "maybe")
    with pytest.raises(UsageError, match="ENVHUB_OFFLINE is `maybe`"):
        config.offline()


def test_the_catalogue_is_found_beside_the_package_or_in_the_checkout():
    folder = config.catalogue_folder()
    assert (folder / "registry.json").is_file()
