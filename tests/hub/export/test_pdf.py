"""The PDF: one page, tagged, titled, and complete or honest about what is missing."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from tests.runs import FACTUALITY, HOSTILE, MATH, REASONING, Part, Setup, make_run, many

from envhub_hub.export import EXPORTERS, CardSettings, write_card
from envhub_hub.export.weasy import pango_hint, to_pdf


def unpacked(data: bytes) -> bytes:
    """The file with what its streams hold."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)
    whole = data
    for stream in streams:
        try:
            whole += zlib.decompress(stream)
        except zlib.error:
            continue
    return whole


def page_count(data: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", unpacked(data)))


def text_of(path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext (poppler-utils)")
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


LONG = tuple(f"{title} " * 4 for title in ("A rather long title of a capability", "Another one"))


@pytest.mark.parametrize("count", [0, 3, 7, 12, 200])
def test_it_is_one_page_for_any_number_of_long_titles(tmp_path: Path, count: int) -> None:
    run = make_run(
        tmp_path, many(count, LONG), Setup(title="A title " * 30, model="m/" + "x" * 500)
    )
    EXPORTERS["pdf"](run, tmp_path / "r.pdf")
    assert page_count((tmp_path / "r.pdf").read_bytes()) == 1


@pytest.mark.parametrize("chart", ["bar", "line", "pie", "radial"])
def test_it_is_one_page_with_every_chart(tmp_path: Path, chart: str) -> None:
    parts = tuple(
        Part(part.id, part.scores, part.title, definition="What it means. " * 20, target_rate=0.5)
        for part in many(12)
    )
    write_card([make_run(tmp_path, parts)], tmp_path / "r.pdf", CardSettings(chart=chart))
    assert page_count((tmp_path / "r.pdf").read_bytes()) == 1


def test_it_holds_scores_chart_and_metadata(tmp_path: Path) -> None:
    parts = (REASONING, MATH, FACTUALITY)
    EXPORTERS["pdf"](make_run(tmp_path, parts, Setup(name="base")), tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    for wanted in (
        "First steps", "model inspection · 24 prompts · demo/smollm2", "pass: exact",
        "numeric match", "12.5", "2.2 – 47.1 Wilson",
        "overall 38.1 (23.2 – 54.8) · mean of 3, equal weights",
        "envhub/first-steps@1.0.0 · sha256:ca978112ca1b", "sha256:744d095cffb7", "seed: 7",
        "date: 2026-11-21T05:22:10Z", "score, 0–100", "not comparable to published ones",
    ):  # fmt: skip
        assert wanted in text


def test_what_does_not_fit_is_counted(tmp_path: Path) -> None:
    EXPORTERS["pdf"](make_run(tmp_path, many(40)), tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    found = re.search(r"… (\d+) more in the JSON and CSV exports", text)
    assert found is not None
    assert int(found.group(1)) >= 24
    assert "28 more not drawn" in text


def test_every_page_fits_twelve_capabilities_whole(tmp_path: Path) -> None:
    EXPORTERS["pdf"](make_run(tmp_path, many(12)), tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    assert "more in the JSON" not in text
    assert "Chemistry: symbols, groups and periods of the elements" in text


def test_it_is_tagged_titled_and_described(tmp_path: Path) -> None:
    EXPORTERS["pdf"](make_run(tmp_path), tmp_path / "r.pdf")
    if shutil.which("pdfinfo") is None:
        pytest.skip("needs pdfinfo (poppler-utils)")
    told = subprocess.run(
        ["pdfinfo", tmp_path / "r.pdf"], capture_output=True, check=True
    ).stdout.decode()
    assert re.search(r"Title:\s+First steps", told)
    assert re.search(r"Tagged:\s+yes", told)
    assert re.search(r"Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)", told)


def test_the_chart_is_drawn_with_lines_and_described(tmp_path: Path) -> None:
    EXPORTERS["pdf"](make_run(tmp_path), tmp_path / "r.pdf")
    data = unpacked((tmp_path / "r.pdf").read_bytes())
    assert b"/FontFile" in data
    assert not re.search(rb"/Subtype\s*/Image", data)
    assert re.search(rb"/S\s*/Figure", data)
    assert b"/Alt" in data


def test_several_runs_have_a_column_each(tmp_path: Path) -> None:
    runs = [
        make_run(tmp_path, setup=Setup(step=100 * i, context="training step"), run_id=f"r{i}")
        for i in range(6)
    ]
    write_card(runs, tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    assert "step 500" in text
    assert "overall 38.1 → 38.1 · step 0 → step 500" in text
    assert "6, the last 4 in the table" in text


def test_hostile_texts_are_shown_as_text(tmp_path: Path) -> None:
    image = '<img src="file:///etc/passwd"><link rel=attachment href="file:///etc/passwd">'
    parts = (Part("a", (1, 0), HOSTILE, definition=image, method=image),)
    EXPORTERS["pdf"](make_run(tmp_path, parts, Setup(title=image)), tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    assert '<img src="file:///etc/passwd">' in text
    assert "root:" not in text


def test_a_page_can_fetch_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>')
    pages, write = to_pdf(f'<html lang="en"><title>t</title><img alt="a" src="{secret.as_uri()}">')
    (tmp_path / "r.pdf").write_bytes(write())
    assert pages == 1
    assert "secret" not in text_of(tmp_path / "r.pdf")


def test_pango_is_installed_by_the_systems_own_line() -> None:
    assert pango_hint("linux") == "apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    assert pango_hint("darwin") == "brew install pango"


def test_nothing_is_printed_or_logged(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    EXPORTERS["pdf"](make_run(tmp_path, setup=Setup(title="日本語 $x$ עברית")), tmp_path / "r.pdf")
    out, err = capfd.readouterr()
    assert (out, err, caplog.records) == ("", "", [])
