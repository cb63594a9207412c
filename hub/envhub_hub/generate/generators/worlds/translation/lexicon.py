"""A closed vocabulary in English and six languages, with what has to agree.

Every form is written out; nothing is derived by rule but the choice of a form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Gender = Literal["m", "f", "n"]
ANIMALS = ("cat", "dog", "horse", "bird", "donkey")
PEOPLE = ("man", "woman", "child", "boy", "girl")
NOUNS = (*ANIMALS, *PEOPLE)
COLOURS = ("black", "white")
ADJECTIVES = (*COLOURS, "small", "tired", "young", "sick")
VERBS = ("sleeps", "waits", "eats", "drinks", "runs", "plays")
PLACES = ("in the kitchen", "in the garden", "in the street", "in the park", "in the forest",
          "in the room")  # fmt: skip
PROGRESSIVE = {"sleeps": "sleeping", "waits": "waiting", "eats": "eating", "drinks": "drinking",
               "runs": "running", "plays": "playing"}  # fmt: skip


class Lexicon(NamedTuple):
    """The vocabulary of one language; tuples are in the order of the English words above."""

    nouns: tuple[tuple[str, Gender], ...]
    definite: Mapping[Gender, str]
    indefinite: Mapping[Gender, str]
    adjectives: tuple[Mapping[str, str], ...]
    """By gender after a definite article, and by `ein` and gender after an indefinite one where
    that is another form."""
    before: tuple[str, ...]
    """English adjectives that stand before the noun; the others stand behind it."""
    verbs: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]
    """With other ways of saying it behind the usual one."""
    conjunctions: Mapping[str, str]
    """For `and` and for `while`."""


def _two(*pairs: str) -> tuple[Mapping[str, str], ...]:
    """Adjectives by masculine and feminine form."""
    found = []
    for pair in pairs:
        forms = pair.split("/")
        found.append({"m": forms[0], "f": forms[-1]})
    return tuple(found)


def _german(*stems: str) -> tuple[Mapping[str, str], ...]:
    return tuple(
        {"m": f"{stem}e", "f": f"{stem}e", "n": f"{stem}e", "ein m": f"{stem}er",
         "ein f": f"{stem}e", "ein n": f"{stem}es"}
        for stem in stems
    )  # fmt: skip


def _dutch(*forms: tuple[str, str]) -> tuple[Mapping[str, str], ...]:
    return tuple({"m": long, "n": long, "ein m": long, "ein n": short} for long, short in forms)


LEXICONS: Mapping[str, Lexicon] = {
    "de": Lexicon(
        nouns=(("Katze", "f"), ("Hund", "m"), ("Pferd", "n"), ("Vogel", "m"), ("Esel", "m"),
               ("Mann", "m"), ("Frau", "f"), ("Kind", "n"), ("Junge", "m"), ("Mädchen", "n")),
        definite={"m": "der", "f": "die", "n": "das"},
        indefinite={"m": "ein", "f": "eine", "n": "ein"},
        adjectives=_german("schwarz", "weiß", "klein", "müd", "jung", "krank"),
        before=ADJECTIVES,
        verbs=("schläft", "wartet", "isst", "trinkt", "rennt", "spielt"),
        places=(("in der Küche",), ("im Garten",), ("auf der Straße",), ("im Park",),
                ("im Wald",), ("im Zimmer",)),
        conjunctions={"and": "und", "while": "während"},
    ),
    "es": Lexicon(
        nouns=(("gato", "m"), ("perro", "m"), ("caballo", "m"), ("pájaro", "m"), ("burro", "m"),
               ("hombre", "m"), ("mujer", "f"), ("niño", "m"), ("chico", "m"), ("chica", "f")),
        definite={"m": "el", "f": "la"}, indefinite={"m": "un", "f": "una"},
        adjectives=_two("negro/negra", "blanco/blanca", "pequeño/pequeña", "cansado/cansada",
                        "joven", "enfermo/enferma"),
        before=(),
        verbs=("duerme", "espera", "come", "bebe", "corre", "juega"),
        places=(("en la cocina",), ("en el jardín",), ("en la calle",), ("en el parque",),
                ("en el bosque",), ("en la habitación", "en el cuarto")),
        conjunctions={"and": "y", "while": "mientras"},
    ),
    "fr": Lexicon(
        nouns=(("chat", "m"), ("chien", "m"), ("cheval", "m"), ("oiseau", "m"), ("âne", "m"),
               ("homme", "m"), ("femme", "f"), ("enfant", "m"), ("garçon", "m"), ("fille", "f")),
        definite={"m": "le", "f": "la"}, indefinite={"m": "un", "f": "une"},
        adjectives=_two("noir/noire", "blanc/blanche", "petit/petite", "fatigué/fatiguée",
                        "jeune", "malade"),
        before=("small", "young"),
        verbs=("dort", "attend", "mange", "boit", "court", "joue"),
        places=(("dans la cuisine",), ("dans le jardin",), ("dans la rue",),
                ("dans le parc", "au parc"), ("dans la forêt",), ("dans la chambre",)),
        conjunctions={"and": "et", "while": "pendant que"},
    ),
    "it": Lexicon(
        nouns=(("gatto", "m"), ("cane", "m"), ("cavallo", "m"), ("uccello", "m"), ("asino", "m"),
               ("uomo", "m"), ("donna", "f"), ("bambino", "m"), ("ragazzo", "m"),
               ("ragazza", "f")),
        definite={"m": "il", "f": "la"}, indefinite={"m": "un", "f": "una"},
        adjectives=_two("nero/nera", "bianco/bianca", "piccolo/piccola", "stanco/stanca",
                        "giovane", "malato/malata"),
        before=(),
        verbs=("dorme", "aspetta", "mangia", "beve", "corre", "gioca"),
        places=(("in cucina", "nella cucina"), ("in giardino", "nel giardino"),
                ("in strada", "per strada"), ("nel parco", "al parco"), ("nel bosco",),
                ("nella stanza",)),
        conjunctions={"and": "e", "while": "mentre"},
    ),
    "nl": Lexicon(
        nouns=(("kat", "m"), ("hond", "m"), ("paard", "n"), ("vogel", "m"), ("ezel", "m"),
               ("man", "m"), ("vrouw", "m"), ("kind", "n"), ("jongen", "m"), ("meisje", "n")),
        definite={"m": "de", "n": "het"}, indefinite={"m": "een", "n": "een"},
        adjectives=_dutch(("zwarte", "zwart"), ("witte", "wit"), ("kleine", "klein"),
                          ("vermoeide", "vermoeid"), ("jonge", "jong"), ("zieke", "ziek")),
        before=ADJECTIVES,
        verbs=("slaapt", "wacht", "eet", "drinkt", "rent", "speelt"),
        places=(("in de keuken",), ("in de tuin",), ("op straat",), ("in het park",),
                ("in het bos",), ("in de kamer",)),
        conjunctions={"and": "en", "while": "terwijl"},
    ),
    "pt": Lexicon(
        nouns=(("gato", "m"), ("cão", "m"), ("cavalo", "m"), ("pássaro", "m"), ("burro", "m"),
               ("homem", "m"), ("mulher", "f"), ("criança", "f"), ("menino", "m"),
               ("menina", "f")),
        definite={"m": "o", "f": "a"}, indefinite={"m": "um", "f": "uma"},
        adjectives=_two("preto/preta", "branco/branca", "pequeno/pequena", "cansado/cansada",
                        "jovem", "doente"),
        before=(),
        verbs=("dorme", "espera", "come", "bebe", "corre", "brinca"),
        places=(("na cozinha",), ("no jardim",), ("na rua",), ("no parque",), ("na floresta",),
                ("no quarto",)),
        conjunctions={"and": "e", "while": "enquanto"},
    ),
}  # fmt: skip
