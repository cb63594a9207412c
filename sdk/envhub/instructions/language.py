"""Which language is a text in? Told by its script, then by its short words and its own letters.

It names the languages that IFEval asks for and those that they are taken for. It is no classifier
of short texts: without a known word or letter it says nothing rather than guess.
"""

from __future__ import annotations

import re
from collections import Counter

from . import language_words as words

MAX_CHARACTERS = 100_000
"""A longer text is judged by its beginning."""
ENOUGH = 9
"""A word that is said more often says no more."""
LETTER, PIECE = 0.5, 0.1
"""What a language's own letter, and a part of its words, says beside a whole word."""
_ADDRESS = re.compile(r"https?://\S{1,2000}|[\w.+-]{1,64}@[\w.-]{1,255}")
_WORD = re.compile(r"[^\W\d_]+(?:['’\u200c\u093c-\u094d][^\W\d_]+)*")
_SCRIPTS = {
    "latin": "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ",
    "cyrillic": "\u0400-\u052f",
    "arabic": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc",
    "devanagari": "\u0900-\u0963\u0971-\u097f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "hebrew": "\u05d0-\u05ea",
    "bengali": "\u0980-\u09ff",
    "gurmukhi": "\u0a00-\u0a7f",
    "gujarati": "\u0a80-\u0aff",
    "tamil": "\u0b80-\u0bff",
    "telugu": "\u0c00-\u0c7f",
    "kannada": "\u0c80-\u0cff",
    "malayalam": "\u0d00-\u0d7f",
    "thai": "\u0e00-\u0e7f",
    "hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "kana": "\u3040-\u30ff",
    "han": "\u3400-\u4dbf\u4e00-\u9fff",
}
_LETTERS = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}
_ONE_LANGUAGE = {
    "greek": "el", "hebrew": "he", "bengali": "bn", "gurmukhi": "pa", "gujarati": "gu",
    "tamil": "ta", "telugu": "te", "kannada": "kn", "malayalam": "ml", "thai": "th",
    "hangul": "ko", "kana": "ja", "han": "zh",
}  # fmt: skip
_SHARED = {
    "latin": words.LATIN,
    "cyrillic": words.CYRILLIC,
    "devanagari": words.DEVANAGARI,
    "arabic": words.ARABIC,
}
# Letters that a language has and its neighbours lack, or nearly so.
_OWN = {
    "es": "ñ¿¡", "pt": "ãõ", "de": "ßü", "pl": "łśżźćńęą", "vi": "ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổ"
    "ỗộớờởỡợụủứừửữựỳỵỷỹ", "fi": "äö", "sv": "åäö", "da": "æøå", "no": "æøå", "ro": "șțăţş",
    "cs": "ěščřžůťďň", "tr": "ğışç", "hu": "őű", "fr": "çèêôœ", "it": "òùì",
    "ru": "ыэё", "uk": "іїєґ", "bg": "ъ",
    "mr": "ळ", "fa": "پچژگ‌", "ur": "ٹڈڑںےہھ", "ar": "ةأإىؤئ",
}  # fmt: skip
_PIECES = {
    code: re.compile("|".join(sorted(text.split(), key=len, reverse=True)))
    for code, text in words.PIECES.items()
}
CODES = frozenset(_ONE_LANGUAGE.values()) | {code for table in _SHARED.values() for code in table}
"""The languages that can be told, by ISO 639-1 code."""


def _weights(table: dict[str, str]) -> dict[str, dict[str, float]]:
    """Each word's weight for each language: a word of many languages says less."""
    vocabulary = {code: set(text.split()) for code, text in table.items()}
    shared = Counter(word for known in vocabulary.values() for word in known)
    return {
        code: {word: 1 / shared[word] ** 0.5 for word in known}
        for code, known in vocabulary.items()
    }


_WEIGHTS = {script: _weights(table) for script, table in _SHARED.items()}


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language that most of a text is in, or None."""
    text = _ADDRESS.sub(" ", text[:MAX_CHARACTERS])
    script = _main_script(text)
    if script is None:
        return None
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    return _by_words(text.casefold(), script)


def _main_script(text: str) -> str | None:
    counts = {name: len(letters.findall(text)) for name, letters in _LETTERS.items()}
    if counts["kana"]:  # Japanese is written in both
        counts["kana"] += counts["han"]
        counts["han"] = 0
    others = sum(counts.values()) - counts["latin"]
    if counts["latin"] * 2 < others:  # names and terms in a text of another script
        counts["latin"] = 0
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else None


def _by_words(text: str, script: str) -> str | None:
    said = Counter(one.replace("’", "'") for one in _WORD.findall(text))
    distinct = " ".join(said)  # a line that is repeated says little more than once
    letters = Counter(distinct)
    scores = {
        code: sum(
            min(count, ENOUGH) ** 0.5 * weights[word]
            for word, count in said.items()
            if word in weights
        )
        + LETTER * sum(letters[letter] for letter in _OWN.get(code, ""))
        for code, weights in _WEIGHTS[script].items()
    }
    if script == "latin":
        for code, pieces in _PIECES.items():
            scores[code] += PIECE * len(pieces.findall(distinct))
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] > 0 else None
