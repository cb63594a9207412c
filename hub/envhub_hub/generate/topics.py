"""What can be asked for: every capability with its names, its definition and its generators.

The order of the generators is the order in which a small quota is shared out among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from envhub.values import Frozen

Method = Literal["choice", "recall", "steps"]


class Topic(Frozen):
    """A capability that can be grounded."""

    id: str
    title: str
    definition: str
    """What a high score means, in one or two sentences."""
    method: Method
    """How it is asked and scored: a row of `METHODS`."""
    names: tuple[str, ...]
    """What people call it; whole words, in lower case."""
    generators: tuple[str, ...]
    part_of: tuple[str, ...] = ()
    """The wider capabilities that can be narrowed to it."""


TOPICS: tuple[Topic, ...] = (
    Topic(
        id="reasoning", title="Reasoning", method="choice",
        definition="Picks the one answer that follows from what is given: orderings, syllogisms, "
        "liars, directions, sequences, dates. A high score means that several small inferences are "
        "chained without a slip.",
        names=("reasoning", "reason", "reasons", "problem solving", "inference", "deduction"),
        generators=("ordering", "syllogisms", "sequences", "walks", "knights_and_knaves",
                    "weekdays", "truth_values", "turns"),
    ),
    Topic(
        id="math", title="Math", method="steps",
        definition="Reaches the right final number in arithmetic, algebra and word problems. "
        "Right intermediate results earn part of the credit, but only the final number passes.",
        names=("math", "maths", "mathematics", "mathematical", "math reasoning",
               "mathematical reasoning", "numeracy"),
        generators=("sums", "shopping", "order_of_operations", "percentages", "products", "stock",
                    "journeys", "ratios", "linear_equations", "savings", "averages"),
    ),
    Topic(
        id="factuality", title="Factuality", method="recall",
        definition="Puts the true ending of a sentence before three false ones: elements, "
        "currencies, languages, country codes. A high score means that such facts are known.",
        names=("factuality", "facts", "factual", "factual recall", "factual knowledge",
               "factual accuracy", "knowledge", "general knowledge", "world knowledge", "recall"),
        generators=("element_symbols", "currencies", "official_languages", "autonyms",
                    "element_names", "foreign_countries", "atomic_numbers", "country_codes",
                    "foreign_months", "currency_codes", "foreign_weekdays", "element_neighbours"),
    ),
    Topic(
        id="arithmetic", title="Arithmetic", method="steps", part_of=("math",),
        definition="Works out sums, products and expressions with brackets to the right number.",
        names=("arithmetic", "calculation", "calculations", "calculating", "mental math"),
        generators=("sums", "order_of_operations", "products"),
    ),
    Topic(
        id="algebra", title="Algebra", method="steps", part_of=("math",),
        definition="Solves linear equations for their unknown.",
        names=("algebra", "linear equations", "equations", "equation solving"),
        generators=("linear_equations",),
    ),
    Topic(
        id="word-problems", title="Word problems", method="steps", part_of=("math",),
        definition="Takes the numbers out of a short story and reaches the right result in two to "
        "four steps.",
        names=("word problems", "word problem", "math word problems", "story problems"),
        generators=("shopping", "stock", "journeys", "savings"),
    ),
    Topic(
        id="percentages", title="Percentages", method="steps", part_of=("math", "arithmetic"),
        definition="Works out percentages, and changes by a percentage one after the other.",
        names=("percentages", "percentage", "percents"), generators=("percentages",),
    ),
    Topic(
        id="ratios", title="Ratios", method="steps", part_of=("math", "arithmetic"),
        definition="Shares an amount in a given ratio.",
        names=("ratios", "ratio", "proportions"), generators=("ratios",),
    ),
    Topic(
        id="averages", title="Averages", method="steps", part_of=("math", "arithmetic"),
        definition="Finds the mean of numbers, and the number that is missing from a known mean.",
        names=("averages", "arithmetic means"), generators=("averages",),
    ),
    Topic(
        id="logic", title="Logic", method="choice", part_of=("reasoning",),
        definition="Tells what must be true: syllogisms, truth values, knights and knaves.",
        names=("logic", "logical", "logical reasoning", "deductive reasoning", "logic puzzles",
               "formal logic"),
        generators=("syllogisms", "truth_values", "knights_and_knaves"),
    ),
    Topic(
        id="syllogisms", title="Syllogisms", method="choice", part_of=("reasoning", "logic"),
        definition="Picks the conclusion that follows from statements with all, no and some.",
        names=("syllogisms", "syllogism", "categorical logic"), generators=("syllogisms",),
    ),
    Topic(
        id="boolean-logic", title="Boolean logic", method="choice", part_of=("reasoning", "logic"),
        definition="Finds the true one among expressions of and, or, not.",
        names=("boolean logic", "boolean expressions", "boolean", "truth values"),
        generators=("truth_values",),
    ),
    Topic(
        id="knights-and-knaves", title="Knights and knaves", method="choice",
        part_of=("reasoning", "logic"),
        definition="Works out who tells the truth and who lies from what each one says.",
        names=("knights and knaves", "liars", "truth tellers and liars"),
        generators=("knights_and_knaves",),
    ),
    Topic(
        id="ordering", title="Ordering", method="choice", part_of=("reasoning",),
        definition="Puts people into the order that comparisons of pairs imply.",
        names=("ordering", "ordering puzzles", "transitive reasoning", "relational reasoning",
               "comparisons"),
        generators=("ordering",),
    ),
    Topic(
        id="sequences", title="Number sequences", method="choice", part_of=("reasoning",),
        definition="Finds the rule of a number sequence and its next term.",
        names=("sequences", "sequence", "number sequences", "number patterns", "patterns",
               "pattern recognition", "inductive reasoning", "number series"),
        generators=("sequences",),
    ),
    Topic(
        id="spatial", title="Spatial reasoning", method="choice", part_of=("reasoning",),
        definition="Keeps track of directions and positions through turns and walks.",
        names=("spatial", "spatial reasoning", "directions", "navigation", "orientation"),
        generators=("walks", "turns"),
    ),
    Topic(
        id="dates", title="Dates and times", method="choice", part_of=("reasoning",),
        definition="Calculates with weekdays, calendar dates and clock times.",
        names=("dates", "calendar", "calendars", "calendar arithmetic", "date arithmetic",
               "temporal reasoning", "date reasoning", "dates and times", "weekdays",
               "clock times", "time arithmetic"),
        generators=("weekdays", "dates_after", "days_between", "clock_times"),
    ),
    Topic(
        id="letters", title="Letters and words", method="choice", part_of=("reasoning",),
        definition="Sorts words alphabetically and reverses strings of letters.",
        names=("letters", "letter manipulation", "string manipulation", "word manipulation",
               "alphabetical order", "alphabetical"),
        generators=("alphabetical", "reversed_letters"),
    ),
    Topic(
        id="chemistry", title="Chemistry facts", method="recall", part_of=("factuality",),
        definition="Knows symbols, atomic numbers and the order of the chemical elements.",
        names=("chemistry", "chemical", "chemical elements", "elements", "periodic table",
               "chemistry facts", "chemistry knowledge"),
        generators=("element_symbols", "element_names", "atomic_numbers", "element_neighbours"),
    ),
    Topic(
        id="geography", title="Geography facts", method="recall", part_of=("factuality",),
        definition="Knows the currencies, official languages and ISO codes of countries.",
        names=("geography", "countries", "country facts", "geographical", "geographic"),
        generators=("currencies", "official_languages", "country_codes", "currency_codes"),
    ),
    Topic(
        id="currencies", title="Currencies", method="recall", part_of=("factuality", "geography"),
        definition="Knows with what money people pay in a country, and its code.",
        names=("currencies", "currency", "currency codes"),
        generators=("currencies", "currency_codes"),
    ),
    Topic(
        id="country-codes", title="Country codes", method="recall",
        part_of=("factuality", "geography"),
        definition="Knows the two-letter ISO codes of countries.",
        names=("country codes", "iso codes"), generators=("country_codes",),
    ),
    Topic(
        id="languages", title="Words in other languages", method="recall", part_of=("factuality",),
        definition="Knows weekdays, months and countries in other languages, what a language calls "
        "itself, and where it is official.",
        names=("languages", "language names", "official languages", "foreign words",
               "foreign languages", "foreign vocabulary", "words in other languages"),
        generators=("foreign_months", "foreign_countries", "autonyms", "foreign_weekdays",
                    "official_languages"),
    ),
)  # fmt: skip

BY_ID: Mapping[str, Topic] = {topic.id: topic for topic in TOPICS}

FOCUSES: Mapping[str, tuple[str, ...]] = {
    "multi-step": (
        "averages", "clock_times", "dates_after", "days_between", "journeys",
        "knights_and_knaves", "order_of_operations", "ordering", "ratios", "savings", "sequences",
        "shopping", "stock", "syllogisms", "truth_values", "turns", "walks", "weekdays",
    ),
}  # fmt: skip
"""Kinds of problem that a capability can be focused on, with the generators that make them."""

DEFAULT_QUOTA: Mapping[Method, int] = {"choice": 12, "recall": 6, "steps": 12}
"""Multi-step capabilities take more samples than recall."""


def children_of(topic: str) -> tuple[Topic, ...]:
    """Return the topics that a capability can be narrowed to."""
    return tuple(one for one in TOPICS if topic in one.part_of)
