"""Letters of words: counted, picked out and joined, shifted along the alphabet.

`make` counts and looks up; the checkers go through the letters one by one, for every word, place or
shift that is not told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from ...items import Generator, Item
from ..telling import ORDINALS, listed
from .vocabulary import WORDS

HIDDEN = "?"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"

_TALLY = (
    ('How often do the letters {letters} occur in "{text}"? Give the numbers in this order, '
     "separated by commas."),
    ('Count the letters {letters} in the words "{text}". Write how many there are of each, in this '
     "order, with commas between the numbers."),
    ('For each of the letters {letters}, in this order, say how many times it stands in "{text}". '
     "Write only the numbers, separated by commas."),
    ('Go through "{text}" letter by letter. How many are {letters}? Give one number for each of '
     "these, in this order, separated by commas."),
    ('What are the numbers of occurrences of {letters} in "{text}", in this order? Put commas '
     "between them."),
)  # fmt: skip


def _make_tallies(rng: Random, difficulty: int) -> Item:
    words = rng.sample(WORDS, 2 + 2 * difficulty)
    letters = sorted(rng.sample("aeiolnrst", 1 + difficulty))
    text = "".join(words)
    answer = ", ".join(str(text.count(letter)) for letter in letters)
    facts = {"words": words, "letters": letters}
    phrasing = rng.randrange(len(_TALLY))
    return Item(
        question=_tally_question(facts, phrasing), answer=answer, difficulty=difficulty,
        references=(answer.replace(" ", ""), answer.replace(",", "")), phrasing=phrasing,
        key=f"{sorted(words)} {letters}", facts=facts,
    )  # fmt: skip


def _tally_question(facts: Mapping[str, Any], phrasing: int) -> str:
    text = " ".join(facts["words"])
    return _TALLY[phrasing].format(letters=listed(facts["letters"]), text=text)


def _tally_answers(item: Item) -> set[str]:
    known = [word for word in item.facts["words"] if word != HIDDEN]
    found = set()
    for word in WORDS if len(known) < len(item.facts["words"]) else ("",):
        counts = dict.fromkeys(item.facts["letters"], 0)
        for letter in (letter for one in (*known, word) for letter in one):
            if letter in counts:
                counts[letter] += 1
        found.add(", ".join(map(str, counts.values())))
    return found


def _withhold_word(item: Item) -> Item:
    """Leave out one of the words."""
    facts = item.facts | {"words": [*item.facts["words"][:-1], HIDDEN]}
    return item.model_copy(
        update={"facts": facts, "question": _tally_question(facts, item.phrasing)}
    )


_JOIN = (
    'Take the {nth} letter of each word in "{text}" and join them. What do you get?',
    'Join the {nth} letters of the words "{text}", in this order. Which string is it?',
    'Write down the {nth} letter of every word of "{text}", without spaces.',
    'From each word of "{text}" only its {nth} letter is kept. What is left, without spaces?',
    'If you read only the {nth} letter of each word in "{text}", what string do you see?',
)  # fmt: skip
_PLACES: tuple[tuple[int, ...], ...] = ((0, -1), (1, 2), (1, 2, -2))


def _make_joined(rng: Random, difficulty: int) -> Item:
    place = rng.choice(_PLACES[difficulty - 1])
    words = rng.sample(WORDS, 3 + difficulty)
    facts = {"words": words, "place": place}
    phrasing = rng.randrange(len(_JOIN))
    return Item(
        question=_joined_question(facts, phrasing), answer="".join(word[place] for word in words),
        difficulty=difficulty, phrasing=phrasing, key=f"{words} {place}", facts=facts,
    )  # fmt: skip


def _joined_question(facts: Mapping[str, Any], phrasing: int) -> str:
    place = facts["place"]
    nth: str = {None: "chosen", -1: "last", -2: "last but one"}.get(place) or ORDINALS[place]
    return _JOIN[phrasing].format(nth=nth, text=" ".join(facts["words"]))


def _joined_answers(item: Item) -> set[str]:
    asked = item.facts["place"]
    found = set()
    for place in (0, 1, 2, -1, -2) if asked is None else (asked,):
        letters = ""
        for word in item.facts["words"]:
            for n, letter in enumerate(word):
                letters += letter if place in (n, n - len(word)) else ""
        found.add(letters)
    return found


def _withhold_place(item: Item) -> Item:
    """Leave out which letter of each word is taken."""
    facts = item.facts | {"place": None}
    question = _joined_question(facts, item.phrasing)
    return item.model_copy(update={"facts": facts, "question": question})


_HIDE = (
    ("In a cipher, each letter is replaced by the one {n} later in the alphabet, and a follows "
     "z. What is {word} in this cipher?"),
    ("Shift every letter of {word} forward by {n} in the alphabet (after z comes a). What is the "
     "result?"),
    ("A code moves each letter {n} forward in the alphabet, starting again at a after z. Write "
     "{word} in this code."),
    ("Replace each letter of {word} by the letter that comes {n} after it in the alphabet; after "
     "z it goes on with a. What do you get?"),
    ("Encode {word} with a Caesar cipher: each letter moves on by {n}, past z back to a. What is "
     "the code word?"),
)  # fmt: skip
_SHOW = (
    ("In a cipher, each letter was replaced by the one {n} later in the alphabet, and a follows "
     "z. The result is {word}. What was the word before?"),
    ("Every letter of a word was shifted forward by {n} in the alphabet (after z comes a), which "
     "gave {word}. Which word was it?"),
    ("A code moves each letter {n} forward in the alphabet, starting again at a after z. Which "
     "word is written {word} in this code?"),
    ("Somebody replaced each letter of a word by the letter that comes {n} after it in the "
     "alphabet; after z they went on with a. They got {word}. What was the word?"),
    ("The code word {word} was made with a Caesar cipher: each letter moved on by {n}, past z "
     "back to a. Decode it. What is the word?"),
)  # fmt: skip


def _make_ciphers(rng: Random, difficulty: int) -> Item:
    word = rng.choice([one for one in WORDS if len(one) > 3])
    shift = rng.randint(1, 5) if difficulty < 3 else rng.randint(6, 12)
    moved = word.translate(str.maketrans(_ALPHABET, _ALPHABET[shift:] + _ALPHABET[:shift]))
    shown, answer = (word, moved) if difficulty == 1 else (moved, word)
    facts = {"shown": shown, "shift": shift, "forward": difficulty == 1}
    phrasing = rng.randrange(len(_HIDE))
    return Item(
        question=_cipher_question(facts, phrasing), answer=answer, difficulty=difficulty,
        phrasing=phrasing, key=f"{shown} {shift} {difficulty == 1}", facts=facts,
    )  # fmt: skip


def _cipher_question(facts: Mapping[str, Any], phrasing: int) -> str:
    shift = facts["shift"]
    far = "some places" if shift is None else "1 place" if shift == 1 else f"{shift} places"
    wordings = _HIDE if facts["forward"] else _SHOW
    return wordings[phrasing].format(n=far, word=f'"{facts["shown"]}"')


def _cipher_answers(item: Item) -> set[str]:
    asked, found = item.facts["shift"], set()
    for shift in range(1, 13) if asked is None else (asked,):
        by = shift if item.facts["forward"] else -shift
        found.add("".join(chr((ord(one) - 97 + by) % 26 + 97) for one in item.facts["shown"]))
    return found


def _withhold_shift(item: Item) -> Item:
    """Leave out how far the letters move."""
    facts = item.facts | {"shift": None}
    question = _cipher_question(facts, item.phrasing)
    return item.model_copy(update={"facts": facts, "question": question})


_TWICE = (
    "Which of these words has the letter {what} exactly twice?",
    "In which option does the letter {what} stand exactly two times?",
    "Only one of the options contains the letter {what} exactly twice. Which one?",
    "Count the letter {what} in each word. Which word has it exactly two times?",
    "Find the word in which the letter {what} occurs two times, no more and no less.",
)
_MOST = (
    "Which of these words has the most {what}?",
    "Count the {what} of each word. Which word has more than any other?",
    "In which of the options are there the most {what}?",
    "One of the words has more {what} than each of the others. Which one?",
    "Find the word with the greatest number of {what}.",
)
_DIFFERENT = (
    "Which of these words is made up of exactly {what} different letters?",
    "Count the different letters of each word. Which word has exactly {what}?",
    "In which of the options do exactly {what} different letters occur?",
    "Only one of the options uses exactly {what} different letters. Which one?",
    "Find the word in which there are exactly {what} different letters.",
)
_COUNTED: tuple[tuple[str, ...], ...] = (_TWICE, _MOST, _DIFFERENT)
_SETS = {"vowels (a, e, i, o, u)": "aeiou", "letters from a to m": _ALPHABET[:13],
         "letters from n to z": _ALPHABET[13:], "letters r, s and t": "rst",
         "letters l, m and n": "lmn"}  # fmt: skip
_UNTOLD = ("that is meant", "letters of one kind", "so many")


def _make_counts(rng: Random, difficulty: int) -> Item:
    while True:
        words = rng.sample(WORDS, 4)
        asked: Any = rng.choice(_asked(difficulty))
        right = _fitting(words, difficulty, asked)
        facts = {"words": sorted(words), "asked": asked, "level": difficulty}
        if len(right) == 1 and len(_any_fitting(facts | {"asked": None})) > 1:
            break
    phrasing = rng.randrange(5)
    wrong = [word for word in words if word != right[0]]
    return Item(
        question=_counts_question(facts, phrasing), answer=right[0], distractors=tuple(wrong),
        difficulty=difficulty, phrasing=phrasing, key=f"{sorted(words)} {asked}", facts=facts,
    )  # fmt: skip


def _asked(difficulty: int) -> Sequence[Any]:
    return ("aeiolnrstpgf", tuple(_SETS), (3, 4, 5, 6, 7))[difficulty - 1]


def _fitting(words: Sequence[str], difficulty: int, asked: Any) -> list[str]:
    if difficulty == 1:
        return [word for word in words if word.count(asked) == 2]
    if difficulty == 3:
        return [word for word in words if len(set(word)) == asked]
    counts = [sum(map(word.count, _SETS[asked])) for word in words]
    return [word for word, count in zip(words, counts, strict=True) if count == max(counts)]


def _counts_question(facts: Mapping[str, Any], phrasing: int) -> str:
    level, asked = facts["level"], facts["asked"]
    wordings: Sequence[str] = _COUNTED[level - 1]
    return wordings[phrasing].format(what=_UNTOLD[level - 1] if asked is None else asked)


def _any_fitting(facts: Mapping[str, Any]) -> set[str]:
    """Sort the letters of each word and measure their runs; where nothing is told, for anything."""
    level, found = facts["level"], set()
    for asked in _asked(level) if facts["asked"] is None else (facts["asked"],):
        sizes = {word: _size(sorted(word), level, asked) for word in facts["words"]}
        wanted = (2, max(sizes.values()), asked)[level - 1]
        fit = [word for word, size in sizes.items() if size == wanted]
        found |= set(fit) if len(fit) == 1 else set()
    return found


def _size(letters: Sequence[str], level: int, asked: Any) -> int:
    if level == 3:
        return sum(n == 0 or letter != letters[n - 1] for n, letter in enumerate(letters))
    wanted = asked if level == 1 else _SETS[asked]
    return sum(letter in wanted for letter in letters)


def _counts_answers(item: Item) -> set[str]:
    return _any_fitting(item.facts)


def _withhold_count(item: Item) -> Item:
    """Leave out what is counted."""
    facts = item.facts | {"asked": None}
    question = _counts_question(facts, item.phrasing)
    return item.model_copy(update={"facts": facts, "question": question})


letter_tallies = Generator(
    name="letter_tallies", title="how often each of some letters occurs in words", gives="text",
    make=_make_tallies, answers=_tally_answers, withhold=_withhold_word,
)  # fmt: skip
joined_letters = Generator(
    name="joined_letters", title="one letter of each word, joined", gives="text",
    make=_make_joined, answers=_joined_answers, withhold=_withhold_place,
)  # fmt: skip
ciphers = Generator(
    name="ciphers", title="words in a cipher that shifts the alphabet", gives="text",
    make=_make_ciphers, answers=_cipher_answers, withhold=_withhold_shift,
)  # fmt: skip
letter_counts = Generator(
    name="letter_counts", title="which word has a letter twice, most vowels, so many letters",
    gives="choice", make=_make_counts, answers=_counts_answers, withhold=_withhold_count,
)  # fmt: skip
