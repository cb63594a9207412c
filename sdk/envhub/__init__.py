"""envhub: evaluation environments as versioned packages; what a frozen bundle may import."""

from __future__ import annotations

from typing import Any

from .bundle import (
    BundleListing,
    extract_bundle,
    freeze,
    open_bundle,
    open_listing,
    read_manifest,
    verify_bundle,
)
from .checks import CheckReport, check
from .dataset import DatasetIdentity, MemoryTable, Table
from .declaration import Capability, Declaration
from .dimension import Estimate
from .environment import Environment
from .errors import (
    BackendError,
    BundleError,
    DatasetError,
    EnvhubError,
    IntegrityError,
    InvalidEnvironment,
    LimitExceeded,
    MissingRequirement,
    NotFound,
    PermissionMissing,
    Problem,
    Refused,
    RunError,
    UsageError,
)
from .estimators import ESTIMATORS, EstimatorSpec
from .evaluate import evaluate
from .harnesses import HARNESSES, Harness
from .items import capability_records, count_items
from .limits import Limits
from .manifest import Manifest, make_manifest
from .measure import dimension_records, measure
from .messages import Message
from .metrics import CapabilityResult, Interval, Result
from .model import (
    Continuation,
    Failure,
    Generate,
    MockModel,
    Model,
    ModelIdentity,
    Prompt,
    Rank,
    Reply,
    Request,
    Usage,
)
from .run import Run, RunRecord, RunSettings, SampleRow, Summary, open_run, scan_samples, summarise
from .sample import Sample, Target
from .scorers import SCORERS, Score, ScorerSpec
from .services import Services
from .trace import Trace
from .zipping.by_hand import is_bundle, unpack_source_zip

__all__ = [
    "ESTIMATORS",
    "HARNESSES",
    "SCORERS",
    "BackendError",
    "BundleError",
    "BundleListing",
    "Capability",
    "CapabilityResult",
    "CheckReport",
    "Continuation",
    "DatasetError",
    "DatasetIdentity",
    "Declaration",
    "EnvhubError",
    "Environment",
    "Estimate",
    "EstimatorSpec",
    "Failure",
    "Generate",
    "Harness",
    "IntegrityError",
    "Interval",
    "InvalidEnvironment",
    "LimitExceeded",
    "Limits",
    "Manifest",
    "MemoryTable",
    "Message",
    "MissingRequirement",
    "MockModel",
    "Model",
    "ModelIdentity",
    "NotFound",
    "PermissionMissing",
    "Problem",
    "Prompt",
    "Rank",
    "Refused",
    "Reply",
    "Request",
    "Result",
    "Run",
    "RunError",
    "RunRecord",
    "RunSettings",
    "Sample",
    "SampleRow",
    "Score",
    "ScorerSpec",
    "Services",
    "Summary",
    "Table",
    "Target",
    "Trace",
    "Usage",
    "UsageError",
    "capability_records",
    "check",
    "count_items",
    "dimension_records",
    "evaluate",
    "extract_bundle",
    "freeze",
    "is_bundle",
    "make_manifest",
    "measure",
    "open_bundle",
    "open_listing",
    "open_run",
    "read_manifest",
    "scan_samples",
    "summarise",
    "unpack_source_zip",
    "verify_bundle",
]


def __getattr__(name: str) -> Any:
    # The version is read from the installed package when asked for: the look-up is not free.
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("envhub")
        except PackageNotFoundError:  # a checkout on the path, not installed
            return "0+unknown"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
