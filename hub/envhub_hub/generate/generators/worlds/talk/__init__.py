"""Dialogues among several speakers: what matters is spread over turns, changed and corrected."""

from __future__ import annotations

from ....items import Generator
from .dates import talk_dates
from .plans import talk_plans, talk_views
from .tasks import talk_tasks

GENERATORS: tuple[Generator, ...] = (talk_dates, talk_plans, talk_tasks, talk_views)
