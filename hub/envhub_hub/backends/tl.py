"""`tl/NAME`: a TransformerBridge around a freshly loaded transformers module.

Where no hook is to be put in place (see `hooking`), requests run the wrapped module itself. A
caller's own bridge is for `memory`. A caller's module is never bridged: bridging changes it.
"""

from __future__ import annotations

import copy
from importlib.metadata import version
from typing import Any

from envhub.errors import BackendError
from envhub.model import Model

from .adapters import merged
from .checkpoint import Source, find_source
from .hf import identify, load_module, load_tokenizer
from .hooking import WHOLE_ROWS, bridge_network, put_in_place, read_acting
from .local import LocalModel
from .networks import ModuleNetwork, Network
from .quiet import quiet
from .sameness import gap, probe, probe_tokens
from .settings import LoadSettings


def load(name: str, settings: LoadSettings) -> Model:
    """Load a model from a folder or a hub id."""
    source = find_source(name, settings)
    return load_bridged(f"tl/{source.name}", source, settings)


def load_bridged(
    name: str, source: Source, settings: LoadSettings, said: dict[str, str] | None = None
) -> Model:
    """Load a source into a bridge, with what is to act on it in place.

    Args:
        name: of the identity.
        said: more of its `options`.
    """
    acting = read_acting(settings)
    tokenizer = load_tokenizer(source, settings)
    module = load_module(source, settings)
    identity = identify(name, source, module, tokenizer, settings)
    module = merged(module, source, settings)
    tokens = probe_tokens(module)
    before = probe(ModuleNetwork(module, owned=True), tokens)
    bridge = boot(source, module, tokenizer)
    network: Network = ModuleNetwork(bridge.original_model, owned=True)
    _check_exact(source, before, probe(network, tokens), settings)
    options = identity.options | (said or {})
    options["network"] = f"TransformerBridge {version('transformer-lens')}"
    interventions: tuple[str, ...] = ()
    if settings.intervenes:
        network = bridge_network(bridge)
        options["cache"] = WHOLE_ROWS
        if settings.dtype == "float32":  # below it, rounding alone moves more than a mistake might
            _check_exact(source, before, probe(network, tokens), settings)
        interventions = put_in_place(bridge, tokens, acting)
    fields = {"options": options, "interventions": interventions}
    identity = identity.model_copy(update=fields)
    return LocalModel(network, tokenizer, identity, batch_tokens=settings.batch_tokens)


def _check_exact(source: Source, before: Any, after: Any, settings: LoadSettings) -> None:
    """Refuse a bridge that changes the numbers, as TransformerLens does for some architectures."""
    error = gap(before, after, settings.dtype)
    if error is not None:
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
