"""What a tool gives back."""

from __future__ import annotations

from ..values import Frozen

MAX_RESULT = 20_000
"""Characters of a result that a model is shown."""


class ToolResult(Frozen):
    """A text for the model."""

    content: str
    error: bool = False
    """The tool could not do what was asked."""
    malformed: bool = False
    """The call itself was wrong: unreadable, of an unknown tool, or not fitting its schema."""

    @classmethod
    def of(cls, text: str) -> ToolResult:
        """A result, cut where it is longer than a model should read."""
        if len(text) > MAX_RESULT:
            half = MAX_RESULT // 2
            text = f"{text[:half]}\n[… {len(text) - 2 * half} characters …]\n{text[-half:]}"
        return cls(content=text)

    @classmethod
    def wrong(cls, message: str, *, malformed: bool = False) -> ToolResult:
        """An error that the model may mend."""
        return cls(content=f"error: {message}"[:2_000], error=True, malformed=malformed)
