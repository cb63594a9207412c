"""Letters, words and texts as material."""

from __future__ import annotations

from .topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        id="letters", title="Letters and words", method="choice", part_of=("reasoning",),
        definition="Sorts words alphabetically, reverses strings of letters and counts letters.",
        names=("letters", "letter manipulation", "letter counting", "counting letters",
               "alphabetical order", "alphabetical"),
        generators=("alphabetical", "letter_counts", "reversed_letters"),
    ),
    Topic(
        id="strings", title="Strings", method="answer",
        definition="Carries out operations on strings and words and writes the one string that "
        "comes out: reversed, shifted, sorted, joined, counted.",
        names=("strings", "string", "string operations", "string manipulation", "string puzzles",
               "ciphers", "caesar cipher"),
        generators=("string_edits", "ciphers", "word_edits", "joined_letters", "letter_tallies"),
    ),
    Topic(
        id="lists", title="Lists", method="answer",
        definition="Carries out operations on lists of numbers and writes the list that comes out: "
        "sorted, filtered, without repeats, summed, combined.",
        names=("lists", "list operations", "list manipulation", "list puzzles"),
        generators=("list_edits", "list_pairs"),
    ),
    Topic(
        id="instruction-following", title="Instruction following", method="constraints",
        definition="Writes texts that follow one to three instructions that a program can check: "
        "words, length, layout, case, endings.",
        names=("instruction following", "instructions", "following instructions",
               "follow instructions", "format following", "formatting"),
        generators=("instructions",),
    ),
)  # fmt: skip
