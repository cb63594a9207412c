"""Verify finds every damage that is planted, says what it is, and mends what can be proved."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import pytest

from envhub_hub.registry import Registry, find, parse_reference
from envhub_hub.registry.locate import bundle_path
from envhub_hub.registry.pushing import PushSettings
from envhub_hub.registry.signing import Rules, new_key

NAME = "acme/sums"
RECORD = "environments/acme/sums/1.0.0.json"
Plant = Callable[[Registry], object]


@pytest.fixture
def whole(client, zip_of) -> Registry:
    """A registry with two versions, a yank and a tag, in which nothing is wrong."""
    one = client()
    for version in ("1.0.0", "1.1.0"):
        one.push(zip_of(version=version))
    one.yank(NAME, "1.1.0", "wrong")
    one.tag(NAME, "1.0.0", "stable")
    assert list(one.verify()) == []
    return one


def found(registry: Registry, *, repair: bool = False) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.severity, one.repaired) for one in registry.verify(repair)]


def rewritten(registry: Registry, key: str, **said: object) -> None:
    """Let a file of the registry say something else."""
    text = json.loads(registry.store.read(key))
    registry.store.replace(key, json.dumps(text | said).encode())


def zip_key(registry: Registry, version: str = "1.0.0") -> str:
    return registry.record(NAME, version).bundle_key


def event_key(registry: Registry, kind: str) -> str:
    return next(key for key in registry.store.list("environments") if f".{kind}." in key)


def entry_key(seq: int) -> str:
    return f"log/e/00000000/{seq:012d}.json"


def replaced_zip(registry: Registry) -> None:
    """Put the zip of another version, with a record that names its bytes."""
    other = registry.store.read(zip_key(registry, "1.1.0"))
    record = registry.record(NAME, "1.1.0")
    registry.store.replace(zip_key(registry), other)
    text = json.loads(registry.store.read(RECORD))
    text["bundle"] |= {"sha256": record.bundle.sha256, "size": record.bundle.size}
    registry.store.replace(RECORD, json.dumps(text).encode())


def no_bundle(registry: Registry) -> None:
    import hashlib

    data = b"no zip"
    key = zip_key(registry)
    text = json.loads(registry.store.read(RECORD))
    text["bundle"] |= {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    registry.store.replace(key, data)
    registry.store.replace(RECORD, json.dumps(text).encode())


def flipped(registry: Registry) -> None:
    data = bytearray(registry.store.read(zip_key(registry)))
    data[len(data) // 2] ^= 1
    registry.store.replace(zip_key(registry), bytes(data))


def removed_record(registry: Registry) -> None:
    registry.store.delete(zip_key(registry))
    registry.store.delete(RECORD)


def log_entry_says(**said: object) -> Plant:
    def plant(registry: Registry) -> None:
        raw = registry.store.read(entry_key(4)).decode()
        text = json.loads(raw) | said
        data = json.dumps(text, separators=(",", ":"), ensure_ascii=False).encode()
        registry.store.replace(entry_key(4), data)

    return plant


def foreign_digest(registry: Registry) -> None:
    """Let the record and its zip be another content than was logged."""
    other = registry.store.inner if hasattr(registry.store, "inner") else registry.store
    key, text = zip_key(registry), json.loads(other.read(RECORD))
    digest = "sha256:" + "0" * 64
    text["digest"], text["bundle"]["file"] = digest, f"1.0.0-{'0' * 12}.zip"
    other.create(f"environments/acme/sums/1.0.0-{'0' * 12}.zip", other.read(key))
    other.delete(key)
    other.replace(RECORD, json.dumps(text).encode())


PLANTED: dict[str, tuple[Plant, list[str]]] = {
    "a torn record": (lambda one: one.store.replace(RECORD, b'{"torn": '), ["record", "view"]),
    "a record of another": (
        lambda one: rewritten(one, RECORD, name="acme/other"),
        ["record", "view"],
    ),
    "a record of a newer envhub": (lambda one: rewritten(one, RECORD, new=1), ["record", "view"]),
    "a title that the zip does not have": (
        lambda one: rewritten(one, RECORD, title="Better"),
        ["record", "view"],
    ),
    "digests that the zip does not have": (
        lambda one: rewritten(one, RECORD, harness_digest="sha256:" + "0" * 64),
        ["record"],
    ),
    "a zip that is missing": (lambda one: one.store.delete(zip_key(one)), ["zip-missing"]),
    "a bit that flipped": (flipped, ["zip-damaged"]),
    "a zip that was cut": (
        lambda one: one.store.replace(zip_key(one), one.store.read(zip_key(one))[:-9]),
        ["zip-damaged"],
    ),
    "another's zip under its name": (replaced_zip, ["zip-content"]),
    "a zip that is no bundle": (no_bundle, ["zip-content"]),
    "content under another digest": (foreign_digest, ["zip-content", "replaced", "view"]),
    "a torn event": (lambda one: one.store.replace(event_key(one, "yank"), b"{"), ["event"]),
    "an event of another": (
        lambda one: rewritten(one, event_key(one, "tag"), name="acme/other"),
        ["event"],
    ),
    "an event that is gone": (
        lambda one: one.store.delete(event_key(one, "yank")),
        ["vanished", "view"],
    ),
    "an event that replaces nothing": (
        lambda one: rewritten(one, event_key(one, "tag"), replaces=["0" * 32]),
        ["event"],
    ),
    "a version that is gone": (removed_record, ["event", "vanished", "view"]),
    "a log entry that is missing": (
        lambda one: one.store.delete(entry_key(2)),
        ["log", "log"],
    ),
    "a log entry that is damaged": (lambda one: one.store.replace(entry_key(2), b"{"), ["log"]),
    "a last log entry that tells of nothing": (
        log_entry_says(version="7.0.0"),
        ["vanished", "unlogged"],
    ),
    "an identity of the log that is damaged": (
        lambda one: one.store.replace("log/e/id.json", b"{"),
        ["log"],
    ),
    "a log that does not continue": (log_entry_says(previous="0" * 64), ["log"]),
    "a view that is missing": (lambda one: one.store.delete("registry.json"), ["view"]),
    "a view that is torn": (lambda one: one.store.replace("registry.json", b"{"), ["view"]),
    "a view that lies": (
        lambda one: one.store.replace(
            "registry.json", one.store.read("registry.json").replace(b"1.0.0", b"9.9.9")
        ),
        ["view"],
    ),
    "a zip that nobody has": (
        lambda one: one.store.create(f"environments/acme/sums/2.0.0-{'a' * 12}.zip", b"x"),
        ["orphan"],
    ),
    "a file that is not the registry's": (
        lambda one: one.store.create("environments/acme/sums/notes.txt", b"x"),
        ["unknown"],
    ),
    "an intent that was left": (
        lambda one: one.store.create(f"intents/{'0' * 32}.json", b"{}"),
        ["unfinished"],
    ),
}  # fmt: skip
NOTES = {"view", "orphan", "unknown", "unfinished"}


@pytest.mark.parametrize("what", PLANTED)
def test_what_is_planted_is_found(whole, client, what):
    plant, kinds = PLANTED[what]
    plant(whole)
    said = found(client())
    wanted = [(kind, "note" if kind in NOTES else "error", False) for kind in kinds]
    assert sorted({*said}) == sorted({*wanted}), said


def test_a_signature_that_does_not_fit_is_found(client, zip_of):
    pytest.importorskip("cryptography")
    one = client()
    one.push(zip_of(), PushSettings(sign_with=new_key("me")))
    assert found(one) == []
    rewritten(one, RECORD, pushed_at="1999-01-01T00:00:00Z")
    assert {kind for kind, _, _ in found(client())} == {"signature", "view"}


def test_a_record_without_the_signature_that_the_rules_ask_for_is_found(far, client, zip_of):
    client().push(zip_of())
    strict = Registry(far, Rules(require_signature=True))
    assert "signature" in [kind for kind, _, _ in found(strict)]


def test_a_tile_that_is_damaged_is_found_and_made_again(client, zip_of, monkeypatch):
    one = client()
    one.push(zip_of())
    for number in range(256):
        one.append(NAME, "1.0.0", "baseline", {"n": number})
    (key,) = one.store.list("log/t")
    whole = one.store.read(key)
    one.store.replace(key, b"no tile")
    assert found(client()) == [("log", "error", False)]
    assert found(client(), repair=True) == [("log", "error", True)]
    assert one.store.read(key) == whole
    one.store.delete(entry_key(7))
    assert found(client(), repair=True) == [("log", "error", True)]
    assert found(client()) == []


MENDED = {
    "a view that is missing",
    "a view that is torn",
    "a view that lies",
    "an intent that was left",
}


@pytest.mark.parametrize("what", sorted(MENDED))
def test_what_can_be_made_again_is_mended(whole, client, what):
    PLANTED[what][0](whole)
    found(client(), repair=True)
    left = [kind for kind, _, _ in found(client())]
    assert left == (["unfinished"] if "intent" in what else [])


def test_what_the_log_leaves_out_is_added(whole, client):
    whole.store.delete(entry_key(4))
    assert found(client(), repair=True) == [("unlogged", "error", True)]
    assert found(client()) == []


@pytest.mark.parametrize("damage", ["a zip that is missing", "a bit that flipped"])
def test_a_zip_is_put_back_from_the_copy_of_this_machine(whole, client, own_home, tmp_path, damage):
    record = whole.record(NAME, "1.0.0")
    whole.pull(record, bundle_path(record))
    PLANTED[damage][0](whole)
    assert [(kind, mended) for kind, _, mended in found(client(), repair=True)] == [
        (PLANTED[damage][1][0], True)
    ]
    assert found(client()) == []


def test_without_a_whole_copy_a_damaged_zip_is_left_as_it_is(whole, client, own_home):
    record = whole.record(NAME, "1.0.0")
    bundle_path(record).parent.mkdir(parents=True)
    bundle_path(record).write_bytes(b"no copy")
    flipped(whole)
    before = whole.store.read(record.bundle_key)
    assert found(client(), repair=True) == [("zip-damaged", "error", False)]
    assert whole.store.read(record.bundle_key) == before


def test_repair_changes_nothing_where_nothing_is_wrong(whole, client):
    before = {key: whole.store.read(key) for key in whole.store.list("")}
    assert found(client(), repair=True) == []
    assert {key: whole.store.read(key) for key in whole.store.list("")} == before


def test_a_push_that_goes_on_is_no_damage(whole, client, zip_of):
    said: list[tuple[str, str, bool]] = []
    one = client()

    def look(name: str, key: str) -> None:
        if name == "create" and key.startswith("log/"):
            said.extend(found(client()))

    one.store.before = look
    one.push(zip_of(version="2.0.0"))
    assert {severity for _, severity, _ in said} == {"note"}
    assert "unfinished" in {kind for kind, _, _ in said}


def test_a_log_that_was_cut_is_found_by_a_client_that_knew_more(whole, client):
    for seq in (3, 4):
        whole.store.delete(entry_key(seq))
    strangers = [kind for kind, _, _ in found(client())]
    assert strangers == ["unlogged", "unlogged", "view"]
    assert "log" in [kind for kind, _, _ in found(Registry(whole.url, cache=whole.notes.folder))]


def test_a_log_that_was_written_anew_is_found_by_a_client_that_knew_the_old(whole, client):
    raw = whole.store.read(entry_key(4))
    whole.store.replace(entry_key(4), raw.replace(b'"at":"20', b'"at":"19'))
    assert found(client()) == [("view", "note", False)]
    knew = Registry(whole.url, cache=whole.notes.folder)
    assert ("log", "error", False) in found(knew)


def test_rebuild_begins_another_log_where_the_old_one_can_not_be_mended(whole, client):
    old = whole.log.id
    whole.store.replace(entry_key(2), b"{")
    client().rebuild()
    one = client()
    assert one.log.id != old
    assert one.log.head() == 4
    assert found(one) == []
    one.store.replace("log/e/id.json", b"{")
    client().rebuild()
    assert found(client()) == []


def test_the_registry_of_this_repository_is_whole(tmp_path):
    import envhub_hub.config as config

    root = config.catalogue_folder()
    copy = tmp_path / "copy"
    for part in ("environments", "registry.json"):
        source = root / part
        if source.is_dir():
            shutil.copytree(source, copy / part)
        else:
            shutil.copy(source, copy / part)
    (copy / ".git").mkdir()
    one = Registry(str(copy), cache=tmp_path / "client")
    assert found(one) == []
    assert find(parse_reference("envhub/first-steps"), str(copy)).record.version == "1.0.0"
