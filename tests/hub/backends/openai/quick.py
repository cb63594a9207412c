"""A patience that a test can wait for."""

from __future__ import annotations

from envhub_hub.backends.openai.calling import Patience

QUICK = Patience(seconds=0.5, tries=4, first_wait=0.02, longest_wait=0.05, longest_asked=2)
