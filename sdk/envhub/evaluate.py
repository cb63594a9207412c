"""Run an environment on a model: the plain loop, and the one rollout that every engine drives.

`rollout` is where prompts, scorers and pass rules meet. The hub's engine batches many of them; the
loop here takes one at a time. Both give the same rows.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from .attachments import seeds_of, with_sources
from .declaration import Capability
from .environment import Environment
from .errors import UsageError
from .files import Files, MemoryFiles
from .harnesses import Harness, HarnessContext
from .items import Item, planned_items, undeclared
from .model import Failure, Generate, Model, Rank, Reply, Request
from .patterns import PatternTimeout
from .records import RunSettings, SampleRow, ScoreRow, Status
from .roles import Meter, differing, refuse_another
from .sample import Sample, Target
from .scorers import Score
from .services import LOCAL, GuestFailed, Service, Services
from .templates import TemplateProblem
from .tools.protocol import worded
from .trace import Trace
from .transcript import kept
from .values import changed, plain, sha256_hex
from .work import Desk, as_text


@dataclass(frozen=True)
class Part:
    """A capability made ready to run: its harness with the template and the solved samples."""

    capability: Capability
    """Its scorer holds the files that it reads."""
    harness: Harness
    context: HarnessContext
    files: Files = field(default_factory=lambda: MemoryFiles({}))
    """Where the attachments of samples stand."""

    @property
    def needs(self) -> frozenset[Service]:
        """The services that its rollouts and verdicts take."""
        return frozenset((*self.harness.needs, *self.capability.scorer.needs))


def parts_of(environment: Environment) -> dict[str, Part]:
    """Return every capability ready to run, by id.

    Raises:
        UsageError: the environment measures data sets, and asks no model.
        InvalidEnvironment: a file that a harness or a scorer reads is missing.
    """
    require_model(environment)
    return {
        one.id: Part(
            capability=environment.bound(one),
            harness=environment.harness_for(one),
            context=environment.context_for(one),
            files=environment.files,
        )
        for one in environment.declaration.capability
    }


def require_model(environment: Environment) -> None:
    """Refuse an environment that asks no model.

    Raises:
        UsageError: it measures data sets.
    """
    if environment.declaration.kind != "model":
        raise UsageError(
            f"{environment.reference} measures data sets; it asks no model",
            hint="name a file: --dataset FILE (in Python, `measure`)",
        )


def require_services(
    parts: Iterable[Part], services: Services, settings: RunSettings | None = None
) -> tuple[str, ...]:
    """Refuse what can't be run or judged here, before anything is generated.

    Returns:
        Where the judge differs from the one that the environment pins; only where that is allowed.

    Raises:
        ServiceMissing: the first service that is not there.
        Refused: the judge is another one than the environment pins, and nobody said so.
    """
    parts = list(parts)
    differences = differing(
        (pin for part in parts if (pin := part.capability.scorer.pin) is not None), services
    )
    for service in sorted({need for part in parts for need in part.needs}):
        services.require(service)
    if settings is None or not settings.other_judge:
        refuse_another(differences)
    return differences


def part_for(parts: dict[str, Part], sample: Sample) -> Part:
    """Return the part that a sample belongs to.

    Raises:
        InvalidEnvironment: the sample names a capability that is not declared.
    """
    if sample.capability not in parts:
        raise undeclared(sample, list(parts))
    return parts[sample.capability]


def rollout(
    part: Part, item: Item, settings: RunSettings, services: Services = LOCAL
) -> Generator[Request, Reply, SampleRow]:
    """Run one sample once: yields requests, is sent replies, returns the row.

    The harness never sees the target; the continuations that a scorer names are filled in here.

    Raises:
        ServiceMissing: a service that `require_services` would have refused.
    """
    trace = yield from observe(part, item, settings, services)
    return judge(part, item, trace, services)


def observe(
    part: Part, item: Item, settings: RunSettings, services: Services
) -> Generator[Request, Reply, Trace]:
    """Run one sample once without judging it: yields requests, is sent replies, returns the trace.

    Work that the harness wants done is done here, so a `send` may take as long as that does.
    """
    worked = "workspace" in part.harness.needs
    desk = Desk(services, seeds_of(item.sample, part.files) if worked else {})
    try:
        trace = yield from _drive(part, item, settings, desk)
        if worked and trace.failure is None:
            trace = trace.model_copy(update={"files": desk.files()})
        return trace
    except GuestFailed as error:
        return Trace(failure=Failure(cause="sandbox", message=error.message))
    finally:
        desk.close()


def _drive(
    part: Part, item: Item, settings: RunSettings, desk: Desk
) -> Generator[Request, Reply, Trace]:
    """Take a harness from its first request to its trace."""
    turn, seed = 0, sample_seed(settings.seed, item.sample.id, item.epoch)
    try:
        steps = part.harness.rollout(item.sample, part.context)
        step = next(steps)
        while True:
            if not isinstance(step, Generate | Rank):
                try:
                    done: Any = desk.do(step)
                except GuestFailed as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(done)
                continue
            if isinstance(step, Rank) and step.continuations is None:
                wanted = part.capability.scorer.continuations(item.sample, item.target)
                step = step.model_copy(update={"continuations": wanted})
            step = with_sources(_with_settings(step, settings, seed + turn), part.files)
            turn += 1
            step = steps.send((yield step))
    except StopIteration as stop:
        trace: Trace = stop.value
        return trace
    except TemplateProblem as error:
        return Trace(failure=Failure(cause="template", message=str(error)))
    except GuestFailed as error:
        return Trace(failure=Failure(cause="sandbox", message=error.message))


def _with_settings(request: Request, settings: RunSettings, seed: int) -> Request:
    """Apply what the person chose, and the rollout's own seed."""
    if not isinstance(request, Generate):
        return request
    chosen = {"max_tokens": settings.max_tokens, "temperature": settings.temperature}
    given = {name: value for name, value in chosen.items() if value is not None}
    return changed(request, {"seed": seed, **given})


def sample_seed(seed: int, sample_id: str, epoch: int = 0) -> int:
    """Return the seed of one rollout: it depends on nothing but these three."""
    return int(sha256_hex(f"{seed}|{sample_id}|{epoch}".encode())[:8], 16)


def judge(part: Part, item: Item, trace: Trace, services: Services = LOCAL) -> SampleRow:
    """Score a trace and write its row."""
    sample, target, epoch, split = item
    trace = _legible(trace)
    verdict: Score | Failure
    services, meter = Meter.on(services)
    if trace.failure is not None:
        verdict = trace.failure
    else:
        verdict = _score(part, sample, target, trace, services)
    status: Status = "invalid" if isinstance(verdict, Failure) else _status(part, verdict)
    return SampleRow(
        sample_id=sample.id,
        sample_hash=sample.hash,
        capability=sample.capability,
        subtype=sample.subtype,
        group=sample.group,
        epoch=epoch,
        split=split,
        question=sample.question,
        prompt=trace.prompt,
        output=trace.output,
        continuations=_json([one.model_dump() for one in trace.continuations]),
        target=_json(_shown_targets(sample, target)),
        status=status,
        cause=verdict.cause if isinstance(verdict, Failure) else None,
        message=verdict.message if isinstance(verdict, Failure) else None,
        score=None if isinstance(verdict, Failure) else verdict.value,
        scores=_score_rows(verdict),
        stop_reason=trace.stop_reason,
        input_tokens=trace.usage.input_tokens,
        output_tokens=trace.usage.output_tokens,
        latency_ms=trace.latency_ms,
        cost=trace.cost,
        cached=trace.cached,
        judging=meter.spent,
        exchange=kept(trace, _seeds(part, sample, trace)),
    )


def _seeds(part: Part, sample: Sample, trace: Trace) -> dict[str, str]:
    """The workspace of a trace as it began."""
    if trace.files is None:
        return {}
    return {path: as_text(data) for path, data in seeds_of(sample, part.files).items()}


def _score_rows(verdict: Score | Failure) -> tuple[ScoreRow, ...]:
    """The deciding verdict, and those beside it."""
    if isinstance(verdict, Failure):
        return ()
    return tuple(
        ScoreRow(
            scorer=one.scorer,
            value=one.value,
            answer=one.answer,
            filter=one.filter,
            explanation=one.explanation,
            near_miss=one.near_miss,
        )
        for one in (verdict, *verdict.others)
    )


def _legible(trace: Trace) -> Trace:
    """A trace without halves of surrogate pairs, which no file can hold."""
    output, prompt = plain(trace.output), plain(trace.prompt)
    if (output, prompt) == (trace.output, trace.prompt):
        return trace
    return trace.model_copy(update={"output": output, "prompt": prompt})


def _score(
    part: Part, sample: Sample, target: Target, trace: Trace, services: Services
) -> Score | Failure:
    try:
        return part.capability.scorer.score(sample, target, trace, services)
    except PatternTimeout as error:
        return Failure(cause="pattern", message=error.message)
    except ValidationError as error:
        return Failure(cause="target", message=str(error).splitlines()[0])
    except GuestFailed as error:
        return Failure(cause="sandbox", message=error.message)


def _status(part: Part, score: Score) -> Status:
    rule = part.capability.pass_rule
    passed = bool(score.rank1) if rule == "rank1" else score.value >= float(rule) - 1e-9
    return "pass" if passed else "fail"


def _shown_targets(sample: Sample, target: Target) -> list[object]:
    """Targets as people read them: a choice by its text."""
    choices = sample.choices or ()
    return [
        choices[one] if isinstance(one, int) and 0 <= one < len(choices) else one
        for one in target.targets
    ]


def _json(value: object) -> str:
    # JSON has no infinity and no NaN: both become null.
    return to_json(value, inf_nan_mode="null").decode()


def evaluate(
    environment: Environment,
    model: Model,
    settings: RunSettings | None = None,
    services: Services = LOCAL,
) -> list[SampleRow]:
    """Run an environment on a model, one sample at a time, and return its rows in order.

    The hub's runner gives the same rows, batched, in a run folder that survives a crash.

    Raises:
        ServiceMissing: the environment needs what `services` does not offer; nothing is asked then.
    """
    settings = settings or RunSettings()
    parts = parts_of(environment)
    services = services.within(environment.declaration.requires.surroundings)
    require_services(parts.values(), services, settings)
    model = worded(model)
    rows = []
    for item in planned_items(environment, settings):
        steps = rollout(part_for(parts, item.sample), item, settings, services)
        try:
            request = next(steps)
            while True:
                ((_, reply),) = model.respond([request])
                request = steps.send(reply)
        except StopIteration as stop:
            rows.append(stop.value)
    return rows


__all__ = [
    "evaluate",
    "observe",
    "require_services",
    "rollout",
]
