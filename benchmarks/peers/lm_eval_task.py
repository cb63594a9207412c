"""Run one task of local YAML with lm-eval; runs in the peer's own environment.

usage: lm_eval_task.py MODEL_FOLDER YAML_FOLDER TASK BATCH_SIZE

Prints one line of JSON a sample: what was asked, what came back, and the metrics.
"""

import json
import os
import sys

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
folder, tasks, task, batch_size = sys.argv[1:5]
os.environ["HF_HOME"] = f"{tasks}/cache"

import lm_eval
from lm_eval.models.huggingface import HFLM
from lm_eval.tasks import TaskManager

model = HFLM(
    pretrained=folder, tokenizer=folder, batch_size=int(batch_size), device="cpu", dtype="float32"
)
found = lm_eval.simple_evaluate(
    model, tasks=[task], task_manager=TaskManager(include_path=tasks, include_defaults=False),
    log_samples=True, bootstrap_iters=0,
)  # fmt: skip
for sample in sorted(found["samples"][task], key=lambda one: one["doc_id"]):
    first = sample["arguments"]["gen_args_0"]["arg_0"] if isinstance(
        sample["arguments"], dict
    ) else sample["arguments"][0][0]  # fmt: skip
    metrics = {name: sample[name] for name in ("acc", "exact_match") if name in sample}
    print(json.dumps({"prompt": first, "answers": sample["resps"], **metrics}))
