"""Imports point downward only, in two towers on `config, store` and the SDK.

The table is the house; a room that is not in it has no place yet, and a room of the table that
does not stand yet is simply absent.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SDK, HUB = ROOT / "sdk/envhub", ROOT / "hub/envhub_hub"
SDK_MAY_IMPORT = {"pydantic", "pydantic_core", "jinja2"}
BOTTOM = {"text"}
"""Below everything: functions of strings, which import no room."""
BASE = {"config", "store"}
PEOPLE = {"review"}
"""What people said of samples and failures: the reading tower and the top read it."""
TOP = {"loop", "web", "cli", "__main__"}
RUNNING = (
    {"registry", "backends", "sandbox", "tables"},
    {"runner", "asking"},
    {"generate", "features", "quality"},
)
READING = ({"compare", "charts"}, {"report", "export"})
ROOMS = {
    **dict.fromkeys(BASE, BOTTOM),
    **dict.fromkeys(RUNNING[0] | {"runs", "imports", "starters"} | PEOPLE, BOTTOM | BASE),
    **dict.fromkeys(READING[0], BOTTOM | BASE | PEOPLE),
    **{room: BOTTOM | BASE | RUNNING[0] | {"runs", "starters"} for room in RUNNING[1]},
    **{room: BOTTOM | BASE | RUNNING[0] | RUNNING[1] | {"runs", "starters"} for room in RUNNING[2]},
    **{room: BOTTOM | BASE | READING[0] | {"runs"} | PEOPLE for room in READING[1]},
    **{room: set() for room in BOTTOM},
}
BELOW_TOP = set(ROOMS)
ROOMS |= {
    "loop": BELOW_TOP,
    "web": BELOW_TOP | {"loop"},
    "cli": BELOW_TOP | {"loop", "web"},
    "__main__": {"cli"},
}


def files(package: Path) -> list[Path]:
    return sorted(package.rglob("*.py"))


def module_of(path: Path) -> str:
    """The dotted name of a file: what stands below `sdk/` or `hub/`."""
    inside = path.relative_to(ROOT).with_suffix("").parts[1:]
    return ".".join(inside).removesuffix(".__init__")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, *, lazy: bool = True) -> Iterator[tuple[str, int]]:
    """The absolute names that a file imports, with their lines; without `lazy`, at its top only."""
    tree = parsed(path)
    package = module_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(tree) if lazy else at_module_level(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((f"{start}.{alias.name}", node.lineno) for alias in node.names)


def at_module_level(tree: ast.Module) -> Iterator[ast.AST]:
    """Statements that run on import; those under `if TYPE_CHECKING` do not."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.If | ast.Try | ast.With):
            waiting += [one for one in ast.iter_child_nodes(node) if isinstance(one, ast.stmt)]


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "envhub_hub" and len(parts) > 1 else None


@cache
def known_modules() -> dict[str, Path]:
    return {module_of(path): path for package in (SDK, HUB) for path in files(package)}


def imported_module(name: str, known: dict[str, Path]) -> str | None:
    """The module that a dotted name stands in, if it is the project's own."""
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name or None


@pytest.mark.parametrize("path", files(SDK), ids=module_of)
def test_the_sdk_imports_what_a_bundle_may_import(path):
    allowed = SDK_MAY_IMPORT | ({"rouge_score"} if path.name == "rouge_l.py" else set())
    for name, line in imports(path):
        root = name.split(".")[0]
        assert root == "envhub" or root in allowed | sys.stdlib_module_names, f"line {line}: {name}"


@pytest.mark.parametrize("path", files(HUB), ids=module_of)
def test_the_hub_imports_downward(path):
    module = module_of(path)
    known = known_modules()
    if module == "envhub_hub":
        return  # the front door names what the rooms offer
    room = room_of(module)
    assert room in ROOMS, f"room `{room}` has no place in the table"
    for name, line in imports(path):
        other = room_of(imported_module(name, known) or name)
        assert other in {None, room} | ROOMS[room], f"line {line}: `{room}` imports `{other}`"


@pytest.mark.parametrize("path", [*files(SDK), *files(HUB)], ids=module_of)
def test_no_module_imports_a_name_from_the_root_of_its_package(path):
    root, known = module_of(path).split(".")[0], known_modules()
    if path in (SDK / "__init__.py", HUB / "__init__.py") or room_of(module_of(path)) in TOP:
        return
    for name, line in imports(path):
        assert imported_module(name, known) != root, f"line {line}: {name}"


def test_there_is_no_import_cycle():
    known = known_modules()
    graph = {
        module: {found for name, _ in imports(path, lazy=False)
                 if (found := imported_module(name, known)) not in (None, module)}
        for module, path in known.items()
    }  # fmt: skip
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def calls(path: Path, *names: str) -> list[int]:
    tree = parsed(path)
    return [node.lineno for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) in names]  # fmt: skip


def is_cli(path: Path) -> bool:
    return room_of(module_of(path)) == "cli"


@pytest.mark.parametrize("path", [*files(SDK), *files(HUB)], ids=module_of)
def test_only_the_command_line_prints_and_exits(path):
    # What runs inside the sandbox is a program of its own.
    if not is_cli(path) and path.parent.name != "guest":
        assert not calls(path, "print", "sys.exit", "exit", "quit", "os._exit", "click.echo")
        assert "SystemExit" not in [
            ast.unparse(node.exc.func if isinstance(node.exc, ast.Call) else node.exc)
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Raise) and node.exc is not None
        ]


@pytest.mark.parametrize("path", [*files(SDK), *files(HUB)], ids=module_of)
def test_only_config_reads_the_environment_variables(path):
    if room_of(module_of(path)) == "config":
        return
    tree = parsed(path)
    read = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    assert not {"os.environ", "os.getenv", "os.environb", "os.putenv"} & set(read)
    assert not [name for name, _ in imports(path) if name in ("os.environ", "os.getenv")]


def test_the_reading_tower_stands_without_the_running_one():
    reading = set().union(*READING)
    running = set().union(*RUNNING)
    assert not any(ROOMS[room] & running for room in reading)
    assert not any(ROOMS[room] & reading for room in running)
    assert not any(ROOMS[room] & TOP for room in reading | running)
