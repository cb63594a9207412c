"""Constraints on a text that a program can check: how they are drawn, worded and checked again.

The ids and arguments are those that the SDK's scorer of instructions knows. `holds` is a second,
simpler check of each: it is meant for the composed answers here, not for what a model writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from .vocabulary import WORDS

Arguments = dict[str, Any]

_ENDINGS = (
    "So much for the {}.", "Nobody saw the {} again.", "And that was the last {}.",
    "What about the {}?", "Remember the {}.", "More about the {} soon.",
)  # fmt: skip
_HEADINGS = ("Section", "Part", "Chapter", "Step", "Scene", "Day", "Stage", "Lesson")


@dataclass(frozen=True)
class Constraint:
    """A kind of constraint."""

    group: str
    """Two of one group are never asked for together."""
    draw: Callable[[Random], Arguments]
    wordings: tuple[str, ...]
    holds: Callable[[str, Arguments], bool]
    telling: bool = False
    """Whether no text about something else follows it by chance."""
    naming: bool = False
    """Whether it names words that can be any."""
    avoids: tuple[str, ...] = ()
    """Groups that it does not go with."""


def _at_least(count: int, wanted: int) -> bool:
    return count >= wanted


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _none(_: Random) -> Arguments:
    return {}


def _count(name: str, least: int, most: int) -> Callable[[Random], Arguments]:
    return lambda rng: {name: rng.randint(least, most)}


def _words_in(text: str) -> list[str]:
    return re.findall(r"\w+", text)


CONSTRAINTS: Mapping[str, Constraint] = {
    "keywords:existence": Constraint(
        "words", lambda rng: {"keywords": sorted(rng.sample(WORDS, 2))},
        ("Use the words {keywords}.", "The words {keywords} must occur in it.",
         "It has to contain the words {keywords}.", "Work in the words {keywords}.",
         "Mention {keywords} somewhere."),
        lambda text, args: all(word in text.lower() for word in args["keywords"]), telling=True,
        naming=True,
    ),
    "keywords:frequency": Constraint(
        "words",
        lambda rng: {"keyword": rng.choice(WORDS), "frequency": rng.randint(2, 4),
                     "relation": "at least"},
        ('Use the word "{keyword}" at least {frequency} times.',
         'The word "{keyword}" must occur {frequency} times or more.',
         'Say "{keyword}" no fewer than {frequency} times.',
         'Let the word "{keyword}" appear {frequency} or more times.',
         'It has to contain "{keyword}" at least {frequency} times.'),
        lambda text, args: len(text.lower().split(args["keyword"])) > args["frequency"],
        telling=True, naming=True,
    ),
    "keywords:forbidden_words": Constraint(
        "ban", lambda rng: {"forbidden_words": [rng.choice(("very", "good", "nice", "thing"))]},
        ("Do not use the word {forbidden_words}.", "Avoid the word {forbidden_words}.",
         "The word {forbidden_words} must not occur.", "Leave out the word {forbidden_words}.",
         "Never write {forbidden_words}."),
        lambda text, args: not set(args["forbidden_words"]) & set(_words_in(text.lower())),
    ),
    "length_constraints:number_words": Constraint(
        "length",
        lambda rng: {"num_words": rng.choice((40, 50, 60, 70, 80)),
                     "relation": rng.choice(("at least", "less than"))},
        ("Use {relation} {num_words} words.", "Write {relation} {num_words} words in all.",
         "The whole text must have {relation} {num_words} words.",
         "Its length must be {relation} {num_words} words.", ("Keep it to {relation} {num_words} "
         "words.")),
        lambda text, args: (len(_words_in(text)) >= args["num_words"])
        == (args["relation"] == "at least"),
    ),
    "length_constraints:number_sentences": Constraint(
        "length",
        lambda rng: {"num_sentences": rng.randint(3, 6), "relation": "at least"},
        ("Write {relation} {num_sentences} sentences.", ("It must have {relation} {num_sentences} "
         "sentences."), "Use {relation} {num_sentences} sentences.",
         "There must be {relation} {num_sentences} sentences in it.",
         "Make it {relation} {num_sentences} sentences long."),
        lambda text, args: _at_least(
            len(re.findall(r"[.!?](?=\s|$)", text)), args["num_sentences"]
        ),
        avoids=("list",),
    ),
    "length_constraints:number_paragraphs": Constraint(
        "list", _count("num_paragraphs", 2, 9),
        ("Write exactly {num_paragraphs} paragraphs, divided by three stars (***).",
         "It must have {num_paragraphs} paragraphs. Put *** between two paragraphs.",
         "Divide it into {num_paragraphs} paragraphs by the mark ***.",
         "Use *** to separate paragraphs, of which there must be exactly {num_paragraphs}.",
         "There must be exactly {num_paragraphs} paragraphs, with *** between them."),
        lambda text, args: [bool(part.strip()) for part in text.split("***")]
        == [True] * args["num_paragraphs"],
        telling=True,
    ),
    "detectable_format:number_bullet_lists": Constraint(
        "list", _count("num_bullets", 3, 12),
        (("It must contain exactly {num_bullets} bullet points, each on a line that begins with *"
         " or -."),
         ("Use exactly {num_bullets} bullet points. Begin each of their lines with * or -."),
         ("Give {num_bullets} points, no more and no fewer, each as a line beginning with * or -."),
         ("Put {num_bullets} bullet points into it, written as lines that start with * or -."),
         ("There must be exactly {num_bullets} lines that begin with * or - as "
         "bullet points.")),
        lambda text, args: sum(line.lstrip()[:2] in ("* ", "- ") for line in text.splitlines())
        == args["num_bullets"],
        telling=True,
    ),
    "detectable_format:multiple_sections": Constraint(
        "list",
        lambda rng: {"section_spliter": rng.choice(_HEADINGS), "num_sections": rng.randint(2, 6)},
        (("Divide it into {num_sections} sections, and head each with {section_spliter} and its "
         "number."),
         "It must have {num_sections} sections that begin with {section_spliter} 1 and so on.",
         "Use {num_sections} sections, headed {section_spliter} 1, {section_spliter} 2 and so on.",
         "Mark its {num_sections} sections by the word {section_spliter} and a number.",
         ("There must be {num_sections} sections; begin each with {section_spliter} X, where X is "
         "its number.")),
        lambda text, args: _at_least(
            len(re.findall(rf"{args['section_spliter']} ?\d", text)), args["num_sections"]
        ),
        telling=True,
    ),
    "detectable_format:number_highlighted_sections": Constraint(
        "list", _count("num_highlights", 2, 5),
        ("Highlight at least {num_highlights} parts with stars, *like this*.",
         "Put at least {num_highlights} phrases between stars, *like this*.",
         "Mark {num_highlights} or more words by stars, as in *this*.",
         "There must be at least {num_highlights} highlights, written *like this*.",
         "Use stars, as in *this one*, to highlight at least {num_highlights} passages."),
        lambda text, args: _at_least(
            len(re.findall(r"\*[^*\n]*\w[^*\n]*\*", text)), args["num_highlights"]
        ),
    ),
    "detectable_content:number_placeholders": Constraint(
        "list", _count("num_placeholders", 2, 6),
        ("Leave at least {num_placeholders} placeholders in square brackets, such as [name].",
         "It must contain at least {num_placeholders} placeholders like [date].",
         "Use {num_placeholders} or more placeholders in square brackets, like [place].",
         "Put in at least {num_placeholders} gaps to be filled, written in brackets as in [name].",
         "There must be {num_placeholders} or more placeholders such as [address]."),
        lambda text, args: _at_least(
            len(re.findall(r"\[[^\[\]\n]*\]", text)), args["num_placeholders"]
        ),
    ),
    "detectable_format:title": Constraint(
        "title", _none,
        ("Give it a title in double angular brackets, <<like this>>.",
         "It must have a title, written as in <<a title>>.",
         "Put a title between << and >>.", "Add a title that stands in <<double brackets>>.",
         "Begin with a title, wrapped as in <<this one>>."),
        lambda text, _: re.search(r"<<[^\n<>]*\w[^\n<>]*>>", text) is not None,
    ),
    "detectable_format:json_format": Constraint(
        "whole", _none,
        ("The whole answer must be JSON.", "Write everything in JSON format.",
         "Wrap the entire text in JSON.", "Answer in valid JSON and nothing else.",
         "Your whole output must be a JSON value."),
        lambda text, _: _is_json(text), avoids=("list", "title", "end", "length"),
    ),
    "startend:quotation": Constraint(
        "whole", _none,
        ("Put the whole answer in double quotation marks.", "Wrap everything in double quotes.",
         "The entire text must stand between double quotation marks.",
         "Begin and end with a double quotation mark.",
         "Enclose your whole output in double quotes."),
        lambda text, _: len(text) > 1 and (text[0], text[-1]) == ('"', '"'),
    ),
    "combination:two_responses": Constraint(
        "whole", _none,
        ("Give two different versions, divided by six stars (******).",
         "Write it twice, in two different ways, with ****** between.",
         "Offer two different texts and separate them by ******.",
         "There must be two versions that differ, with six stars (******) between them.",
         "Answer with two different texts, divided by the line ******."),
        lambda text, _: len({part.strip() for part in text.split("******")} - {""}) == 2,
        avoids=("list", "title", "end", "length"),
    ),
    "change_case:english_lowercase": Constraint(
        "whole", _none,
        ("Write in lower case only.", "No capital letters are allowed.",
         "Everything must be in lower-case letters.", "Do not use a single capital letter.",
         "The whole text must be in small letters."),
        lambda text, _: not any(char.isupper() for char in text), avoids=("end", "list"),
    ),
    "change_case:english_capital": Constraint(
        "whole", _none,
        ("Write in capital letters only.", "Use nothing but capital letters.",
         "Everything must be in capitals.", "The whole text must be in upper case.",
         "Do not use a single lower-case letter."),
        lambda text, _: not any(char.islower() for char in text), avoids=("end", "list"),
    ),
    "detectable_content:postscript": Constraint(
        "end", lambda _: {"postscript_marker": "P.S."},
        ("Add a postscript that begins with {postscript_marker} at the end.",
         "At the end there must be a postscript, marked {postscript_marker}",
         "Close with a postscript, beginning with {postscript_marker}",
         "Do not forget a postscript that starts with {postscript_marker}",
         "Finish with a postscript after the mark {postscript_marker}"),
        lambda text, _: "p.s." in text.lower(),
    ),
    "startend:end_checker": Constraint(
        "end", lambda rng: {"end_phrase": rng.choice(_ENDINGS).format(rng.choice(WORDS))},
        ('End with exactly this sentence: "{end_phrase}"',
         'The last words must be "{end_phrase}"', 'Finish with the words "{end_phrase}"',
         'Close with the phrase "{end_phrase}" and nothing after it.',
         'Its very end must read "{end_phrase}"'),
        lambda text, args: text.lower().rstrip('" \n').endswith(args["end_phrase"].lower()),
        telling=True, naming=True,
    ),
    "punctuation:no_comma": Constraint(
        "commas", _none,
        ("Do not use any commas.", "There must not be a comma in it.", "Write without commas.",
         "No commas are allowed.", "Avoid commas altogether."),
        lambda text, _: "," not in text, avoids=("whole",),
    ),
}  # fmt: skip
