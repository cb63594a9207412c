"""What a loaded model says of itself, apart from the digest of its weights."""

from __future__ import annotations

from typing import Any

from envhub.model import ModelIdentity

from .settings import LoadSettings
from .tokenizer import chat_template_digest, own_first_token, tokenizer_digest


def describe(name: str, module: Any, tokenizer: Any, settings: LoadSettings) -> ModelIdentity:
    """Return the identity that can be read off a torch module and a tokenizer."""
    parameters = list(module.parameters())
    first = own_first_token(tokenizer)
    return ModelIdentity(
        name=name,
        revision=settings.revision,
        chat_template_digest=chat_template_digest(tokenizer),
        tokenizer_digest=tokenizer_digest(tokenizer),
        bos_token_id=settings.bos_token_id,
        dtype=str(parameters[0].dtype).removeprefix("torch."),
        device=str(parameters[0].device),
        parameters=sum(parameter.numel() for parameter in parameters),
        options={} if first is None else {"bos": f"{first}, which the tokenizer adds"},
    )
