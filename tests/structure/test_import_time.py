"""`import envhub` and `envhub --help` load nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {
    "torch", "transformers", "transformer_lens", "sae_lens", "numpy", "scipy", "polars",
    "matplotlib", "weasyprint", "rouge_score", "nltk", "s3fs", "aiohttp", "babel", "periodictable",
}  # fmt: skip
COMMAND_LINE = {"click", "rich", "fsspec", "platformdirs"}


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after a statement."""
    script = f"{statement}\nimport sys\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": f"{ROOT / 'sdk'}:{ROOT / 'hub'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in done.stderr.split()}


def test_the_sdk_loads_nothing_heavy():
    assert not loaded_by("import envhub") & (HEAVY | COMMAND_LINE | {"envhub_hub"})


def test_the_sdk_evaluates_without_anything_heavy():
    used = "from envhub import MockModel, Environment, check, freeze, evaluate, open_bundle"
    assert not loaded_by(used) & (HEAVY | COMMAND_LINE)


def test_the_hub_loads_nothing_heavy():
    assert not loaded_by("import envhub_hub") & HEAVY


def test_help_loads_nothing_heavy():
    pytest.importorskip("envhub_hub.cli")
    statement = (
        "from envhub_hub.cli import main\nimport sys\nsys.argv = ['envhub', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass"
    )
    assert not loaded_by(statement) & HEAVY
