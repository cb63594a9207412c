"""What a small program prints: straight lines, loops, recursion.

`make` follows the structure of the program; the checker runs its text as Python, with few builtins.
The text is ours; nothing from a file or a model is run.
"""

from __future__ import annotations

from random import Random
from typing import Any

from ...items import Generator, Item
from ..text.chains import given_away
from ..text.vocabulary import WORDS
from .behaviour import BUILTINS
from .programs import TooLong, draw, run, written

HIDDEN = "?"
MOST = 100_000
"""Larger numbers are not asked for."""
LONGEST = 60
_ASK = (
    "What does this Python program print?",
    "Follow this Python program step by step. What is printed?",
    "Write down exactly what this Python code prints.",
    "If you run this Python program, what do you see?",
    "Which output does the following Python code have?",
)


def _make(rng: Random, difficulty: int) -> Item:
    while True:
        program = draw(rng, difficulty)
        try:
            answer = run(program)[0]
        except (TooLong, ZeroDivisionError):
            continue
        text = "\n".join(written(program))
        # Without signs: the comparison leaves out punctuation at the ends of an answer.
        fit = "-" not in answer and any(map(str.isalnum, answer)) and len(answer) <= LONGEST
        fit = fit and all(int(one) <= MOST for one in answer.split() if one.isdigit())
        facts = {"text": text}
        if fit and not given_away(answer, text) and len(_answers_of(_hidden(text))) > 1:
            break
    phrasing = rng.randrange(len(_ASK))
    return Item(
        question=_question(text, phrasing), answer=answer, difficulty=difficulty,
        references=(answer.replace(", ", ","),) if ", " in answer else (), phrasing=phrasing,
        key=text, facts=facts,
    )  # fmt: skip


def _question(text: str, phrasing: int) -> str:
    return f"{_ASK[phrasing]}\n\n```python\n{text}\n```"


def _hidden(text: str) -> str:
    """A program whose first value is not told."""
    first, *rest = text.split("\n")
    name, value = first.split(" = ")
    shown = f'"{HIDDEN}"' if value.startswith('"') else HIDDEN
    return "\n".join([f"{name} = {shown}", *rest])


def _answers_of(text: str) -> set[str]:
    """What the text prints; for a first value that is not told, of several that it can be."""
    if HIDDEN not in text:
        return {_printed(text)}
    guesses = WORDS[:4] if f'"{HIDDEN}"' in text else tuple(map(str, range(6, 12)))
    return {_printed(text.replace(HIDDEN, guess)) for guess in guesses}


def _printed(text: str) -> str:
    lines: list[str] = []

    def note(*values: Any) -> None:
        lines.append(" ".join(map(str, values)))

    exec(text, {"__builtins__": {**BUILTINS, "print": note}})
    return "\n".join(lines)


def _answers(item: Item) -> set[str]:
    return _answers_of(item.facts["text"])


def _withhold(item: Item) -> Item:
    """Leave out the value that the program starts from."""
    text = _hidden(item.facts["text"])
    return item.model_copy(
        update={"facts": {"text": text}, "question": _question(text, item.phrasing)}
    )


program_output = Generator(
    name="program_output", title="what a small program prints", gives="text", make=_make,
    answers=_answers, withhold=_withhold, kinds=("multi-step",),
)  # fmt: skip
