"""Greedy texts for 64 prompts of GSM8K, exactly 64 new tokens each, against lm-eval 0.4.13.

Both load the same folder: SmolLM2-135M-Instruct in float32 with an end token that it never says, so
that no text ends early. Loading and a warm-up are outside the timing, tokenization is inside. Texts
must be the same; where one differs, the two best logits at the first difference must lie within
1e-4, which is what adding up in another order can turn round.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.lm_eval_peer import PEERS, Turns, demo_folder, make_peer, show, take_turns

TARGET = 1.3
TOKENS = 64
NEVER = "<reponame>"
"""A token of the pre-training data that an answer never has."""
TIE = 1e-4


def main() -> None:
    """Measure both, print every rate, the agreement and the ratio; exit 1 below the target."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="GSM8K's rows, as JSON lines")
    options.add_argument("--limit", type=int, default=64, help="prompts")
    options.add_argument("--rounds", type=int, default=3, help="passes of ours and of its best")
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    lines = given.data.read_text(encoding="utf-8").splitlines()[: given.limit]
    prompts = [f"Question: {json.loads(line)['question']}\nAnswer:" for line in lines]
    peer = make_peer()
    with tempfile.TemporaryDirectory() as scratch:
        folder = endless(demo_folder(), Path(scratch, "model"))
        place = Path(scratch, "prompts.json")
        place.write_text(json.dumps({"prompts": prompts, "tokens": TOKENS}), encoding="utf-8")
        words = [str(folder), str(place), str(given.threads)]
        turns = take_turns(
            [sys.executable, "-m", "benchmarks.generation", "--ours", *words],
            [str(peer), str(PEERS / "lm_eval_generate.py"), *words],
            given.rounds,
        )
        agree(turns, prompts, folder)
    if show(turns, TARGET) < TARGET:
        sys.exit("the ratio is below its target")


def endless(source: Path, folder: Path) -> Path:
    """Make a folder with the same weights and an end token that is never said."""
    folder.mkdir()
    for file in source.iterdir():
        (folder / file.name).symlink_to(file)
    vocabulary = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    added = {one["content"]: one["id"] for one in vocabulary["added_tokens"]}
    for name in ("config.json", "generation_config.json"):
        settings = json.loads((source / name).read_text(encoding="utf-8"))
        (folder / name).unlink()
        text = json.dumps(settings | {"eos_token_id": added[NEVER]})
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def agree(turns: Turns, prompts: list[str], folder: Path) -> None:
    """Print how many texts are the same; exit 1 where one differs by more than a tie."""
    pairs = list(zip(prompts, turns.ours[0].answers, turns.theirs[0].answers, strict=True))
    gaps = [gap(folder, *three) for three in pairs if three[1] != three[2]]
    print(f"the same texts: {len(pairs) - len(gaps)} of {len(pairs)}")
    if gaps:
        print(f"two best logits at a first difference: at most {max(gaps):.1e} apart (below {TIE})")
    print()
    if any(one >= TIE for one in gaps):
        sys.exit("the two disagree; the ratio means nothing")


def gap(folder: Path, prompt: str, ours: str, theirs: str) -> float:
    """Return how far the two best logits lie apart where two texts first differ."""
    import torch
    import transformers

    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    one, other = (tokenizer(prompt + text)["input_ids"] for text in (ours, theirs))
    differ = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    first = next(differ, min(len(one), len(other)))
    with torch.inference_mode():
        best = model(torch.tensor([one[:first]])).logits[0, -1].topk(2).values
    return float(best[0] - best[1])


def measure_ours(folder: str, prompts_path: str, threads: str) -> None:
    """The child process: load, warm up, time, and print one line of JSON."""
    import torch

    from envhub import Generate, Prompt
    from envhub.messages import Message
    from envhub_hub.backends import LoadSettings, load_model

    torch.set_num_threads(int(threads))
    asked = json.loads(Path(prompts_path).read_text(encoding="utf-8"))
    model = load_model(f"hf/{folder}", LoadSettings())
    requests = [
        Generate(
            prompt=Prompt(messages=(Message(role="user", content=text),), chat="never"),
            max_tokens=asked["tokens"],
        )
        for text in asked["prompts"]
    ]
    list(model.respond([one.model_copy(update={"max_tokens": 4}) for one in requests[:2]]))
    start, cpu = time.perf_counter(), time.process_time()
    replies = dict(model.respond(requests))
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    short = [n for n, reply in replies.items() if reply.usage.output_tokens != asked["tokens"]]
    if short:
        sys.exit(f"prompts {short} have not {asked['tokens']} tokens")
    answers = [replies[place].text for place in range(len(requests))]
    print(json.dumps({"seconds": seconds, "cpu": cpu, "answers": answers}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ours"]:
        measure_ours(*sys.argv[2:5])
    else:
        main()
