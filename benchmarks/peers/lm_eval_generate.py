"""Write texts with lm-eval's HFLM, greedily; runs in the peer's own environment.

usage: lm_eval_generate.py MODEL_FOLDER PROMPTS.json THREADS BATCH_SIZE
"""

import json
import os
import sys
import time

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")

import torch
from lm_eval.api.instance import Instance
from lm_eval.models.huggingface import HFLM


def requests(prompts, tokens):
    """One request a prompt, as a generating task builds them."""
    wanted = {"until": [], "max_gen_toks": tokens, "do_sample": False}
    return [
        Instance("generate_until", {}, (prompt, wanted), 0, metadata=("gsm8k", place, 1))
        for place, prompt in enumerate(prompts)
    ]


folder, path, threads, batch_size = sys.argv[1:5]
torch.set_num_threads(int(threads))
with open(path, encoding="utf-8") as stream:
    asked = json.load(stream)
model = HFLM(
    pretrained=folder, tokenizer=folder, batch_size=int(batch_size), device="cpu", dtype="float32"
)
model.generate_until(requests(asked["prompts"][:2], 4), disable_tqdm=True)
todo = requests(asked["prompts"], asked["tokens"])
start, cpu = time.perf_counter(), time.process_time()
answers = model.generate_until(todo, disable_tqdm=True)
seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
print(json.dumps({"seconds": seconds, "cpu": cpu, "answers": answers}))
