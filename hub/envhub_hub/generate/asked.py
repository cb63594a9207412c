"""The plan when a language model helps: it reads, designs what rules can't ground, and writes it.

What a generator or a person's data can ground stays theirs: it is proved by code. The model is
asked only for the rest, its proposals are measured by dry runs, and what none grounds is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from envhub.errors import EnvhubError, Refused
from envhub.model import Failure

from ..asking import Asker
from .interpretation import Interpretation, Subtask
from .items import DIFFICULTIES
from .llm import LlmSupply, Proposal, SupplySettings, design, read
from .llm.designer import DraftSubtask
from .methods import ASKED_AS
from .offer import Offer
from .plan import GenerateSettings, Plan
from .planner import check_settings, planned
from .pool import Pool
from .pooled import from_pool, identifier
from .request import Request, Wish, read_request, require_wishes
from .sought import Sought, from_generators
from .supply import Supply
from .topics import BY_ID
from .wording import in_words, sentence_case

PLANNER = "llm/1"
LLM = "llm:"
FLOOR = 0.5
"""The least share of dry runs that must give an item whose answer is confirmed."""
DRY_RUNS = 2
"""Of each subtask; each costs some calls."""
ROUNDS = 3
"""Times that design is asked again with what its proposals lacked."""


class Designed(NamedTuple):
    """What a model designed for the wishes that nothing else grounds."""

    sought: tuple[Sought, ...]
    proposals: tuple[Interpretation, ...]


def plan_by_model(
    sentence: str, settings: GenerateSettings, asker: Asker, pool: Pool | None = None
) -> Plan:
    """Plan a benchmark with a language model's help.

    Raises:
        Refused: a wish is grounded neither by generators or data nor by what the model wrote.
        EnvhubError: the model gave no reading of the sentence.
        LimitReached: a limit of the asker came first.
    """
    check_settings(settings)
    found = asker.hold(read(sentence, _ruled(sentence)))
    if isinstance(found, Failure):
        raise EnvhubError(
            f"the model gave no reading of the request: {found.message}",
            hint="try again, or leave --llm out",
        )
    require_wishes(found.request)
    grounded: dict[Wish, Sought] = {}
    open_wishes = []
    for wish in found.request.wishes:
        sought = _grounded(wish, found.request, pool)
        if sought is None:
            open_wishes.append(wish)
        else:
            grounded[wish] = sought
    made = Designed((), ())
    if open_wishes:
        made = _designed(found.request, open_wishes, asker)
        grounded |= {one.wish: one for one in made.sought}
    every = tuple(grounded[wish] for wish in _renamed(found.request.wishes, grounded))
    plan = planned(found.request, settings, every)
    kept = [one for one in made.proposals if one.kept]
    return plan.changed(
        {
            "planner": PLANNER,
            "written": tuple(subtask for one in kept for subtask in one.subtasks),
            "proposals": made.proposals,
            "notes": (*plan.notes, *found.settled),
        }
    )


def supplies_by_model(plan: Plan, asker: Asker) -> dict[str, Supply]:
    """Return the supplies of a plan that the model writes, by name."""
    subtasks = {f"{LLM}{one.id}": one for one in plan.written}
    wanted = {share.supply: share.count for one in plan.capabilities for share in one.shares}
    return {
        name: LlmSupply(asker, subtasks[name], None, SupplySettings(batch=max(1, min(count, 64))))
        for name, count in wanted.items()
        if name in subtasks
    }


def _ruled(sentence: str) -> Request | None:
    """What the rules make of a sentence; None where they can't read it."""
    try:
        return read_request(sentence)
    except Refused:
        return None


def _grounded(wish: Wish, request: Request, pool: Pool | None) -> Sought | None:
    """A wish that data or generators ground; None where neither does."""
    if pool is not None and (found := from_pool(wish, request, pool)) is not None:
        return found
    return from_generators(wish, request) if wish.id in BY_ID else None


def _renamed(wishes: Sequence[Wish], grounded: dict[Wish, Sought]) -> list[Wish]:
    """The wishes in the order of the sentence, as what grounds them names them."""
    by_words = {one.text: one for one in grounded}
    return [wish if wish in grounded else by_words[wish.text] for wish in wishes]


def _designed(request: Request, wishes: Sequence[Wish], asker: Asker) -> Designed:
    """Ask for designs of what nothing else grounds, and keep the best that dry runs hold up."""
    named = tuple(wish.model_copy(update={"id": identifier(wish)}) for wish in wishes)
    asked = request.model_copy(update={"wishes": named})
    feedback, tried = "", []
    for _ in range(ROUNDS):
        found = asker.hold(design(asked, feedback))
        tried = [_measured(one, named, asker) for one in found.proposals]
        best = max(tried, key=lambda one: one.score, default=None)
        if best is not None and best.groundability >= FLOOR and best.coverage == 1.0:
            kept = tuple(
                one.model_copy(update={"kept": one is best, "reason": _reason(one, best)})
                for one in tried
            )
            sought = tuple(_sought(wish, best) for wish in named)
            return Designed(sought, kept)
        feedback = "; ".join(f"`{one.name}`: {_lack(one)}" for one in tried) or "nothing came"
    what = in_words([f"`{wish.text}`" for wish in wishes])
    raise Refused(
        f"nothing can ground {what}, and what the model wrote for it did not hold: {feedback}",
        hint="give data that holds it (--pool PATH), or ask for something nearer to what is known",
    )


def _measured(proposal: Proposal, wishes: Sequence[Wish], asker: Asker) -> Interpretation:
    """Return a proposal with its three numbers; its dry runs cost calls."""
    subtasks = tuple(
        one.subtask().model_copy(update={"levels": DIFFICULTIES}) for one in _alike(proposal)
    )
    yields = [_yield(one, asker) for one in subtasks]
    evenness = [_evenness(wish.id, subtasks) for wish in wishes]
    covered = {one.capability for one in subtasks}
    return Interpretation(
        name=proposal.name,
        emphasis=proposal.emphasis,
        subtasks=subtasks,
        coverage=sum(wish.id in covered for wish in wishes) / len(wishes),
        distinctness=sum(evenness) / len(evenness),
        groundability=sum(yields) / len(yields) if yields else 0.0,
    )


def _alike(proposal: Proposal) -> list[DraftSubtask]:
    """The subtasks of each capability that give the kind of answer of its first one."""
    kinds: dict[str, str] = {}
    for one in proposal.subtasks:
        kinds.setdefault(one.capability, one.gives)
    return [one for one in proposal.subtasks if one.gives == kinds[one.capability]]


def _yield(subtask: Subtask, asker: Asker) -> float:
    """The share of dry runs that gave an item whose answer was confirmed."""
    supply = LlmSupply(asker, subtask, None, SupplySettings(batch=1))
    rng = Random(subtask.id)
    drawn = [supply.draw(rng, DIFFICULTIES[n % len(DIFFICULTIES)]) for n in range(DRY_RUNS)]
    return sum(item is not None and supply.confirms(item) for item in drawn) / DRY_RUNS


def _evenness(capability: str, subtasks: Sequence[Subtask]) -> float:
    weights = [one.importance for one in subtasks if one.capability == capability]
    if not weights:
        return 0.0
    return sum(weights) ** 2 / sum(weight**2 for weight in weights) / len(weights)


def _reason(one: Interpretation, best: Interpretation) -> str:
    return f"the best score, {one.score:.3f}" if one is best else _lack(one)


def _lack(one: Interpretation) -> str:
    return (
        f"coverage {one.coverage:.2f}, distinctness {one.distinctness:.2f}, "
        f"{one.groundability:.0%} of its dry runs held"
    )


def _sought(wish: Wish, way: Interpretation) -> Sought:
    """Return a wish with what a model's design gives for it."""
    subtasks = [one for one in way.subtasks if one.capability == wish.id]
    offers = tuple(
        Offer(
            name=f"{LLM}{one.id}",
            title=one.title,
            gives=one.gives,
            subtype=one.id.rpartition("/")[2],
            expected_yield=way.groundability,
        )
        for one in subtasks
    )
    return Sought(
        wish=wish,
        title=sentence_case(wish.text),
        definition=" ".join(one.definition for one in subtasks),
        method=ASKED_AS[subtasks[0].gives][0],
        offers=offers,
        levels=wish.levels or DIFFICULTIES,
        note=f"`{wish.id}` is written by a model: its answers are proved by code where they can "
        "be, else by blind readers",
    )
