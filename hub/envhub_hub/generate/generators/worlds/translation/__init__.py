"""Translations within closed vocabularies, measured against several right ones."""

from __future__ import annotations

from ....items import Generator
from .dates import translate_dates
from .sentences import translate_back, translate_sentences

GENERATORS: tuple[Generator, ...] = (translate_back, translate_dates, translate_sentences)
