"""Every scorer in the table keeps the same promises."""

from __future__ import annotations

import json
import time

import pytest
from tests.doubles import Told, failed, ok
from tests.judges import asks, equal_to_a_reference, judged_by

from envhub import HARNESSES, SCORERS, Continuation, Failure, Sample, Score, Target, Trace
from envhub.checks.scoring import OFF_FORMAT, answers_to_nothing
from envhub.scorers import ScorerSpec
from envhub.values import declared

PLAIN = Sample(id="a", capability="m", input="How many bridges does the town have?")
CHOSEN = Sample(id="a", capability="m", input="Which?", choices=("red", "blue", "green"))
FOLLOW = {
    "instruction_id_list": ["keywords:existence", "length_constraints:number_words"],
    "kwargs": [{"keywords": ["bridge"]}, {"relation": "at least", "num_words": 9}],
}
NO_COMMA = {"instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}
STEPS = [
    {"text": "six by seven", "weight": 2.0},
    {"number": "42", "tolerance": 0.5},
    {"pattern": "(?i)b(ri)?dges", "example": "bridges"},
]
CALLS = [
    {"name": "count", "arguments": {"what": ["bridges", "bridge"], "in": [{"town": "K"}]}},
    {"name": "add", "arguments": {"n": [7, 7.0], "unit": ["", "m"]}, "optional": ["unit"]},
]
# No code is run here: what is right is told by how it looks.
SERVICES = Told(
    execute=lambda program: ok("3\n") if "return a + b" in program.code else failed(),
    call=lambda call: float(call.arguments[2]["output"] in call.arguments[1]["targets"]),
    ask=asks(judged_by(equal_to_a_reference)),
)
PIN = {"name": "mock/judge"}
NEEDED: dict[str, dict[str, object]] = {"judge": {"model": PIN}}
"""What has no default."""
TESTS = {"tests": "assert add(1, 2) == 3", "entry_point": "add"}
CASES: dict[str, list[tuple[Sample, Target]]] = {
    "choice": [(CHOSEN, Target(id="a", targets=(1,))), (CHOSEN, Target(id="a", targets=(0, 2)))],
    "custom": [
        (PLAIN, Target(id="a", targets=("seven",))),
        (PLAIN, Target(id="a", targets=("7", "seven"), data={"rubric": ["a", 1]})),
    ],
    "exact": [
        (PLAIN, Target(id="a", targets=("Forty-two",))),
        (PLAIN, Target(id="a", targets=("Привет мир", "你好"))),
    ],
    "execution": [
        (PLAIN, Target(id="a", targets=("def add(a, b):\n    return a + b",), data=TESTS)),
        (PLAIN, Target(id="a", targets=("return a + b",), data={"cases": [{"stdout": "3"}]})),
    ],
    "final_state": [
        (PLAIN, Target(id="a", data={"state": {"orders": {"o1": {"paid": 3, "due": None}}}})),
        (PLAIN, Target(id="a", data={"state": {"n": 1}, "files": {"a.py": "x", "b.py": None}})),
    ],
    "instruction": [
        (PLAIN, Target(id="a", data=FOLLOW)),
        (PLAIN, Target(id="a", targets=("seven bridges", "no bridge"), data=NO_COMMA)),
    ],
    "json": [
        (PLAIN, Target(id="a", targets=('{"bridges": [7, 2.5], "town": "Königsberg"}', "[7]"))),
        (PLAIN, Target(id="a", targets=("7",), data={"json_schema": {"type": "integer"}})),
    ],
    "judge": [
        (PLAIN, Target(id="a", targets=("There are seven bridges.",))),
        (PLAIN, Target(id="a", targets=("seven", "7\n|  bridges"), data={"rubric": "No units."})),
    ],
    "next_token": [
        (PLAIN, Target(id="a", targets=(" seven", " 7"))),
        (CHOSEN, Target(id="a", targets=(2,))),
    ],
    "numeric": [
        (PLAIN, Target(id="a", targets=("42",))),
        (PLAIN, Target(id="a", targets=("-1234.5", "1/3"), data={"steps": ["1", "2"]})),
    ],
    "refusal": [
        (PLAIN, Target(id="a", data={"refuse": True})),
        (PLAIN, Target(id="a", data={"refuse": False})),
    ],
    "regex": [
        (PLAIN, Target(id="a", targets=("seven bridges",), data={"match": ["(?i)seven|(7)"]})),
        (PLAIN, Target(id="a", targets=("7",), data={"match": ["7"], "no_match": ["[89]"]})),
    ],
    "rouge_l": [
        (PLAIN, Target(id="a", targets=("the town has seven bridges", "seven"))),
        (PLAIN, Target(id="a", targets=("Привет мир", "東京は日本の首都です", "नमस्ते दुनिया"))),
    ],
    "steps": [
        (PLAIN, Target(id="a", targets=("42",), data={"steps": STEPS})),
        (PLAIN, Target(id="a", targets=("-7", "8"), data={"steps": STEPS[:2]})),
    ],
    "tool_calls": [
        (PLAIN, Target(id="a", data={"calls": CALLS})),
        (PLAIN, Target(id="a", data={"calls": []})),
    ],
}
ARGUMENTS: dict[str, list[dict[str, object]]] = {
    "choice": [{"continuation": "letter"}, {"normalize": "token"}, {"normalize": "byte"}],
    "exact": [
        {"extract": {"pattern": "(?i)answer: (.*)"}},
        {"ignore": []},
        {"extract": "last_line"},
    ],
    "custom": [{"seconds": 2.0}, {"file": "scoring/other.py", "partial": False}],
    "execution": [
        {"extract": ["last_code_block", "whole"], "seconds": 2.0},
        {"assemble": "append", "partial": True},
        {"file": "a.py", "assemble": "replace"},
    ],
    "final_state": [{"partial": True}],
    "instruction": [{"reading": "loose"}],
    "json": [
        {"partial": True, "ordered": False, "extra_keys": True, "tolerance": 0.5},
        {"where": "whole", "json_schema": {"type": ["object", "array", "integer"]}},
        {"equal": False, "ignore": ["case"]},
    ],
    "judge": [
        {
            "model": PIN,
            "criteria": [
                {"id": "right", "asks": "Is it?", "weight": 2.0},
                {"id": "short", "asks": "Is it?"},
            ],
        },
        {"model": PIN, "rubric": "scoring/other.md", "max_characters": 500},
    ],
    "next_token": [{"normalize": "token"}],
    "numeric": [{"tolerance": 0.5, "step_credit": 0.25}, {"extract": "after_answer"}],
    "refusal": [{"threshold": 0.9}],
    "regex": [
        {"no_match": ["(?i)i don't know"], "extract": ["whole", "last_line"]},
        {"match": ["seven|7", "nowhere"], "mode": "any"},
    ],
    "rouge_l": [{"tokenizer": "ascii", "stemmer": True}, {"extract": "first_line"}],
    "steps": [
        {"final": "required", "extract": "last_number", "tolerance": 0.5},
        {"final": "ignored"},
        {"final_weight": 3.0, "extract": "last_line"},
    ],
    "tool_calls": [
        {"ordered": True, "partial": True},
        {"ignore": ["case", "space"], "tolerance": 0.5},
    ],
}
MB = 1_000_000
HOSTILE = {
    "nul": "\0" * MB,
    "rtl": "\u202e\u2066" * (MB // 2),
    "emoji": "👩‍👩‍👧‍👦" * (MB // 7),
    "digits": "9" * 5 * MB,
    "huge exponent": "1e" + "9" * 50 + " is 1e999999999 or 9e9_9_9_9_9_9_9",
    "numbers": "1 " * MB,
    "thousands": "1,111" * MB,
    "points": "." * 5 * MB,
    "spaces": " " * 5 * MB + "x",
    "lines": "\n" * 5 * MB,
    "words": "word " * MB,
    "brackets": "([{" * MB,
    "marks": "a" + "\u0315\u0300" * MB,
    "ligatures": "\ufdfa" * (MB // 4),
    "answers": "answer is " * (MB // 2),
    "answer and spaces": "answer" + " " * 5 * MB + ":",
    "hashes": "#" * 5 * MB,
    "apologies": "I'm sorry, but I can't. " * 50_000,
    "surrogates": "\ud800\udc00" * (MB // 4),
    "one line": "A" + " " * 4 * MB + "b",
    "stars": "*" * (MB - 1),
    "star lines": "*\n" * (MB // 3),
    "open brackets": "[" * (MB - 1),
    "open angles": "<" * (MB - 1),
    "fences": "```\n" * (MB // 5),
    "deep": "[" * (MB // 3) + "]" * (MB // 3),
    "keys": "{" + ",".join(f'"{n}": {n}' for n in range(MB // 20)) + ', "1": 1}',
    "stops": ". " * (MB // 3),
    "closers": "a." + ")" * (MB - 9) + "b",
    "quotes": "'" * (MB - 1),
    "keyword": "bridg" * (MB // 6),
    "addresses": "a@" * (MB // 3) + "http://",
}
each = pytest.mark.parametrize("name", SCORERS)


def plain(name: str) -> ScorerSpec:
    return SCORERS[name](**NEEDED.get(name, {}))


def specs(name: str) -> list[ScorerSpec]:
    return [plain(name), *(SCORERS[name](**one) for one in ARGUMENTS.get(name, []))]


def score(spec: ScorerSpec, case: tuple[Sample, Target], trace: Trace) -> Score | Failure:
    bound = spec.with_texts(dict.fromkeys(spec.reads, ""))
    return bound.score(*case, trace, SERVICES)


def passes(spec: ScorerSpec, found: Score | Failure) -> bool:
    if isinstance(found, Failure):
        return False
    if spec.default_pass_at == "rank1":
        return bool(found.rank1)
    return found.value >= float(spec.default_pass_at)


def equal_logprobs(spec: ScorerSpec, case: tuple[Sample, Target]) -> Trace:
    """Log-probabilities that are equal once they are made comparable."""
    by_byte = getattr(spec, "normalize", "") == "byte"
    return Trace(continuations=tuple(
        Continuation(text=text, logprob=-float(len(text) if by_byte else 1), tokens=1, greedy=False)
        for text in spec.continuations(*case)
    ))  # fmt: skip


def test_every_scorer_has_a_case():
    assert set(CASES) == set(ARGUMENTS) == set(SCORERS)


@each
def test_every_case_is_well_formed(name):
    for case in CASES[name]:
        assert plain(name).problem(*case) is None
        SCORERS[name].data_schema.model_validate(case[1].data)


@each
def test_gold_reaches_the_maximum(name):
    for spec in [
        plain(name),
        *(
            SCORERS[name](**one)
            for one in ARGUMENTS[name]
            if "pattern" not in str(one) and "ascii" not in str(one)
        ),
    ]:
        for case in CASES[name]:
            golds = spec.gold(*case)
            assert golds
            for gold in golds:
                found = score(spec, case, gold)
                assert isinstance(found, Score)
                assert found.value == pytest.approx(1.0)
                assert passes(spec, found)


@each
def test_nothing_never_passes_nor_raises(name):
    for spec in specs(name):
        for case in CASES[name]:
            nothing = [Trace(), *(Trace(output=text) for text in answers_to_nothing(spec))]
            if "rank" in spec.accepts:
                nothing.append(equal_logprobs(spec, case))
            assert not any(passes(spec, score(spec, case, trace)) for trace in nothing)
            for text in OFF_FORMAT:
                score(spec, case, Trace(output=text))


@each
def test_scoring_twice_and_in_another_order_gives_the_same(name):
    for spec in specs(name):
        tasks = [(case, gold) for case in CASES[name] for gold in spec.gold(*case)]
        first = [score(spec, *task) for task in tasks]
        assert [score(spec, *task) for task in reversed(tasks)] == first[::-1]


@each
def test_a_scorer_rebuilds_from_its_json(name):
    for spec in specs(name):
        again = SCORERS[name].model_validate(json.loads(json.dumps(declared(spec))))
        assert again == spec
        assert type(spec).model_validate_json(spec.model_dump_json()) == spec


@each
def test_its_arguments_are_in_what_it_declares(name):
    for arguments in ARGUMENTS[name]:
        said = json.loads(json.dumps(declared(SCORERS[name](**arguments))))
        assert said == {"type": name, **json.loads(json.dumps(arguments))}


@each
def test_a_misspelt_argument_is_refused(name):
    with pytest.raises(ValueError, match=r"extra_forbidden|Extra inputs"):
        SCORERS[name](tolerence=1)


@each
@pytest.mark.parametrize("output", HOSTILE)
def test_a_hostile_output_never_raises_and_costs_little(name, output):
    spec = plain(name)
    start = time.perf_counter()
    for case in CASES[name][:1]:
        found = score(spec, case, Trace(output=HOSTILE[output]))
        assert isinstance(found, Score | Failure)
    assert time.perf_counter() - start < 4


@each
def test_a_score_is_in_range_and_under_its_name(name):
    outputs = ["42", "B", "seven bridges", "blue", "I can't help with that.", "The answer is 41."]
    for spec in specs(name):
        for case in CASES[name]:
            for output in outputs:
                found = score(spec, case, Trace(output=output))
                assert isinstance(found, Failure) or 0 <= found.value <= 1
                assert isinstance(found, Failure) or found.scorer == name


@each
def test_a_score_between_the_ends_is_announced(name):
    spec = plain(name)
    outputs = ["the town has bridges", "41 and 42 and 43", "re", "1 2"]
    for case in CASES[name]:
        values = {getattr(score(spec, case, Trace(output=one)), "value", 0.0) for one in outputs}
        assert spec.graded or values <= {0.0, 1.0}


@each
def test_chance_is_a_probability(name):
    for case in CASES[name]:
        assert 0 <= plain(name).chance(*case) <= 1


@each
def test_it_judges_what_some_harness_gives(name):
    assert set(SCORERS[name].accepts) & {kind().asks for kind in HARNESSES.values()}
    assert SCORERS[name].method


@each
def test_a_case_without_target_is_no_case(name):
    assert plain(name).problem(CASES[name][0][0], Target(id="a"))


@each
def test_ranked_traces_must_be_complete(name):
    spec, case = plain(name), CASES[name][0]
    if "rank" not in spec.accepts:
        pytest.skip("judges texts only")
    full = equal_logprobs(spec, case).continuations
    for wrong in (full[:-1], (*full, *full), (*full, full[0])):
        found = score(spec, case, Trace(continuations=wrong))
        assert not passes(spec, found)
