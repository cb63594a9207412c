"""Reasoning and its parts: what follows from what is given."""

from __future__ import annotations

from .topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        id="reasoning", title="Reasoning", method="choice",
        definition="Picks the one answer that follows from what is given: orderings, syllogisms, "
        "liars, directions, sequences, dates, seats, roads, tables. A high score means that "
        "several small inferences are chained without a slip.",
        names=("reasoning", "reason", "reasons", "problem solving", "inference", "deduction"),
        generators=("ordering", "syllogisms", "sequences", "walks", "knights_and_knaves",
                    "weekdays", "truth_values", "turns", "seat_rows", "graph_steps",
                    "linked_amounts", "swaps", "circuits", "table_rows", "set_counts",
                    "round_tables", "moves", "routes", "queues", "one_way_roads", "table_sums"),
    ),
    Topic(
        id="logic", title="Logic", method="choice", part_of=("reasoning",),
        definition="Tells what must be true: syllogisms, truth values, knights and knaves, "
        "circuits, sets, amounts that imply each other, things that change places.",
        names=("logic", "logical", "logical reasoning", "deductive reasoning", "logic puzzles",
               "formal logic"),
        generators=("syllogisms", "truth_values", "knights_and_knaves", "circuits", "set_counts",
                    "linked_amounts", "swaps", "moves"),
    ),
    Topic(
        id="syllogisms", title="Syllogisms", method="choice", part_of=("reasoning", "logic"),
        definition="Picks the conclusion that follows from statements with all, no and some.",
        names=("syllogisms", "syllogism", "categorical logic"), generators=("syllogisms",),
    ),
    Topic(
        id="boolean-logic", title="Boolean logic", method="choice", part_of=("reasoning", "logic"),
        definition="Finds the true one among expressions of and, or, not, and the outputs of "
        "circuits of such gates.",
        names=("boolean logic", "boolean expressions", "boolean", "truth values",
               "boolean circuits", "logic circuits", "logic gates"),
        generators=("truth_values", "circuits"),
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
        definition="Puts people into the order that comparisons and clues imply.",
        names=("ordering", "ordering puzzles", "transitive reasoning", "relational reasoning",
               "comparisons"),
        generators=("ordering", "queues"),
    ),
    Topic(
        id="seating", title="Seating puzzles", method="choice", part_of=("reasoning",),
        definition="Finds the one seating that all clues allow, in a row or at a round table.",
        names=("seating", "seating puzzles", "seating arrangements", "seating plans",
               "arrangement puzzles"),
        generators=("seat_rows", "round_tables"),
    ),
    Topic(
        id="graphs", title="Graphs", method="choice", part_of=("reasoning",),
        definition="Finds shortest routes, distances in steps and what can be reached, in networks "
        "of roads.",
        names=("graphs", "graph problems", "graph reasoning", "graph paths",
               "shortest paths", "path finding", "reachability"),
        generators=("graph_steps", "routes", "one_way_roads"),
    ),
    Topic(
        id="tables", title="Tables", method="choice", part_of=("reasoning",),
        definition="Reads a small table: the row that meets conditions, sums over rows, "
        "comparisons of groups.",
        names=("tables", "table reading", "table reasoning", "reading tables",
               "tabular data", "tabular reasoning"),
        generators=("table_rows", "table_sums"),
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
