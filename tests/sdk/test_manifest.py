"""Digests: what a change of content means, and what means nothing."""

from __future__ import annotations

import hashlib

import pytest

from envhub import Environment, InvalidEnvironment, make_manifest, open_bundle
from envhub.bundle import freeze
from envhub.files import FolderFiles
from envhub.manifest import dump_manifest, tree_digest

SHOTS = {
    "data/fewshot.jsonl": b'{"id": "f", "capability": "math", "input": "1 + 1?"}\n',
    "data/fewshot.targets.jsonl": b'{"id": "f", "targets": ["2"]}\n',
}
SHOWN_KEY = '"single_turn"'
SHOWN = {SHOWN_KEY: '"single_turn"\ntemplate = "harness/q.jinja"\nfew_shot = { n = 1 }'}
FILES = {**SHOTS, "harness/q.jinja": b"{{ input }}", "scoring/rubric.md": b"fair",
         "provenance.json": b"{}"}  # fmt: skip


@pytest.fixture
def changed(build):
    """The digests that differ after an edit of the declaration or of files."""

    def names(edit=None, files=None):
        before = make_manifest(build(edit=SHOWN, files=FILES))
        after = make_manifest(
            build(edit={**SHOWN, **(edit or {})}, files={**FILES, **(files or {})})
        )
        parts = {
            "digest": before.digest != after.digest,
            "data": before.data_digest["test"] != after.data_digest["test"],
            "harness": before.harness_digest != after.harness_digest,
            "scoring": before.scoring_digest["test"] != after.scoring_digest["test"],
            "files": before.files != after.files,
        }
        return {name for name, differs in parts.items() if differs} - {"files"}

    return names


def test_nothing_changes_nothing(changed):
    assert changed() == set()


def test_the_readme_is_content_but_no_component(changed):
    assert changed(files={"README.md": b"other"}) == {"digest"}


def test_provenance_is_listed_but_changes_no_digest(changed, build):
    assert changed(files={"provenance.json": b'{"cost": 1}'}) == set()
    assert "provenance.json" in make_manifest(build(files=FILES)).files


@pytest.mark.parametrize(
    "edit",
    [
        {'id = "math"': 'id = "math"\npass_at = 0.5'},
        {'id = "math"': 'id = "math"\nweight = 2'},
        {'"numeric"': '"numeric", tolerance = 0.5'},
        {'"numeric"': '"exact"'},
    ],
)
def test_a_rule_changes_scoring_only(edit, changed):
    assert changed(edit=edit) == {"digest", "scoring"}


def test_a_rubric_changes_scoring_only(changed):
    assert changed(files={"scoring/rubric.md": b"strict"}) == {"digest", "scoring"}


def test_a_target_changes_scoring_only(changed, files_of):
    rows = files_of()["data/test.targets.jsonl"].replace(b'"16"', b'"17"')
    assert changed(files={"data/test.targets.jsonl": rows}) == {"digest", "scoring"}


@pytest.mark.parametrize(
    ("edit", "files"),
    [
        ({}, {"harness/q.jinja": b"Q: {{ input }}"}),
        ({}, {"data/fewshot.targets.jsonl": b'{"id": "f", "targets": ["3"]}\n'}),
        ({}, {"data/fewshot.jsonl": SHOTS["data/fewshot.jsonl"].replace(b"1 + 1", b"2 + 0")}),
        ({"few_shot": "max_tokens = 9\nfew_shot"}, {}),
        ({"few_shot": 'system = "Be brief."\nfew_shot'}, {}),
    ],
)
def test_what_is_asked_how_changes_the_harness_only(edit, files, changed):
    shown = SHOWN[SHOWN_KEY]
    for old, new in edit.items():
        shown = shown.replace(old, new)
    assert changed(edit={SHOWN_KEY: shown}, files=files) == {"digest", "harness"}


def test_a_sample_changes_data_only(changed, files_of):
    rows = files_of()["data/test.jsonl"].replace(b"What is 2", b"What's 2")
    assert changed(files={"data/test.jsonl": rows}) == {"digest", "data"}


@pytest.mark.parametrize(
    "edit",
    [
        {'id = "math"': 'id = "math"\nweight = 1\npass_at = 1.0\nanswer_in_input = false'},
        {'"numeric"': '"numeric", tolerance = 0.0, extract = "last_number"'},
        {'title = "Sums"': 'title = "Sums"\ntags = []\nkind = "model"'},
        {SHOWN_KEY: SHOWN[SHOWN_KEY] + "\nmax_tokens = 256\nstop = []\ntemperature = 0"},
    ],
)  # fmt: skip
def test_saying_a_default_changes_no_component(edit, changed):
    assert changed(edit=edit) == {"digest"}


@pytest.mark.parametrize(
    "edit",
    [
        {'id = "math"': 'id = "math"\ntitle = "Maths"'},
        {'id = "math"': 'id = "math"\ntarget_rate = 0.8'},
        {'title = "Sums"': 'title = "Other"\ndescription = "d"'},
        {'version = "1.0.0"': 'version = "1.0.1"'},
    ],
)
def test_what_is_only_shown_is_no_component(edit, changed):
    assert changed(edit=edit) == {"digest"}


def test_spaces_and_key_order_of_rows_are_no_component(changed, files_of):
    rows = b"\n" + files_of()["data/test.jsonl"].replace(b": ", b":")
    assert changed(files={"data/test.jsonl": rows}) == {"digest"}


def test_an_attachment_is_data(build, files_of):
    rows = files_of()["data/test.jsonl"].replace(b'"s2"', b'"s2", "files": ["data/files/a"]', 1)
    one, two = (
        make_manifest(build(files={"data/test.jsonl": rows, "data/files/a": data}))
        for data in (b"1", b"2")
    )
    assert one.data_digest != two.data_digest
    assert one.harness_digest == two.harness_digest


@pytest.mark.parametrize("name", ["data/files/none", "README.md", "../x"])
def test_an_attachment_stands_in_the_bundle(name, build, files_of):
    rows = files_of()["data/test.jsonl"].replace(b'"s2"', f'"s2", "files": ["{name}"]'.encode(), 1)
    with pytest.raises(InvalidEnvironment, match=r"data/test\.jsonl:1: error: sample `s2` names"):
        make_manifest(build(files={"data/test.jsonl": rows}))


def test_folder_memory_and_zip_agree(folder, files_of, build, tmp_path):
    memory = make_manifest(build())
    assert make_manifest(Environment.load(FolderFiles(folder(files_of())))) == memory
    freeze(build(), tmp_path / "x.zip")
    assert make_manifest(open_bundle(tmp_path / "x.zip")) == memory
    assert dump_manifest(memory) == dump_manifest(make_manifest(build()))


def test_the_digest_can_be_computed_by_hand(build, files_of):
    names = sorted(files_of(), key=str.encode)
    text = "".join(f"{one}\0{hashlib.sha256(files_of()[one]).hexdigest()}\n" for one in names)
    digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    manifest = make_manifest(build())
    assert manifest.digest == tree_digest(manifest.files) == digest


def test_counts_and_digests_stand_for_every_split(build):
    manifest = make_manifest(build(files=SHOTS))
    assert manifest.samples == {"test": 4, "fewshot": 1}
    assert set(manifest.data_digest) == set(manifest.scoring_digest) == {"test", "fewshot"}


def test_bytes_can_not_move_between_a_name_and_the_next(build):
    left = make_manifest(build(files={"harness/ab": b"", "harness/c": b"x"}))
    right = make_manifest(build(files={"harness/a": b"", "harness/bc": b"x"}))
    assert left.harness_digest != right.harness_digest
