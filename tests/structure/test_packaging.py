"""The wheel carries what it needs, and so does a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytest.importorskip("hatchling", reason="building a wheel needs hatchling")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    subprocess.run([*words, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def listed(paths: str, folder: Path) -> str:
    own = {"PYTHONPATH": paths, "XDG_DATA_HOME": str(folder / "data")}
    done = subprocess.run(
        [sys.executable, "-m", "envhub_hub", "list"],
        cwd=folder, env=os.environ | own, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_the_wheel_holds_every_module_and_every_data_file(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for root in ("sdk", "hub"):
        for path in (ROOT / root).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.relative_to(ROOT / root).as_posix() in inside


def test_an_installed_wheel_lists_the_built_in_environment(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    assert "envhub/first-steps" in listed(str(tmp_path / "site"), tmp_path)


def test_a_checkout_lists_the_built_in_environment(tmp_path: Path) -> None:
    paths = os.pathsep.join([str(ROOT / "sdk"), str(ROOT / "hub")])
    assert "envhub/first-steps" in listed(paths, tmp_path)
