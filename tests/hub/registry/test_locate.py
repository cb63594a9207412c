"""From what a person typed to an environment, over the registry in use and the catalogue."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import envhub
import envhub_hub
from envhub import IntegrityError, NotFound, UsageError
from envhub_hub import config
from envhub_hub.registry import (
    PushSettings,
    Registry,
    find,
    open_environment,
    open_registry,
    parse_reference,
)
from envhub_hub.registry.signing import signing_key

ASK = """
import sys
from envhub import EnvhubError
from envhub_hub.registry import find, parse_reference, registries
try:
    found = find(parse_reference(sys.argv[1]))
    print(found.record.version, found.record.digest, len(registries()))
except EnvhubError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def home(own_home):
    """The registry that `ENVHUB_REGISTRY` names."""
    return Registry(str(own_home / "registry"))


def test_a_folder_a_zip_and_a_reference_open_the_same(home, bundle, source):
    path = bundle()
    home.push(path)
    targets = (str(source()), str(path), "acme/sums", "acme/sums@1.0.0")
    digests = {envhub.make_manifest(open_environment(target)).digest for target in targets}
    assert digests == {home.record("acme/sums", "1.0.0").digest}


def test_the_registry_that_is_named_comes_before_the_one_in_the_environment(home, bundle, registry):
    home.push(bundle())
    other, _ = registry.push(bundle(version="2.0.0"))
    assert find(parse_reference("acme/sums"), registry.url).record == other


@pytest.mark.parametrize("target", ["nothing.zip", "./acme/sums", "some folder"])
def test_what_is_neither_there_nor_a_reference_is_not_found(home, target):
    with pytest.raises(NotFound, match=f"no folder or zip `{target}`"):
        open_environment(target)


def test_a_reference_with_a_broken_version_is_a_usage_error(home):
    with pytest.raises(UsageError):
        open_environment("acme/sums@1.2")


def test_a_registry_that_is_not_there_yet_has_nothing(home):
    with pytest.raises(NotFound, match=r"no environment `acme/sums` in .*registry"):
        open_environment("acme/sums")


def test_an_environment_in_use_survives_a_second_opening(home, bundle):
    home.push(bundle())
    first, second = open_environment("acme/sums"), open_environment("acme/sums")
    assert list(first.samples()) == list(second.samples())


@pytest.fixture
def installed(tmp_path, own_home):
    """A copy of the hub with a catalogue of its own, as a wheel has it; asks it by reference."""
    site = tmp_path / "site"
    shutil.copytree(
        Path(envhub_hub.__file__).parent, site / "envhub_hub",
        ignore=shutil.ignore_patterns("__pycache__", "catalogue"),
    )  # fmt: skip
    catalogue = Registry(str(site / "envhub_hub" / "catalogue"))
    paths = os.pathsep.join([str(site), str(Path(envhub.__file__).parents[1])])

    def ask(reference: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", ASK, reference], capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONPATH": paths},
        )  # fmt: skip
        return done.stdout.strip()

    return catalogue, ask


def test_what_the_registry_lacks_is_found_in_the_built_in_catalogue(installed, bundle):
    catalogue, ask = installed
    record, _ = catalogue.push(bundle("acme/first"))
    assert ask("acme/first") == f"1.0.0 {record.digest} 2"
    assert "no environment `acme/frist`" in (said := ask("acme/frist"))
    assert "did you mean `acme/first`?" in said


def test_one_version_with_two_contents_is_an_error_unless_its_digest_is_named(
    installed, home, bundle
):
    catalogue, ask = installed
    built_in, _ = catalogue.push(bundle("acme/first"))
    catalogue.push(bundle("acme/first", version="1.1.0"))
    home.push(bundle("acme/first", off_by=1))
    assert ask("acme/first").startswith("IntegrityError acme/first@1.0.0 has one content in")
    assert ask(f"acme/first@{built_in.digest}") == f"1.0.0 {built_in.digest} 2"
    assert ask("acme/first@1.1.0").startswith("1.1.0")


def test_the_catalogue_that_is_itself_the_registry_counts_once(installed, bundle, monkeypatch):
    catalogue, ask = installed
    catalogue.push(bundle("acme/first"))
    monkeypatch.setenv("ENVHUB_REGISTRY", catalogue.url)
    assert ask("acme/first").endswith(" 1")


def test_a_range_and_a_tag_lead_to_a_version(home, bundle):
    for version in ("1.0.0", "1.1.0", "2.0.0"):
        home.push(bundle(version=version, count=4))
    home.tag("acme/sums", "1.0.0", "stable")
    found = {text: find(parse_reference(f"acme/sums{text}")).record.version
             for text in ("", "@^1", "@<2", "@stable", "@2.0.0")}  # fmt: skip
    assert found == {"": "2.0.0", "@^1": "1.1.0", "@<2": "1.1.0", "@stable": "1.0.0",
                     "@2.0.0": "2.0.0"}  # fmt: skip


def test_a_yanked_version_is_found_when_it_is_named_and_says_why(home, bundle):
    home.push(bundle())
    home.push(bundle(version="1.1.0"))
    home.yank("acme/sums", "1.1.0", "wrong answers")
    assert find(parse_reference("acme/sums")).record.version == "1.0.0"
    assert find(parse_reference("acme/sums@1.1.0")).yanked == "wrong answers"


def test_a_name_of_the_settings_is_found_by_the_rules_that_stand_there(home, bundle, registry):
    key = signing_key("alice", bytes(32))
    registry.push(bundle(), PushSettings(sign_with=key))
    config.add_registry(
        "team",
        config.NamedRegistry(url=registry.url, trusted=(key.public,), require_signature=True),
    )
    assert find(parse_reference("acme/sums"), "team").place.name == "team"
    Registry(registry.url).push(bundle("acme/other"))
    with pytest.raises(IntegrityError, match="is not signed"):
        find(parse_reference("acme/other"), "team")
    with pytest.raises(IntegrityError, match="is not signed"):
        find(parse_reference("acme/other"), registry.url)


def test_a_trusted_key_that_is_none_is_said_with_its_registry(home, own_home):
    config.add_registry("team", config.NamedRegistry(url=str(own_home / "x"), trusted=("nobody",)))
    with pytest.raises(UsageError, match="registry `team` trusts what is no public key"):
        open_registry("team")
