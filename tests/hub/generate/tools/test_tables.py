"""Wrong answers, comparisons and sheets out of a table."""

from __future__ import annotations

import pytest
from tests.hub.generate.tools.using import Rows, use

from envhub_hub.generate.tools import Unfit
from envhub_hub.generate.tools.tables import is_plain, overlaps

TOWNS = [
    {"name": f"Town{n}", "mayor": f"Mayor{n}", "part": "north" if n % 2 else "south",
     "people": float(3**n)}
    for n in range(14)
]  # fmt: skip
SHEET = [{"name": row["name"], "mayor": row["mayor"]} for row in TOWNS[:5]]
COLUMN = {"key": "name", "field": "mayor"}


def around(rows=TOWNS):
    return {"table": Rows(rows)}


def test_wrong_answers_come_from_the_column_and_are_no_answer_of_the_row():
    for seed in range(30):
        wrong, _ = use("column_options", "Town3", "Mayor3", around=around(), seed=seed, **COLUMN)
        assert len(set(wrong)) == 3
        assert "Mayor3" not in wrong
        assert set(wrong) <= {row["mayor"] for row in TOWNS}


def test_a_name_of_two_rows_is_ambiguous():
    rows = [*TOWNS, {"name": "town3 ", "mayor": "Somebody", "part": "north"}]
    with pytest.raises(Unfit, match="several rows"):
        use("column_options", "Town3", "Mayor3", around=around(rows), **COLUMN)


@pytest.mark.parametrize("answer", ["Mayor of Town3", "A; B", "Bern (de facto)", "none"])
def test_an_answer_that_gives_itself_away_or_is_several_is_unfit(answer):
    rows = [{**row, "mayor": answer} if row["name"] == "Town3" else row for row in TOWNS]
    with pytest.raises(Unfit):
        use("column_options", "Town3", answer, around=around(rows), **COLUMN)


def test_the_hardest_wrong_answers_share_the_category():
    parts = {row["mayor"]: row["part"] for row in TOWNS}
    for level, shared in ((1, {"south"}), (3, {"north"})):
        wrong, made = use("column_options", "Town3", "Mayor3", around=around(), level=level,
                          near="part", **COLUMN)  # fmt: skip
        assert {parts[one] for one in wrong} == shared
        assert made == level


def test_a_holder_must_be_the_only_one():
    wrong, _ = use("holders", "Town3", "Mayor3", around=around(), **COLUMN)
    assert "Town3" not in wrong
    assert len(wrong) == 3
    rows = [*TOWNS, {"name": "Other", "mayor": "Mayor3"}]
    with pytest.raises(Unfit, match="several rows"):
        use("holders", "Town3", "Mayor3", around=around(rows), **COLUMN)


def test_a_comparison_has_one_clear_end():
    people = {row["name"]: row["people"] for row in TOWNS}
    for seed in range(20):
        word, wrong, level, listing = use("contrast", "Town6", 729.0, around=around(), seed=seed,
                                          level=2, key="name", field="people")  # fmt: skip
        best = max if word == "largest" else min
        assert best(["Town6", *wrong], key=people.__getitem__) == "Town6"
        assert level == 2
        assert all(one in listing for one in ("Town6", *wrong))


def test_numbers_that_are_alike_can_not_be_compared():
    rows = [{"name": f"Town{n}", "people": 100 + n} for n in range(14)]
    with pytest.raises(Unfit, match="neither"):
        use("contrast", "Town6", 106, around=around(rows), key="name", field="people")


def test_a_sheet_shows_the_record_among_others_and_is_counted():
    rows, level = use("sheet", "Town6", around=around(), key="name", fields=["people"], level=1)
    assert len(rows) == 5
    assert level == 1
    assert "Town6" in {row["name"] for row in rows}
    (text,) = use("render", rows, heads=[("name", "town"), ("people", "inhabitants")])
    assert text.splitlines()[0] == "town | inhabitants"
    assert "Town6 | 729" in text.splitlines()
    (count,) = use("count_rows", rows, "Town6", key="name", field="people", how="larger")
    assert count == str(sum(float(row["people"]) > 729 for row in rows))


def test_a_tie_can_not_be_ranked():
    rows = [{"name": "A", "people": "3"}, {"name": "B", "people": "3"}]
    with pytest.raises(Unfit, match="equal"):
        use("count_rows", rows, "A", key="name", field="people", how="larger")


def test_options_of_a_sheet_are_its_other_values():
    rows, _ = use("sheet", "Town6", around=around(), key="name", fields=["mayor"])
    answer, wrong = use("sheet_options", rows, "Town6", key="name", field="mayor")
    assert answer == "Mayor6"
    assert len(wrong) == 3
    assert set(wrong) <= {row["mayor"] for row in rows} - {"Mayor6"}


def test_a_sheet_never_asks_for_what_the_name_says():
    rows = [{"name": "Antarctica", "mayor": "antarctica"}, *SHEET]
    with pytest.raises(Unfit, match="stands in the other"):
        use("sheet_options", rows, "Antarctica", key="name", field="mayor")


def test_a_plain_value_is_one_short_name():
    assert all(map(is_plain, ["Lima", "United States", "presidential republic", ".dz", "NA"]))
    assert not any(map(is_plain, ["a; b", "x (y)", "none", "", None, 3, "w " * 7, "a, b"]))


def test_names_overlap_by_whole_words():
    assert overlaps("Guinea", "guinea-bissau")
    assert overlaps("New York", "new  york")
    assert not overlaps("Niger", "Nigeria")
