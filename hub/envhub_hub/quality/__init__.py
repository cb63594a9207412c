"""How good an environment is: graded by a language model on a rubric, and measured without one.

The six measures are those of the Benchmark Agent (UIA, FSQ, QAC, CQC, TSD, SSC). A proxy is a
number that was measured and stands for one of them; it is never mixed with grades, and what nobody
could measure is absent, never 0.
"""

from __future__ import annotations

from .assessing import QualitySettings, assess
from .document import JudgeRecord, Quality, Reading, overall_of
from .rubric import MEASURES, RUBRIC, Measure, MeasureId

__all__ = [
    "MEASURES",
    "RUBRIC",
    "JudgeRecord",
    "Measure",
    "MeasureId",
    "Quality",
    "QualitySettings",
    "Reading",
    "assess",
    "overall_of",
]
