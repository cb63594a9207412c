"""ROUGE-L: the longest common subsequence with a reference, as F1.

The measure is the rouge-score package's (Lin 2004, with the package's F1). Its own tokenizer keeps
only a–z0–9, so "Привет мир" scores 0 against itself; the default here splits on Unicode words, and
into characters where a script has no spaces. `ascii` gives figures that published ones can be held
against.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, ClassVar, Literal

from ..model import Failure
from ..sample import Sample, Target
from ..services import Services
from ..trace import Trace
from .base import Lazily, Score, ScorerSpec, once, side_by_side
from .extract import (
    Extract,
    PatternFilter,
    compatible,
    extract_answer,
    filter_name,
    filters,
)

MAX_TOKENS = 3_000
"""A text is cut here before it is compared: the measure costs output × reference."""
MAX_CHARACTERS = 100_000
"""A text is cut here before it is split into tokens."""

# Scripts that are written without spaces: Thai, Lao, Myanmar, Khmer, Kana, Han.
_NO_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)


class UnicodeWords:
    """Words of any script, folded; single characters where words are not separated."""

    def tokenize(self, text: str) -> list[str]:
        text = compatible(text).casefold()
        return text.translate({ord(char): _spaced(char) for char in set(text)}).split()


def _spaced(char: str) -> str:
    """Letters, digits and the marks that belong to them stay; all else separates words."""
    if not char.isalnum() and not unicodedata.category(char).startswith("M"):
        return " "
    return f" {char} " if _NO_SPACES.match(char) else char


@lru_cache(maxsize=4)
def _measure(tokenizer: str, stemmer: bool) -> Any:
    from rouge_score import rouge_scorer, tokenizers

    words = UnicodeWords() if tokenizer == "unicode" else tokenizers.DefaultTokenizer(stemmer)
    return rouge_scorer.RougeScorer(["rougeL"], tokenizer=words), words


class RougeL(ScorerSpec):
    """F1 of ROUGE-L against the best of several references; precision and recall beside it."""

    method: ClassVar[str] = "ROUGE-L F1"

    type: Literal["rouge_l"] = "rouge_l"
    extract: Extract = "whole"
    tokenizer: Literal["unicode", "ascii"] = "unicode"
    stemmer: bool = False
    """Porter's, with `ascii` only."""

    @property
    def graded(self) -> bool:
        return True

    @property
    def default_pass_at(self) -> float | Literal["rank1"]:
        return 0.3

    def problem(self, sample: Sample, target: Target) -> str | None:
        if not target.targets:
            return "has no target"
        for text in target.texts:
            tokens = len(self._tokens(text))
            if tokens == 0:
                return f"reference `{text[:40]}` has no word that the tokenizer keeps"
            if tokens > MAX_TOKENS or len(text) > MAX_CHARACTERS:
                return f"a reference of {tokens} words, at most {MAX_TOKENS} are compared"
        return None

    def score(
        self, sample: Sample, target: Target, trace: Trace, services: Services
    ) -> Score | Failure:
        near = once(lambda: self.holds(sample, target, trace.output))
        return side_by_side(
            self._judge(one, target, extract_answer(one, trace.output, services), near)
            for one in filters(self.extract)
        )

    def _judge(
        self, extract: str | PatternFilter, target: Target, answer: str | None, near: Lazily
    ) -> Score:
        measure, _ = _measure(self.tokenizer, self.stemmer)
        name = filter_name(extract)
        tokens = self._tokens(answer or "")
        if not tokens:
            note = "no words in the output"
            return self.verdict(0.0, filter=name, explanation=note, near_miss=near())
        text = self._cut(answer or "")
        found = [measure.score(self._cut(ref), text)["rougeL"] for ref in target.texts]
        best = max(found, key=lambda one: float(one.fmeasure))
        note = f"precision {best.precision:.3f}, recall {best.recall:.3f}"
        if len(tokens) > MAX_TOKENS:
            note += f", compared up to word {MAX_TOKENS} of {len(tokens)}"
        value = float(best.fmeasure)
        return self.verdict(
            value, answer=answer, filter=name, explanation=note, near_miss=value < 1 and near()
        )

    def _tokens(self, text: str) -> list[str]:
        tokenizer = _measure(self.tokenizer, self.stemmer)[1]
        found: list[str] = tokenizer.tokenize(text[:MAX_CHARACTERS])
        return found

    def _cut(self, text: str) -> str:
        """A text short enough to be compared; else as it is, since stems are not stemmed twice."""
        tokens = self._tokens(text)
        short = len(tokens) <= MAX_TOKENS and len(text) <= MAX_CHARACTERS
        return text if short else " ".join(tokens[:MAX_TOKENS])
