"""Prompts as files: `NAME-VERSION.txt`, a part for the system and one for the user.

They are templates of the restricted kind (`envhub.templates`). A prompt decides answers, so the
text of a version never changes: another wording is another file.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from envhub.messages import Message
from envhub.scorers.judge_fence import code_of, fenced, show
from envhub.templates import render
from envhub.values import Frozen, canonical_json, sha256_hex

BETWEEN = "\n---\n"
"""What stands between the two parts of a file."""
MAX_SHOWN = 20_000
"""Characters of one strange text that are shown, unless a role says otherwise."""


class PromptText(Frozen):
    """One version of one prompt, before it is filled in."""

    name: str
    version: int
    system: str
    user: str

    @cached_property
    def digest(self) -> str:
        """sha256 of both parts."""
        return sha256_hex(canonical_json([self.system, self.user]))

    def messages(self, fields: Mapping[str, Any]) -> tuple[Message, ...]:
        """Fill both parts in.

        Raises:
            TemplateProblem: a field that is not given, or more text than a prompt may hold.
        """
        return (
            Message(role="system", content=render(self.system, fields)),
            Message(role="user", content=render(self.user, fields)),
        )


def read_prompt(folder: Path, name: str, version: int) -> PromptText:
    """Read a prompt out of the folder of a room."""
    text = (folder / f"{name}-{version}.txt").read_text(encoding="utf-8")
    system, _, user = text.partition(BETWEEN)
    return PromptText(name=name, version=version, system=system.strip(), user=user.strip())


def material(texts: Mapping[str, str], limit: int = MAX_SHOWN) -> dict[str, str]:
    """Return texts that strangers wrote as material: fenced, so that none speaks as the prompt.

    Args:
        texts: by the name that the fence shows, with spaces for underscores.
        limit: characters of each that are shown; what is cut is said behind its fence.
    """
    code = code_of(*texts.values())
    found = {}
    for name, text in texts.items():
        shown = show(text, limit)
        note = f"\n(Of {shown.characters} characters the beginning is shown.)" if shown.cut else ""
        found[name] = fenced(name.replace("_", " "), shown.text, code) + note
    return found
