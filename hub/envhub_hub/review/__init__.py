"""What people say of samples and of failures: grades that are appended and never edited."""

from __future__ import annotations

from .acceptance import Acceptance, acceptance_of, accepted_items
from .audit import AUDIT, Audit, Suspect, audit_of, suspects
from .grades import CRITERIA, RowGrade, SampleGrade, append_grade, row_grades, sample_grades

__all__ = [
    "AUDIT",
    "CRITERIA",
    "Acceptance",
    "Audit",
    "RowGrade",
    "SampleGrade",
    "Suspect",
    "acceptance_of",
    "accepted_items",
    "append_grade",
    "audit_of",
    "row_grades",
    "sample_grades",
    "suspects",
]
