"""The files that samples bring: media for a message, and what a workspace begins with."""

from __future__ import annotations

import base64
import mimetypes

from .errors import InvalidEnvironment, Problem
from .files import ATTACHMENTS, Files
from .messages import Message, Part
from .model import Request
from .sample import Sample

MAX_MEDIUM = 20 * 1024**2
"""Bytes of one picture or sound."""
MAX_SEEDS = 16 * 1024**2
"""Bytes of all files that one workspace begins with."""


def seed_paths(sample: Sample) -> dict[str, str]:
    """Return where a sample's files stand in its workspace, each with its place in the bundle.

    A file below `data/files/<id of the sample>/` stands at what follows; any other, which several
    samples may share, at what follows `data/files/`. One's own comes before one that is shared.
    """
    own = f"{ATTACHMENTS}{sample.id}/"
    ordered = sorted(sample.files, key=lambda path: path.startswith(own))
    return {path.removeprefix(own).removeprefix(ATTACHMENTS): path for path in ordered}


def seeds_of(sample: Sample, files: Files) -> dict[str, bytes]:
    """Return what a sample's workspace begins with, by path.

    Raises:
        InvalidEnvironment: a file is missing, or all of them are more than `MAX_SEEDS`.
    """
    seeds, left = {}, MAX_SEEDS
    for path, source in seed_paths(sample).items():
        seeds[path] = _read(files, source, left)
        left -= len(seeds[path])
    return seeds


def with_sources(request: Request, files: Files) -> Request:
    """Return a request whose pictures and sounds are `data:` URLs.

    Raises:
        InvalidEnvironment: a file is missing, or larger than `MAX_MEDIUM`.
    """
    messages = request.prompt.messages
    if not any(message.parts for message in messages):
        return request
    whole = tuple(_with_sources(message, files) for message in messages)
    prompt = request.prompt.model_copy(update={"messages": whole})
    return request.model_copy(update={"prompt": prompt})


def _with_sources(message: Message, files: Files) -> Message:
    parts = tuple(_inlined(part, files) for part in message.parts)
    return message.model_copy(update={"parts": parts})


def _inlined(part: Part, files: Files) -> Part:
    if part.source.startswith("data:"):
        return part
    kind = mimetypes.guess_type(part.source)[0] or "application/octet-stream"
    text = base64.b64encode(_read(files, part.source, MAX_MEDIUM)).decode("ascii")
    return part.model_copy(update={"source": f"data:{kind};base64,{text}"})


def _read(files: Files, path: str, most: int) -> bytes:
    try:
        if files.size(path) > most:
            raise InvalidEnvironment([Problem(f"more than {most} bytes", path)])
        with files.open(path) as stream:
            return stream.read()
    except (KeyError, FileNotFoundError) as error:
        raise InvalidEnvironment([Problem("there is no such file", path)]) from error
