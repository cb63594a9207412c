"""Drafts of real generators, as the pipeline would make them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

import pytest

from envhub.declaration import Capability
from envhub.evaluate import Part
from envhub.harnesses import HarnessContext
from envhub_hub.generate.gates import Draft
from envhub_hub.generate.generators import GENERATORS
from envhub_hub.generate.items import Item
from envhub_hub.generate.methods import ASKED_AS, HARNESSES, METHODS, SCORERS
from envhub_hub.generate.rows import options_of, row_of


@cache
def part_for(gives: str) -> Part:
    method = ASKED_AS[gives][0]
    capability = Capability(
        id="one", harness="asked", scorer=SCORERS[method], pass_at=METHODS[method].pass_at
    )
    return Part(
        capability=capability, harness=HARNESSES[METHODS[method].harness], context=HarnessContext()
    )


def put_together(name: str, item: Item, number: int = 0) -> Draft:
    """An item of a generator as a draft; the right option takes the places in turn."""
    options = options_of(item, number % 4, Random(number))
    if item.subtype is None:
        item = item.model_copy(update={"subtype": name})
    sample, target = row_of(item, name, f"one-{number}", options)
    return Draft(item, sample, target, part_for(GENERATORS[name].gives), GENERATORS[name])


def item_of(name: str, number: int = 0) -> Item:
    """The item of a number, easy, medium and hard in turn."""
    return GENERATORS[name].make(Random(f"{name}:{number}"), number % 3 + 1)


@pytest.fixture(scope="session")
def draft_of() -> Callable[[str, Item, int], Draft]:
    return put_together


@pytest.fixture(scope="session")
def item_for() -> Callable[[str, int], Item]:
    return item_of
