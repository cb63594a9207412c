"""What a run folder's files say, as typed values: what was run, one row a rollout, how it ended.

Nothing here opens a file: `run` does.
"""

from __future__ import annotations

import re
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from .dataset import DatasetIdentity, EstimateRow, EstimatorRecord
from .errors import UsageError
from .model import ModelIdentity, Spent
from .reducers import parse_reducer
from .values import Frozen

Status = Literal["pass", "fail", "invalid"]
Ended = Literal["complete", "interrupted", "failed", "limited"]
"""`limited`: a limit on cost, tokens or time was reached; what was done is kept."""
_SHARD = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})\Z", re.ASCII)


class CapabilityRecord(Frozen):
    """A capability as it was run: all that a report needs, without the environment."""

    id: str
    title: str
    definition: str = ""
    weight: float = 1.0
    harness: str
    """The type of the harness."""
    scorer: str
    method: str
    graded: bool
    """Whether scores between 0 and 1 occur."""
    pass_at: float | Literal["rank1"]
    target_rate: float | None = None
    samples: int = 0
    """Samples that were planned; each has as many rollouts as there are epochs. Of a data set 1,
    the row of the dimension."""
    estimator: EstimatorRecord | None = None
    """Of a data set: what measures it, and how far it can be trusted."""


class EnvironmentRecord(Frozen):
    """Which environment, by name and by content."""

    name: str
    version: str
    title: str
    digest: str
    data_digest: str
    """Of the split that was run; of several splits, over theirs in order."""
    harness_digest: str
    scoring_digest: str
    split: str = "test"
    samples: int
    """In the split; a run with `--limit` plans fewer."""
    source: str | None = None
    """Where it was opened from: a folder, a zip or a reference; None: it was in memory."""
    background: str | None = None
    """What stood behind the request that it was generated from, shortened; part of no digest."""


class Shard(Frozen):
    """A part of a run: every `count`-th sample, from the `index`-th on, 1-based."""

    index: int = Field(ge=1)
    count: int = Field(ge=1)

    @model_validator(mode="after")
    def _inside(self) -> Self:
        if self.index > self.count:
            raise ValueError(f"shard {self.index} of {self.count}")
        return self

    def __str__(self) -> str:
        return f"{self.index}/{self.count}"


def parse_shard(text: str) -> Shard:
    """Read `2/8`.

    Raises:
        UsageError: it is no shard.
    """
    found = _SHARD.match(text)
    if found and int(found.group(1)) <= int(found.group(2)):
        return Shard(index=int(found.group(1)), count=int(found.group(2)))
    raise UsageError(f"`{text}` is no shard", hint="the second of eight is 2/8")


class RunSettings(Frozen):
    """What a person chose for the run; None leaves it to the environment."""

    limit: int | None = Field(default=None, ge=1)
    """The first N samples of the split."""
    seed: int = 0
    max_tokens: int | None = Field(default=None, ge=1)
    temperature: float | None = Field(default=None, ge=0)
    sample_ids: tuple[str, ...] = ()
    split: str = "test"
    """`test`, `practice`, or `all`: both."""
    other_judge: bool = False
    """Judge with another model than the environment pins."""
    epochs: int = Field(default=1, ge=1, le=10_000)
    """Rollouts of each sample."""
    reducer: str = "mean"
    """How the epochs of a sample become its score: see `reducers`."""
    shard: Shard | None = None
    """The part of the samples that this run takes; None: all."""

    @model_validator(mode="after")
    def _enough_epochs(self) -> Self:
        needs = parse_reducer(self.reducer).needs
        if needs > self.epochs:
            hint = f"--epochs {needs}, or more for a better estimate"
            raise UsageError(f"`{self.reducer}` needs {needs} epochs, not {self.epochs}", hint=hint)
        return self


class LoadRecord(Frozen):
    """How the model was loaded, so that the same can be loaded again."""

    model: str
    """provider/name, or the path of a folder."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """Those of `LoadSettings` that differ from their defaults."""


class PriceRecord(Frozen):
    """The price of a remote model, in US dollars per million tokens, as it was when it ran."""

    input: float
    output: float
    date: str
    source: str


class RunRecord(Frozen):
    """`run.json`: everything that can explain a number, known before the first sample."""

    schema_version: Literal[1] = 1
    id: str
    name: str | None = None
    rows: Literal["samples", "latents", "dimensions"] = "samples"
    created_at: str
    """ISO 8601, UTC."""
    environment: EnvironmentRecord
    capabilities: tuple[CapabilityRecord, ...]
    model: ModelIdentity | None = None
    """What was run; None where a data set was measured."""
    dataset: DatasetIdentity | None = None
    """What was measured, where that was a data set."""
    judge: ModelIdentity | None = None
    """The model that judges; None where none does."""
    judge_differs: tuple[str, ...] = ()
    """Where it is another one than the environment pins."""
    user: ModelIdentity | None = None
    """The model that plays the user; None where none does."""
    context: str = "model inspection"
    """`model inspection`, `data inspection` or `training step`."""
    step: int | None = None
    load: LoadRecord | None = None
    """None: the model was in memory, or a data set was measured."""
    settings: RunSettings = RunSettings()
    planned: int
    """Rollouts."""
    price: PriceRecord | None = None
    """What the tokens of a remote model cost; None: unknown, or the model is local."""
    hourly_rate: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """US dollars that an hour of the machine costs, where a person said it."""
    packages: dict[str, str] = Field(default_factory=dict)
    hardware: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_one_subject(self) -> Self:
        if (self.model is None) == (self.dataset is None):
            raise ValueError("a run is of a model or of a data set")
        return self

    @property
    def subject(self) -> str:
        """The name of the model, or of the data set."""
        named = self.model or self.dataset
        return named.name if named else ""

    @property
    def context_label(self) -> str:
        """The context as cards show it."""
        return self.context if self.step is None else f"training monitor · step {self.step}"


class ScoreRow(Frozen):
    """One scorer's verdict, as it is stored."""

    scorer: str
    value: float
    answer: str | None = None
    filter: str | None = None
    explanation: str | None = None
    near_miss: bool = False
    """Below the maximum though a target stands in the output."""


class SampleRow(Frozen):
    """One line of `samples.jsonl`: a rollout. Every key is always written; null is typed."""

    sample_id: str
    sample_hash: str
    capability: str
    subtype: str | None
    group: str | None
    epoch: int
    """From 0: which rollout of the sample."""
    split: str = "test"
    question: str
    prompt: str
    """As sent, after the model's template."""
    output: str
    continuations: str
    """JSON list of the scored continuations."""
    target: str
    """JSON list of the targets."""
    status: Status
    cause: str | None
    """Why it is invalid; for a failure None."""
    message: str | None
    score: float | None = Field(ge=0, le=1, allow_inf_nan=False)
    """In [0, 1]; null where invalid."""
    scores: tuple[ScoreRow, ...]
    stop_reason: str
    input_tokens: int
    output_tokens: int
    latency_ms: float | None
    cost: float | None
    """US dollars; null where unknown."""
    cached: bool
    judging: Spent | None = None
    """What the judge took; null where none was asked."""
    exchange: str | None = None
    """JSON of what the other columns do not hold: the turns, the tools' state, the files that a
    workspace was left with. Null for one plain question and its answer."""
    estimate: EstimateRow | None = None
    """Where a row is a dimension of a data set: what its score was taken over."""


class Summary(Frozen):
    """`summary.json`: how the run ended. Scores are computed from the rows, not from here."""

    status: Ended
    ended_at: str
    seconds: float
    """Of all the times that it was worked on."""
    rows: int
    passed: int
    failed: int
    invalid: int
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None
    """US dollars: the hours at the declared rate, else the sum of the rows; null where unknown."""
    message: str | None = None
