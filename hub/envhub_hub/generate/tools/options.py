"""Tools for options: read those of a record, find the right one, shuffle them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from envhub.values import Frozen

from .tool import Given, NoParams, Tool, Unfit

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BLOCK = re.compile(r"\n\s*(?:Options|Choices):[ \t]*\n", re.IGNORECASE)
_LETTERED = re.compile(r"\(?([A-Z])[).:]\s+(.+)")
_DASHED = re.compile(r"[-*]\s+(.+)")
_LETTER = re.compile(r"\(?([A-Za-z])[).]?")


def has_block(text: str) -> bool:
    """Whether a text holds a block of options."""
    return _BLOCK.search(text) is not None


def _split_options(given: Given, params: NoParams) -> tuple[Any, ...]:  # noqa: ARG001
    (text,) = given.texts()
    blocks = list(_BLOCK.finditer(text))
    if not blocks:
        raise Unfit("there is no block of options")
    stem, lines = text[: blocks[-1].start()].strip(), text[blocks[-1].end() :].splitlines()
    options = []
    for place, line in enumerate(one.strip() for one in lines if one.strip()):
        lettered, dashed = _LETTERED.fullmatch(line), _DASHED.fullmatch(line)
        if lettered and lettered.group(1) == LETTERS[place : place + 1]:
            options.append(lettered.group(2).strip())
        elif dashed:
            options.append(dashed.group(1).strip())
        else:
            raise Unfit(f"`{line[:40]}` is no option")
    if not stem or len(options) < 2:
        raise Unfit("a question and at least two options are needed")
    return stem, options


def listed(value: Any) -> list[str]:
    """Return options as a list of texts: out of a list, an object with `text`, or `a; b; c`.

    Raises:
        Unfit: they are none of these.
    """
    if isinstance(value, Mapping) and isinstance(value.get("text"), Sequence):
        value = value["text"]
    if isinstance(value, str):
        value = [part.strip() for part in value.split(";")]
    if not isinstance(value, list | tuple) or not all(isinstance(one, str | int) for one in value):
        raise Unfit("options are a list of texts")
    return [str(one).strip() for one in value if str(one).strip()]


def _list_options(given: Given, params: NoParams) -> tuple[Any, ...]:  # noqa: ARG001
    single = len(given.values) == 1
    return (listed(given.values[0] if single else list(given.values)),)


class AnswerParams(Frozen):
    """How a record names its right option."""

    form: Literal["any", "letter", "index", "text"] = "any"
    first: Literal[0, 1] = 0
    """What the first option is numbered."""


def right_option(answer: Any, options: Sequence[str], params: AnswerParams) -> int:
    """Return the place of the right option: by its text, its number or its letter.

    Raises:
        Unfit: it names none of them.
    """
    if isinstance(answer, str):
        answer = answer.strip()
        if params.form in ("any", "text"):
            same = [n for n, one in enumerate(options) if one.casefold() == answer.casefold()]
            if len(same) == 1:
                return same[0]
        letter = _LETTER.fullmatch(answer)
        if params.form in ("any", "letter") and letter:
            place = LETTERS.index(letter.group(1).upper())
            if place < len(options):
                return place
        if answer.isdecimal():
            answer = int(answer)
    if params.form in ("any", "index") and isinstance(answer, int):
        place = answer - params.first
        if 0 <= place < len(options):
            return place
    raise Unfit(f"`{str(answer)[:40]}` names none of {len(options)} options")


def _map_answer(given: Given, params: AnswerParams) -> tuple[Any, ...]:
    answer, options = given.values
    place = right_option(answer, options, params)
    if len({one.casefold() for one in options}) != len(options):
        raise Unfit("two options are the same")
    return options[place], [one for n, one in enumerate(options) if n != place]


class WrongParams(Frozen):
    """How many wrong answers are taken of those that a record lists."""

    count: int = 3


def _take_wrong(given: Given, params: WrongParams) -> tuple[Any, ...]:
    answer, *rest = given.values
    right = {one.casefold() for value in rest[1:] for one in listed(value)} | {answer.casefold()}
    wrong = [one for one in dict.fromkeys(listed(rest[0])) if one.casefold() not in right]
    if not wrong:
        raise Unfit("no wrong answer is left")
    return (given.rng.sample(wrong, min(params.count, len(wrong))),)


def _shuffle(given: Given, params: NoParams) -> tuple[Any, ...]:  # noqa: ARG001
    (options,) = given.values
    return (given.rng.sample(list(options), len(options)),)


list_options = Tool(
    "list_options", "reads options from a field or several", NoParams, _list_options
)
map_answer = Tool(
    "map_answer", "finds the right option by letter, number or text", AnswerParams, _map_answer
)
shuffle_options = Tool(
    "shuffle_options", "puts options in another order", NoParams, _shuffle, seeded=True
)
split_options = Tool(
    "split_options", "takes a block of options out of a question", NoParams, _split_options
)
take_wrong = Tool(
    "take_wrong", "takes wrong answers of those listed", WrongParams, _take_wrong, seeded=True
)
