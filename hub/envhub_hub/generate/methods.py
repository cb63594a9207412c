"""How each kind of answer is asked and judged, with the reason that the plan gives for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from envhub.harnesses import Cloze, Harness, MultipleChoice, SingleTurn
from envhub.scorers import Choice, NextToken, Numeric
from envhub.scorers.base import ScorerSpec
from envhub.values import Frozen

from .topics import Method

WORKED = "harness/worked.jinja"
LETTERED = "harness/lettered.jinja"
TEMPLATES: Mapping[str, str] = {
    WORKED: "{{ input }}\nSolve it step by step. "
    'Give the final number on the last line, after "Answer:".\n',
    LETTERED: "{{ input }}\n"
    "{% for choice in choices %}\n{{ loop.index0 | letter }}. {{ choice }}\n{% endfor %}\n"
    "Answer with the letter of the right option.\n",
}
"""Template files by their path in the environment."""


class HowAsked(Frozen):
    """One way to ask and judge."""

    harness: str
    """The name under which the environment declares the harness."""
    pass_at: float | Literal["rank1"]
    reason: str


METHODS: Mapping[Method, HowAsked] = {
    "choice": HowAsked(
        harness="choice",
        pass_at="rank1",
        reason="one of four shown options is right, so the log-probabilities of their letters are "
        "compared: each letter is one token, no option gains by its length, and nothing is "
        "generated",
    ),
    "recall": HowAsked(
        harness="recall",
        pass_at="rank1",
        reason="the answer is a known word that ends a sentence, so the probability of that word "
        "is measured directly; it passes where it is the most probable of four endings",
    ),
    "steps": HowAsked(
        harness="worked",
        pass_at=1.0,
        reason="the answer is one number that takes steps to reach, so the model writes them out; "
        "only the right final number passes, and right steps before a wrong one earn up to half "
        "the score",
    ),
}
HARNESSES: Mapping[Method, Harness] = {
    "choice": MultipleChoice(template=LETTERED),
    "recall": Cloze(),
    "steps": SingleTurn(template=WORKED, max_tokens=192),
}
SCORERS: Mapping[Method, ScorerSpec] = {
    "choice": Choice(continuation="letter"),
    "recall": NextToken(),
    "steps": Numeric(extract="last_number", step_credit=0.5),
}
