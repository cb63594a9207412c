"""Mathematics: a number at the end of written steps."""

from __future__ import annotations

from .topic import Topic

TOPICS: tuple[Topic, ...] = (
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
)  # fmt: skip
