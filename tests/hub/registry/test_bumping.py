"""The next version of a source folder."""

from __future__ import annotations

import pytest

from envhub import Environment, UsageError, make_manifest
from envhub_hub.registry.bumping import next_version, with_version, write_version


@pytest.mark.parametrize(
    ("change", "version"),
    [
        ({}, "1.0.0"),
        ({"say": "How much is"}, "2.0.0"),
        ({"max_tokens": 17}, "2.0.0"),
        ({"off_by": 1}, "1.1.0"),
        ({"description": "More of them."}, "1.0.1"),
    ],
)
def test_auto_follows_the_rule(registry, pushed, sums, change, version):
    pushed()
    assert next_version(sums(**change), registry, "auto") == version


def test_auto_leaves_what_was_never_pushed_and_what_is_higher(registry, pushed, sums):
    assert next_version(sums(version="0.3.0"), registry, "auto") == "0.3.0"
    pushed()
    assert next_version(sums(version="4.0.0", off_by=1), registry, "auto") == "4.0.0"
    assert next_version(sums(version="1.0.5", off_by=1), registry, "auto") == "1.1.0"


@pytest.mark.parametrize(
    ("bump", "version"), [("major", "2.0.0"), ("minor", "1.3.0"), ("patch", "1.2.1")]
)
def test_the_others_raise_the_higher_of_the_folder_and_the_registry(
    registry, pushed, sums, bump, version
):
    assert next_version(sums(version="1.2.0"), registry, bump) == version
    pushed()
    assert next_version(sums(version="1.2.0"), registry, bump) == version
    pushed(version="1.2.0")
    assert next_version(sums(version="1.0.0"), registry, bump) == version


def test_a_version_is_written_and_every_other_byte_stays(source):
    folder = source()
    path = folder / "environment.toml"
    path.write_bytes(b"# ours\r\n" + path.read_bytes())
    path.chmod(0o600)
    before = write_version(folder, "1.4.0")
    assert path.read_bytes() == before.replace(b'"1.0.0"', b'"1.4.0"')
    assert path.stat().st_mode & 0o777 == 0o600
    assert Environment.from_folder(folder).declaration.version == "1.4.0"


def test_a_version_on_trial_is_the_same_environment_as_the_written_one(source):
    folder = source()
    tried = make_manifest(with_version(Environment.from_folder(folder), "1.4.0"))
    write_version(folder, "1.4.0")
    assert make_manifest(Environment.from_folder(folder)) == tried


def test_a_declaration_that_can_not_be_changed_safely_is_left_alone(source):
    folder = source()
    path = folder / "environment.toml"
    path.write_text(path.read_text().replace('version = "1.0.0"', '"version" = "1.0.0"'))
    before = path.read_bytes()
    with pytest.raises(UsageError, match="can't be changed without touching the rest"):
        write_version(folder, "1.4.0")
    assert path.read_bytes() == before
