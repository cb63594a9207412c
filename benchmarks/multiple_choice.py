"""Multiple choice by log-probability of the option texts, against lm-eval 0.4.13.

Both score the same prompts of BBH `logical_deduction_five_objects` on SmolLM2-135M-Instruct in
float32 on the same threads. The peer runs at each of its batch sizes and its best one counts; its
process and ours take turns, so a machine that slows down slows both. Model loading and a warm-up of
five questions are outside the timing, tokenization is inside. Per-option log-probabilities must
agree to 1e-3, or the ratio means nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from envhub import Prompt, Rank
from envhub.messages import Message

ROOT = Path(__file__).resolve().parents[1]
PEER_VENV = ROOT / ".venv-lm-eval"
PEER_SCRIPT = Path(__file__).parent / "peers" / "lm_eval_choice.py"
PEER_PACKAGES = ("torch==2.13.0", "lm-eval[hf]==0.4.13")
BATCH_SIZES = (1, 8, 32, 64)
WARM_UP = 5
TOLERANCE = 1e-3
_OPTION = re.compile(r"^\(([A-Z])\) (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Measured:
    """One timed pass over the questions."""

    name: str
    rate: float
    """Questions per second."""
    logprobs: list[list[float]]
    """By question, then by option, in nats."""


def main() -> None:
    """Measure both, print every rate, the agreement and the ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="the BBH file, as JSON")
    options.add_argument("--limit", type=int, default=24, help="questions")
    options.add_argument("--rounds", type=int, default=3, help="passes of ours and of its best")
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    questions = read_questions(given.data, given.limit)
    peer = make_peer()
    model_folder = demo_folder()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "questions.json")
        place.write_text(json.dumps(questions), encoding="utf-8")
        ask = [str(peer), str(PEER_SCRIPT), str(model_folder), str(place), str(given.threads)]
        first = [run_peer(ask, size) for size in BATCH_SIZES]
        best = BATCH_SIZES[first.index(max(first, key=lambda one: one.rate))]
        ours, theirs = [], []
        for _ in range(given.rounds):
            ours.append(run_ours(model_folder, place, given.threads))
            theirs.append(run_peer(ask, best))
    for one in first:
        print(f"{one.name:24} {one.rate:7.3f} questions/s")
    show(ours, theirs, best)


def show(ours: list[Measured], theirs: list[Measured], best: int) -> None:
    """Print medians, agreement and ratio; exit 1 where the log-probabilities disagree."""
    our_rate = statistics.median(one.rate for one in ours)
    their_rate = statistics.median(one.rate for one in theirs)
    worst = max(
        abs(a - b)
        for one, other in zip(ours[0].logprobs, theirs[0].logprobs, strict=True)
        for a, b in zip(one, other, strict=True)
    )
    ratios = sorted(one.rate / other.rate for one, other in zip(ours, theirs, strict=True))
    print(f"\nmedian of {len(ours)} alternating passes, {len(ours[0].logprobs)} questions")
    print(f"envhub                   {our_rate:7.3f} questions/s")
    print(f"lm-eval, batch size {best:<4} {their_rate:7.3f} questions/s")
    print(f"largest difference of a log-probability: {worst:.2e} (at most {TOLERANCE:g})")
    print(f"ratio: {our_rate / their_rate:.2f}  (passes: {ratios[0]:.2f} to {ratios[-1]:.2f})")
    if worst > TOLERANCE:
        sys.exit("the log-probabilities disagree; the ratio means nothing")


def read_questions(path: Path, limit: int) -> list[dict[str, object]]:
    """Return prompts with their option texts."""
    questions: list[dict[str, object]] = []
    for example in json.loads(path.read_text(encoding="utf-8"))["examples"][:limit]:
        choices = [text for _, text in _OPTION.findall(example["input"].split("Options:")[-1])]
        questions.append({"prompt": example["input"] + "\nAnswer:", "choices": choices})
    return questions


def demo_folder() -> Path:
    """Return the folder of the demo model, converted where it is not yet."""
    from envhub_hub import config
    from envhub_hub.backends.demo import converted, find_gguf

    return converted(find_gguf(), config.cache_folder())


def run_ours(model_folder: Path, questions: Path, threads: int) -> Measured:
    """Time our backend in a process of its own, as the peer is."""
    words = [sys.executable, __file__, "--ours", str(model_folder), str(questions), str(threads)]
    return _measured("envhub", subprocess.run(words, check=True, capture_output=True, text=True))


def run_peer(ask: list[str], batch_size: int) -> Measured:
    """Time the peer at one batch size."""
    done = subprocess.run([*ask, str(batch_size)], check=True, capture_output=True, text=True)
    return _measured(f"lm-eval, batch size {batch_size}", done)


def _measured(name: str, done: subprocess.CompletedProcess[str]) -> Measured:
    said = json.loads(done.stdout.strip().splitlines()[-1])
    return Measured(name, said["rate"], said["logprobs"])


def measure_ours(model_folder: str, questions_path: str, threads: str) -> None:
    """The child process: load, warm up, time, and print one line of JSON."""
    import torch

    from envhub_hub.backends import LoadSettings, load_model

    torch.set_num_threads(int(threads))
    questions = json.loads(Path(questions_path).read_text(encoding="utf-8"))
    model = load_model(f"hf/{model_folder}", LoadSettings())
    requests = [
        Rank(
            prompt=Prompt(messages=(Message(role="user", content=one["prompt"]),), chat="never"),
            continuations=tuple(one["choices"]),
        )
        for one in questions
    ]
    list(model.respond(requests[:WARM_UP]))
    start = time.perf_counter()
    replies = dict(model.respond(requests))
    seconds = time.perf_counter() - start
    logprobs = [[c.logprob for c in replies[i].continuations] for i in range(len(requests))]
    print(json.dumps({"rate": len(requests) / seconds, "logprobs": logprobs}))


def make_peer() -> Path:
    """Return the peer's Python, in an environment of its own."""
    python = PEER_VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEER_VENV)], check=True)
        for package in PEER_PACKAGES:  # torch first, so that its CPU build is kept
            subprocess.run([str(python), "-m", "pip", "install", "-q", package], check=True)
    return python


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ours"]:
        measure_ours(*sys.argv[2:5])
    else:
        main()
