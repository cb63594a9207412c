"""The card in a notebook cell."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from tests.runs import FACTUALITY, HOSTILE, MATH, REASONING, Part, Setup, make_run, many

from envhub_hub.export import CardSettings, card_html, card_markdown

VOID = {"br", "meta", "img", "link"}


class Outline(HTMLParser):
    """Collects tags, attributes and texts, and checks that tags close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_it_shows_title_chart_overall_and_a_table(tmp_path: Path) -> None:
    found = Outline(card_html(make_run(tmp_path)))
    said = " ".join(found.texts)
    for wanted in (
        "First steps",
        "model inspection · 24 prompts · demo/smollm2",
        "overall 38.1 (23.2 – 54.8) · mean of 3, equal weights",
        "envhub/first-steps@1.0.0 · sha256:ca978112ca1b · 2026-11-21",
    ):
        assert wanted in said
    assert found.tags.count("svg") == 1
    assert found.tags.count("th") == 6
    assert found.tags.count("td") == 18
    assert ("role", "img") in found.attributes


def test_it_needs_nothing_and_styles_nothing_outside(tmp_path: Path) -> None:
    text = card_html(make_run(tmp_path))
    found = Outline(text)
    assert not {"script", "style", "link", "img", "iframe"} & set(found.tags)
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert not re.search(r'(?:href|src)="(?!#)', text)
    assert len(text) < 40_000


def test_it_is_no_higher_than_a_compact_card(tmp_path: Path) -> None:
    text = card_html(make_run(tmp_path, many(12), Setup(status="interrupted", planned=900)))
    assert "max-height:232px;overflow-y:auto" in text
    assert text.count("white-space:nowrap") == 4


def test_hostile_texts_are_text(tmp_path: Path) -> None:
    title = '"><img src=x onerror=alert(1)>' + HOSTILE
    parts = (replace(REASONING, title=title, method=title), replace(MATH, title="</svg>--><p>"))
    found = Outline(card_html(make_run(tmp_path, parts, Setup(title=title, model=title))))
    assert not {"script", "img", "p"} & set(found.tags)
    assert not [name for name, _ in found.attributes if name == "onerror"]
    assert any("<img src=x onerror=alert(1)>" in text for text in found.texts)


def test_two_cards_in_one_page_share_no_id(tmp_path: Path) -> None:
    one = card_html(make_run(tmp_path, run_id="a"))
    other = card_html(make_run(tmp_path, (REASONING, MATH), run_id="b"))
    ids = [set(re.findall(r'\bid="([^"]+)"', text)) for text in (one, other)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_it_comes_in_dark_and_with_any_chart(tmp_path: Path) -> None:
    text = card_html(make_run(tmp_path), CardSettings(chart="radial", theme="dark"))
    assert "background:#12171d;color:#e8edf2" in text
    assert "Radial chart." in text


def test_markdown_is_a_table_with_the_overall(tmp_path: Path) -> None:
    lines = card_markdown(make_run(tmp_path, (REASONING, FACTUALITY))).splitlines()
    assert lines[0] == "### First steps"
    assert "| Reasoning | 50.0 | 21.5 – 78.5 | 4 / 8 | 0 | multiple choice |" in lines
    assert any(line.startswith("**overall 50.9 ") for line in lines)


def test_markdown_escapes_what_markdown_reads(tmp_path: Path) -> None:
    title = "a | b <b> [x](http://e) `c` &lt;"
    run = make_run(tmp_path, (Part("a", (1, 0), title),), Setup(title="# x\n| y |"))
    text = card_markdown(run)
    assert r"a \| b \<b\> \[x\]\(http://e\) \`c\` &amp;lt;" in text
    assert text.startswith("### \\# x \\| y \\|\n")
