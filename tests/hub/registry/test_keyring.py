"""The signing keys of a user."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from envhub import EnvhubError, MissingRequirement, NotFound, PermissionMissing, UsageError
from envhub_hub.registry.keyring import Keyring


@pytest.fixture
def keys(own_home):
    return Keyring()


def test_a_new_key_is_there_and_nobody_else_can_read_it(keys, own_home):
    made = keys.new("alice")
    path = keys.folder / "alice.key"
    assert path.is_relative_to(own_home / "config")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert keys.names() == ["alice"]
    assert keys.load("alice") == keys.load(str(path)) == made
    assert keys.public("alice") == f"{made.public} alice"


def test_the_public_half_holds_nothing_of_the_private_one(keys):
    made = keys.new("alice")
    assert made.secret.hex() not in (keys.folder / "alice.pub").read_text()
    assert made.secret.hex() in (keys.folder / "alice.key").read_text()


def test_two_keys_are_two(keys):
    assert keys.new("alice").secret != keys.new("bob").secret
    assert keys.names() == ["alice", "bob"]


def test_a_key_is_never_overwritten(keys):
    made = keys.new("alice")
    with pytest.raises(UsageError, match="there is a key `alice` already"):
        keys.new("alice")
    assert keys.load("alice") == made


def test_a_key_that_others_can_read_is_not_used(keys):
    keys.new("alice")
    path = keys.folder / "alice.key"
    path.chmod(0o640)
    with pytest.raises(PermissionMissing) as caught:
        keys.load("alice")
    assert caught.value.hint == f"chmod 600 {path}"


@pytest.mark.parametrize("text", ["", "envhub private key ed25519:12\n", "\x00\xff"])
def test_a_damaged_key_is_said(keys, text):
    keys.folder.mkdir(parents=True)
    path = keys.folder / "alice.key"
    path.write_bytes(text.encode("latin-1"))
    path.chmod(0o600)
    with pytest.raises(EnvhubError, match="is damaged, or no private key"):
        keys.load("alice")


def test_a_key_that_is_not_there_brings_the_closest_one(keys):
    keys.new("alice")
    with pytest.raises(NotFound, match="no signing key `alcie`, did you mean `alice`"):
        keys.load("alcie")
    with pytest.raises(NotFound, match="no signing key `nowhere/x`"):
        keys.load("nowhere/x")


@pytest.mark.parametrize("name", ["", "Alice", "a/b", "../x", "a b", "-a"])
def test_some_names_are_none(keys, name):
    with pytest.raises(UsageError, match="can't name a key"):
        keys.new(name)


def test_without_the_library_no_key_is_made_and_nothing_is_left(keys, monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric", None)
    with pytest.raises(MissingRequirement) as caught:
        keys.new("alice")
    assert caught.value.hint == "pip install 'envhub[sign]'"
    assert keys.names() == []


def test_a_public_key_is_shown_without_the_library(keys, monkeypatch):
    made = keys.new("alice")
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric", None)
    assert keys.public("alice") == f"{made.public} alice"


def test_a_full_disk_leaves_no_half_of_a_key(keys, full_disk):
    keys.folder.mkdir(parents=True)
    with full_disk(10), pytest.raises(OSError, match="File too large"):
        keys.new("alice")
    assert os.listdir(keys.folder) == []  # noqa: PTH208
