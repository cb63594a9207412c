"""Pictures and sounds: from a file of the environment to what the server is sent."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.chatting import answer, cause

from envhub import Environment, RunSettings, Sample, Target
from envhub.messages import Message, Part, ToolCall
from envhub.model import Generate, Prompt
from envhub_hub.runner import RunPlace, run_environment

FILES = {
    "data/files/cat.png": b"\x89PNG\r\n",
    "data/files/a/meow.wav": b"RIFF",
    "data/files/b.mp3": b"ID3",
    "data/files/dog.webp": b"WEBP",
}


def shows(*parts: Part, text: str = "What is it?") -> Message:
    return Message(role="user", content=text, parts=parts)


def environment_of(*messages: Message) -> Environment:
    """One sample of these turns, with the files that they show."""
    used = {part.source for message in messages for part in message.parts} & FILES.keys()
    return Environment.create(
        {
            "schema_version": 1, "name": "acme/seen", "version": "1.0.0", "title": "Seen",
            "license": "CC0-1.0", "harness": {"ask": {"type": "single_turn"}},
            "capability": [{"id": "it", "harness": "ask", "scorer": {"type": "exact"}}],
            "requires": {"model": ["image", "audio"]},
        },
        [Sample(id="s", capability="it", messages=messages, files=tuple(sorted(used)))],
        [Target(id="s", targets=("four",))],
        {path: FILES[path] for path in used},
    )  # fmt: skip


@pytest.fixture
def sent(server: Any, connect: Any, tmp_path: Path) -> Callable[..., Any]:
    """Run an environment of these turns, and return the messages as the server got them."""

    def run(*messages: Message) -> Any:
        model = connect()
        place = RunPlace(runs_folder=tmp_path / "runs")
        done = run_environment(environment_of(*messages), model, RunSettings(), place)
        (row,) = done.rows()
        assert (row.status, row.cause) == ("pass", None)
        for path in Path(done.folder).iterdir():
            assert not [one for one in FILES if encoded(one) in path.read_text()]
        return server.bodies[-1]["messages"]

    return run


def encoded(path: str) -> str:
    return base64.b64encode(FILES[path]).decode()


def url(kind: str, path: str) -> str:
    return f"data:{kind};base64,{encoded(path)}"


def test_files_of_an_environment_reach_the_server(sent: Callable[..., Any]) -> None:
    parts = (
        Part(type="image", source="data/files/cat.png"),
        Part(type="audio", source="data/files/a/meow.wav"),
        Part(type="audio", source="data/files/b.mp3"),
        Part(type="image", source="data/files/dog.webp"),
    )
    (message,) = sent(shows(*parts))
    assert message["content"] == [
        {"type": "text", "text": "What is it?"},
        {"type": "image_url", "image_url": {"url": url("image/png", "data/files/cat.png")}},
        {"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": "wav"}},
        {"type": "input_audio", "input_audio": {"data": "SUQz", "format": "mp3"}},
        {"type": "image_url", "image_url": {"url": url("image/webp", "data/files/dog.webp")}},
    ]


def test_a_picture_inside_a_sample_stands_in_its_own_turn(sent: Callable[..., Any]) -> None:
    inline = Part(type="image", source="data:image/gif;base64,R0lG")
    turns = sent(
        shows(inline, text="Look."), Message(role="assistant", content="I see."),
        Message(role="user", content="What is it?"),
    )  # fmt: skip
    assert turns[0]["content"][1] == {
        "type": "image_url",
        "image_url": {"url": "data:image/gif;base64,R0lG"},
    }
    assert [turn["content"] for turn in turns[1:]] == ["I see.", "What is it?"]


def test_a_turn_may_be_a_picture_and_no_word(sent: Callable[..., Any]) -> None:
    (message,) = sent(shows(Part(type="image", source="data/files/cat.png"), text=""))
    assert [part["type"] for part in message["content"]] == ["image_url"]


@pytest.mark.parametrize(
    "source", ["data:AUDIO/WAV;base64,UklGRg==", "data:audio/vnd.wave;codecs=1;base64,UklGRg=="]
)
def test_a_sound_has_many_names(server: Any, connect: Any, source: str) -> None:
    message = shows(Part(type="audio", source=source))
    answer(connect(), Generate(prompt=Prompt(messages=(message,))))
    assert server.bodies[-1]["messages"][0]["content"][1]["input_audio"]["format"] == "wav"


CALL = ToolCall(id="c", name="draw")
PICTURE = Part(type="image", source="data:image/png;base64,QUJD")


@pytest.mark.parametrize(
    "messages",
    [
        (shows(Part(type="image", source="data:application/octet-stream;base64,QUJD")),),
        (shows(Part(type="audio", source="data:audio/ogg;base64,QUJD")),),
        (shows(), Message(role="assistant", content="", tool_calls=(CALL,)),
         Message(role="tool", content="done", tool_call_id="c", parts=(PICTURE,))),
        (shows(), Message(role="assistant", content="so", parts=(PICTURE,)), shows()),
    ],
    ids=["no picture", "another sound", "a tool shows", "the assistant shows"],
)  # fmt: skip
def test_what_the_protocol_has_no_room_for_is_refused_and_never_lost(
    server: Any, connect: Any, messages: tuple[Message, ...]
) -> None:
    model = connect()
    before = len(server.seen)
    assert cause(model, Generate(prompt=Prompt(messages=messages))) == "ability"
    assert len(server.seen) == before
