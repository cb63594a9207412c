"""Is exactly one option right, as far as the options themselves tell?"""

from __future__ import annotations

import re

from envhub.scorers.numeric import parse_number

from ..rows import folded
from .draft import Draft, Gate

_ARTICLE = re.compile(r"^(?:the|an?) (?=\w)")


class Options(Gate):
    """No two options say the same, in letters or in value; no wrong one is a further right answer.

    That the others are wrong is what the supply's own second computation confirms (`rederived`).
    """

    def problem(self, draft: Draft) -> str | None:
        said = [_said(draft, option) for option in draft.options]
        if not said:
            return "there are no options" if draft.item.distractors else None
        if len(set(said)) != len(said):
            return "two options say the same"
        if {_said(draft, text) for text in draft.item.references} & set(said[1:]):
            return "a wrong option is a further right answer"
        if sorted(draft.sample.choices or ()) != sorted(draft.options):
            return "the options shown are not those of the item"
        return None


def _said(draft: Draft, option: str) -> str:
    """What an option says: a text without case, article and marks around, a number by its value.

    Of the ending of a sentence each way of writing a number is an option of its own.
    """
    written = option.strip()
    counts = draft.supply.gives == "choice" and re.match(r"[-+]?\.?\d", written) is not None
    number = parse_number(written) if counts else None
    if number is not None:
        return str(number)
    return _ARTICLE.sub("", folded(option)) or option
