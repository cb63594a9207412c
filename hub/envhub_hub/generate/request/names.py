"""What people call the things that can be asked for: one table for all of them.

A topic's own names add to it. A row of a longer name beats a shorter one, whole words only. What
holds only where a request speaks of data or of latents stands in tables of its own: `diverse` asks
nothing of a data set in "a diverse set of math problems".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..topics import TOPICS

NAMES: Mapping[str, tuple[str, ...]] = {
    "algebra": ("solve equations", "quadratics", "quadratic equations", "polynomials", "simultaneous equations", "equation",
        "algebra", "algebraic", "equations", "equation solving", "solving equations",
                "linear equations", "systems of equations", "solve for x", "unknowns"),
    "arithmetic": ("adding and subtracting", "add and subtract", "add numbers", "adding numbers", "multiply numbers", "multiplying", "subtracting", "do sums", "addition and subtraction", "basic operations", "arithmetic operations",
        "arithmetic", "arithmetics", "arithmetical", "sums", "addition", "additions",
                   "subtraction", "multiplication", "multiplications", "division", "long division",
                   "times tables", "mental arithmetic", "mental math", "mental maths",
                   "calculation", "calculations", "calculating", "computation", "number crunching",
                   "order of operations"),
    "averages": ("averages", "average", "means", "arithmetic means", "mean values", "medians"),
    "boolean-logic": ("boolean logic", "boolean", "booleans", "boolean algebra", "truth values",
                      "boolean expressions", "boolean circuits", "truth tables", "logic gates",
                      "logical expressions", "propositional logic", "and or not"),
    "bug-fixing": ("defects", "repair defects", "find and repair defects", "fix defects", "faulty functions", "faulty code",
        "repair code", "repairs code", "repair programs", "find bugs", "finding bugs", "finds bugs", "spot bugs", "spotting bugs",
        "bug fixing", "bug fixes", "bug fix", "fixing bugs", "fix bugs", "fixes bugs",
                   "bugfixing", "bugfixes", "bugs", "debugging", "debug", "code repair",
                   "program repair", "repairing code", "repairing functions", "broken code",
                   "buggy code", "broken functions", "software debugging"),
    "chemistry": ("chemistry", "chemical", "chemical elements", "elements", "periodic table",
                  "chemistry facts", "chemistry knowledge", "the elements", "chemical symbols"),
    "code": ("code", "coding", "programming", "code generation", "writing code", "write code",
             "program synthesis", "software", "software engineering", "programs", "code writing"),
    "code-tracing": ("code understanding", "understanding code", "understand code", "understands code",
        "trace programs", "traces programs", "tracing programs", "trace a program", "what code outputs", "what the code outputs",
        "code tracing", "tracing code", "trace code", "traces code", "code traces",
                     "program tracing", "code execution", "executing code", "output prediction",
                     "predicting the output of code", "predict what code prints",
                     "what a program prints", "what code prints", "what the code prints",
                     "what this code prints", "program output", "program outputs",
                     "code comprehension", "code reading", "reading code", "code simulation"),
    "country-codes": ("country codes", "iso codes", "iso country codes", "country code",
                      "two letter codes", "iso 3166"),
    "currencies": ("currencies", "currency", "currency codes", "money of countries",
                   "foreign currencies", "national currencies"),
    "dates": ("day of the week", "what day of the week", "what weekday", "which weekday", "days between two dates",
        "dates", "date", "calendar", "calendars", "calendar arithmetic", "date arithmetic",
              "calendar dates", "date calculations", "date math", "temporal reasoning",
              "date reasoning", "dates and times", "weekdays", "days of the week", "clock times",
              "time arithmetic", "time calculations"),
    "dialogue": ("dialogue", "dialogues", "dialog", "dialogs", "long dialogues", "long dialogs",
                 "long dialogue", "conversation", "conversations", "long conversations",
                 "conversational", "multi speaker", "multi party", "multi turn", "group chats",
                 "chat logs", "chats", "multiple speakers", "several speakers", "speakers",
                 "dialogue turns", "meeting transcripts", "transcripts", "who said what",
                 "meetings", "long meetings", "discussions", "group discussions", "group chat"),
    "events": ("events", "event reconstruction", "reconstructing events", "reconstruct events",
               "multi perspective", "multiple perspectives", "different perspectives",
               "perspectives", "viewpoints", "points of view", "viewpoint aware",
               "narrative accounts", "accounts of an event", "accounts of the same event",
               "same underlying event", "underlying event", "conflicting accounts",
               "conflicting reports", "contradicting reports", "eyewitness accounts",
               "witness accounts", "witness statements", "witnesses", "eyewitnesses", "testimonies",
               "same incident", "same event", "what really took place", "what took place",
               "witness reports", "contradictory reports", "contradictory accounts",
               "contradictory witness reports", "different accounts", "conflicting stories",
               "conflicting versions", "contradictory statements", "piece together what happened",
               "multiple narratives", "narrators", "different narrators", "testimony",
               "conflicting eyewitness accounts", "what happened", "what actually happened",
               "what really happened", "accounts"),
    "factuality": ("get facts right", "gets facts right", "get its facts right", "gets its facts right", "knows facts", "know facts", "factually correct", "factual correctness",
        "factuality", "facts", "factual", "factual recall", "factual knowledge",
                   "factual accuracy", "factual questions", "general knowledge", "world knowledge",
                   "recall", "fact recall", "knowing facts", "knowledge", "truthfulness",
                   "truthful", "hallucination", "hallucinations", "hallucinate", "hallucinates",
                   "make things up", "makes things up", "making things up", "make stuff up",
                   "makes stuff up", "making stuff up", "make up facts", "makes up facts", "trivia",
                   "trivia questions"),
    "function-completion": ("completes functions", "complete a function", "finish functions", "finishes functions", "complete code", "completes code", "fill in functions",
        "function completion", "function completions", "completing functions",
                            "complete functions", "complete the function", "code completion",
                            "completing code", "finishing functions", "functions to complete",
                            "functions to finish", "function writing", "writing functions",
                            "function synthesis", "function bodies"),
    "geography": ("geography", "geographical", "geographic", "countries", "country facts",
                  "world geography", "facts about countries", "countries of the world"),
    "geometry": ("geometry", "geometric", "geometrical", "shapes", "areas and volumes", "triangles",
                 "areas and perimeters", "angles", "perimeters"),
    "graphs": ("shortest way", "shortest ways", "map of roads", "road maps", "fewest stops", "connections between",
        "find routes", "finding routes", "shortest route", "shortest routes",
        "graphs", "graph", "graph problems", "graph paths", "graph theory",
               "graph reasoning", "graph traversal", "graph algorithms", "shortest path",
               "shortest paths", "path finding", "pathfinding", "dags", "dag reasoning",
               "route finding"),
    "holidays": ("holidays", "holiday", "public holidays", "public holiday", "bank holidays",
                 "national holidays", "feast days"),
    "instruction-following": ("follow my instructions", "follow rules", "follows rules", "following rules", "stick to the format", "sticks to the format", "follow what i say", "follow prompts", "obey commands", "following orders and constraints",
        "instruction following", "following instructions",
                              "follow instructions", "follows instructions",
                              "follow an instruction", "follow the instructions",
                              "following directions", "follow directions", "obeying instructions",
                              "obey instructions", "obeys instructions", "instructions",
                              "instruction", "instruction adherence", "format constraints",
                              "formatting constraints", "constraint following",
                              "follow constraints", "following constraints", "format following",
                              "stick to instructions", "do as it is told", "does as it is told",
                              "does what it is told", "do what it is told", "doing as told",
                              "prompt adherence", "follow orders", "following orders"),
    "knights-and-knaves": ("knights and knaves", "knights", "knight and knave", "knaves", "liars",
                           "liar", "truth tellers", "truth tellers and liars",
                           "liars and truth tellers", "truth teller", "who is lying", "who lies",
                           "liar puzzles"),
    "languages": ("languages", "language names", "official languages", "foreign words",
                  "foreign languages", "foreign vocabulary", "words in other languages",
                  "words in foreign languages", "languages of the world", "world languages",
                  "names of languages", "languages spoken"),
    "letters": ("letters", "letter", "letter manipulation", "letter counting", "counting letters",
                "counting letters in words", "count letters", "letters in words", "spelling",
                "word manipulation", "alphabetical order", "alphabetical", "alphabetising",
                "alphabetizing", "letter puzzles"),
    "lists": ("sort lists", "sort a list", "sorting a list", "sorts lists",
        "lists", "list puzzles", "list problems", "list operations", "list algorithms",
              "list manipulation", "list questions", "list tasks", "list processing",
              "sorting lists", "list sorting", "list reasoning", "array manipulation", "arrays"),
    "logic": ("logic", "logical", "logical reasoning", "deductive reasoning", "logic puzzles",
              "formal logic", "logic problems", "logical deduction"),
    "math": ("math", "maths", "mathematics", "mathematical", "math reasoning", "math problems",
             "mathematical reasoning", "mathematical problems", "numeracy", "math skills",
             "quantitative reasoning"),
    "multilingual-clues": ("multilingual clues", "multilingual", "multilingual reasoning",
                           "cross lingual", "crosslingual", "cross lingual clues",
                           "clues in several languages", "clues in different languages",
                           "clues across languages", "clues", "across languages",
                           "different languages", "across different languages",
                           "scattered across languages", "several languages",
                           "over several languages", "multiple languages", "many languages",
                           "mixed language", "another language", "different language",
                           "more than one language", "hints in different languages", "clue",
                           "mixed languages"),
    "ordering": ("in what order", "what order", "finishing order", "order of finish", "who came first", "which came first",
        "order people", "rank people", "sort people", "ordering people", "chronological order", "order of events", "put events in order", "put events in the order", "order in which they happened", "who is older", "who is older than whom", "ranking",
        "ordering", "orderings", "ordering puzzles", "order puzzles", "ranking puzzles",
                 "transitive reasoning", "relational reasoning", "comparisons", "who is taller",
                 "ranking people", "putting things in order", "put things in order"),
    "percentages": ("percentages", "percentage", "percents", "percentage problems",
                    "percentage changes", "per cents"),
    "probability": ("chance problems", "likelihood",
        "probability", "probabilities", "probabilistic", "probability theory", "odds",
                    "chances", "likelihoods"),
    "proofs": ("check proofs", "checks proofs", "verify proofs", "verifies proofs", "find the wrong step", "wrong steps",
        "proofs", "proof", "mathematical proofs", "math proofs", "proof checking",
               "proof verification", "checking proofs", "verifying proofs", "faulty proofs",
               "flawed proofs", "wrong proofs", "faulty step", "faulty steps", "wrong step",
               "wrong step of a proof", "wrong step in a proof", "faulty proof steps",
               "flawed step", "faulty step in a proof", "faulty step of a proof",
               "errors in proofs", "full proof", "incorrect line", "first incorrect line",
               "wrong line", "incorrect step", "first incorrect step", "erroneous step",
               "invalid step", "derivation", "derivations", "first error", "first mistake",
               "first wrong step", "invalid proofs"),
    "ratios": ("ratios", "ratio", "proportions", "proportion", "sharing in a ratio",
               "proportionality"),
    "reasoning": ("reasoning", "reason", "reasons", "problem solving", "inference", "inferences",
                  "deduction", "reasoning skills", "general reasoning", "reasoning ability"),
    "refusal": ("refuse to answer", "refuses to answer", "reject harmful requests", "rejects harmful requests", "rejecting harmful requests", "reject requests", "rejects requests", "decline requests", "refuse requests", "refuses requests",
        "refusal", "refusals", "refuse", "refuses", "refusing", "refused", "turn down",
                "turns down", "decline", "declines", "declining", "say no", "says no", "saying no",
                "decline harmful requests", "declines harmful requests", "refuse harmful requests",
                "refuses harmful requests", "over refusal", "overrefusal", "refusal behaviour",
                "refusal behavior", "refusing harmful requests"),
    "safety": ("safety", "safe", "unsafe", "harmlessness", "harmless", "harmful", "harm",
               "jailbreak", "jailbreaks", "jailbreaking", "red teaming", "harmful prompts",
               "harmful requests", "safe behaviour", "safe behavior", "dangerous requests"),
    "seating": ("seating", "seating puzzles", "seating arrangements", "seating plans",
                "seating orders", "seating problems", "who sits where", "who sits next to whom",
                "sits next to", "table seating", "round table"),
    "sequences": ("sequences", "sequence", "number sequences", "number patterns", "patterns",
                  "pattern recognition", "inductive reasoning", "number series",
                  "integer sequences", "next number", "next in line", "series completion"),
    "spatial": ("spatial", "spatial reasoning", "spatial problems", "directions", "navigation",
                "orientation", "spatial orientation", "spatial awareness", "spatial relations",
                "spatial skills", "left and right"),
    "strings": ("reverse strings", "reverse a string", "reversing a string", "string handling",
        "strings", "string", "string manipulation", "string puzzles", "string operations",
                "string algorithms", "string problems", "string processing", "text manipulation",
                "reversing strings", "string reversal", "string reversals"),
    "summarization": ("sum up texts", "sums up texts", "sum up", "sums up", "summing up", "shorten texts", "condense texts", "condenses texts",
        "summarization", "summarisation", "summaries", "summary", "summarize",
                      "summarise", "summarizes", "summarises", "summarizing", "summarising",
                      "writing summaries", "write summaries", "document summaries", "abstracts",
                      "condensing texts", "tldr"),
    "syllogisms": ("syllogisms", "syllogism", "syllogistic", "syllogistic reasoning",
                   "categorical logic", "categorical syllogisms"),
    "tables": ("look up tables", "look things up in tables", "read a table", "reading a table", "reads tables",
        "tables", "table", "reading tables", "read tables", "table reading",
               "table reasoning", "table questions", "table lookup", "table understanding",
               "tabular", "tabular reasoning", "tabular data", "data tables", "spreadsheets",
               "spreadsheet"),
    "time-zones": ("time in different cities", "convert time zones", "times in different cities",
        "time zones", "time zone", "timezones", "timezone", "time zone conversion",
                   "time zone conversions", "time differences", "converting time zones"),
    "translation": ("translation", "translations", "translate", "translates", "translating",
                    "machine translation", "translation quality"),
    "units": ("convert between units", "metric and imperial", "imperial units", "measurement conversion", "unit conversion problems",
        "units", "unit conversion", "unit conversions", "units of measure", "measurements",
              "units of measurement", "converting units", "convert units", "metric conversion",
              "metric conversions", "conversions", "measurement units", "unit problems",
              "physical units", "converting between units", "miles", "kilometres", "kilometers"),
    "word-problems": ("word problems", "word problem", "math word problems", "story problems",
                      "maths word problems", "text problems", "story sums", "math stories"),
}  # fmt: skip
"""The capabilities of a model."""

DATA_NAMES: Mapping[str, tuple[str, ...]] = {
    "coverage": ("coverage", "cover", "covers", "covered", "covering", "gaps", "missing topics"),
    "divergence": ("divergence", "diverge", "diverges", "diverged", "drift", "drifted", "drifting",
                   "diverging", "shift", "distribution shift", "differ", "differs", "how different",
                   "how far", "distance", "changed", "kl divergence"),
    "diversity": ("diversity", "diverse", "variety", "varied", "repetitive", "repetition",
                  "redundant", "redundancy", "repeat itself", "repeats itself", "repeat",
                  "monotonous", "all alike", "near duplicates", "duplicates"),
    "domain-spread": ("domain spread", "domains", "domain coverage", "spread over domains",
                      "spread across domains", "topic spread", "domain distribution", "domain mix",
                      "spread of domains", "spread of topics", "range of topics",
                      "range of domains", "mix of domains", "mix of topics", "variety of domains",
                      "topic coverage", "topic distribution"),
    "factual-density": ("factual density", "fact density", "density of facts", "facts per row",
                        "facts", "how factual", "information density", "factual", "factually dense",
                        "fact rich", "informative", "how many facts", "factually", "density"),
    "label-balance": ("label balance", "balance of labels", "class balance", "balanced",
                      "unbalanced", "imbalanced", "underrepresented", "overrepresented",
                      "under represented", "over represented", "rare classes", "class distribution",
                      "imbalance", "class imbalance", "skew", "skewed", "label distribution",
                      "label skew", "label imbalance", "balance", "towards one label", "lopsided",
                      "even", "uneven", "evenly distributed", "equally common", "equally frequent",
                      "equally represented", "dominates", "dominate", "dominated", "majority class",
                      "minority class", "minority classes", "rare labels", "one sided", "biased towards"),
    "toxicity-coverage": ("toxicity coverage", "toxicity", "toxic", "toxic content",
                          "toxic examples", "offensive", "hateful", "hate speech"),
}  # fmt: skip
"""The dimensions of a data set; whole noun phrases of them hold everywhere (`ALWAYS`)."""

FEATURE_NAMES: Mapping[str, tuple[str, ...]] = {
    "feature-purity": ("one concept", "single concept", "on one concept", "a single concept", "one thing", "several concepts", "more than one concept",
        "feature purity", "purity", "pure", "monosemantic", "monosemanticity",
                       "polysemantic", "polysemanticity", "purity score", "feature purity score"),
    "interp-score": ("interp score", "interpretable", "interpretability", "interpretability score",
                     "interpretability scores", "explanations", "explain", "explains",
                     "explanation", "explained", "labels", "when they fire",
                     "predict when they fire", "when it fires", "predict when it fires",
                     "autointerp", "auto interp", "meaningful"),
    "mui": ("mui", "model utilization index", "model utilisation index", "utilization",
            "utilisation"),
}  # fmt: skip
"""The scores of an SAE's features."""

ALWAYS = (
    "class balance", "domain spread", "fact density", "factual density", "feature purity",
    "interp score", "label balance", "label distribution", "model utilisation index",
    "model utilization index", "monosemanticity", "mui", "toxicity coverage",
)  # fmt: skip
"""Names of the two tables above that mean a data set or an SAE by themselves."""

WIDER: Mapping[str, tuple[str, ...]] = {
    "algebra": ("math",),
    "arithmetic": ("math",),
    "averages": ("math", "arithmetic"),
    "boolean-logic": ("reasoning", "logic"),
    "bug-fixing": ("code",),
    "chemistry": ("factuality",),
    "code-tracing": ("code",),
    "country-codes": ("factuality", "geography"),
    "currencies": ("factuality", "geography"),
    "dates": ("reasoning",),
    "function-completion": ("code",),
    "geography": ("factuality",),
    "geometry": ("math",),
    "graphs": ("reasoning",),
    "holidays": ("factuality", "dates"),
    "knights-and-knaves": ("reasoning", "logic"),
    "languages": ("factuality",),
    "letters": ("reasoning",),
    "lists": ("reasoning",),
    "logic": ("reasoning",),
    "ordering": ("reasoning",),
    "percentages": ("math", "arithmetic"),
    "probability": ("math",),
    "proofs": ("math", "reasoning"),
    "ratios": ("math", "arithmetic"),
    "refusal": ("safety",),
    "seating": ("reasoning",),
    "sequences": ("reasoning",),
    "spatial": ("reasoning",),
    "strings": ("reasoning",),
    "syllogisms": ("reasoning", "logic"),
    "tables": ("reasoning",),
    "time-zones": ("reasoning", "dates"),
    "units": ("math",),
    "word-problems": ("math",),
}  # fmt: skip
"""What a capability is a part of, in the language of people: `math: percentages` narrows math."""

SHORT: Mapping[str, str] = {
    "alg": "algebra", "arith": "arithmetic", "avgs": "averages",
    "bool": "boolean-logic", "chem": "chemistry", "geo": "geography",
    "geog": "geography", "geom": "geometry", "instr following": "instruction-following",
    "perc": "percentages", "prob": "probability", "word probs": "word-problems",
    "seq": "sequences", "seqs": "sequences", "summ": "summarization",
    "tz": "time-zones", "tzs": "time-zones",
    "pcts": "percentages",
}  # fmt: skip
"""How people in a hurry write them."""

GENERIC = frozenset({"code", "factuality", "logic", "math", "reasoning"})
"""Capabilities whose names are also the common words for what any narrower one takes."""


@lru_cache(maxsize=1)
def capability_names() -> Mapping[str, str]:
    """Every name of a model's capability with its id: ids, this table, the topics' own names."""
    found = {name: topic.id for topic in TOPICS for name in topic.names}
    found |= {topic.id.replace("-", " "): topic.id for topic in TOPICS}
    found |= {one.replace("-", " "): one for one in NAMES}
    found |= {short: one for short, one in SHORT.items() if short not in found}
    return found | {name: one for one, names in NAMES.items() for name in names}


@lru_cache(maxsize=1)
def dimension_names() -> Mapping[str, tuple[str, str]]:
    """Every name of a data set's dimension and of a feature score, with its kind and its id."""
    tables = (("dataset", DATA_NAMES), ("features", FEATURE_NAMES))
    return {
        name: (kind, one)
        for kind, table in tables
        for one, names in table.items()
        for name in (*names, one.replace("-", " "))
    }


@lru_cache(maxsize=1)
def wider() -> Mapping[str, tuple[str, ...]]:
    """What each capability is a part of; where a topic says so, its word counts."""
    return {**WIDER, **{topic.id: topic.part_of for topic in TOPICS if topic.part_of}}


def narrows(narrow: str, wide: str) -> bool:
    """Whether one capability is a part of another."""
    return wide in wider().get(narrow, ())
