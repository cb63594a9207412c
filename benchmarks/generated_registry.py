"""A registry of any size, made up but shaped like a real one: 100,000 versions of 20,000 names.

Titles and descriptions are word chains over the English of Python's own help, mixed with what
evaluations are about, so that they compress and search about as badly as people's do. Versions come
in random order. An author who pushes from the machine of the last push repeats no texts in the log
(`Summary.like`); one push in ten comes from another machine.
"""

from __future__ import annotations

import hashlib
import json
import pydoc_data.topics
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from envhub_hub.registry.log import BLOCK, Fact, Summary, make_tile, tile_key
from envhub_hub.registry.log.entry import IDENTITY, START, encode, entry_key, hash_of
from envhub_hub.registry.record import BundleEntry, CapabilityEntry, Record

VERSIONS, NAMES, OWNERS = 100_000, 20_000, 1_500
AT_HAND = 0.9
"""The share of later pushes whose author has the record of the version before."""
TOPICS = (
    "math", "algebra", "geometry", "calculus", "statistics", "probability", "reasoning", "logic",
    "physics", "chemistry", "biology", "history", "law", "medicine", "finance", "accounting",
    "refund", "policy", "support", "customer", "translation", "german", "french", "spanish",
    "japanese", "swahili", "summarisation", "toxicity", "bias", "safety", "jailbreak",
    "hallucination", "factuality", "citation", "retrieval", "code", "python", "rust", "debugging",
    "unit", "tests", "tool", "calling", "agents", "planning", "spatial", "temporal", "causal",
    "arithmetic", "word", "problems", "reading", "comprehension", "sentiment", "intent",
    "classification", "entity", "extraction", "spelling", "grammar", "poetry", "dialogue", "memory",
    "long", "context", "instruction", "following", "refusal", "privacy", "chess", "music",
    "cooking", "geography", "astronomy", "weather", "negotiation", "persuasion", "sycophancy",
    "calibration", "robustness",
)  # fmt: skip
METHODS = (
    "exact match", "numeric match", "multiple choice", "judge", "next-token probability",
    "code tests", "rouge-l", "contains", "json schema", "tool calls",
)  # fmt: skip
LICENSES = ("CC-BY-4.0", "CC0-1.0", "MIT", "Apache-2.0", "CC-BY-SA-4.0")
SYLLABLES = (
    "ka", "lo", "mi", "ren", "tas", "vor", "lab", "ai", "ex", "qu", "ost", "ber", "dun", "fel",
    "gri", "hal",
)  # fmt: skip
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass
class Made:
    """One made-up environment."""

    name: str
    texts: dict[str, object]
    released: int = 0
    last: Record | None = None


@dataclass
class Generated:
    """The objects of a registry, in the order in which they were pushed."""

    versions: int
    seed: int = 1
    names: list[Made] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        said = " ".join(pydoc_data.topics.topics.values()).lower()
        self._words = re.findall(r"[a-z]{2,}", said)
        self._after: dict[str, list[str]] = defaultdict(list)
        for one, following in zip(self._words, self._words[1:], strict=False):
            self._after[one].append(following)
        owners = ["".join(self._random.choices(SYLLABLES, k=self._random.randint(2, 4)))
                  for _ in range(OWNERS)]  # fmt: skip
        taken: set[str] = set()
        while len(self.names) < max(1, self.versions * NAMES // VERSIONS):
            made = self._environment(self._random.choice(owners))
            if made.name not in taken:
                taken.add(made.name)
                self.names.append(made)

    def objects(self) -> Iterator[tuple[str, bytes, str]]:
        """Yield key, bytes and kind (`record`, `entry`, `tile` or `identity`)."""
        identity = {"schema_version": 1, "id": hashlib.md5(b"bench").hexdigest(), "block": BLOCK}
        yield IDENTITY, json.dumps(identity).encode() + b"\n", "identity"
        previous, block, now = START, [], BEGAN
        for seq in range(1, self.versions + 1):
            now += timedelta(seconds=self._random.randint(1, 900))
            made = self._random.choice(self.names)
            record = self._record(made, f"{now:%Y-%m-%dT%H:%M:%SZ}")
            at_hand = made.last if self._random.random() < AT_HAND else None
            summary = Summary.of(record, at_hand)
            made.last = record
            fact = Fact(type="push", name=record.name, version=record.version,
                        at=record.pushed_at, summary=summary)  # fmt: skip
            raw = encode(fact, seq, previous)
            previous = hash_of(raw)
            key = f"environments/{record.name}/{record.version}.json"
            yield key, record.model_dump_json(indent=1).encode() + b"\n", "record"
            yield entry_key(seq), raw, "entry"
            block.append(raw)
            if len(block) == BLOCK:
                number = (seq - 1) // BLOCK
                yield tile_key(number), make_tile(number, block), "tile"
                block = []

    def questions(self, count: int = 50) -> list[str]:
        """Return what people would search: words of titles and topics, every third with a typo."""
        pick = random.Random(self.seed + 1)
        asked = []
        for number in range(count):
            made = pick.choice(self.names)
            known = [str(made.texts["title"]), made.name.partition("/")[2].replace("-", " ")]
            parts = pick.choice(known).split() + pick.sample(TOPICS, 1)
            chosen = pick.sample(parts, min(len(parts), pick.randint(1, 3)))
            if number % 3 == 0:
                chosen[0] = misspelt(chosen[0], pick)
            asked.append(" ".join(chosen))
        return asked

    def _environment(self, owner: str) -> Made:
        some = self._random
        about = some.sample(TOPICS, some.randint(1, 3))
        told = [*about, some.choice(self._words)]
        capabilities = tuple(
            CapabilityEntry(id=one, title=one.capitalize(), method=some.choice(METHODS), samples=25)
            for one in some.sample(TOPICS, some.randint(1, 4))
        )
        texts: dict[str, object] = {
            "title": " ".join(told).capitalize(),
            "description": self._sentence(some.randint(8, 30)),
            "license": some.choice(LICENSES),
            "tags": tuple(some.sample(TOPICS, some.randint(0, 5))),
            "capabilities": capabilities,
        }
        return Made(f"{owner}/{'-'.join(told)}"[:60].rstrip("-"), texts)

    def _sentence(self, length: int) -> str:
        word, said = self._random.choice(self._words), []
        for _ in range(length):
            said.append(word if self._random.random() > 0.25 else self._random.choice(TOPICS))
            word = self._random.choice(self._after[word] or self._words)
        return " ".join(said).capitalize() + "."

    def _record(self, made: Made, at: str) -> Record:
        some = self._random
        number, made.released = made.released, made.released + 1
        digest = some.randbytes(32).hex()
        mark = f"sha256:{digest}"
        version = f"1.{number}.0"
        bundle = BundleEntry(
            file=f"{version}-{digest[:12]}.zip", sha256=some.randbytes(32).hex(),
            size=some.randint(3_000, 3_000_000),
        )  # fmt: skip
        return Record.model_validate({
            "name": made.name, "version": version, "samples": {"test": some.randint(20, 5_000)},
            "digest": mark, "data_digest": {"test": mark}, "harness_digest": mark,
            "scoring_digest": {"test": mark}, "bundle": bundle, "pushed_at": at, "tool": "0.1.0",
            **made.texts,
        })  # fmt: skip


def misspelt(word: str, pick: random.Random) -> str:
    """Return a word with one letter swapped, dropped, doubled or changed."""
    if len(word) < 5:
        return word
    place = pick.randint(1, len(word) - 2)
    kind = pick.choice(("swap", "drop", "double", "change"))
    if kind == "swap":
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == "drop":
        return word[:place] + word[place + 1 :]
    if kind == "double":
        return word[:place] + word[place] + word[place:]
    return word[:place] + pick.choice("abcdefghijklmnopqrstuvwxyz") + word[place + 1 :]
