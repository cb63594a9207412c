"""registry key: the keys that a person signs records with."""

from __future__ import annotations

import click

from ..registry.keyring import Keyring
from .shared import give, give_json, json_option, print_rows, say


@click.group("key", short_help="Make and show the keys that records are signed with.")
def key_group() -> None:
    """Make and show the keys that records are signed with.

    The private half stays in your settings folder, readable by you alone; the public half is a
    line that colleagues add: envhub registry add team URL --trust "ed25519:… alice"
    """


@key_group.command("new", short_help="Make a key pair, and print its public half.")
@click.argument("name")
def new_command(name: str) -> None:
    """Make a key pair called NAME, and print its public half."""
    ring = Keyring()
    ring.new(name)
    say(f"private key in {ring.folder / name}.key; keep a copy where nobody else can read it")
    say("colleagues trust this line; it is no secret:")
    give(ring.public(name))


@key_group.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """List your keys."""
    ring = Keyring()
    keys = {name: ring.public(name).split()[0] for name in ring.names()}
    if as_json:
        give_json([{"name": name, "public": public} for name, public in keys.items()])
        return
    if not keys:
        say("no key yet; make one: envhub registry key new NAME")
        return
    print_rows(("key", "public half"), list(keys.items()))


@key_group.command("show", short_help="Print the public half of a key.")
@click.argument("name")
@json_option
def show_command(name: str, as_json: bool) -> None:
    """Print the public half of the key NAME, as others trust it."""
    public = Keyring().public(name)
    if as_json:
        give_json({"name": name, "public": public.split()[0]})
        return
    give(public)
