"""What code proves of an item that a model wrote."""

from __future__ import annotations

import pytest

from envhub_hub.generate.llm.proofs import Check, Written, missing, unproved

CRATES = Written(
    context="A bakery has 18 crates of 12 loaves and sells 50 loaves.",
    question="How many loaves are left?",
    answer="166",
    check=Check(kind="arithmetic", expression="18 * 12 - 50"),
)
WHO = Written(
    context="Rosa locked the shop; Ivo had gone home.",
    question="Who locked the shop?",
    answer="Rosa",
    check=Check(kind="span"),
)
PICK = Written(
    context="Rosa locked the shop.", question="Who locked it?", answer="Rosa",
    distractors=("Ivo", "Emil", "Zoe"), check=Check(kind="span"),
)  # fmt: skip


@pytest.mark.parametrize(("item", "gives"), [(CRATES, "number"), (WHO, "text"), (PICK, "choice")])
def test_an_item_that_stands_its_check_has_nothing_against_it(item, gives):
    assert (unproved(item, gives), missing(item, gives)) == (None, None)


@pytest.mark.parametrize(
    ("item", "gives", "changes", "says"),
    [
        (CRATES, "number", {"answer": "167"}, "is 166, not 167"),
        (CRATES, "number", {"answer": "about 166"}, "no number in digits"),
        (CRATES, "number", {"check": {"kind": "arithmetic", "expression": "166"}}, "one number"),
        (CRATES, "number", {"check": {"kind": "arithmetic", "expression": "160 + 6"}}, "nowhere"),
        (CRATES, "number", {"check": {"kind": "arithmetic"}}, "needs its expression"),
        (CRATES, "number", {"check": {"kind": "span"}}, "does not suit `number`"),
        (CRATES, "number", {"distractors": ("1",)}, "has no options"),
        (WHO, "text", {"answer": "Emil"}, "does not stand in the context"),
        (WHO, "text", {"answer": "Ros"}, "does not stand in the context"),
        (WHO, "text", {"question": "Was it Rosa who locked the shop?"}, "stands in the question"),
        (WHO, "text", {"answer": "…"}, "empty"),
        (PICK, "choice", {"distractors": ("Ivo", "Emil")}, "2 wrong options"),
        (PICK, "choice", {"distractors": ("Ivo", "Emil", "rosa.")}, "equal"),
        (PICK, "choice", {"distractors": ("Ivo", "Emil", " ")}, "an option is empty"),
    ],
)
def test_what_is_wrong_is_said(item, gives, changes, says):
    changed = Written.model_validate(item.model_dump() | changes)
    assert says in (unproved(changed, gives) or "")


def test_what_is_not_there_is_said():
    lacking = missing(Written(question="Who?"), "choice")
    assert lacking == "answer and check and distractors not written"
    assert missing(WHO.model_copy(update={"context": None}), "text") == "context not written"
