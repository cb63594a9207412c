"""Puts an assessment together: proxies always, grades where a model is there to give them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from pydantic import Field

from envhub.environment import Environment
from envhub.errors import InvalidEnvironment, Problem
from envhub.evaluate import require_model
from envhub.manifest import make_manifest
from envhub.model import Model
from envhub.services import LOCAL, Services
from envhub.values import Frozen

from ..asking import Asker
from .document import JudgeRecord, Quality, Reading, overall_of
from .judging import Graded, grade
from .proxies import derivation, evidence, form, provenance_of
from .reference import challenge_and_dependence
from .rubric import RUBRIC, MeasureId, rubric_digest


class QualitySettings(Frozen):
    """What is looked at."""

    limit: int | None = Field(default=None, ge=1)
    """The first N samples of the test split."""


@dataclass(frozen=True)
class _Found:
    """What was measured, before it is written down."""

    proxies: dict[MeasureId, Reading]
    graded: Graded | None


def assess(
    environment: Environment,
    asker: Asker | None = None,
    model: Model | None = None,
    services: Services = LOCAL,
    settings: QualitySettings | None = None,
) -> Quality:
    """Assess an environment.

    Args:
        environment: of kind `model`.
        asker: of the judge; None: nothing is graded.
        model: the reference model; None: what needs one is not measured.
        services: what scorers may need.
        settings: what is looked at.

    Raises:
        UsageError: it measures data sets, and has no items.
        InvalidEnvironment: it can't be read, or has no sample.
        BackendError, PermissionMissing, NotFound: a model can't go on.
    """
    require_model(environment)
    settings = settings or QualitySettings()
    pairs = list(islice(environment.items("test"), settings.limit))
    if not pairs:
        raise InvalidEnvironment([Problem("there is no sample to look at", "data/test.jsonl")])
    form_found = form(environment, pairs, services)
    challenge, dependence = challenge_and_dependence(environment, pairs, model, services)
    proxies: dict[MeasureId, Reading] = {
        "UIA": Reading(value=None, how="only a judge can tell"),
        "FSQ": form_found,
        "QAC": derivation(environment, pairs),
        "CQC": evidence(pairs),
        "TSD": dependence,
        "SSC": challenge,
    }
    graded = None
    if asker is not None:
        said = provenance_of(environment).get("request")
        request = said if isinstance(said, str) else _described(environment)
        graded = grade(environment, pairs, asker, request)
    found = _Found(proxies, graded)
    return _document(environment, len(pairs), found, asker, model)


def _described(environment: Environment) -> str:
    declaration = environment.declaration
    return f"{declaration.title}. {declaration.description}".strip()


def _document(
    environment: Environment, samples: int, found: _Found, asker: Asker | None, model: Model | None
) -> Quality:
    plain = Quality(
        environment=environment.reference,
        digest=make_manifest(environment).digest,
        samples=samples,
        proxies=found.proxies,
        reference=None if model is None else model.identity,
    )
    if found.graded is None or asker is None:
        return plain
    graded, account = found.graded, asker.account()
    judged = graded.readings()
    whole = getattr(graded.whole, "reasoning", "")
    return plain.model_copy(
        update={
            "judged": judged,
            "overall": overall_of({name: one.value for name, one in judged.items()}),
            "judge": JudgeRecord(
                model=account.model,
                rubric=RUBRIC,
                rubric_digest=rubric_digest(),
                account=account,
            ),
            "items": tuple(graded.items[place] for place in sorted(graded.items)),
            "whole": whole,
            "limited": graded.limited,
        }
    )
