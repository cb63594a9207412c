"""The words of a request beyond the names of capabilities: counts, weights, focus, and small talk.

Small talk is a closed list. A word that stands in no list is unknown, and an unknown word is never
dropped in silence: it may be what the person wanted to measure.
"""

from __future__ import annotations

from collections.abc import Mapping

NUMBERS: Mapping[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "dozen": 12,
}  # fmt: skip

SIGNS: Mapping[str, tuple[str, ...]] = {
    # An amount of samples.
    "unit": ("prompt", "prompts", "question", "questions", "problem", "problems", "item", "items",
             "sample", "samples", "task", "tasks", "example", "examples", "exercise", "exercises",
             "puzzle", "puzzles", "probe", "probes", "case", "cases", "test cases", "queries"),
    "each": ("each", "every", "apiece", "per capability", "per dimension", "per topic",
             "per category", "per area", "for each", "for every", "of each", "each one"),
    "total": ("total", "in total", "in all", "altogether", "overall", "all together",
              "all in all"),
    # A small model or a fast one is no wish for a small benchmark.
    "quick": ("quick", "quickly", "smoke test", "short benchmark", "short test", "short suite",
              "small benchmark", "small test", "small suite", "small set", "small number",
              "fast benchmark", "fast test", "brief benchmark", "brief test", "mini benchmark",
              "tiny benchmark"),
    # Shares in the overall score.
    "weight": ("counts", "count", "counting", "weighs", "weigh", "weight", "weights", "weighted",
               "weighting", "is worth", "are worth", "worth", "matters", "matter", "is", "are",
               "should count", "should weigh", "must count", "has weight", "have weight"),
    "important": ("as important", "as much", "the weight", "as heavily"),
    "equal": ("equal", "equally", "the same weight", "equal weight", "equal weights",
              "weighted equally", "weigh the same", "count the same", "count equally"),
    # Narrowing.
    "only": ("only", "just", "exclusively", "nothing but"),
    "focus": ("focus on", "focused on", "focusing on", "focussed on", "with a focus on",
              "with focus on", "specifically", "especially", "in particular", "restricted to",
              "limited to", "narrowed to", "narrow to", "mainly", "mostly", "particularly",
              "concentrate on", "concentrating on", "emphasis on", "with emphasis on"),
    "on": ("on", "about", "of", "in", "with", "for", "from", "at", "covering", "regarding",
           "around", "involving", "across", "over", "based on"),
    "not": ("no", "not", "without", "except", "except for", "excluding", "but not", "but no",
            "skip", "skipping", "drop", "leave out", "leaving out", "ignoring", "not including",
            "don't include", "do not include", "don't test", "do not test"),
    # The pass rate to be reached.
    "must": ("must reach", "should reach", "must be at least", "should be at least", "at least",
             "must", "has to reach", "have to reach", "needs to reach", "need to reach", "reaching",
             "reach", "reaches", "minimum", "a minimum of", "threshold", "threshold of", "target",
             "target rate", "target of", "pass rate", "pass rate of", "a pass rate of", "goal",
             "must pass", "must hit", "must score", "should score", "should hit", "hit", "score",
             "above", "more than", "or more", "or better", "or above", "no less than", "pass"),
    # Separators.
    "join": ("and", "&", "plus", "as well as", "along with", "together with", "or", "also",
             "and also", "but also", "not only", "+", "/", "then"),
    "comma": (",",), "stop": (";", ".", "!", "?", "but", "while", "whereas"),
    "colon": (":",), "open": ("(", "["), "close": (")", "]"),
}  # fmt: skip
"""Markers by their kind."""

TIMES: Mapping[str, float] = {
    "double": 2.0, "doubly": 2.0, "twice": 2.0, "triple": 3.0, "thrice": 3.0, "quadruple": 4.0,
    "half": 0.5, "once": 1.0,
}  # fmt: skip

LEVELS: Mapping[str, tuple[int, ...]] = {
    "easy": (1,), "easier": (1,), "simple": (1,), "basic": (1,), "elementary": (1,),
    "medium": (2,), "moderate": (2,), "hard": (3,), "harder": (3,), "difficult": (3,),
    "challenging": (3,), "tough": (3,), "advanced": (3,),
    "mixed difficulty": (1, 2, 3), "varied difficulty": (1, 2, 3),
}  # fmt: skip

FOCUS_NAMES: Mapping[str, tuple[str, ...]] = {
    "multi-step": ("multi step", "multistep", "multiple steps", "several steps", "many steps",
                   "multi hop"),
}  # fmt: skip

SHOWN_WORK = (
    "chain of thought", "cot", "step by step", "show the reasoning", "show your work",
    "show its work", "partial credit", "with reasoning steps",
)  # fmt: skip
"""A wish for the steps to be written out, which numeric capabilities do."""

_SMALL_TALK = """
a abilities ability able accurate accurately actually all am an any anything approx approximately
area areas as ask asking asks assess assesses assessing assessment base basically be because been
being bench benchmark benchmarking benchmarks better bit both build building by can capabilities
capability carefully categories category check checking checkpoint checkpoints claims come compare
comparison comprehensively could create creating current currently deal deals describe design
different dimension dimensions do does doing don't done each eg either etc eval evals evaluate
evaluates evaluating evaluation evaluations exactly exam examine exist find fine finetuned follow
following fresh full generate generating get gets give given giving go goes going good got great
handle handles has have having hello help here hey hi how i i'd i'm i've ie if include includes
including instruct it its itself kind kindly kinds know knowing knows latest let lets like llm lm
load loaded look looking make makes making may me measure measured measurement measures measuring
might mix mixture model models more my namely need needed needs new nice now number numbers ok
okay our out own part parts perform performance performs please pls possible prepare probing
produce proper properly put quality really respectively result results rigorous rigorously roughly
run running runs scored scores scoring see sentence seriously session set sets several should show
simply size skill skills so solid some something sort start strength strengths strong such suite
suites sure take takes tell test tested testing tests than thank thanks that the their them there
these they thing things this thoroughly those through to topic topics training try trying tune
tuned type types understand understands up us use used using various versus very vs want wanted
wants was way ways we we'd we're we've weak weakness weaknesses well were what where whether which
who whole will wish work works worse would write yes you you're your
"""
SMALL_TALK = frozenset(_SMALL_TALK.split())
"""Words that name nothing to be measured."""

SMALL_PHRASES = (
    "language model", "language models", "large language model", "large language models",
    "how good", "how well", "how strong", "fine tuned", "fine tune", "at hand", "right now",
    "this one", "the one", "one of", "a set of", "a suite of", "a mix of", "i would like",
    "test set", "test suite", "pass fail", "at the moment", "each of the", "in memory",
    "next release", "base model", "instruct model", "a look at", "an idea of", "a sense of",
    "in one sentence", "from scratch", "in this session", "in the session", "under test",
    "small model", "tiny model", "large model", "big model", "fast model", "small language model",
    "simple benchmark", "simple test", "basic benchmark", "basic test", "no more than", "at most",
    "up to", "a maximum of", "maximum of", "short prompts", "kind of", "sort of", "type of",
    "kinds of", "types of", "number of", "such as", "at it",
)  # fmt: skip
"""The same, of several words; longer than what their parts would be read as."""
