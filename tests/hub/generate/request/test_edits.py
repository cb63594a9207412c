"""Changes in words: what is added, dropped, made harder, resized, weighed, and what is refused."""

from __future__ import annotations

import pytest

from envhub.errors import Refused
from envhub_hub.generate.request import read_edits
from envhub_hub.generate.request.edits import (
    Add,
    Drop,
    Easier,
    Edit,
    Harder,
    Resize,
    Threshold,
    Weigh,
)


def said(edit: Edit) -> tuple[object, ...]:
    """A change in short: its kind and its values."""
    if isinstance(edit, Add):
        return "add", edit.wish.id, edit.wish.count
    return edit.type, *(value for name, value in edit if name != "type" and value is not None)


CHANGES = [
    ("add 12 spatial problems, drop the dates, make math harder",
     [("add", "spatial", 12), ("drop", "dates"), ("harder", "math")]),
    ("add 5 proofs and 5 dialogues", [("add", "proofs", 5), ("add", "dialogue", 5)]),
    ("please add geometry", [("add", "geometry", None)]),
    ("10 more algebra problems", [("add", "algebra", 10)]),
    ("include eight seating puzzles; remove syllogisms",
     [("add", "seating", 8), ("drop", "syllogisms")]),
    ("throw in a dozen sudoku puzzles", [("add", "custom:sudoku", 12)]),
    ("add strings and lists, six of each", [("add", "strings", 6), ("add", "lists", 6)]),
    ("drop dates and time zones", [("drop", "dates"), ("drop", "time-zones")]),
    ("get rid of the translation questions", [("drop", "translation")]),
    ("leave out chemistry, and make it easier", [("drop", "chemistry"), ("easier",)]),
    ("I'd like 5 more geometry questions and no dates",
     [("add", "geometry", 5), ("drop", "dates")]),
    ("I don't want any seating puzzles", [("drop", "seating")]),
    ("replace dates with time zones", [("drop", "dates"), ("add", "time-zones", None)]),
    ("swap spatial for 8 graphs", [("drop", "spatial"), ("add", "graphs", 8)]),
    ("also test summarization, 6 items", [("add", "summarization", 6)]),
    ("one more proof", [("add", "proofs", 1)]),
    ("increase code by 5", [("add", "code", 5)]),
    ("reduce math by half", [("resize", "math", 0.5)]),
    ("the dates are too easy", [("harder", "dates")]),
    ("the math questions are too hard", [("easier", "math")]),
    ("tone down the difficulty of logic", [("easier", "logic")]),
    ("make math count for three", [("weigh", "math", 3.0)]),
    ("set math to 20 and code to 10", [("resize", "math", 20), ("resize", "code", 10)]),
    ("bring dates down to 6 and add 4 holidays", [("resize", "dates", 6), ("add", "holidays", 4)]),
    ("remove the seating & ordering puzzles and make everything else harder",
     [("drop", "seating"), ("drop", "ordering"), ("harder",)]),
    ("no more holidays", [("drop", "holidays")]),
    ("make everything harder", [("harder",)]),
    ("harder", [("harder",)]),
    ("make code and math harder", [("harder", "code"), ("harder", "math")]),
    ("make math harder and code easier", [("harder", "math"), ("easier", "code")]),
    ("math should be more difficult", [("harder", "math")]),
    ("raise the difficulty of geometry", [("harder", "geometry")]),
    ("reduce the difficulty", [("easier",)]),
    ("set algebra to 20", [("resize", "algebra", 20)]),
    ("cut the dates to five", [("resize", "dates", 5)]),
    ("only 4 proofs", [("resize", "proofs", 4)]),
    ("20 algebra problems instead of 12", [("resize", "algebra", 20)]),
    ("twice as many graph problems", [("resize", "graphs", 2.0)]),
    ("double the number of tables", [("resize", "tables", 2.0)]),
    ("halve the number of lists", [("resize", "lists", 0.5)]),
    ("set everything to 10", [("resize", 10)]),
    ("math counts double", [("weigh", "math", 2.0)]),
    ("weigh logic 3, dates 2", [("weigh", "logic", 3.0), ("weigh", "dates", 2.0)]),
    ("set the weight of safety to 4", [("weigh", "safety", 4.0)]),
    ("give code double weight", [("weigh", "code", 2.0)]),
    ("math must reach 80%", [("threshold", "math", 0.8)]),
    ("set the threshold to 0.75", [("threshold", 0.75)]),
    ("raise the pass mark of refusal to 95%", [("threshold", "refusal", 0.95)]),
    ("drop math. Add 6 hard ratios. Safety must reach 99%",
     [("drop", "math"), ("add", "ratios", 6), ("threshold", "safety", 0.99)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_changes(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [said(edit) for edit in read_edits(text)] == expected


def test_what_is_added_keeps_its_terms() -> None:
    (edit,) = read_edits("add 6 hard multi-step ratios on cooking")
    assert isinstance(edit, Add)
    assert (edit.wish.levels, edit.wish.kinds, edit.wish.focus) == (
        (3,),
        ("multi-step",),
        ("cooking",),
    )


@pytest.mark.parametrize(
    "text",
    ["", "hello there", "math", "add", "drop", "drop the nice ones", "add 10 on math and logic",
     "set algebra to a good number", "make frobnicate of math harder", "set math to 0",
     "math counts 0 times", "add 10 algebra problems in German", "fewer dates",
     "add GSM8K", "everything should be multiple choice"],
)  # fmt: skip
def test_what_changes_nothing_or_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        read_edits(text)
    assert caught.value.message


def test_a_refusal_names_the_part_that_was_not_understood() -> None:
    with pytest.raises(Refused, match="wibble the dates"):
        read_edits("wibble the dates, add 5 proofs")


def test_every_kind_of_change_survives_json() -> None:
    kinds = (Add, Drop, Easier, Harder, Resize, Threshold, Weigh)
    edits = read_edits(
        "add 2 dates; drop math; code easier; logic harder; set units to 3; safety must reach 90%; "
        "tables count double"
    )
    assert tuple(map(type, edits)) == (Add, Drop, Easier, Harder, Resize, Threshold, Weigh)
    assert [
        kind.model_validate_json(edit.model_dump_json())
        for kind, edit in zip(kinds, edits, strict=True)
    ] == list(edits)
