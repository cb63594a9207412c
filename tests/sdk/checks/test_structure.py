"""Do the files stand in their place, and do the rows fit together?"""

from __future__ import annotations

import pytest

from envhub import check

TURNS = (
    b'"messages": [{"role": "user", "content": "Hi"}, '
    b'{"role": "user", "content": "What is 2 + 14?"}]'
)
ROW = b'{"id": "%s", "capability": "math", "input": "%s"}\n'
ANSWER = b'{"id": "%s", "targets": ["%s"]}\n'


@pytest.fixture
def problems(build, files_of):
    """The errors of an environment whose files are added to."""

    def said(replace=None, edit=None, **added):
        files = {name: data for name, data in files_of().items() if name.startswith("data/")}
        files |= replace or {}
        for path, data in added.items():
            name = {"rows": "data/test.jsonl", "answers": "data/test.targets.jsonl"}[path]
            files[name] += data
        return check(build(edit=edit or {}, files=files)).problems

    return said


def shots(count: int = 1, start: int = 0) -> dict[str, bytes]:
    names = [
        (b"f%d" % n, b"%d + 0?" % (n + 50), b"%d" % (n + 50)) for n in range(start, start + count)
    ]
    return {
        "data/fewshot.jsonl": b"".join(ROW % (name, asked) for name, asked, _ in names),
        "data/fewshot.targets.jsonl": b"".join(ANSWER % (name, said) for name, _, said in names),
    }


def test_an_id_stands_once_in_a_split(problems):
    (problem,) = problems(rows=ROW % (b"s2", b"Again?"))
    assert problem == "data/test.jsonl:5: error: id `s2` stands already in data/test.jsonl:1"


def test_an_id_stands_in_one_split(problems):
    files = {name: data.replace(b'"f0"', b'"s3"') for name, data in shots().items()}
    (problem,) = problems(files)
    assert problem == "data/fewshot.jsonl:1: error: id `s3` stands already in data/test.jsonl:2"


def test_other_ids_are_fine(problems):
    assert problems(shots()) == ()


def test_a_question_stands_once_in_all_splits(problems):
    files = {**shots(), "data/fewshot.jsonl": ROW % (b"f0", b"what is 2 +  14")}
    (problem,) = problems(files)
    assert problem == "data/fewshot.jsonl:1: error: sample `f0` asks the same as data/test.jsonl:1"


@pytest.mark.parametrize(
    "differs",
    [
        b'"context": "c", "input": "What is 2 + 14?"',
        b'"files": ["data/files/a"], "input": "What is 2 + 14?"',
        TURNS,
    ],
)
def test_what_is_asked_is_more_than_the_question(differs, problems):
    row = b'{"id": "x", "capability": "math", ' + differs + b"}\n"
    files = {"data/files/a": b"picture"}
    assert problems(files, rows=row, answers=ANSWER % (b"x", b"16")) == ()


def test_what_a_template_may_show_is_asked_too(problems):
    edit = {'"single_turn"': '"single_turn"\ntemplate = "harness/t"'}
    files = {"harness/t": b"{{ input }}{{ metadata }}"}
    row = b'{"id": "x", "capability": "math", "input": "What is 2 + 14?", "metadata": {"n": 1}}\n'
    assert problems(files, edit=edit, rows=row, answers=ANSWER % (b"x", b"99")) == ()


def test_every_sample_has_a_target(problems):
    (problem,) = problems(rows=ROW % (b"x", b"More?"))
    assert problem == "data/test.targets.jsonl: error: no target for sample `x`"


def test_every_target_has_a_sample(problems):
    (problem,) = problems(answers=ANSWER % (b"s22", b"1"))
    assert problem == (
        "data/test.targets.jsonl:5: error: target `s22` belongs to no sample, did you mean `s2`?"
    )


def test_a_target_stands_once(problems):
    (problem,) = problems(answers=ANSWER % (b"s2", b"16"))
    assert problem == "data/test.targets.jsonl:5: error: target `s2` twice"


def test_targets_need_samples(problems):
    files = {"data/practice.targets.jsonl": ANSWER % (b"p", b"1")}
    (problem,) = problems(files)
    assert problem.startswith("data/practice.targets.jsonl: error: targets without samples")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b'{"id": "x", "targets": ["seven"]}\n', "target `x` `seven` is no number"),
        (b'{"id": "x"}\n', "target `x` has no target"),
        (b'{"id": "x", "targets": ["7"], "data": {"step": []}}\n',
         "target `x` has `data` that scorer `numeric` can't read: `step`"),
    ],
)  # fmt: skip
def test_a_target_fits_its_scorer(answer, said, problems):
    (problem,) = problems(rows=ROW % (b"x", b"More?"), answers=answer)
    assert problem.startswith(f"data/test.targets.jsonl:5: error: {said}")


def test_a_capability_is_declared(problems):
    row = ROW.replace(b"math", b"maht") % (b"x", b"More?")
    (problem,) = problems(rows=row)
    assert problem == (
        "data/test.jsonl:5: error: capability `maht` is not declared, did you mean `math`?"
    )


def test_a_declared_capability_has_samples(problems):
    twin = '[[capability]]\nid = "logic"\nharness = "answer"\nscorer = { type = "exact" }\n\n[[cap'
    (problem,) = problems(edit={"[[cap": twin})
    assert problem == "environment.toml: error: capability `logic` has no sample in the test split"


def test_there_are_as_many_solved_samples_as_are_shown(problems):
    edit = {'"single_turn"': '"single_turn"\nfew_shot = { n = 3 }'}
    (problem,) = problems(shots(2), edit=edit)
    assert problem == (
        "environment.toml: error: capability `math` is shown 3 solved samples of split `fewshot`, "
        "which has 2 of it"
    )
    assert problems(shots(3), edit=edit) == ()


def test_an_attachment_is_there(problems):
    row = ROW.replace(b'"input"', b'"files": ["data/files/x"], "input"') % (b"x", b"More?")
    (problem,) = problems(rows=row, answers=ANSWER % (b"x", b"99"))
    assert problem == "data/test.jsonl:5: error: file `data/files/x` is not below data/files/"
    assert problems({"data/files/x": b""}, rows=row, answers=ANSWER % (b"x", b"99")) == ()


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("data/tests.jsonl", "test.jsonl"),
        ("checks/golds.jsonl", "gold.jsonl"),
        ("licence", "LICENSE"),
    ],
)
def test_a_misspelt_file_is_named(name, near, problems):
    (problem,) = problems({name: b""})
    assert problem.startswith(f"{name}: error: `{name}` has no place")
    assert f"did you mean `{near}`?" in problem


@pytest.mark.parametrize("name", ["data/files/con.txt", "data/files/a:b", "data/files/e\u0301"])
def test_a_name_that_some_system_refuses_is_named(name, problems):
    assert len(problems({name: b""})) == 1


def test_names_that_some_system_confuses_are_named(problems):
    (problem,) = problems({"data/files/a": b"", "data/files/A": b""})
    assert "`data/files/A` and `data/files/a` collide" in problem
