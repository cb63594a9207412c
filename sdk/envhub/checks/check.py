"""The whole check: structure first, since nothing can be measured on what can't be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ..bundle import open_bundle
from ..environment import Environment
from ..errors import InvalidEnvironment, Problem
from ..evaluate import Part, parts_of
from ..manifest import make_manifest
from ..sample import Sample, Target
from ..services import LOCAL, ServiceMissing, Services
from ..values import Frozen
from . import agreement, gaming, hostile, labels, planted, scoring, structure
from .answering import lacking
from .gaming import MAX_JUDGED, CapabilityCheck

MAX_PROBLEMS = 50
"""More of them say nothing new, and a broken generator makes thousands."""


class CheckReport(Frozen):
    """The outcome of a check. `ok` means that no error was found in what could be checked."""

    reference: str
    digest: str | None
    problems: tuple[str, ...] = ()
    """As `file:line: error: …`."""
    warnings: tuple[str, ...] = ()
    """What a careful author would mend; it makes nothing invalid."""
    hints: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    """What needs a service that is not here."""
    capabilities: dict[str, CapabilityCheck] = {}

    @property
    def ok(self) -> bool:
        return not self.problems


def check(environment: Environment | str | Path, services: Services = LOCAL) -> CheckReport:
    """Check an environment, a source folder or a bundle.

    Args:
        environment: what to check.
        services: what may be used on the way. Without a sandbox no code is run, and what needs one
            is *not checked*.

    Returns:
        A report of every problem found, with file and line.
    """
    reference = str(environment)
    try:
        if not isinstance(environment, Environment):
            path = Path(environment)
            environment = open_bundle(path) if path.is_file() else Environment.from_folder(path)
        reference = environment.reference
        found = structure.problems(environment)
        if not errors_of(found):
            found += hostile.problems(environment)
        if errors_of(found):
            return _report(reference, found)
        if environment.declaration.kind == "dataset":
            return _tried(environment, found)
        return _measured(environment, found, services)
    except InvalidEnvironment as error:
        return _report(reference, list(error.problems))


def errors_of(problems: list[Problem]) -> list[Problem]:
    """Return the problems that make an environment invalid."""
    return [one for one in problems if one.severity == "error"]


def _report(reference: str, problems: list[Problem], digest: str | None = None) -> CheckReport:
    errors = errors_of(problems)
    texts = [str(one) for one in errors[:MAX_PROBLEMS]]
    if len(errors) > len(texts):
        texts.append("error: and more; mend these first")
    return CheckReport(
        reference=reference,
        digest=digest,
        problems=tuple(texts),
        warnings=tuple(str(one) for one in problems if one.severity != "error"),
        hints=tuple(dict.fromkeys(one.hint for one in problems if one.hint)),
    )


def _measured(environment: Environment, found: list[Problem], services: Services) -> CheckReport:
    """Check what the scorers make of gold, empty and constant answers."""
    parts = parts_of(environment)
    labelled, wrong = labels.read_labels(environment)
    found += [*wrong, *labels.unlabelled(environment, labelled)]
    services = services.within(environment.declaration.requires.surroundings)
    measured: dict[str, CapabilityCheck] = {}
    judged: Counter[str] = Counter()
    pairs: dict[str, list[tuple[Sample, Target]]] = {one: [] for one in parts}
    for split in environment.splits:
        for (number, sample), target in zip(
            environment.lines(split), _in_order(environment, split), strict=True
        ):
            part = parts[sample.capability]
            judged[sample.capability] += scoring.is_judged(part)
            offered = services if judged[sample.capability] <= MAX_JUDGED else LOCAL
            found += scoring.problems(
                part, sample, target, (f"data/{split}.jsonl", number), offered
            )
            if split == "test":
                pairs[sample.capability].append((sample, target))
            if len(errors_of(found)) > MAX_PROBLEMS:
                return _report(environment.reference, found)
    found += scoring.declared_answers(environment, parts, services)
    for name, part in parts.items():
        with suppress(ServiceMissing):
            measured[name], problems = gaming.judge_capability(
                part, pairs[name], environment, services
            )
            found += problems
            measured[name] = _with_agreement(measured[name], part, labelled.get(name), services)
    first, again = make_manifest(environment), make_manifest(environment)
    if first != again:
        found.append(Problem("reading it twice gives two digests"))
    report = _report(environment.reference, found, first.digest)
    missing = (
        *hostile.not_checked(environment, services),
        *_not_checked(parts, services),
        *(f"capability `{name}`: beyond {MAX_JUDGED} of {count} samples, what the judge makes of "
          "right and of empty answers" for name, count in judged.items() if count > MAX_JUDGED
          and not lacking(("judge",), services)),
    )  # fmt: skip
    return report.model_copy(update={"capabilities": measured, "not_checked": missing})


def _tried(environment: Environment, found: list[Problem]) -> CheckReport:
    """Check what the estimators of an environment of data sets make of planted tables."""
    measured, problems, missing = planted.judged(environment)
    manifest = make_manifest(environment)
    report = _report(environment.reference, [*found, *problems], manifest.digest)
    return report.model_copy(update={"capabilities": measured, "not_checked": tuple(missing)})


def _with_agreement(
    measured: CapabilityCheck, part: Part, labelled: list[labels.Labelled] | None,
    services: Services,
) -> CapabilityCheck:  # fmt: skip
    """Hold the judge of a capability against the labels that people gave."""
    pin = part.capability.scorer.pin
    if pin is None or not labelled:
        return measured
    found = agreement.measure(part, labelled, services.identity_of("judge"), services)
    return measured.model_copy(update={"judge": found})


def _not_checked(parts: dict[str, Part], services: Services) -> Iterator[str]:
    """Name the capabilities that could not be judged here, or not run, and why."""
    for name, part in parts.items():
        scorer, harness = part.capability.scorer, part.harness
        if why := lacking(scorer.needs, services):
            yield f"capability `{name}`: scorer `{scorer.type}`: {why}"
        elif why := lacking(harness.needs, services):
            yield f"capability `{name}`: harness of type `{harness.type}`: {why}"


def _in_order(environment: Environment, split: str) -> list[Target]:
    return [target for _, target in environment.items(split)]
