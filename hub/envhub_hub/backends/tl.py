"""`tl/NAME`: a TransformerBridge around a freshly loaded transformers module.

No hook is in place here, so requests run the wrapped module itself. A bridge with hooks is for
`memory`. A caller's module is never bridged: bridging changes it.
"""

from __future__ import annotations

import copy
from importlib.metadata import version
from typing import Any

import torch

from envhub.errors import BackendError
from envhub.model import Model

from .checkpoint import Source, find_source
from .hf import identify, load_module, load_tokenizer
from .local import LocalModel
from .networks import ModuleNetwork
from .quiet import quiet
from .settings import LoadSettings

PROBE = 16
TOLERANCES = {"bfloat16": 0.5, "float16": 0.1, "float32": 1e-3}
"""How far rounding alone may move a log-probability."""


def load(name: str, settings: LoadSettings) -> Model:
    """Load a model from a folder or a hub id."""
    source = find_source(name, settings)
    tokenizer = load_tokenizer(source, settings)
    module = load_module(source, settings)
    identity = identify(f"tl/{source.name}", source, module, tokenizer, settings)
    before = _probe(module)
    bridge = boot(source, module, tokenizer)
    _check_exact(source, before, _probe(bridge.original_model), TOLERANCES[settings.dtype])
    options = identity.options | {"network": f"TransformerBridge {version('transformer-lens')}"}
    identity = identity.model_copy(update={"options": options})
    network = ModuleNetwork(bridge.original_model, owned=True)
    return LocalModel(network, tokenizer, identity, batch_tokens=settings.batch_tokens)


def _probe(module: Any) -> Any:
    """Return log-probabilities for a few tokens from all over the vocabulary."""
    network = ModuleNetwork(module, owned=True)
    step = max(1, network.vocabulary // PROBE)
    tokens = torch.arange(0, network.vocabulary, step, device=network.device)[None, :PROBE]
    keep = torch.arange(tokens.shape[1], device=network.device)
    return network.plain(tokens, keep).float().log_softmax(-1)


def _check_exact(source: Source, before: Any, after: Any, tolerance: float) -> None:
    """Refuse a bridge that changes the numbers, as TransformerLens does for some architectures."""
    error = float((before - after).abs().max())
    if not error <= tolerance:
        message = f"TransformerLens changes the log-probabilities of `{source.name}` by {error:.2g}"
        raise BackendError(message, hint=f"use `hf/{source.name}`")


def boot(source: Source, module: Any, tokenizer: Any) -> Any:
    """Return a bridge around a module that nobody else holds.

    The bridge gets a copy of the tokenizer, since it sets padding tokens and sides on its own; and
    one without a BOS token, since it would load any other again from where it came, to add BOS.
    """
    bare = copy.deepcopy(tokenizer)
    bare.bos_token = None
    if not module.config.architectures:
        module.config.architectures = [type(module).__name__]
    with quiet():
        from transformer_lens.model_bridge import TransformerBridge

        try:
            return TransformerBridge.boot_transformers(
                source.name,
                hf_model=module,
                tokenizer=bare,
                device=str(module.device),
                dtype=module.dtype,
            )
        except (ValueError, NotImplementedError, AttributeError) as error:
            message = f"TransformerLens can't bridge `{source.name}`: {error}"
            raise BackendError(message, hint=f"use `hf/{source.name}`") from error
