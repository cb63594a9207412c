"""Numbered proofs of which at most one step is faulty; the question is which one."""

from __future__ import annotations

from ....items import Generator
from .cases import proof_cases
from .chains import proof_chains
from .congruences import proof_congruences
from .equations import proof_equations
from .inequalities import proof_inequalities

GENERATORS: tuple[Generator, ...] = (
    proof_cases,
    proof_chains,
    proof_congruences,
    proof_equations,
    proof_inequalities,
)
