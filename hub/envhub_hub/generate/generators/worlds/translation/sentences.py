"""Sentences of a closed grammar to be translated, from English and into it.

`make` writes a meaning in both languages; `verify` reads every reference word by word and compares
what it says.
"""

from __future__ import annotations

from functools import partial
from random import Random

from ....items import Generator, Item, say
from ...facts.tables import language_name
from ..reports.measure import PASS_AT, rouge_l
from .grammar import Clause, Meaning, in_english, translations
from .lexicon import ADJECTIVES, ANIMALS, COLOURS, LEXICONS, NOUNS, PLACES, VERBS
from .reverse import read

_ASK = (
    'Translate into {language}: "{text}"',
    'How do you say this in {language}? "{text}"',
    'Give a translation into {language} of this sentence: "{text}"',
    'Put this sentence into {language}: "{text}"',
    'Write in {language} what this says: "{text}"',
)
_GAP = "[...]"


def _make_sentence(rng: Random, difficulty: int, *, into_english: bool) -> Item:
    language = rng.choice(sorted(LEXICONS))
    meaning = _meant(rng, difficulty)
    foreign = translations(language, meaning)
    english = _english(meaning)
    if into_english:
        text, answers = rng.choice(foreign), english
    else:
        text, answers = in_english(meaning), foreign
    name = "English" if into_english else language_name(language)
    phrasing, question = say(rng, _ASK, {"language": name, "text": text})
    return Item(
        question=question, answer=answers[0], references=answers[1:],
        wrong=_wrong(rng, language, meaning, answers),
        difficulty=difficulty, phrasing=phrasing, key=f"{name} {meaning}",
        facts={"language": language, "meaning": meaning, "into_english": into_english,
               "text": text},
    )  # fmt: skip


def _english(meaning: Meaning) -> tuple[str, ...]:
    ways = [in_english(meaning, progressive=progressive, day_last=day_last)
            for day_last in (False, True) for progressive in (False, True)]  # fmt: skip
    return tuple(dict.fromkeys(ways))


def _meant(rng: Random, difficulty: int) -> Meaning:
    first = _clause(rng, difficulty, None if difficulty == 1 else rng.randrange(7))
    if difficulty < 3:
        return Meaning((first,))
    while True:
        second = _clause(rng, difficulty, None)
        if second.noun != first.noun and second.place != first.place:
            return Meaning((first, second), rng.choice(("and", "while")))


def _clause(rng: Random, difficulty: int, day: int | None) -> Clause:
    noun = rng.choice(NOUNS)
    # Colours are said of animals alone.
    adjectives = ADJECTIVES if noun in ANIMALS else ADJECTIVES[len(COLOURS) :]
    definite = difficulty == 1 or rng.random() < 0.5
    return Clause(definite, rng.choice(adjectives), noun, rng.choice(VERBS), rng.choice(PLACES),
                  day)  # fmt: skip


def _wrong(
    rng: Random, language: str, meaning: Meaning, answers: tuple[str, ...]
) -> tuple[str, ...]:
    """The same sentence in two other languages; where words are alike, in yet another one."""
    others = [one for one in sorted(LEXICONS) if one != language]
    texts = [translations(one, meaning)[0] for one in rng.sample(others, len(others))]
    return tuple(text for text in texts if rouge_l(text, answers) < PASS_AT)[:2]


def _verify_sentence(item: Item) -> bool:
    language, meaning = item.facts["language"], item.facts["meaning"]
    foreign = (
        (item.facts["text"],) if item.facts["into_english"] else (item.answer, *item.references)
    )
    link = meaning.link if len(meaning.clauses) > 1 else None
    return (
        all(read(language, text) == (list(meaning.clauses), link) for text in foreign)
        and _answers_sentence(item) == {item.answer}
        and all(rouge_l(text, (item.answer, *item.references)) < PASS_AT for text in item.wrong)
    )


def _answers_sentence(item: Item) -> set[str]:
    """The plainest translation of every sentence that the one that is shown can be."""
    shown = item.facts["meaning"]
    last = shown.clauses[-1]
    places = PLACES if _GAP in item.question else (last.place,)
    found: set[str] = set()
    for place in places:
        meaning = Meaning((*shown.clauses[:-1], last._replace(place=place)), shown.link)
        language = item.facts["language"]
        texts = _english(meaning) if item.facts["into_english"] else translations(language, meaning)
        found.add(texts[0])
    return found


def _without_place(item: Item) -> Item:
    """The item with a gap where its last place was named."""
    place = item.facts["meaning"].clauses[-1].place
    ways = [place]
    if item.facts["into_english"]:
        ways = list(LEXICONS[item.facts["language"]].places[PLACES.index(place)])
    question = item.question
    for way in ways:
        question = question.replace(way, _GAP).replace(way[0].upper() + way[1:], _GAP)
    return item.model_copy(update={"question": question})


def _generator(name: str, title: str, *, into_english: bool) -> Generator:
    return Generator(
        name=name, title=title, gives="reference",
        make=partial(_make_sentence, into_english=into_english), answers=_answers_sentence,
        verify=_verify_sentence, withhold=_without_place, package="babel",
    )  # fmt: skip


translate_sentences = _generator(
    "translate_sentences", "short sentences from English into six languages", into_english=False
)
translate_back = _generator(
    "translate_back", "short sentences in six languages into English", into_english=True
)
