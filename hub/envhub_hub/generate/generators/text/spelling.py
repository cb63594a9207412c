"""Letters and words: alphabetical order, and strings of letters written backwards.

Only the lower-case letters a to z, so that no order depends on a locale.
"""

from __future__ import annotations

from random import Random

from ...items import Generator, Item, say

_WORDS = (
    "anchor", "basket", "branch", "bridge", "bucket", "button", "candle", "canvas", "carpet",
    "castle", "cellar", "circle", "copper", "corner", "cotton", "dinner", "doctor", "dragon",
    "engine", "fabric", "farmer", "feather", "finger", "forest", "garden", "ginger", "guitar",
    "hammer", "harbor", "helmet", "island", "jacket", "kettle", "kitchen", "ladder", "lantern",
    "lemon", "letter", "magnet", "marble", "market", "meadow", "mirror", "monkey", "morning",
    "needle", "orange", "oyster", "palace", "parrot", "pencil", "pepper", "picture", "pillow",
    "planet", "pocket", "potato", "puzzle", "rabbit", "ribbon", "saddle", "salmon", "school",
    "shadow", "silver", "spider", "spring", "station", "stream", "summer", "table", "teacher",
    "temple", "thread", "ticket", "timber", "tomato", "tunnel", "turtle", "valley", "velvet",
    "violin", "wagon", "walnut", "window", "winter", "wizard", "yellow",
)  # fmt: skip
_FIRST = (
    "Which of the words {words} comes first in alphabetical order?",
    "In a dictionary, which of the words {words} stands before the others?",
    "If {words} were sorted from A to Z, which word would be first?",
    "Which word would head an alphabetical list of {words}?",
    "Put the words {words} in alphabetical order. Which one comes first?",
)
_LAST = (
    "Which of the words {words} comes last in alphabetical order?",
    "In a dictionary, which of the words {words} stands after the others?",
    "If {words} were sorted from A to Z, which word would be last?",
    "Which word would end an alphabetical list of {words}?",
    "Put the words {words} in alphabetical order. Which one comes last?",
)
_ALIKE = tuple(word for word in _WORDS if sum(word[0] == other[0] for other in _WORDS) >= 4)
"""Words that at least three others share their first letter with."""


def _make_alphabetical(rng: Random, difficulty: int) -> Item:
    words = rng.sample(_WORDS, 4)
    if difficulty > 1:
        # Words that begin alike have to be compared at later letters.
        start = rng.choice(_ALIKE)[0]
        words = rng.sample([word for word in _ALIKE if word[0] == start], 4)
    first = difficulty < 3 or rng.random() < 0.5
    answer = min(words) if first else max(words)
    fields = {"words": ", ".join(words)}
    phrasing, question = say(rng, _FIRST if first else _LAST, fields)
    return Item(
        question=question, answer=answer, difficulty=difficulty, phrasing=phrasing,
        distractors=tuple(word for word in words if word != answer),
        key=f"{sorted(words)}:{first}", facts={"words": words, "first": first},
    )  # fmt: skip


def _verify_alphabetical(item: Item) -> bool:
    words, first = item.facts["words"], item.facts["first"]

    def number(word: str) -> int:
        """A word as a number to the base 27, so that numbers sort as words do."""
        places = [ord(char) - ord("a") + 1 for char in word.ljust(12, "`")]
        return sum(place * 27 ** (11 - n) for n, place in enumerate(places))

    others = [number(word) for word in words if word != item.answer]
    gaps = [(other - number(item.answer)) * (1 if first else -1) for other in others]
    return len(gaps) == 3 and min(gaps) > 0 and set(words) == {item.answer, *item.distractors}


_BACKWARDS = (
    'Which option is "{s}" written backwards?',
    'Read "{s}" from its last letter to its first. What do you get?',
    'What is the string "{s}" in reverse?',
    'If the letters of "{s}" are put in the opposite order, what is the result?',
    'Reverse the string "{s}". Which option is right?',
)
# No vowels: nothing that could be read as a word.
_LETTERS = "bcdfghklmnpqrstvwxz"


def _make_reversed_letters(rng: Random, difficulty: int) -> Item:
    text = "".join(rng.sample(_LETTERS, difficulty * 2 + 2))
    right = text[::-1]
    wrong = []
    for place in rng.sample(range(len(right) - 1), 3):
        swapped = [*right]
        swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
        wrong.append("".join(swapped))
    phrasing, question = say(rng, _BACKWARDS, {"s": text})
    return Item(
        question=question, answer=right, distractors=tuple(wrong), difficulty=difficulty,
        phrasing=phrasing, key=text, facts={"text": text},
    )  # fmt: skip


def _verify_reversed_letters(item: Item) -> bool:
    text: str = item.facts["text"]
    pairs = [
        all(a == b for a, b in zip(reversed(text), option, strict=True))
        for option in (item.answer, *item.distractors)
    ]
    return pairs == [True, False, False, False] and f'"{text}"' in item.question


alphabetical = Generator(
    name="alphabetical", title="which word comes first or last in alphabetical order",
    gives="choice", make=_make_alphabetical, verify=_verify_alphabetical,
)  # fmt: skip
reversed_letters = Generator(
    name="reversed_letters", title="strings of letters written backwards", gives="choice",
    make=_make_reversed_letters, verify=_verify_reversed_letters,
)  # fmt: skip
