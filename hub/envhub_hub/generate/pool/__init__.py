"""The user's own records as a source of samples: carded, searched, and transformed by plans.

`open_pool` cards the files; `ground` finds the cards and plans for a wish and measures them;
`PoolSupply` draws items.
"""

from __future__ import annotations

from .assessing import FLOOR, Assessment, assess, ground, plans_of, query_of
from .card import DatasetCard, FieldCard, Licence, Role
from .executing import Around, Executed, Executor
from .opening import open_pool
from .order import Order
from .plans import Operation, Recipe, TransformPlan, operation
from .pool import Pool, PoolTable
from .search import Query, search
from .supply import PoolSupply

__all__ = [
    "FLOOR",
    "Around",
    "Assessment",
    "DatasetCard",
    "Executed",
    "Executor",
    "FieldCard",
    "Licence",
    "Operation",
    "Order",
    "Pool",
    "PoolSupply",
    "PoolTable",
    "Query",
    "Recipe",
    "Role",
    "TransformPlan",
    "assess",
    "ground",
    "open_pool",
    "operation",
    "plans_of",
    "query_of",
    "search",
]
