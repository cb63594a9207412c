"""What a row keeps of a trace is enough to judge it again."""

from __future__ import annotations

import json

import pytest

from envhub import Continuation, Message, RunError, Sample, Target, Trace, Usage
from envhub.evaluate import judge, parts_of
from envhub.items import Item
from envhub.messages import ToolCall
from envhub.transcript import kept, trace_of

SAMPLE = Sample(id="a", capability="m", input="?", files=("data/files/a/x.py",))
TARGET = Target(id="a", targets=("yes",))
SEEDS = {"x.py": "x = 1", "gone.py": "y"}
CALL = ToolCall(id="c", name="add", arguments={"a": [1, None]})
TALK = Trace(
    messages=(
        Message(role="user", content="?"),
        Message(role="assistant", content="", tool_calls=(CALL,)),
        Message(role="tool", content="3", tool_call_id="c"),
        Message(role="assistant", content="yes"),
    ),
    prompt="p", output="yes", stop_reason="stop", turns=2, malformed=1, state={"n": {"m": 1.5}},
    files={"x.py": "x = 2", "new.bin": "data:;base64,/wA="}, latency_ms=3.0, cost=0.5,
    usage=Usage(input_tokens=7, output_tokens=3), cached=True,
)  # fmt: skip


def row_of(make, trace: Trace, scorer: str = "exact"):
    files = {"data/files/a/x.py": b"x = 1"}
    harness = {"type": "cloze" if scorer == "next_token" else "single_turn"}
    environment = make({"type": scorer}, [(SAMPLE, TARGET)], files=files, harness=harness)
    return judge(parts_of(environment)["m"], Item(SAMPLE, TARGET), trace)


def test_a_talk_with_tools_comes_back_whole(make):
    row = row_of(make, TALK)
    assert trace_of(row, {"x.py": "x = 1"}) == TALK


def test_only_what_changed_in_a_workspace_is_kept():
    changed = json.loads(kept(TALK, SEEDS) or "")["files"]
    assert changed == {"gone.py": None, "x.py": "x = 2", "new.bin": "data:;base64,/wA="}
    same = TALK.model_copy(update={"files": SEEDS})
    assert '"files":{}' in (kept(same, SEEDS) or "")


def test_one_plain_exchange_needs_nothing_more(make):
    plain = Trace(prompt="p", output="yes", stop_reason="stop")
    row = row_of(make, plain)
    assert row.exchange is None
    assert trace_of(row, {}) == plain


def test_log_probabilities_come_back(make):
    some = (Continuation(text="yes", logprob=float("-inf"), tokens=2, greedy=False),)
    assert trace_of(row_of(make, Trace(continuations=some), "next_token"), {}).continuations == some


def test_a_row_that_holds_no_trace_says_so(make):
    row = row_of(make, TALK).model_copy(update={"exchange": '{"messages": 3}'})
    with pytest.raises(RunError, match="the row of sample `a` holds no trace"):
        trace_of(row, {})


def test_half_a_character_is_written_as_what_a_file_can_hold():
    broken = TALK.model_copy(update={"state": {"n": "\ud83d"}})
    assert "\ufffd" in (kept(broken, {}) or "")
