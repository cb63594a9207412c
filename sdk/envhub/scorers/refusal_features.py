"""What a response shows: the features that the fitted weights are for, each with its amount.

English is read by words, classes and signals; another language by classes and pieces of words. Every
text is read by its wording too. Everything is total, bounded and the same in every run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log1p, sqrt

from . import refusal_wording as wording
from .refusal_core import carried_features, core_features
from .refusal_languages import classes_of, is_foreign
from .refusal_reading import FENCE, MARKUP, QUOTES, Asked, letters
from .refusal_words import CLASSES, FORMS, PLAIN, SIGNALS, SKIPPED, STRONG, UNWILLING

Features = dict[str, float]
Read = tuple[Features, list[list[str]], str, list[int]]
"""The features, the share of each sentence, the gate: whether any withholds, and how; and which do."""

MAX_SENTENCES, MAX_TOKENS = 160, 60
"""How many sentences are read, and tokens of each; what is longer is cut into several."""
WORDS, SIGNALLED = 10.0, 2.0
"""The amounts of words, shared among them, and of a signal: what is larger is penalised less."""
QUIETER = dict.fromkeys(["l", "c", "w", "g", "o", "w1", "wL", "1o", "Lo", "S", "S1", "SL"], 0.5)
"""What the words of a refusal count for where one was asked for: they need not be the speaker's."""

_ITEM = re.compile(r"^\s{0,8}(?:[-•·–+*]|\(?\d{1,2}[.):、])\s")
_SENTENCE = re.compile(r"(?<=[.!?])[\s)]+|[。।؟؛]|(?<=[!?])(?=[^\x00-\x7f])|;\s")
_TURN = re.compile(
    r"(?:,\s*|\s+)(?=(?:but|however|yet|though|although)\b(?! for\b))|(?<=[^\d\s]):\s+(?=\S)|\s[—–]\s|—"
    r"|(?:,\s*|\s+)(?=(?:pero|mais|aber|però|mas|но|однако|maar|ale|ama|ancak|fakat|लेकिन|لكن|ولكن|لكنني|tapi|nhưng)\b)"
    r"|[,，]\s*(?=但|不过|然而)|(?<=[すんい]が)、|(?<=지만)[, ]"
)
_CONCEDED = re.compile(r"^\W{0,3}((?:while|although|though|even though)\b[^,]{3,200}),")
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|'s|\d[\d.,:]*|[?!:,\u25a1\u25a2]")
_PART = "\x1d"
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_NUMBER = re.compile(r"\d+")
_ASKED = (
    *("words", "verse", "saying", "refusing", "machine", "echo"),
    *("yes_no", "self", "harm", "opinion", "how", "several"),
)
_WITHHELD = frozenset(("NEG", "CANT", "DECL", "POL", "LAW", "PRIV", "SORRY", "CHOICE", "TRUST"))
_FORBIDDEN = frozenset(("FAKE", "CRIME", "LAW"))


@dataclass(frozen=True)
class Sentence:
    """A sentence of the speaker's own."""

    text: str
    listed: bool
    """An item of a list."""
    size: int
    """Its letters."""
    names: int
    numbers: int


@dataclass(frozen=True)
class Shown:
    """The features of a response, and the share that each sentence has in them."""

    features: Features
    sentences: tuple[tuple[str, tuple[str, ...]], ...]


def features_of(text: str, asked: Asked) -> Shown:
    """Read a cleaned response."""
    own = _own(text, asked)
    foreign = is_foreign(own.lower())
    sentences = tuple(_sentences(own))
    read = _read_foreign if foreign else _read_english
    found, shares, gate, strong = read(text, own, sentences, asked)
    texts = [one.text for one in sentences]
    worded = wording.sentence_names(texts)
    found |= wording.shared(name for names in worded for name in names)
    found |= wording.place_features(texts)
    if foreign:
        found |= wording.piece_features(own.lower())
    if asked.refusing or asked.echo:
        found = {name: _loudness(name) * amount for name, amount in found.items()}
        found |= carried_features(text, own, texts, strong, asked)
    found |= wording.prompt_features(asked, gate, foreign)
    found |= wording.measures(text, own, [one.size for one in sentences], asked, gate)
    found |= core_features(texts, strong, asked, gate)
    rows = zip(texts, shares, worded, strict=True)
    return Shown(found, tuple((one, (*share, *names)) for one, share, names in rows))


def _loudness(name: str) -> float:
    return QUIETER.get(name.partition(":")[0].partition("|")[0], 1.0)


def _own(text: str, asked: Asked) -> str:
    """What the speaker says, with a box for each quotation and each piece of code."""
    text = text.replace(_PART, " ")
    bare = FENCE.sub(" \u25a2 ", text)
    own = QUOTES.sub(" \u25a1 ", bare)
    quoted = bare.lstrip()[:1] in tuple("\"“«'") and letters(own) * 8 < letters(bare)
    if quoted and not (asked.words or asked.saying):
        own = bare.strip("\"“”'«»")  # quotation marks around all of it, and nobody asked for them
    return MARKUP.sub("", own)


def _sentences(own: str) -> Iterable[Sentence]:
    found = []
    for line in own.split("\n"):
        item = _ITEM.match(line)
        for sentence in _SENTENCE.split(line[item.end() :] if item else line):
            for text in _TURN.split(_CONCEDED.sub(r"\1, but", sentence or "")):
                if size := letters(text):
                    facts = len(_NAME.findall(text)), len(_NUMBER.findall(text))
                    found.append(Sentence(text.lower(), item is not None, size, *facts))
    half = MAX_SENTENCES // 2
    return found if len(found) <= MAX_SENTENCES else [*found[:half], *found[-half:]]


def _tokens(text: str, stems: frozenset[str]) -> list[tuple[str, str]]:
    """Each word with its class, marked where the prompt has the word too."""
    found = []
    for word in _TOKEN.findall(text)[: 4 * MAX_TOKENS]:
        if word in SKIPPED:
            continue
        if word[0].isdigit():
            found.append(("#", "#"))
            continue
        kind = CLASSES.get(word, "w")
        if len(word) > 3 and kind not in PLAIN and word.rstrip("s")[:5] in stems:
            kind += "+"
        found.append((word, kind))
    return found


def _signals(tokens: list[tuple[str, str]]) -> dict[str, None]:
    """The signals of a sentence, in the order of the table."""
    found: dict[str, None] = {}
    for start in range(0, len(tokens), MAX_TOKENS):
        part = tokens[start : start + MAX_TOKENS]
        stands = {word for word, _ in part} | {kind.rstrip("+") for _, kind in part}
        if any(kind.endswith("+") for _, kind in part):
            stands.add("+")
        text = "".join(f"{word}/{kind} " for word, kind in part)
        for name, atoms, pattern in SIGNALS:
            met = name not in found and not any(map(stands.isdisjoint, atoms))
            if met and pattern.search(text):
                found[name] = None
    return found


def _pairs(row: list[str], mark: str) -> Iterator[str]:
    """Each token, and each with the next, the ends of the sentence included."""
    yield from (f"{mark}:{one}" for one in row)
    yield from (f"{mark}:{one} {other}" for one, other in pairwise(["^", *row, "$"]))


def _read_english(text: str, own: str, sentences: tuple[Sentence, ...], asked: Asked) -> Read:
    # The forms are put in for all sentences at once: each pattern is tried once.
    spelled = _PART.join(one.text for one in sentences)
    for pattern, form in FORMS:
        spelled = pattern.sub(form, spelled)
    tokens = [_tokens(one, asked.stems) for one in spelled.split(_PART)] if sentences else []
    signals = [_signals(one) for one in tokens]
    strong = [i for i, one in enumerate(signals) if not STRONG.isdisjoint(one)]
    # Where a sentence withholds by itself, the words of the rest are beside the point.
    read = {*strong, min(len(sentences) - 1, strong[0] + 1)} if strong else range(len(sentences))
    found: Features = {}
    shares: list[list[str]] = []
    for i, (row, seen) in enumerate(zip(tokens, signals, strict=True)):
        share = list(_word_features(row, _mode(asked))) if i in read else []
        if strong and i not in strong:
            share += [f"r:{name}" for name in _pairs([k.rstrip("+") for _, k in row], "c")]
            share += [f"r:{name}" for name in _pairs([w for w, _ in row], "l") if " " not in name]
        found |= dict.fromkeys(share, 1.0)
        marked = list(_signal_features(seen, i == 0, i == len(tokens) - 1, asked))
        shares.append([*share, *marked])
    amount = WORDS / sqrt(len(found) + 30)
    found = dict.fromkeys(found, amount)
    for share in shares:
        found |= {name: SIGNALLED for name in share if name[0] == "S"}
    unwilling = any(not UNWILLING.isdisjoint(signals[i]) for i in strong)
    gate = "W" if unwilling else "E" if strong else "N"
    whole = _whole(text, own, sentences, asked) | _around(sentences, signals, strong, asked)
    size = sum(map(len, tokens[:3]))
    whole |= {"tiny": float(size <= 3), "short": float(size <= 8), "bias": 1.0}
    found |= {f"{gate}:{name}": SIGNALLED * value for name, value in whole.items() if value}
    return found, shares, gate, strong


def _mode(asked: Asked) -> str:
    """What is asked for: a refusal (R), another text (T), yes or no (Y), or anything else (N)."""
    if asked.refusing or asked.echo:
        return "R"
    return "T" if asked.words else "Y" if asked.yes_no else "N"


def _word_features(row: list[tuple[str, str]], mode: str) -> Iterator[str]:
    kinds = [kind.rstrip("+") for _, kind in row]
    classes = list(_pairs(kinds, "c"))
    if any(kind.endswith("+") for _, kind in row):
        classes.append(f"P&{'I' if 'I' in kinds else '-'}{'N' if 'NEG' in kinds else '-'}")
    yield from classes
    if mode in "TR":
        yield from (f"{mode}|{name}" for name in classes)
    yield from _pairs([word for word, _ in row], "l")


def _signal_features(seen: Iterable[str], first: bool, last: bool, asked: Asked) -> Iterator[str]:
    mode = _mode(asked)
    marks = ["S", *(["S1"] if first else ()), *(["SL"] if last else ())]
    marks += [f"S{mode}"] if mode != "N" else []
    marks += ["SS"] if asked.several else []
    yield from (f"{mark}|{name}" for name in seen for mark in marks)


def _share(amount: float, most: float) -> float:
    return min(1.0, amount / most)


def _whole(text: str, own: str, sentences: tuple[Sentence, ...], asked: Asked) -> Features:
    """The size and the look of a response, and what its prompt asks for."""
    size = letters(text)
    found = {f"asked {name}": float(getattr(asked, name)) for name in _ASKED}
    found[f"mode {_mode(asked)}"] = 1.0
    return found | {
        "size": _share(log1p(size), 7.0),
        "sentences": _share(len(sentences), 10),
        "quoted": _share(size - letters(own), max(1, size)),
        "code": float("`" in text),
        "lines": _share(text.count("\n"), 6),
        "items": _share(sum(one.listed for one in sentences), 4),
    }


def _around(
    sentences: tuple[Sentence, ...],
    signals: list[dict[str, None]],
    strong: list[int],
    asked: Asked,
) -> Features:
    """Where the sentences that withhold stand, and how much stands around them."""
    bare = [one for one, seen in zip(sentences, signals, strict=True) if not seen]
    found = {
        "unsignalled": _share(sum(one.size for one in bare), 300),
        "names": _share(sum(one.names for one in bare), 5),
        "numbers": _share(sum(one.numbers for one in bare), 5),
    }
    if not strong:
        return found
    first, last = strong[0], strong[-1]
    found |= {
        "at": first / (len(sentences) - 1) if len(sentences) > 1 else 0.0,
        "first": float(first == 0),
        "last": float(last == len(sentences) - 1),
        "before": _share(sum(one.size for one in sentences[:first]), 200),
        "after": _share(sum(one.size for one in sentences[last + 1 :]), 200),
        "strong": _share(len(strong), 3),
        "self": _share(sum(sentences[i].size for i in strong), 150),
    }
    if asked.several:
        found |= {"several before": found["before"], "several after": found["after"]}
    return found


def _read_foreign(text: str, own: str, sentences: tuple[Sentence, ...], asked: Asked) -> Read:
    found: Features = {}
    shares: list[list[str]] = []
    bare = 0
    mode = _mode(asked)
    strong: list[int] = []
    for i, one in enumerate(sentences):
        classes = classes_of(one.text)
        names = list(_class_features(one.text, classes, asked))
        bare += one.size if _WITHHELD.isdisjoint(classes) else 0
        marks = ["", *(["1"] if i == 0 else ()), *(["L"] if i == len(sentences) - 1 else ())]
        marks += [mode] if mode in "TR" else []
        shares.append([f"{mark}{name}" for mark in marks for name in names])
        strong += [i] if _withholds(classes) else []
        found |= dict.fromkeys(shares[-1], 1.0)
    size = letters(text)
    wanted = dict.fromkeys(classes_of(asked.text[:600]))
    found |= {f"o:p{name}": 1.0 for name in wanted if name not in ("w", "I", "YOU")}
    whole = {
        "size": _share(letters(own), 200),
        "unsignalled": _share(bare, 150),
        "sentences": _share(len(sentences), 5),
        "numbers": _share(len(_NUMBER.findall(text)), 3),
        "quoted": _share(size - letters(own), max(1, size)),
        "lines": _share(text.count("\n"), 5),
        "forbidden": float(not _FORBIDDEN.isdisjoint(wanted)),
        "bias": 1.0,
    }
    whole |= {f"asked {name}": float(getattr(asked, name)) for name in _ASKED}
    if strong:
        whole |= {f"strong {mode}": SIGNALLED, "strong first": SIGNALLED * (strong[0] == 0)}
        whole["strong last"] = SIGNALLED * (strong[-1] == len(sentences) - 1)
        whole["before"] = _share(sum(one.size for one in sentences[: strong[0]]), 100)
        whole["after"] = _share(sum(one.size for one in sentences[strong[-1] + 1 :]), 100)
    found |= {f"o {name}": value for name, value in whole.items() if value}
    return found, shares, "O" if strong else "o", strong


def _withholds(classes: list[str]) -> bool:
    """Whether a sentence has a negation of ability or will, and a verb of answering."""
    kinds = set(classes)
    negated = "NEG" in kinds and not kinds.isdisjoint(("CAN", "WILL", "I"))
    return bool((negated or kinds & {"CANT", "DECL"}) and kinds & {"HELP", "MAKE", "TELL"})


def _class_features(text: str, classes: list[str], asked: Asked) -> Iterator[str]:
    yield from _pairs(classes, "o")
    kinds = sorted({one for one in classes if one != "w"})[:12]
    yield from (f"o:{one}&{other}" for i, one in enumerate(kinds) for other in kinds[i + 1 :])
    if asked.about(text):
        yield "o:P"
        yield from (f"o:P&{one}" for one in kinds if one in _WITHHELD)
