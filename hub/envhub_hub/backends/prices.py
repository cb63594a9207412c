"""What a remote model costs: a dated table, which a person's own `prices.toml` goes before.

A price that stands in neither is unknown: its cost is None, never 0.

    [[price]]
    model = "gpt-4o-mini"
    host = "api.openai.com"
    input = 0.15                # US dollars per million tokens
    output = 0.60
    date = 2026-06-21
    source = "https://…"
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError

from envhub.errors import UsageError
from envhub.values import Frozen

from .. import config

FILE = "prices.toml"
_MILLION = 1_000_000


class Price(Frozen):
    """The price of one model at one server, in US dollars per million tokens."""

    model: str = Field(min_length=1)
    host: str = Field(min_length=1)
    """Of the server: the same name elsewhere is another price."""
    input: float = Field(ge=0, allow_inf_nan=False)
    output: float = Field(ge=0, allow_inf_nan=False)
    date: date
    """When it was true."""
    source: str = Field(min_length=1)


class _Table(Frozen):
    price: tuple[Price, ...] = ()


def find_price(host: str, model: str) -> Price | None:
    """Return the price of a model, or None where nobody has said it.

    Raises:
        UsageError: the user's table can't be read.
    """
    own = _read(config.config_folder() / FILE)
    return next(
        (one for one in (*own, *_built_in()) if (one.host, one.model) == (host, model)), None
    )


def cost_of(price: Price | None, tokens: tuple[int, int] | None) -> float | None:
    """Return dollars for input and output tokens; None where price or tokens are unknown.

    Discounts, such as for input that the server had cached, are not counted: it is what the
    exchange costs at most.
    """
    if price is None or tokens is None:
        return None
    return (tokens[0] * price.input + tokens[1] * price.output) / _MILLION


@cache
def _built_in() -> tuple[Price, ...]:
    return _read(Path(__file__).with_name(FILE))


def _read(path: Path) -> tuple[Price, ...]:
    try:
        return _Table.model_validate(tomllib.loads(path.read_bytes().decode())).price
    except FileNotFoundError:
        return ()
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"{path}: `{place}`: {first['msg']}"
        raise UsageError(message, hint="mend the file") from error
    except ValueError as error:
        raise UsageError(f"{path} is not TOML: {error}", hint="mend the file") from error
