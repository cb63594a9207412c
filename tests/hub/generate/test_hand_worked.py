"""Items worked out by hand: what makes an item and what checks it could share a mistake."""

from __future__ import annotations

from typing import Any

import pytest

from envhub_hub.generate.generators import GENERATORS
from envhub_hub.generate.generators.code.programs import run, written
from envhub_hub.generate.generators.text.chains import LIST_STEPS
from envhub_hub.generate.items import Item


def answers(name: str, facts: dict[str, Any], context: str | None = None) -> set[str]:
    item = Item(question="?", context=context, answer="", difficulty=1, phrasing=0, key="",
                facts=facts)  # fmt: skip
    found = GENERATORS[name].answers
    assert found is not None
    return set(found(item))


def test_at_a_round_table_the_left_of_a_person_is_the_right_of_the_other() -> None:
    # Ann, Bob, Cat, Dan, Eve from one left hand to the next.
    clues = [("before", "Bob", "Ann"), ("after", "Bob", "Cat"), ("before", "Dan", "Cat")]
    facts = {"names": ["Ann", "Bob", "Cat", "Dan", "Eve"], "clues": clues}
    assert answers("round_tables", facts | {"asked": ("left", "Dan")}) == {"Eve"}
    assert answers("round_tables", facts | {"asked": ("right", "Ann")}) == {"Eve"}
    assert answers("round_tables", facts | {"clues": clues[:2], "asked": ("left", "Cat")}) == {
        "Dan", "Eve"
    }  # fmt: skip


def test_in_a_queue_who_stands_behind_comes_later() -> None:
    clues = [("after", "Ann", "Cat"), ("somewhere", "Bob", "Cat")]
    facts = {"names": ["Ann", "Bob", "Cat"], "clues": clues}
    assert answers("queues", facts | {"asked": ("place", 0)}) == {"Bob"}
    assert answers("queues", facts | {"asked": ("back", 0)}) == {"Ann"}


def test_a_circuit_settles() -> None:
    gates = [("R", "xor", ("P", "B")), ("P", "nand", ("A", "B"))]
    facts = {"gates": gates, "outputs": ["P", "R"]}
    assert answers("circuits", facts | {"inputs": {"A": 1, "B": 1}}) == {"P = 0 and R = 1"}
    assert answers("circuits", facts | {"inputs": {"A": None, "B": 1}}) == {
        "P = 0 and R = 1", "P = 1 and R = 0"
    }  # fmt: skip


def test_roads_have_steps_and_lengths() -> None:
    roads = [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")]
    facts = {"towns": list("abcd"), "roads": roads, "start": "a", "options": list("bcd")}
    assert answers("graph_steps", facts | {"steps": 2}) == {"c"}
    assert answers("one_way_roads", facts | {"steps": None, "start": "c"}) == {"d"}
    long = [(*road, km) for road, km in zip(roads, (3, 4, 5, 30), strict=True)]
    assert answers("routes", {"towns": list("abcd"), "roads": long, "start": "a", "end": "d"}) == {
        "12"
    }


def test_of_28_some_study_one_thing_some_both() -> None:
    facts = {"names": ["French", "Latin"], "all": 28, "counts": {"0": 15, "1": 12, "01": 4}}
    asked = {"none": "5", "union": "23", "only": "11", "one": "19"}
    for words, wanted in asked.items():
        assert answers("set_counts", facts | {"asked": words}) == {wanted}


def test_swaps_are_followed_and_an_untold_one_can_be_any() -> None:
    facts = {"names": ["Ann", "Bob", "Cat"], "things": ["red", "blue", "green"], "asked": "red"}
    events = [("Ann", "Bob"), ("Bob", "Cat")]
    assert answers("swaps", facts | {"events": events}) == {"Cat"}
    assert answers("swaps", facts | {"events": [events[0], None]}) == {"Ann", "Bob", "Cat"}


def test_a_table_is_read_as_it_is_printed() -> None:
    context = "| bus | depot | seats | trips |\n| --- | --- | --- | --- |\n" + "\n".join(
        ("| B1 | east | 40 | 9 |", "| B2 | docks | 50 | 3 |", "| B3 | east | 30 | 8 |")
    )
    facts = {"column": 0, "highest": True, "value": "east", "limit": 5}
    assert answers("table_rows", facts | {"way": "most"}, context) == {"B2"}
    assert answers("table_rows", facts | {"way": "most in"}, context) == {"B1"}
    assert answers("table_rows", facts | {"way": "most over", "highest": False}, context) == {"B3"}
    assert answers("table_sums", facts | {"way": "total in"}, context) == {"70"}


def test_an_amount_follows_backwards() -> None:
    told = [("red", "times", 3, ("blue",)), ("pink", "both", None, ("red", "blue")),
            ("blue", "known", 5, ())]  # fmt: skip
    assert answers("linked_amounts", {"told": told, "asked": "pink"}) == {"20"}


@pytest.mark.parametrize(
    ("name", "n", "wanted"),
    [("left", 2, [5, 1, 9, 8]), ("right", 2, [5, 1, 9, 8]), ("ends", None, [1, 8, 5, 9]),
     ("falling", None, [9, 8, 5, 1]), ("sums", None, [9, 17, 22, 23]), ("odd", None, [9, 5]),
     ("over", 6, [9, 8])],
)  # fmt: skip
def test_operations_on_a_list(name: str, n: int | None, wanted: list[int]) -> None:
    step = LIST_STEPS[name]
    assert step.do([9, 8, 5, 1], n) == step.again([9, 8, 5, 1], n) == wanted


def test_a_program_is_written_and_followed() -> None:
    body = [
        ("if", ("==", ("%", "i", 2), 0), [("change", "x", "+", "i")], [("change", "x", "-", 1)])
    ]
    program = [("set", "x", 10), ("count", "i", [1, 5], body), ("print", "x", "i")]
    assert written(program) == [
        "x = 10", "for i in range(1, 5):", "    if (i % 2) == 0:", "        x += i", "    else:",
        "        x -= 1", "print(x, i)",
    ]  # fmt: skip
    assert run(program) == ["14 4"]


def test_a_recursive_program_returns() -> None:
    body = [("if", ("<", "n", 2), [("return", 3)], []),
            ("return", ("+", ("call", "f", ("-", "n", 1)), "n"))]  # fmt: skip
    assert run([("def", "f", "n", body), ("print", ("call", "f", 4))]) == ["12"]
