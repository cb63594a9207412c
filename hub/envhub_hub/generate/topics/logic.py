"""Reasoning and its parts: what follows from what is given."""

from __future__ import annotations

from .topic import Topic

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
)  # fmt: skip
