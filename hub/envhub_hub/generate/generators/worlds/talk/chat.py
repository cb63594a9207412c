"""Small talk between the turns that matter: exchanges of two turns that settle nothing.

No exchange names a weekday, a time of day, a place of meeting or a task, so that none can be taken
for a part of what is being arranged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from random import Random

EXCHANGES: tuple[tuple[str, str], ...] = (
    ("Has anybody seen the new film about {film}?", "Not yet, but my sister says it is too long."),
    ("My {pet} has hidden my left shoe again.", "Try under the sofa; ours hides things there."),
    ("I can't get that song out of my head.", "Don't tell me which one, or I'll have it too."),
    ("Did you hear the thunderstorm last night?", "I slept through it like a stone."),
    ("I tried to cook {dish} yesterday.", "And? Did anybody survive it?"),
    ("My phone is nearly empty, I may be slow.", "You always are, phone or no phone."),
    ("The bus was late again this morning.", "Mine didn't come at all."),
    ("I've started to learn {hobby}.", "I tried that once and gave up after a week."),
    ("By the way, {name} sends you all greetings.", "Oh, how nice! How is {name} these days?"),
    ("Does anyone know a good dentist?", "Ask {name}, who seems to know every one in town."),
    ("It's freezing in here.", "Then put on a jumper; the heating is broken."),
    ("I finally finished that book about {film}.", "Is the ending really as sad as they say?"),
    ("Our neighbours have bought a {pet}.", "Another one? That makes three."),
    ("I've lost my umbrella.", "You lose one every month, don't you?"),
    ("Somebody ate my yoghurt.", "Don't look at me, I hate yoghurt."),
    ("Is it true that {name} is moving house?", "That's what I heard, but don't ask me where to."),
    ("I dreamed of {dish} last night.", "You should eat something before you go to bed."),
    ("The coffee machine makes a strange noise.", "It did that last year, and then it blew up."),
    ("I'm so tired today.", "Didn't you sleep well?"),
    ("Look, it's raining again.", "At least the garden will be happy."),
    ("Who is that in your picture?", "That's my cousin with the {pet}."),
    ("I have a new haircut.", "We noticed. It suits you."),
    ("What was the name of that actor in the film about {film}?", "I'd have to look it up."),
    ("My {pet} turns five this month.", "Give it a big hug from me."),
    ("Why are you laughing?", "I just remembered what {name} said about the {pet}."),
    ("Did you know that {name} plays in a band?", "Yes, the drums, and very loudly."),
    ("I think I am getting a cold.", "Then stay away from me, please."),
    ("They say that {hobby} is good for the memory.", "I must have forgotten that."),
    ("I've been trying to reach {name} for days.", "No luck here either."),
    ("There's a smell of {dish} in the stairwell.", "It makes me hungry each time."),
    ("Has the post come?", "Only bills, I'm afraid."),
    ("I'm reading something about {film} at the moment.", "Lend it to me when you've finished."),
    ("My laptop wants to restart again.", "Let it, or it will never leave you alone."),
    ("We should take up {hobby} together one day.", "You say that every year."),
    ("I broke my favourite cup.", "Oh no, the one with the {pet} on it?"),
    ("How do you spell rhubarb?", "With an h that nobody needs."),
)  # fmt: skip
REMARKS = (
    "Anyway, where were we?", "Sorry, I was distracted for a moment.", "Ha, that's a good one.",
    "One moment, somebody is at the door.", "Back again. Go on.", "Let me find a pen.",
    "Hm, let me think.", "I'm taking notes, by the way.",
)  # fmt: skip
_WORDS = {
    "film": ("penguins", "the moon landing", "a lighthouse keeper", "two chess players",
             "the last polar bear", "a bank robbery"),
    "pet": ("cat", "dog", "parrot", "hamster", "rabbit", "tortoise"),
    "dish": ("dumplings", "lentil soup", "paella", "apple strudel", "goulash", "ratatouille"),
    "hobby": ("the accordion", "Finnish", "juggling", "calligraphy", "sign language", "bridge"),
    "name": ("Aunt Greta", "the old piano teacher", "the caretaker", "Cousin Pablo", "our landlady",
             "the girl from the bakery"),
}  # fmt: skip


def exchanges(rng: Random) -> Iterator[tuple[str, str]]:
    """Give one exchange after the other, with its words filled in; none comes twice."""
    for first, second in rng.sample(EXCHANGES, len(EXCHANGES)):
        words = {key: rng.choice(values) for key, values in _WORDS.items()}
        told = (first.format(**words), second.format(**words))
        yield (_capital(told[0]), _capital(told[1]))


def remark(rng: Random) -> str:
    """A turn that fits anywhere."""
    return rng.choice(REMARKS)


def pair_of(rng: Random, people: Sequence[str], before: str, after: str) -> tuple[str, str]:
    """Two different speakers, if possible others than who speaks right before and right after."""
    pairs = list(permutations(people, 2))
    smooth = [pair for pair in pairs if pair[0] != before and pair[1] != after]
    return rng.choice(smooth or pairs)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
