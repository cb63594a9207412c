"""Environments: samples streamed from their files, with every mistake at its line."""

from __future__ import annotations

import time

import pytest

from envhub import Environment, InvalidEnvironment, NotFound, Sample, Target
from envhub.environment import MAX_LINE, solved
from envhub.files import MemoryFiles


def test_the_ten_line_program(make):
    environment = make({"type": "exact"}, [(Sample(id="a", capability="m", input="q?"),
                                            Target(id="a", targets=("yes",)))])  # fmt: skip
    assert environment.reference == "acme/made@1.0.0"
    assert environment.splits == ("test",)
    assert [one.id for one in environment.samples()] == ["a"]


def test_a_folder_and_memory_give_the_same(folder, files_of, build):
    found = Environment.from_folder(folder(files_of()))
    assert list(found.items()) == list(build().items())
    assert found.declaration == build().declaration


def test_a_missing_folder_is_not_found(tmp_path):
    with pytest.raises(NotFound, match="no folder"):
        Environment.from_folder(tmp_path / "none")


def test_a_folder_without_a_declaration_is_no_environment(tmp_path):
    with pytest.raises(InvalidEnvironment, match=r"no `environment\.toml`"):
        Environment.from_folder(tmp_path)


def test_a_broken_line_is_named(build, files_of):
    rows = files_of()["data/test.jsonl"] + b'{"id": "x", \n'
    with pytest.raises(InvalidEnvironment, match=r"data/test\.jsonl:5: error: not JSON.*column"):
        list(build(files={"data/test.jsonl": rows}).samples())


def test_blank_lines_count_and_say_nothing(build, files_of):
    rows = b"\n \n" + files_of()["data/test.jsonl"]
    found = build(files={"data/test.jsonl": rows}).lines("test")
    assert [number for number, _ in found] == [3, 4, 5, 6]


def test_targets_may_stand_in_another_order(build, files_of):
    rows = files_of()["data/test.targets.jsonl"].splitlines(keepends=True)
    turned = build(files={"data/test.targets.jsonl": b"".join(reversed(rows))})
    assert list(turned.items()) == list(build().items())


def test_a_sample_without_target_is_named(build):
    with pytest.raises(InvalidEnvironment, match="no target for sample `s2`"):
        list(build(files={"data/test.targets.jsonl": b""}).items())


@pytest.mark.parametrize("call", ["samples", "targets", "items", "lines", "target_lines"])
def test_an_unknown_split_is_not_found(call, build):
    with pytest.raises(NotFound, match="no split `tests`, did you mean `test`"):
        list(getattr(build(), call)("tests"))


def test_a_huge_line_is_refused_in_little_memory(build, peak_memory):
    line = b'{"id": "' + b"a" * (12 * MAX_LINE) + b"\n"
    environment = build(files={"data/test.jsonl": line})
    with peak_memory() as peak, pytest.raises(InvalidEnvironment, match="a line of more than"):
        list(environment.samples())
    assert peak[0] < 3 * MAX_LINE


def test_a_million_blank_lines_cost_little(build):
    start = time.perf_counter()
    assert not list(build(files={"data/test.jsonl": b"\n" * 1_000_000}).samples())
    assert time.perf_counter() - start < 2


def test_a_declaration_is_never_huge():
    with pytest.raises(InvalidEnvironment, match=r"environment\.toml: error: more than"):
        Environment.load(MemoryFiles({"environment.toml": b"#" * 300_000}))


def test_a_declaration_is_utf_8():
    with pytest.raises(InvalidEnvironment, match=r"environment\.toml:2: error: not UTF-8"):
        Environment.load(MemoryFiles({"environment.toml": b"# x\n# \xff\n"}))


def test_a_missing_template_is_named(build):
    edit = {'"single_turn"': '"single_turn"\ntemplate = "harness/a.jinja"'}
    environment = build(edit=edit, files={"harness/b.jinja": b"{{ input }}"})
    with pytest.raises(InvalidEnvironment, match=r"did you mean `harness/b\.jinja`"):
        environment.context_for(environment.declaration.capability[0])


def test_only_the_wanted_shots_of_the_capability_are_read(build):
    shots = {"f0": "math", "x": "other", "f1": "math", "f2": "math"}
    pairs = [
        (Sample(id=one, capability=of, input=one), Target(id=one, targets=(1,)))
        for one, of in shots.items()
    ]
    files = solved(pairs, "fewshot")
    files["data/fewshot.jsonl"] += b"broken\n"
    edit = {'"single_turn"': '"single_turn"\nfew_shot = { n = 2 }'}
    environment = build(edit=edit, files=files)
    context = environment.context_for(environment.declaration.capability[0])
    assert [sample.id for sample, _ in context.shots] == ["f0", "f1"]
