"""What a stranger's declaration may try."""

from __future__ import annotations

import time

import pytest

from envhub import Sample, Target, check

TEMPLATE = {'"single_turn"': '"single_turn"\ntemplate = "harness/t.jinja"'}


@pytest.fixture
def problems(build):
    def said(**changed):
        start = time.perf_counter()
        found = check(build(**changed)).problems
        assert time.perf_counter() - start < 8
        return found

    return said


def test_a_harmless_template_passes(problems):
    assert problems(edit=TEMPLATE, files={"harness/t.jinja": b"Q: {{ input }}\nA:"}) == ()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            b"\n{% for i in range(9) %}{% endfor %}",
            "harness/t.jinja:2: error: `for` runs over a list",
        ),
        (b"{{ input }}\n\n{{ 'a' * 9 }}", "harness/t.jinja:3: error: `mul` is not allowed"),
        (b"{{ input.__class__ }}", "harness/t.jinja:1: error: `__class__` is not allowed"),
        (b"{{ inptu }}", "harness/t.jinja:1: error: 'inptu' is undefined"),
        (b"{{ input | indent }}", "harness/t.jinja:1: error: No filter named 'indent'"),
        (b"{% if %}", "harness/t.jinja:1: error: "),
        (b"\xff", "harness/t.jinja:1: error: not UTF-8"),
        (b"x" * 100_000, "harness/t.jinja:1: error: template of 100000 characters"),
        (b"x" * 300_000, "harness/t.jinja: error: more than"),
    ],
)
def test_a_template_bomb_is_refused_with_its_line(source, said, problems):
    found = problems(edit=TEMPLATE, files={"harness/t.jinja": source})
    assert any(one.startswith(said) for one in found)


def test_a_template_that_is_missing_is_named(problems):
    (problem,) = problems(edit=TEMPLATE, files={"harness/q.jinja": b"x"})
    assert "template `harness/t.jinja` is missing, did you mean `harness/q.jinja`" in problem


def test_a_prompt_over_a_megabyte_is_refused_by_the_default_template_too(problems, files_of):
    row = b'{"id": "s2", "capability": "math", "input": "%s"}\n' % (b"a" * 1_100_000)
    rows = row + files_of()["data/test.jsonl"].split(b"\n", 1)[1]
    (problem,) = problems(files={"data/test.jsonl": rows})
    assert "a prompt of more than 1000000 characters" in problem


def test_solved_samples_are_laid_out_too(problems):
    shots = {
        "data/fewshot.jsonl": b'{"id": "f", "capability": "math", "input": "q?"}\n',
        "data/fewshot.targets.jsonl": b'{"id": "f", "targets": ["1"]}\n',
        "harness/t.jinja": b"{{ input }}{% if input == 'q?' %}{{ nothing }}{% endif %}",
    }
    edit = {'"single_turn"': TEMPLATE['"single_turn"'] + "\nfew_shot = { n = 1 }"}
    (problem,) = problems(edit=edit, files=shots)
    assert "'nothing' is undefined" in problem


BOMBS = [
    "(a+)+$", "(a|aa)+$", "(a|a?)+$", "(.*)*x", "([a-z]+)*$", "(x+x+)+y", "(\\\\w+\\\\d?)+$",
    "answer: (b+)+$", "(#### )?(\\\\d+)+x", "^(\\\\s+)+$", "(0|00)+1",
]  # fmt: skip


@pytest.mark.parametrize("pattern", BOMBS)
def test_a_pattern_bomb_is_refused(pattern, problems):
    edit = {'"numeric"': f'"numeric", extract = {{ pattern = "{pattern}" }}'}
    found = problems(edit=edit)
    assert any("pattern of capability `math` runs for more than a second" in one for one in found)


@pytest.mark.parametrize(
    ("scorer", "data", "place"),
    [
        ({"type": "exact", "extract": ["whole", {"pattern": "(a+)+$"}]}, {}, "environment.toml"),
        ({"type": "regex", "match": ["(a+)+$"]}, {}, "environment.toml"),
        ({"type": "regex"}, {"no_match": ["(a+)+$"]}, "data/test.targets.jsonl"),
        (
            {"type": "steps"},
            {"steps": [{"pattern": "(a+)+$", "example": "a"}]},
            "data/test.targets.jsonl",
        ),
    ],
)
def test_a_pattern_bomb_is_found_wherever_it_stands(scorer, data, place, make):
    pairs = [
        (Sample(id=name, capability="m", input=name), Target(id=name, targets=("aa",), data=data))
        for name in ("one", "two")
    ]
    (problem,) = check(make(scorer, pairs)).problems
    assert problem.startswith(f"{place}: error: pattern of ")
    assert "runs for more than a second" in problem


@pytest.mark.parametrize(
    "pattern", ["(\\\\d+)", "answer is (-?\\\\d+)", "(?i)total:?\\\\s*(\\\\d+)|(\\\\d+)"]
)
def test_a_harmless_pattern_is_no_bomb(pattern, problems):
    edit = {'"numeric"': f'"numeric", extract = {{ pattern = "{pattern}" }}'}
    assert not any("runs for more" in one for one in problems(edit=edit))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (b"import envhub_hub", ":1: error: a bundle may import `envhub`, never `envhub_hub`"),
        (b"\nfrom envhub_hub.loop import x", ":2: error: a bundle may import `envhub`, never"),
        (b"def f():\n    import requests", ":2: error: import of `requests` is not declared"),
        (b"from numpy import array", ":1: error: import of `numpy` is not declared"),
        (b"x = = 1", ":1: error: not Python"),
        (b"x = '\x00'", ": error: not Python"),
        (b"(" * 5_000, ":1: error: not Python"),
        (b"-" * 100_000 + b"1", ": error: not Python"),
    ],
)
def test_code_that_reaches_out_is_named(code, said, problems):
    found = problems(files={"scoring/scorer.py": code})
    assert found[0].startswith(f"scoring/scorer.py{said}")


@pytest.mark.parametrize(
    "code", [b"import json, re\nfrom envhub import Score\nimport pydantic", b"from . import x", b""]
)
def test_code_that_stays_at_home_passes(code, problems):
    assert problems(files={"scoring/scorer.py": code}) == ()


def test_a_declared_package_may_be_imported(problems):
    edit = {
        "[harness.answer]": '[requires]\npython = ["numpy>=2", "scikit-learn"]\n[harness.answer]'
    }
    code = {"scoring/scorer.py": b"import numpy.linalg\nimport scikit_learn"}
    assert problems(edit=edit, files=code) == ()


def test_an_attachment_is_no_code(problems):
    assert problems(files={"data/files/old.py": b"print 'hello'\nimport requests"}) == ()
