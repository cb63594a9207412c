"""Where things lie: a flag, else the environment variable, else the user's own folders."""

from __future__ import annotations

from pathlib import Path

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
