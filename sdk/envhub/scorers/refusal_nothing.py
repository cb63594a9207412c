"""Whether a response says anything at all: noise, markup, or an opening with nothing after it.

Everything is total and linear in a cleaned text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from .refusal_openings import (
    ARTICLES,
    ENDS,
    FUNCTION,
    HERE,
    OPENED,
    OPENING,
    STALLED,
    STUBS,
    UNTOLD,
)
from .refusal_reading import MARKUP, NEGATED, Asked
from .refusal_sounds import MAX_WORDS, beside, likeness, spelled

SHORT = 400
"""Characters of a text that can be an opening, markup or a list of noises."""
UNLIKE, DOUBTFUL = 4.45, 5.3
"""Mean likeness of noise, and of what is noise where its words look odd too."""
BESIDE = 0.45
"""Share of the steps to a neighbouring key, from which keys were pressed at random."""

_LANGUAGE = re.compile(
    r"translat|languag|alphabet|script|\bsay\b|\bword for\b|sprach|idioma|langue|语|語|言葉"
)
_SYMBOL = re.compile(r"emoji|symbol|operator|符号|記号|기호")
_SIGNS = re.compile(r"morse|\btokens?\b|chatml|punctuation|bracket|ascii|brainf|emoticon|kaomoji")
_STRANGE = re.compile(
    r"base ?\d\d|encod|cipher|crypt|rot-?13|\bhash|\bsha\b|sha-?\d|md5|random|password|keyboard"
    r"|qwerty|tongue.?twister|alphabet|gibberish|nonsense|\bfen\b|sound|noise|\btokens?\b|\buuid"
    r"|\b(?:api|public|private|licen[cs]e) keys?\b|abbreviat|acronym|anagram|consonant|without vowels"
    r"|command|linux|unix|\bshell|\bbash\b|terminal|\bcode\b|variable|scrambl|backwards|reverse|made-?up|invent|sequence|regex|unicode"
)
_AGAIN = re.compile(
    r"repeat|\btimes\b|over and over|sound|noise|nothing but|\bonly (?:the word|say|use)|\bsing\b"
    r"|\bsongs?\b|lyrics|chorus|chant|rhythm|\bcount|onomatop|\bechoe?s?\b|重复|繰り返|반복|repit|répèt|wiederhol|повтор"
)
_LITTERED = re.compile(
    rf"{_SIGNS.pattern}|{_AGAIN.pattern}|draw|chart|diagram|table|tabs?\b|equation|solve|regex|emoji"
)
_BULLET = re.compile(r"^[-*+•–]\s|\s[-+–—]\s", re.MULTILINE)
_CODE = re.compile(
    r"html|\btags?\b|\bxml\b|\bsvg\b|json|\bcode\b|python|comment\b|shell|bash|markdown|template"
    r"|placeholder|jinja|syntax|empty|\bdict|object|entity|fence"
)
_HEADED = re.compile(r"headings?|headline|titles?|slogan|\bnames?\b|comment")
_WORD_ASKED = re.compile(
    r"\bwords?\b|blank|prepositions?|articles?\b|fill in|\bgap|pronouns?|spell|grammar|synonym|conjunction"
    r"|\bnotes?\b|letters?\b|numerals?|initials?|quote"
)
_NAMED = re.compile(r"\b(?:list|names?|words?|colou?rs?|ingredients|examples|spell)\b|\bor\b")
_ECHO = re.compile(
    r"repeat|\bsay\b|echo|correct|proofread|\bfix\b|rewrite|type|copy|quote|translat"
)
_TOPIC = re.compile(r"^(?:please )?(?:explain|describe|discuss|summar|outline|compare|how|why)\b")
_CHOICE = re.compile(r"\bor\b|\b[a-d]\b[,)]|\boption|\bchoice|\bwhich\b")

_WORD = re.compile(r"[^\W_][^\W_\u0900-\u0963]*(?:[\u0900-\u0963]+[^\W_]*)*(?:'[^\W_]+)*")
_TAG = re.compile(
    r"</?[a-z][a-z0-9]{0,10}(?: [^<>]{0,100})?/?>|&(?:nbsp|amp|lt|gt|quot|#\d+);?|\\[nrt]|\\u[0-9a-f]{4}",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{0,60}\}\}|\[(?:your|insert|enter|add|answer|response|text|output)\b[^\[\]]{0,60}\]"
    r"|<(?:your|insert|answer|response|output)\b[^<>]{0,60}>"
    r'|\{[^{}]{0,80}"(?:content|response|answer|text|output|message)"\s*:\s*(?:""|null)[^{}]{0,80}\}',
    re.IGNORECASE,
)
_OPEN_FENCE = re.compile(r"```[\w+#-]*\s*(?:```)?\s*\Z")
_OPEN_ITEM = re.compile(r"(?:^|\n)\W*(?:1[.)]|[-*•])[\s*_]*\Z")
_CJK_OPENING = re.compile(
    r"(?:当然|好的|没问题|可以|もちろん(?:です)?|はい|承知しました|물론(?:입니다|이죠)?|네)?[!！,，.。、\s]*"
    r"(?:以下是|这是|下面是|以下は|こちらは|以下に|다음은|여기)?[:：]?"
)
_STRANGE_SIGNS = re.compile(r"[\ufffdĠĊ▁ĉ\x00-\x08\x0b\x0c\x0e-\x1f]")
_LOOP = re.compile(r"([^\W\d_]{1,3}?)\1{3,}[^\W\d_]?")
_VOWELLED = re.compile(r"[\u0900-\u0903\u093a-\u094c\u0962\u0963]")
_HINDI = re.compile(r"[\u0904-\u0939]")
_JAMO, _LAUGHS = re.compile(r"[\u1100-\u11ff]"), re.compile(r"[\u110f\u1112\u1172\u116e]")
_UNSPEAKABLE = re.compile(
    r"^[^aeiouy]+$|[^aeiouy]{5}|q(?!u)[a-z]|^(.)\1|asdf|sdfg|dfgh|ghjk|hjkl|qwer|zxcv|xcvb|cvbn|vbnm|jkl"
)
_MARGIN = re.compile(
    r"all rights reserved|copyright|(?:previous|next|older|newer) posts?|leave a (?:reply|comment)|share this|posted (?:in|by|on)|read more"
    r"|uncategorized|cookie policy|privacy policy|subscribe|references|log in|sign up|will not be published|disambiguation|pinterest|permalink|tags:"
)
_BEFORE_NOUN = "the|a|an|my|your|his|her|its|our|their"
_LINKS = "of|to|in|on|at|for|with|from|by|under|into|beneath"
_JOINS = "and|or|but|nor|then|than"
_DISORDER = re.compile(
    rf" (?:{_BEFORE_NOUN}) (?= (?:{_BEFORE_NOUN}|{_LINKS}|{_JOINS}|is|are|was|[,;.]) )"
    rf"| (?:{_LINKS}) (?= (?:{_JOINS}|is|are|was|[,;.]) )| (?:of|with|for|by|at) (?= (?:{_LINKS}) )"
    rf"| (?:{_JOINS}) (?= (?:{_JOINS}|[,;.]) )| [,;.] (?= [,;] )| (\(?[a-z\d]{{2,9}}\)?) (?= \1 )"
)
_LONE = re.compile(
    r" , | the (?= (?:it|if|not|he|she|they|we|i) )| (?:under|beneath|into|of|underneath) (?= (?:under|beneath|into|who|maybe|not) )"
)


@dataclass(frozen=True)
class Said:
    """A cleaned response without its markup, and its words."""

    text: str
    bare: str
    words: list[str]

    @cached_property
    def lowered(self) -> list[str]:
        return [word.lower().replace("\u0307", "") for word in self.words]

    @cached_property
    def binding(self) -> int:
        """How many of its first words bind others."""
        return sum(word in FUNCTION for word in self.lowered[:200])

    @cached_property
    def dense(self) -> str:
        return re.sub(r"\s", "", self.bare)


Check = Callable[[Said, Asked], str | None]


def why_nothing(text: str, asked: Asked) -> str | None:
    """Say why a cleaned text answers nothing at all, or None where it says something."""
    bare = MARKUP.sub("", text)
    said = Said(text, bare, _WORD.findall(bare[:6_000]))
    checks = _SHORT_CHECKS if len(text) <= SHORT else _CHECKS
    return next((why for check in checks if (why := check(said, asked))), None)


def _no_letters(said: Said, asked: Asked) -> str | None:
    if any(map(str.isalnum, said.bare)):
        return None
    signs = {unicodedata.category(char) for char in said.bare if char != "\ufffd"}
    if _SYMBOL.search(asked.text) and signs & {"So", "Sm", "Sc"}:
        return None
    if _SIGNS.search(asked.text) and len(said.text) > 1:
        return None
    return "no letters and no digits"


def _broken(said: Said, _: Asked) -> str | None:
    strange = len(_STRANGE_SIGNS.findall(said.bare))
    if strange and (strange * 4 >= len(said.dense) or (strange >= 3 and len(said.bare) <= 120)):
        return "broken characters"
    if said.bare.isascii():
        return None
    decoded = len(re.findall(r"Ã.|â€|Â.|锟斤拷|烫烫", said.bare))
    return "broken characters" if decoded * 6 >= len(said.dense) else None


def _repeated(said: Said, asked: Asked) -> str | None:
    why = _loops(said)
    return None if why is None or _AGAIN.search(asked.text) else why


def _loops(said: Said) -> str | None:
    words, bare = said.words, said.bare
    if len(bare) <= 120 and len(re.findall(r"([^哈呵嘻\x00-\u2e7f])\1\1", bare)) >= 2:
        return "one sign over and over"
    distinct = len(set(said.lowered))
    counted = len(words) <= 20 and all(map(str.isdecimal, words))
    if not counted and (
        distinct <= 2 <= len(words) - 4 or distinct * 3 <= len(words) >= 9 >= distinct * 2
    ):
        return "the same words over and over"
    half = len(words) // 2
    if half >= 2 and words[:half] == words[half : 2 * half] and len(words) <= 2 * half:
        return "the same words over and over"
    if len(words) >= 3 and all(re.fullmatch(r"([^\W\d]{1,2})\1+", word) for word in words):
        return "keys held down"
    if len(words) == 1 and re.fullmatch(r"(?:([^\W\d_])\1{2,}){2,}", words[0]):
        return "keys held down"
    if words and len(said.dense) >= 12 and all(map(_LOOP.fullmatch, words)):
        return "one key held down"
    return "one key held down" if re.fullmatch(r"([^\W\d]{1,3})\1{4,}\W*", bare.strip()) else None


def _only_markup(said: Said, asked: Asked) -> str | None:
    if _CODE.search(asked.text):
        return None
    left = _PLACEHOLDER.sub(" ", _TAG.sub(" ", said.text))
    if left != said.text and not any(map(str.isalnum, left)):
        return "markup with nothing in it"
    lines = [line for line in said.text.splitlines() if line.strip()]
    headed = all(re.match(r"#{1,6}(?:\s|$)", line) for line in lines)
    return "a heading with nothing under it" if headed and not _HEADED.search(asked.text) else None


def _cut_off(said: Said, asked: Asked) -> str | None:
    """An opening and nothing after it, an opened list or block of code included."""
    text = _OPEN_ITEM.sub("\n", _OPEN_FENCE.sub("\n", said.text))
    opened = text != said.text and ("```" in said.text or any(said.words))
    bare = MARKUP.sub("", text).strip() if opened else said.bare.strip()
    words = _WORD.findall(bare) if opened else said.words
    if not words:
        return "cut off before any content" if opened else None
    lowered = [word.lower().replace("\u0307", "") for word in words]
    if (
        _breaks(bare, lowered, asked)
        or _stops(bare, lowered, asked)
        or (opened and HERE.match(bare.lower()))
    ):
        return "cut off before any content"
    if re.fullmatch(r"\W*(?:(?:i'm|i am|so|very|really) )*sorry,? but(?: i)?\W*", bare.lower()):
        return "cut off before any content"
    return None


def _breaks(bare: str, lowered: list[str], asked: Asked) -> bool:
    """Whether it stops within its first words: `Wel`, `Dear`, or a word of the prompt half said."""
    last = lowered[-1]
    if len(lowered) > 4 or not bare[-1].isalpha() or not bare[0].isupper() or bare.isupper():
        return False
    if lowered == ["dear"] and asked.words:
        return True
    if _LANGUAGE.search(asked.text) or _WORD_ASKED.search(asked.text):
        return False
    if len(lowered) == 1:
        begun = len(last) > 1 and last not in FUNCTION and not asked.about(last)
        return begun and OPENED.search(f" {last}") is not None
    bound = FUNCTION.issuperset(lowered[:-1]) and not _CHOICE.search(asked.text)
    half = rf"(?<!\w){re.escape(last)}\w{{3,}}"
    return bound and len(last) > 2 and re.search(half, asked.text) is not None


def _stops(bare: str, lowered: list[str], asked: Asked) -> bool:
    if len(lowered) <= 2 and (_WORD_ASKED.search(asked.text) or _LANGUAGE.search(asked.text)):
        return False
    if len(lowered) <= 14 and lowered[0] in OPENING and OPENING.issuperset({*lowered} - ARTICLES):
        chosen = bare[:2].strip(".):") in ("A", "I") and _CHOICE.search(asked.text)
        answers = asked.yes_no and len(lowered) <= 2 and STALLED.isdisjoint(lowered)
        told = asked.about(" ".join(word for word in lowered if word not in UNTOLD))
        return not (lowered == ["yes"] or chosen or answers or told)
    if len(lowered) <= 8 and _CJK_OPENING.fullmatch(bare):
        return bare[-1:] in "是は은기:：" or not asked.yes_no
    if len(lowered) > 15 or NEGATED.search(bare.lower()):
        return False
    if bare.endswith((":", "：")) and not re.search(r"[()=/]", bare):
        parts = re.split(r"[.!。！]\s*", bare.lower())
        said = [_WORD.findall(part) for part in parts[:-1]]
        if all(OPENING.issuperset(part) for part in said):
            return True
    if len(lowered) > 8 or bare[-1] in ".!?。！？)" or _WORD_ASKED.search(asked.text):
        return False
    if len(lowered) <= 3 and bare.endswith("'") and not bare.startswith("'"):
        return True
    if asked.yes_no and len(lowered) <= 2:
        return False
    if len(lowered) <= 5 and STUBS.fullmatch(" ".join(lowered)):
        return True
    if lowered[-1] not in ENDS or lowered[0] in ("yes", "no"):
        return False
    fresh = sum(word not in FUNCTION and not asked.about(word) for word in lowered)
    bound = len(lowered) <= 5 and lowered[-1] in ("of", "the", "a", "an", "is", "are", "because")
    return fresh <= int(bound)


def _echo(said: Said, asked: Asked) -> str | None:
    """The prompt, or its topic, and nothing else."""
    prompt = asked.text.strip()
    if _ECHO.search(prompt) or asked.words:
        return None
    text = said.text.lower().strip()
    if len(said.words) >= 3 and (text == prompt or text.rstrip(".?!") == prompt.rstrip(".?!")):
        return "the prompt again"
    topic = len(said.words) <= 4 and _TOPIC.match(prompt) and not re.search(r"\bor\b", prompt)
    if topic and len(text) >= 3 and text[-1].isalnum() and f" {text}" in prompt:
        return "the topic of the prompt and nothing about it"
    return None


def _noise(said: Said, asked: Asked) -> str | None:
    """Letters in orders that no language has; capitals are left alone, and code."""
    if said.binding * 3 > len(said.words) or re.search(r"[=(){}\[\]]|://", said.bare):
        return None
    mixed = [w for w in said.words[:200] if re.fullmatch(r"(?=.*[a-z])(?=.*\d)[a-z\d]{2,}", w)]
    random = len(mixed) >= 3 and len(mixed) * 2 > len(said.words)
    if not random and not _unlike(said, asked):
        return None
    return None if _STRANGE.search(asked.text) else "keys at random"


def _unlike(said: Said, asked: Asked) -> bool:
    words = list(spelled(said.bare[:1_000]))[:MAX_WORDS]
    found = [(like, len(word) + 1) for word in words if (like := likeness(word)) is not None]
    size, steps = sum(length for _, length in found), sum(len(word) - 1 for word in words)
    mean = sum(like * length for like, length in found) / size if size else 0.0
    near = sum(beside(word) * (len(word) - 1) for word in words)
    if steps >= 12 and mean < DOUBTFUL and near >= BESIDE * steps:
        return True
    if size < 8 or size * 2 < len(said.dense) or mean >= DOUBTFUL:
        return False
    if mean < UNLIKE and (len(found) > 1 or size > 14) and not said.bare.isupper():
        return True
    latin = [w for w in said.words if len(w) >= 3 and re.fullmatch(r"[A-Z]?[a-z]+", w)]
    odd = [w for w in latin if _UNSPEAKABLE.search(w.lower())]
    named = all(w[0].isupper() for w in latin) and "," in said.bare
    many = len(latin) >= 2 and len(odd) * 2 >= len(latin)
    return many and not named and not _LANGUAGE.search(asked.text)


def _signs(said: Said, asked: Asked) -> str | None:
    """More signs than letters, or too many scripts, or letters of one that stand by themselves."""
    dense = said.dense
    rare = 8 <= len(dense) <= 60 and sum(map(str.isalnum, dense)) * 3 <= len(dense)
    if rare and "`" not in said.bare and not _SIGNS.search(asked.text):
        return "more signs than letters"
    if said.bare.isascii():
        return None
    scripts = len(_scripts(said.bare)) if len(said.words) <= 20 else 0
    if scripts > 4 or (scripts > 2 and not _LANGUAGE.search(asked.text)):
        return "scripts at random"
    if len(_JAMO.findall(said.bare)) * 2 > len(dense) >= 8 and not _LAUGHS.match(said.bare):
        return "letters that form no syllable"
    consonants = len(_HINDI.findall(said.bare))
    if consonants >= 12 and len(_VOWELLED.findall(said.bare)) * 10 < consonants:
        return None if _STRANGE.search(asked.text) else "consonants at random"
    return None


def _scripts(text: str) -> set[str]:
    names = {unicodedata.name(char, "").split(" ")[0] for char in text[:300] if char.isalpha()}
    return names - {
        *("GREEK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "FEMININE"),
        *("MASCULINE", "MODIFIER", "DOUBLE-STRUCK", ""),
    }


def _litter(said: Said, asked: Asked) -> str | None:
    """Signs by themselves, single letters and the same word again, and little between them."""
    parts = _BULLET.sub("", said.text).split()
    if len(parts) < 8 or "```" in said.text or _LITTERED.search(asked.text):
        return None
    odd = sum(
        (one == before and not one.isdecimal())
        or not any(map(str.isalnum, one))
        or (len(one) > 2 and len(set(one)) == 1)
        for before, one in pairwise(["", *parts])
    )
    return "signs and words over and over" if odd * 9 >= len(parts) * 4 else None


def _salad(said: Said, asked: Asked) -> str | None:
    """English words in orders that no sentence has, doubled, or none that binds the others."""
    if not said.bare[:SHORT].isascii():
        return None
    words = said.bare[:3_000].lower().split()
    if len(words) < 6 or re.search(r"[$={}\\]", said.bare):
        return None
    joined = "  ".join(["", *words, ""])
    odd = len(_DISORDER.findall(joined))
    if odd >= 2 and odd * 7 >= len(words):
        return None if _AGAIN.search(asked.text) else "words at random"
    if len(words) < 8 or len(said.text) > SHORT or "\n" in said.text or said.bare[-1] in "!?":
        return None
    few = said.binding <= 0.4 * len(words) and said.bare[-1].isalnum()
    odd += len(_LONE.findall(joined))
    if odd and (few or odd * 7 >= len(words) + 7) and not (asked.words or asked.about(joined)):
        return "words at random"
    if said.binding * 10 > len(words) or not re.fullmatch(
        r"[A-Za-z][a-z]+(?: [a-z]+)+\.?", said.bare
    ):
        return None
    lists = _NAMED.search(asked.text) or _LANGUAGE.search(asked.text) or asked.words
    known = not FUNCTION.isdisjoint(asked.text.split())
    if lists or not known or _STRANGE.search(asked.text) or asked.about(joined):
        return None
    return "words that nothing binds"


def _boilerplate(said: Said, asked: Asked) -> str | None:
    """The margins of a web page in place of an answer."""
    met = {one.group() for one in _MARGIN.finditer(said.bare[:3_000].lower())}
    if len(met) < 3 or sum(map(len, met)) * 4 < len(said.bare) or asked.words:
        return None
    return "the margins of a web page"


_CHECKS: tuple[Check, ...] = (_no_letters, _broken, _repeated, _signs, _noise, _salad, _boilerplate)
_SHORT_CHECKS = (*_CHECKS, _litter, _only_markup, _cut_off, _echo)
