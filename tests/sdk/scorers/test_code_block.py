"""Code in what a model wrote: in which block it stands, or that the text itself is code."""

from __future__ import annotations

import pytest

from envhub.scorers.extract import code_block, last_code_block


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Sure:\n```python\nx = 1\n```\nBye.", "x = 1", "x = 1"),
        ("```\na\n```\n```py\nb\n```\n```\nc\n```", "b", "c"),
        ("```js\na\n```\n```\nb\n```", "a", "b"),
        ("  ```python3\n  x = 1\n  ```", "  x = 1", "  x = 1"),
        ("```python title=a.py\nx = 1\n```", "x = 1", "x = 1"),
        ("```python\nx = 1", "x = 1", "x = 1"),
        ("    return 1\n\n", "    return 1", "    return 1"),
        ("\r\n```python\r\nx = 1\r\n```", "x = 1", "x = 1"),
    ],
)
def test_the_code_is_found(text, first, last):
    assert (code_block(text), last_code_block(text)) == (first, last)


@pytest.mark.parametrize("text", ["", " \n", "```\n```", "```python\n\n```", "```", "``````"])
def test_no_code_is_none(text):
    assert code_block(text) is None
    assert last_code_block(text) is None
