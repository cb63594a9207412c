"""What is measured: a model, a data set, or the features of an SAE.

The words of the two others hold only where a request speaks of data or of latents, and an
environment measures one kind of thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from envhub.errors import Refused

from .names import DATA_NAMES, FEATURE_NAMES
from .tokens import Subject, Token, read_tokens

_DATA = re.compile(
    r"\b(?:data\s?sets?|corpus|corpora|csv|training (?:data|set|examples)|data|rows|labels|"
    r"annotations)\b",
    re.IGNORECASE,
)
_SAE = re.compile(r"\b(?:saes?|latents?|features?|neurons?|sparse autoencoders?)\b", re.IGNORECASE)


def subject_of(text: str, standards: Sequence[re.Match[str]]) -> tuple[Subject, list[Token]]:
    """Return what is measured, and the words of the request as they read then.

    Raises:
        Refused: it asks for samples of a model's capability and for a dimension of a data set.
    """
    tokens = read_tokens(text, "model", standards)
    always = _dimensions(tokens)
    for subject, pattern, table in (
        ("features", _SAE, FEATURE_NAMES), ("dataset", _DATA, DATA_NAMES),
    ):  # fmt: skip
        if not pattern.search(text) and not any(one in table for one in always):
            continue
        said = read_tokens(text, "features" if subject == "features" else "dataset", standards)
        wishes = [token for token in said if token.kind == "topic" and token.value in table]
        counted = _counted(said, table)
        if not wishes or (counted and not always):
            continue
        if counted:
            raise Refused(
                f"one environment can't measure both {counted} of a model and "
                f"`{wishes[0].value}` of a data set or an SAE",
                hint="make two environments",
            )
        return ("features" if subject == "features" else "dataset"), _of_it(said, table)
    return "model", [token for token in tokens if token.kind not in ("data", "sae")]


def _dimensions(tokens: Sequence[Token]) -> set[str]:
    named = {token.value for token in tokens if token.kind == "topic"}
    return {one for one in named if one in DATA_NAMES or one in FEATURE_NAMES}


def _counted(tokens: Sequence[Token], table: object) -> str | None:
    """The first capability of a model that is asked for with a number of samples."""
    for place, token in enumerate(tokens):
        if token.kind == "topic" and token.value not in {*DATA_NAMES, *FEATURE_NAMES}:
            near = tokens[max(0, place - 2) : place]
            if any(one.kind == "number" for one in near) or (
                place + 1 < len(tokens) and tokens[place + 1].kind == "unit"
            ):
                return f"`{token.value}`"
    return None


def _of_it(tokens: Sequence[Token], table: object) -> list[Token]:
    """Leave the dimensions; a model's capability in such a request says what the data is about.

    What a coverage is of (`cover all the GDPR articles`) is its focus.
    """
    kept: list[Token] = []
    dimensions = {*DATA_NAMES} if table is DATA_NAMES else {*FEATURE_NAMES}
    covering = False
    for token in tokens:
        if token.kind in ("data", "sae"):
            covering = covering and False
            continue
        if token.kind == "topic":
            if token.value not in dimensions:
                if covering:
                    kept.append(token)
                continue
            covering = token.value == "coverage"
        if token.kind == "unknown" and not covering:
            continue
        kept.append(token)
    return kept
