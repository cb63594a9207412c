"""push, pull: environments into registries, and out of them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import click

from envhub.bundle import freeze, open_bundle
from envhub.environment import Environment
from envhub.errors import IntegrityError, InvalidEnvironment, NotFound, UsageError
from envhub.zipping.by_hand import is_bundle, unpack_source_zip

from .. import config
from ..registry import (
    Pushed,
    PushSettings,
    Registry,
    Source,
    copy_bundle,
    find,
    open_source,
    parse_reference,
    settle,
)
from ..registry.bumping import next_version, with_version, without_context, write_version
from .playing import judge_options, services_of
from .shared import (
    give,
    give_json,
    json_option,
    lock_options,
    lookup_of,
    offline_option,
    registry_option,
    say,
    say_fetched,
    short,
)


@click.command("push")
@click.argument("path")
@registry_option
@click.option("--tag", "tags", multiple=True, metavar="TAG",
              help="Let TAG mean this version; may be repeated.")  # fmt: skip
@click.option("--bump", type=click.Choice(["major", "minor", "patch", "auto"]),
              help="Raise the version in environment.toml first.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Do everything that can fail, and write nothing.")
@click.option("--strip-context", is_flag=True,
              help="Without what `generate --context` kept; the digest stays.")  # fmt: skip
@click.option("--sign", metavar="KEY", help="Sign with this key (`envhub registry key list`).")
@judge_options
@json_option
def push_command(**options: Any) -> None:
    """Add an environment to a registry; a pushed version never changes.

    PATH is a source folder, a frozen bundle, or a zip made by hand of a source folder.

    \b
      envhub push my-env --registry team
      envhub push my-env --bump auto --tag stable

    `--bump auto` raises the first number where the test split must be run again, the second where
    a re-score is enough, the third where neither.
    """
    source = Path(options["path"])
    if not source.exists():
        raise NotFound(f"no folder or zip `{source}`")
    target = open_source(config.registry_place(options["registry"]))
    registry = target.registry
    with tempfile.TemporaryDirectory() as folder, services_of(options) as services:
        settings = PushSettings(
            tags=options["tags"],
            dry_run=options["dry_run"],
            sign_with=_key(options["sign"], registry),
            services=services,
        )
        if options["strip_context"]:
            source = _stripped(source, options["bump"], Path(folder))
        pushed = _push(source, registry, settings, options["bump"], Path(folder))
    _show_pushed(pushed, target, options)


def _show_pushed(pushed: Pushed, target: Source, options: dict[str, Any]) -> None:
    record, registry = pushed.record, target.registry
    if options["as_json"]:
        told = {"new": pushed.new, "registry": registry.url, "dry_run": options["dry_run"]}
        give_json(record.model_dump(mode="json") | told)
        return
    done = "would push" if options["dry_run"] else "pushed"
    if not pushed.new:
        done = "was there already:"
    signed = f", signed by {options['sign']}" if options["sign"] and pushed.new else ""
    say(f"{done} {record.reference}, {short(record.digest)}{signed}, registry {target.place.shown}")
    if options["sign"] and not pushed.new and record.signature is None:
        say("it is not signed: a pushed record never changes; a new version can be signed")
    if options["tags"]:
        tagged = "would be tagged" if options["dry_run"] else "tagged"
        say(f"{tagged} {', '.join(options['tags'])}")
    give(record.reference)


def _key(name: str | None, registry: Registry) -> Any:
    """Load the key to sign with.

    Raises:
        UsageError: none is given, and the registry is read by signed records only.
        NotFound: there is no such key.
    """
    from ..registry.keyring import Keyring

    ring = Keyring()
    if name is not None:
        return ring.load(name)
    if registry.rules.require_signature:
        owners = registry.rules.owners
        mine = [one for one in ring.names() if ring.public(one).split()[0] in owners]
        hint = f"sign with a trusted key: --sign {mine[0] if mine else 'KEY'}"
        raise UsageError(f"{registry.url} takes signed records only", hint=hint)
    return None


def _stripped(source: Path, bump: Any, folder: Path) -> Path:
    """Freeze an environment without its context."""
    if bump:
        raise UsageError("--strip-context pushes a frozen copy, whose version can't be raised",
                         hint="raise it in environment.toml first")  # fmt: skip
    bundle = folder / "stripped.zip"
    if source.is_file() and is_bundle(source):
        freeze(without_context(open_bundle(source)), bundle)
        return bundle
    place = unpack_source_zip(source, folder / "stripped") if source.is_file() else source
    freeze(without_context(Environment.from_folder(place)), bundle)
    return bundle


def _push(
    source: Path, registry: Registry, settings: PushSettings, bump: Any, folder: Path
) -> Pushed:
    bundle = folder / "bundle.zip"
    if source.is_file() and is_bundle(source):
        if bump:
            raise UsageError(
                f"`{source}` is frozen: its version is part of what it is",
                hint="give the source folder to raise its version",
            )
        return registry.push(source, settings)
    by_hand = source.is_file()
    place = unpack_source_zip(source, folder / "source") if by_hand else source
    environment = Environment.from_folder(place)
    if not bump:
        freeze(environment, bundle)
        return registry.push(bundle, settings)
    if by_hand:
        raise UsageError(
            f"`{source}` is a zip: the version in it can't be raised",
            hint="give the source folder itself",
        )
    version = next_version(environment, registry, bump)
    freeze(with_version(environment, version), bundle)
    if version == environment.declaration.version:
        return registry.push(bundle, settings)
    said = f"version {environment.declaration.version} → {version}"
    if settings.dry_run:
        say(f"{said} would be written to {place / 'environment.toml'}")
        return registry.push(bundle, settings)
    before = write_version(place, version)
    try:
        pushed = registry.push(bundle, settings)
    except (InvalidEnvironment, IntegrityError, UsageError):
        (place / "environment.toml").write_bytes(before)  # refused: nothing was pushed
        raise
    except BaseException:
        say(f"{said} is written to {place / 'environment.toml'}; push again without --bump")
        raise
    say(f"{said}, written to {place / 'environment.toml'}")
    return pushed


@click.command("pull")
@click.argument("reference")
@registry_option
@click.option("-o", "--output", metavar="DIR", default=".", help="Folder for the zip.")
@lock_options
@offline_option
@json_option
def pull_command(**options: Any) -> None:
    """Copy the bundle that REFERENCE names into a folder, every byte verified.

    \b
    REFERENCE is owner/name (the latest version), or with one of these behind it:
      @1.2.0   @^1   @~1.2   @">=1,<2"   @tag   @sha256:…

    In a project with an envhub.lock, what it pins is what a reference means, and what it does not
    pin yet is added; --lock pins anew, --frozen takes only what is pinned.
    """
    lookup = lookup_of(options)
    found = find(parse_reference(options["reference"]), lookup)
    record = found.record
    path = Path(options["output"]) / f"{record.name.split('/')[1]}-{record.version}.zip"
    copy_bundle(found, path)
    say_fetched(found, settle(found, lookup))
    if options["as_json"]:
        told = {"path": str(path), "registry": found.registry.url, "yanked": found.yanked}
        give_json(record.model_dump(mode="json") | told)
        return
    say(f"pulled {record.reference}, {short(record.digest)}, from {found.place.shown}")
    give(str(path))
