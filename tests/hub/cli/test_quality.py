"""judge, as a person meets it; the judge is behind a server that speaks the real protocol."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.chatting import KEY
from tests.hub.quality.samples import lodgers

GRADES = {"reasoning": "Fine.", "fsq": 5, "qac": 5, "cqc": 4, "tsd": 3, "ssc": 3}
WHOLE = {"reasoning": "All of it.", "uia": 5}


@pytest.fixture
def place(own_home) -> Path:
    """The source folder of a small environment."""
    files = lodgers().files
    for name in files.names():
        path = Path("lodgers", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with files.open(name) as stream:
            path.write_bytes(stream.read())
    return Path("lodgers")


@pytest.fixture
def llm(chat_server, monkeypatch):
    """The words that name a judge; a mapping of parts of its prompt to what it says."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    script(chat_server)
    return ["--llm", "openai/tiny", "--base-url", chat_server.url]


def script(chat_server, **replies) -> None:
    said = {"as a whole": [{"text": json.dumps(WHOLE)}], "one item": [{"text": json.dumps(GRADES)}]}
    chat_server.script(key=KEY, schema="refused", tools="ignored", replies={**replies, **said})


def test_without_a_model_proxies_are_shown_as_such_and_the_rest_is_not_available(envhub, place):
    said = envhub("judge", place)
    assert said.code == 0
    assert "measured, as a proxy for each" in said.out
    lines = {line.split()[0]: line for line in said.out.splitlines() if line[:3].isupper()}
    assert "100.0" in lines["FSQ"]
    assert "needs a reference model" in lines["SSC"]
    assert all("n/a" in lines[name] for name in ("UIA", "QAC", "TSD", "SSC"))
    assert "overall" not in said.out


def test_a_reference_model_fills_in_what_needs_one(envhub, place):
    found = envhub("judge", place, "-m", "mock/Oslo", "--json").json
    assert found["proxies"]["SSC"]["value"] == 50
    assert found["proxies"]["TSD"]["value"] == 0
    assert found["reference"]["name"] == "mock/Oslo"


def test_a_judge_over_http_gives_six_grades_and_an_overall(envhub, place, llm, chat_server):
    said = envhub("judge", place, *llm, "-o", "quality.json")
    assert said.code == 0
    assert "graded by openai/tiny" in said.out
    assert "overall 79.7" in said.out
    kept = json.loads(Path("quality.json").read_text())
    assert kept["judged"]["CQC"]["value"] == 75
    assert kept["judge"]["rubric"] == 1
    assert kept["judge"]["account"]["prompts"]["judge-item"]["calls"] == 4
    assert [one["grades"]["SSC"] for one in kept["items"]] == [3, 3, 3, 3]
    assert len([one for one in chat_server.bodies if "examiner" in json.dumps(one)]) == 5


def test_too_many_items_without_a_grade_are_incomplete(envhub, place, llm, chat_server):
    script(chat_server, **{"Where does Emil": [{"text": "I can't help with that."}]})
    said = envhub("judge", place, *llm)
    assert said.code == 3
    assert "3 of 4" in said.out


def test_a_limit_is_said_and_the_journal_pays_for_nothing_twice(envhub, place, llm, chat_server):
    stopped = envhub("judge", place, *llm, "--max-calls", "3", "--journal", "answers.jsonl")
    assert stopped.code == 3
    assert "the limit of 3 calls is reached; 2 of 4 samples are graded" in stopped.err
    script(chat_server)
    assert envhub("judge", place, *llm, "--journal", "answers.jsonl").code == 0
    assert len([one for one in chat_server.bodies if "examiner" in json.dumps(one)]) == 2


def test_a_limit_on_a_cost_that_nobody_knows_is_a_usage_error(envhub, place, llm):
    said = envhub("judge", place, *llm, "--max-cost", "1")
    assert (said.code, "is unknown" in said.err) == (2, True)
