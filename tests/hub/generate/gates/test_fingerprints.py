"""The fingerprints of published sets: hashes that find a text again, and say whose it is."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from envhub_hub.generate.gates.fingerprints import fingerprints_of, shipped
from envhub_hub.generate.gates.fingerprints.build import SETS, build, winnowed
from envhub_hub.generate.gates.fingerprints.store import DATA, INDEX, Fingerprints, packed
from envhub_hub.generate.gates.fingerprints.words import LENGTH

FOLDER = Path(fingerprints_of.__code__.co_filename).parent
PUBLIC = Path(__file__).parents[5] / "shared/data"
public = pytest.mark.skipif(not PUBLIC.exists(), reason="the published sets are not here")


def made_up(count: int, seed: int) -> str:
    rng = Random(seed)
    return " ".join(f"w{rng.randrange(10**6)}" for _ in range(count))


def test_every_set_is_named_with_its_source_its_licence_and_its_digests() -> None:
    sets = shipped().sets
    assert [one.name for one in sets] == list(SETS)
    for one in sets:
        assert one.licence
        assert len(one.commit) == 40
        assert all(len(file.sha256) == 64 for file in one.files)
        assert one.fingerprints > 100


def test_the_file_is_small_and_holds_no_text() -> None:
    data = (FOLDER / DATA).read_bytes()
    assert len(data) < 1_500_000
    assert len(data) == 65_536 + 4 * sum(one.fingerprints for one in shipped().sets)
    assert b" the " not in data


def test_a_text_is_found_by_sixteen_words_in_a_row_whatever_stands_around(tmp_path: Path) -> None:
    text = made_up(80, 1)
    (tmp_path / DATA).write_bytes(packed([set(), winnowed(list(fingerprints_of(text)))]))
    rows = [one.model_dump_json() for one in shipped().sets[:2]]
    (tmp_path / INDEX).write_text(f"[{','.join(rows)}]")
    held = Fingerprints(tmp_path)
    words = text.upper().split()
    for start in range(0, 64, 5):
        part = f"Before: {', '.join(words[start : start + LENGTH + 3])}! After."
        assert held.found_in([made_up(20, 2), part]) == shipped().sets[1].name
    assert held.found_in([" ".join(words[:12]), made_up(60, 3)]) is None


def test_a_short_text_is_found_as_a_whole_and_a_shorter_one_is_nobodys() -> None:
    assert len(list(fingerprints_of("How do I boil an egg?"))) == 1
    assert list(fingerprints_of("HOW do I boil an egg")) == list(
        fingerprints_of("How do I boil an egg?")
    )
    assert not list(fingerprints_of("Boil an egg?"))
    assert winnowed([]) == set()


def test_texts_that_nobody_published_are_not_found() -> None:
    assert shipped().found_in(made_up(60, seed) for seed in range(1_000)) is None


@public
@pytest.mark.parametrize("name", list(SETS))
def test_the_texts_of_a_set_are_found(name: str) -> None:
    texts = [text for text in SETS[name](PUBLIC / name) if list(fingerprints_of(text))]
    for text in texts[:: max(1, len(texts) // 40)]:
        assert shipped().found_in([text]) is not None


@public
@pytest.mark.slow
def test_the_script_makes_the_shipped_files(tmp_path: Path) -> None:
    build(PUBLIC, tmp_path)
    for name in (DATA, INDEX):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()
