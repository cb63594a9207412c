"""Files of samples: in a workspace, and as pictures and sounds of a message."""

from __future__ import annotations

import pytest

from envhub import InvalidEnvironment, Message, MockModel, Sample, Target, evaluate
from envhub.attachments import seed_paths, seeds_of
from envhub.files import MemoryFiles
from envhub.messages import Part
from envhub.values import canonical_json

PIXEL = b"\x89PNG\r\n"
SHOWN = Message(
    role="user", content="What is it?", parts=(Part(type="image", source="data/files/a.png"),)
)


def test_own_files_stand_at_the_top_and_shared_ones_below_their_folder():
    sample = Sample(
        id="s1", capability="m", input="?",
        files=("data/files/s1/src/a.py", "data/files/lib/b.py", "data/files/s10/c.py"),
    )  # fmt: skip
    assert set(seed_paths(sample)) == {"src/a.py", "lib/b.py", "s10/c.py"}


def test_a_file_of_ones_own_comes_before_a_shared_one():
    files = {"data/files/s1/x": b"own", "data/files/x": b"shared"}
    for order in (tuple(files), tuple(reversed(files))):
        sample = Sample(id="s1", capability="m", input="?", files=order)
        assert seeds_of(sample, MemoryFiles(files)) == {"x": b"own"}


def test_a_file_that_is_missing_is_a_problem_of_the_environment():
    sample = Sample(id="s1", capability="m", input="?", files=("data/files/x",))
    with pytest.raises(InvalidEnvironment, match="data/files/x: error: there is no such file"):
        seeds_of(sample, MemoryFiles({}))


def test_a_picture_reaches_the_model_as_a_data_url(make):
    sample = Sample(id="a", capability="m", messages=(SHOWN,), files=("data/files/a.png",))
    seen = []
    environment = make({"type": "exact"}, [(sample, Target(id="a", targets=("a cat",)))],
                       files={"data/files/a.png": PIXEL})  # fmt: skip
    evaluate(environment, MockModel(lambda request: seen.append(request) or "a cat"))
    (part,) = seen[0].prompt.messages[0].parts
    assert (part.type, part.source) == ("image", "data:image/png;base64,iVBORw0K")


def test_a_picture_must_be_among_the_files_of_its_sample():
    with pytest.raises(ValueError, match="is not among the `files`"):
        Sample(id="a", capability="m", messages=(SHOWN,))
    inline = SHOWN.model_copy(update={"parts": (Part(type="image", source="data:image/png,x"),)})
    assert Sample(id="a", capability="m", messages=(inline,))


def test_a_plain_message_is_written_as_it_always_was():
    # Digests are taken over this.
    assert canonical_json(Message(role="user", content="")) == b'{"content":"","role":"user"}'
