"""A registry may be a stranger's: what its records say never leads out of it, nor past a digest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from envhub import BundleError, IntegrityError
from envhub_hub.registry import Reference, cached_bundle, find, parse_reference

LIES = [
    ("name", "../../etc"),
    ("name", "acme/other"),
    ("name", "acme/sums\n"),
    ("version", "../1.0.0"),
    ("version", "1.0.0/../../../x"),
    ("version", "2.0.0"),
    ("digest", "sha256:short"),
    ("bundle.file", "../../../../etc/passwd"),
    ("bundle.file", "/etc/passwd"),
    ("bundle.file", "1.0.0-0123456789ab.zip/../x"),
    ("bundle.file", "1.0.0-0123456789ab.zip"),
    ("bundle.file", "1.1.0-0123456789ab.zip"),
    ("bundle.sha256", "../../../target"),
    ("bundle.sha256", ""),
    ("bundle.size", -1),
    ("surprise", "x"),
]


def rewrite(registry, place: str, value: object) -> None:
    """Let the record of acme/sums@1.0.0 say something else."""
    path = Path(registry.url, "environments/acme/sums/1.0.0.json")
    record = json.loads(path.read_text())
    *tables, key = place.split(".")
    table = record
    for name in tables:
        table = table[name]
    table[key] = value
    path.write_text(json.dumps(record))


@pytest.mark.parametrize(("place", "value"), LIES)
def test_a_record_that_says_what_it_may_not_is_refused(registry, pushed, place, value):
    pushed()
    rewrite(registry, place, value)
    with pytest.raises(IntegrityError, match=r"record `environments/acme/sums/1\.0\.0\.json`"):
        registry.resolve(Reference(name="acme/sums"))
    assert registry.latest() == []


def test_damaged_bytes_are_not_pulled(registry, pushed, tmp_path):
    record = pushed()
    stored = Path(registry.url, "environments/acme/sums", record.bundle.file)
    data = bytearray(stored.read_bytes())
    data[len(data) // 2] ^= 1
    stored.write_bytes(data)
    with pytest.raises(IntegrityError, match="not the one that was pushed"):
        registry.pull(record, tmp_path / "out" / "copy.zip")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_bundle_that_was_swapped_for_another_is_not_pulled(registry, pushed, tmp_path):
    record, other = pushed(), pushed(version="1.1.0", off_by=1)
    folder = Path(registry.url, "environments/acme/sums")
    (folder / other.bundle.file).replace(folder / record.bundle.file)
    with pytest.raises(IntegrityError):
        registry.pull(record, tmp_path / "out" / "copy.zip")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_bundle_that_was_swapped_together_with_its_record_is_not_pulled(
    registry, pushed, tmp_path
):
    record, other = pushed(), pushed(version="1.1.0", off_by=1)
    folder = Path(registry.url, "environments/acme/sums")
    (folder / other.bundle.file).replace(folder / record.bundle.file)
    for key in ("sha256", "size"):
        rewrite(registry, f"bundle.{key}", getattr(other.bundle, key))
    record = registry.resolve(Reference(name="acme/sums", version="1.0.0")).record
    with pytest.raises(IntegrityError, match="another environment than its record says"):
        registry.pull(record, tmp_path / "out" / "copy.zip")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_zip_that_is_no_bundle_is_not_pulled_though_its_sha256_is_right(
    registry, pushed, tmp_path
):
    record = pushed()
    Path(registry.url, "environments/acme/sums", record.bundle.file).write_bytes(b"no zip")
    rewrite(registry, "bundle.sha256", hashlib.sha256(b"no zip").hexdigest())
    with pytest.raises(BundleError):
        registry.pull(registry.record("acme/sums", "1.0.0"), tmp_path / "out" / "copy.zip")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_pull_that_fails_leaves_the_copy_that_was_there(registry, pushed, tmp_path):
    record = pushed()
    registry.pull(record, tmp_path / "copy.zip")
    whole = (tmp_path / "copy.zip").read_bytes()
    Path(registry.url, "environments/acme/sums", record.bundle.file).write_bytes(b"torn")
    with pytest.raises(IntegrityError):
        registry.pull(record, tmp_path / "copy.zip")
    assert (tmp_path / "copy.zip").read_bytes() == whole


def test_a_damaged_copy_in_the_cache_is_fetched_again(registry, pushed, own_home):
    pushed()
    found = find(parse_reference("acme/sums"), registry.url)
    path = cached_bundle(found)
    whole = path.read_bytes()
    path.write_bytes(b"torn")
    assert cached_bundle(found) == path
    assert path.read_bytes() == whole


def test_a_whole_copy_in_the_cache_is_used_without_the_registry(registry, pushed, own_home):
    pushed()
    found = find(parse_reference("acme/sums"), registry.url)
    path = cached_bundle(found)
    Path(registry.url, "environments/acme/sums", found.record.bundle.file).unlink()
    assert cached_bundle(found) == path
