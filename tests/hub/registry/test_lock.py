"""`envhub.lock`: what a project means by each reference."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from envhub import IntegrityError, NotFound, UsageError
from envhub_hub import config
from envhub_hub.registry import Lookup, Registry, fetch, find, parse_reference
from envhub_hub.registry.lock import FILE, Lock, Pin, find_lock, read_lock

OBEY, FROZEN, UPDATE = (Lookup(locking=one) for one in ("obey", "frozen", "update"))
DIGEST = "sha256:" + "1" * 64


@pytest.fixture
def home(own_home):
    """The registry in use, with two versions of acme/sums."""
    return Registry(str(own_home / "registry"))


@pytest.fixture
def two(home, bundle):
    return [home.push(bundle(version=version))[0] for version in ("1.0.0", "1.1.0")]


def pinned(*, start: Path | None = None) -> dict[str, str]:
    """What the lock of a folder pins, by reference."""
    lock = find_lock(start)
    return {one.reference: one.version for one in lock or ()}


def test_nothing_is_written_unless_it_is_asked_for_or_there_is_a_lock(two, own_home):
    fetch("acme/sums", OBEY)
    assert not (own_home / FILE).exists()
    made = fetch("acme/sums", UPDATE)
    assert made.lock == own_home / FILE
    assert pinned() == {"acme/sums": "1.1.0"}


def test_a_lock_is_obeyed_and_what_it_lacks_is_added(two, home, bundle):
    fetch("acme/sums", UPDATE)
    home.push(bundle(version="1.2.0"))
    assert find(parse_reference("acme/sums"), OBEY).record == two[1]
    assert find(parse_reference("acme/sums")).record.version == "1.2.0"
    assert fetch("acme/sums@^1", OBEY).found.record.version == "1.2.0"
    assert pinned() == {"acme/sums": "1.1.0", "acme/sums@^1": "1.2.0"}
    before = Path(FILE).stat().st_mtime_ns
    fetch("acme/sums", OBEY)
    assert Path(FILE).stat().st_mtime_ns == before


def test_what_is_pinned_moves_only_when_that_is_asked_for(two, home, bundle):
    fetch("acme/sums", UPDATE)
    home.push(bundle(version="1.2.0"))
    fetch("acme/sums", UPDATE)
    assert pinned() == {"acme/sums": "1.2.0"}


def test_frozen_takes_what_is_pinned_and_writes_nothing(two, home, bundle):
    fetch("acme/sums", UPDATE)
    home.push(bundle(version="1.2.0"))
    before = Path(FILE).read_bytes()
    found = fetch("acme/sums", FROZEN).found
    assert (found.record, found.pin.version) == (two[1], "1.1.0")
    with pytest.raises(NotFound, match=r"`acme/sums@\^1` is not in .*envhub.lock \(it holds acme"):
        fetch("acme/sums@^1", FROZEN)
    assert Path(FILE).read_bytes() == before


def test_frozen_without_a_lock_is_not_found(two):
    with pytest.raises(NotFound, match=r"no envhub.lock in this folder"):
        find(parse_reference("acme/sums"), FROZEN)


def test_an_exact_version_or_digest_is_held_against_any_pin_of_it(two):
    fetch("acme/sums", UPDATE)
    for reference in ("acme/sums@1.1.0", f"acme/sums@{two[1].digest}"):
        assert find(parse_reference(reference), FROZEN).record == two[1]
    with pytest.raises(NotFound):
        find(parse_reference("acme/sums@1.0.0"), FROZEN)


def test_another_content_than_is_pinned_is_an_integrity_error(two, own_home, bundle):
    fetch("acme/sums", UPDATE)
    other = Registry(str(own_home / "other"))
    other.push(bundle(version="1.1.0", off_by=1))
    for locking in ("obey", "frozen"):
        lookup = Lookup(registry=other.url, locking=locking)
        with pytest.raises(IntegrityError, match=r"envhub.lock pins sha256:"):
            find(parse_reference("acme/sums"), lookup)


def test_what_was_pinned_is_found_where_it_was_without_any_settings(
    two, own_home, home, monkeypatch
):
    fetch("acme/sums", UPDATE)
    assert read_lock(Path(FILE)).pin(parse_reference("acme/sums")).registry == "registry"
    monkeypatch.setenv("ENVHUB_REGISTRY", str(own_home / "a colleague's own"))
    assert find(parse_reference("acme/sums"), FROZEN).registry.url == home.url
    with pytest.raises(NotFound, match="is not in elsewhere or catalogue") as caught:
        find(parse_reference("acme/sums"), Lookup(registry="elsewhere", locking="frozen"))
    assert "it was pinned from registry;" in caught.value.hint


def test_names_of_registries_are_this_users_and_do_not_stand_in_a_lock(two, home, own_home):
    config.add_registry("mine", config.NamedRegistry(url=home.url))
    fetch("acme/sums", UPDATE.model_copy(update={"registry": "mine"}))
    fetch("envhub/first-steps", UPDATE)
    assert {one.registry for one in find_lock()} == {"registry", "catalogue"}


def test_a_mirror_serves_what_is_pinned(two, home, own_home):
    fetch("acme/sums", UPDATE)
    mirror = own_home / "mirror"
    subprocess.run(["cp", "-r", home.url, str(mirror)], check=True)
    found = find(parse_reference("acme/sums"), Lookup(registry=str(mirror), locking="frozen"))
    assert (found.registry.url, found.record) == (str(mirror), two[1])


def test_a_lock_of_the_project_is_found_from_its_folders_and_not_from_beyond(two, own_home):
    fetch("acme/sums", UPDATE)
    inner = own_home / "a/b"
    inner.mkdir(parents=True)
    assert pinned(start=inner) == {"acme/sums": "1.1.0"}
    (own_home / "a" / ".git").mkdir()
    assert find_lock(inner) is None


def test_a_lock_is_sorted_and_reads_well_in_a_diff(own_home):
    lock = Lock(own_home / FILE, {})
    for name in ("acme/b", "acme/a", "zeta/c"):
        lock.add(Pin(reference=name, version="1.0.0", digest=DIGEST, registry="s3://acme/envs"))
    text = (own_home / FILE).read_text()
    assert text.startswith("# What this project means by each reference.")
    assert [line for line in text.splitlines() if line.startswith("reference")] == [
        'reference = "acme/a"', 'reference = "acme/b"', 'reference = "zeta/c"',
    ]  # fmt: skip
    assert list(read_lock(own_home / FILE)) == list(lock)
    before = text
    lock.add(Pin(reference="acme/a", version="1.0.1", digest=DIGEST, registry="s3://acme/envs"))
    changed = set((own_home / FILE).read_text().splitlines()) ^ set(before.splitlines())
    assert changed == {'version = "1.0.1"'}


def test_two_branches_that_each_pin_something_merge(own_home):
    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b.c")
        subprocess.run(["git", *who, *words], cwd=own_home, check=True, capture_output=True)

    def pin(name: str) -> None:
        lock = find_lock(own_home) or Lock(own_home / FILE, {})
        lock.add(Pin(reference=name, version="1.0.0", digest=DIGEST, registry="s3://acme/envs"))
        git("add", FILE)
        git("commit", "-m", name)

    git("init", "-b", "main")
    for name in ("acme/c", "acme/p"):
        pin(name)
    git("checkout", "-b", "one")
    pin("acme/a")
    git("checkout", "main")
    pin("acme/z")
    git("merge", "one", "-m", "both")
    assert list(pinned(start=own_home)) == ["acme/a", "acme/c", "acme/p", "acme/z"]


ENTRY = f"""[[environment]]
reference = "acme/sums"
version = "1.0.0"
digest = "{DIGEST}"
registry = "s3://acme/envs"
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<<<<<<< HEAD\n", "is not TOML"),
        ("", "written by another envhub"),
        ("schema_version = 2\n", "written by another envhub"),
        ("schema_version = 1\nmore = 1\n", "holds more than"),
        (f"schema_version = 1\n{ENTRY}{ENTRY}", "pins `acme/sums` twice"),
        (f"schema_version = 1\n{ENTRY}extra = 1\n", "entry 1: `extra`"),
        ("schema_version = 1\n" + ENTRY.replace("acme/sums", "../sums"), "entry 1: `../sums`"),
        ("schema_version = 1\n" + ENTRY.replace('"1.0.0"', '"../1"'), "entry 1: `version`"),
        ("schema_version = 1\n" + ENTRY.replace("sha256:", "md5:"), "entry 1: `digest`"),
    ],
)
def test_a_lock_that_can_not_be_meant_is_one_sentence(own_home, text, said):
    (own_home / FILE).write_text(text)
    for lookup in (OBEY, FROZEN):
        with pytest.raises(UsageError) as caught:
            find(parse_reference("acme/sums"), lookup)
        assert said in caught.value.message
        assert str(own_home / FILE) in caught.value.message
