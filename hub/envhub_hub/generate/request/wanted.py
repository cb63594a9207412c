"""Refuse a request that names nothing to be measured, or published benchmarks alone."""

from __future__ import annotations

import re

from envhub.errors import Refused

from ..topics import TOPICS
from .published import STANDARD
from .refusing import listed
from .value import Request

_SHOWN = 12
"""Capabilities that a hint names; more are no help."""


def require_wishes(request: Request) -> None:
    """Refuse a request without a wish.

    Raises:
        Refused: with the published benchmarks that it names, or with what it could name.
    """
    if request.wishes:
        return
    if request.standards:
        near = tuple(dict.fromkeys(one for name in request.standards for one in _nearest(name)))
        fresh = f", or ask for {listed(near)}, made fresh" if near else ""
        several = len(request.standards) > 1
        raise Refused(
            f"{listed(request.standards)} {'are' if several else 'is a'} published "
            f"benchmark{'s' if several else ''} and not imitated: generated problems under such a "
            "name would give scores that can't be compared with published ones",
            hint="put the published data into an environment of its own (`envhub init` makes the "
            f"frame){fresh}",
        )
    main = [topic.id for topic in TOPICS if not topic.part_of]
    narrower = [topic.id for topic in TOPICS if topic.part_of]
    raise Refused(
        "the request names no capability",
        hint=f"name some of {listed(main)}, or a narrower one "
        f"({', '.join(narrower[:_SHOWN])}{', …' if len(narrower) > _SHOWN else ''}), such as "
        '"reasoning and math, 8 prompts each"',
    )


def _nearest(name: str) -> tuple[str, ...]:
    """What measures something like a published benchmark, whatever way its name is written."""
    plain = {re.sub(r"[^a-z0-9]", "", one): near for one, near in STANDARD.items()}
    return plain.get(re.sub(r"[^a-z0-9]", "", name.lower()), ())
