"""What holds of every tool of the table."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from tests.hub.generate.tools.using import Rows

from envhub.values import Frozen
from envhub_hub.generate.tools import TOOLS, Documents, Given, output_digest

ROWS = [{"name": f"Town{n}", "mayor": f"Mayor{n}", "people": 3**n} for n in range(14)]
BLOCK = "Which?\nOptions:\n(A) one\n(B) two"
SHEET = [{"name": f"Town{n}", "mayor": f"Mayor{n}"} for n in range(5)]
TRIED = {
    "add_noise": (("a long enough sentence",), {"rate": 1.0}),
    "column_options": (("Town3", "Mayor3"), {"key": "name", "field": "mayor"}),
    "compose": (("Peru",), {"wordings": ["A {x}", "B {x}"], "names": ["x"]}),
    "contrast": (("Town6", 729), {"key": "name", "field": "people"}),
    "convert": (('[{"a": 1}]',), {"source": "json", "target": "csv"}),
    "copy_field": (("x",), {}),
    "count_rows": ((SHEET, "Town1"), {"key": "name", "field": "mayor", "how": "same"}),
    "decompose": (("One. Two.",), {}),
    "edit_metadata": (({"a": 1},), {"drop": ["a"]}),
    "flatten": ((["a", "b"],), {}),
    "guard": ((True,), {"equals": True}),
    "holders": (("Town3", "Mayor3"), {"key": "name", "field": "mayor"}),
    "list_options": ((["a", "b"],), {}),
    "map_answer": (("A", ["a", "b"]), {}),
    "mask": (("Lima is it", "Lima"), {}),
    "other_values": (("Mayor1",), {"field": "mayor"}),
    "paraphrase": (("What is it?",), {}),
    "parse_number": (("7",), {}),
    "patch": (({"a": 1},), {"op": "remove", "path": ["a"]}),
    "render": ((SHEET,), {"heads": [("name", "town")]}),
    "retrieve": (("word",), {}),
    "set_value": ((), {"value": [1]}),
    "sheet": (("Town3",), {"key": "name", "fields": ["mayor"]}),
    "sheet_options": ((SHEET, "Town1"), {"key": "name", "field": "mayor"}),
    "shuffle_options": ((["a", "b", "c", "d", "e"],), {}),
    "split_options": ((BLOCK,), {}),
    "substitute_entities": (("Ann",), {"names": ["Ann"], "instead": ["Bo", "Cy", "Di"]}),
    "substitute_numbers": (("20 pens",), {}),
    "take_wrong": (("a", "b; c; d; e; f"), {}),
    "translate_name": (("Germany",), {"kind": "country", "target": "fr"}),
}
"""Inputs and parameters on which each pure tool works."""
each_tool = pytest.mark.parametrize("name", sorted(TRIED))


def digest(name: str, seed: int) -> str:
    if name == "translate_name":
        pytest.importorskip("babel")
    values, params = TRIED[name]
    tool = TOOLS[name]
    given = Given(values, Random(seed), table=Rows(ROWS), library=Documents([("d", "a word")]))
    return output_digest(tool.run(given, tool.params.model_validate(params)))


def test_the_table_is_alphabetical_and_every_pure_tool_is_tried():
    assert list(TOOLS) == sorted(TOOLS)
    assert set(TRIED) == {name for name, tool in TOOLS.items() if tool.pure}


@each_tool
def test_a_tool_gives_the_same_for_the_same_seed(name):
    assert digest(name, 1) == digest(name, 1)


@each_tool
def test_only_a_seeded_tool_listens_to_its_seed(name):
    found = {digest(name, seed) for seed in range(12)}
    assert (len(found) > 1) == TOOLS[name].seeded


@each_tool
def test_parameters_are_a_frozen_value_that_takes_no_unknown_field(name):
    params = TOOLS[name].params
    assert issubclass(params, Frozen)
    with pytest.raises(ValueError, match="unheard"):
        params.model_validate({**TRIED[name][1], "unheard": 1})


def test_tools_use_no_clock_no_hash_and_no_global_randomness():
    folder = Path(__file__).parents[4] / "hub/envhub_hub/generate/tools"
    for path in folder.glob("*.py"):
        text = path.read_text()
        assert not any(
            one in text for one in ("import time", "datetime", " hash(", "import random")
        )


def test_every_tool_works_on_text_until_there_are_others():
    assert {tool.modality for tool in TOOLS.values()} == {"text"}
