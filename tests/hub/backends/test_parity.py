"""GSM8K and TruthfulQA as environments agree with lm-eval on local YAML, sample by sample.

The peer runs in an environment of its own, which the test makes; both score SmolLM2 in float32.
"""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest
from benchmarks.lm_eval_peer import PEERS, demo_folder, make_peer

from envhub import Environment, RunSettings, Sample, Target
from envhub_hub.backends import LoadSettings, load_model
from envhub_hub.runner import RunPlace, run_environment

DATA = Path(__file__).parents[4] / "shared/data"
PROBLEMS, QUESTIONS = 40, 100
TOKENS = 96
STOP = "Question:"
GSM8K = {
    "task": "local_gsm8k",
    "output_type": "generate_until",
    "doc_to_text": "Question: {{question}}\nAnswer:",
    "doc_to_target": "{{answer.split('####')[-1].strip()}}",
    "generation_kwargs": {"until": [STOP], "max_gen_toks": TOKENS, "do_sample": False},
    "filter_list": [{"name": "last-number", "filter": [
        {"function": "regex", "regex_pattern": r"(-?[$0-9.,]{2,})|(-?[0-9]+)", "group_select": -1},
        {"function": "take_first"},
    ]}],
    "metric_list": [{"metric": "exact_match", "aggregation": "mean", "higher_is_better": True,
                     "regexes_to_ignore": [",", r"\$", r"\.$"]}],
}  # fmt: skip
TRUTHFULQA = {
    "task": "local_truthfulqa",
    "output_type": "multiple_choice",
    "doc_to_text": "Q: {{question}}\nA:",
    "doc_to_choice": "{{choices}}",
    "doc_to_target": "gold",
    "metric_list": [{"metric": "acc", "aggregation": "mean", "higher_is_better": True}],
}

pytestmark = [
    pytest.mark.peer,
    pytest.mark.demo,
    pytest.mark.skipif(not DATA.exists(), reason="the published rows are not here"),
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture
def problems():
    lines = (DATA / "gsm8k/test.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[:PROBLEMS]]


@pytest.fixture
def questions():
    """The best answer among the wrong ones, where it stands differing from row to row."""
    with (DATA / "truthfulqa/TruthfulQA.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))[:QUESTIONS]
    made = []
    for number, row in enumerate(rows):
        wrong = [text.strip() for text in row["Incorrect Answers"].split(";") if text.strip()]
        best = row["Best Answer"].strip()
        choices = [text for text in dict.fromkeys(wrong) if text != best]
        gold = number % (len(choices) + 1)
        choices.insert(gold, best)
        made.append({"question": row["Question"], "choices": choices, "gold": gold})
    return made


@pytest.fixture
def peer(tmp_path):
    """Run a task over rows with the peer; what it says of each row."""

    def run(task, rows):
        folder = tmp_path / "tasks"
        folder.mkdir()
        place = folder / "rows.jsonl"
        place.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        where = {"dataset_path": "json", "dataset_kwargs": {"data_files": {"test": str(place)}}}
        written = json.dumps({**task, **where, "test_split": "test"})  # JSON is YAML
        (folder / f"{task['task']}.yaml").write_text(written, encoding="utf-8")
        words = [make_peer(), PEERS / "lm_eval_task.py", demo_folder(), folder, task["task"], "8"]
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3_000:]
        lines = [line for line in done.stdout.splitlines() if line.startswith('{"prompt"')]
        return [json.loads(line) for line in lines]

    return run


@pytest.fixture
def ours(tmp_path):
    """Run an environment of one capability on the same weights; its rows in order."""

    def run(harness, scorer, samples):
        declaration = {
            "schema_version": 1, "name": "acme/parity", "version": "1.0.0", "title": "Parity",
            "license": "CC0-1.0", "harness": {"ask": harness},
            "capability": [{"id": "it", "harness": "ask", "scorer": scorer}],
        }  # fmt: skip
        named = [(f"q{number:03}", *rest) for number, rest in enumerate(samples)]
        environment = Environment.create(
            declaration,
            [Sample(id=name, capability="it", input=text, choices=choices)
             for name, text, choices, _ in named],
            [Target(id=name, targets=(target,)) for name, _, _, target in named],
        )  # fmt: skip
        model = load_model(f"hf/{demo_folder()}", LoadSettings())
        rows = []
        place = RunPlace(runs_folder=tmp_path / "runs")
        run_environment(environment, model, RunSettings(), place, lambda row, *_: rows.append(row))
        return sorted(rows, key=lambda row: row.sample_id)

    return run


def test_truthfulqa_has_the_peers_log_probabilities_and_verdicts(peer, ours, questions):
    found = ours(
        {"type": "cloze"},
        {"type": "choice"},
        [(f"Q: {q['question']}\nA:", tuple(q["choices"]), q["gold"]) for q in questions],
    )
    theirs = peer(TRUTHFULQA, questions)
    assert len(found) == len(theirs) == QUESTIONS
    for row, other in zip(found, theirs, strict=True):
        assert row.prompt == other["prompt"]
        logprobs = [one["logprob"] for one in json.loads(row.continuations)]
        expected = [float(answer[0][0]) for answer in other["answers"]]
        assert logprobs == pytest.approx(expected, abs=1e-3)
    assert [row.status == "pass" for row in found] == [one["acc"] == 1 for one in theirs]
    assert 0 < sum(row.status == "pass" for row in found) < QUESTIONS


def test_gsm8k_has_the_peers_texts_and_verdicts(peer, ours, problems):
    found = ours(
        {"type": "single_turn", "chat": "never", "max_tokens": TOKENS, "stop": [STOP]},
        {"type": "numeric"},
        [
            (f"Question: {one['question']}\nAnswer:", None, one["answer"].split("####")[1].strip())
            for one in problems
        ],
    )
    theirs = peer(GSM8K, problems)
    assert len(found) == len(theirs) == PROBLEMS
    assert [row.prompt for row in found] == [one["prompt"] for one in theirs]
    assert [row.output for row in found] == [one["answers"][0][0] for one in theirs]
    assert [row.status == "pass" for row in found] == [one["exact_match"] == 1 for one in theirs]
