"""Every environment in this repository: it checks, and its bundle is what its source freezes to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from envhub import check, freeze, open_bundle, read_manifest
from envhub.environment import Environment
from envhub_hub.registry import Registry, parse_reference

ROOT = Path(__file__).parents[2]
SOURCES = sorted(ROOT.glob("environments/*/*/source"))
RECORDS = sorted(ROOT.glob("environments/*/*/*.json"))


def test_the_repository_has_its_first_environment() -> None:
    assert "first-steps" in [path.parent.name for path in SOURCES]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_the_source_passes_its_check(source: Path) -> None:
    report = check(source)
    assert report.problems == ()
    assert report.warnings == ()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_the_source_freezes_to_the_pushed_digest(source: Path, tmp_path: Path) -> None:
    environment = Environment.from_folder(source)
    manifest = freeze(environment, tmp_path / "bundle.zip")
    record = Registry(str(ROOT)).resolve(parse_reference(environment.reference)).record
    assert manifest.digest == record.digest


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_record_has_its_bundle_and_registry_json_lists_it(path: Path) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    bundle = path.parent / record["bundle"]["file"]
    open_bundle(bundle)
    assert read_manifest(bundle).digest == record["digest"]
    listed = json.loads((ROOT / "registry.json").read_text(encoding="utf-8"))["environments"]
    assert record["version"] in listed[record["name"]]["versions"]


def test_first_steps_has_24_samples_made_by_generate() -> None:
    source = ROOT / "environments" / "envhub" / "first-steps" / "source"
    environment = Environment.from_folder(source)
    assert sum(1 for _ in environment.samples()) == 24
    assert json.loads((source / "provenance.json").read_text(encoding="utf-8"))["request"]
