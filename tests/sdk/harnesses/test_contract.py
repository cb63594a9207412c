"""Every harness in the table keeps the same promises."""

from __future__ import annotations

import hashlib
import json

import pytest

from envhub import HARNESSES, Generate, Message, MockModel, Rank, Reply, Sample, Target
from envhub.declaration import Declaration
from envhub.harnesses import FewShot, HarnessContext, code, ranked, single_turn
from envhub.values import declared

SAMPLE = Sample(
    id="a", capability="m", input="Which?", context="Read this.", choices=("red", "blue")
)
SHOT = (Sample(id="f", capability="m", input="First?", choices=("one", "two")),
        Target(id="f", targets=(1,)))  # fmt: skip
ADD = {"name": "add", "parameters": {"type": "object"}, "result": "1"}
SAID: dict[str, dict[str, object]] = {"tool_use": {"tools": [ADD]}}
each = pytest.mark.parametrize("name", HARNESSES)
# What `harness.py` of a bundle asks is its own affair.
each_declared = pytest.mark.parametrize("name", [name for name in HARNESSES if name != "custom"])


def ask(name: str, sample: Sample = SAMPLE, context: HarnessContext | None = None, **said: object):
    harness = HARNESSES[name](**SAID.get(name, {}), **said)
    steps = harness.rollout(sample, context or HarnessContext())
    return next(steps), steps


def texts(request) -> list[str]:
    return [message.content for message in request.prompt.messages]


@each
def test_a_harness_rebuilds_from_what_it_declares(name):
    kind = HARNESSES[name]
    for harness in (kind(), kind(system="Be brief.", template="harness/x", few_shot=FewShot(n=2))):
        assert kind.model_validate(json.loads(json.dumps(declared(harness)))) == harness
        assert declared(harness)["type"] == name == harness.type


@each_declared
def test_a_harness_asks_what_it_says(name):
    request, _ = ask(name)
    assert isinstance(request, Generate if HARNESSES[name]().asks == "generate" else Rank)
    assert "Which?" in texts(request)[-1]
    assert "Read this." in texts(request)[-1]


@each_declared
def test_a_rollout_ends_in_the_trace_of_its_reply(name):
    request, steps = ask(name)
    if isinstance(request, Rank):
        request = request.model_copy(update={"continuations": ("red", "blue")})
    ((_, reply),) = MockModel("red").respond([request])
    with pytest.raises(StopIteration) as stop:
        steps.send(reply)
    trace = stop.value.value
    assert (trace.output, trace.continuations, trace.prompt) == (
        reply.text, reply.continuations, reply.prompt,
    )  # fmt: skip
    assert trace.messages[: len(request.prompt.messages)] == request.prompt.messages


@each_declared
def test_a_failed_reply_is_a_failed_trace(name):
    failure = {"cause": "backend", "message": "gone"}
    _, steps = ask(name)
    with pytest.raises(StopIteration) as stop:
        steps.send(Reply(failure=failure))
    assert stop.value.value.failure.cause == "backend"


@each_declared
def test_asking_twice_asks_the_same(name):
    assert ask(name)[0] == ask(name)[0]


@each_declared
def test_a_rank_request_leaves_the_continuations_to_the_scorer(name):
    request, _ = ask(name)
    assert getattr(request, "continuations", None) is None


@each_declared
def test_system_and_solved_samples_stand_before_the_question(name):
    request, _ = ask(name, context=HarnessContext(shots=(SHOT,)), system="Be brief.")
    roles = [message.role for message in request.prompt.messages]
    assert roles == ["system", "user", "assistant", "user"]
    assert texts(request)[0] == "Be brief."
    assert "First?" in texts(request)[1]
    assert texts(request)[2] in ("two", "B")


@each_declared
def test_a_sample_is_never_its_own_example(name):
    context = HarnessContext(shots=((SAMPLE, Target(id="a", targets=(0,))), SHOT))
    request, _ = ask(name, context=context)
    assert len(request.prompt.messages) == 3


@each_declared
def test_a_template_lays_out_question_and_examples(name):
    context = HarnessContext(template="<{{ input }}>", shots=(SHOT,))
    request, _ = ask(name, context=context)
    assert texts(request)[0] == "<First?>"
    assert texts(request)[-1] == "<Which?>"


@each_declared
def test_messages_are_sent_as_they_are(name):
    turns = (Message(role="user", content="Hi"), Message(role="assistant", content="Hello"),
             Message(role="user", content="Bye"))  # fmt: skip
    request, _ = ask(name, Sample(id="a", capability="m", messages=turns))
    assert request.prompt.messages == turns


@each_declared
@pytest.mark.parametrize("index", [-1, 9, 10**30])
def test_an_example_with_a_target_out_of_range_does_not_raise(name, index):
    shot = (SHOT[0], Target(id="f", targets=(index,)))
    request, _ = ask(name, context=HarnessContext(shots=(shot,)))
    assert texts(request)[1] == str(index)


@each
def test_a_declaration_may_name_it(name):
    scorer = "exact" if HARNESSES[name]().asks == "generate" else "next_token"
    declaration = Declaration.model_validate(
        {
            "schema_version": 1, "name": "a/b", "version": "1.0.0", "title": "T", "license": "x",
            "harness": {"h": {"type": name}},
            "capability": [{"id": "m", "harness": "h", "scorer": {"type": scorer}}],
        }
    )  # fmt: skip
    assert declaration.harness["h"] == HARNESSES[name]()


def test_lettered_choices_are_shown_where_they_can_be_chosen():
    assert "A. red\nB. blue" in texts(ask("multiple_choice")[0])[-1]
    for name in ("single_turn", "multi_turn", "tool_use"):
        assert "A. red\nB. blue" in texts(ask(name)[0])[-1]
    assert "red" not in texts(ask("cloze")[0])[-1]


def test_single_turn_passes_on_how_to_generate():
    request, _ = ask("single_turn", max_tokens=7, stop=("\n",), temperature=0.5, chat="never")
    assert (request.max_tokens, request.stop, request.temperature) == (7, ("\n",), 0.5)
    assert request.prompt.chat == "never"


def test_a_cloze_is_no_chat_unless_it_says_so():
    assert ask("cloze")[0].prompt.chat == "never"
    assert ask("cloze", chat="auto")[0].prompt.chat == "auto"


def test_the_default_templates_never_change() -> None:
    # They stand in no digest, so a new text would change prompts of bundles that keep theirs:
    # another default is another harness type.
    texts = "\0".join((ranked.PLAIN, ranked.LETTERED, single_turn.TEMPLATE))
    assert hashlib.sha256(texts.encode()).hexdigest()[:16] == "f636ecfd536b3014"


def test_the_default_wording_of_code_never_changes() -> None:
    texts = "\0".join((code.COMPLETE, code.INSTRUCTED, code.WRITE, code.FIX, *code.STOPS))
    assert hashlib.sha256(texts.encode()).hexdigest()[:16] == "20ab013e949c5959"
