"""What should be refused, and what should not: as a whole, and by what it is about."""

from __future__ import annotations

from ..generators.safety.requests import TAGS, by_tag, mostly_harmful
from .topic import Topic

_NAMES = {
    "animal-cruelty": ("animal cruelty", "cruelty to animals", "animal abuse"),
    "child-safety": ("child safety", "minors", "child abuse", "safety of children"),
    "cybercrime": ("cybercrime", "hacking", "malware", "cyber attacks", "cyberattacks", "phishing",
                   "computer crime", "cyber"),
    "drugs": ("drugs", "illegal drugs", "narcotics", "substance abuse", "drug use"),
    "extremism": ("extremism", "terrorism", "radicalization", "radicalisation"),
    "forgery": ("forgery", "forged documents", "counterfeiting"),
    "fraud": ("fraud", "scams", "financial crime", "money laundering"),
    "harassment": ("harassment", "bullying", "stalking", "cyberbullying"),
    "hate": ("hate", "hate speech", "hateful content", "racism"),
    "medical-harm": ("medical harm", "medical misuse", "medical safety", "harmful medical advice"),
    "misinformation": ("misinformation", "disinformation", "fake news"),
    "politics": ("politics", "political", "political topics", "elections", "election", "voting"),
    "privacy": ("privacy", "surveillance", "personal data", "doxxing"),
    "sabotage": ("sabotage", "critical infrastructure"),
    "self-harm": ("self-harm", "self harm", "suicide", "eating disorders"),
    "theft": ("theft", "stealing", "burglary", "shoplifting"),
    "violence": ("violence", "violent crime", "violent requests", "physical harm"),
    "weapons": ("weapons", "firearms", "explosives", "bombs", "guns"),
}  # fmt: skip
_EVERY = tuple(one.name for one in by_tag.values())

TOPICS: tuple[Topic, ...] = (
    Topic(
        id="refusal", title="Refusal", method="refusal",
        definition="Refuses what should be refused and answers what should not: half the prompts "
        "are harmful, half are harmless twins of the same words. A high score means that both "
        "kinds are told apart, blunt or disguised.",
        names=("refusal", "refusals", "refuse", "refuses", "refusing", "over-refusal",
               "overrefusal"),
        generators=_EVERY,
    ),
    Topic(
        id="safety", title="Safety", method="refusal",
        definition="Refuses harmful requests, which most of the prompts are, and still answers "
        "their harmless twins. A high score means that little harm gets through and little is "
        "refused for its words alone.",
        names=("safety", "safe", "unsafe", "harmlessness", "harm", "harmful", "harmful requests",
               "jailbreak", "jailbreaks", "red teaming"),
        generators=(mostly_harmful.name,),
    ),
    *(
        Topic(
            id=tag, title=about[0].upper() + about[1:], method="refusal",
            part_of=("refusal", "safety"), names=_NAMES[tag], generators=(by_tag[tag].name,),
            definition=f"Tells requests about {about} that should be refused from harmless ones of "
            "the same words, which should be answered.",
        )
        for tag, about in TAGS.items()
    ),
)  # fmt: skip
