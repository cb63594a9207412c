"""Charts and exports of a run whose rows are dimensions of a data set."""

from __future__ import annotations

import pytest
from tests.datasets import ROWS, make_dataset_run
from tests.runs import HOSTILE

from envhub_hub.charts import CHARTS, alt_text, column_of, png
from envhub_hub.charts.column import OF_DATASETS
from envhub_hub.export import EXPORTERS, card_html, card_markdown


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_every_chart_draws_it_and_says_rows_estimators_and_digest(tmp_path, name):
    run = make_dataset_run(tmp_path, ROWS * 30)
    table = CHARTS[name].table([run])
    figure = CHARTS[name].draw(table)
    said = " ".join(text.get_text() for text in figure.texts)
    assert "120 rows" in said
    assert "exp(−KL(p ‖ q))" in said
    assert f"data {run.record.dataset.digest[:19]}" in said
    assert "⚠ left out: Terms 30 of 120 rows" in said
    assert png(figure, "Mix", alt_text(table)).startswith(b"\x89PNG")


def test_several_data_sets_make_one_line(tmp_path):
    runs = [make_dataset_run(tmp_path, ROWS * n, f"{n}.csv") for n in (1, 5)]
    table = CHARTS["line"].table(runs)
    assert [column.label for column in table.columns] == ["1.csv", "5.csv"]
    assert "2 runs · 2 data sets" in table.subtitle
    assert len({column.suite for column in table.columns}) == 1


@pytest.mark.parametrize("kind", sorted(EXPORTERS))
@pytest.mark.parametrize("rows", [ROWS, [(None, None)], [(HOSTILE, HOSTILE)] * 2])
def test_every_exporter_writes_it(tmp_path, kind, rows):
    run = make_dataset_run(tmp_path / "runs", rows, name=f"{HOSTILE}.csv")
    EXPORTERS[kind](run, tmp_path / "out")
    assert (tmp_path / "out").stat().st_size > 0


def test_the_inline_card_says_how_a_dimension_is_normalised(tmp_path):
    run = make_dataset_run(tmp_path)
    for card in (card_html(run), card_markdown(run)):
        assert "known error" in card
        assert "yes" in card


def test_a_column_counts_dimensions_and_cells_count_rows(tmp_path):
    column = column_of(make_dataset_run(tmp_path))
    assert (column.prompts, column.measured, column.extent, column.unit) == (3, 3, "4 rows", "row")
    assert [(cell.n, cell.invalid, cell.unit) for cell in column.cells] == [
        (4, 0, "row"), (4, 0, "row"), (3, 1, "row"),
    ]  # fmt: skip


def test_a_pdf_warns_of_estimators_and_not_of_prompts(tmp_path):
    from envhub_hub.export.pdf_page import FITS, _page

    run = make_dataset_run(tmp_path)
    page = _page([run], CHARTS["bar"].table([run]), FITS[0])
    assert page["warning"] == OF_DATASETS
    assert ("rows", "4 rows") in page["facts"]
    assert page["columns"] == ("score", "95 % interval", "rows", "passes", "left out")
    assert len(page["rows"][0].figures) == len(page["columns"])
