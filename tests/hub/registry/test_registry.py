"""Pushing, finding and pulling: a pushed version never changes."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from envhub import (
    Environment,
    IntegrityError,
    InvalidEnvironment,
    NotFound,
    Target,
    UsageError,
    freeze,
    open_bundle,
)
from envhub_hub.registry import Reference, Registry, parse_reference

PUSH = """
import sys
from pathlib import Path
from envhub_hub.registry import Registry
print("ready", flush=True)
sys.stdin.readline()
print(Registry(sys.argv[1]).push(Path(sys.argv[2]))[1])
"""
VIEW = "registry.json"


def shown(registry: Registry) -> dict:
    return json.loads(registry.store.read(VIEW))["environments"]


def uncompressed(data: bytes) -> bytes:
    """The same bundle, its entries stored as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            info.compress_type = zipfile.ZIP_STORED
            new.writestr(info, content)
    return out.getvalue()


def test_what_was_pushed_is_pulled_byte_for_byte(registry, bundle, tmp_path):
    path = bundle()
    record, new = registry.push(path)
    registry.pull(record, tmp_path / "copy.zip")
    assert new
    assert (tmp_path / "copy.zip").read_bytes() == path.read_bytes()
    assert open_bundle(tmp_path / "copy.zip").reference == record.reference == "acme/sums@1.0.0"


def test_a_record_says_what_was_pushed_and_what_check_measured(registry, pushed):
    record = pushed(title="Sums of two")
    assert record == registry.record("acme/sums", "1.0.0")
    assert (record.title, record.samples, record.license) == ("Sums of two", {"test": 4}, "CC0-1.0")
    assert [(one.id, one.samples) for one in record.capabilities] == [("sums", 4)]
    assert record.check["sums"].samples == 4


def test_the_same_content_again_changes_nothing(registry, bundle):
    first, _ = registry.push(bundle())
    keys = registry.store.list("")
    again, new = registry.push(bundle())
    assert (again, new) == (first, False)
    assert registry.store.list("") == keys


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"say": "What makes"}, "data differ"),
        ({"max_tokens": 8}, "harness differ"),
        ({"off_by": 1}, "scoring differ"),
        ({"say": "What makes", "off_by": 1}, "data and scoring differ"),
        ({"title": "Other"}, "files beside data, harness and scoring differ"),
    ],
)
def test_other_content_under_a_pushed_version_is_refused(registry, pushed, change, said):
    first = pushed()
    with pytest.raises(IntegrityError, match=said) as refusal:
        pushed(**change)
    assert "above 1.0.0" in refusal.value.hint
    assert registry.versions("acme/sums") == [first]


def test_an_environment_that_fails_its_check_is_not_pushed(registry, sums, tmp_path):
    right = sums(count=20)
    targets = [Target(id=f"s{n}", targets=("7" if n else "8",)) for n in range(20)]
    freeze(Environment.create(right.declaration, right.samples(), targets), tmp_path / "same.zip")
    with pytest.raises(InvalidEnvironment, match="always answering '7' passes 95%") as refusal:
        registry.push(tmp_path / "same.zip")
    assert str(refusal.value).startswith("data/test.jsonl: error: capability `sums`")
    assert "balance the targets" in refusal.value.hint
    assert registry.store.list("") == []


def test_a_zip_of_other_bytes_and_the_same_content_is_taken_as_it_is(registry, bundle, tmp_path):
    path = bundle()
    record, _ = registry.push(path)
    folder = Path(registry.url, "environments/acme/sums")
    (folder / "1.0.0.json").unlink()
    stored = folder / record.bundle.file
    stored.write_bytes(uncompressed(path.read_bytes()))  # as another zlib would have written it
    again, _ = registry.push(path)
    assert again.bundle.sha256 != record.bundle.sha256
    registry.pull(again, tmp_path / "copy.zip")


def test_versions_stand_in_their_order_not_in_that_of_the_alphabet(registry, pushed):
    for version in ("1.10.0", "1.9.0", "2.0.0-rc.1", "1.9.0-rc.1"):
        pushed(version=version)
    order = ["1.9.0-rc.1", "1.9.0", "1.10.0", "2.0.0-rc.1"]
    assert [one.version for one in registry.versions("acme/sums")] == order


def test_the_latest_is_the_highest_that_is_no_pre_release(registry, pushed):
    for version in ("1.10.0", "1.9.0", "2.0.0-rc.1"):
        pushed(version=version)
    assert registry.resolve(Reference(name="acme/sums")).record.version == "1.10.0"
    assert [one.version for one in registry.latest()] == ["1.10.0"]


def test_where_there_are_only_pre_releases_the_latest_is_one(registry, pushed):
    pushed(version="0.1.0-rc.2")
    pushed(version="0.1.0-rc.10")
    assert registry.resolve(Reference(name="acme/sums")).record.version == "0.1.0-rc.10"


def test_a_reference_names_a_version_or_a_digest(registry, pushed):
    old = pushed(version="1.0.0")
    pushed(version="2.0.0")
    for wanted in ("1.0.0", old.digest, old.digest[:16]):
        assert registry.resolve(parse_reference(f"acme/sums@{wanted}")).record == old


def test_a_beginning_of_two_digests_is_refused(registry, pushed):
    pushed()
    pushed(version="1.1.0")
    with pytest.raises(UsageError, match=r"begins the digests of several versions: 1\.0\.0, 1\.1"):
        registry.resolve(Reference(name="acme/sums", digest="sha256:"))


def test_an_unknown_name_brings_the_closest_one(registry, pushed):
    pushed()
    with pytest.raises(NotFound, match=r"no environment `acme/summs` .*did you mean `acme/sums`"):
        registry.resolve(Reference(name="acme/summs"))


def test_an_unknown_version_or_digest_brings_the_versions_there_are(registry, pushed):
    pushed()
    pushed(version="1.1.0")
    for wanted in ("3.0.0", "sha256:00000000"):
        with pytest.raises(NotFound, match=r"there are: 1\.0\.0, 1\.1\.0"):
            registry.resolve(parse_reference(f"acme/sums@{wanted}"))


def test_the_view_is_rebuilt_when_somebody_pushes(registry, pushed):
    pushed()
    Path(registry.url, VIEW).unlink()
    assert list(registry.names()) == ["acme/sums"]
    pushed()
    assert shown(registry)["acme/sums"]["latest"] == "1.0.0"


def test_nothing_is_decided_from_the_view(registry, pushed):
    record = pushed()
    registry.store.replace(VIEW, b'{"environments": {"acme/sums": {"latest": "9.9.9"}}}')
    assert registry.resolve(Reference(name="acme/sums")).record == record
    pushed(version="1.1.0")
    assert shown(registry)["acme/sums"]["versions"] == ["1.0.0", "1.1.0"]


def test_files_that_are_no_records_are_passed_over(registry, pushed):
    pushed()
    folder = Path(registry.url, "environments/acme/sums")
    (folder / "source/data").mkdir(parents=True)
    for name in ("notes.json", "source/1.0.0.json", "../1.0.0.json", "v1.json", ".2.0.0.json"):
        (folder / name).write_text("{}")
    assert registry.version_numbers("acme/sums") == ["1.0.0"]
    assert list(registry.names()) == ["acme/sums"]


def test_a_damaged_record_is_said_and_hides_no_other(registry, pushed):
    pushed()
    pushed(name="acme/other")
    Path(registry.url, "environments/acme/sums/1.0.0.json").write_text('{"torn": ')
    with pytest.raises(IntegrityError, match=r"acme/sums/1\.0\.0\.json` .* is damaged"):
        registry.resolve(Reference(name="acme/sums"))
    records, errors = registry.readable()
    assert list(records) == ["acme/other"]
    assert len(errors) == 1


def test_a_damaged_record_stops_no_push_of_another(registry, pushed):
    pushed()
    Path(registry.url, "environments/acme/sums/1.0.0.json").write_text("")
    assert pushed(version="1.1.0") == registry.resolve(Reference(name="acme/sums")).record
    with pytest.raises(IntegrityError, match="is damaged"):
        pushed()


def test_pushes_of_two_processes_at_once_are_both_there(registry, bundle, script):
    names = ["acme/a", "acme/b", "acme/c"]
    pushers = [script(PUSH, registry.url, bundle(name)) for name in names]
    for one in pushers:
        assert one.stdout.readline() == "ready\n"
    for one in pushers:
        one.stdin.write("go\n")
        one.stdin.flush()
    assert [one.stdout.read() for one in pushers] == ["True\n"] * 3
    assert list(registry.names()) == list(shown(registry)) == names


def test_of_two_contents_of_one_version_pushed_at_once_one_stands(registry, bundle, script):
    pushers = [script(PUSH, registry.url, bundle(say=say)) for say in ("What is", "Give")]
    for one in pushers:
        assert one.stdout.readline() == "ready\n"
    for one in pushers:
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate() for one in pushers]
    assert sorted(out for out, _ in said) == ["", "True\n"]
    assert "IntegrityError" in "".join(err for _, err in said)
    assert len(registry.versions("acme/sums")) == 1
