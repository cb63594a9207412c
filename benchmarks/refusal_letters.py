"""Count which letter follows which in the development rows, and write the table in the source.

Each distinct word counts once, so that the smaller languages weigh too. A digit stands for how
likely a letter is after another: 9 is likely, 0 is never seen.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from math import log2
from pathlib import Path

from envhub.scorers.refusal_reading import clean
from envhub.scorers.refusal_sounds import CYRILLIC, EDGE, LATIN, spelled

ROOT = Path(__file__).parents[1]
ROWS = ROOT / "tests/data/refusals"
TABLE = ROOT / "sdk/envhub/scorers/refusal_letters.py"


def texts() -> list[str]:
    """The prompts and the responses that say something."""
    lines = [
        line for path in ROWS.glob("dev*.jsonl") for line in path.read_text("utf-8").split("\n")
    ]
    rows = [json.loads(line) for line in lines if line]
    return [row[key] for row in rows if row["label"] != "neither" for key in ("prompt", "response")]


def digits(words: set[str], alphabet: str) -> list[str]:
    """A row for each letter, with a digit for each letter that can follow."""
    pairs = Counter(pair for word in words for pair in pairwise(f"{EDGE}{word}{EDGE}"))
    found = []
    for first in EDGE + alphabet:
        total = sum(pairs[first, second] for second in EDGE + alphabet)
        row = []
        for second in EDGE + alphabet:
            share = (pairs[first, second] + 0.2) / (total + 0.2 * (len(alphabet) + 1))
            row.append(str(max(0, min(9, round(10 + log2(share))))))
        found.append("".join(row))
    return found


def main() -> None:
    """Write the table."""
    words = {word for text in texts() for word in spelled(clean(text))}
    parts = []
    for name, alphabet in (("LATIN", LATIN), ("CYRILLIC", CYRILLIC)):
        rows = digits({word for word in words if set(word) <= set(alphabet)}, alphabet)
        parts.append(f'{name}_ROWS = """\n' + "\n".join(rows) + '\n"""\n')
    head = '"""How likely a letter is after another. Written by `benchmarks/refusal_letters.py`."""'
    TABLE.write_text(f"{head}\n\n" + "".join(parts), "utf-8")


if __name__ == "__main__":
    main()
