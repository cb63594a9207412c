"""Issues of a closed list, and repairs of packaging alone."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.hub.generate.llm.talking import prompt_of, subtask, talk

from envhub_hub.generate.llm import Check, Issue, Written, fix, inspect
from envhub_hub.generate.llm.fixer import Repaired, changed_meaning
from envhub_hub.generate.llm.inspector import TYPES, IssueType

ITEM = Written(
    context="Passage: Rosa  paid 3.5 euros,\nIvo paid -2.",
    question="**Who** paid more?",
    answer="Rosa",
    distractors=("B) Ivo", "both", "nobody"),
    check=Check(kind="span"),
)
CLEAN = Repaired(
    context="Rosa paid 3.5 euros, Ivo paid -2.", question="Who paid more?",
    options=("nobody", "Rosa", "Ivo", "both"), answer="Rosa",
)  # fmt: skip


def test_there_are_fourteen_types_and_each_is_explained():
    assert tuple(TYPES) == get_args(IssueType)
    assert len(TYPES) == 14
    assert all(one in prompt_of(next(inspect(ITEM, subtask()))) for one in TYPES)


def test_the_rules_decide_what_is_fatal_and_what_can_be_fixed():
    said = [
        {"type": "missing_answer", "severity": "minor", "fixable": True},
        {"type": "ambiguity", "severity": "major", "fixable": True, "note": "Both paid."},
        {"type": "schema_recoverability", "severity": "major", "fixable": True},
        {"type": "other", "severity": "minor"},
    ]
    found, _ = talk(inspect(ITEM, subtask()), {"issues": said})
    assert [(one.severity, one.fixable, one.rejects) for one in found] == [
        ("fatal", False, True), ("major", False, True), ("major", True, True),
        ("minor", False, False),
    ]  # fmt: skip


def test_a_repair_of_packaging_is_taken():
    issue = Issue(type="schema_recoverability", severity="minor", fixable=True, note="Labels.")
    found, asked = talk(fix(ITEM, [issue]), CLEAN)
    assert (found.context, found.question) == (CLEAN.context, "Who paid more?")
    assert (found.answer, found.distractors) == ("Rosa", ("nobody", "Ivo", "both"))
    assert found.check == ITEM.check
    assert "schema_recoverability: Labels." in prompt_of(asked[0])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"answer": "Ivo"}, "answer"),
        ({"question": "Who paid less?"}, "question"),
        ({"question": "Who paid most?"}, "question"),
        ({"context": "Rosa paid 35 euros, Ivo paid -2."}, "context"),
        ({"context": "Rosa paid 3.5 euros, Ivo paid 2."}, "context"),
        ({"context": "Rosa paid 3.5 pounds, Ivo paid -2."}, "context"),
        ({"context": None}, "context"),
        ({"options": ("nobody", "Rosa", "Ivo")}, "options"),
        ({"options": ("nobody", "Rosa", "Ivo", "Ivo")}, "options"),
        ({"options": ()}, "options"),
    ],
)
def test_a_repair_that_changes_the_meaning_is_refused(changes, says):
    said = CLEAN.model_copy(update=changes)
    assert says in (changed_meaning(ITEM, said) or "")


@pytest.mark.parametrize(
    ("before", "after"),
    [("2*3", "2 3"), ("2 - 3", "2 3"), ("- 5", "5"), ("US law", "us law"), ("1,000", "1.000"),
     ("a < b", "a b"), ("50%", "50"), ("x**2", "x2"), ("C# code", "C code")],
)  # fmt: skip
def test_signs_bear_meaning(before, after):
    item = Written(question=f"What is {before} here?", answer="x")
    said = Repaired(question=f"What is {after} here?", answer="x")
    assert changed_meaning(item, said) is not None
