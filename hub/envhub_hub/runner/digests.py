"""Which environment and which model a run is of, and whether another may stand in."""

from __future__ import annotations

import json
from collections.abc import Mapping

from envhub.environment import Environment
from envhub.errors import IntegrityError, UsageError
from envhub.evaluate import require_model
from envhub.items import splits_of
from envhub.manifest import PROVENANCE, make_manifest
from envhub.model import ModelIdentity
from envhub.run import EnvironmentRecord, RunRecord
from envhub.values import canonical_json, sha256_hex

from ..text import shorten

MAX_PROVENANCE = 16_000_000
"""Bytes; a larger file is not read for a note."""
MAX_BACKGROUND = 1_000
"""Characters that a run keeps of it."""


def environment_record(
    environment: Environment, split: str, source: str | None = None
) -> EnvironmentRecord:
    """Say what a run of a split is of.

    Raises:
        UsageError: the environment measures data sets.
        NotFound: the environment has no such split.
    """
    require_model(environment)
    manifest = make_manifest(environment)
    splits = splits_of(environment, split)
    return EnvironmentRecord(
        name=manifest.name,
        version=manifest.version,
        title=environment.declaration.title,
        digest=manifest.digest,
        data_digest=_joined(manifest.data_digest, splits),
        harness_digest=manifest.harness_digest,
        scoring_digest=_joined(manifest.scoring_digest, splits),
        split=split,
        samples=sum(manifest.samples[one] for one in splits),
        source=source,
        background=background_of(environment),
    )


def background_of(environment: Environment) -> str | None:
    """Return the beginning of the context that a generated environment keeps in provenance."""
    if PROVENANCE not in environment.files.names():
        return None
    if environment.files.size(PROVENANCE) > MAX_PROVENANCE:
        return None
    with environment.files.open(PROVENANCE) as stream:
        try:
            said = json.load(stream)["context"]["question"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
    return shorten(said, MAX_BACKGROUND) if isinstance(said, str) and said.strip() else None


def model_of(record: RunRecord) -> ModelIdentity:
    """Return the model that a run was of.

    Raises:
        UsageError: it was of a data set, which is measured anew instead.
    """
    if record.model is None:
        raise UsageError(
            f"run `{record.id}` measured a data set; only a run of a model can be gone on with, "
            "repeated, judged again or merged",
            hint="measure it again: envhub run ENVIRONMENT --dataset FILE",
        )
    return record.model


def _joined(digests: Mapping[str, str], splits: tuple[str, ...]) -> str:
    """The digest of one split; of several, one over theirs."""
    if len(splits) == 1:
        return digests[splits[0]]
    return f"sha256:{sha256_hex(canonical_json([digests[one] for one in splits]))}"


def require_same(
    known: EnvironmentRecord, now: EnvironmentRecord, *, scoring: bool, doing: str
) -> None:
    """Refuse an environment that asks other questions than a run did.

    Args:
        known: what the run was of.
        now: what was opened.
        scoring: whether the rules of scoring must be the same too.
        doing: what can't be done else, such as `go on with the run`.

    Raises:
        IntegrityError: it names what differs.
    """
    parts = ("data", "harness", "scoring") if scoring else ("data", "harness")
    names = [one for one in parts
             if getattr(known, f"{one}_digest") != getattr(now, f"{one}_digest")]  # fmt: skip
    if not names:
        return
    differ = f"{' and '.join(names)} {'differ' if len(names) > 1 else 'differs'}"
    message = f"can't {doing}: it was of {known.name}@{known.version}, whose {differ} from "
    raise IntegrityError(
        f"{message}{now.name}@{now.version} as it stands now",
        hint=f"name the environment as it was: {known.name}@{known.digest}",
    )
