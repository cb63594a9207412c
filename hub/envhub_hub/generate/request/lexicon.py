"""The words around the names: what counts, weighs, narrows, rules out, levels, formats, languages.

A row of a table is a wording; longer ones beat shorter ones. Small talk stands in `talk`.
"""

from __future__ import annotations

from collections.abc import Mapping

MARKS: Mapping[str, tuple[str, ...]] = {
    # An amount of samples.
    "unit": ("prompt", "prompts", "question", "questions", "problem", "problems", "item", "items",
             "sample", "samples", "task", "tasks", "example", "examples", "exercise", "exercises",
             "puzzle", "puzzles", "probe", "probes", "case", "cases", "test cases", "queries",
             "query", "riddle", "riddles", "brain teaser", "brain teasers", "brainteasers", "ones",
             "of them", "of those", "of these", "of which", "drills", "challenges", "quizzes",
             "quiz", "sentences", "requests", "snippets", "passages", "instances", "q's", "qs",
             "worksheets", "documents", "texts", "exemplars", "trials", "scenarios", "rounds",
             "entries",
             "data points", "datapoints", "test items", "test questions", "pieces",
             "elements of it",
             "q", "probs", "tests", "checks", "answers"),
    "each": ("each", "every", "apiece", "per capability", "per dimension", "per topic", "per skill",
             "per category", "per area", "for each", "for every", "of each", "each one", "a piece",
             "for both", "per subject", "each of", "of every", "per task", "for all of them"),
    "total": ("total", "in total", "in all", "altogether", "overall", "all together", "all in all",
              "a total of", "total of", "in sum", "all told", "combined"),
    "even": ("split evenly", "evenly split", "split equally", "evenly", "divided evenly",
             "divided equally", "shared equally", "shared evenly", "in equal parts",
             "in equal shares", "half and half", "fifty fifty", "equally divided",
             "evenly distributed", "distributed evenly", "spread evenly", "equal parts",
             "equal numbers", "equal shares", "in equal measure",
             *(f"{how} {done}" for how in ("equally", "evenly")
               for done in ("shared", "spread", "distributed", "allocated", "balanced", "divided")),
             *(f"{done} {how}" for how in ("equally", "evenly", "in equal parts")
               for done in ("spread", "distributed", "allocated", "divide", "distribute", "share",
                            "spread it", "split it", "split them", "split")),
             "equally split", "a fair split", "an even split", "even split", "half half",
             "same number of each", "the same number of each", "same number each",
             "same amount of each",
             "in equal numbers", "equal numbers of each", "as many of each"),
    "respective": ("respectively", "in that order", "in this order", "in order"),
    "rest": ("the rest", "rest", "the remainder", "the remaining", "remainder", "remaining",
             "the others", "the other ones", "what is left",
             "everything else", "all else", "anything else", "all the rest", "what remains"),
    "weight": ("counts", "count", "counting", "weighs", "weigh", "weight", "weights", "weighted",
               "weighting", "weightings", "is worth", "are worth", "worth", "matters", "matter",
               "matters for", "should count", "should weigh", "must count", "has weight",
               "have weight", "points", "the weight", "should matter", "weight of", "weights of",
               "a weight of", "weigh in", "carries", "carry", "weights are", "its weight",
               "weight should be", "carrying", "makes up", "make up", "making up",
               "accounts for", "account for", "accounting for", "should make up", "weighing",
               "gets a weight of", "with a weight of", "with weight", "has a weight of"),
    "important": ("as important", "as much", "as heavily", "as heavy", "more important",
                  "as relevant", "as significant", "more weight", "as much weight"),
    "as": ("as",),
    "equal": ("equal", "equally", "the same weight", "equal weight", "equal weights",
              "weighted equally", "weigh the same", "count the same", "count equally"),
    "only": ("only", "just", "exclusively", "nothing but", "strictly", "solely"),
    "focus": ("focus on", "focused on", "focusing on", "focussed on", "focussing on", "focus is on",
              "with a focus on", "with focus on", "specifically", "in particular", "restricted to",
              "limited to", "narrowed to", "narrow to", "narrowed down to", "confined to",
              "concentrate on", "concentrating on", "emphasis on", "with emphasis on",
              "restrict to", "with an emphasis on", "restrict it to", "limit it to", "limit to",
              "stick to", "sticking to", "keep it to", "centred on", "centered on", "especially",
              "particularly", "mainly", "mostly", "about nothing but", "nothing else than"),
    "on": ("on", "about", "of", "in", "with", "for", "from", "at", "covering", "regarding", "over",
           "around", "involving", "across", "based on", "between", "among", "into", "when",
           "concerning", "w/", "go to", "goes to", "to"),
    "not": ("no", "not", "without", "except", "except for", "excluding", "but not", "but no",
            "skip", "skipping", "drop", "leave out", "leaving out", "ignoring", "not including",
            "don't include", "do not include", "don't test", "do not test", "nothing on",
            "nothing involving", "nothing with", "nothing to do with", "nothing related to",
            "nothing in", "nothing like", "nothing about", "none on", "none about", "none of",
            "none with", "nothing from", "without any", "no more", "apart from", "other than",
            "minus", "leave aside", "avoid", "avoiding", "ignore", "exclude", "omit", "omitting",
            "anything but", "rather than", "instead of", "not any", "not about", "nor", "never",
            "don't want", "do not want", "don't need", "aside from", "bar", "save for", "sans"),
    "aside": ("aside", "excluded", "are out", "is out", "left out", "not included", "not allowed",
              "not wanted", "not needed", "forbidden"),
    "must": ("must reach", "should reach", "must be at least", "should be at least", "at least",
             "must", "has to reach", "have to reach", "needs to reach", "need to reach", "reaching",
             "reach", "reaches", "minimum", "a minimum of", "minimum of", "threshold", "target",
             "threshold of", "target rate", "target of", "pass rate", "pass rate of", "pass mark",
             "pass mark of", "a pass rate of", "goal", "must pass", "must hit", "must score",
             "should score", "should hit", "hit", "score", "above", "more than", "or more",
             "or better", "or above", "no less than", "pass", "passes", "passing", "not below",
             "no lower than", "lower than", "not under", "never below", "anything below", "below",
             "anything under", "under", ">=", ">", "≥", "should pass", "bar of", "required",
             "passing mark", "passing score", "passing grade", "success rate", "accuracy",
             "accuracy of", "right", "correct", "is right", "solved", "should be", "cutoff",
             "cut off", "pass at", "a threshold of", "expect", "ace", "has to be", "threshold is",
             "target is", "pass mark is", "the bar is", "pass threshold"),
    "join": ("and", "&", "plus", "as well as", "along with", "together with", "or", "also", "nor",
             "and also", "but also", "+", "/", "then", "and then", "followed by", "versus", "vs",
             "than"),
    "comma": (",",),
    "stop": (";", ".", "!", "?", "but", "while", "whereas"),
    "colon": (":", "–", "—", "=", "=>", "->"),
    "open": ("(", "["),
    "close": (")", "]"),
    "former": ("the former", "the first one", "for the first", "on the first"),
    "latter": ("the latter", "the last one", "the second one", "for the second", "on the second"),
    # A small model or a fast one is no wish for a small benchmark.
    "quick": ("quick", "quickly", "smoke test", "short benchmark", "short test", "short suite",
              "small benchmark", "small test", "small suite", "small set", "small number",
              "fast benchmark", "fast test", "brief", "brief benchmark", "brief test", "briefly",
              "mini benchmark", "tiny benchmark", "quick check", "quick look", "quick test",
              "sanity check", "fast check", "short check", "rapid", "rapidly", "spot check",
              "short version", "short one", "small batch", "tiny set", "in a hurry", "a quickie",
              "speedy"),
    "data": ("dataset", "datasets", "data set", "data sets", "corpus", "corpora", "csv",
             "training data", "data", "training set", "rows"),
    "sae": ("sae", "saes", "latent", "latents", "features", "feature", "neurons", "neuron",
            "sparse autoencoder", "dictionary"),
}  # fmt: skip
"""Markers by their kind."""

TIMES: Mapping[str, float] = {
    "double": 2.0, "doubly": 2.0, "twice": 2.0, "triple": 3.0, "triply": 3.0, "thrice": 3.0,
    "quadruple": 4.0, "once": 1.0, "doubled": 2.0, "tripled": 3.0,
}  # fmt: skip

_AS_MANY = (
    "as many", "just as many", "the same number of", "an equal number of", "the same amount of",
    "equally many", "same number of", "the same number", "the same again", "as many again",
    "the same for", "same for", "same again for",
)  # fmt: skip
RELATIVE: Mapping[str, float] = dict.fromkeys(_AS_MANY, 1.0)
"""A count that is as large as the one before."""

LEVELS: Mapping[str, tuple[int, ...]] = {
    "easy": (1,), "easier": (1,), "simple": (1,), "basic": (1,), "elementary": (1,),
    "beginner": (1,),
    "beginners": (1,), "beginner's": (1,), "introductory": (1,), "trivial": (1,), "gentle": (1,),
    "primary school": (1,), "entry": (1,), "not hard": (1,), "not difficult": (1,),
    "medium": (2,), "moderate": (2,), "intermediate": (2,), "moderately hard": (2,),
    "not too hard": (2,), "nothing too hard": (2,), "not too difficult": (2,), "middling": (2,),
    "not too easy": (2,), "medium hard": (2,), "mid level": (2,), "average difficulty": (2,),
    "moderately difficult": (2,), "medium difficulty": (2,),
    "hard": (3,), "harder": (3,), "hardest": (3,), "difficult": (3,), "challenging": (3,),
    "tough": (3,), "tougher": (3,), "advanced": (3,), "tricky": (3,), "expert": (3,),
    "really hard": (3,), "olympiad": (3,), "brutal": (3,), "demanding": (3,), "fiendish": (3,),
    "mixed difficulty": (1, 2, 3), "varied difficulty": (1, 2, 3), "all difficulties": (1, 2, 3),
    "all levels": (1, 2, 3), "mixed levels": (1, 2, 3),
}  # fmt: skip

KINDS: Mapping[str, tuple[str, ...]] = {
    "multi-step": ("multi step", "multistep", "multiple steps", "several steps", "many steps",
                   "multi hop", "multihop", "multiple hops", "more than one step", "two step",
                   "three step", "four step", "five step", "multi stage", "chained"),
}  # fmt: skip

_WORKINGS = tuple(
    f"{verb} {whose} {what}"
    for verb in ("show", "showing", "shows", "with", "include", "including", "write out", "give")
    for whose in ("all", "all the", "its", "your", "the", "every", "full", "each", "their", "my")
    for what in ("work", "working", "workings", "steps", "step", "reasoning", "derivation")
    if (verb, what) not in (("with", "work"), ("with", "reasoning"), ("give", "work"))
)
FORMATS: Mapping[str, tuple[str, ...]] = {
    "choice": ("multiple choice", "multi choice", "mcq", "mcqs", "multiple choices", "four options",
               "4 options", "with options", "options a to d", "answer options", "abcd",
               "pick one of four", "a b c d", "select the right option", "single choice", "options",
               "four choices", "4 choices"),
    "cloze": ("cloze", "fill in the blank", "fill in the blanks", "fill the blank",
              "fill the blanks", "gap fill", "gap filling", "fill in the gaps", "fill the gap",
              "complete the sentence", "sentence completion", "completion style"),
    "json": ("json", "as json", "valid json", "json format", "json output", "json object",
             "json objects", "in json"),
    "steps": ("chain of thought", "cot", "step by step", "show the reasoning", "show your work",
              "show its work", "partial credit", "with reasoning steps", "show the working",
              "showing the working", "show your working", "show its working", "show working",
              "show work", "showing work", "explain each step", "explain every step",
              "explain the steps", "written out steps", "with the working", "with working",
              "worked solutions", "worked out", "work shown", "steps shown", "with steps",
              "intermediate steps", "show all steps", "show every step", "every step shown",
              "step by step solutions", "show the steps", "show its reasoning",
              "show your reasoning", "showing its work", "showing your work", "write out the steps",
              "working shown", "spell out the steps", "show how", *_WORKINGS),
}  # fmt: skip
"""Ways to answer that a sentence can wish for."""

LANGUAGES: Mapping[str, str] = {
    "arabic": "ar", "bengali": "bn", "bulgarian": "bg", "catalan": "ca", "chinese": "zh",
    "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en",
    "estonian": "et", "farsi": "fa", "finnish": "fi", "french": "fr", "german": "de",
    "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "icelandic": "is",
    "indonesian": "id", "irish": "ga", "italian": "it", "japanese": "ja", "korean": "ko",
    "latin": "la", "latvian": "lv", "lithuanian": "lt", "malay": "ms", "mandarin": "zh",
    "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro",
    "russian": "ru", "serbian": "sr", "slovak": "sk", "slovenian": "sl", "spanish": "es",
    "swahili": "sw", "swedish": "sv", "tamil": "ta", "thai": "th", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi", "welsh": "cy",
}  # fmt: skip
"""Languages that questions can be asked in, with their ISO 639 codes."""

PROGRAMMING = (
    "python", "javascript", "typescript", "java", "rust", "golang", "ruby", "sql", "haskell",
    "bash", "php", "kotlin", "swift", "c++", "c#",
)  # fmt: skip
"""Languages of programs: they narrow code, and mean it where nothing else does."""
