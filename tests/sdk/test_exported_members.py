"""What `import envhub` gives is one list, complete and in order."""

from __future__ import annotations

import importlib
import pkgutil
import re
import types

import pytest

import envhub

MODULES = [one.name for one in pkgutil.walk_packages(envhub.__path__, "envhub.")]


def natural(name: str) -> tuple[int, list[str | int]]:
    """isort's order, as ruff's RUF022 has it: CONSTANTS, Classes, functions; numbers as numbers."""
    kind = 0 if name.isupper() else 1 if name[:1].isupper() else 2
    return kind, [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


@pytest.mark.parametrize("module", ["envhub", *MODULES])
def test_every_listed_name_exists_once_and_in_order(module):
    names = list(getattr(importlib.import_module(module), "__all__", []))
    assert all(hasattr(importlib.import_module(module), name) for name in names)
    assert len(set(names)) == len(names)
    assert names == sorted(names, key=natural)


@pytest.mark.parametrize(
    "module", ["envhub", "envhub.checks", "envhub.harnesses", "envhub.scorers"]
)
def test_every_public_name_is_listed(module):
    package = importlib.import_module(module)
    public = {
        name
        for name, value in vars(package).items()
        if not name.startswith("_")
        and not isinstance(value, types.ModuleType)
        and name not in ("Any", "annotations")
    }
    assert public == set(package.__all__)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is(module):
    assert importlib.import_module(module).__doc__


def test_the_readme_names_of_the_issue_are_there():
    wanted = {"Environment", "Sample", "Target", "freeze", "open_bundle", "check", "MockModel"}
    assert wanted <= set(envhub.__all__)


def test_the_version_is_that_of_the_distribution():
    assert re.match(r"\d+[.+]", envhub.__version__)
