"""Registries by name, and the file that people and commands both write."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from envhub import EnvhubError, NotFound, UsageError
from envhub_hub import config
from envhub_hub.config import NamedRegistry

KEY = "ed25519:" + "a" * 64
TEAM = NamedRegistry(url="s3://acme-envs/registry", trusted=(f"{KEY} alice",))


@pytest.fixture
def file(own_home, monkeypatch) -> Path:
    """The path of the settings file of a user without any."""
    monkeypatch.delenv("ENVHUB_REGISTRY")
    return config.config_folder() / "config.toml"


@pytest.fixture
def write(file):
    """Write the settings file as a person would."""

    def put(text: str) -> Path:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    return put


def test_without_a_file_the_users_own_folder_and_the_catalogue_have_names(file):
    assert [one.name for one in config.registry_places()] == ["local", "catalogue"]
    assert config.registry_place().url == str(config.data_folder() / "registry")
    assert not file.exists()


def test_a_name_is_written_and_means_its_place(file):
    config.add_registry("team", TEAM)
    assert config.registry_place("team") == config.Place(name="team", **TEAM.model_dump())
    assert tomllib.loads(file.read_text())["registries"]["team"]["url"] == TEAM.url
    assert config.registry_place().name == "local"


def test_the_default_is_what_is_used_where_nothing_is_said(file, monkeypatch):
    config.add_registry("team", TEAM, default=True)
    assert config.registry_place().name == "team"
    monkeypatch.setenv("ENVHUB_REGISTRY", "local")
    assert config.registry_place().name == "local"
    assert config.registry_place("team").name == "team"


def test_the_default_moves_and_goes_with_its_registry(file):
    config.add_registry("team", TEAM, default=True)
    config.add_registry("other", NamedRegistry(url="/srv/envs"), default=True)
    assert config.read_config().default == "other"
    config.remove_registry("other")
    assert config.read_config() == config.Config(registries={"team": TEAM})


def test_a_url_is_read_by_the_rules_of_its_name(file):
    config.add_registry("team", TEAM)
    for url in (TEAM.url, TEAM.url + "/"):
        place = config.registry_place(url)
        assert (place.name, place.url, place.trusted) == ("team", url, TEAM.trusted)
    assert config.registry_place("s3://acme-envs/other").name is None


def test_a_folder_is_taken_as_it_is_written(file, own_home):
    config.add_registry("shelf", NamedRegistry(url=str(own_home / "shelf")))
    assert config.registry_place("shelf").url == str(own_home / "shelf")
    assert config.registry_place("./shelf").url == "./shelf"
    assert config.registry_place("new-folder") == config.Place(url="new-folder")


def test_a_misspelt_name_is_no_new_folder(file):
    config.add_registry("team", TEAM)
    with pytest.raises(UsageError, match="no registry `teem`, did you mean `team`") as caught:
        config.registry_place("teem")
    assert "./teem" in caught.value.hint
    Path("teem").mkdir()
    assert config.registry_place("teem").url == "teem"


def test_comments_and_order_stay_when_a_command_writes(write):
    file = write('# ours\n\n[registries.old]  # slow\nurl = "/srv/old"\n\n# the last word\n')
    config.add_registry("team", TEAM, default=True)
    assert file.read_text() == (
        'default = "team"\n\n# ours\n\n[registries.old]  # slow\nurl = "/srv/old"\n\n'
        '# the last word\n\n[registries.team]\nurl = "s3://acme-envs/registry"\n'
        f'trusted = ["{KEY} alice"]\n'
    )
    config.remove_registry("team")
    assert "# slow" in file.read_text()
    assert config.read_config() == config.Config(registries={"old": NamedRegistry(url="/srv/old")})


def test_another_place_under_a_name_that_is_taken_is_refused_unless_it_is_meant(file):
    config.add_registry("team", TEAM)
    config.add_registry("team", TEAM)  # the same again changes nothing
    before = file.read_text()
    with pytest.raises(UsageError, match="there is a registry `team` already: s3://acme-envs"):
        config.add_registry("team", NamedRegistry(url="/srv/envs"))
    assert file.read_text() == before
    config.add_registry("team", NamedRegistry(url="/srv/envs"), replace=True)
    assert config.registry_place("team").url == "/srv/envs"


def test_a_layout_that_can_not_be_changed_safely_is_left_as_it_is(write):
    file = write('registries = { team = { url = "/srv/envs" } }\n')
    before = file.read_text()
    with pytest.raises(EnvhubError, match="can't be changed safely"):
        config.add_registry("other", TEAM)
    with pytest.raises(EnvhubError, match="can't be changed safely"):
        config.remove_registry("team")
    assert file.read_text() == before


@pytest.mark.parametrize("name", ["local", "catalogue", "Team", "a/b", "../x", "", "x" * 65])
def test_some_names_are_none(file, name):
    with pytest.raises(UsageError, match="can't name a registry"):
        config.add_registry(name, TEAM)
    assert not file.exists()


def test_what_is_not_there_or_built_in_is_not_removed(file):
    config.add_registry("team", TEAM)
    with pytest.raises(NotFound, match=r"no registry `taem` in .*, did you mean `team`"):
        config.remove_registry("taem")
    with pytest.raises(UsageError, match="built in"):
        config.remove_registry("local")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("default = ", "is not TOML"),
        ('default = "team"\n', "the default is `team`, which is not there"),
        ('[registries.team]\nurl = "envs"\n', "the url of `team` is `envs`"),
        ('[registries.team]\nurl = ""\n', "the url of `team` is ``"),
        ('[registries.local]\nurl = "/x"\n', "`local` can't name a registry"),
        ('[registries.team]\nurl = "/x"\ntrustd = []\n', "did you mean `trusted`"),
        ("[registries.team]\n", "`registries.team.url`"),
        ('[registries.team]\nurl = "/x"\nrequire_signature = true\n', "trusts no key"),
        ("registries = 3\n", "`registries`"),
    ],
)
def test_a_file_that_says_what_it_can_not_is_one_sentence(write, text, said):
    file = write(text)
    with pytest.raises(UsageError) as caught:
        config.registry_place("team")
    assert said in caught.value.message
    assert str(file) in caught.value.message
    assert "\n" not in caught.value.message.removeprefix(str(file))


def test_a_home_written_short_is_this_users(file, monkeypatch, own_home):
    monkeypatch.setenv("HOME", str(own_home))
    config.add_registry("shelf", NamedRegistry(url="~/shelf"))
    assert config.same_place("~/shelf", str(own_home / "shelf"))
