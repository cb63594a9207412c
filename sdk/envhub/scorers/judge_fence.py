"""A stranger's text as material in a prompt: it can neither end its fence nor speak as another.

Every line of it stands behind a mark of its own, between two lines that hold a code. The code is
taken from a digest of all that is shown, so the same case has the same prompt, and a text that does
not know the rest can't name it. What a model's tokenizer would take for the end of a turn, and what
looks like a fence, is broken by a look-alike letter; what a reader can't see is taken out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..values import plain, sha256_hex

MARK = "| "
"""Before every line of material."""
CODE = 8
"""Hexadecimal digits of a code."""
_SLACK = 4_096
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, cursor, erase
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]?"
)
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f"
    "\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef]"
)
_WORDS = (
    r"s|bos|eos|pad|unk|mask|sep|cls|system|user|assistant|human|"
    r"(?:start|end)[ _]of[ _](?:turn|text|image)|(?:begin|end)[ _]of[ _](?:text|sentence)|"
    r"endoftext|tool_(?:calls?|response)|tools|think|reasoning"
)
_TURNS = re.compile(
    r"[<＜﹤](?=\s?[|｜])"
    rf"|[<＜﹤](?=\s?/?\s?(?:{_WORDS})\s?[>＞﹥])"
    r"|[<＜﹤](?=[<＜﹤]/?SYS[>＞﹥])"
    r"|[\[［](?=\s?/?\s?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\s?[\]］])"
    r"|[\[［](?=\s?(?:begin|end)\s)",
    re.IGNORECASE,
)
_BROKEN = {"[": "⟦", "［": "⟦"}


class Shown(NamedTuple):
    """A text as it may be shown to a judge."""

    text: str
    characters: int
    """Of the text as it was."""
    cut: bool
    """Only its beginning is shown."""
    changed: bool
    """Something in it was invisible, or could have been taken for a part of the prompt."""


def show(text: str, limit: int) -> Shown:
    """Return the beginning of a text, without what could act on the prompt or its reader."""
    begun = plain(text[: 2 * limit + _SLACK])  # five megabytes cost no more than a page
    lines = _BREAKS.sub("\n", begun)
    seen = _HIDDEN.sub("", _ESCAPES.sub("", lines))
    broken = _TURNS.sub(lambda found: _BROKEN.get(found[0], "‹"), seen)
    kept = broken[:limit]
    cut = len(kept) < len(broken) or len(text) > 2 * limit + _SLACK
    return Shown(kept, len(text), cut, broken != lines)


def code_of(*texts: str) -> str:
    """Return the code of a case: it changes with every text that is shown."""
    digests = "".join(sha256_hex(plain(text).encode()) for text in texts)
    return sha256_hex(digests.encode())[:CODE]


def fenced(name: str, text: str, code: str) -> str:
    """Return a text between its two lines; only what `show` returned is safe in it."""
    inside = "\n".join(MARK + line for line in text.split("\n"))
    return f"[begin {name} {code}]\n{inside}\n[end {name} {code}]"
