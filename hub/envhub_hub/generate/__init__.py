"""One sentence becomes an environment: read, designed, grounded, allocated, realised with proofs.

The plan is the typed value between deciding and making: it can be written down, edited and followed
again. Without a language model every stage is rules, procedures and tables; no network is used.
"""

from __future__ import annotations

from .generators import GENERATORS
from .pipeline import Generated, generate, generate_from, write_source
from .plan import CapabilityPlan, GenerateSettings, Plan, Share
from .planner import make_plan
from .provenance import Background, Provenance
from .realise import Realised, realise
from .source import make_environment

__all__ = [
    "GENERATORS",
    "Background",
    "CapabilityPlan",
    "GenerateSettings",
    "Generated",
    "Plan",
    "Provenance",
    "Realised",
    "Share",
    "generate",
    "generate_from",
    "make_environment",
    "make_plan",
    "realise",
    "write_source",
]
