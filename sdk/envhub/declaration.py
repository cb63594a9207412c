"""`environment.toml` as a typed value, with every error placed at its line.

What the declaration says is data: it can be rebuilt in five years. No code is named here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    field_validator,
    model_serializer,
    model_validator,
)

from .dimension import Dimension, Estimate, as_declared, from_table
from .errors import InvalidEnvironment, Problem, near_miss
from .estimators import ESTIMATORS
from .harnesses import HARNESSES, Harness
from .patterns import PatternTimeout
from .requires import Companion, Requires
from .scorers import SCORERS, ScorerSpec
from .values import Frozen

FILE = "environment.toml"
NAME = re.compile(r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?/[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z")
SEMVER = re.compile(
    r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)"
    r"(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?\Z",
    re.ASCII,
)
MAX_VERSION = 64
"""Characters of a version: it stands in file names."""


AnyHarness = Annotated[Harness, from_table(HARNESSES, "harness"), as_declared]
AnyScorer = Annotated[ScorerSpec, from_table(SCORERS, "scorer"), as_declared]


class Capability(Dimension):
    """A dimension of a model: what is asked how, how it is judged, and what a pass is."""

    harness: str
    scorer: AnyScorer
    pass_at: float | Literal["rank1"] | None = None
    """A sample passes at this score, or at log-probability rank 1; None: the scorer's default."""
    target_rate: float | None = Field(default=None, ge=0, le=1)
    """The pass rate that the capability must reach."""
    chance: float | None = Field(default=None, ge=0, le=1)
    """The pass rate of a blind guess, where it can't be computed from the choices."""
    answer_in_input: bool = False
    """The answer legitimately stands in the question."""

    @field_validator("pass_at")
    @classmethod
    def _reachable(cls, value: float | str | None) -> float | str | None:
        if isinstance(value, float | int) and not 0 < value <= 1:
            raise ValueError('`pass_at` is above 0 and at most 1, or "rank1"')
        return value

    @property
    def method(self) -> str:
        return self.scorer.method

    @property
    def pass_rule(self) -> float | Literal["rank1"]:
        """`pass_at` with the scorer's default filled in."""
        return self.scorer.default_pass_at if self.pass_at is None else self.pass_at


class Lineage(Frozen):
    """Where this version comes from: references with digest."""

    refresh_of: str | None = None
    follow_up: str | None = None
    edited_from: str | None = None


class Declaration(Frozen):
    """Everything that `environment.toml` may say."""

    schema_version: Literal[1]
    name: str
    version: str
    kind: Literal["model", "dataset"] = "model"
    """What is measured: models, or data sets."""
    title: str
    description: str = ""
    license: str
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    interaction: Literal["single_turn", "multi_turn", "agentic"] = "single_turn"
    lineage: Lineage = Lineage()
    harness: dict[str, AnyHarness]
    """Empty where data sets are measured: nothing is asked."""
    capability: tuple[Capability, ...] = ()
    """The dimensions of a model."""
    estimate: tuple[Estimate, ...] = ()
    """The dimensions of a data set. In the file these are `[[capability]]` too."""
    requires: Requires = Requires()

    @model_validator(mode="before")
    @classmethod
    def _by_kind(cls, value: Any) -> Any:
        """Read `[[capability]]` as what the kind says that it is."""
        if not isinstance(value, dict) or value.get("kind") != "dataset":
            return value
        return {"harness": {}, **value, "capability": (), "estimate": value.get("capability", ())}

    @model_serializer(mode="wrap")
    def _as_declared(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        said: dict[str, Any] = write(self)
        dimensions = said.pop("estimate", None)
        return said if self.kind == "model" else said | {"capability": dimensions}

    @field_validator("name")
    @classmethod
    def _slug(cls, value: str) -> str:
        if not NAME.match(value):
            raise ValueError(
                f"name `{value}` is not `owner/slug` in lower-case letters, digits and -"
            )
        return value

    @field_validator("version")
    @classmethod
    def _semver(cls, value: str) -> str:
        if len(value) > MAX_VERSION or not SEMVER.match(value):
            raise ValueError(f"version `{value}` is not SemVer, such as 1.0.0")
        return value

    @property
    def slug(self) -> str:
        """The part of the name after the owner."""
        return self.name.split("/")[1]

    @property
    def reference(self) -> str:
        """owner/name@version."""
        return f"{self.name}@{self.version}"

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What is scored, of whichever kind."""
        return self.capability or self.estimate

    def capability_named(self, capability: str) -> Capability | None:
        """The capability with that id."""
        return next((one for one in self.capability if one.id == capability), None)


def parse_declaration(text: str, path: str = FILE) -> Declaration:
    """Read `environment.toml`.

    Raises:
        InvalidEnvironment: with a problem for every error, each at its line.
    """
    if deep := _DEEP.search(text):
        message = "a key of too many parts"
        place = text.count("\n", 0, deep.start()) + 1
        raise InvalidEnvironment([Problem(message, path, place)])
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        ended = text.rstrip("\n").count("\n") + 1 if "end of document" in str(error) else None
        line = int(found.group(1)) if found else ended
        raise InvalidEnvironment([Problem(f"not TOML: {error}", path, line)]) from error
    places = _places(text)
    if "estimate" in raw:  # the value's own name for the dimensions of a data set
        line = _line(places, ("estimate", 0))
        raise InvalidEnvironment(
            [Problem("unknown key `estimate`, it is `capability`", path, line)]
        )
    try:
        declaration = Declaration.model_validate(raw)
    except PatternTimeout as error:
        raise InvalidEnvironment([Problem(error.message, path)]) from error
    except ValidationError as error:
        problems = [_problem(one, places, path) for one in error.errors()]
        raise InvalidEnvironment(sorted(problems, key=lambda one: one.line or 0)) from error
    problems = list(_cross_checks(declaration, places, path))
    if problems:
        raise InvalidEnvironment(problems)
    return declaration


Place = tuple[str | int, ...]
_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
# The standard library's reader takes time quadratic in the parts of a dotted key.
_DEEP = re.compile(rf"""(?<![\w."'-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{40}}""")


def _cross_checks(
    declaration: Declaration, places: dict[Place, int], path: str
) -> Iterable[Problem]:
    seen: set[str] = set()
    if not declaration.dimensions:
        yield Problem("no [[capability]] is declared", path, 1)
    if declaration.kind == "dataset":
        yield from _dataset_checks(declaration, places, path)
    elif not declaration.harness:
        yield Problem("no [harness.NAME] is declared", path, 1)
    for name, harness in declaration.harness.items():
        if harness.template is not None and not harness.template.startswith("harness/"):
            yield Problem(
                f"template `{harness.template}` does not stand below `harness/`",
                path, _line(places, ("harness", name, "template")),
            )  # fmt: skip
        for read in harness.reads:
            if not read.startswith("harness/"):
                message = f"file `{read}` does not stand below `harness/`"
                yield Problem(message, path, _line(places, ("harness", name)))
    if declaration.requires.image and not _has_workspace(declaration):
        message = "`image` is what a workspace stands in, and no harness or scorer has one"
        yield Problem(message, path, _line(places, ("requires", "image")))
    for index, one in enumerate(declaration.capability):
        where: Place = ("capability", index)
        if one.id in seen:
            yield Problem(f"capability `{one.id}` twice", path, _line(places, (*where, "id")))
        seen.add(one.id)
        for read in one.scorer.reads:
            if not read.startswith("scoring/"):
                message = f"file `{read}` does not stand below `scoring/`"
                yield Problem(message, path, _line(places, (*where, "scorer")))
        chosen = declaration.harness.get(one.harness)
        if chosen is None:
            yield Problem(
                f"capability `{one.id}` names harness `{one.harness}`"
                f"{near_miss(one.harness, declaration.harness)} which is not declared",
                path, _line(places, (*where, "harness")),
            )  # fmt: skip
        elif chosen.asks not in one.scorer.accepts:
            yield Problem(
                f"scorer `{one.scorer.type}` cannot judge what harness `{one.harness}` "
                f"(type `{chosen.type}`) gives",
                path, _line(places, (*where, "scorer")),
            )  # fmt: skip
        if one.pass_rule == "rank1" and chosen is not None and chosen.asks != "rank":
            yield Problem(
                f"`pass_at = \"rank1\"` needs a harness with log-probabilities, `{one.harness}` "
                "generates text", path, _line(places, (*where, "pass_at")),
            )  # fmt: skip


def _dataset_checks(
    declaration: Declaration, places: dict[Place, int], path: str
) -> Iterable[Problem]:
    if declaration.harness:
        message = "a data set is asked nothing: leave [harness] out"
        yield Problem(message, path, _line(places, ("harness", next(iter(declaration.harness)))))
    seen: set[str] = set()
    for index, one in enumerate(declaration.estimate):
        where: Place = ("capability", index)
        if one.id in seen:
            yield Problem(f"capability `{one.id}` twice", path, _line(places, (*where, "id")))
        seen.add(one.id)
        for read in one.estimator.reads:
            if not read.startswith("scoring/"):
                message = f"file `{read}` does not stand below `scoring/`"
                yield Problem(message, path, _line(places, (*where, "estimator")))


def _has_workspace(declaration: Declaration) -> bool:
    """Whether anything that is run or judged takes a workspace."""
    needs = [one.needs for one in declaration.harness.values()]
    needs += [one.scorer.needs for one in declaration.capability]
    return any("workspace" in one for one in needs)


def _problem(error: Any, places: dict[Place, int], path: str) -> Problem:
    place: Place = tuple(error["loc"])
    if place[:1] == ("estimate",):  # what the file calls a capability
        place = ("capability", *place[1:])
    message = str(error["msg"]).removeprefix("Value error, ")
    dotted = ".".join(str(part) for part in place)
    if error["type"] == "extra_forbidden":
        message = (
            f"unknown key `{place[-1]}`{near_miss(str(place[-1]), set(_keys(place)) - {place[-1]})}"
        )
    elif error["type"] == "missing":
        message = f"`{dotted}` is missing"
    elif not error["type"].startswith("value_error"):
        message = f"`{dotted}`: {message[0].lower()}{message[1:]}"
    return Problem(message, path, _line(places, place))


def _keys(place: Place) -> list[str]:
    """The keys that may stand where an unknown one stood, or at a place like it."""
    if place[0] == "capability" and len(place) == 3:
        return [*Capability.model_fields, *Estimate.model_fields]
    if place[0] == "lineage":
        return list(Lineage.model_fields)
    if place[0] == "requires":
        return list((Companion if len(place) > 2 else Requires).model_fields)
    inner = (*HARNESSES.values(), *SCORERS.values(), *ESTIMATORS.values())
    tables = inner if len(place) > 2 else (Declaration,)
    return [key for table in tables for key in table.model_fields]  # type: ignore[attr-defined]


def _line(places: dict[Place, int], place: Place) -> int | None:
    """The line of the deepest part of a place that was found in the text."""
    while place:
        if place in places:
            return places[place]
        place = place[:-1]
    return 1


_HEADER = re.compile(r"^\s*(\[\[?)([^\]]+)\]")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+|\"[^\"]*\")\s*=")


def _places(text: str) -> dict[Place, int]:
    """Map each table and key of a TOML text to its 1-based line."""
    places: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    for number, line in enumerate(text.split("\n"), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = tuple(part.strip().strip('"') for part in header.group(2).split("."))
            if header.group(1) == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            places.setdefault(table, number)
        elif key:
            places.setdefault((*table, key.group(1).strip('"')), number)
    return places
