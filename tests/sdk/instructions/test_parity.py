"""Verdicts agree with lm-eval's IFEval checker, on a model's outputs and on made ones.

The checker runs in an environment of its own, which the test makes; the outputs are SmolLM2's, made
once and kept beside it. Left out is `letter_frequency` for what is no letter from a to z: there the
checker looks for a letter drawn at random.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from envhub import Generate, Prompt
from envhub.instructions import INSTRUCTIONS, follows, make_instruction
from envhub.instructions.compose import compose
from envhub.messages import Message

ROOT = Path(__file__).parents[3]
ROWS = ROOT.parent / "shared/data/ifeval/input_data.jsonl"
VENV = ROOT / ".venv-ifeval"
CHECKER = ROOT / "benchmarks/peers/lm_eval_ifeval.py"
BARE = ("lm-eval==0.4.13", "llama-index-core==0.14.25")
"""Without what they depend on: the checker's own files, and the data of Punkt."""
NEEDED = ("immutabledict==4.3.1", "langdetect==1.0.9", "nltk==3.10.4", "packaging")
OUTPUTS, EACH = 200, 8

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(not ROWS.exists(), reason="the published rows are not here"),
]


@pytest.fixture(scope="module")
def rows():
    return [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def checker():
    python = VENV / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        for words in (["--no-deps", *BARE], NEEDED):
            subprocess.run([str(python), "-m", "pip", "install", "-q", *words], check=True)
    return python


@pytest.fixture(scope="module")
def outputs(rows, checker):
    """What SmolLM2 says to 200 of the prompts, at least eight for every instruction."""
    place = VENV / "outputs.jsonl"
    if not place.exists():
        pytest.importorskip("torch")
        chosen = select(rows)
        said = dict(zip([one["key"] for one in chosen], answer(chosen), strict=True))
        text = "".join(json.dumps([key, output]) + "\n" for key, output in said.items())
        place.write_text(text, encoding="utf-8")
    said = dict(json.loads(line) for line in place.read_text(encoding="utf-8").splitlines())
    return [{**row, "output": said[row["key"]]} for row in rows if row["key"] in said]


def select(rows):
    count: Counter[str] = Counter()
    chosen = {}
    for row in rows:
        if any(count[name] < EACH for name in row["instruction_id_list"]):
            chosen[row["key"]] = row
            count.update(row["instruction_id_list"])
    for row in rows:
        if len(chosen) < OUTPUTS:
            chosen.setdefault(row["key"], row)
    return list(chosen.values())[:OUTPUTS]


def answer(rows):
    from envhub_hub.backends import LoadSettings, load_model

    model = load_model("demo/smollm2", LoadSettings())
    requests = [
        Generate(
            prompt=Prompt(messages=(Message(role="user", content=row["prompt"]),), chat="always"),
            max_tokens=120,
        )
        for row in rows
    ]
    replies = dict(model.respond(requests))
    return [replies[index].text for index in range(len(rows))]


def composed(rows):
    """A text for each row that can be followed as a whole."""
    for row in rows:
        text = compose([make_instruction(*pair) for pair in pairs_of(row)])
        if text is not None:
            yield {**row, "output": text}


def mutated(made):
    """Texts that are a little wrong."""
    for row in made:
        text = row["output"]
        never = [word for said in row["kwargs"] for word in said.get("forbidden_words", ["word"])]
        for other in (
            text.lower(), text.upper(), text[: len(text) // 2], text[1:], text[:-1],
            f"Sure, here it is:\n{text}", f"{text}\nI hope, that helps!", f"**{text}**",
            text.replace("\n", "\n\n"), text.replace("*", ""), text.replace(" ", ", ", 3),
            f"{text} {' '.join(never)}",
        ):  # fmt: skip
            yield {**row, "output": other}


def pairs_of(row):
    return list(zip(row["instruction_id_list"], row["kwargs"], strict=True))


def compared(rows, checker):
    """(instruction, reading, ours, theirs) for every verdict, less the ones at random."""
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    done = subprocess.run([str(checker), str(CHECKER)], input=lines, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2_000:]
    for row, line in zip(rows, done.stdout.splitlines(), strict=True):
        for loose, theirs in enumerate(json.loads(line)):
            for (name, said), verdict in zip(pairs_of(row), theirs, strict=True):
                letter = said.get("letter", "a").lower()
                if "a" <= letter <= "z":
                    found = follows(make_instruction(name, said), row["output"], loose=bool(loose))
                    yield name, "loose" if loose else "strict", found.followed, verdict


def agreement(rows, checker, capsys):
    found = list(compared(rows, checker))
    same = sum(ours == theirs for _, _, ours, theirs in found)
    apart = Counter(name for name, _, ours, theirs in found if ours != theirs)
    said = f"{len(rows)} texts: {same} of {len(found)} verdicts alike; apart: {dict(apart)}"
    with capsys.disabled():
        sys.stdout.write(f"\n{said}\n")
    return same / len(found), found


def test_outputs_of_a_model_are_judged_alike(outputs, checker, capsys):
    assert len(outputs) == OUTPUTS
    share, found = agreement(outputs, checker, capsys)
    assert share >= 0.99
    assert {name for name, *_ in found} == set(INSTRUCTIONS)


def test_composed_and_mutated_texts_are_judged_alike(rows, outputs, checker, capsys):
    made = list(composed(rows))
    share, right = agreement(made, checker, capsys)
    assert share >= 0.995
    share, wrong = agreement(list(mutated(made[::4])), checker, capsys)
    assert share >= 0.99
    share, more = agreement(list(mutated(outputs[::8])), checker, capsys)
    assert share >= 0.99
    both = {(name, theirs) for name, _, _, theirs in (*right, *wrong, *more)}
    assert both == {(name, verdict) for name in INSTRUCTIONS for verdict in (True, False)}
