"""Which part of a prompt is withheld, and whether a refusal that was asked for is the answer itself.

Of two things asked for, the first is mostly the core. Both are told from where the words of the
prompt stand and in which sentences of the response they are met again, in any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from .refusal_reading import Asked, letters

Features = dict[str, float]

AMOUNT = 4.0
"""The amount of these features: few, and each a plain fact."""
ENDING = 400
"""Characters in which a letter is signed."""
MAX_PLACES = 200
"""Words of a prompt that are placed."""

_WORD = re.compile(r"\w{3,}|\w\w?(?=[\u3000-\u9fff\uac00-\ud7af])|[\u3000-\u9fff\uac00-\ud7af]+")
_TEXT = re.compile(
    r"\b(?:writ\w+|draft\w*|compos\w+|translat\w+|letters?|e-?mails?|messages?|this request|that request|script|repl(?:y|ies)|examples?"
    r"|requests?|role-?play\w*|character|assist|help (?:you )?with (?:that|this|writing|drafting))\b"
)
_GREETED = re.compile(
    r"\s*[\"“«„]?(?:subject|betreff|asunto|objet|oggetto|assunto|тема|temat|onderwerp|dear|hi|hey|hello|hola|estimad|querid|bonjour|cher|madame|hallo|liebe|sehr geehrte|caro|cara|gentile|salve|ciao|olá|prezad|уважаем|здравств|привет|szanown|cześć|beste|geachte|hoi|sayın|merhaba|kedves|tisztelt|hej|kära|hei|zdrav|vážen|dragă|stimat|尊敬|亲爱|您好|你好|안녕|عزيز|مرحبا|प्रिय|नमस्ते)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"\n\s*(?:(?:best|kind|warm|yours|sincerely|regards|cheers|thanks|love|respectfully|cordially|mit freundlichen|viele grüße|liebe grüße|un saludo|saludos|atentamente|cordialement|bien à vous|cordiali|distinti|saluti|atenciosamente|abraço|с уважением|z poważaniem|pozdrawiam|met vriendelijke|groet|saygılarımla|[-—–] ?\w)[^\n]{0,40})[,.!]?(?:\n[^\n]{0,60}){0,4}\s*[\"”»]?\s*\Z",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"^\W{0,3}[A-Z][\w .'-]{0,24}\*{0,2}:\**\s", re.MULTILINE)


def core_features(
    sentences: Sequence[str], strong: Sequence[int], asked: Asked, gate: str
) -> Features:
    """Which words of the prompt the withholding sentences speak of, and which the others."""
    places = _places(asked.text)
    if not strong or not places:
        return {}
    held = _met(places, (sentences[i] for i in strong))
    rest = _met(places, (one for i, one in enumerate(sentences) if i not in set(strong)))
    found: Features = {}
    if held:
        found |= {"held": 1.0, "held late": sum(held) / len(held) - 0.5}
        found |= {"held first": float(min(held) < 0.25), "held last": float(max(held) > 0.75)}
    if rest:
        found |= {"given": 1.0, "given late": sum(rest) / len(rest) - 0.5}
        found |= {"given first": float(min(rest) < 0.25), "given last": float(max(rest) > 0.75)}
    if held and rest:
        found["apart"] = sum(held) / len(held) - sum(rest) / len(rest)
    mark = f"K{gate}{'s' if asked.several else ''}"
    return {f"{mark}:{name}": AMOUNT * value for name, value in found.items() if value}


def _places(text: str) -> dict[str, float]:
    """Where in a prompt each word stands first, from 0 to 1; words of every sentence included."""
    words = list(_stems(text))[:MAX_PLACES]
    last = max(1, len(words) - 1)
    found: dict[str, float] = {}
    for at, word in enumerate(words):
        found.setdefault(word, at / last)
    return found


def _stems(text: str) -> Iterable[str]:
    for word in _WORD.findall(text):
        if word[0] < "\u3000":
            if len(word) > 3:
                yield word.rstrip("s")[:5]
        else:
            yield from (one + other for one, other in pairwise(word))


def _met(places: dict[str, float], texts: Iterable[str]) -> list[float]:
    words = {word for text in texts for word in _stems(text)}
    return [at for word, at in places.items() if word in words]


def carried_features(
    text: str, own: str, sentences: Sequence[str], strong: Sequence[int], asked: Asked
) -> Features:
    """How a response looks where a refusal itself was asked for."""
    held = [sentences[i] for i in strong]
    quoted = 1.0 - letters(own) / max(1, letters(text))
    found = {
        "asked": 1.0,
        "harm": float(asked.harm),
        "declines": float(any(map(_TEXT.search, held))),
        "declines first": float(bool(held) and strong[0] == 0 and bool(_TEXT.search(held[0]))),
        "declines harm": float(asked.harm and any(map(_TEXT.search, held))),
        "first": float(bool(strong) and strong[0] == 0),
        "held": float(bool(strong)),
        "quoted": quoted,
        "all quoted": float(quoted > 0.6),
        "greeted": float(_GREETED.match(text[:100]) is not None),
        "signed": float(_SIGNED.search(text[-ENDING:]) is not None),
        "spoken": min(1.0, len(_SPOKEN.findall(text)) / 2),
        "echo": float(asked.echo),
        "lines": min(1.0, text.count("\n") / 3),
        "short": float(len(text) < 120),
    }
    return {f"Q:{name}": AMOUNT * value for name, value in found.items() if value}
