"""yank, tag: later facts of versions that were pushed."""

from __future__ import annotations

import click

from envhub.errors import UsageError

from ..registry import Reference, open_registry, parse_reference
from .shared import registry_option, say


@click.command("yank")
@click.argument("reference")
@click.option("--reason", metavar="TEXT", help="Why: whoever still uses it will read this.")
@click.option("--undo", is_flag=True, help="Take the yank back.")
@registry_option
def yank_command(reference: str, reason: str | None, undo: bool, registry: str | None) -> None:
    """Hide the version REFERENCE (owner/name@1.2.0) from resolution; nothing is deleted.

    `latest`, ranges, list and search no longer lead to it; an exact version, its digest and a lock
    still do, with a warning that says the reason.
    """
    name, version = _exact(parse_reference(reference))
    place = open_registry(registry)
    if undo:
        if reason:
            raise UsageError("a yank is taken back without a reason", hint="leave out --reason")
        done = place.unyank(name, version)
        say(f"{name}@{version} {'can be found again' if done else 'was not yanked'}")
        return
    if not reason or not reason.strip():
        raise UsageError("say why it is yanked", hint='--reason "wrong answers in 12 samples"')
    done = place.yank(name, version, reason)
    say(f"{name}@{version} {'is yanked' if done else 'was yanked already, for this reason'}")


@click.command("tag")
@click.argument("reference")
@click.argument("tag")
@click.option("--remove", is_flag=True, help="Remove the tag; REFERENCE is then owner/name.")
@registry_option
def tag_command(reference: str, tag: str, remove: bool, registry: str | None) -> None:
    """Let TAG mean the version that REFERENCE leads to, as in owner/name@TAG.

    \b
      envhub tag acme/refunds@1.2.0 stable
      envhub tag acme/refunds stable --remove
    """
    wanted = parse_reference(reference)
    place = open_registry(registry)
    if remove:
        if wanted != Reference(name=wanted.name):
            raise UsageError(
                "a tag is removed from an environment, not from a version",
                hint=f"envhub tag {wanted.name} {tag} --remove",
            )
        place.untag(wanted.name, tag)
        say(f"{wanted.name}@{tag} is removed")
        return
    record = place.resolve(wanted).record
    done = place.tag(record.name, record.version, tag)
    say(f"{record.name}@{tag} {'is' if done else 'was already'} {record.version}")


def _exact(reference: Reference) -> tuple[str, str]:
    if reference.version is None:
        raise UsageError(
            f"`{reference}` names no exact version", hint=f"such as {reference.name}@1.2.0"
        )
    return reference.name, reference.version
