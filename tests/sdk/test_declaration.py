"""`environment.toml`: every mistake is named, with its line and what was probably meant."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from envhub import InvalidEnvironment
from envhub.declaration import parse_declaration


@pytest.fixture
def complaint(files_of):
    """What is said about a declaration after an edit."""

    def said(**edit):
        text = files_of(edit=edit.get("edit", {}))["environment.toml"].decode() + edit.get(
            "add", ""
        )
        with pytest.raises(InvalidEnvironment) as caught:
            parse_declaration(text)
        return caught.value.message

    return said


def test_a_good_declaration_is_read(build):
    declaration = build().declaration
    assert declaration.reference == "acme/sums@1.0.0"
    assert (declaration.slug, declaration.capability[0].name) == ("sums", "math")
    assert declaration.capability_named("none") is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "Sums"', 'titel = "Sums"', "4: error: unknown key `titel`, did you mean `title`"),
        ("definition", "defintion", "12: error: unknown key `defintion`, did you mean `def"),
        ('"numeric"', '"numerc"', "14: error: unknown scorer type `numerc`, did you mean"),
        ('"single_turn"', '"singl"', "7: error: unknown harness type `singl`"),
        ('"numeric" }', '"numeric", tolerence = 1 }', "did you mean `tolerance`?"),
        ('"single_turn"', '"single_turn"\ntemplat = "x"', "9: error: unknown key `templat`"),
        ('harness = "answer"', 'harness = "anser"', "13: error: capability `math` names harness"),
        ('license = "CC0-1.0"', "", "error: `license` is missing"),
        ('name = "acme/sums"', 'name = "Sums"', "2: error: name `Sums` is not `owner/slug`"),
        ('name = "acme/sums"', 'name = "acme/sums\\n"', "2: error: name"),
        ('version = "1.0.0"', 'version = "1.0"', "3: error: version `1.0` is not SemVer"),
        ('version = "1.0.0"', 'version = "1.0.0\\n"', "3: error: version"),
        ('version = "1.0.0"', f'version = "1.0.0-{"a" * 90}"', "3: error: version"),
        ("schema_version = 1", "schema_version = 2", "1: error: `schema_version`"),
        ('definition = "', 'pass_at = 1.5\ndefinition = "', "12: error: `pass_at` is above 0"),
        ('definition = "', 'pass_at = nan\ndefinition = "', "12: error: `pass_at` is above 0"),
        ('definition = "', 'pass_at = "rank1"\ndefinition = "', "12: error: `pass_at ="),
        ('definition = "', 'weight = 0\ndefinition = "', "12: error: `capability.0.weight`"),
        ('definition = "', 'weight = inf\ndefinition = "', "12: error: `capability.0.weight`"),
        ('"numeric"', '"next_token"', "14: error: scorer `next_token` cannot judge"),
        ('"numeric"', '"exact", extract = { pattern = "(" }', "not a regular expression"),
        ('"numeric"', '"exact", extract = "last_lin"', "did you mean `last_line`?"),
        ('"single_turn"', '"single_turn"\ntemplate = "README.md"', "9: error: template `README"),
        ('type = "single_turn"', "", "unknown harness type `None`"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(old, new, said, complaint):
    found = complaint(edit={old: new})
    assert found.startswith("environment.toml:")
    assert said in found


def test_a_key_of_a_small_table_gets_its_own_suggestion(complaint):
    assert "did you mean `python`?" in complaint(add="[requires]\npyton = []\n")
    assert "did you mean `refresh_of`?" in complaint(add='[lineage]\nrefresh = ""\n')


def test_every_mistake_is_reported_at_once(complaint):
    said = complaint(edit={'title = "Sums"': 'titel = "x"', "definition": "defintion"})
    assert "environment.toml:4" in said
    assert "environment.toml:12" in said


def test_a_capability_stands_once(complaint):
    twice = '[[capability]]\nid = "math"\nharness = "answer"\nscorer = { type = "exact" }\n'
    assert "environment.toml:16: error: capability `math` twice" in complaint(add=twice)


def test_lines_count_line_feeds_only(complaint):
    said = complaint(edit={'title = "Sums"': 'title = "a\u2028b"', "definition": "defintion"})
    assert "environment.toml:12" in said


@pytest.mark.parametrize(
    "bomb",
    [
        "a = " + "[" * 50_000,
        "a = " + "9" * 50_000,
        "a." * 60_000 + "a = 1",
        "[" + " a ." * 30_000 + "a]",
        "x = { " + "a." * 60_000 + "a = 1 }",
        "[a" + " " * 200_000,
        '"a' + "." * 200_000,
        "\x00",
    ],
    ids=["nesting", "digits", "keys", "table", "inline", "header", "string", "nul"],
)
def test_hostile_toml_is_refused_quickly(bomb, complaint):
    start = time.perf_counter()
    assert "error: not TOML" in complaint(add=bomb) or "too many parts" in complaint(add=bomb)
    assert time.perf_counter() - start < 2


def test_a_pattern_costs_at_most_a_second_to_compile(files_of):
    bomb = "(?i)" + "[a-\U0010fffe]" * 190
    edit = {'"numeric"': '"exact", extract = { pattern = "' + bomb + '" }'}
    text = files_of(edit=edit)["environment.toml"].decode()
    start = time.perf_counter()
    with suppress(InvalidEnvironment):
        parse_declaration(text)
    assert time.perf_counter() - start < 3


def test_a_capability_fills_in_its_rule(build):
    assert build().declaration.capability[0].pass_rule == 1.0
    graded = build(edit={'"numeric"': '"rouge_l"'}).declaration.capability[0]
    assert graded.pass_rule == 0.3
