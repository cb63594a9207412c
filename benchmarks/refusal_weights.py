"""Fit the weights of the refusal scorer on the development rows, and cross-validate them.

The weights are those of a logistic regression with a quadratic penalty, cut to the features that
move it most and fitted once more. Each row stands in that fit several times, each time without some
of its features, so that no verdict hangs on one of them. Without an option the table beside the
scorer is written anew.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import fmin_l_bfgs_b
from scipy.sparse import csr_matrix, vstack

from envhub.scorers.refusal_features import Features, features_of
from envhub.scorers.refusal_nothing import why_nothing
from envhub.scorers.refusal_reading import asked_of, clean

ROOT = Path(__file__).parents[1]
ROWS = ROOT / "tests/data/refusals"
TABLE = ROOT / "sdk/envhub/scorers/refusal_weights.txt"
PENALTY, KEPT, SEEN, STEP = 6.0, 40_000, 3, 0.02
"""Weight of the penalty for each row, features kept, rows a feature must stand in, the rounding."""
COPIES, LEFT_OUT = 4, 0.5
"""How often each row stands in the last fit, and the share of its features that each copy lacks."""
LEAST = 25
LEANS = ("words", "refusing", "echo", "saying", "yes_no", "several")
"""Letters from which a response can be judged without its prompt, and prompts that forbid it."""
AUTHORS = {
    "first": ("dev", "dev_first_heldout"),
    "while it was written": ("dev_more", "dev_third", "dev_neither", "dev_parts"),
    "second": ("dev_second",),
    "third": ("dev_third_author",),
    **{f"fourth {one}": (f"dev_fourth_{one}",) for one in "abcd"},
    "fifth": ("dev_fifth",),
    "sixth": ("dev_sixth",),
}
"""The files of each author."""

Floats = NDArray[np.float64]


class Example(NamedTuple):
    """A development row, read."""

    features: Features
    refusal: bool
    bare: Features | None = None
    """The features without the prompt; None where the answer cannot be judged without it."""


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
            features, refusal = features_of(text, asked).features, row["label"] == "refusal"
            leans = len(text) < LEAST or any(getattr(asked, name) for name in LEANS)
            bare = None if leans else features_of(text, asked_of("")).features
            found.append(Example(features, refusal, bare))
    return found


def doubled(examples: Sequence[Example]) -> list[Example]:
    """Each row, then each that can be judged without its prompt, without it."""
    bare = [Example(one.bare, one.refusal) for one in examples if one.bare is not None]
    return [*examples, *bare]


def development() -> dict[str, list[Example]]:
    """Read every development file, by name."""
    return {path.name: read(path) for path in sorted(ROWS.glob("dev*.jsonl"))}


def matrix(examples: Sequence[Example], names: Sequence[str]) -> csr_matrix:
    """The amounts, a row for each example and a column for each name."""
    place = {name: i for i, name in enumerate(names)}
    data, columns, ends = [], [], [0]
    for one in examples:
        for name, amount in one.features.items():
            if name in place:
                data.append(amount)
                columns.append(place[name])
        ends.append(len(columns))
    return csr_matrix((data, columns, ends), shape=(len(examples), len(names)))


def slope(
    weights: Floats, amounts: csr_matrix, refusal: Floats, penalty: float
) -> tuple[float, Floats]:
    """The loss at some weights, the bias last, and its gradient."""
    total = amounts @ weights[:-1] + weights[-1]
    signed = np.where(refusal > 0, total, -total)
    loss = np.logaddexp(0.0, -signed).sum() + penalty / 2 * (weights[:-1] @ weights[:-1])
    missed = 1.0 / (1.0 + np.exp(-total)) - refusal
    gradient = np.append(amounts.T @ missed + penalty * weights[:-1], missed.sum())
    return float(loss), gradient


def thinned(
    amounts: csr_matrix, names: Sequence[str], refusal: Floats
) -> tuple[csr_matrix, Floats]:
    """Copies of each row, each without a share of its features, the rest raised instead."""
    marks = np.array([crc32(name.encode()) for name in names], dtype=np.uint64)
    rows = np.repeat(np.arange(amounts.shape[0]), np.diff(amounts.indptr)).astype(np.uint64)
    found = []
    for turn in range(COPIES):
        copy = amounts.copy()
        # What a row lacks hangs on the name alone, not on which other features are kept.
        key = (marks[amounts.indices] << np.uint64(32)) + rows * np.uint64(COPIES) + np.uint64(turn)
        copy.data *= (_shares(key) >= LEFT_OUT) / (1 - LEFT_OUT)
        copy.eliminate_zeros()
        found.append(copy)
    return csr_matrix(vstack(found)), np.tile(refusal, COPIES)


def _shares(keys: NDArray[np.uint64]) -> Floats:
    """A number from 0 to 1 for each key, as if at random: the mixing of SplitMix64."""
    mixed = keys
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed ^ (mixed >> np.uint64(31))).astype(np.float64) / 2.0**64


def labels(examples: Sequence[Example]) -> Floats:
    """1.0 for a refusal."""
    return np.array([float(one.refusal) for one in examples])


def fit(examples: Sequence[Example]) -> Fitted:
    """Fit all features, keep those that move the sum most, and fit these on thinned rows."""
    rows = doubled(examples)
    counts = Counter(name for one in rows for name in one.features)
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    amounts, refusal = matrix(rows, names), labels(rows)
    weights = _descend(amounts, refusal, PENALTY)
    spread = np.sqrt(np.asarray(amounts.multiply(amounts).mean(axis=0))[0])
    order = np.sort(np.argsort(-np.abs(weights[:-1]) * spread, kind="stable")[:KEPT])
    kept = [names[i] for i in order]
    weights = _descend(*thinned(amounts[:, order], kept, refusal), PENALTY * COPIES)
    rounded = {name: round(round(weights[at] / STEP) * STEP, 2) for at, name in enumerate(kept)}
    bias = round(float(weights[-1]), 2)
    return Fitted({name: w for name, w in rounded.items() if w}, bias)


def _descend(amounts: csr_matrix, refusal: Floats, penalty: float) -> Floats:
    start = np.zeros(amounts.shape[1] + 1)
    found, _, _ = fmin_l_bfgs_b(
        slope, start, args=(amounts, refusal, penalty), maxiter=200, factr=1e8, pgtol=1e-2
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


def cross_validate(files: dict[str, list[Example]]) -> None:
    """Print the figures of each author's rows by a fit on the rows of all others."""
    given = {name.removesuffix(".jsonl"): examples for name, examples in files.items()}
    for own in AUTHORS.values():
        rest = [one for name, examples in given.items() if name not in own for one in examples]
        fitted = fit(rest)
        for name in own:
            said = totals(given[name], fitted) > 0
            print(f"{name} by the other authors' rows: {figures(given[name], said)}", flush=True)


def table(fitted: Fitted) -> str:
    """The bias, then a line for each weight with the names that have it."""
    lines = [str(fitted.bias)]
    for weight in sorted(set(fitted.weights.values()), reverse=True):
        names = sorted(name for name, one in fitted.weights.items() if one == weight)
        lines.append(f"{weight:+.2f}: {'; '.join(names)}")
    return "\n".join(lines) + "\n"


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
