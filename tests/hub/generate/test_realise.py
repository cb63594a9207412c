"""A plan becomes samples: exactly as many as asked for, the same ones from the same seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from envhub.checks import check
from envhub.environment import Environment
from envhub.errors import MissingRequirement
from envhub.evaluate import evaluate
from envhub.model import MockModel
from envhub_hub.generate import Generated, GenerateSettings, Plan, generate, make_plan, realise
from envhub_hub.generate.generators.facts import tables
from envhub_hub.generate.realise import stream
from envhub_hub.generate.source import make_environment

REQUEST = "reasoning, math and factuality, 8 prompts each; math counts double"


def generated(request: str = REQUEST, seed: int = 5, version: str = "1.0.0") -> Generated:
    return generate(request, GenerateSettings(name="local/test", seed=seed, version=version))


def bytes_of(environment: Environment) -> dict[str, bytes]:
    names = [name for name in environment.files.names() if name != "provenance.json"]
    return {name: environment.files.open(name).read() for name in names}


def fingerprint(environment: Environment) -> str:
    found = hashlib.sha256()
    for name, data in bytes_of(environment).items():
        found.update(name.encode() + b"\0" + data)
    return found.hexdigest()


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert bytes_of(generated().environment) == bytes_of(generated().environment)


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    code = (
        "from envhub_hub.generate import *\nimport hashlib\n"
        f"g = generate({REQUEST!r}, GenerateSettings(name='local/test', seed=5))\n"
        "found = hashlib.sha256()\n"
        "for name in g.environment.files.names():\n"
        "    if name != 'provenance.json':\n"
        "        found.update(name.encode() + b'\\0' + g.environment.files.open(name).read())\n"
        "print(found.hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "4242", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.strip() == fingerprint(generated().environment)


def test_what_babel_was_asked_before_changes_nothing() -> None:
    # Opening some locales changes what babel says of others (`stand-alone` weekdays).
    before = bytes_of(generated("30 questions on languages").environment)
    for language in ("sw", "lv", "fi"):
        names = tables.locale(language).days["stand-alone"]["wide"]
        assert names[0]
    tables.weekday_names.cache_clear()
    tables.month_names.cache_clear()
    assert bytes_of(generated("30 questions on languages").environment) == before


def test_another_seed_or_version_shares_hardly_an_item() -> None:
    first = {sample.input for sample in generated(seed=5).environment.samples()}
    for other in (generated(seed=6), generated(version="1.1.0")):
        shared = first & {sample.input for sample in other.environment.samples()}
        assert len(shared) <= 2


def test_streams_differ_in_every_part() -> None:
    plan = generated().plan
    draws = {stream(plan, *parts).random() for parts in (("a", 1, 2), ("a", 12), ("a", 2, 1))}
    assert len(draws) == 3


@pytest.mark.parametrize("count", [1, 2, 7, 30])
def test_every_quota_is_met_exactly(count: int) -> None:
    made = generated(f"reasoning, math, factuality, dates and letters, {count} prompts each")
    found = Counter(sample.capability for sample in made.environment.samples())
    assert set(found.values()) == {count}
    assert check(made.environment).ok


def test_capabilities_take_turns() -> None:
    made = generated("6 math and 3 dates").environment
    assert [sample.id for sample in made.samples()] == [
        "math-001", "dates-001", "math-002", "dates-002", "math-003", "dates-003",
        "math-004", "math-005", "math-006",
    ]  # fmt: skip


def test_generators_and_difficulties_are_spread() -> None:
    samples = list(generated("24 arithmetic problems").environment.samples())
    assert Counter(sample.subtype for sample in samples) == {
        "sums": 8, "products": 8, "order_of_operations": 8,
    }  # fmt: skip
    assert Counter(sample.difficulty for sample in samples) == {1: 8, 2: 8, 3: 8}
    assert {s.difficulty for s in samples if s.subtype == "sums"} == {1, 2, 3}


def test_nothing_is_asked_twice_even_across_capabilities() -> None:
    made = generated("math, arithmetic, word problems and percentages, 40 prompts each")
    asked = [sample.input for sample in made.environment.samples()]
    assert len(asked) == len(set(asked)) == 160


@pytest.mark.parametrize("seed", range(6))
def test_guessing_without_reading_does_not_pay(seed: int) -> None:
    report = check(generated("reasoning, factuality, spatial, dates and currencies", seed=seed)
                   .environment)  # fmt: skip
    assert report.ok, report.problems
    for measured in report.capabilities.values():
        assert measured.constant_rate <= measured.constant_limit


@pytest.mark.parametrize("capability", ["reasoning", "factuality", "dates", "logic"])
def test_the_right_option_has_no_favourite_place_or_length(capability: str) -> None:
    items = list(generated(f"40 prompts on {capability}").environment.items())
    places = Counter(target.targets[0] for _, target in items)
    assert set(places.values()) == {10}
    longest = 0
    for sample, target in items:
        lengths = [len(choice) for choice in sample.choices or ()]
        right = lengths.pop(int(target.targets[0]))
        longest += right > max(lengths)
    assert longest <= 10


def test_a_number_is_not_right_again_and_again() -> None:
    targets = [target.targets[0] for target in generated("100 math problems").environment.targets()]
    assert max(Counter(targets).values()) <= 2


def test_steps_stand_in_the_targets_and_earn_credit() -> None:
    made = generated("9 word problems")
    pairs = list(made.environment.items())
    assert all(target.data["steps"] for _, target in pairs)
    answers = {sample.input or "": " then ".join(target.data["steps"]) + " then 999999"
               for sample, target in pairs}  # fmt: skip
    rows = evaluate(made.environment, MockModel(answers))
    assert {(row.status, row.score) for row in rows} == {("fail", 0.5)}


def test_the_worked_answers_pass() -> None:
    made = generated("reasoning, math and factuality, 6 prompts each")
    shown = {sample.id: (sample, target) for sample, target in made.environment.items()}
    answers = {
        sample.input or "": f"Answer: {target.targets[0]}"
        if sample.choices is None
        else ("ABCD"[int(target.targets[0])] if sample.capability == "reasoning"
              else sample.choices[int(target.targets[0])])
        for sample, target in shown.values()
    }  # fmt: skip
    rows = evaluate(made.environment, MockModel(answers))
    assert {row.status for row in rows} == {"pass"}


def test_an_exhausted_table_gives_what_there_is_and_says_what_is_missing() -> None:
    made = generated("5000 questions about country codes")
    (deficit,) = made.realised.deficits
    assert made.partial
    assert len(made.realised.pairs) == 5000 - deficit.missing
    assert 50 < len(made.realised.pairs) <= len(tables.territories())
    assert deficit.cause.startswith("exhausted: ")
    assert made.provenance.status == "partial"
    assert made.provenance.deficits == made.realised.deficits
    assert check(made.environment).ok


def test_the_practice_split_is_half_as_large_and_shares_no_question() -> None:
    made = generated("20 math problems and 9 dates").environment
    test = {sample.input for sample in made.samples()}
    practice = list(made.samples("practice"))
    assert Counter(one.capability for one in practice) == {"math": 10, "dates": 5}
    assert not test & {sample.input for sample in practice}
    assert [one.id for one in practice][:2] == ["math-p001", "dates-p001"]
    assert len(list(made.targets("practice"))) == 15


def test_a_dry_generator_is_replaced_by_its_neighbours() -> None:
    made = generated("250 questions about chemistry")
    assert sum(made.provenance.made["chemistry"].values()) == 250
    assert sum(made.provenance.rejected["chemistry"].values()) > 0


def test_a_missing_package_names_the_line_that_installs_it() -> None:
    with pytest.raises(MissingRequirement) as caught:
        tables.load_package("a_package_that_is_not_there")
    assert caught.value.hint == "pip install 'envhub[generate]'"
    assert caught.value.exit_code == 8


def test_importing_the_room_loads_no_facts() -> None:
    code = (
        "import envhub_hub.generate, sys\n"
        "print({'babel', 'holidays', 'periodictable', 'pint', 'torch'} & set(sys.modules))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.strip() == "set()"


def test_a_plan_can_be_realised_again_from_its_json(tmp_path: Path) -> None:
    plan = make_plan(REQUEST, GenerateSettings(name="local/test", seed=5))
    (tmp_path / "plan.json").write_text(plan.model_dump_json())
    again = Plan.model_validate_json((tmp_path / "plan.json").read_text())
    environment = make_environment(again, realise(again))
    assert bytes_of(environment) == bytes_of(generated().environment)
