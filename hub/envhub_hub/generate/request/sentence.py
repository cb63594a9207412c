"""Read a request: which capabilities, how many samples, which weights, narrowed to what.

Rule-based: patterns over the typed words of `reading`. Everything that counts or narrows must find
what it belongs to; what can't be understood is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from envhub.errors import Refused

from ..topics import children_of
from .refusing import refuse_missing, refuse_standard
from .words import Word, plain, read_words

MAX_REQUEST = 4_000
"""Characters; a sentence needs no more."""
_LIST = r"T(?:[,&]+T)*"


@dataclass
class Mention:
    """A capability as it was asked for; filled in while the sentence is read."""

    topic: str
    narrowed: list[str] = field(default_factory=list)
    """Topics that it is restricted to."""
    kinds: set[str] = field(default_factory=set)
    """Kinds of problem that it is focused on."""
    count: int | None = None
    group: int | None = None
    """The number of the group that shares a count."""
    weight: float = 1.0
    rate: float | None = None
    levels: tuple[int, ...] = ()


@dataclass
class Reading:
    """What a request says."""

    mentions: list[Mention] = field(default_factory=list)
    excluded: set[str] = field(default_factory=set)
    each: int | None = None
    total: int | None = None
    groups: list[int] = field(default_factory=list)
    """Counts that several capabilities share."""
    rate: float | None = None
    levels: tuple[int, ...] = ()
    kinds: set[str] = field(default_factory=set)
    quick: bool = False
    shown_work: bool = False


class _Sentence:
    """The words of a request, and which of them have been used up."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = list(words)
        self._codes = [word.code for word in words]

    @property
    def codes(self) -> str:
        return "".join(self._codes)

    def take(self, *places: int) -> None:
        """Use words up: no later pattern sees them."""
        for place in places:
            self._codes[place] = "_"

    def found(self, pattern: str) -> Iterator[re.Match[str]]:
        """Yield matches from the left; the caller uses up some of each."""
        while match := re.search(pattern, self.codes):
            before = self.codes
            yield match
            if self.codes == before:
                self.take(*range(match.start(), match.end()))

    def topics(self, start: int, end: int) -> list[int]:
        """The places of topics within a stretch."""
        return [n for n in range(start, end) if self.words[n].kind == "topic"]

    def number(self, place: int) -> float:
        return float(self.words[place].value)

    def said(self, match: re.Match[str]) -> str:
        return " ".join(word.text for word in self.words[match.start() : match.end()])


def understand(request: str) -> Reading:
    """Read a request.

    Raises:
        Refused: it names a standard benchmark, something that can't be grounded, or nothing.
    """
    if len(request) > MAX_REQUEST:
        raise Refused(
            f"a request of {len(request)} characters is more than {MAX_REQUEST}",
            hint="say in a sentence or two what to measure",
        )
    refuse_standard(plain(request))
    words, excluded = _without_excluded(read_words(request))
    refuse_missing(words)
    reading, sentence = Reading(excluded=excluded), _Sentence(words)
    weights, rates = _weights(sentence), _rates(sentence, reading)
    counts, groups = _counts(sentence, reading)
    reading.mentions = _mentions(sentence, counts, groups)
    for topic, weight in weights.items():
        _mention_of(reading.mentions, topic).weight = weight
    for topic, rate in rates.items():
        _mention_of(reading.mentions, topic).rate = rate
    _levels_and_kinds(sentence, reading)
    reading.quick = any(word.kind == "quick" for word in words)
    reading.shown_work = any(word.kind == "work" for word in words)
    return reading


def _without_excluded(words: list[Word]) -> tuple[list[Word], set[str]]:
    """Take out what a `no` or `without` rules out, up to the next comma."""
    codes = "".join(word.code for word in words)
    kept, excluded = list(words), set()
    for match in reversed(list(re.finditer(r"no?[LG]*[TMU]+(?:u?&[TMU]+)*u?", codes))):
        part = kept[match.start() : match.end()]
        excluded |= {word.value for word in part if word.kind == "topic"}
        kept[match.start() : match.end()] = []
    # What a `no` was said of must be known, or it may be a name: DROP is a benchmark.
    return [Word("unknown", *word[1:]) if word.kind == "not" else word for word in kept], excluded


def _weights(sentence: _Sentence) -> dict[str, float]:
    """Read `counts double` in its forms; the topics named there are references."""
    found: dict[str, float] = {}
    patterns = (
        r"(?P<t>T)o?\(?(?P<x>X)(?:wo?|i)\)?",
        r"(?<![wT])(?P<x>X)(?:wo?|io)(?P<t>T(?:&T)*)",
        r"wo?(?P<x>[XN])o(?P<t>T(?:&T)*)",
        rf"(?P<t>{_LIST})u?\(?w+o?(?P<x>[XN])(?![LG]*[uT])i?\)?(?P<more>(?:[,&]+T[XN](?![LG]*u))*)",
        rf"wo?(?P<t>{_LIST})o?(?P<x>[XN])(?![LG]*[uT])(?P<more>(?:[,&]+T[XN](?![LG]*u))*)",
        r"(?P<t>T)\(?(?P<x>X)\)?",
    )
    for pattern in patterns:
        for match in sentence.found(pattern):
            subjects = _subjects(sentence, match)
            value = sentence.number(match.start("x"))
            if not 0 < value <= 1000:
                raise Refused(f"a weight of {value:g} can't be given (`{sentence.said(match)}`)")
            found |= {sentence.words[place].value: value for place in subjects}
            end = match.end()
            if "more" in match.groupdict():
                more = sentence.topics(match.start("more"), match.end("more"))
                found |= {sentence.words[n].value: sentence.number(n + 1) for n in more}
            sentence.take(*range(min([*subjects, match.start("x")]), end))
    if "X" in sentence.codes:
        text = sentence.words[sentence.codes.index("X")].text
        raise Refused(f"can't tell what `{text}` belongs to", hint="say `math counts double`")
    return found


_SINGULAR = {"counts", "weighs", "is", "is worth", "matters", "weight", "worth", "has weight"}


def _subjects(sentence: _Sentence, match: re.Match[str]) -> list[int]:
    """The topics that a weight is for: `math counts double` is for the last one of a list."""
    places = sentence.topics(match.start("t"), match.end("t"))
    verb = sentence.words[match.end("t")] if match.end("t") < len(sentence.words) else None
    if verb is None or verb.kind != "weight":
        return places
    joined = "&" in sentence.codes[match.start("t") : match.end("t")]
    modal = verb.text.startswith(("should", "must"))
    return places[-1:] if verb.text in _SINGULAR or (modal and not joined) else places


def _rates(sentence: _Sentence, reading: Reading) -> dict[str, float]:
    """Read `must reach 80%`, of some capabilities or of all."""
    found: dict[str, float] = {}
    value = r"(?P<r>R|(?:(?<=m)|(?<=mw))N(?![LG]*[uTet]))"
    patterns = (
        rf"[mw]*{value}m*o(?P<t>{_LIST})",
        rf"(?P<t>{_LIST})[mwo(]*{value}m*\)?(?P<more>(?:[,&]+Tm*R)*)",
        rf"[mw]*{value}m*",
    )
    if share := re.search(r"(?<![mT(ow])RT", sentence.codes):
        raise Refused(
            f"can't tell what `{sentence.said(share)}` means",
            hint="say how many samples: `8 math and 4 logic problems`; or what must be reached: "
            "`math must reach 80%`",
        )
    if re.search(rf"t[mw]*{value}", sentence.codes):
        raise Refused(
            "a pass rate can't be set for the overall score",
            hint="give one for each capability: `each must reach 80%`",
        )
    for pattern in patterns:
        for match in sentence.found(pattern):
            rate = _rate(sentence, match.start("r"))
            named = match.groupdict()
            if "t" not in named:
                if reading.rate not in (None, rate):
                    raise Refused(f"two target rates for everything (`{sentence.said(match)}`)")
                reading.rate = rate
            else:
                places = sentence.topics(match.start("t"), match.end("t"))
                found |= {sentence.words[place].value: rate for place in places}
            for place in range(*match.span("more")) if named.get("more") else ():
                if sentence.words[place].kind == "rate":
                    topic = max(sentence.topics(match.start("more"), place))
                    found[sentence.words[topic].value] = _rate(sentence, place)
            sentence.take(*(n for n in range(*match.span()) if sentence.words[n].kind != "topic"))
    return found


def _rate(sentence: _Sentence, place: int) -> float:
    value = sentence.number(place)
    if sentence.words[place].kind == "number" and value > 1:
        value /= 100
    if not 0 < value <= 1:
        text = sentence.words[place].text
        raise Refused(f"`{text}` is no pass rate", hint="give one above 0% and at most 100%")
    return value


def _counts(sentence: _Sentence, reading: Reading) -> tuple[dict[int, int], dict[int, int]]:
    """Read how many samples: counts by the place of a topic, and groups that share one."""
    counts: dict[int, int] = {}
    groups: dict[int, int] = {}
    _overall_counts(sentence, reading)
    patterns = (
        r"(?P<n>N)[LG]*(?P<t>T(?:[,&]+[LG]*T)+)[LG]*u",
        r"(?P<n>N)[LG]*(?P<t>T)[LG]*u?",
        rf"(?P<n>N)[LG]*u?o[LG]*(?P<t>{_LIST})",
        r"(?P<t>T)[LG]*u?[:(o]*(?P<n>N)[LG]*(?P<u>u?)\)?",
        # One capability and one number between two semicolons belong together.
        r"(?:(?<=;)|^)[^TN;]*(?P<t>T)[^TN;]*(?P<n>N)[LG]*u?(?=[^TN;]*(?:;|$))",
    )
    for pattern in patterns:
        for match in sentence.found(pattern):
            number, places = _whole(sentence, match), sentence.topics(*match.span("t"))
            sentence.take(*(n for n in range(*match.span()) if sentence.words[n].kind
                            in ("number", "unit")))  # fmt: skip
            behind = match.groupdict().get("u")
            alone = not counts and not groups and "N" not in sentence.codes
            if behind and alone and re.search(r"T[,&]+$", sentence.codes[: places[0]]):
                # `reasoning and math, with 8 prompts`: the number is for all of them.
                _set_total(reading, number, sentence.said(match))
            elif len(places) == 1:
                counts[places[0]] = number
            else:
                groups |= dict.fromkeys(places, len(reading.groups))
                reading.groups.append(number)
    for match in sentence.found(r"(?P<n>N)[LG]*u?"):
        if "L" in match.group() and len(counts) + len(groups) == sentence.codes.count("T"):
            raise Refused(f"can't tell what `{sentence.said(match)}` belongs to")
        _set_total(reading, _whole(sentence, match), sentence.said(match))
    return counts, groups


def _overall_counts(sentence: _Sentence, reading: Reading) -> None:
    """Read `8 prompts each` and `24 prompts in total`."""
    middle = rf"[LG]*u?o?(?:{_LIST}[LG]*)?u?"
    for pattern in (rf"(?P<n>N){middle}o?(?P<e>e)", r"(?P<e>e)o?(?P<n>N)[LG]*u?"):
        for match in sentence.found(pattern):
            number = _whole(sentence, match)
            if reading.each not in (None, number):
                raise Refused(f"two counts for each capability: {reading.each} and {number}")
            reading.each = number
            sentence.take(match.start("n"), match.start("e"))
    for pattern in (rf"(?P<n>N){middle}(?P<e>t)", r"(?P<e>t)o?(?P<n>N)[LG]*u?"):
        for match in sentence.found(pattern):
            _set_total(reading, _whole(sentence, match), sentence.said(match))
            sentence.take(match.start("n"), match.start("e"))


def _whole(sentence: _Sentence, match: re.Match[str]) -> int:
    number = sentence.number(match.start("n"))
    if number != int(number) or number < 1:
        text = sentence.words[match.start("n")].text
        raise Refused(f"`{text}` is no number of samples (`{sentence.said(match)}`)")
    return int(number)


def _set_total(reading: Reading, number: int, said: str) -> None:
    if reading.each is not None or reading.total is not None:
        raise Refused(
            f"can't tell what `{said}` counts beside the number already given",
            hint="say `8 prompts each`, `12 math problems and 6 dates`, or `24 prompts in total`",
        )
    reading.total = number


def _mentions(sentence: _Sentence, counts: dict[int, int], groups: dict[int, int]) -> list[Mention]:
    """Tell capabilities from what narrows them, in the order of the sentence."""
    mentions: list[Mention] = []
    last: int | None = None
    continued: Mention | None = None
    for place in sentence.topics(0, len(sentence.words)):
        topic = sentence.words[place].value
        reference = sentence.codes[place] == "_"
        link = sentence.codes[0 if last is None else last + 1 : place].replace("_", "")
        parent = None if reference else _narrows(sentence, mentions, place, link, continued)
        if parent is not None and place not in counts and place not in groups:
            parent.narrowed += [topic] * (topic not in parent.narrowed)
            continued = parent
        else:
            if parent is not None and parent.count is None and parent.group is None:
                # `reasoning: 6 spatial and 6 logic`: the parts stand for the whole.
                mentions = [one for one in mentions if one is not parent]
            mention = _mention_of(mentions, topic)
            if mention.count is not None and place in counts and mention.count != counts[place]:
                raise Refused(f"two counts for `{topic}`: {mention.count} and {counts[place]}")
            mention.count = counts.get(place, mention.count)
            mention.group = groups.get(place, mention.group)
            continued = parent if parent is not None else None
        last = place
    return mentions


def _narrows(
    sentence: _Sentence, mentions: list[Mention], place: int, link: str, continued: Mention | None
) -> Mention | None:
    """Find the capability that a topic narrows, if it narrows one and is none of its own."""
    topic = sentence.words[place].value
    parents = [one for one in mentions if topic in {c.id for c in children_of(one.topic)}]
    strong = "f" in link or "y" in link
    if strong and mentions and not parents and topic not in {one.topic for one in mentions}:
        asked = ", ".join(f"`{one.topic}`" for one in mentions)
        parts = ", ".join(f"`{c.id}`" for one in mentions for c in children_of(one.topic))
        raise Refused(
            f"{asked} can't be narrowed to `{topic}`",
            hint=f"narrow to {parts or 'nothing: it has no parts'}; "
            f"or ask for `{topic}` as a capability of its own",
        )
    if not parents:
        return None
    after = sentence.codes[place + 1 :].replace("_", "")
    if strong or re.match(r"[LGu]*y", after):
        return parents[-1]
    if parents[-1] is mentions[-1] and re.fullmatch(r"[LGu]*[o:(][LGo]*", link):
        return parents[-1]
    if continued in parents and re.fullmatch(r"u?[,&]+[LGo]*", link):
        return continued
    return None


def _mention_of(mentions: list[Mention], topic: str) -> Mention:
    """Return the capability of a topic, or the one that is narrowed to it; else add it."""
    for one in mentions:
        if one.topic == topic or one.narrowed == [topic]:
            return one
    mentions.append(Mention(topic))
    return mentions[-1]


def _levels_and_kinds(sentence: _Sentence, reading: Reading) -> None:
    """Read `hard math` and `multi-step`: of the topics that follow directly, else of everything."""
    several = r"[LG]+(?:[,&]+[LG]+)*"
    for pattern in (rf"{several}(?P<t>{_LIST})", several):
        for match in sentence.found(pattern):
            words = sentence.words[match.start() : match.end()]
            topics = {word.value for word in words if word.kind == "topic"}
            levels = {int(n) for w in words if w.kind == "level" for n in w.value.split(",")}
            kinds = {word.value for word in words if word.kind == "kind"}
            chosen: list[Mention] | list[Reading]
            chosen = [one for one in reading.mentions if one.topic in topics] or [reading]
            for one in chosen:
                one.levels = tuple(sorted(levels)) or one.levels
                one.kinds |= kinds
