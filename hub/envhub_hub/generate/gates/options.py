"""Is exactly one option right, as far as the options themselves tell?"""

from __future__ import annotations

import re

from envhub.scorers.extract import normalise
from envhub.scorers.numeric import parse_number

from .draft import Draft, Gate

_FOLD = ("case", "space", "punctuation")
_ARTICLE = re.compile(r"^(?:the|an?) (?=\w)")


class Options(Gate):
    """No two options say the same, in letters or in value; no wrong one is a further right answer.

    That the others are wrong is what the supply's own second computation confirms (`rederived`).
    """

    def problem(self, draft: Draft) -> str | None:
        said = [_said(option) for option in draft.options]
        if not said:
            return "there are no options" if draft.item.distractors else None
        if len(set(said)) != len(said):
            return "two options say the same"
        if {_said(text) for text in draft.item.references} & set(said[1:]):
            return "a wrong option is a further right answer"
        if sorted(draft.sample.choices or ()) != sorted(draft.options):
            return "the options shown are not those of the item"
        return None


def _said(option: str) -> str:
    """What an option says: a number by its value, a text without case, article and marks around."""
    folded = normalise(option, _FOLD)
    number = parse_number(folded) if folded[:1].isdigit() or folded[:1] in "-+." else None
    return str(number) if number is not None else _ARTICLE.sub("", folded) or option
