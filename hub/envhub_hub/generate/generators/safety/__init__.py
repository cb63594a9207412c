"""Prompts that deserve a refusal, and their harmless twins."""

from __future__ import annotations

from .requests import by_tag, mostly_harmful

GENERATORS = (*by_tag.values(), mostly_harmful)
