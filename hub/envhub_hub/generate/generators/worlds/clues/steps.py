"""In which order a day's work is done: instructions scattered over languages.

`make` lays a chain and tells its links; `answers` tries every order of the steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, permutations
from random import Random

from ....items import Generator, Item, say
from .puzzle import Clue, Says, context_of, without_needed
from .words import LANGUAGES, tell

_ENGLISH = (
    "open the windows", "wash the curtains", "mop the floor", "paint the walls",
    "carry out the table", "repair the radio", "water the flowers", "call the neighbour",
    "buy bread", "feed the cat",
)  # fmt: skip
_STEPS: Mapping[str, tuple[str, ...]] = {
    "de": ("die Fenster öffnen", "die Vorhänge waschen", "den Boden wischen", "die Wände streichen",
           "den Tisch hinaustragen", "das Radio reparieren", "die Blumen gießen",
           "den Nachbarn anrufen", "Brot kaufen", "die Katze füttern"),
    "es": ("abrir las ventanas", "lavar las cortinas", "fregar el suelo", "pintar las paredes",
           "sacar la mesa", "reparar la radio", "regar las flores", "llamar al vecino",
           "comprar pan", "dar de comer al gato"),
    "fr": ("ouvrir les fenêtres", "laver les rideaux", "laver le sol", "peindre les murs",
           "sortir la table", "réparer la radio", "arroser les fleurs", "appeler le voisin",
           "acheter du pain", "nourrir le chat"),
    "it": ("aprire le finestre", "lavare le tende", "lavare il pavimento", "dipingere le pareti",
           "portare fuori il tavolo", "riparare la radio", "annaffiare i fiori",
           "chiamare il vicino", "comprare il pane", "dare da mangiare al gatto"),
    "nl": ("de ramen openen", "de gordijnen wassen", "de vloer dweilen", "de muren verven",
           "de tafel naar buiten dragen", "de radio repareren", "de bloemen water geven",
           "de buurman bellen", "brood kopen", "de kat voeren"),
    "pt": ("abrir as janelas", "lavar as cortinas", "lavar o chão", "pintar as paredes",
           "levar a mesa para fora", "consertar o rádio", "regar as flores",
           "ligar para o vizinho", "comprar pão", "dar comida ao gato"),
    "sv": ("öppna fönstren", "tvätta gardinerna", "moppa golvet", "måla väggarna",
           "bära ut bordet", "laga radion", "vattna blommorna", "ringa grannen", "köpa bröd",
           "mata katten"),
}  # fmt: skip
_ASK = {
    "rank": (
        "Which of these has to be done {rank}?",
        "What comes {rank}?",
        "If all the notes are followed, what is done {rank}?",
        "Which step of the day is the {rank} one?",
        "Put the steps in order. Which one is {rank}?",
    ),
    "next": (
        "What is done directly after this step: {step}?",
        "Which step follows directly on this one: {step}?",
        'Once you have come to "{step}", what comes next?',
        'Put the steps in order. Which one stands right behind "{step}"?',
        "One of the steps is: {step}. Which one has to be done next?",
    ),
}
_INTRO = (
    "The notes for the day were written by people who speak different languages:",
    "There are {n} things to do today, one after the other. The family left these notes:",
    (
        "A shared house has {n} jobs for Saturday. Everybody has put down in their own language "
        "what matters to them:"
    ),
    "{N} jobs have to be done one by one. What the instructions say:",
)
_COUNT = {4: "four", 5: "five", 6: "six"}
_RANKS = ("first", "second", "third", "fourth", "fifth", "sixth")


def _make_steps(rng: Random, difficulty: int) -> Item:
    size = difficulty + 3
    order = rng.sample(range(len(_ENGLISH)), size)
    links = list(pairwise(order))
    if difficulty > 1:
        # A link over a distance says nothing new, but has to be read to know that.
        links += rng.sample([(a, b) for n, a in enumerate(order) for b in order[n + 2 :]], 1)
    languages = rng.sample(LANGUAGES, len(links))
    clues = [_clue(rng, language, link) for link, language in zip(links, languages, strict=True)]
    # Of four steps, the three besides a given one would be too few to choose from.
    form = rng.choice(("rank", "next")) if difficulty > 1 else "rank"
    place = rng.randrange(size) if form == "rank" else rng.randrange(1, size)
    # Without the link before it, or the first one, the place is open.
    needed = languages[max(place - 1, 0)]
    clues = rng.sample(clues, len(clues))
    count = _COUNT[size]
    intro = rng.choice(_INTRO).format(n=count, N=count.capitalize())
    rank = "last" if place == size - 1 else _RANKS[place]
    before = _ENGLISH[order[place - 1]]
    phrasing, question = say(rng, _ASK[form], {"rank": rank, "step": before})
    spared = (order[place], order[place - 1]) if form == "next" else (order[place],)
    wrong = rng.sample([one for one in order if one not in spared], 3)
    return Item(
        question=question, context=context_of(intro, clues), answer=_ENGLISH[order[place]],
        distractors=tuple(_ENGLISH[one] for one in wrong), difficulty=difficulty,
        phrasing=phrasing + (len(_ASK["rank"]) if form == "next" else 0),
        key=f"{sorted(clue.text for clue in clues)} {question}",
        facts={"clues": tuple(clues), "form": form, "place": place, "before": before,
               "steps": sorted(_ENGLISH[one] for one in order), "intro": intro, "needed": needed},
    )  # fmt: skip


def _clue(rng: Random, language: str, link: tuple[int, int]) -> Clue:
    first, then = link
    steps = _STEPS[language]
    says: Says = ("step", _ENGLISH[first], _ENGLISH[then])
    text = tell(rng, language, "step", {"x": steps[first], "y": steps[then]})
    return Clue(says, language, text)


def _answers_steps(item: Item) -> set[str]:
    links = [clue.says[1:] for clue in item.facts["clues"]]
    found: set[str] = set()
    for order in permutations(item.facts["steps"]):
        if all(order.index(first) < order.index(then) for first, then in links):
            if item.facts["form"] == "rank":
                found.add(order[item.facts["place"]])
            else:
                after = order.index(item.facts["before"]) + 1
                found.add(order[after] if after < len(order) else "nothing")
    return found


clue_steps = Generator(
    name="clue_steps", title="in which order a day's work is done, from notes in several languages",
    gives="choice", make=_make_steps, answers=_answers_steps, withhold=without_needed,
    kinds=("multi-step",),
)  # fmt: skip
