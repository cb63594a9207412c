"""What is sought: a wish with its definition, its method and everything that could supply it."""

from __future__ import annotations

from collections.abc import Iterable

from envhub.errors import Refused
from envhub.values import Frozen

from .generators import GENERATORS
from .items import DIFFICULTIES, Kind
from .methods import ASKED_AS
from .offer import Offer, of_generator
from .pool import Pool
from .request import Format, Request, Wish
from .request.refusing import refuse_wish
from .topics import BY_ID, DEFAULT_QUOTA, FOCUSES, Method, Topic, children_of
from .wording import in_words

QUICK = 3
"""A quick benchmark has a third of the usual samples."""
FORMATS: dict[Format, Method] = {"choice": "choice", "cloze": "recall", "steps": "steps"}
"""What a wish for a format means as a method."""


class Sought(Frozen):
    """One capability to be grounded."""

    wish: Wish
    title: str
    definition: str
    method: Method
    offers: tuple[Offer, ...]
    levels: tuple[int, ...]
    kinds: tuple[Kind, ...] = ()
    """What it is focused on and could be."""

    note: str | None = None
    """What it rests on, where that is no generator."""

    @property
    def supplies(self) -> tuple[str, ...]:
        """Names of what could make its samples."""
        return tuple(one.name for one in self.offers)

    @property
    def usual_quota(self) -> int:
        """Samples where the request says no number."""
        return DEFAULT_QUOTA[self.method]


def seek(
    request: Request, pool: Pool | None = None, *, measured: bool = True
) -> tuple[Sought, ...]:
    """Find what could supply each wish of a request: the pool where it holds that, else generators.

    Args:
        request: what was read.
        pool: data of the person's own.
        measured: hold plans for the pool against their floors; else take what a search finds.

    Raises:
        Refused: nothing supplies one of them as it is asked for.
    """
    sought = tuple(
        (pool and _from_pool(wish, request, pool, measured)) or from_generators(wish, request)
        for wish in request.wishes
    )
    _check_kinds(request, sought)
    _check_steps(request, sought)
    return sought


def _from_pool(wish: Wish, request: Request, pool: Pool, measured: bool) -> Sought | None:
    from .pooled import from_pool

    return from_pool(wish, request, pool, measured=measured)


def from_generators(wish: Wish, request: Request) -> Sought:
    """Ground a wish in the generators of its topic.

    Raises:
        Refused: there is no such topic, or nothing of it is left.
    """
    if wish.id not in BY_ID:
        refuse_wish(wish, request)
    topic = BY_ID[wish.id]
    _check_words(wish, request)
    narrowed = [BY_ID[name] for name in wish.focus if name in BY_ID]
    method = _method(topic, narrowed, request)
    title, definition = topic.title, topic.definition
    if narrowed:
        title = f"{topic.title}: {in_words([one.title.lower() for one in narrowed])}"
        definition = " ".join(one.definition for one in narrowed)
    supplies = _supplies(wish, request, narrowed or [topic])
    ruled_out = [
        BY_ID[name].title.lower()
        for name in sorted(request.exclude)
        if name in BY_ID and set(BY_ID[name].generators) & set(topic.generators)
    ]
    if ruled_out:
        title += f" without {in_words(ruled_out)}"
        definition += f" Without {in_words(ruled_out)}."
    wanted = sorted({*wish.kinds, *request.kinds})
    kinds = tuple(kind for kind in wanted if set(supplies) <= set(FOCUSES[kind]))
    for kind in kinds:
        definition += f" Focused on {kind} problems."
    return Sought(
        wish=wish,
        title=title,
        definition=definition,
        method=method,
        offers=tuple(map(of_generator, supplies)),
        levels=wish.levels or request.levels or DIFFICULTIES,
        kinds=kinds,
    )


def _check_words(wish: Wish, request: Request) -> None:
    """Refuse what a generator can't heed: narrowing and ruling out by words that it does not know.

    Raises:
        Refused: rather than leave a word out in silence.
    """
    parts = [topic.id for topic in children_of(wish.id)]
    own = set(BY_ID[wish.id].generators)
    for word in wish.focus:
        if word.casefold() in BY_ID[wish.id].names:  # `python code`: all of it is
            continue
        if word not in BY_ID or not (word in parts or set(BY_ID[word].generators) & own):
            known = f"narrow it to {in_words([f'`{one}`' for one in parts])}" if parts else None
            raise Refused(
                f"nothing here can ground `{word}` as a part of `{wish.id}`",
                hint=f"{known or f'ask for `{wish.id}` alone'}, or give data that holds it: "
                "--pool PATH",
            )
    for word in request.exclude:
        if word not in BY_ID:
            raise Refused(
                f"can't rule out `{word}`: it is no part of what generators make",
                hint="leave it out, or name a part such as `dates` or `word-problems`",
            )
    if request.language not in (None, "en"):
        raise Refused(
            f"`{wish.id}` can't be asked in the language `{request.language}`: generators write "
            "English",
            hint="ask for `translation`, `languages` or `multilingual-clues`, or give data in it: "
            "--pool PATH",
        )


def _method(topic: Topic, narrowed: Iterable[Topic], request: Request) -> Method:
    """Return how a capability is asked: as its parts are, or in the format that is wished for."""
    methods = {one.method for one in narrowed} or {topic.method}
    if len(methods) > 1:
        raise Refused(
            f"`{topic.id}` can't be narrowed to parts that are asked in different ways",
            hint="ask for each of them by itself",
        )
    (method,) = methods
    if request.format is None or request.format == "steps":
        return method  # a wish for steps is checked over all capabilities
    wanted = FORMATS.get(request.format)
    gives = {GENERATORS[name].gives for name in topic.generators}
    if wanted is None or any(wanted not in ASKED_AS[kind] for kind in gives):
        raise Refused(
            f"`{topic.id}` can't be asked in the format `{request.format}`",
            hint="leave the wish for a format out: each capability has one that fits it",
        )
    return wanted


def _supplies(wish: Wish, request: Request, topics: Iterable[Topic]) -> list[str]:
    """The generators of a capability, less what it is narrowed to and what is ruled out."""
    names = list(dict.fromkeys(name for topic in topics for name in topic.generators))
    excluded = [BY_ID[name] for name in request.exclude if name in BY_ID]
    dropped = {name for topic in excluded for name in topic.generators}
    left = [name for name in names if name not in dropped]
    if not left:
        raise Refused(f"nothing is left of `{wish.id}` without what the request rules out")
    focused = left
    for kind in sorted({*wish.kinds, *request.kinds}):
        focused = [name for name in focused if name in FOCUSES[kind]]
    if not focused and wish.kinds:
        raise Refused(
            f"no generator of `{wish.id}` makes {' and '.join(sorted(wish.kinds))} problems",
            hint=f"ask for `{wish.id}` without it",
        )
    return focused or left


def _check_kinds(request: Request, sought: Iterable[Sought]) -> None:
    """Refuse a wish for all capabilities that none of them can meet."""
    names = {name for one in sought for name in one.supplies}
    for kind in sorted(request.kinds):
        if not names & set(FOCUSES[kind]):
            raise Refused(f"no generator of these capabilities makes {kind} problems")


def _check_steps(request: Request, sought: Iterable[Sought]) -> None:
    """Refuse a wish for written-out steps where the answers are ranked."""
    without = [one.wish.id for one in sought if one.method != "steps"]
    if request.format == "steps" and without:
        raise Refused(
            f"{in_words([f'`{one}`' for one in without])} can't be scored on written-out steps: "
            "its answers are judged in another way",
            hint="ask for `math` or its parts, whose steps are written out and earn credit, or "
            "leave the wish for steps out",
        )
