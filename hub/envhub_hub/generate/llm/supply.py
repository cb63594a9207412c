"""A language model as a supply of items: several are made at once, and given one by one.

Nothing here makes an item right: `confirms` holds its check against its texts by code, and blind
answers against its own.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from random import Random

from pydantic import Field

from envhub.errors import UsageError
from envhub.model import Failure
from envhub.values import Frozen

from ...asking import Asker, LimitReached
from ..interpretation import Subtask
from ..items import Gives, Item
from .material import Material, scenario
from .proofs import WRITTEN, missing, unproved
from .realising import GivenUp, Seen, Stages, digest_of, look, realise, written_of
from .solver import TIMES, agrees

BARREN = 2
"""Batches in a row without an item, after which there is none left."""


class SupplySettings(Frozen):
    """How many items are made ahead."""

    batch: int = Field(default=8, ge=1, le=512)
    """Items that are begun together; as many as are wanted keeps the most in flight."""
    stages: Stages = Stages()


class LlmSupply:
    """Items of one subtask, written by a model from records or, without any, from scenarios."""

    def __init__(
        self, asker: Asker, subtask: Subtask, materials: Sequence[Material] | None = None,
        settings: SupplySettings | None = None,
    ) -> None:  # fmt: skip
        """Prepare; nothing is asked.

        Args:
            materials: each is used once; None: scenarios without end.

        Raises:
            UsageError: a kind of answer that a model's word is no proof of.
        """
        if subtask.gives not in WRITTEN:
            known = ", ".join(f"`{one}`" for one in WRITTEN)
            message = f"a model can't be the source of answers of kind `{subtask.gives}`"
            raise UsageError(f"{message}: nothing would prove them", hint=f"it may write {known}")
        self._asker = asker
        self._subtask = subtask
        self._left = None if materials is None else list(materials)
        self._settings = settings or SupplySettings()
        self._ready: dict[int, deque[Item]] = {}
        self._stopped: LimitReached | None = None
        self.given_up: Counter[str] = Counter()
        """Items that were begun and came to nothing, by `stage: cause`."""

    @property
    def name(self) -> str:
        """`llm:` and the subtask."""
        return f"llm:{self._subtask.id}"

    @property
    def gives(self) -> Gives:
        return self._subtask.gives

    def draw(self, rng: Random, difficulty: int) -> Item | None:
        """Give the next item; None where there is none left.

        Raises:
            LimitReached: a limit of the asker; what was made until then was given.
        """
        ready = self._ready.setdefault(difficulty, deque())
        barren = 0
        while not ready:
            if self._stopped is not None:
                raise self._stopped
            given = self._materials(rng)
            if not given or barren == BARREN:
                return None
            self._make(given, difficulty, ready)
            barren += not ready
        return ready.popleft()

    def confirms(self, item: Item) -> bool:
        """Whether the answer stands its own check, and blind readers gave it, each of them."""
        written = written_of(item)
        if missing(written, self.gives) or unproved(written, self.gives):
            return False
        seen = self._seen(item)
        return (
            seen is not None
            and len(seen.answers) >= TIMES
            and all(agrees(written, self.gives, one) for one in seen.answers)
        )

    def remaining(self, item: Item) -> int | None:
        """How many answers are left without the context: 1 where blind readers still give it."""
        if not item.context:
            return None
        written, seen = written_of(item), self._seen(item)
        if seen is None or seen.without is None:
            return 1  # nobody looked, so it may still follow
        follows = len(seen.without) >= TIMES and all(
            agrees(written, self.gives, one) for one in seen.without
        )
        return 1 if follows else 2

    def _materials(self, rng: Random) -> list[Material]:
        """The next few, in an order of the caller's randomness."""
        count = self._settings.batch
        if self._left is None:
            return [scenario(rng) for _ in range(count)]
        taken = rng.sample(self._left, min(count, len(self._left)))
        keys = {one.key for one in taken}
        self._left = [one for one in self._left if one.key not in keys]
        return taken

    def _make(self, given: Sequence[Material], difficulty: int, ready: deque[Item]) -> None:
        """Make a batch; what is done when a limit is reached is kept."""
        found: dict[int, Item | GivenUp] = {}
        stages = self._settings.stages
        conversations = (realise(self._subtask, one, difficulty, stages) for one in given)
        try:
            for place, made in self._asker.drive(conversations):
                found |= {place: made}
        except LimitReached as error:
            self._stopped = error
        for place in sorted(found):
            made = found[place]
            if isinstance(made, GivenUp):
                self.given_up[f"{made.stage}: {made.cause}"] += 1
            else:
                ready.append(made)

    def _seen(self, item: Item) -> Seen | None:
        """What blind readers made of an item as it stands; asked anew where it was changed."""
        written = written_of(item)
        said = item.facts.get("seen")
        if said is not None:
            seen = Seen.model_validate(said)
            if seen.of == digest_of(written):
                return seen
        looked = self._asker.hold(look(written, self.gives))
        return None if isinstance(looked, Failure) else looked
