"""Part a response into the speaker's own clauses and what is only shown: code, quotations, letters.

Patterns and bookkeeping; nothing here decides what the response does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .refusal_languages import CONTRAST, CONTRAST_UNSPACED
from .refusal_reading import MARKUP, QUOTES, Asked, letters

MAX_CLAUSES, MAX_CLAUSE = 400, 500
"""How many clauses are read, and characters of each; what is longer is cut into several."""

_FENCE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]{1,300}`", re.DOTALL)
_LETTER = re.compile(
    r"^(?:madame|monsieur|mesdames|sir|madam|महोदय|महोदया|मान्यवर)[, ]*\n|^(?:subject|betreff"
    r"|objet|asunto|oggetto|assunto|тема|temat|konu|onderwerp|件名|主题|제목)\s?: ?\S"
    r"|^(?:dear (?!user)|to whom|estimad|querid|prezad|gentile |egregi|car[oai] |ch(?:er|ère)s? "
    r"|sehr geehrte|liebe[rs]? |geachte |beste \w+,|lieve |szanown|drog[ia] |уважаем|дорог(?:ой"
    r"|ая|ие) |sayın |sevgili |尊敬的|亲爱的|拝啓|عزيزي|السيد |प्रिय |आदरणीय )[^\n]{0,60}\n"
    r"|^[^\n]{1,30}(?:様|님께)[^\n]{0,3}\n", re.MULTILINE,
)  # fmt: skip
_GREETING = re.compile(r"^(?:hi|hello|hey|good morning)\b[^\n.!?]{0,40}[,!]?\s*\n", re.MULTILINE)
_LINE_OF = re.compile(
    r"^(?!assistant|ai\b|note|answer|warning)[^\W\d][\w .'-]{0,24}: ?\S[^\n]*", re.MULTILINE
)
_ITEM = re.compile(r"^\s{0,8}(?:[-•·–+]|\(?\d{1,2}[.):、])\s?")
_SENTENCE = re.compile(r"(?<=[.!?])[\s)]+|[。।؟؛]|(?<=[!?])(?=[^\x00-\x7f])")
_TURN = re.compile(
    r"(?:[,\s]+|^)(?:(?<!help )but|however|yet|that (?:being )?said|still,|nevertheless"
    r"|nonetheless|although"
    rf"|though|with that said|even so|{CONTRAST})(?:[,\s]+|$)|(?:{CONTRAST_UNSPACED})"
    rf"|(?<=[すんい])が(?=、)"
)
_CONCEDE = re.compile(r"^\W{0,3}((?:while|although|though|even though)\b[^,]{3,200}),")
_PAUSE = re.compile(r"[,\s]+so (?=\w)|, (?=only )|[:;]\s|\s[—–-]\s|—")


@dataclass(frozen=True)
class Clause:
    """A piece of the speaker's own speech."""

    text: str
    turned: bool = False
    """After a turn such as "but"."""
    listed: bool = False
    """An item of a list."""


@dataclass(frozen=True)
class Speech:
    """A response, parted into what its speaker says and what the speaker only shows."""

    clauses: tuple[Clause, ...]
    shown: int
    """Letters of code, quotations and letters."""
    code: int
    closed: bool
    """It ends as a sentence does."""


def read_speech(text: str, asked: Asked) -> Speech:
    """Part a cleaned text into clauses of the speaker and things shown."""
    closed = text[-1:] in tuple(".!?。…\"'”)।") or letters(text) > 200
    text = text.lower()
    bare = _FENCE.sub(" \u25a1 ", text)
    code = letters(text) - letters(bare)
    bare = _without_letter(bare, asked)
    if asked.words and len(_LINE_OF.findall(bare)) >= 2:
        bare = _LINE_OF.sub("", bare)
    own = QUOTES.sub(" \u25a1 ", bare)
    quoted = bare.lstrip()[:1] in tuple("\"“«'") and letters(own) * 8 < letters(bare)
    if quoted and asked.text and not (asked.words or asked.saying):
        own = bare.strip("\"“”'«»")  # quotation marks around all of it, and nobody asked for them
    clauses = tuple(_clauses(MARKUP.sub("", own)))
    return Speech(clauses=clauses, shown=letters(text) - letters(own), code=code, closed=closed)


def _without_letter(text: str, asked: Asked) -> str:
    start = _LETTER.search(text) or (_GREETING.search(text) if asked.words else None)
    return text[: start.start()] if start else text


def _clauses(text: str) -> list[Clause]:
    found: list[Clause] = []
    for line in text.splitlines():
        item = _ITEM.match(line)
        for sentence in _SENTENCE.split(line[item.end() :] if item else line):
            parts = _TURN.split(_CONCEDE.sub(r"\1, but ", sentence))
            for turn, part in enumerate(parts):
                for so, piece in enumerate(_PAUSE.split(part)):
                    texts = (piece[i : i + MAX_CLAUSE] for i in range(0, len(piece), MAX_CLAUSE))
                    clauses = (Clause(one.strip(" ,"), turn + so > 0, bool(item)) for one in texts)
                    found += (one for one in clauses if letters(one.text))
    half = MAX_CLAUSES // 2
    return found if len(found) <= MAX_CLAUSES else [*found[:half], *found[-half:]]
