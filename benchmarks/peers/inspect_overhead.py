"""The peer: inspect-ai's own loop on its mock model. Prints one line of JSON."""

import json
import sys
import time

from inspect_ai import Task
from inspect_ai import eval as evaluate
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.scorer import match
from inspect_ai.solver import generate

count, logs = int(sys.argv[1]), sys.argv[2]
samples = [
    Sample(id=f"s{n}", input=f"What is {n} + 1? Answer with a number.", target=str(n + 1))
    for n in range(count)
]
task = Task(dataset=MemoryDataset(samples), solver=generate(), scorer=match())
# With the usage given, its mock does not count tokens: that takes a tokenizer from the network.
usage = ModelUsage(input_tokens=10, output_tokens=1, total_tokens=11)
outputs = [ModelOutput.from_content("mockllm/model", "7") for _ in range(count)]
for output in outputs:
    output.usage = usage
model = get_model("mockllm/model", custom_outputs=outputs)
start = time.perf_counter()
(log,) = evaluate(task, model=model, log_dir=logs, display="none", max_samples=100)
seconds = time.perf_counter() - start
assert log.status == "success", log.error
print(json.dumps({"rate": count / seconds}))
