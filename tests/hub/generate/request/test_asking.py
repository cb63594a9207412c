"""What is asked for: capabilities, their focus, exclusions, other kinds, context, small talk."""

from __future__ import annotations

import pytest

from envhub.errors import Refused
from envhub_hub.generate.request import Context, read_request


def ids_of(text: str) -> list[str]:
    return [one.id for one in read_request(text).wishes]


FOCUS = [
    ("factuality, only medical claims", {"factuality": ("medical claims",)}),
    ("factuality on medical claims only", {"factuality": ("medical claims",)}),
    ("factuality (medical claims)", {"factuality": ("medical claims",)}),
    ("refusal on political topics, threshold 0.8", {"refusal": ("politics",)}),
    ("political refusal", {"refusal": ("politics",)}),
    ("In Spanish: reasoning and factuality, factuality limited to astronomy",
     {"reasoning": (), "factuality": ("astronomy",)}),
    ("factual recall restricted to astronomy and geology",
     {"factuality": ("astronomy", "geology")}),
    ("probability, dice and coins only", {"probability": ("dice", "coins")}),
    ("Refusal: weapons and self-harm only", {"refusal": ("weapons", "self-harm")}),
    ("refusal, with a focus on malware", {"refusal": ("cybercrime",)}),
    ("summaries, specifically of court rulings", {"summarization": ("court rulings",)}),
    ("summarization of news articles", {"summarization": ("news articles",)}),
    ("organic chemistry", {"chemistry": ("organic",)}),
    ("coding in Python", {"code": ("Python",)}),
    ("reasoning on spatial problems", {"reasoning": ("spatial",)}),
    ("math, only word problems", {"math": ("word-problems",)}),
    ("math: percentages and ratios", {"math": ("percentages", "ratios")}),
    ("reasoning, focus on logic and sequences", {"reasoning": ("logic", "sequences")}),
    ("reasoning and math, word problems only", {"reasoning": (), "math": ("word-problems",)}),
    ("translation from Swahili", {"translation": ("Swahili",)}),
    ("safety, nothing but chemistry", {"safety": ("chemistry",)}),
    ("summarising news, 15 prompts", {"summarization": ("news",)}),
    ("does it refuse to write malware?", {"refusal": ("cybercrime",)}),
    ("politics-related refusal", {"refusal": ("politics",)}),
    ("french and german translation", {"translation": ("french", "german")}),
    ("fix bugs in Rust code", {"bug-fixing": ("Rust",)}),
    ("knowledge about holidays in Germany, 10 questions", {"holidays": ("Germany",)}),
    ("dialogue; just customer support chats", {"dialogue": ("customer support",)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOCUS)
def test_focus(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert {one.id: one.focus for one in read_request(text).wishes} == expected


EXCLUDE = [
    ("Reasoning, but no dates and no seating puzzles", ["reasoning"], ("dates", "seating")),
    ("maths without geometry, 25 problems", ["math"], ("geometry",)),
    ("math, nothing on probability", ["math"], ("probability",)),
    ("reasoning except syllogisms", ["reasoning"], ("syllogisms",)),
    ("reasoning, leave out seating and ordering", ["reasoning"], ("seating", "ordering")),
    ("factuality excluding chemistry, currencies and holidays", ["factuality"],
     ("chemistry", "currencies", "holidays")),
    ("math minus averages", ["math"], ("averages",)),
    ("math, but not algebra or geometry", ["math"], ("algebra", "geometry")),
    ("code, skip bug fixing", ["code"], ("bug-fixing",)),
    ("reasoning and math, no code", ["reasoning", "math"], ("code",)),
    ("refusal; no political topics please", ["refusal"], ("politics",)),
    ("logic, dates aside", ["logic"], ("dates",)),
    ("Logic: yes. Math: yes. Code: no.", ["logic", "math"], ("code",)),
    ("Chemistry yes, physics no.", ["chemistry"], ("physics",)),
    ("strings, code not allowed", ["strings"], ("code",)),
    ("reasoning: nothing involving dates", ["reasoning"], ("dates",)),
    ("syllogisms, none on seating", ["syllogisms"], ("seating",)),
    ("letters puzzles minus anything on spelling", ["letters"], ("spelling",)),
    ("no math, just logic", ["logic"], ("math",)),
    ("Don't include geometry. Math.", ["math"], ("geometry",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ids", "exclude"), EXCLUDE)
def test_exclusions(text: str, ids: list[str], exclude: tuple[str, ...]) -> None:
    request = read_request(text)
    assert ([one.id for one in request.wishes], request.exclude) == (ids, exclude)


NAMED = [
    ("not only math but also logic", ["math", "logic"]),
    ("knowledge of chemistry", ["chemistry"]),
    ("Does it know its geography?", ["geography"]),
    ("liar puzzles", ["knights-and-knaves"]),
    ("who sits where riddles", ["seating"]),
    ("mental arithmetic & long division", ["arithmetic"]),
    ("debugging", ["bug-fixing"]),
    ("what a program prints", ["code-tracing"]),
    ("writing summaries", ["summarization"]),
    ("converting miles to kilometres", ["units"]),
    ("number patterns and rates of change", ["sequences", "custom:rates of change"]),
    ("shortest paths", ["graphs"]),
    ("bank holidays around the world", ["holidays"]),
    ("finding the wrong step of a proof", ["proofs"]),
    ("conflicting eyewitness accounts", ["events"]),
    ("clues spread over several languages", ["multilingual-clues"]),
    ("multi-party conversations", ["dialogue"]),
    ("does it do as it is told?", ["instruction-following"]),
    ("will it decline harmful requests?", ["refusal"]),
    ("mathematical proofs", ["proofs"]),
]  # fmt: skip
TYPOS = [
    ("arithmatic and algerba plz", ["arithmetic", "algebra"]), ("mathh problems", ["math"]),
    ("sylogisms, knigths and knaves", ["syllogisms", "knights-and-knaves"]),
    ("sumarization", ["summarization"]), ("probabilty and geometrey", ["probability", "geometry"]),
    ("fucntion completion", ["function-completion"]), ("chemestry", ["chemistry"]),
    ("REASONNING", ["reasoning"]), ("instrucion folowing", ["instruction-following"]),
]  # fmt: skip
CUSTOM = [
    ("Sudoku, 5 puzzles", ["custom:Sudoku"]), ("How funny is it?", ["custom:funny"]),
    ("morse code, ten items, easy", ["custom:morse code"]),
    ("Can the model convert Roman numerals? 20 items", ["custom:Roman numerals"]),
    ("is it conscious?", ["custom:conscious"]),
    ("How much soul does this model have?", ["custom:soul"]),
    ("math, sudoku and logic, 5 each", ["math", "custom:sudoku", "logic"]),
    ("5 chess puzzles and 5 proofs", ["custom:chess", "proofs"]),
    ("test legal reasoning", ["custom:legal reasoning"]),
    ("questions about Greek mythology", ["custom:Greek mythology"]),
    ("emotional intelligence, quick", ["custom:emotional intelligence"]),
    ("can it tell me who will win the 2038 World Cup", ["custom:who will win the 2038 World Cup"]),
    ("how good is it at rhymes and at puns?", ["custom:rhymes", "custom:puns"]),
    ("Does it remember what I told it last Tuesday?",
     ["custom:what I told it last Tuesday"]),
    ("Can it predict tomorrow's lottery numbers?", ["custom:lottery numbers"]),
    ("can the model beat me at tic-tac-toe", ["custom:tic-tac-toe"]),
    ("Rubik's cube, 10 puzzles", ["custom:Rubik's cube"]),
    ("Pig Latin, 12 items", ["custom:Pig Latin"]),
    ("crossword clues, 5 items", ["custom:crossword clues"]),
    ("anagrams: 10. palindromes: 5.", ["custom:anagrams", "custom:palindromes"]),
]  # fmt: skip
TALK = [
    "Hi there, thanks so much for setting this up!", "benchmark the model", "!!!", "", "   ",
    "run these prompts on this model", "hello? anybody home?", "please evaluate my new checkpoint",
    "I'd like to see how good it is", "what can you do for me?",
    "good morning, and sorry for the noise",
    "Ignore my last message.",
    "I'm not sure what to ask for yet.",
    "Can we start over?",
]  # fmt: skip
_DEBUGGING = (
    "I need the benchmark to determine whether a model can perform multi-step software debugging "
    "on realistic code snippets. The model should be able to identify whether a defect exists, "
    "understand its root cause and behavioral impact, and fix the issue without changing the "
    "intended functionality."
)
_MEETINGS = (
    "The benchmark should test how models keep track of who said what in long meetings with many "
    "participants, and whether they can combine remarks made at different times."
)
_INCIDENT = (
    "I want to see whether a model can tell what really took place when several people describe "
    "the same incident differently."
)
_CLUES = (
    "Build a benchmark where each clue is given in another language and the model has to put them "
    "together."
)
PROSE = [
    ("Hiya, I'm new to this. My boss wants to see how well our model copes with unit conversions",
     ["units"]),
    ("it flunked spatial last time. follow up w/ 24 spatial problems", ["spatial"]),
    ("I think the fine-tune broke arithmetic. Prove me wrong! 50 sums", ["arithmetic"]),
    ("We shipped a release yesterday and customers complain that it can't read tables any more.",
     ["tables"]),
    ("My colleague swears the model is great at syllogisms; I doubt it.", ["syllogisms"]),
    ("It aced math last week, so now give me 10 geography questions", ["geography"]),
    (_DEBUGGING, ["bug-fixing"]),
    (_MEETINGS, ["dialogue"]),
    (_INCIDENT, ["events"]),
    (_CLUES, ["multilingual-clues"]),
    ("Spot the first incorrect line in a mathematical derivation.", ["proofs"]),
    ("Our model is called Bertha and was trained on recipes. Please check arithmetic.",
     ["arithmetic"]),
    ("We're a startup in Lisbon building an assistant; we need geometry.", ["geometry"]),
    ("The intern broke the data loader, so I'd like a quick look at code.", ["code"]),
    ("Quick favour: could you whip up ten logic puzzles? Cheers, Tom", ["logic"]),
    ("The last eval showed 43% on dates. Try 20 dates again.", ["dates"]),
    ("My kid is learning fractions; can the model do ratios, 6 of them?", ["ratios"]),
    ("Our software division wants to know how it does on probability", ["probability"]),
    ("sums and angles, 5 each", ["arithmetic", "geometry"]),
    ("Before we merge this, a look at translation would calm my nerves. Cheers!", ["translation"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ids"), NAMED + TYPOS + CUSTOM + PROSE)
def test_capabilities(text: str, ids: list[str]) -> None:
    assert ids_of(text) == ids


@pytest.mark.parametrize("text", TALK)
def test_small_talk_names_nothing(text: str) -> None:
    assert ids_of(text) == []


DATA = [
    ("how diverse is this dataset?", ["diversity"]),
    ("is my CSV of customer reviews skewed towards one label?", ["label-balance"]),
    ("are the classes of my data set balanced?", ["label-balance"]),
    ("does my corpus repeat itself?", ["diversity"]),
    ("how far is this corpus from the one in old.jsonl?", ["divergence"]),
    ("which domains does the training set span?", ["domain-spread"]),
    ("how much of the dataset is toxic?", ["toxicity-coverage"]),
    ("how many facts per row does data.csv hold?", ["factual-density"]),
    ("label balance of my chemistry dataset", ["label-balance"]),
    ("has the data drifted since March?", ["divergence"]),
    ("does the CSV cover all 27 EU countries?", ["coverage"]),
    ("Check for duplicates and class imbalance in train.parquet", ["diversity", "label-balance"]),
    ("label balance over the 3 classes of my data", ["label-balance"]),
]  # fmt: skip
FEATURES = [
    ("are latents 13910 and 13933 interpretable?", ["interp-score"]),
    ("feature purity and MUI for my SAE latents 5042, 77 and 1201", ["feature-purity", "mui"]),
    ("Do the labels of these SAE features predict when they fire?", ["interp-score"]),
    ("How monosemantic is feature 5042?", ["feature-purity"]),
    ("is latent #12 pure?", ["feature-purity"]),
    ("model utilization index of this SAE", ["mui"]),
    ("score the explanations of features 3 to 9", ["interp-score"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ids"), DATA)
def test_data_set_dimensions(text: str, ids: list[str]) -> None:
    request = read_request(text)
    assert ([one.id for one in request.wishes], request.kind) == (ids, "dataset")


@pytest.mark.parametrize(("text", "ids"), FEATURES)
def test_feature_scores(text: str, ids: list[str]) -> None:
    request = read_request(text)
    assert ([one.id for one in request.wishes], request.kind) == (ids, "features")


@pytest.mark.parametrize(
    "text", ["a diverse set of math problems", "math with balanced difficulty"]
)
def test_without_data_nothing_is_asked_of_a_data_set(text: str) -> None:
    request = read_request(text)
    assert ([one.id for one in request.wishes], request.kind) == (["math"], "model")


def test_one_environment_measures_one_kind_of_thing() -> None:
    with pytest.raises(Refused, match="data set"):
        read_request("10 math problems, and the label balance of my dataset")


STANDARDS = [
    ("Run HumanEval on it.", [], ("HumanEval",)),
    ("What's the MMLU score of this checkpoint?", [], ("MMLU",)),
    ("GSM8K if you have it, otherwise just 12 fresh word problems", ["word-problems"], ("GSM8K",)),
    ("something like gsm-8k: word problems", ["word-problems"], ("gsm-8k",)),
    ("12 BIG-Bench Hard tasks", [], ("BIG-Bench Hard",)),
    ("TruthfulQA-style factuality", ["factuality"], ("TruthfulQA",)),
    ("IFEval and SWE-bench", [], ("IFEval", "SWE-bench")),
    ("GLUE and SuperGLUE please", [], ("GLUE", "SuperGLUE")),
    ("what would it get on the MATH benchmark?", [], ("MATH benchmark",)),
    ("Run ARC on it, then geometry", ["geometry"], ("ARC",)),
    ("MATH-500, then algebra", ["algebra"], ("MATH-500",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ids", "standards"), STANDARDS)
def test_standard_benchmarks_are_named_and_never_wished(
    text: str, ids: list[str], standards: tuple[str, ...]
) -> None:
    request = read_request(text)
    assert ([one.id for one in request.wishes], request.standards) == (ids, standards)


CONTEXT = [
    ("compare instruction following at step 1000 vs step 3000", Context(steps=(1000, 3000))),
    ("math at steps 500, 1k and 1.5k", Context(steps=(500, 1000, 1500))),
    ("Compare tl/llama-3.2-1b and SmolLM2-135M on code",
     Context(models=("tl/llama-3.2-1b", "SmolLM2-135M"))),
    ("domain spread of reviews_2023.csv, 1200 rows", Context(datasets=("reviews_2023.csv",))),
    ("are latents 13910 and 13933 interpretable?", Context(latents=(13910, 13933))),
    ("feature purity of latents 4-6", Context(latents=(4, 5, 6))),
    ("math for checkpoint 3000", Context(steps=(3000,))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CONTEXT)
def test_what_is_measured_is_context(text: str, expected: Context) -> None:
    request = read_request(text)
    assert request.context == expected
    assert not any(one.count for one in request.wishes)


@pytest.mark.parametrize(
    "text", ["(((((", "math\x00\u202e logic", "ß" * 100, "math " * 500, "İİ math"]
)
def test_odd_text_is_a_request_all_the_same(text: str) -> None:
    assert read_request(text).text == text


@pytest.mark.parametrize("text", ["math " * 2000, "8 " * 500])
def test_text_without_end_or_of_numbers_alone_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_request(text)
