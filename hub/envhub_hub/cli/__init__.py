"""The command line: every verb, loaded when it is used, and the one place where errors speak.

The library raises; here an error becomes a sentence on stderr, a hint and an exit code. Data goes
to stdout, everything else to stderr.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from ..text import sanitise

COMMANDS: dict[str, tuple[str, str]] = {
    "card": ("reading", "Draw the scores of a run as a picture or a PDF."),
    "check": ("authoring", "Check an environment and say what is wrong, and where."),
    "consistency": ("consistent", "Say whether an environment orders models as it should."),
    "demo": ("demo", "Do the whole main job on a small real model."),
    "doctor": ("doctor", "Say what is installed, what is missing, and how to get it."),
    "export": ("reading", "Write a run as CSV or JSON, a picture or a PDF."),
    "freeze": ("authoring", "Freeze a source folder into a versioned zip."),
    "generate": ("generating", "Make an environment from a sentence."),
    "init": ("authoring", "Start an environment of your own from a template."),
    "judge": ("judging", "Say how good an environment itself is."),
    "list": ("finding", "List the environments of a registry and of the catalogue."),
    "merge": ("again", "Bring the shards of one run together."),
    "pull": ("sharing", "Copy a bundle out of a registry, verified."),
    "push": ("sharing", "Add an environment to a registry."),
    "registry": ("registry", "Set up, name, check and mend registries; make signing keys."),
    "report": ("reading", "Show the scores of a run in the terminal."),
    "rerun": ("again", "Repeat a run, on the same or on another model."),
    "resume": ("again", "Go on with a run that stopped."),
    "review": ("reviewing", "Grade samples, or say whose fault failures are."),
    "run": ("running", "Run environments on models or on a data set."),
    "score": ("again", "Judge a run again by other rules, without its model."),
    "search": ("finding", "Find environments by what they are about."),
    "show": ("showing", "Show what an environment holds, its versions, and what changed."),
    "tag": ("marking", "Let a word mean a version."),
    "yank": ("marking", "Hide a version that should no longer be used."),
}
"""Verb → (file below `cli/`, the line that `--help` shows). Kept alphabetical."""


SPOKEN = 20_000
"""Characters of one message on stderr: enough for every problem that a check lists."""


class Verbs(click.Group):
    """A group that imports a command only when it is called, so that `--help` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{COMMANDS[cmd_name][0]}", __package__)
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name not in COMMANDS and not name.startswith("-"):
            from envhub.errors import near_miss

            raise click.UsageError(f"no command `{name}`{near_miss(name, COMMANDS)}", ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from envhub import __version__

        click.echo(f"envhub {__version__}")
        ctx.exit()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
              help="Show the version and exit.")  # fmt: skip
def cli() -> None:
    """Ask for a benchmark in one sentence, freeze it, and run it on any model.

    \b
    Three verbs are enough:
      envhub generate "reasoning and math, 8 prompts each" -o my-env
      envhub push my-env --registry DIR
      envhub run my-env --model demo/smollm2
    """


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit with the code that the design gives."""
    sys.exit(_run(args))


def _run(args: list[str] | None) -> int:
    try:
        code = cli.main(args=args, prog_name="envhub", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _say("interrupted", code=130)
    except click.ClickException as error:
        error.show(sys.stderr)
        return error.exit_code
    except Exception as error:  # told apart below, so that `--help` need not load what tells them
        return _explain(error)
    return code if isinstance(code, int) else 0


def _explain(error: Exception) -> int:
    """Say what an error means to the person; one that we did not foresee goes on as it is."""
    from envhub.errors import EnvhubError, PermissionMissing

    if isinstance(error, EnvhubError):
        return _say(_sentence(error), error.hint, error.exit_code)
    if isinstance(error, OSError) and error.strerror:
        place = f"`{error.filename}`: " if error.filename else ""
        denied = isinstance(error, PermissionError)
        code = PermissionMissing.exit_code if denied else EnvhubError.exit_code
        return _say(f"error: {place}{error.strerror}", code=code)
    raise error


def _sentence(error: Exception) -> str:
    from envhub.errors import InvalidEnvironment

    if isinstance(error, InvalidEnvironment):
        hints = [f"hint: {one.hint}" for one in error.problems if one.hint and not error.hint]
        return "\n".join([str(error), *dict.fromkeys(hints)])
    return f"error: {error}"


def _say(message: str, hint: str | None = None, code: int = 1) -> int:
    """Speak on stderr; messages quote what strangers wrote, so controls are taken out."""
    click.echo(sanitise(message, SPOKEN), err=True)
    if hint:
        click.echo(sanitise(f"hint: {hint}", SPOKEN), err=True)
    return code
