"""The PNG."""

from __future__ import annotations

import zlib
from pathlib import Path

from tests.runs import Setup, make_run

from envhub_hub.export import EXPORTERS, CardSettings, write_card


def chunks(data: bytes) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    at = 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        found.setdefault(data[at + 4 : at + 8], []).append(data[at + 8 : at + 8 + length])
        at += length + 12
    return found


def test_it_is_twice_the_size_on_screen_and_describes_itself(tmp_path: Path) -> None:
    EXPORTERS["png"](make_run(tmp_path), tmp_path / "r.png")
    found = chunks((tmp_path / "r.png").read_bytes())
    width, height = (int.from_bytes(found[b"IHDR"][0][i : i + 4], "big") for i in (0, 4))
    assert width == 1_200
    assert 400 < height < 840
    texts = b"".join(found.get(b"tEXt", []) + found.get(b"iTXt", []) + found.get(b"zTXt", []))
    assert b"Title\x00First steps" in texts
    assert b"Bar chart. First steps." in texts


def test_it_is_not_blank(tmp_path: Path) -> None:
    write_card([make_run(tmp_path)], tmp_path / "r.png", CardSettings(chart="pie"))
    pixels = zlib.decompress(b"".join(chunks((tmp_path / "r.png").read_bytes())[b"IDAT"]))
    assert len(set(pixels[1_000_000:1_400_000])) > 50


def test_letters_that_no_font_has_are_drawn_quietly(tmp_path: Path) -> None:
    run = make_run(tmp_path, setup=Setup(title="日本語 한국어 हिन्दी עברית 🎉"))
    EXPORTERS["png"](run, tmp_path / "r.png")
    assert (tmp_path / "r.png").stat().st_size > 10_000
