"""What is measured: a model, a data set, or the features of an SAE.

The words of the two others hold only where a request speaks of data or of latents, and an
environment measures one kind of thing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from envhub.errors import Refused

from .names import DATA_NAMES, FEATURE_NAMES
from .tokens import Subject, Token, read_tokens

_DATA = re.compile(
    r"\b(?:data\s?sets?|corpus|corpora|csv|data|training (?:set|examples)|rows|labels|"
    r"annotations)\b",
    re.IGNORECASE,
)
_SAE = re.compile(r"\b(?:saes?|latents?|features?|neurons?|sparse autoencoders?)\b", re.IGNORECASE)
_ABOUT = ("about", "concerning", "on", "regarding")
_OTHERS: tuple[tuple[Subject, re.Pattern[str], Collection[str]], ...] = (
    ("features", _SAE, FEATURE_NAMES),
    ("dataset", _DATA, DATA_NAMES),
)


def subject_of(text: str, standards: Sequence[re.Match[str]]) -> tuple[Subject, list[Token]]:
    """Return what is measured, and the words of the request as they read then.

    Raises:
        Refused: it asks for samples of a model's capability and for a dimension of a data set.
    """
    tokens = read_tokens(text, "model", standards)
    plainly = {token.value for token in tokens if token.kind == "topic"}
    for subject, speaks_of, names in _OTHERS:
        if not speaks_of.search(text) and not plainly.intersection(names):
            continue
        said = read_tokens(text, subject, standards)
        wishes = [token for token in said if token.kind == "topic" and token.value in names]
        counted = _counted(said, names)
        if wishes and counted and plainly.intersection(names):
            raise Refused(
                f"one environment can't measure both `{counted}` of a model and "
                f"`{wishes[0].value}` of a data set or an SAE",
                hint="make two environments",
            )
        if wishes and not counted:
            return subject, _of_it(said, names)
    return "model", _without_subject(tokens)


def _counted(tokens: Sequence[Token], names: Collection[str]) -> str | None:
    """The first capability of a model that is asked for with a number, or as problems."""
    for place, token in enumerate(tokens):
        if token.kind != "topic":
            continue
        if token.value == "coverage":
            return None  # what follows is what is covered
        near = [one.kind for one in tokens[max(0, place - 2) : place]]
        after = [one.kind for one in tokens[place + 1 : place + 2]]
        if token.value not in names and ("number" in near or "unit" in after):
            return token.value
    return None


def _without_subject(tokens: Sequence[Token]) -> list[Token]:
    """Leave the words for data and latents out of what is asked of a model: they are small talk."""
    kept: list[Token] = []
    talk: tuple[str, ...] = ()
    for token in tokens:
        if token.kind in ("data", "sae"):
            talk = (*talk, *token.before, token.text.lower())
        else:
            kept.append(token._replace(before=(*talk, *token.before)) if talk else token)
            talk = ()
    return kept


def _of_it(tokens: Sequence[Token], names: Collection[str]) -> list[Token]:
    """Leave the dimensions; a model's capability in such a request says what the data is about.

    What a coverage is of (`cover all the GDPR articles`) stays: it is the focus.
    """
    kept: list[Token] = []
    covering = False
    for token, after in zip(tokens, (*tokens[1:], None), strict=True):
        if token.kind == "topic" and token.value in names:
            covering = token.value == "coverage"
        elif token.kind in ("data", "sae"):
            # `gaps in my data regarding refunds`
            covering = covering and after is not None and after.text.lower() in _ABOUT
            continue
        elif token.kind == "unknown" and after is not None and after.kind == "data":
            continue  # `my FAQ data set`
        elif (token.kind in ("topic", "unknown") and not covering) or (
            token.kind == "number" and covering
        ):
            continue
        kept.append(token)
    return kept
