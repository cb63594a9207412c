"""Where the samples of a generated environment come from. Nothing here decides a sample."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

from envhub.values import Frozen, declared

from ..asking import Account
from .allocation import Deficit
from .generators import GENERATORS
from .plan import Plan
from .realise import Realised


class DataSource(Frozen):
    """A package or a data set that facts were read from."""

    name: str
    version: str
    holds: str
    license: str
    url: str


class Background(Frozen):
    """What stood behind a request. It decides nothing; a card shows it folded."""

    question: str | None = None
    """The text of a `--context` file: the question, earlier findings, the state of a session."""
    run: str | None = None
    """The run that showed the weakness which this environment follows up."""


class Provenance(Frozen):
    """What `provenance.json` says. It is part of no digest: it holds times."""

    schema_version: Literal[1] = 1
    request: str
    understood: str
    plan: dict[str, Any]
    generator: str
    """What made it: the planner, and no model."""
    model: dict[str, Any] | None = None
    """The language model that helped, its prompts with their versions, calls, tokens, failures."""
    generators: dict[str, int]
    """The version of each generator that was used."""
    packages: dict[str, str]
    seed: int
    sources: tuple[DataSource, ...]
    made: dict[str, dict[str, int]]
    """By capability: samples by generator."""
    rejected: dict[str, dict[str, int]]
    """By capability: items thrown away, by reason."""
    overlaps: dict[str, int] = {}
    """Samples out of a pool that share words with a published set, by the set: models may know
    them."""
    status: Literal["complete", "partial"] = "complete"
    deficits: tuple[Deficit, ...] = ()
    """What the test split lacks of its quotas, and why."""
    context: Background = Background()
    cost: float | None = 0.0
    """US dollars for the language model; None where its price is not known."""
    confirmed: dict[str, int] = {}
    """By capability: samples whose answer another computation, or blind readers, gave again."""
    seconds: float
    created_at: str
    """ISO 8601, UTC."""


_HOLDS = {
    "holidays": ("names and dates of public holidays", "MIT",
                 "https://holidays.readthedocs.io/"),
    "pint": ("units and their ratios", "BSD-3-Clause", "https://pint.readthedocs.io/"),
    "babel": (("names of countries, languages, currencies, weekdays and months, and which currency "
              "and language a country has, out of Unicode CLDR"),
              "Unicode-3.0 (CLDR data); BSD-3-Clause (babel)", "https://cldr.unicode.org"),
    "periodictable": ("numbers, symbols and names of the chemical elements", "public domain",
                      "https://periodictable.readthedocs.io/"),
}  # fmt: skip


def package_version(name: str) -> str:
    """Return the installed version of a package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "0+unknown"


def data_sources(plan: Plan) -> tuple[DataSource, ...]:
    """Return what a plan's samples are made from: packages of facts, and data of a pool."""
    names = {share.supply for one in plan.capabilities for share in one.shares if share.count}
    used = {GENERATORS[name].package for name in names if name in GENERATORS}
    packages = tuple(
        DataSource(
            name=package, version=package_version(package), holds=holds, license=terms, url=url
        )
        for package, (holds, terms, url) in _HOLDS.items()
        if package in used
    )
    return packages + tuple(
        DataSource(
            name=one.id,
            version=f"sha256:{one.sha256[:12]}",
            holds=f"{one.records} records of {one.path}",
            license=one.license or "not stated",
            url=one.url or "",
        )
        for one in plan.pool
    )


def make_provenance(
    plan: Plan, realised: Realised, background: Background, *, seconds: float, created_at: str,
    account: Account | None = None,
) -> Provenance:  # fmt: skip
    """Write down how a realised plan came about."""
    used = sorted({name for counts in realised.made.values() for name in counts})
    sources = data_sources(plan)
    packages = {"envhub": package_version("envhub")} | {s.name: s.version for s in sources}
    return Provenance(
        request=plan.request,
        understood=plan.understood,
        plan=declared(plan),
        generator=f"envhub generate, planner {plan.planner}",
        generators={name: GENERATORS[name].version for name in used if name in GENERATORS},
        packages=packages,
        seed=plan.seed,
        sources=sources,
        made={name: dict(counts) for name, counts in realised.made.items()},
        rejected={name: dict(counts) for name, counts in realised.rejected.items()},
        overlaps=dict(realised.overlaps),
        status="partial" if realised.partial else "complete",
        deficits=realised.deficits,
        context=background,
        model=account.model_dump(mode="json") if account else None,
        cost=account.cost if account else 0.0,
        confirmed={}
        if "verification" in plan.without
        else {name: sum(counts.values()) for name, counts in realised.made.items()},
        seconds=round(seconds, 3),
        created_at=created_at,
    )
