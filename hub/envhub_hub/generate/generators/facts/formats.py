"""How numbers are written in other languages: what parts the thousands, what begins the decimals.

`make` has babel format a number; `answers` has it read every option again, strictly.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random

from ...items import Generator, Item, say
from ..gaps import Facts, judged
from .tables import babel_module, locale

_LANGUAGES = (
    ("de", "fr", "it", "nl", "es", "sv"),
    ("pl", "cs", "fi", "da", "pt", "hu", "tr", "id"),
    ("hi", "uk", "ro", "lt", "sk", "el", "bg", "sl", "et", "hr"),
)
_NUMBER = (
    "In {language}, the number {number} is written as",
    "With the separators that are usual in {language}, {number} is written as",
    "A newspaper in {language} would print the number {number} as",
    "Formatted by the rules of {language}, the number {number} is",
    "In a text in {language}, with its thousands parted, {number} appears as",
)
_STYLES = ((" ", ","), (".", ","), (",", "."), ("'", "."), (" ", "."))
"""Between thousands, and before decimals."""
_BLANKS = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{NARROW NO-BREAK SPACE}"): " "}


def _make_number_formats(rng: Random, difficulty: int) -> Item:
    language = rng.choice(_LANGUAGES[difficulty - 1])
    number = f"{rng.randrange(1_000_000, 9_999_999)}.{rng.randint(1, 9)}"
    write = babel_module("numbers").format_decimal
    right = write(Decimal(number), locale=language).translate(_BLANKS)
    whole, _, decimal = number.partition(".")
    shown = [f"{int(whole):,}".replace(",", blank) + point + decimal for blank, point in _STYLES]
    wrong = rng.sample([option for option in shown if option != right], 3)
    name = locale("en").languages[language]
    phrasing, question = say(rng, _NUMBER, {"language": name, "number": number})
    return Item(
        question=question, answer=right, distractors=tuple(wrong), difficulty=difficulty,
        phrasing=phrasing, key=f"{language}:{number}",
        facts={"language": language, "number": number},
    )  # fmt: skip


def _reads_as(facts: Facts, option: str) -> bool:
    """Whether an option is the number, written exactly as the language writes it."""
    numbers, language = babel_module("numbers"), facts["language"]
    between = numbers.get_group_symbol(language)
    if between.isspace():
        option = option.replace(" ", between)
    try:
        read = numbers.parse_decimal(option, locale=language, strict=True)
    except numbers.NumberFormatError:
        return False
    return bool(read == Decimal(facts["number"]))


number_formats = Generator(
    name="number_formats", title="how languages write large numbers", gives="continuation",
    make=_make_number_formats, answers=judged(_reads_as), package="babel",
)  # fmt: skip
