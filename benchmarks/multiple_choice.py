"""Multiple choice by log-probability, against lm-eval 0.4.13: three shapes of the same questions.

Both score BBH `logical_deduction_five_objects` on SmolLM2-135M-Instruct in float32 on the same
threads: the texts of the options, their letters (which the peer scores in one pass too), or the
texts behind a fixed head of solved questions. Loading and a warm-up are outside the timing,
tokenization is inside. Per-option log-probabilities must agree to 1e-3 and the accuracy must be the
same, or the ratio means nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.lm_eval_peer import PEERS, Turns, demo_folder, make_peer, show, take_turns

TARGETS = {"texts": 3.0, "letters": 1.2, "shots": 8.0}
SHOTS, HEAD = 2, 200
"""Solved questions in the head, and the tokens that it has at least."""
WARM_UP = 5
TOLERANCE = 1e-3
_OPTION = re.compile(r"^\(([A-Z])\) (.*)$", re.MULTILINE)


def main() -> None:
    """Measure both, print every rate, the agreement and the ratio; exit 1 below the target."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="the BBH file, as JSON")
    options.add_argument("--shape", choices=sorted(TARGETS), default="texts")
    options.add_argument("--limit", type=int, default=24, help="questions")
    options.add_argument("--rounds", type=int, default=3, help="passes of ours and of its best")
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    questions = read_questions(given.data, given.limit, given.shape)
    folder, peer = demo_folder(), make_peer()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch, "questions.json")
        place.write_text(json.dumps(questions), encoding="utf-8")
        words = [str(folder), str(place), str(given.threads)]
        turns = take_turns(
            [sys.executable, "-m", "benchmarks.multiple_choice", "--ours", *words],
            [str(peer), str(PEERS / "lm_eval_choice.py"), *words],
            given.rounds,
        )
    agree(turns, [int(one["gold"]) for one in questions])
    if show(turns, TARGETS[given.shape]) < TARGETS[given.shape]:
        sys.exit("the ratio is below its target")


def agree(turns: Turns, golds: list[int]) -> None:
    """Print how far the log-probabilities differ; exit 1 where they or the accuracies disagree."""
    ours, theirs = turns.ours[0].answers, turns.theirs[0].answers
    pairs = [pair for one, other in zip(ours, theirs, strict=True) for pair in zip(one, other)]  # noqa: B905
    worst = max(abs(a - b) for a, b in pairs)
    print(f"largest difference of a log-probability: {worst:.2e} (at most {TOLERANCE:g})")
    right = [
        sum(scores.index(max(scores)) == gold for scores, gold in zip(side, golds, strict=True))
        for side in (ours, theirs)
    ]
    print(f"right answers: {right[0]} and {right[1]} of {len(golds)}\n")
    if worst > TOLERANCE or right[0] != right[1]:
        sys.exit("the two disagree; the ratio means nothing")


def read_questions(path: Path, limit: int, shape: str) -> list[dict[str, Any]]:
    """Return prompts with their options and the place of the right one."""
    rows = json.loads(path.read_text(encoding="utf-8"))["examples"]
    head = "".join(_solved(row) for row in rows[-SHOTS:]) if shape == "shots" else ""
    questions: list[dict[str, Any]] = []
    for row in rows[:limit]:
        found = _OPTION.findall(row["input"].split("Options:")[-1])
        questions.append(
            {
                "prompt": f"{head}{row['input']}\nAnswer:",
                "choices": [letter if shape == "letters" else text for letter, text in found],
                "gold": [f"({letter})" for letter, _ in found].index(row["target"]),
                "head": head,
            }
        )
    return questions


def _solved(row: dict[str, str]) -> str:
    options = {f"({letter})": text for letter, text in _OPTION.findall(row["input"])}
    return f"{row['input']}\nAnswer: {options[row['target']]}\n\n"


def measure_ours(folder: str, questions_path: str, threads: str) -> None:
    """The child process: load, warm up, time, and print one line of JSON."""
    import torch

    from envhub import Prompt, Rank
    from envhub.messages import Message
    from envhub_hub.backends import LoadSettings, load_model

    torch.set_num_threads(int(threads))
    questions = json.loads(Path(questions_path).read_text(encoding="utf-8"))
    model = load_model(f"hf/{folder}", LoadSettings())
    requests = [
        Rank(
            prompt=Prompt(messages=(Message(role="user", content=one["prompt"]),), chat="never"),
            continuations=tuple(one["choices"]),
        )
        for one in questions
    ]
    if head := questions[0]["head"]:
        asked = Rank(
            prompt=Prompt(messages=(Message(role="user", content=head),), chat="never"),
            continuations=("A",),
        )
        tokens = dict(model.respond([asked]))[0].usage.input_tokens - 1
        if tokens < HEAD:
            sys.exit(f"the head has {tokens} tokens, less than {HEAD}")
    list(model.respond(requests[:WARM_UP]))
    start, cpu = time.perf_counter(), time.process_time()
    replies = dict(model.respond(requests))
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    answers = [[c.logprob for c in replies[i].continuations] for i in range(len(requests))]
    print(json.dumps({"seconds": seconds, "cpu": cpu, "answers": answers}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ours"]:
        measure_ours(*sys.argv[2:5])
    else:
        main()
