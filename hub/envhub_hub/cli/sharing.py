"""push, pull, list, show: environments in registries."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

import click

from envhub.bundle import freeze
from envhub.environment import Environment
from envhub.errors import NotFound
from envhub.manifest import make_manifest

from .. import config
from ..registry import (
    Record,
    Registry,
    cached_bundle,
    find,
    latest_of,
    looks_like_reference,
    open_environment,
    parse_reference,
    registries,
)
from .shared import command_line, console, give, give_json, json_option, registry_option, say, short


@click.command("push")
@click.argument("path")
@registry_option
@json_option
def push_command(path: str, registry: str | None, as_json: bool) -> None:
    """Add the source folder or bundle at PATH to a registry; a pushed version never changes."""
    source = Path(path)
    if not source.exists():
        raise NotFound(f"no folder or zip `{path}`")
    target = Registry(config.registry_url(registry))
    with tempfile.TemporaryDirectory() as folder:
        if source.is_dir():
            bundle = Path(folder, "bundle.zip")
            freeze(Environment.from_folder(source), bundle)
        else:
            bundle = source
        record, new = target.push(bundle)
    if as_json:
        give_json(record.model_dump(mode="json") | {"new": new, "registry": target.url})
        return
    done = "pushed" if new else "was there already:"
    say(f"{done} {record.reference}, {short(record.digest)}, registry {target.url}")
    give(record.reference)


@click.command("pull")
@click.argument("reference")
@registry_option
@click.option("-o", "--output", metavar="DIR", default=".", help="Folder for the zip.")
def pull_command(reference: str, registry: str | None, output: str) -> None:
    """Copy the bundle that REFERENCE names into a folder, every byte verified."""
    found = find(parse_reference(reference), registry)
    record = found.record
    path = Path(output) / f"{record.name.split('/')[1]}-{record.version}.zip"
    found.registry.pull(record, path)
    say(f"pulled {record.reference}, {short(record.digest)}, from {found.registry.url}")
    give(str(path))


@click.command("list")
@registry_option
@json_option
def list_command(registry: str | None, as_json: bool) -> None:
    """List the environments of the registry in use and of the built-in catalogue."""
    rows: list[tuple[Record, str]] = []
    for one in registries(registry):
        records, errors = one.readable()
        rows += [(latest_of(versions), one.url) for versions in records.values()]
        for error in errors:
            say(f"warning: {error}")
    if as_json:
        give_json([_listed(record, url) for record, url in rows])
        return
    if not rows:
        say(f"no environment in {config.registry_url(registry)} yet; push one:")
        where = ("--registry", registry) if registry else ()
        say(f"  {command_line('push', 'FOLDER', *where)}")
        return
    from rich.table import Table

    from ..text import one_line as clean

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("environment", "version", "samples", "digest", "title"):
        table.add_column(heading, justify="right" if heading == "samples" else "left")
    for record, _ in rows:
        samples = str(sum(record.samples.values()))
        table.add_row(
            record.name, record.version, samples, short(record.digest), clean(record.title)
        )
    console().print(table)


def _listed(record: Record, url: str) -> dict[str, Any]:
    kept = {"name", "version", "title", "tags", "kind", "samples", "digest"}
    return record.model_dump(mode="json", include=kept) | {"registry": url}


@click.command("show")
@click.argument("target")
@registry_option
@click.option("--samples", type=click.IntRange(min=1), metavar="N", help="Show N samples as well.")
@json_option
def show_command(target: str, registry: str | None, samples: int | None, as_json: bool) -> None:
    """Show the environment TARGET: a folder, a zip, or a reference."""
    record = None
    if not Path(target).exists() and looks_like_reference(target):
        found = find(parse_reference(target), registry)
        record = found.record
        environment = open_environment(str(cached_bundle(found)))
    else:
        environment = open_environment(target, registry)
    shown = _shown(environment, record)
    if samples:
        shown["examples"] = [
            one.model_dump(mode="json", exclude_defaults=True)
            for one in islice(environment.samples(), samples)
        ]
    if as_json:
        give_json(shown)
        return
    _print_shown(shown)


def _shown(environment: Environment, record: Record | None) -> dict[str, Any]:
    declaration, manifest = environment.declaration, make_manifest(environment)
    counts: dict[str, int] = {}
    for sample in environment.samples():
        counts[sample.capability] = counts.get(sample.capability, 0) + 1
    return {
        "name": manifest.name,
        "version": manifest.version,
        "title": declaration.title,
        "description": declaration.description,
        "license": declaration.license,
        "tags": list(declaration.tags),
        "digest": manifest.digest,
        "samples": manifest.samples,
        "capabilities": [
            {
                "id": one.id,
                "title": one.name,
                "samples": counts.get(one.id, 0),
                "method": one.scorer.method,
                "pass_at": one.pass_rule,
                "weight": one.weight,
                "definition": one.definition,
            }
            for one in declaration.capability
        ],
        "pushed_at": record.pushed_at if record else None,
    }


def _print_shown(shown: dict[str, Any]) -> None:
    from rich.table import Table

    from ..text import one_line as clean

    out = console()
    out.print(f"{shown['name']}@{shown['version']}  {clean(shown['title'])}")
    if shown["description"]:
        out.print(clean(shown["description"]))
    samples = ", ".join(f"{n} {split}" for split, n in shown["samples"].items())
    pushed = f"pushed {shown['pushed_at']}" if shown["pushed_at"] else "not from a registry"
    out.print(f"{samples} samples, licence {clean(shown['license'])}, {pushed}")
    out.print(f"digest {shown['digest']}")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("capability", "n", "method", "passes at", "weight"):
        table.add_column(heading, justify="right" if heading in ("n", "weight") else "left")
    for one in shown["capabilities"]:
        table.add_row(
            clean(one["title"]), str(one["samples"]), one["method"], str(one["pass_at"]),
            f"{one['weight']:g}",
        )  # fmt: skip
    out.print(table)
    for one in shown["capabilities"]:
        if one["definition"]:
            out.print(f"{clean(one['title'])}: {clean(one['definition'], 1_000)}")
    for sample in shown.get("examples", ()):
        out.print(clean(f"{sample['id']}: {sample.get('input') or sample.get('messages')}"))
