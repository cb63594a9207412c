from __future__ import annotations

from typing import Any

from envhub_hub.backends.tokenizer import (
    chat_template_digest,
    decode,
    encode,
    tokenizer_digest,
)


def test_a_digest_does_not_depend_on_earlier_calls(tokenizer: Any) -> None:
    before = tokenizer_digest(tokenizer)
    tokenizer.pad_token = tokenizer.eos_token
    tokenizer(["the fox", "dog"], padding=True, truncation=True, max_length=3)
    assert tokenizer_digest(tokenizer) == before


def test_a_chat_template_has_a_digest_of_its_own(tokenizer: Any, chat_tokenizer: Any) -> None:
    assert tokenizer_digest(tokenizer) == tokenizer_digest(chat_tokenizer)
    assert chat_template_digest(tokenizer) is None
    assert len(chat_template_digest(chat_tokenizer) or "") == 64


def test_text_comes_back_with_its_spaces(tokenizer: Any) -> None:
    text = " the fox , isn't  here .\n"
    (ids,) = encode(tokenizer, [text], special=True)
    assert decode(tokenizer, ids) == text
