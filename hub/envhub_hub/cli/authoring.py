"""init, check, freeze: from a folder of files to a checked bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from envhub.bundle import freeze
from envhub.checks import CapabilityCheck, CheckReport, check
from envhub.environment import Environment
from envhub.errors import InvalidEnvironment, NotFound
from envhub.manifest import Manifest

from .playing import judge_options, services_of
from .shared import agreement_line, command_line, give, give_json, json_option, say, short


@click.command("init")
@click.argument("name")
@click.option("--template", default="qa", show_default=True, help="qa, choice or dataset.")
@click.option("-o", "--output", metavar="DIR", help="Folder to write (default: the slug of NAME).")
def init_command(name: str, template: str, output: str | None) -> None:
    """Start an environment NAME, such as acme/refunds, from a template that passes `check`."""
    from ..starters import copy_starter

    full = name if "/" in name else f"local/{name}"
    folder = Path(output or full.split("/")[-1])
    copy_starter(template, full, folder)
    dataset = Environment.from_folder(folder).declaration.kind == "dataset"
    subject = ("--dataset", "data.csv") if dataset else ("--model", "demo/smollm2")
    place = "scoring/" if dataset else "data/"
    say(f"{full} written to {folder}/; edit environment.toml and {place}, then:")
    say(f"  {command_line('check', str(folder))}")
    say(f"  {command_line('run', str(folder), *subject)}")


def checked(path: Path, options: dict[str, Any]) -> CheckReport:
    """Check with what there is: a sandbox, where one holds, and a judge, where one is named."""
    with services_of(options) as services:
        return check(path, services)


@click.command("check")
@click.argument("path")
@judge_options
@json_option
def check_command(**options: Any) -> None:
    """Check the source folder or bundle at PATH; exit 5 where something is wrong.

    With --judge, what a model judges is checked too, and the judge is held against the answers in
    checks/judge_labels.jsonl.
    """
    path = options["path"]
    if not Path(path).exists():
        raise NotFound(f"no folder or zip `{path}`")
    report = checked(Path(path), options)
    if options["as_json"]:
        give_json(report.model_dump(mode="json") | {"ok": report.ok})
        if not report.ok:
            raise SystemExit(InvalidEnvironment.exit_code)
        return
    show_report(report)


def show_report(report: CheckReport) -> None:
    """Say what a check found.

    Raises:
        SystemExit: 5 where it found an error.
    """
    for line in (*report.problems, *report.warnings):
        say(line)
    for hint in report.hints:
        say(f"hint: {hint}")
    for line in report.not_checked:
        say(f"not checked: {line}")
    if not report.ok:
        say(f"{report.reference}: {len(report.problems)} problem(s)")
        raise SystemExit(InvalidEnvironment.exit_code)
    for name, one in report.capabilities.items():
        if one.known_error is not None:
            say(f"  {name}: {_planted(one)}known error: {one.known_error}")
            continue
        best = f", {one.constant} passes {one.constant_rate:.0%}" if one.constant else ""
        say(f"  {name}: {one.samples} samples, chance {one.chance:.0%}{best}")
        if one.judge is not None:
            say(f"    {agreement_line(one.judge.model_dump())}")
    say(f"{report.reference}: checked, no problem found")


def _planted(one: CapabilityCheck) -> str:
    """What planted tables came to, as far as there are any."""
    found = {"gold": one.gold, "noop": one.noop}
    if one.constant is not None:
        found["one row repeated"] = one.constant_rate
    return "".join(f"{name} {value:.2f}, " for name, value in found.items() if value is not None)


@click.command("freeze")
@click.argument("folder")
@click.option("-o", "--output", metavar="ZIP", help="Zip to write (default: beside the folder).")
@json_option
def freeze_command(folder: str, output: str | None, as_json: bool) -> None:
    """Freeze the source FOLDER into a zip whose identity is the digest of its content."""
    manifest, path = freeze_folder(Path(folder), Path(output) if output else None)
    if as_json:
        give_json(frozen(manifest, path))
        return
    show_frozen(manifest, path)


def freeze_folder(folder: Path, target: Path | None = None) -> tuple[Manifest, Path]:
    """Freeze a source folder beside itself, or where it is told to."""
    environment = Environment.from_folder(folder)
    place = folder.resolve()
    path = target or folder.parent / f"{place.name}-{environment.declaration.version}.zip"
    if path.resolve().is_relative_to(place):
        path = place.parent / path.name
    return freeze(environment, path), path


def frozen(manifest: Manifest, path: Path) -> dict[str, Any]:
    kept = manifest.model_dump(mode="json", exclude={"files"})
    return kept | {"bundle": str(path)}


def show_frozen(manifest: Manifest, path: Path) -> None:
    samples = ", ".join(f"{n} {split}" for split, n in manifest.samples.items())
    held = f"{samples} samples" if samples else "for data sets"
    say(f"frozen: {manifest.name}@{manifest.version}, {held}, {short(manifest.digest)}")
    give(str(path))
