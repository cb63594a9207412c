"""A question with a typed answer, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from envhub.values import Frozen
from envhub_hub.asking import Ask, PromptText

RECORDED = Path(__file__).parents[2] / "data/llm/recorded.json"
PROMPT = PromptText(
    name="capital", version=1, system="You know cities.", user="[{{ case }}] Which?"
)


class City(Frozen):
    city: str
    people: int


def is_oslo(city: City) -> str | None:
    return None if city.city == "Oslo" else f"{city.city} is no capital"


def question(case: str, **fields: Any) -> Ask[City]:
    return Ask(PROMPT, {"case": case}, City, **fields)


OSLO = City(city="Oslo", people=700000)
