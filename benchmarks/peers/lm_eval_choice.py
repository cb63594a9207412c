"""Score option texts with lm-eval's HFLM; runs in the peer's own environment.

usage: lm_eval_choice.py MODEL_FOLDER QUESTIONS.json THREADS BATCH_SIZE
"""

import json
import os
import sys
import time

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")

import torch
from lm_eval.api.instance import Instance
from lm_eval.models.huggingface import HFLM


def requests(questions):
    """One log-likelihood request per option, as a multiple-choice task builds them."""
    return [
        Instance(
            request_type="loglikelihood",
            doc={},
            arguments=(question["prompt"], " " + choice),
            idx=index,
            metadata=("bbh", number, 1),
        )
        for number, question in enumerate(questions)
        for index, choice in enumerate(question["choices"])
    ]


folder, path, threads, batch_size = sys.argv[1:5]
torch.set_num_threads(int(threads))
with open(path, encoding="utf-8") as stream:
    questions = json.load(stream)
model = HFLM(
    pretrained=folder, tokenizer=folder, batch_size=int(batch_size), device="cpu", dtype="float32"
)
model.loglikelihood(requests(questions[:5]), disable_tqdm=True)
todo = requests(questions)
start, cpu = time.perf_counter(), time.process_time()
found = iter(model.loglikelihood(todo, disable_tqdm=True))
seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
answers = [[next(found)[0] for _ in question["choices"]] for question in questions]
print(json.dumps({"seconds": seconds, "cpu": cpu, "answers": answers}))
