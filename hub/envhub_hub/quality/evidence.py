"""Whether what a question names stands in its context: a test of words, not of meaning."""

from __future__ import annotations

import re

from envhub.scorers.extract import stands_in

_QUOTED = re.compile(r"[\"“]([^\"”]{2,80})[\"”]")
_NAME = re.compile(r"\b[A-Z][\w'-]*(?:\s+(?:of|the|de|van|von)?\s*[A-Z][\w'-]*)*")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])")
_SENTENCE = re.compile(r"(?:^|[.!?:]\s+|\n\s*)([A-Z][\w'-]*)")
_OPENERS = frozenset((
    "a", "according", "after", "all", "an", "and", "are", "as", "at", "based", "before", "but",
    "by", "can", "choose", "complete", "compute", "could", "describe", "did", "do", "does", "each",
    "every", "explain", "find", "for", "from", "give", "given", "had", "has", "have", "how", "i",
    "if", "in", "is", "it", "its", "let", "list", "may", "must", "name", "no", "not", "of", "on",
    "one", "only", "or", "pick", "say", "select", "she", "should", "some", "summarise",
    "summarize", "suppose", "tell", "that", "the", "their", "there", "these", "they", "this",
    "those", "to", "translate", "under", "use", "was", "we", "were", "what", "when", "where",
    "which", "who", "whom", "whose", "why", "will", "with", "work", "would", "write", "you",
))  # fmt: skip
"""Words that begin sentences and name nothing."""


def named(question: str) -> frozenset[str]:
    """Return what a question names: names, numbers, and what stands in quotes; lower case."""
    first = {match.start(1) for match in _SENTENCE.finditer(question)}
    found = {match.group(1) for match in _QUOTED.finditer(question)}
    found |= {match.group() for match in _NUMBER.finditer(question)}
    for match in _NAME.finditer(question):
        words = match.group().split()
        if match.start() in first and words[0].casefold() in _OPENERS:
            words = words[1:]
        if words and " ".join(words).casefold() not in _OPENERS:
            found.add(" ".join(words))
    return frozenset(" ".join(one.casefold().removesuffix("'s").split()) for one in found)


def absent(question: str, context: str) -> tuple[str, ...]:
    """Return what a question names and its context does not hold, sorted."""
    text = f" {' '.join(context.casefold().split())} "
    return tuple(sorted(one for one in named(question) if not stands_in(one, text)))
