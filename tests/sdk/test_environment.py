"""Environments: samples streamed from their files, with every mistake at its line."""

from __future__ import annotations

import time

import pytest

from envhub import Environment, InvalidEnvironment, LimitExceeded, Limits, NotFound, Sample, Target
from envhub.environment import solved
from envhub.files import MemoryFiles

LINE = Limits().line_bytes


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


def test_targets_in_another_order_are_held_up_to_a_limit(build, files_of, peak_memory):
    rows = "".join(f'{{"id": "s{n}", "capability": "math", "input": "q"}}\n' for n in range(40))
    row = '{"id": "s%d", "targets": ["1"], "data": {"note": "%s"}}\n'
    targets = [(row % (n, "x" * 1_000_000)).encode() for n in range(40)]
    near = [one for pair in zip(targets[1::2], targets[::2], strict=True) for one in pair]
    for order, held in ((targets, 2_000_000), (near, 4_000_000)):
        environment = build(files={"data/test.jsonl": rows.encode(),
                                   "data/test.targets.jsonl": b"".join(order)})  # fmt: skip
        with peak_memory() as peak:
            assert sum(1 for _ in environment.items()) == 40
        assert peak[0] < 4 * held
    environment = build(files={"data/test.jsonl": rows.encode(),
                               "data/test.targets.jsonl": b"".join(targets[::-1])})  # fmt: skip
    with pytest.raises(LimitExceeded, match=r"before their samples, at most 16777216 are allowed"):
        list(environment.items())


@pytest.mark.parametrize("call", ["samples", "targets", "items", "lines", "target_lines"])
def test_an_unknown_split_is_not_found(call, build):
    with pytest.raises(NotFound, match="no split `tests`, did you mean `test`"):
        list(getattr(build(), call)("tests"))


def test_a_huge_line_is_refused_in_little_memory(build, peak_memory):
    line = b'{"id": "' + b"a" * (12 * LINE) + b"\n"
    environment = build(files={"data/test.jsonl": line})
    with peak_memory() as peak, pytest.raises(LimitExceeded, match="a line of more than") as caught:
        list(environment.samples())
    assert peak[0] < 3 * LINE
    assert (caught.value.limit, caught.value.problems[0].line) == ("line_bytes", 1)


def test_a_longer_line_is_read_where_the_limit_is_raised(folder, files_of):
    row = b'{"id": "s2", "capability": "math", "input": "%s"}\n' % (b"a" * LINE)
    root = folder({**files_of(), "data/test.jsonl": row})
    with pytest.raises(LimitExceeded):
        list(Environment.from_folder(root).samples())
    (sample,) = Environment.from_folder(root, Limits(line_bytes=2 * LINE)).samples()
    assert len(sample.input) == LINE


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
