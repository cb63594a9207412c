"""What an asker makes of a server's answers, good and bad, over HTTP."""

from __future__ import annotations

import time
from datetime import date

import pytest
from pydantic import Field
from tests.hub.asking.questions import OSLO, PROMPT, City, is_oslo, question

from envhub import Failure, MockModel
from envhub.errors import PermissionMissing, UsageError
from envhub.values import Frozen
from envhub_hub.asking import (
    Ask,
    Asker,
    AskLimits,
    AskSettings,
    LimitReached,
    request_of,
)
from envhub_hub.backends.prices import Price

PRICE = Price(
    model="tiny", host="x", input=1e5, output=0, date=date(2026, 1, 1), source="a test"
)  # 11 tokens in are $1.1


@pytest.mark.parametrize("case", ["fine", "fenced", "rate limit", "error once"])
def test_an_answer_is_a_typed_value_whatever_surrounds_it(connect_asker, case):
    asker = connect_asker()
    assert asker.one(question(case)) == OSLO
    assert asker.account().prompts["capital"].asked_again == 0


@pytest.mark.parametrize("case", ["malformed then fine", "truncation then fine"])
def test_a_bad_answer_is_asked_for_again_once(connect_asker, chat_server, case):
    asker = connect_asker()
    assert asker.one(question(case)) == OSLO
    assert len(chat_server.seen) == 2
    assert asker.account().prompts["capital"].asked_again == 1


@pytest.mark.parametrize(
    ("case", "cause", "says"),
    [
        ("malformed for ever", "answer", "not JSON"),
        ("wrong type", "answer", "`people`: Input should be a valid integer"),
        ("refusal", "refused", "a refusal"),
        ("truncation", "truncated", "cut before its end"),
    ],
)
def test_what_is_bad_twice_is_a_failure_with_its_cause(
    connect_asker, chat_server, case, cause, says
):
    asker = connect_asker()
    answer = asker.one(question(case))
    assert isinstance(answer, Failure)
    assert (answer.cause, says in answer.message) == (cause, True)
    assert len(chat_server.seen) == 2
    again = chat_server.bodies[-1]["messages"]
    assert [one["role"] for one in again] == ["system", "user", "assistant", "user"]
    assert says in again[-1]["content"]
    assert asker.account().prompts["capital"].failures == {cause: 1}


def test_what_only_code_can_see_is_asked_for_again_too(connect_asker, chat_server):
    assert connect_asker().one(question("wrong by the check", check=is_oslo)) == OSLO
    assert "Bergen is no capital" in chat_server.bodies[-1]["messages"][-1]["content"]


@pytest.mark.parametrize(("case", "cause"), [("error for ever", "backend"), ("hang", "timeout")])
def test_a_server_that_fails_for_good_is_a_failure_and_is_not_told_to_do_better(
    connect_asker, chat_server, case, cause
):
    answer = connect_asker().one(question(case))
    assert isinstance(answer, Failure)
    assert answer.cause == cause
    assert {len(one["messages"]) for one in chat_server.bodies} == {2}


def test_one_that_fails_leaves_the_others_alone(connect_asker):
    cases = ["fine", "refusal", "hang", "error once", "malformed for ever", "fenced"]
    answers = dict(connect_asker().ask(question(case) for case in cases))
    assert [answers[n] for n in (0, 3, 5)] == [OSLO] * 3
    assert [answers[n].cause for n in (1, 2, 4)] == ["refused", "timeout", "answer"]


def test_a_server_that_takes_schemas_is_given_one(connect_asker, chat_server):
    assert connect_asker(script={"schema": "native"}).one(question("fine")) == OSLO
    schema = chat_server.bodies[0]["response_format"]["json_schema"]["schema"]
    assert schema["required"] == ["city", "people"]
    assert "JSON schema" not in chat_server.bodies[0]["messages"][0]["content"]


def test_bounds_stand_in_no_schema_and_hold_all_the_same(connect_asker, chat_server):
    class Short(Frozen):
        title: str = Field(min_length=2, max_length=5)
        ranks: tuple[int, ...] = Field(max_length=1)

    request = request_of(Ask(PROMPT, {"case": "x"}, Short), thinking_tokens=100)
    assert request.max_tokens == 1_124
    assert request.response_schema["properties"] == {
        "title": {"type": "string"},
        "ranks": {"type": "array", "items": {"type": "integer"}},
    }
    model = MockModel('{"title": "too long", "ranks": [1, 2]}')
    answer = Asker(model).one(Ask(PROMPT, {"case": "x"}, Short))
    assert "at most 5 characters" in answer.message
    assert "`ranks`" in answer.message


def test_a_wrong_key_ends_it_all(connect_asker):
    asker = connect_asker(script={"key": "another"})
    with pytest.raises(PermissionMissing):
        asker.one(question("fine"))


def test_the_journal_replays_answers_without_a_call(connect_asker, chat_server, tmp_path):
    path, cases = tmp_path / "answers.jsonl", ["fine", "malformed then fine", "refusal"]
    first = dict(connect_asker(journal=path).ask(question(case) for case in cases))
    asker = connect_asker(journal=path)
    assert dict(asker.ask(question(case) for case in cases)) == first
    assert chat_server.seen == []
    account = asker.account()
    assert (account.calls, account.prompts["capital"].replayed) == (0, 5)
    assert account.tokens == 5 * 14


def test_a_call_that_failed_is_made_again(connect_asker, chat_server, tmp_path):
    path = tmp_path / "answers.jsonl"
    connect_asker(journal=path).one(question("error for ever"))
    assert "the engine died" in path.read_text()
    fine = {"replies": {"[error": [{"text": OSLO.model_dump_json()}]}}
    assert connect_asker(journal=path, script=fine).one(question("error for ever")) == OSLO


def test_another_model_schema_or_wording_is_another_question(connect_asker, chat_server, tmp_path):
    path = tmp_path / "answers.jsonl"
    connect_asker(journal=path).one(question("fine"))
    asker = Asker(MockModel(OSLO.model_dump_json()), AskSettings(journal=path))
    asker.one(question("fine"))
    assert asker.account().calls == 1
    asker.one(question("fine", seed=1))
    assert asker.account().calls == 2
    asker.close()


def test_a_line_that_a_crash_left_unfinished_is_cut_off(connect_asker, chat_server, tmp_path):
    path = tmp_path / "answers.jsonl"
    connect_asker(journal=path).one(question("fine"))
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:-9])
    assert connect_asker(journal=path).one(question("fine")) == OSLO
    assert path.read_bytes() == whole


def test_a_file_that_is_no_journal_is_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("my notes\n")
    with pytest.raises(UsageError, match=r"notes\.txt:1"):
        Asker(MockModel(), AskSettings(journal=path))
    assert path.read_text() == "my notes\n"


def test_calls_are_never_more_than_they_may_be(connect_asker, chat_server):
    asker = connect_asker(max_calls=5)
    got = []
    answers = asker.ask(question(f"fine] {n} [") for n in range(9))
    with pytest.raises(LimitReached, match="5 calls"):
        got.extend(answer for _, answer in answers)
    assert got == [OSLO] * 5
    assert len(chat_server.seen) == 5


def test_a_limit_on_the_cost_ends_with_what_is_in_flight(connect_asker, chat_server):
    asker = connect_asker(concurrency=2, price=PRICE, max_cost=4.0)
    with pytest.raises(LimitReached, match=r"\$4"):
        list(asker.ask(question(f"fine] {n} [") for n in range(20)))
    assert 4 <= len(chat_server.seen) <= 5
    assert asker.account().cost == pytest.approx(1.1 * len(chat_server.seen))


def test_a_limit_on_a_cost_that_nobody_knows_is_refused(connect_asker):
    with pytest.raises(UsageError, match="unknown"):
        connect_asker(max_cost=1.0)


def test_minutes_end_a_server_that_hangs(connect_asker):
    asker = connect_asker(max_minutes=0.3 / 60)
    started = time.monotonic()
    with pytest.raises(LimitReached, match="min is reached"):
        asker.one(question("hang"))
    assert time.monotonic() - started < 0.9  # one try takes 0.5 s, and there are two


def test_as_many_are_in_flight_as_may_be_and_never_more(connect_asker, chat_server):
    asker = connect_asker(concurrency=6, script={"seconds": 0.2})
    answers = dict(asker.ask(question(f"fine] {n} [") for n in range(18)))
    assert set(answers) == set(range(18))
    assert chat_server.most == 6


def test_a_conversation_asks_one_question_after_the_other(connect_asker):
    def talk(n: int):
        first = yield question("fine")
        second = yield question("refusal")
        return n, first, second.cause

    found = dict(connect_asker().drive(talk(n) for n in range(5)))
    assert found == {n: (n, OSLO, "refused") for n in range(5)}


def test_who_stops_listening_stops_the_asking(connect_asker, chat_server):
    asker = connect_asker(concurrency=2, script={"seconds": 0.02})

    def talk():
        for n in range(100):
            yield question(f"fine] {n} [")
        return None

    answers = asker.drive(iter([quick(), talk()]))
    next(answers)
    answers.close()
    time.sleep(0.2)
    asked = len(chat_server.seen)
    time.sleep(0.2)
    assert len(chat_server.seen) == asked < 50


def quick():
    yield question("fine")
    return City(city="Oslo", people=1)


def test_a_cost_that_one_reply_does_not_say_is_unknown():
    asker = Asker(MockModel(OSLO.model_dump_json()), AskSettings(limits=AskLimits(max_calls=3)))
    assert asker.one(question("fine")) == OSLO
    account = asker.account()
    assert (account.cost, account.calls, account.prompts["capital"].version) == (None, 1, 1)
