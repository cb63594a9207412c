"""Prefill: how near to the machine's own rate of multiplying matrices prompts are read.

At least 20,000 tokens of GSM8K's questions, no question twice, put together to prompts of mixed
length, each ranked with one continuation of one token. Slices of the prompts take turns with the
median of a float32 product 2048x576x1536 in the same process. Counted are the multiplications and
additions that the tokens need: two for each weight of the linear layers, and attention to what is
before each token; nothing for padding, and nothing for the head, which reads one place a prompt.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import torch
from benchmarks.lm_eval_peer import demo_folder

from envhub import Prompt, Rank
from envhub.messages import Message
from envhub_hub.backends import LoadSettings, load_model

TARGET = 0.7
TOKENS = 20_000
SLICES = 10
PRODUCT = (2048, 576, 1536)


def main() -> None:
    """Measure both in turns and print the share; exit 1 below the target."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="GSM8K's rows, as JSON lines")
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    folder = demo_folder()
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model = load_model(f"hf/{folder}", LoadSettings())
    lines = given.data.read_text(encoding="utf-8").splitlines()
    requests = mixed([json.loads(line)["question"] for line in lines])
    list(model.respond(requests[:3]))
    linear, whole, lengths = [], [], []
    for start in range(SLICES):
        before = product_rate()
        begin = time.perf_counter()
        replies = dict(model.respond(requests[start::SLICES]))
        seconds = time.perf_counter() - begin
        rate = (before + product_rate()) / 2
        read = [reply.usage.input_tokens - 1 for reply in replies.values()]
        lengths += read
        needed = [work(length, settings) for length in read]
        linear.append(sum(one for one, _ in needed) / seconds / rate)
        whole.append(sum(sum(both) for both in needed) / seconds / rate)
        print(f"{sum(read) / seconds:6.0f} tokens/s; product {rate / 1e9:6.1f} GFLOP/s")
    total = sum(lengths)
    print(f"{len(lengths)} prompts of {min(lengths)} to {max(lengths)} tokens, {total} in all")
    share = statistics.median(whole)
    print(f"linear layers alone: {statistics.median(linear):.2f} of the product's rate")
    print(f"with attention: {share:.2f} (at least {TARGET}; {min(whole):.2f} to {max(whole):.2f})")
    if total < TOKENS or share < TARGET:
        sys.exit("the share is below its target")


def mixed(questions: list[str]) -> list[Rank]:
    """Put questions together to prompts of one to eight, until there are enough tokens."""
    chance = random.Random(0)
    requests: list[Rank] = []
    used = letters = 0
    while letters < TOKENS * 5:  # a token has fewer than five letters
        count = chance.randint(1, 8)
        text = " ".join(questions[used : used + count])
        used += count
        letters += len(text)
        prompt = Prompt(messages=(Message(role="user", content=text),), chat="never")
        requests.append(Rank(prompt=prompt, continuations=("Yes",)))
    return requests


def work(length: int, settings: dict[str, Any]) -> tuple[int, int]:
    """Return the multiplications and additions of linear layers, and of causal attention."""
    hidden, inner = settings["hidden_size"], settings["intermediate_size"]
    keys = hidden * settings["num_key_value_heads"] // settings["num_attention_heads"]
    weights = 2 * hidden * hidden + 2 * hidden * keys + 3 * hidden * inner
    layers = settings["num_hidden_layers"]
    return 2 * layers * weights * length, 2 * layers * hidden * length * (length + 1)


def product_rate() -> float:
    """Return the median rate of the product, in operations a second."""
    rows, inner, columns = PRODUCT
    left, right = torch.randn(rows, inner), torch.randn(columns, inner)
    times = []
    with torch.inference_mode():
        for _ in range(15):
            start = time.perf_counter()
            torch.nn.functional.linear(left, right)
            times.append(time.perf_counter() - start)
    return 2 * rows * inner * columns / statistics.median(times)


if __name__ == "__main__":
    main()
