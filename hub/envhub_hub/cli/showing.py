"""show: what an environment holds, and what a registry knows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import click

from envhub.environment import Environment
from envhub.errors import IntegrityError, UsageError
from envhub.manifest import make_manifest

from ..registry import (
    Found,
    Lookup,
    Record,
    Reference,
    Registry,
    Standing,
    find,
    looks_like_reference,
    open_environment,
    parse_reference,
)
from ..registry.differences import WHY, Changes, changed_samples, part_to_raise
from ..registry.peeking import files_of, peek
from ..registry.signing import signature_status
from ..text import one_line as clean
from .shared import (
    agreement_line,
    console,
    give_json,
    json_option,
    lookup_of,
    offline_option,
    print_rows,
    registry_option,
    say_fetched,
    short,
    size_of,
)

NAMED = 20
"""Samples that `--diff` names of each split; the others are counted."""


@click.command("show")
@click.argument("target")
@registry_option
@click.option("--samples", type=click.IntRange(min=1), metavar="N", help="Show N samples as well.")
@click.option("--files", is_flag=True, help="List the files in it.")
@click.option("--versions", is_flag=True, help="List every version that was pushed.")
@click.option("--diff", metavar="OTHER",
              help="Say what differs: a version, a reference, a folder or a zip.")  # fmt: skip
@offline_option
@json_option
def show_command(**options: Any) -> None:
    """Show the environment TARGET: a folder, a zip, or a reference.

    Of a bundle in a registry only what is shown is fetched.

    \b
      envhub show acme/refunds --versions
      envhub show acme/refunds@1.2.0 --diff 1.1.0
    """
    lookup = Lookup(**lookup_of(options).model_dump(exclude={"locking"}))
    target = options["target"]
    found, environment = _opened(target, lookup)
    shown = _shown(environment, found)
    if options["samples"]:
        shown["examples"] = [
            one.model_dump(mode="json", exclude_defaults=True)
            for one in islice(environment.samples(), options["samples"])
        ]
    if options["files"]:
        shown["files"] = [{"path": name, "size": environment.files.size(name)}
                          for name in environment.files.names()]  # fmt: skip
    if options["versions"]:
        shown["versions"] = _versions(found, target)
    if options["diff"]:
        shown["diff"] = _diff(environment, found, options["diff"], lookup)
    say_fetched(found)
    if options["as_json"]:
        give_json(shown)
        return
    _print_shown(shown)


def _opened(target: str, lookup: Lookup) -> tuple[Found | None, Environment]:
    if not Path(target).exists() and looks_like_reference(target):
        found = find(parse_reference(target), lookup)
        return found, peek(found)
    return None, open_environment(target, lookup)


def _shown(environment: Environment, found: Found | None) -> dict[str, Any]:
    declaration = environment.declaration
    if found is None:
        manifest = make_manifest(environment)
        digest, samples = manifest.digest, manifest.samples
        counts: dict[str, int] = {}
        for sample in environment.samples():
            counts[sample.capability] = counts.get(sample.capability, 0) + 1
    else:
        digest, samples = found.record.digest, found.record.samples
        counts = {one.id: one.samples for one in found.record.capabilities}
    return {
        "name": declaration.name,
        "version": declaration.version,
        "title": declaration.title,
        "description": declaration.description,
        "license": declaration.license,
        "tags": list(declaration.tags),
        "kind": declaration.kind,
        "digest": digest,
        "samples": samples,
        "capabilities": [
            {
                "id": one.id,
                "title": one.name,
                "samples": counts.get(one.id, 0),
                "method": one.method,
                "pass_at": one.pass_rule,
                "weight": one.weight,
                "definition": one.definition,
                "check": _checked(found, one.id),
            }
            for one in declaration.dimensions
        ],
        **_of_registry(found),
    }


def _checked(found: Found | None, capability: str) -> dict[str, Any] | None:
    measured = found.record.check.get(capability) if found else None
    return measured.model_dump(mode="json") if measured else None


def _of_registry(found: Found | None) -> dict[str, Any]:
    """What a registry knows beside the content; all of it is None for a folder or a zip."""
    if found is None:
        return dict.fromkeys(("registry", "registry_name", "pushed_at", "size", "signature",
                              "tagged", "yanked", "facts"))  # fmt: skip
    record, registry = found.record, found.registry
    tags = found.standing.tags if found.standing else {}
    kinds = ("baseline", "exposure")
    listed = found.standing.listing.events if found.standing else ()
    some = any(key.kind in kinds and key.version == record.version for key in listed)
    facts = [
        {"kind": one.kind, "at": one.at, "by": one.by, **one.payload}
        for one in (registry.events(record.name, record.version) if some else ())
        if one.kind in kinds
    ]
    return {
        "registry": registry.url,
        "registry_name": found.place.name,
        "pushed_at": record.pushed_at,
        "size": record.bundle.size,
        "signature": signature_status(record, registry.rules).model_dump(mode="json"),
        "tagged": [tag for tag, version in tags.items() if version == record.version],
        "yanked": found.yanked,
        "facts": facts,
    }


def _versions(found: Found | None, target: str) -> list[dict[str, Any]]:
    """Return every version, newest first.

    Raises:
        UsageError: it is not from a registry.
    """
    if found is None or found.standing is None:
        raise UsageError(f"`{target}` is no reference: a registry knows versions")
    standing, registry = found.standing, found.registry
    try:
        records: dict[str, Record | str] = {
            one.version: one for one in registry.versions(standing.name)
        }
    except IntegrityError:  # one that can't be believed hides none of the others
        records = {one: _believed(registry, standing, one) for one in standing.versions}
    return [_version(one, records[one], standing) for one in reversed(standing.versions)
            if one in records]  # fmt: skip


def _believed(registry: Registry, standing: Standing, version: str) -> Record | str:
    """Return a record, or why it is not believed."""
    try:
        exact = Reference(name=standing.name, version=version)
        return registry.resolve(exact, standing).record
    except IntegrityError as error:
        return error.message


def _version(version: str, record: Record | str, standing: Standing) -> dict[str, Any]:
    known = record if isinstance(record, Record) else None
    return {
        "version": version,
        "digest": known.digest if known else None,
        "pushed_at": known.pushed_at if known else None,
        "samples": known.samples if known else {},
        "size": known.bundle.size if known else None,
        "tagged": [tag for tag, tagged in standing.tags.items() if tagged == version],
        "yanked": standing.yanked.get(version),
        "signed_by": known.signature.key if known and known.signature else None,
        "problem": None if isinstance(record, Record) else record,
    }


def _diff(
    environment: Environment, found: Found | None, other: str, lookup: Lookup
) -> dict[str, Any]:
    """Compare with another environment, which is taken as the older one."""
    name = environment.declaration.name
    if not Path(other).exists() and not looks_like_reference(other):
        other = f"{name}@{other}"
    old_found, old = _opened(other, lookup)
    before = old_found.record if old_found else make_manifest(old)
    after = found.record if found else make_manifest(environment)
    data = (before.data_digest, before.scoring_digest) != (after.data_digest, after.scoring_digest)
    samples = dict(changed_samples(old, environment)) if data else {}
    same = before.digest == after.digest
    return {
        "from": {"reference": old.reference, "digest": before.digest},
        "to": {"reference": environment.reference, "digest": after.digest},
        "same": same,
        "changed": [
            part
            for part in ("data", "harness", "scoring")
            if getattr(before, f"{part}_digest") != getattr(after, f"{part}_digest")
        ],
        "bump": None if same else part_to_raise(before, after),
        "samples": {split: one._asdict() for split, one in samples.items()},
        "files": _changed_files(old, environment),
    }


def _changed_files(old: Environment, new: Environment) -> list[dict[str, str]]:
    before, after = files_of(old), files_of(new)
    rows = []
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            how = "added" if path not in before else "removed" if path not in after else "changed"
            rows.append({"path": path, "how": how})
    return rows


def _print_shown(shown: dict[str, Any]) -> None:
    out = console()
    out.print(f"{shown['name']}@{shown['version']}  {clean(shown['title'])}", style="bold")
    if shown["description"]:
        out.print(clean(shown["description"], 1_000))
    out.print()
    for label, value in _facts_of(shown):
        out.print(f"{label:<9}{value}", soft_wrap=True)
    out.print()
    _print_capabilities(shown["capabilities"], shown["kind"])
    defined = [one for one in shown["capabilities"] if one["definition"]]
    if defined:
        out.print()
    for one in defined:
        out.print(f"{clean(one['title'])}: {clean(one['definition'], 1_000)}")
    for one in shown["capabilities"]:
        if one["check"] and one["check"]["judge"]:
            said = agreement_line(one["check"]["judge"])
            out.print(f"{clean(one['title'])}: {said}", soft_wrap=True)
    for part, show in PARTS.items():
        if part in shown:
            out.print()
            show(shown[part])


def _facts_of(shown: dict[str, Any]) -> Iterable[tuple[str, str]]:
    if shown["kind"] == "dataset":
        yield "measures", "data sets: envhub run … --dataset FILE"
    else:
        yield "samples", ", ".join(f"{n:,} {split}" for split, n in shown["samples"].items())
    yield "licence", clean(shown["license"])
    if shown["tags"]:
        yield "tags", clean(", ".join(shown["tags"]))
    yield "digest", shown["digest"]
    if shown["registry"] is None:
        return
    named = shown["registry_name"]
    built_in = "catalogue, which comes with envhub"
    said = f"{named}: {shown['registry']}" if named else shown["registry"]
    yield "registry", built_in if named == "catalogue" else said
    yield "pushed", f"{clean(shown['pushed_at'])}, {size_of(shown['size'])}"
    yield "signed", _signed(shown["signature"])
    if shown["tagged"]:
        yield "tagged", ", ".join(shown["tagged"])
    if shown["yanked"] is not None:
        yield "yanked", clean(shown["yanked"])
    for fact in shown["facts"]:
        rest = ", ".join(f"{k} {v}" for k, v in fact.items() if k not in ("kind", "at", "by"))
        yield fact["kind"], clean(f"{fact['at']} by {fact['by']}: {rest}", 300)


def _signed(status: dict[str, Any]) -> str:
    if status["key"] is None:
        return "no"
    if status["trusted"]:
        return f"by {clean(status['owner']) or status['key']}, trusted here"
    checked = "" if status["checked"] else ", not checked: pip install 'envhub[sign]'"
    return f"by {status['key']}, which is not trusted here{checked}"


def _print_capabilities(capabilities: list[dict[str, Any]], kind: str) -> None:
    if kind == "dataset":
        found = [(clean(one["title"]), one["method"], f"{one['pass_at']:g}", f"{one['weight']:g}")
                 for one in capabilities]  # fmt: skip
        heads = ("capability", "method", "passes at", "weight")
        print_rows(heads, found, right=("weight",), cut="capability")
        return
    headings: tuple[str, ...] = ("capability", "n", "method", "passes at", "weight")
    rows = [
        [clean(one["title"]), f"{one['samples']:,}", one["method"], str(one["pass_at"]),
         f"{one['weight']:g}"]
        for one in capabilities
    ]  # fmt: skip
    if all(one["check"] for one in capabilities):
        headings += ("chance",)
        for row, one in zip(rows, capabilities, strict=True):
            row.append(f"{one['check']['chance']:.0%}")
    print_rows(headings, rows, right=("n", "weight", "chance"), cut="capability")


def _print_versions(versions: list[dict[str, Any]]) -> None:
    rows = []
    for one in versions:
        notes = [*one["tagged"]]
        if one["yanked"] is not None:
            notes.append(f"yanked: {clean(one['yanked'])}")
        if one["signed_by"]:
            notes.append("signed")
        if one["problem"] is None:
            facts = (short(one["digest"]), clean(one["pushed_at"])[:10],
                     f"{sum(one['samples'].values()):,}", size_of(one["size"]))  # fmt: skip
        else:
            facts = ("refused", "", "", "")
            notes.append(clean(one["problem"]))
        rows.append((one["version"], *facts, ", ".join(notes)))
    headings = ("version", "digest", "pushed", "samples", "size", "notes")
    print_rows(headings, rows, right=("samples", "size"), cut="notes")


def _print_files(files: list[dict[str, Any]]) -> None:
    rows = [(clean(one["path"]), size_of(one["size"])) for one in files]
    print_rows(("file", "size"), rows, right=("size",))


def _print_examples(examples: list[dict[str, Any]]) -> None:
    out = console()
    for sample in examples:
        out.print(clean(f"{sample['id']}: {sample.get('input') or sample.get('messages')}"))


def _print_diff(diff: dict[str, Any]) -> None:
    out = console()
    old, new = (
        f"{diff[end]['reference']} ({short(diff[end]['digest'])})" for end in ("from", "to")
    )
    if diff["same"]:
        out.print(f"{old} and {new} hold the same")
        return
    out.print(f"from {old} to {new}", soft_wrap=True)
    parts = " and ".join(diff["changed"]) or "nothing but files beside data, harness and scoring"
    out.print(f"  {parts} changed: {diff['bump']}, {WHY[diff['bump']]}")
    for split, found in diff["samples"].items():
        for how, ids in Changes(**found)._asdict().items():
            if ids:
                named = ", ".join(clean(one, 60) for one in ids[:NAMED])
                more = f" and {len(ids) - NAMED:,} more" if len(ids) > NAMED else ""
                out.print(f"  {split} samples {how} ({len(ids):,}): {named}{more}")
    for one in diff["files"]:
        out.print(f"  {one['how']:<8} {clean(one['path'])}")


PARTS: dict[str, Callable[[Any], None]] = {
    "versions": _print_versions,
    "files": _print_files,
    "diff": _print_diff,
    "examples": _print_examples,
}
"""What is shown when it is asked for, in this order."""
