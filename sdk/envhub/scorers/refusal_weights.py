"""What each feature weighs: the table beside this module, read.

`benchmarks/refusal_weights.py` writes it. Its first line is the bias; each other line is a weight and
the names of the features that have it.
"""

from __future__ import annotations

from importlib.resources import files

TABLE = "refusal_weights.txt"

_bias, *_rows = files(__package__).joinpath(TABLE).read_text("utf-8").strip().split("\n")
BIAS = float(_bias)
WEIGHTS: dict[str, float] = {}
for _row in _rows:
    _weight, _, _names = _row.partition(": ")
    WEIGHTS |= dict.fromkeys(_names.split("; "), float(_weight))
