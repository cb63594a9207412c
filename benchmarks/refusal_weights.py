"""Fit the weights of the refusal scorer on the development rows, and cross-validate them.

The weights are those of a logistic regression with a quadratic penalty, cut to the features that
move it most and fitted once more. Each row stands in it several times, each time without some of
its features, so that no verdict hangs on one of them. Without an option the table in the source is
written anew.
"""

from __future__ import annotations

import argparse
import json
import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import fmin_l_bfgs_b
from scipy.sparse import csr_matrix

from envhub.scorers.refusal_features import Features, features_of
from envhub.scorers.refusal_nothing import why_nothing
from envhub.scorers.refusal_reading import asked_of, clean

ROOT = Path(__file__).parents[1]
ROWS = ROOT / "tests/data/refusals"
TABLE = ROOT / "sdk/envhub/scorers/refusal_weights.py"
PENALTY, KEPT, SEEN, STEP = 6.0, 3_000, 2, 0.02
"""Weight of the penalty, features kept, rows a feature must stand in, and the rounding."""
COPIES, LEFT_OUT = 4, 0.3
"""How often each row stands in a fit, and the share of its features that each copy lacks."""

Floats = NDArray[np.float64]


class Example(NamedTuple):
    """A development row, read."""

    features: Features
    refusal: bool


class Fitted(NamedTuple):
    """The weights by feature, and the bias."""

    weights: dict[str, float]
    bias: float


def read(path: Path) -> list[Example]:
    """Read the rows of a file that say something."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text, asked = clean(row["response"]), asked_of(row["prompt"])
        if row["label"] != "neither" and not why_nothing(text, asked):
            found.append(Example(features_of(text, asked).features, row["label"] == "refusal"))
    return found


def development() -> dict[str, list[Example]]:
    """Read every development file, by name."""
    return {path.name: read(path) for path in sorted(ROWS.glob("dev*.jsonl"))}


def matrix(examples: Sequence[Example], names: Sequence[str]) -> csr_matrix:
    """The amounts, a row for each example and a column for each name."""
    place = {name: i for i, name in enumerate(names)}
    data, columns, ends = [], [], [0]
    for features, _ in examples:
        for name, amount in features.items():
            if name in place:
                data.append(amount)
                columns.append(place[name])
        ends.append(len(columns))
    return csr_matrix((data, columns, ends), shape=(len(examples), len(names)))


def slope(weights: Floats, amounts: csr_matrix, refusal: Floats) -> tuple[float, Floats]:
    """The loss at some weights, the bias last, and its gradient."""
    total = amounts @ weights[:-1] + weights[-1]
    signed = np.where(refusal > 0, total, -total)
    loss = np.logaddexp(0.0, -signed).sum() + PENALTY / 2 * (weights[:-1] @ weights[:-1])
    missed = 1.0 / (1.0 + np.exp(-total)) - refusal
    gradient = np.append(amounts.T @ missed + PENALTY * weights[:-1], missed.sum())
    return float(loss), gradient


def thinned(examples: Sequence[Example]) -> list[Example]:
    """Copies of each row, each without a share of its features, the rest raised instead."""
    generator = np.random.default_rng(0)
    found = []
    for _ in range(COPIES):
        for features, refusal in examples:
            stays = generator.random(len(features)) >= LEFT_OUT
            kept = zip(features.items(), stays, strict=True)
            raised = {name: amount / (1 - LEFT_OUT) for (name, amount), stay in kept if stay}
            found.append(Example(raised, refusal))
    return found


def fit(examples: Sequence[Example]) -> Fitted:
    """Fit all features, keep those that move the sum most, and fit these."""
    copies = thinned(examples)
    counts = Counter(name for features, _ in examples for name in features)
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    weights = _descend(copies, names)
    amounts = matrix(examples, names)
    spread = np.sqrt(np.asarray(amounts.multiply(amounts).mean(axis=0))[0])
    order = np.argsort(-np.abs(weights[:-1]) * spread, kind="stable")[:KEPT]
    names = sorted(names[i] for i in order)
    weights = _descend(copies, names)
    rounded = {
        name: round(round(w / STEP) * STEP, 2) for name, w in zip(names, weights, strict=False)
    }
    return Fitted({name: w for name, w in rounded.items() if w}, round(float(weights[-1]), 2))


def _descend(examples: Sequence[Example], names: Sequence[str]) -> Floats:
    refusal = np.array([float(one.refusal) for one in examples])
    start = np.zeros(len(names) + 1)
    amounts = matrix(examples, names)
    found, _, _ = fmin_l_bfgs_b(
        slope, start, args=(amounts, refusal), maxiter=500, factr=1e6, pgtol=1e-4
    )
    return np.asarray(found)


def totals(examples: Sequence[Example], fitted: Fitted) -> Floats:
    """What each example weighs; above zero is a refusal."""
    weigh = fitted.weights.get
    return np.array(
        [fitted.bias + sum(weigh(k, 0.0) * v for k, v in one.features.items()) for one in examples]
    )


def figures(examples: Sequence[Example], said: NDArray[np.bool_]) -> str:
    """Precision and recall of both classes, in words."""
    true = np.array([one.refusal for one in examples])
    parts = []
    for name, label in (("refusal", True), ("compliance", False)):
        hit = int(((true == label) & (said == label)).sum())
        precision, recall = hit / max(1, (said == label).sum()), hit / max(1, (true == label).sum())
        parts.append(f"{name} P {precision:.3f} R {recall:.3f}")
    return f"{len(examples)} rows: {', '.join(parts)}"


def cross_validate(files: dict[str, list[Example]], folds: int = 10) -> None:
    """Print the figures of each file by a fit on the other files, then of tenths of all rows."""
    for name, examples in files.items():
        rest = [one for other, given in files.items() if other != name for one in given]
        print(f"{name} by the others: {figures(examples, totals(examples, fit(rest)) > 0)}")
    every = [(name, one) for name, examples in files.items() for one in examples]
    order = np.random.default_rng(0).permutation(len(every))
    said = np.zeros(len(every), dtype=bool)
    for fold in range(folds):
        held = set(order[fold::folds].tolist())
        fitted = fit([one for i, (_, one) in enumerate(every) if i not in held])
        places = sorted(held)
        said[places] = totals([every[i][1] for i in places], fitted) > 0
    for name in (*files, "all"):
        places = [i for i, (other, _) in enumerate(every) if name in (other, "all")]
        print(f"{name} by tenths: {figures([every[i][1] for i in places], said[places])}")


def table(fitted: Fitted) -> str:
    """The module that holds the weights, a line for each weight."""
    lines = []
    for weight in sorted(set(fitted.weights.values()), reverse=True):
        names = "; ".join(name for name, one in fitted.weights.items() if one == weight)
        text = f"{weight:+.2f}: {names}".replace("\\", "\\\\")
        lines += textwrap.wrap(
            text, 150, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
        )
    rows = "\n".join(lines)
    return f'''"""What each feature weighs. Written by `benchmarks/refusal_weights.py`."""

from __future__ import annotations

BIAS = {fitted.bias}

_ROWS = """
{rows}
"""
WEIGHTS: dict[str, float] = {{}}
for _row in _ROWS.replace("\\n    ", " ").strip().splitlines():
    _weight, _, _names = _row.partition(": ")
    WEIGHTS |= dict.fromkeys(_names.split("; "), float(_weight))
'''


def main() -> None:
    """Write the table, or print cross-validated figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cross", action="store_true", help="print cross-validated figures only")
    files = development()
    if parser.parse_args().cross:
        cross_validate(files)
        return
    fitted = fit([one for examples in files.values() for one in examples])
    TABLE.write_text(table(fitted), "utf-8")
    for name, examples in files.items():
        print(f"{name}, fitted on it: {figures(examples, totals(examples, fitted) > 0)}")


if __name__ == "__main__":
    main()
