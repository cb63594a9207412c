"""How questions about tables of facts are worded: at least five ways for each kind of relation.

`{entity}`, `{word}` and `{listing}` come from the record; the others are names of the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .words import singular

WORDINGS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("attribute", "choice"): (
        "What is the {attr} of {entity}?",
        "Which of these is the {attr} of {entity}?",
        "For the {noun} {entity}, which {attr} is right?",
        "Choose the {attr} that belongs to {entity}.",
        "A table of {nouns} has a row for {entity}. What does it give as the {attr}?",
        "Only one of these is the {attr} of {entity}. Which?",
    ),
    ("attribute", "continuation"): (
        "The {attr} of {entity} is",
        "In a list of {nouns}, the {attr} of {entity} is given as",
        "Asked for the {attr} of {entity}, one answers:",
        "For the {noun} {entity}, the {attr} is",
        "As for {entity}, its {attr} is",
    ),
    ("compare", "choice"): (
        "Which has the {word} {attr}: {listing}?",
        "Of {listing}, which has the {word} {attr}?",
        "Which one of {listing} has the {word} {attr}?",
        "Among these {nouns}, which has the {word} {attr}: {listing}?",
        "Pick the {noun} with the {word} {attr}: {listing}.",
    ),
    ("count", "larger"): (
        "How many of the {nouns} in the table exceed {entity} in {attr}?",
        "Count the {nouns} in the table that are above {entity} in {attr}.",
        "By the table, how many {nouns} come out higher than {entity} in {attr}?",
        "By {attr} alone, the largest first, how many listed {nouns} come before {entity}?",
        "Sort the table by {attr}, the largest first. How many {nouns} stand above {entity}?",
    ),
    ("count", "smaller"): (
        "How many of the {nouns} in the table fall short of {entity} in {attr}?",
        "Count the {nouns} in the table that are below {entity} in {attr}.",
        "By the table, how many {nouns} come out lower than {entity} in {attr}?",
        "By {attr} alone, the smallest first, how many listed {nouns} come before {entity}?",
        "Sort the table by {attr}, the smallest first. How many {nouns} stand above {entity}?",
    ),
    ("count", "same"): (
        "How many {nouns} in the table, {entity} included, have the {attr} of {entity}?",
        "Count the {nouns} in the table whose {attr} is that of {entity}; count {entity} too.",
        "By the table, how many {nouns}, {entity} among them, share the {attr} of {entity}?",
        "The table lists {nouns}. How many, counting {entity}, agree with {entity} in {attr}?",
        "Going by the table, to how many {nouns} does the {attr} of {entity} belong in all?",
    ),
    ("holder", "choice"): (
        "Which {noun} has the {attr} {value}?",
        "Of which {noun} is {value} the {attr}?",
        "The {attr} {value} belongs to which of these {nouns}?",
        "One of these {nouns} has {value} as its {attr}. Which one?",
        "Name the {noun} whose {attr} is {value}.",
    ),
    ("holder", "continuation"): (
        "The {noun} whose {attr} is {value} is",
        "{value} is the {attr} of",
        "The {attr} {value} belongs to the {noun}",
        "In a list of {nouns}, {value} stands as the {attr} of",
        "Among all {nouns}, the one with the {attr} {value} is",
    ),
    ("lookup", "choice"): (
        "By the table, what is the {attr} of {entity}?",
        "Which {attr} does the table give for {entity}?",
        "Look up {entity} in the table: what is its {attr}?",
        "What stands in the table as the {attr} of the {noun} {entity}?",
        "According to the table, {entity} has which {attr}?",
    ),
    ("classify", "choice"): (
        "{text}\n\nWhich {attr} fits this text?",
        "Read the text and choose its {attr}.\n\n{text}",
        "What is the {attr} of the following text?\n\n{text}",
        "{text}\n\nHow is this text to be labelled ({attr})?",
        "Text: {text}\n\nThe right {attr} is one of the following. Which?",
    ),
    ("reference", "reference"): (
        "Summarize the text in one or two sentences.",
        "Say in one or two sentences what the text is about.",
        "Write a short summary of the text.",
        "What is the main point of the text? Answer in one or two sentences.",
        "Give the gist of the text in one or two sentences.",
    ),
}  # fmt: skip
"""By recipe and by the kind of answer, or the way of counting."""
_UNITS = {
    "c": "degrees Celsius", "cm": "centimetres", "eur": "euros", "g": "grams", "k": "kelvin",
    "kg": "kilograms", "km": "kilometres", "km2": "square kilometres", "lb": "pounds",
    "m": "metres", "m2": "square metres", "mi": "miles", "mm": "millimetres",
    "pct": "per cent", "percent": "per cent", "usd": "US dollars",
}  # fmt: skip
_SAID = {"boiling": "boiling point", "melting": "melting point"}
_NOUNS = {"lemma": "word"}


def attribute_name(field: str) -> str:
    """Return a field's name as a question says it: `area_total_km2` is `total area in square
    kilometres`."""
    parts = [one for one in re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", field) if one]
    unit = _UNITS.get(parts[-1].casefold()) if len(parts) > 1 else None
    parts = parts[:-1] if unit else parts
    said = [one if one.isupper() and len(one) > 1 else one.casefold() for one in parts]
    said = [_SAID.get(one, one) if one == said[-1] else one for one in said]
    if len(said) > 1 and said[-1] in ("total", "mean", "average", "maximum", "minimum"):
        said = [said[-1], *said[:-1]]
    return " ".join(said) + (f" in {unit}" if unit else "")


def noun_of(dataset: str, key: str) -> str:
    """Return what the records of a data set are: by its key, or by its own name."""
    bare = key.casefold()
    if bare in ("name", "title", "entity", "label", "long_name"):
        last = [one for one in re.split(r"[\W_\d]+", dataset) if one][-1:] or ["entry"]
        return singular(last[0].casefold())
    return _NOUNS.get(bare, attribute_name(key))


def plural(noun: str) -> str:
    """Return an English noun in the plural."""
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:s|x|z|ch|sh)$", noun) else "s")


def worded(recipe: str, kind: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the wordings of a recipe with the names of the table filled in."""
    filled = []
    for wording in WORDINGS[recipe, kind]:
        for name, value in names.items():
            wording = wording.replace(f"{{{name}}}", value)
        filled.append(wording)
    return tuple(filled)
