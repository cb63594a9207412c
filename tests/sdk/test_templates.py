"""Templates: what they may do, and every known bomb."""

from __future__ import annotations

import time

import pytest

from envhub.harnesses.ranked import PLAIN
from envhub.harnesses.single_turn import TEMPLATE
from envhub.templates import TemplateProblem, compile_template, letter, render

FIELDS = {
    "input": "What?", "context": None, "choices": ["red", "blue"], "id": "a",
    "metadata": {"n": 3, "rows": [["a", "b"], ["c"]], "items": "mine"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ input }}", "What?"),
        ("{{ input | upper }}{{ choices | length }}", "WHAT?2"),
        ("{% for c in choices %}{{ loop.index0 | letter }} {{ c }} {% endfor %}", "A red B blue"),
        ("{{ choices | join(', ') }}", "red, blue"),
        ("{{ choices | first | title }}-{{ choices | last | capitalize }}", "Red-Blue"),
        ("{% if context %}no{% elif input == 'What?' %}yes{% else %}no{% endif %}", "yes"),
        ("{{ 'many' if choices | length > 1 else 'one' }}", "many"),
        ("{{ metadata.n }}{{ metadata['n'] }}{{ choices[1] }}", "33blue"),
        ("{{ metadata.items }}", "mine"),
        ("{% for r in metadata.rows %}{% for c in r %}{{ c }}{% endfor %}|{% endfor %}", "ab|c|"),
        ("{% for c in choices if c != 'red' %}{{ c }}{% endfor %}", "blue"),
        ("{{ none_such is defined }}{{ context is none }}", "FalseTrue"),
        ("{# said to nobody #}{{ input }}  \n\n", "What?"),
        ("<{{ '<b>' }}>", "<<b>>"),
    ],
)  # fmt: skip
def test_a_template_lays_out_a_sample(source, text):
    assert render(source, FIELDS) == text


@pytest.mark.parametrize(
    "source",
    [
        "{% for i in range(9) %}x{% endfor %}",
        "{{ range(9) }}",
        "{{ input.upper() }}",
        "{{ dict(a=1) }}",
        "{{ lipsum() }}",
        "{{ cycler('a') }}",
        "{{ joiner() }}",
        "{{ loop(choices) }}",
        "{{ 'a' * 999 }}",
        "{{ 9 ** 9 }}",
        "{{ 1 + 1 }}",
        "{{ 1 - 1 }}",
        "{{ 7 % 2 }}",
        "{{ -id }}",
        "{{ input ~ input }}",
        "{{ input[0:2] }}",
        "{{ [1, 2] }}",
        "{{ (1, 2) }}",
        "{{ {'a': 1} }}",
        "{% for i in [1, 2] %}x{% endfor %}",
        "{% for i in 'ab' %}x{% endfor %}",
        "{% for i in choices recursive %}{{ loop(i) }}{% endfor %}",
        "{% for i in choices | first %}x{% endfor %}",
        "{% macro m() %}x{% endmacro %}",
        "{% call m() %}x{% endcall %}",
        "{% include 'x' %}",
        "{% extends 'x' %}",
        "{% import 'x' as y %}",
        "{% from 'x' import y %}",
        "{% block x %}{% endblock %}",
        "{% set x = 1 %}",
        "{% set x %}a{% endset %}",
        "{% with x = 1 %}{% endwith %}",
        "{% filter upper %}x{% endfilter %}",
        "{% autoescape true %}x{% endautoescape %}",
        "{% do x %}",
        "{{ input | replace('a', 'b') }}",
        "{{ input | center(9999) }}",
        "{{ input | indent(9999) }}",
        "{{ '%999999d' | format(1) }}",
        "{{ input | attr('upper') }}",
        "{{ choices | map('upper') }}",
        "{{ input | trim('W') }}",
        "{{ choices | join(attribute='x') }}",
        "{{ input is sameas input }}",
        "{{ _x }}",
        "{{ input.__class__ }}",
        "{{ self }}",
        "{{ _budget }}",
        "{{ input | _each(1, 1) }}",
        "{% for _x in choices %}{% endfor %}",
        "{% for a in choices %}" * 3 + "{% endfor %}" * 3,
        "{{ ",
        "{% if %}",
    ],
)
def test_what_a_template_may_not_say_is_refused(source):
    with pytest.raises(TemplateProblem):
        render(source, FIELDS)


@pytest.mark.parametrize(
    "source",
    [
        "{{ input.upper }}",
        "{{ input['upper'] }}",
        "{{ input['__class__'] }}",
        "{{ metadata['__class__'] }}",
        "{{ metadata.keys }}",
        "{{ choices.append }}",
        "{{ choices['__len__'] }}",
        "{{ choices[99] }}",
        "{{ missing }}",
        "{{ metadata.missing }}",
        "{{ missing.deeper }}",
        "{% if missing %}x{% endif %}",
        "{% for x in missing %}x{% endfor %}",
        "{% for x in choices %}{{ loop.cycle }}{% endfor %}",
        "{% for x in choices %}{{ loop.__init__ }}{% endfor %}",
        "{{ loop.index }}",
        "{{ namespace }}",
        "{{ config }}",
    ],
)
def test_only_the_data_of_the_sample_can_be_named(source):
    with pytest.raises(TemplateProblem, match=r"undefined|has no|not allowed"):
        render(source, FIELDS)


BIG = "aé " * 300_000
MANY = list(range(1_000))
BOMBS = {
    "output": "{% for a in metadata.many %}{{ context }}{% endfor %}",
    "silent loops": "{% for a in metadata.many %}" * 2 + "{% endfor %}" * 2,
    "silent work": "{% for a in metadata.many %}{{ 'x' if context | upper == 'x' }}{% endfor %}",
    "filters": "{% if context | title == context | upper %}{% endif %}" * 40,
    "join": "{{ metadata.many | join(context) }}",
    "join of a text": "{{ context | join(context) }}",
    "long list": "{% for a in metadata.more %}{% endfor %}",
    "characters": "{% for a in context %}{% endfor %}",
    "nested ifs": "{% if id %}" * 150 + "{% endif %}" * 150,
    "brackets": "{{ " + "(" * 9_000 + "id" + ")" * 9_000 + " }}",
    "nots": "{{ " + "not " * 15_000 + "id }}",
    "dots": "{{ id" + ".a" * 30_000 + " }}",
    "elifs": "{% if id %}" + "{% elif id %}" * 4_000 + "{% endif %}",
    "conditions": "{{ id" + " if id else id" * 4_000 + " }}",
    "length": "x" * 65_537,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_little_time(name):
    fields = {**FIELDS, "context": BIG, "metadata": {"many": MANY, "more": MANY * 2}}
    start = time.perf_counter()
    with pytest.raises(TemplateProblem):
        render(BOMBS[name], fields)
    assert time.perf_counter() - start < 3


def test_a_problem_has_its_line():
    with pytest.raises(TemplateProblem) as caught:
        compile_template("one\ntwo\n{{ range(3) }}")
    assert caught.value.line == 3


@pytest.mark.parametrize("source", [TEMPLATE, PLAIN])
def test_the_default_templates_lay_out_the_longest_sample(source):
    fields = {**FIELDS, "context": "x" * 900_000, "choices": ["one"] * 100}
    assert len(render(source, fields)) > 900_000


@pytest.mark.parametrize(
    ("index", "label"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_labels_go_on_after_z(index, label):
    assert letter(index) == label


@pytest.mark.parametrize("value", ["'x'", "input", "metadata", "metadata.n | string"])
def test_a_label_of_no_number_is_refused(value):
    with pytest.raises(TemplateProblem):
        render("{{ " + value + " | letter }}", FIELDS)


def test_rendering_leaves_the_sample_alone():
    fields = {"choices": ["b", "a"], "metadata": {}}
    render("{{ choices | join }}", fields)
    assert fields == {"choices": ["b", "a"], "metadata": {}}
