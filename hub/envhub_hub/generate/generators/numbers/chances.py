"""How a probability is asked for, and which are worth asking for."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

_AS_A_FRACTION = " Give it as a fraction in lowest terms."


def as_fractions(wordings: Sequence[str]) -> tuple[str, ...]:
    """Say after each wording how the probability is to be written.

    `numeric` reads `5/36` exactly, where a decimal would have to be rounded.
    """
    return tuple(wording + _AS_A_FRACTION for wording in wordings)


def worth_asking(chance: Fraction) -> bool:
    """Whether a probability is no certainty, and no half that one might guess."""
    return chance.denominator > 2
