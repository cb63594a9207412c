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
from envhub import NotFound, UsageError
from envhub_hub.registry import Registry, find, open_environment, parse_reference

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
        open_environment("acme/sums@one")


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
    record, _ = catalogue.push(bundle("envhub/first"))
    assert ask("envhub/first") == f"1.0.0 {record.digest} 2"
    assert "no environment `envhub/frist`" in (said := ask("envhub/frist"))
    assert "did you mean `envhub/first`?" in said


def test_one_version_with_two_contents_is_an_error_unless_its_digest_is_named(
    installed, home, bundle
):
    catalogue, ask = installed
    built_in, _ = catalogue.push(bundle("envhub/first"))
    catalogue.push(bundle("envhub/first", version="1.1.0"))
    home.push(bundle("envhub/first", off_by=1))
    assert ask("envhub/first").startswith("IntegrityError envhub/first@1.0.0 has one content in")
    assert ask(f"envhub/first@{built_in.digest}") == f"1.0.0 {built_in.digest} 2"
    assert ask("envhub/first@1.1.0").startswith("1.1.0")


def test_the_catalogue_that_is_itself_the_registry_counts_once(installed, bundle, monkeypatch):
    catalogue, ask = installed
    catalogue.push(bundle("envhub/first"))
    monkeypatch.setenv("ENVHUB_REGISTRY", catalogue.url)
    assert ask("envhub/first").endswith(" 1")
