"""list, search: which environments there are."""

from __future__ import annotations

from typing import Any

import click

from envhub.errors import EnvhubError, IntegrityError, NotFound

from ..registry import Lookup, Source, sources
from ..registry.index import Hit, Index, Query
from ..text import counted
from .shared import (
    command_line,
    give,
    give_json,
    json_option,
    lookup_of,
    offline_option,
    print_rows,
    registry_option,
    say,
    short,
)

Hits = list[tuple[Source, list[Hit]]]
SORTS = ("relevance", "name", "recent", "samples")


@click.command("list")
@registry_option
@offline_option
@json_option
def list_command(**options: Any) -> None:
    """List the environments of the registry in use and of the built-in catalogue."""
    lookup = lookup_of(options)
    places = sources(lookup)
    found, wrong = _ask(places, Query(sort="name", limit=None), lookup)
    _show(found, options["as_json"])
    if wrong is not None:
        raise wrong
    if not found[0][1] and not options["as_json"]:
        say(f"nothing in {places[0].registry.url} yet; push something:")
        where = ("--registry", options["registry"]) if options["registry"] else ()
        say(f"  {command_line('push', 'FOLDER', *where)}")


@click.command("search")
@click.argument("text", required=False, default="")
@click.option("--tag", metavar="TAG", help="Only what declares this tag.")
@click.option("--kind", metavar="KIND", help="Only this kind: model, dataset or features.")
@click.option("--owner", metavar="OWNER", help="Only what this owner pushed.")
@click.option("--capability", metavar="NAME", help="Only what scores this capability.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True,
              help="The order of what is found.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True,
              help="At most so many of each registry.")  # fmt: skip
@registry_option
@offline_option
@json_option
def search_command(**options: Any) -> None:
    """Find environments by words of their names, titles, tags, capabilities and descriptions.

    Beginnings of words and misspelt words are found as well. Without TEXT, everything that the
    filters let through.

    \b
      envhub search "refund policy"
      envhub search --capability math --sort samples
    """
    lookup = lookup_of(options)
    kept = ("text", "tag", "kind", "owner", "capability", "sort")
    query = Query(**{key: options[key] for key in kept}, limit=options["limit"] + 1)
    found, wrong = _ask(sources(lookup), query, lookup)
    _show([(source, hits[: options["limit"]]) for source, hits in found], options["as_json"])
    if wrong is not None:
        raise wrong
    if not any(hits for _, hits in found):
        say("nothing found; `envhub list` shows what there is")
    if any(len(hits) > options["limit"] for _, hits in found):
        say(f"there are more; --limit {options['limit'] * 5} shows them, or a filter fewer")


def _ask(places: list[Source], query: Query, lookup: Lookup) -> tuple[Hits, EnvhubError | None]:
    """Ask every registry; where one can't answer the others are shown first, then its error."""
    found: Hits = []
    wrong: EnvhubError | None = None
    for source in places:
        index = Index.of(source.registry)
        try:
            hits = index.search(query, offline=lookup.offline and not _here(source))
        except (NotFound, IntegrityError) as error:
            found.append((source, []))
            wrong = wrong or error
            continue
        for key in index.unreadable():
            say(f"warning: record `{key}` of {source.registry.url} can't be read")
        found.append((source, hits))
    return found, wrong


def _here(source: Source) -> bool:
    return "://" not in source.registry.url


def _told(hit: Hit, source: Source) -> dict[str, Any]:
    told = hit.model_dump(mode="json")
    return told | {"registry": source.registry.url, "registry_name": source.place.name}


def _show(found: Hits, as_json: bool) -> None:
    """Print a table for each registry that has something, under its name where there are two."""
    if as_json:
        give_json([_told(hit, source) for source, hits in found for hit in hits])
        return
    filled = [(source, hits) for source, hits in found if hits]
    headings = ("environment", "version", "samples", "digest", "title")
    for number, (source, hits) in enumerate(filled):
        if len(filled) > 1:
            if number:
                give("")
            said = f"{_title(source)}, {counted(len(hits), 'environment')}"
            give(click.style(said, dim=True))
        rows = [(hit.name, hit.version, f"{hit.samples:,}", short(hit.digest), hit.title)
                for hit in hits]  # fmt: skip
        print_rows(headings, rows, right=("samples",), cut="title")


def _title(source: Source) -> str:
    if source.place.name == "catalogue":
        return "built-in catalogue"
    if source.place.name:
        return f"{source.place.name}: {source.registry.url}"
    return str(source.registry.url)
