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
                    "journeys", "ratios", "linear_equations", "savings", "averages", "rectangles",
                    "urns", "unit_stories", "right_triangles", "dice", "boxes", "coordinates",
                    "independent_events", "angles", "cards", "coins", "price_lists",
                    "progressions"),
    ),
    Topic(
        id="arithmetic", title="Arithmetic", method="steps", part_of=("math",),
        definition="Works out sums, products and expressions with brackets to the right number.",
        names=("arithmetic", "calculation", "calculations", "calculating", "mental math"),
        generators=("sums", "order_of_operations", "products"),
    ),
    Topic(
        id="algebra", title="Algebra", method="steps", part_of=("math",),
        definition="Solves linear equations for their unknown, and finds far terms and sums of "
        "sequences.",
        names=("algebra", "linear equations", "equations", "equation solving"),
        generators=("linear_equations", "progressions"),
    ),
    Topic(
        id="word-problems", title="Word problems", method="steps", part_of=("math",),
        definition="Takes the numbers out of a short story and reaches the right result in two to "
        "four steps.",
        names=("word problems", "word problem", "math word problems", "story problems"),
        generators=("shopping", "stock", "journeys", "savings", "unit_stories",
                    "price_lists"),
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
        id="geometry", title="Geometry", method="steps", part_of=("math",),
        definition="Finds areas, perimeters, volumes, angles, distances and the sides of right "
        "triangles.",
        names=("geometry", "geometric", "areas", "area", "perimeters", "angles", "volumes",
               "triangles", "pythagorean theorem", "pythagoras", "coordinate geometry"),
        generators=("rectangles", "right_triangles", "boxes", "coordinates", "angles"),
    ),
    Topic(
        id="probability", title="Probability", method="steps", part_of=("math",),
        definition="Works out exact probabilities of dice, coins, cards, urns and independent "
        "events, as fractions.",
        names=("probability", "probabilities", "chance", "chances", "odds", "combinatorics",
               "probability theory"),
        generators=("urns", "dice", "independent_events", "cards", "coins"),
    ),
    Topic(
        id="units", title="Units", method="steps", part_of=("math",),
        definition="Converts between units of measurement, and calculates with amounts given in a "
        "large and a small unit.",
        names=("units", "unit conversion", "unit conversions", "measurement", "measurements",
               "units of measurement", "conversions", "metric units"),
        generators=("unit_conversions", "unit_stories"),
    ),
)  # fmt: skip
