"""registry: places where environments are kept, and their names on this machine."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from envhub.errors import EnvhubError, IntegrityError, NotFound, UsageError

from .. import config
from ..config import NamedRegistry, Place
from ..registry import Finding, Registry, open_registry
from ..registry.keyring import Keyring
from ..registry.offline import KeptStore
from ..registry.signing import parse_public_key
from ..text import counted
from .keys import key_group
from .shared import command_line, give, give_json, json_option, print_rows, say

_SPAN = re.compile(r"(\d{1,5})(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
PLACE = click.argument("place", required=False, metavar="[REGISTRY]")


@click.group("registry")
def registry_command() -> None:
    """Set up, name, check and mend registries.

    A registry is a folder or a bucket: nothing runs there. REGISTRY is a name, a folder or a URL
    such as s3://bucket/prefix; without it, the one in use.
    """


registry_command.add_command(key_group)


def _reached(place: str | None, work: str) -> Registry:
    """Open a registry for work that what this machine keeps of it is not enough for.

    Raises:
        EnvhubError: it is far, and offline.
    """
    registry = open_registry(place)
    if isinstance(registry.store, KeptStore):
        raise EnvhubError(f"{registry.url} can't be {work} offline", hint="unset ENVHUB_OFFLINE")
    return registry


@registry_command.command("init", short_help="Make a folder or a bucket a registry.")
@PLACE
def init_command(place: str | None) -> None:
    """Make a folder or a bucket a registry; what is there already stays."""
    registry = _reached(place, "made a registry")
    registry.init()
    say(f"{registry.url} is a registry")
    if config.registry_place(place).name is None:
        say("give it a name:")
        url = registry.url if "://" in registry.url else str(Path(registry.url).absolute())
        say(f"  {command_line('registry', 'add', 'team', url, '--default')}")
    give(registry.url)


@registry_command.command("add", short_help="Give a registry a name on this machine.")
@click.argument("name")
@click.argument("url")
@click.option("--trust", multiple=True, metavar="KEY",
              help="A public key, its .pub file, or your own key; may be repeated.")  # fmt: skip
@click.option("--require-signature", is_flag=True,
              help="Read only what a trusted key has signed.")  # fmt: skip
@click.option("--default", "default", is_flag=True, help="Use it where no registry is named.")
@click.option("--replace", is_flag=True, help="Change what is said of a name that is taken.")
def add_command(**options: Any) -> None:
    """Give the registry at URL a NAME on this machine.

    \b
      envhub registry add team s3://acme-envs/registry --default
      envhub registry add team s3://acme-envs/registry --trust alice.pub --require-signature
    """
    trusted = tuple(_public_key(one) for one in options["trust"])
    if options["require_signature"] and not trusted:
        raise UsageError("no key is trusted, so nothing could be read", hint="add --trust KEY")
    url = options["url"]
    if "://" not in url:
        url = str(Path(url).expanduser().absolute())
    named = NamedRegistry(
        url=url, trusted=trusted, require_signature=options["require_signature"]
    )  # fmt: skip
    open_registry(url)  # says what is wrong with it, before it is written
    name = options["name"]
    config.add_registry(name, named, default=options["default"], replace=options["replace"])
    said = ", the default" if config.read_config().default == name else ""
    say(f"{name} is {url}{said}, in {config.config_folder() / 'config.toml'}")


def _public_key(text: str) -> str:
    ring = Keyring()
    if text in ring.names():
        return ring.public(text)
    path = Path(text)
    if path.suffix == ".pub" or (":" not in text and path.is_file()):
        if not path.is_file():
            raise NotFound(f"no file `{text}`")
        text = path.read_text("utf-8", errors="replace")
    return " ".join(parse_public_key(text)).rstrip()


@registry_command.command("list", short_help="List the registries that have a name.")
@json_option
def list_command(as_json: bool) -> None:
    """List the registries that have a name; no connection is opened."""
    used = config.registry_place()
    places = config.registry_places()
    if used.name is None:
        places.insert(0, used)
    told = [_told(one, used) for one in places]
    if as_json:
        give_json(told)
        return
    rows = []
    for one in told:
        keys = counted(len(one["trusted"]), "trusted key")
        asked = "required" if one["require_signature"] else "not required"
        signatures = f"{asked}, {keys}" if one["trusted"] else "not required"
        rows.append(("*" if one["in_use"] else "", one["name"] or "–", signatures, one["url"]))
    print_rows(("", "name", "signatures", "where"), rows, cut="where")
    say("* is in use where nothing else is said; catalogue comes with envhub, for reading")


def _told(place: Place, used: Place) -> dict[str, Any]:
    same = config.same_place(place.url, used.url) and place.name == used.name
    return place.model_dump(mode="json") | {"in_use": same}


@registry_command.command("remove", short_help="Forget the name of a registry.")
@click.argument("name")
def remove_command(name: str) -> None:
    """Forget the NAME of a registry; the registry itself is not touched."""
    gone = config.remove_registry(name)
    say(f"{name} is forgotten; {gone.url} is as it was")


@registry_command.command("verify", short_help="Find what is lost, damaged or changed.")
@PLACE
@click.option("--repair", is_flag=True, help="Mend what something else that is whole proves.")
@json_option
def verify_command(place: str | None, repair: bool, as_json: bool) -> None:
    """Hold every record, every byte of every bundle, the log and registry.json against each other.

    Exit 7 where something that was pushed is lost, damaged or changed.
    """
    registry = _reached(place, "verified")
    findings: list[Finding] = []
    for one in registry.verify(repair=repair):
        findings.append(one)
        if not as_json:
            mended = " (mended)" if one.repaired else ""
            give(f"{one.severity}: {one.key}: {one.message}{mended}")
    if as_json:
        give_json([{**one.model_dump(mode="json"), "severity": one.severity} for one in findings])
    left = [one for one in findings if not one.repaired]
    errors = sum(1 for one in left if one.severity == "error")
    if errors:
        raise IntegrityError(
            f"{registry.url}: {counted(errors, 'error')}",
            hint=None if repair else "`--repair` mends what can be proved",
        )
    notes = f", {counted(len(left), 'note')}" if left else ""
    say(f"{registry.url}: whole{notes}")


@registry_command.command("rebuild", short_help="Make registry.json again from the records.")
@PLACE
def rebuild_command(place: str | None) -> None:
    """Make registry.json, and what is missing of the log, again from the records."""
    registry = _reached(place, "rebuilt")
    registry.rebuild()
    say(f"{registry.url}: rebuilt")


@registry_command.command("gc", short_help="Remove zips that unfinished pushes left.")
@PLACE
@click.option("--grace", default="7d", show_default=True, metavar="TIME",
              help="How long what no version has must lie there: 30m, 12h, 7d.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@json_option
def gc_command(place: str | None, grace: str, dry_run: bool, as_json: bool) -> None:
    """Remove zips that pushes left which were never finished; first marked, later removed."""
    registry = _reached(place, "cleaned")
    swept = registry.gc(_span(grace), dry_run=dry_run)
    if as_json:
        give_json([one.model_dump(mode="json") for one in swept])
        return
    for one in swept:
        give(f"{'would be ' if dry_run else ''}{one.action}: {one.key} ({one.why})")
    if not swept:
        say(f"{registry.url}: nothing to do")


def _span(text: str) -> timedelta:
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"`{text}` is no time", hint="a number and s, m, h or d, such as 7d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
