"""Letters and words: alphabetical order, and strings of letters written backwards.

Only the lower-case letters a to z, so that no order depends on a locale.
"""

from __future__ import annotations

from random import Random

from ...items import Generator, Item
from ..gaps import Facts, hiding, judged, retold, solved, tell, without

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
_EITHER = (
    "Which of the words {words} comes at one end in alphabetical order?",
    "In a dictionary, which of the words {words} stands next to the others?",
    "If {words} were sorted from A to Z, which word would be at one end?",
    "Which word would stand somewhere in an alphabetical list of {words}?",
    "Put the words {words} in alphabetical order. Which one comes somewhere?",
)
"""The same, without the end that is asked for."""
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
    told = tell(rng, _FIRST if first else _LAST, fields)
    return Item(
        question=told.question, answer=answer, difficulty=difficulty, phrasing=told.phrasing,
        distractors=tuple(word for word in words if word != answer),
        key=f"{sorted(words)}:{first}", facts={"words": words, "first": first, **told.facts},
    )  # fmt: skip


def _at_the_end(facts: Facts) -> str:
    """Compare words as numbers to the base 27, so that numbers sort as words do."""

    def number(word: str) -> int:
        places = [ord(char) - ord("a") + 1 for char in word.ljust(12, "`")]
        return sum(place * 27 ** (11 - n) for n, place in enumerate(places))

    numbered: dict[int, str] = {number(word): word for word in facts["words"]}
    return numbered[min(numbered) if facts["first"] else max(numbered)]


def _withhold_alphabetical(item: Item) -> Item:
    return retold(item, {}, without(item, "first"), _EITHER[item.phrasing])


_BACKWARDS = (
    "Which option is {text} written backwards?",
    "Read {text} from its last letter to its first. What do you get?",
    "What is {text} in reverse?",
    "If the letters of {text} are put in the opposite order, what is the result?",
    "Reverse {text}. Which option is right?",
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
    told = tell(rng, _BACKWARDS, {"text": f'the string "{text}"'})
    return Item(
        question=told.question, answer=right, distractors=tuple(wrong), difficulty=difficulty,
        phrasing=told.phrasing, key=text, facts={"text": text, **told.facts},
    )  # fmt: skip


def _mirrors(facts: Facts, option: str) -> bool:
    """Compare letter by letter; without the string, anything is the reverse of something."""
    text = facts.get("text")
    return text is None or all(a == b for a, b in zip(reversed(text), option, strict=True))


alphabetical = Generator(
    name="alphabetical", title="which word comes first or last in alphabetical order",
    gives="choice", make=_make_alphabetical, answers=solved(_at_the_end, {"first": (True, False)}),
    withhold=_withhold_alphabetical,
)  # fmt: skip
reversed_letters = Generator(
    name="reversed_letters", title="strings of letters written backwards", gives="choice",
    make=_make_reversed_letters, answers=judged(_mirrors),
    withhold=hiding("text", "a certain string"),
    version=2,
)  # fmt: skip
