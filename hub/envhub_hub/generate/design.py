"""Design by rules: three ways to cover what is sought, of which the best is kept.

`broad` gives every family of problems the same share, `fine` every part of a capability, `stress`
takes the families with several steps at the two upper levels. They are scored by three numbers and
a dry run of every family, so the choice rests on what the supplies gave, not on an opinion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from random import Random

from .generators import GENERATORS
from .interpretation import Interpretation, Subtask
from .items import DIFFICULTIES, Item
from .offer import Offer
from .sought import Sought
from .supply import Supply
from .topics import BY_ID, FOCUSES, TOPICS

DRY_RUNS = 5
"""Draws of each family, spread over its levels."""
EMPHASES = {
    "broad": "every family of problems alike",
    "fine": "every part of a capability alike",
    "stress": "families with several steps, at the upper levels",
}


def design(sought: Sequence[Sought], *, weighed: bool = True) -> tuple[Interpretation, ...]:
    """Propose interpretations, score them and keep the best; ties go to the first.

    Args:
        sought: what is to be covered, with what could supply it.
        weighed: propose all of them; else the broad one alone.
    """
    yields = {offer.name: _yield(offer) for one in sought for offer in one.offers}
    proposed = [
        Interpretation(
            name=name,
            emphasis=emphasis,
            subtasks=subtasks,
            coverage=_coverage(subtasks, sought),
            distinctness=_distinctness(subtasks),
            groundability=_groundability(subtasks, yields),
        )
        for name, emphasis in list(EMPHASES.items())[: None if weighed else 1]
        for subtasks in [tuple(one for each in sought for one in _subtasks(each, name))]
    ]
    best = max(range(len(proposed)), key=lambda n: (proposed[n].score, -n))
    return tuple(_judged(one, n, best, proposed) for n, one in enumerate(proposed))


def _judged(
    one: Interpretation, place: int, best: int, proposed: Sequence[Interpretation]
) -> Interpretation:
    """Return an interpretation with the reason for which it was kept or rejected."""
    kept = proposed[best]
    if place == best:
        reason = f"the best score, {one.score:.3f}"
    elif one.subtasks == kept.subtasks:
        reason = f"the same subtasks as `{kept.name}`"
    else:
        behind = [
            f"{what} {mine:.2f} against {theirs:.2f}"
            for what, mine, theirs in (
                ("coverage", one.coverage, kept.coverage),
                ("distinctness", one.distinctness, kept.distinctness),
                ("groundability", one.groundability, kept.groundability),
            )
            if mine < theirs
        ]
        reason = "; ".join(behind) or f"no better than `{kept.name}`, which came first"
    return one.model_copy(update={"kept": place == best, "reason": reason})


def _subtasks(sought: Sought, name: str) -> Iterator[Subtask]:
    """The parts of a capability under an emphasis."""
    wish, offers, levels = sought.wish, sought.offers, sought.levels
    if name == "stress":
        hard = tuple(one for one in offers if one.name in FOCUSES["multi-step"])
        offers = hard or offers
        upper = tuple(level for level in levels if level >= DIFFICULTIES[1])
        levels = upper or levels
    for part, found in _parts(wish.id, offers).items():
        topic = BY_ID.get(part)
        yield Subtask(
            id=f"{wish.id}/{part}",
            capability=wish.id,
            title=topic.title if topic else found[0].title,
            definition=topic.definition if topic else "",
            gives=found[0].gives,
            keywords=tuple(topic.names[:6]) if topic else (),
            focus=wish.focus,
            levels=levels,
            importance=1.0 if name == "fine" else float(len(found)),
            supplies=tuple(one.name for one in found),
        )


def _parts(capability: str, offers: Iterable[Offer]) -> dict[str, list[Offer]]:
    """Sort the families of a capability by the narrowest other topic that holds them."""
    narrower = sorted(
        (topic for topic in TOPICS if topic.id != capability),
        key=lambda topic: len(topic.generators),
    )
    own = set(BY_ID[capability].generators) if capability in BY_ID else set()
    parts: dict[str, list[Offer]] = {}
    for one in offers:
        found = (t.id for t in narrower if one.name in t.generators and set(t.generators) <= own)
        parts.setdefault(next(found, one.subtype), []).append(one)
    return parts


def _coverage(subtasks: Sequence[Subtask], sought: Sequence[Sought]) -> float:
    """The share of families by levels that is asked, averaged over capabilities."""
    shares = []
    for one in sought:
        asked = {
            (name, level)
            for subtask in subtasks
            if subtask.capability == one.wish.id
            for name in subtask.supplies
            for level in subtask.levels
        }
        shares.append(len(asked) / (len(one.supplies) * len(one.levels)))
    return sum(shares) / len(shares)


def _distinctness(subtasks: Sequence[Subtask]) -> float:
    """How evenly the parts of a capability share its samples, averaged over capabilities."""
    evenness = []
    for capability in dict.fromkeys(one.capability for one in subtasks):
        weights = [one.importance for one in subtasks if one.capability == capability]
        effective = sum(weights) ** 2 / sum(weight**2 for weight in weights)
        evenness.append(effective / len(weights))
    return sum(evenness) / len(evenness)


def _groundability(subtasks: Sequence[Subtask], yields: dict[str, float]) -> float:
    """The share of dry runs that held, each subtask weighed by its importance."""
    whole = sum(one.importance for one in subtasks)
    held = sum(
        one.importance * sum(yields[name] for name in one.supplies) / len(one.supplies)
        for one in subtasks
    )
    return held / whole


def _yield(offer: Offer) -> float:
    """The share of a few draws whose answer is confirmed, and which withholding undoes."""
    if offer.expected_yield is not None:
        return offer.expected_yield
    supply = GENERATORS[offer.name]
    rng = Random(int.from_bytes(sha256(f"dry run|{supply.name}".encode()).digest(), "big"))
    drawn = [supply.draw(rng, DIFFICULTIES[n % len(DIFFICULTIES)]) for n in range(DRY_RUNS)]
    return sum(item is not None and _holds(supply, item) for item in drawn) / DRY_RUNS


def _holds(supply: Supply, item: Item) -> bool:
    remaining = supply.remaining(item)
    return supply.confirms(item) and (remaining is None or remaining > 1)
