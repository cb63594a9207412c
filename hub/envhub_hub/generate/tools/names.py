"""Translate the name of a country, a language, a currency or a month by babel's tables (CLDR)."""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any, Literal

from pydantic import Field

from envhub.errors import MissingRequirement
from envhub.values import Frozen

from .tool import Given, Tool, Unfit

Kind = Literal["country", "currency", "language", "month", "weekday"]


class TranslateParams(Frozen):
    """Which kind of name, from which language into which."""

    kind: Kind
    source: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    target: str = Field(pattern=r"^[a-z]{2,3}$")


@cache
def names(kind: Kind, language: str) -> dict[Any, str]:
    """Return what a language calls all things of a kind, by code.

    Raises:
        MissingRequirement: babel is not installed.
        Unfit: babel does not know the language.
    """
    try:
        babel = importlib.import_module("babel")
    except ImportError as error:
        raise MissingRequirement(
            "names are translated by `babel`, which is not installed",
            hint="pip install 'envhub[generate]'",
        ) from error
    try:
        locale = babel.Locale(language)
    except babel.UnknownLocaleError as error:
        raise Unfit(f"babel has no names in `{language}`") from error
    if kind in ("month", "weekday"):
        table = locale.months if kind == "month" else locale.days
        return dict(table["format"]["wide"])
    tables = {"country": "territories", "currency": "currencies", "language": "languages"}
    return dict(getattr(locale, tables[kind]))


def _translate(given: Given, params: TranslateParams) -> tuple[Any, ...]:
    (name,) = given.texts()
    known = names(params.kind, params.source)
    wanted = name.strip().casefold()
    codes = [code for code, held in known.items() if held.casefold() == wanted]
    found = {names(params.kind, params.target).get(code) for code in codes} - {None}
    if len(found) != 1:
        raise Unfit(f"`{name[:40]}` has no single name in `{params.target}`")
    return (found.pop(),)


translate_name = Tool("translate_name", "translates a name by babel", TranslateParams, _translate)
