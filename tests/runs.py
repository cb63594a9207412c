"""Run folders for tests of everything that reads them, written by the SDK's own writer."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from envhub.model import ModelIdentity
from envhub.run import (
    CapabilityRecord,
    EnvironmentRecord,
    Run,
    RunRecord,
    RunSettings,
    RunWriter,
    SampleRow,
    ScoreRow,
    Summary,
    open_run,
)

HOSTILE = "<script>alert(1)</script> \x1b[31mred\x1b[0m \u202egnp.exe $x^2$ =cmd()|' /C calc'!A0"


@dataclass(frozen=True)
class Part:
    """A capability and the score of each of its samples; None is an invalid one."""

    id: str
    scores: tuple[float | None, ...]
    title: str = ""
    method: str = "exact match"
    scorer: str = "exact"
    graded: bool = False
    pass_at: float | Literal["rank1"] = 1.0
    weight: float = 1.0
    target_rate: float | None = None
    definition: str = ""
    ranks: tuple[int, ...] = ()
    """With `rank1`: the samples that pass."""


REASONING = Part(
    "reasoning", (1, 0, 1, 1, 0, 0, 1, 0), "Reasoning", "multiple choice", "choice",
    definition="Picks the conclusion that follows from two or three premises.",
)  # fmt: skip
MATH = Part("math", (0, 0, 1, 0, 0, 0, 0, 0), "Math", "numeric match", "numeric")
FACTUALITY = Part(
    "factuality", (0.91, 0.62, 0.08, 0.74, 0.33, 0.57, 0.02, 0.88), "Factuality",
    "next-token probability", "next_token", graded=True, pass_at="rank1", ranks=(0, 1, 3, 5, 7),
)  # fmt: skip
MAIN = (REASONING, MATH, FACTUALITY)


@dataclass(frozen=True)
class Setup:
    """What differs from run to run."""

    title: str = "First steps"
    environment: str = "envhub/first-steps"
    model: str = "demo/smollm2"
    name: str | None = None
    step: int | None = None
    context: str = "model inspection"
    status: Literal["complete", "interrupted", "failed"] | None = "complete"
    """None: no summary, as a killed run leaves it."""
    planned: int | None = None
    suite: str = "a"
    text: str = ""
    """Stands in every question, output and answer."""
    cause: str = "backend"
    created_at: str = "2026-11-21T05:22:10Z"
    extra: dict[str, Any] = field(default_factory=dict)
    """More of the run record."""


def digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def record_of(parts: tuple[Part, ...], setup: Setup, run_id: str) -> RunRecord:
    total = sum(len(part.scores) for part in parts)
    return RunRecord(
        id=run_id, name=setup.name, created_at=setup.created_at,
        environment=EnvironmentRecord(
            name=setup.environment, version="1.0.0", title=setup.title, digest=digest(setup.suite),
            data_digest=digest(setup.suite + "d"), harness_digest=digest(setup.suite + "h"),
            scoring_digest=digest(setup.suite + "s"), samples=total,
        ),
        capabilities=tuple(
            CapabilityRecord(
                id=part.id, title=part.title or part.id, definition=part.definition,
                weight=part.weight, harness="single_turn", scorer=part.scorer, method=part.method,
                graded=part.graded, pass_at=part.pass_at, target_rate=part.target_rate,
                samples=len(part.scores),
            )
            for part in parts
        ),
        model=ModelIdentity(
            name=setup.model, revision="main", weights_digest=digest(setup.model),
            dtype="float32", device="cpu", parameters=134_515_008,
        ),
        context=setup.context, step=setup.step, settings=RunSettings(seed=7),
        planned=total if setup.planned is None else setup.planned,
        packages={"envhub": "0.1.0"}, **setup.extra,
    )  # fmt: skip


def row_of(part: Part, index: int, setup: Setup) -> SampleRow:
    score = part.scores[index]
    passed = index in part.ranks if part.pass_at == "rank1" else (score or 0) >= part.pass_at
    invalid = score is None
    question = setup.text or f"What is {index} + 2? Think about {part.title or part.id}."
    return SampleRow(
        sample_id=f"{part.id}-{index:03d}", sample_hash=digest(f"{part.id}{index}"),
        capability=part.id, subtype=None, group=None, epoch=0,
        question=question, prompt=f"<|im_start|>user\n{question}<|im_end|>\n",
        output="" if invalid else setup.text or f"The answer is {index + 2 if passed else index}.",
        continuations="[]", target=json.dumps([str(index + 2)]),
        status="invalid" if invalid else "pass" if passed else "fail",
        cause=setup.cause if invalid else None,
        message="the server did not answer" if invalid else None,
        score=None if score is None else float(score),
        scores=()
        if score is None
        else (ScoreRow(scorer=part.scorer, value=float(score), answer=setup.text or str(index)),),
        stop_reason="stop", input_tokens=40 + index, output_tokens=0 if invalid else 7,
        latency_ms=None if invalid else 100.0 + 10 * index, cost=None, cached=False,
    )  # fmt: skip


def make_run(
    root: Path, parts: tuple[Part, ...] = MAIN, setup: Setup | None = None, run_id: str = "run-1"
) -> Run:
    """Write a run folder and open it."""
    setup = setup or Setup()
    with RunWriter(root / run_id, record_of(parts, setup, run_id)) as writer:
        rows = [row_of(part, i, setup) for part in parts for i in range(len(part.scores))]
        for row in rows:
            writer.append(row)
        if setup.status is not None:
            counts = [row.status for row in rows]
            summary = Summary(
                status=setup.status, ended_at="2026-11-21T05:23:00Z", seconds=41.2,
                rows=len(rows), passed=counts.count("pass"), failed=counts.count("fail"),
                invalid=counts.count("invalid"),
            )  # fmt: skip
            writer.finish(summary)
    return open_run(root / run_id)


def spoiled(run: Run, old: str, new: str) -> Run:
    """The same run with its rows edited by hand."""
    rows = run.folder / "samples.jsonl"
    rows.write_text(rows.read_text("utf-8").replace(old, new), "utf-8")
    return open_run(run.folder)


LONG = (
    "Multi-step deductive reasoning over family relations",
    "Algebra word problems with distractors and mixed units",
    "Function completion in Python, executed against hidden tests",
    "Faithful summarisation of clinical notes",
    "Refusal of clearly out-of-scope requests, with safe twins",
    "Capitals, currencies and calling codes",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "日本語の読解と要約（長い題名の例です。とても長い題名）",
    "Dates",
    "$x^2$ & <b>LaTeX</b> \\frac{1}{2} _under_score_ 100%",
    "Ordering by size under three constraints",
    "Chemistry: symbols, groups and periods of the elements",
)


def many(count: int, titles: tuple[str, ...] = LONG) -> tuple[Part, ...]:
    """That many capabilities of uneven size and level."""
    parts = []
    for i in range(count):
        n = 8 + 3 * (i % 5)
        hits = (i * 7 + 3) % (n + 1)
        scores = tuple(float((j * 5 + i) % n < hits) for j in range(n))
        parts.append(Part(f"cap-{i}", scores, titles[i % len(titles)], weight=1.0))
    return tuple(parts)
