"""The border to tokenizers: text to token ids and back, chat templates, and digests of both.

Token ids are what the tokenizer itself makes of a text: nothing is added here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from envhub.messages import Message
from envhub.values import canonical_json, sha256_hex

Ids = tuple[int, ...]


def encode(tokenizer: Any, texts: Sequence[str], *, special: bool) -> list[Ids]:
    """Return the token ids of texts, with the tokenizer's own special tokens or without any."""
    if not texts:
        return []
    encoded = tokenizer(
        list(texts),
        add_special_tokens=special,
        padding=False,
        truncation=False,
        return_attention_mask=False,
        return_token_type_ids=False,
        verbose=False,
    )
    return [tuple(ids) for ids in encoded["input_ids"]]


def decode(tokenizer: Any, ids: Sequence[int]) -> str:
    """Return the text of token ids, without special tokens and with every space as it is."""
    text: str = tokenizer.decode(
        list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False
    )
    return text


def render_chat(tokenizer: Any, messages: Sequence[Message]) -> str:
    """Lay a conversation out by the chat template, ready for the assistant to go on."""
    begun = bool(messages) and messages[-1].role == "assistant"
    text: str = tokenizer.apply_chat_template(
        [{"role": message.role, "content": message.content} for message in messages],
        tokenize=False,
        add_generation_prompt=not begun,
        continue_final_message=begun,
    )
    return text


def has_chat_template(tokenizer: Any) -> bool:
    """Tell whether the tokenizer has a chat template."""
    return bool(getattr(tokenizer, "chat_template", None))


def prefix_token(tokenizer: Any) -> int | None:
    """Return the token that stands before an empty prompt."""
    for name in ("bos_token_id", "eos_token_id"):
        token = getattr(tokenizer, name, None)
        if token is not None:
            return int(token)
    return None


def own_first_token(tokenizer: Any) -> int | None:
    """Return the token that the tokenizer itself puts before every text, None where it does not."""
    ((bare,), (whole,)) = (encode(tokenizer, ["a"], special=special) for special in (False, True))
    return whole[0] if len(whole) > len(bare) and whole[:1] != bare[:1] else None


def tokenizer_digest(tokenizer: Any) -> str:
    """Return the sha256 of what the tokenizer does: the whole backend, or a slow one's vocabulary.

    Padding and truncation are left out: any call to the tokenizer may set them.
    """
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is None:
        return sha256_hex(canonical_json(tokenizer.get_vocab()))
    state = json.loads(backend.to_str())
    kept = {key: value for key, value in state.items() if key not in ("padding", "truncation")}
    return sha256_hex(canonical_json(kept))


def chat_template_digest(tokenizer: Any) -> str | None:
    """Return the sha256 of the chat template, None where there is none."""
    template = getattr(tokenizer, "chat_template", None)
    if not template:
        return None
    return sha256_hex(template.encode() if isinstance(template, str) else canonical_json(template))
