"""What follows from what is given: the answer is one of four shown options."""

from __future__ import annotations

from ...items import Generator
from .amounts import linked_amounts
from .circuits import circuits
from .deduction import syllogisms, truth_values
from .graphs import graph_steps, one_way_roads, routes
from .knights import knights_and_knaves
from .ordering import ordering
from .seating import queues, round_tables, seat_rows
from .sequences import sequences
from .sets import set_counts
from .spatial import turns, walks
from .tables import table_rows, table_sums
from .tracking import moves, swaps

GENERATORS: tuple[Generator, ...] = (
    circuits,
    graph_steps,
    knights_and_knaves,
    linked_amounts,
    moves,
    one_way_roads,
    ordering,
    queues,
    round_tables,
    routes,
    seat_rows,
    sequences,
    set_counts,
    swaps,
    syllogisms,
    table_rows,
    table_sums,
    truth_values,
    turns,
    walks,
)
