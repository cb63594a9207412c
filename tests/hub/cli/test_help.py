"""Every command says what it does, at once and without loading what it does not need."""

from __future__ import annotations

import statistics
import time

import pytest

from envhub_hub.cli import COMMANDS

MODULE = "import runpy; runpy.run_module('envhub_hub', run_name='__main__')"
HELP = """
import sys
from envhub_hub.cli import main
try:
    main(["--help"])
except SystemExit:
    heavy = {"torch", "pydantic", "transformers", "matplotlib", "rich", "fsspec", "jinja2"}
    print(*sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def test_help_lists_every_command_with_its_line(envhub):
    said = envhub("--help")
    assert said.code == 0
    for name, (_, line) in COMMANDS.items():
        assert f"  {name} " in said.out
        assert line in said.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(envhub, name):
    for flag in ("--help", "-h"):
        said = envhub(name, flag)
        assert said.code == 0
        assert said.out.startswith(f"Usage: envhub {name} ")
        assert said.err == ""


def test_commands_stand_in_their_order():
    assert list(COMMANDS) == sorted(COMMANDS)


def test_a_command_without_help_for_an_option_is_unfinished():
    from click import Context, Option

    from envhub_hub.cli import cli

    for name in COMMANDS:
        command = cli.get_command(Context(cli), name)
        silent = [one.name for one in command.params if isinstance(one, Option) and not one.help]
        assert silent == [], name


@pytest.mark.parametrize(
    ("typed", "meant"), [("genrate", "generate"), ("pul", "pull"), ("exprot", "export")]
)
def test_an_unknown_command_brings_the_closest_one(envhub, typed, meant):
    said = envhub(typed)
    assert said.code == 2
    assert f"no command `{typed}`, did you mean `{meant}`?" in said.err


def test_an_unknown_option_is_a_usage_error(envhub):
    said = envhub("list", "--registri", "x")
    assert said.code == 2
    assert "--registri" in said.err


def test_the_version_is_that_of_the_package(envhub):
    from envhub import __version__

    assert envhub("--version").out == f"envhub {__version__}\n"


def test_the_package_runs_as_a_module(script):
    process = script(
        "import runpy; runpy.run_module('envhub_hub', run_name='__main__')", "--version"
    )
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert out.startswith("envhub ")


def test_help_loads_nothing_heavy(script):
    out, heavy = script(HELP).communicate()
    assert "Commands:" in out
    assert heavy == "\n"


def test_help_is_there_in_a_third_of_a_second(script):
    seconds = []
    for _ in range(5):
        started = time.perf_counter()
        script(HELP).communicate()
        seconds.append(time.perf_counter() - started)
    assert statistics.median(seconds) <= 0.35
