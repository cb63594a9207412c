"""A wish that a person's own data can ground: which data sets, by which plans, asked how."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .items import DIFFICULTIES, Gives
from .methods import ASKED_AS
from .offer import Offer, of_assessment
from .pool import Assessment, Pool, ground
from .request import Request, Wish
from .sought import FORMATS, Sought
from .topics import BY_ID, Method
from .wording import in_words, sentence_case

MOST = 6
"""Plans of one wish that samples are taken from."""
CUSTOM = "custom:"


def from_pool(wish: Wish, request: Request, pool: Pool, *, measured: bool = True) -> Sought | None:
    """Ground a wish in a pool; None where no plan reaches the floors, if they are held up."""
    every = ground(pool, phrases_of(wish), _kinds(request))
    found = [one for one in every if one.passes or not measured]
    if not found:
        return None
    gives = found[0].plan.gives
    chosen = [one for one in found if one.plan.gives == gives][:MOST]
    method = _method(gives, request)
    offers = tuple(of_assessment(one, pool) for one in chosen)
    return Sought(
        wish=wish.model_copy(update={"id": identifier(wish)}),
        title=_title(wish),
        definition=_definition(offers),
        method=method,
        offers=offers,
        levels=_levels(wish, request, chosen),
        note=_note(wish, chosen),
    )


def phrases_of(wish: Wish) -> list[str]:
    """Return the phrases that a search for a wish takes, each as good as the others."""
    topic = BY_ID.get(wish.id)
    names = list(topic.names) if topic else [wish.id.removeprefix(CUSTOM), wish.text]
    return [*(f"{name} {focus}" for name in names[:1] for focus in wish.focus), *names]


def identifier(wish: Wish) -> str:
    """Return the id of a capability: a topic's own, or a slug of the sentence's words."""
    words = re.sub(r"[^a-z0-9]+", "-", wish.id.removeprefix(CUSTOM).casefold()).strip("-")
    return words[:48].strip("-") or "custom"


def _kinds(request: Request) -> tuple[Gives, ...]:
    """The kinds of answer that will do, in the format that is wished for."""
    wanted = FORMATS.get(request.format) if request.format else None
    every: tuple[Gives, ...] = ("choice", "continuation", "number", "text", "reference")
    return tuple(one for one in every if wanted is None or wanted in ASKED_AS[one])


def _method(gives: Gives, request: Request) -> Method:
    wanted = FORMATS.get(request.format) if request.format else None
    return wanted if wanted in ASKED_AS[gives] else ASKED_AS[gives][0]


def _levels(wish: Wish, request: Request, chosen: Sequence[Assessment]) -> tuple[int, ...]:
    """The levels that the plans can aim at, of those that are wished for."""
    possible = {level for one in chosen for level in one.plan.levels}
    wished = wish.levels or request.levels or DIFFICULTIES
    return tuple(level for level in wished if level in possible) or tuple(sorted(possible))


def _title(wish: Wish) -> str:
    topic = BY_ID.get(wish.id)
    return topic.title if topic else sentence_case(wish.id.removeprefix(CUSTOM))


def _definition(offers: Sequence[Offer]) -> str:
    asked = in_words(list(dict.fromkeys(one.title for one in offers)))
    names = in_words(list(dict.fromkeys(one.source.id for one in offers if one.source)))
    return f"Answers what the data given for it holds ({names}): {asked}."


def _note(wish: Wish, chosen: Sequence[Assessment]) -> str:
    best = chosen[0]
    return (
        f"`{identifier(wish)}` rests on {in_words([f'`{one}`' for one in _cards(chosen)])}: "
        f"alignment {best.alignment:.2f}, robustness {best.robustness:.2f}, preservation "
        f"{best.preservation:.2f}"
    )


def _cards(chosen: Sequence[Assessment]) -> list[str]:
    return list(dict.fromkeys(one.card for one in chosen))
