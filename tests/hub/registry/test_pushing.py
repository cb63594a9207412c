"""The protocol of a push: what it asks of the store, and what is left where it is killed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.registries import WRITES, Died, WatchedStore, copy_registry

from envhub import IntegrityError, InvalidEnvironment, Target, UsageError, freeze
from envhub.environment import Environment
from envhub_hub.registry import PushSettings, Registry, parse_reference
from envhub_hub.registry.signing import Rules, new_key, verify_signature
from envhub_hub.store import open_store

STEPS = ["create intents", "create zip", "create record", "create log", "delete intents"]


def step(name: str, key: str) -> str:
    """Say what a request was for."""
    if key.startswith("environments"):
        kind = "zip" if key.endswith(".zip") else "record" if key.endswith(".json") else "folder"
        return f"{name} {kind}"
    return f"{name} {key.split('/')[0].removesuffix('.json')}"


def asked(registry: Registry, *, since: int = 0) -> list[str]:
    return [step(*one) for one in registry.store.asked[since:]]


def errors(registry: Registry) -> list[str]:
    return [f"{one.kind} {one.key}" for one in registry.verify() if one.severity == "error"]


def state(registry: Registry) -> dict[str, list[str]]:
    return {name: registry.version_numbers(name) for name in registry.names()}


def test_a_push_is_eight_requests_whatever_there_is(client, zip_of):
    one = client()
    one.push(zip_of())
    for n in range(1, 4):
        before = len(one.store.asked)
        one.push(zip_of(version=f"1.{n}.0"))
        wanted = ["entries folder", *STEPS, "snapshot registry", "replace registry"]
        assert asked(one, since=before) == wanted


def test_the_first_version_of_a_name_costs_no_more(client, zip_of):
    one = client()
    one.push(zip_of())
    one.push(zip_of("acme/second"))
    before = len(one.store.asked)
    one.push(zip_of("acme/third"))
    look, *rest = asked(one, since=before)
    assert look.endswith(" log")  # for names that others pushed meanwhile
    assert rest == [*STEPS, "snapshot registry", "replace registry"]


def test_the_same_content_again_writes_nothing(client, zip_of):
    one = client()
    one.push(zip_of())
    before = len(one.store.asked)
    assert one.push(zip_of()).new is False
    assert not {said for said in asked(one, since=before) if said.split()[0] in WRITES}


def test_a_dry_run_says_what_would_be_and_writes_nothing(client, zip_of):
    one = client()
    record, new = one.push(zip_of(), PushSettings(dry_run=True))
    assert (record.reference, new) == ("acme/sums@1.0.0", True)
    assert one.store.inner.list("") == []
    one.push(zip_of())
    assert one.push(zip_of(), PushSettings(dry_run=True)).new is False
    with pytest.raises(IntegrityError):
        one.push(zip_of(content=1), PushSettings(dry_run=True))


def test_a_tag_goes_with_a_push(client, zip_of):
    one = client()
    one.push(zip_of(), PushSettings(tags=("stable", "paper")))
    assert one.standing("acme/sums").tags == {"paper": "1.0.0", "stable": "1.0.0"}
    with pytest.raises(UsageError, match="no tag"):
        one.push(zip_of(version="2.0.0"), PushSettings(tags=("a b",)))
    assert one.version_numbers("acme/sums") == ["1.0.0"]


def test_an_environment_that_fails_its_check_is_not_pushed(client, sums, tmp_path):
    right = sums(count=20)
    targets = [Target(id=f"s{n}", targets=("7" if n else "8",)) for n in range(20)]
    freeze(Environment.create(right.declaration, right.samples(), targets), tmp_path / "same.zip")
    one = client()
    with pytest.raises(InvalidEnvironment, match="always answering '7' passes 95%"):
        one.push(tmp_path / "same.zip")
    assert one.store.inner.list("") == []


def test_other_content_is_refused_with_the_samples_that_changed(client, bundle):
    one = client()
    one.push(bundle(count=4))
    with pytest.raises(IntegrityError) as refusal:
        one.push(bundle(count=5, off_by=1))
    assert refusal.value.message.endswith(
        "with other content: data and scoring differ (test samples: 1 added (`s4`), "
        "4 changed (`s0`, `s1`, `s2`, `s3`))"
    )
    assert refusal.value.hint == (
        "a pushed version never changes; give this one a version above 1.0.0: "
        "`--bump auto` makes it 2.0.0"
    )
    assert one.store.inner.list("intents") == []


def test_the_next_version_is_proposed_by_the_digests(client, bundle):
    one = client()
    assert one.propose(bundle(version="0.1.0")) == "0.1.0"
    one.push(bundle(version="1.4.0"))
    assert one.propose(bundle(version="1.4.0", off_by=1)) == "1.5.0"
    assert one.propose(bundle(version="1.4.0", title="Other")) == "1.4.1"


def test_where_the_old_zip_is_gone_the_refusal_says_that_too(client, bundle):
    one = client()
    record, _ = one.push(bundle())
    one.store.delete(record.bundle_key)
    with pytest.raises(IntegrityError, match="its bundle can't be opened to say which samples"):
        one.push(bundle(off_by=1))


def test_a_file_that_changes_while_it_is_pushed_is_refused(client, zip_of, tmp_path):
    path = Path(shutil.copy(zip_of(), tmp_path / "mine.zip"))
    one = client()

    def swap(name: str, key: str) -> None:
        if name == "create" and key.endswith(".zip"):
            path.write_bytes(zip_of(version="2.0.0").read_bytes())

    one.store.before = swap
    with pytest.raises(IntegrityError, match="was changed while it was pushed"):
        one.push(path)
    one.store.before = lambda _, __: None
    assert state(one) == {}
    assert one.push(zip_of()).new


def test_the_zip_of_an_earlier_push_with_other_bytes_is_taken_as_it_is(client, zip_of, tmp_path):
    one, two = client(), client()
    record, _ = one.push(zip_of())
    one.store.delete("environments/acme/sums/1.0.0.json")
    other = uncompressed(zip_of())
    one.store.replace(record.bundle_key, other)
    again, new = two.push(zip_of())
    assert new
    assert again.bundle.sha256 != record.bundle.sha256
    two.pull(again, tmp_path / "copy.zip")
    assert (tmp_path / "copy.zip").read_bytes() == other


def test_a_damaged_zip_of_an_unfinished_push_is_replaced(client, zip_of, tmp_path):
    one, two = client(), client()
    record, _ = one.push(zip_of())
    one.store.delete("environments/acme/sums/1.0.0.json")
    one.store.replace(record.bundle_key, b"torn")
    again, _ = two.push(zip_of())
    two.pull(again, tmp_path / "copy.zip")
    assert errors(two) == []


@pytest.mark.parametrize("left", [None, b"torn"])
def test_a_zip_that_a_version_lost_comes_back_by_the_same_push(client, zip_of, left):
    one = client()
    record, _ = one.push(zip_of())
    one.store.delete(record.bundle_key)
    if left is not None:
        one.store.create(record.bundle_key, left)
    assert one.push(zip_of()).new is False
    assert errors(one) == []


def test_a_lost_zip_is_not_replaced_by_other_bytes(client, zip_of, tmp_path):
    one = client()
    record, _ = one.push(zip_of())
    one.store.delete(record.bundle_key)
    (tmp_path / "other.zip").write_bytes(uncompressed(zip_of()))
    with pytest.raises(IntegrityError, match="has other bytes"):
        one.push(tmp_path / "other.zip")


def uncompressed(path: Path) -> bytes:
    """The same bundle, its entries stored as they are: as another compressor would write it."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            info.compress_type = zipfile.ZIP_STORED
            new.writestr(info, content)
    return out.getvalue()


def test_a_zip_that_gc_took_between_is_uploaded_again(client, zip_of):
    one, two = client(), client()
    record, _ = one.push(zip_of())
    one.store.delete("environments/acme/sums/1.0.0.json")

    def collect(name: str, key: str) -> None:
        if (
            name == "stat"
            and key.endswith(".zip")
            and len(two.store.inner.list("environments")) > 1
        ):
            two.store.inner.delete(record.bundle_key)

    two.store.before = collect
    two.push(zip_of())
    two.store.before = lambda _, __: None
    assert errors(two) == []


def test_of_two_contents_at_once_one_stands_and_the_other_is_told(client, zip_of):
    one, two = client(), client()

    def overtake(name: str, key: str) -> None:
        if (name, key) == ("create", "environments/acme/sums/1.0.0.json"):
            two.push(zip_of(content=1))

    one.store.before = overtake
    with pytest.raises(IntegrityError, match="with other content"):
        one.push(zip_of())
    assert (
        one.resolve(parse_reference("acme/sums")).record.digest
        == two.versions("acme/sums")[0].digest
    )
    assert [finding.kind for finding in two.verify()] == ["orphan"]


def test_the_same_content_pushed_at_once_is_new_for_one_of_them(client, zip_of):
    one, two = client(), client()

    def overtake(name: str, key: str) -> None:
        if (name, key) == ("create", "environments/acme/sums/1.0.0.json"):
            assert two.push(zip_of()).new is True

    one.store.before = overtake
    assert one.push(zip_of()).new is False
    assert list(one.verify()) == []


def test_a_name_that_looks_like_another_is_refused(client, zip_of):
    one, two = client(), client()
    one.push(zip_of("acme/sums"))
    for fresh in (one, two):
        with pytest.raises(UsageError, match="could be taken for `acme/sums`"):
            fresh.push(zip_of("acrne/sums"))
    assert list(one.names()) == ["acme/sums"]


def test_a_record_is_signed_over_what_it_says_in_the_end(client, zip_of):
    pytest.importorskip("cryptography")
    one, key = client(), new_key("me")
    record, _ = one.push(zip_of(), PushSettings(sign_with=key))
    rules = Rules(trusted=(key.public,), require_signature=True)
    verify_signature(one.record("acme/sums", "1.0.0"), rules)
    one.store.delete("environments/acme/sums/1.0.0.json")
    one.store.replace(record.bundle_key, uncompressed(zip_of()))
    again, _ = client().push(zip_of(), PushSettings(sign_with=key))
    assert again.bundle != record.bundle
    verify_signature(again, rules)


def test_where_signatures_are_required_an_unsigned_push_is_refused_before_the_commit(
    far, zip_of, tmp_path
):
    one = Registry(far, Rules(require_signature=True), cache=tmp_path / "strict")
    with pytest.raises(IntegrityError, match="is not signed"):
        one.push(zip_of())
    assert one.store.list("environments") == []


def test_a_registry_that_was_made_anew_gives_nothing_of_the_old_one(client, zip_of):
    one = client()
    one.push(zip_of())
    two = client()
    old = two.resolve(parse_reference("acme/sums")).record
    for key in one.store.inner.list(""):
        one.store.inner.delete(key)
    client().push(zip_of(content=1))
    assert two.resolve(parse_reference("acme/sums")).record.digest != old.digest


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("first", [False, True], ids=["warm", "first"])
def test_a_push_that_is_killed_at_any_request_leaves_a_registry_that_is_whole(
    tmp_path, zip_of, after, first
):
    start = f"memory://{tmp_path.name}"
    if not first:
        Registry(start, cache=tmp_path / "others").push(zip_of("acme/first"))
    for at in range(1, 60):
        url = f"{start}-{at}"
        copy_registry(start, url)
        store = WatchedStore(open_store(url), at, after=after)
        try:
            Registry(url, cache=tmp_path / f"victim-{at}", store=store).push(zip_of())
            break
        except Died:
            pass
        nobody = Registry(url, cache=tmp_path / f"nobody-{at}")
        assert errors(nobody) == []
        committed = "acme/sums" in set(nobody.names())
        # Anybody who pushes something else heals it,
        other = Registry(url, cache=tmp_path / f"other-{at}")
        other.push(zip_of("acme/other"))
        assert ("acme/sums" in {one.name for one in other.log.since(0)}) == committed
        # the same push again ends where the first would have,
        again = Registry(url, cache=tmp_path / f"victim-{at}")
        assert again.push(zip_of()).new is not committed
        # and nothing else can take its place.
        with pytest.raises(IntegrityError, match="with other content"):
            again.push(zip_of(content=1))
        assert {one.kind for one in again.verify()} <= {"unfinished"}
    assert at > 10
