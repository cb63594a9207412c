"""A model that a caller already holds: a bridge, a HookedTransformer or a transformers module.

It is run as it is. Hooks in place stay in place and are named; nothing of it is changed: no module
is bridged, no mode, dtype or device set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
import transformers

from envhub.errors import BackendError, UsageError
from envhub.model import Model, ModelIdentity, Reply, Request

from .hooking import WHOLE_ROWS, bridge_network
from .identity import describe
from .local import LocalModel
from .networks import ModuleNetwork, Network, WholeNetwork, context_limit
from .quiet import quiet
from .settings import LoadSettings
from .weights import digest_module, digest_tensors

LIBRARIES = ("accelerate.", "transformer_lens.", "transformers.")
"""Whose own forward hooks (placement, captured outputs, hook points) change no number."""


def adopt(model: Any, tokenizer: Any = None, settings: LoadSettings | None = None) -> Model:
    """Return a `Model` over a model in memory.

    Args:
        model: a TransformerBridge, HookedTransformer or transformers causal language model.
        tokenizer: by default the model's own.
        settings: `bos_token_id`, `tokenizer` and `batch_tokens` count; the model is loaded already.
    """
    return AdoptedModel(model, tokenizer, settings or LoadSettings())


class AdoptedModel:
    """A caller's model, which may get other hooks or weights between two runs."""

    def __init__(self, model: Any, tokenizer: Any, settings: LoadSettings) -> None:
        self._kind = _kind(model)
        self._model = model
        self._settings = settings
        self._tokenizer = _tokenizer(model, tokenizer, settings)
        self._local = self._look()

    @property
    def identity(self) -> ModelIdentity:
        """What the model is at this moment: reading it looks at hooks and weights again."""
        self._local = self._look()
        return self._local.identity

    def respond(self, requests: Sequence[Request]) -> Iterator[tuple[int, Reply]]:
        """Answer each request once; refuse where hooks changed since the identity was read."""
        known, now = self._local.identity.interventions, interventions(self._model)
        if known != now:
            was, are = ", ".join(known) or "none", ", ".join(now) or "none"
            message = f"the hooks changed since the model was looked at: {was} before, {are} now"
            raise BackendError(message, hint="set hooks before a run and keep them through it")
        yield from self._local.respond(requests)

    def _look(self) -> LocalModel:
        model, kind, settings = self._model, self._kind, self._settings
        hooks = interventions(model)
        network = _network(model, kind, hooked=bool(hooks))
        module = model.original_model if kind == "TransformerBridge" else model
        identity = describe(f"memory/{_name(model)}", module, self._tokenizer, settings)
        options = identity.options | {"network": _network_name(kind)}
        if hasattr(module, "config"):
            options["attention"] = str(module.config._attn_implementation)
        if isinstance(network, WholeNetwork):
            options["cache"] = WHOLE_ROWS
        identity = identity.model_copy(
            update={"interventions": hooks, "options": options, **_weights(model, kind)}
        )
        return LocalModel(network, self._tokenizer, identity, batch_tokens=settings.batch_tokens)


def interventions(model: Any) -> tuple[str, ...]:
    """Name what acts on a forward of the model: hook points with hooks, module hooks, SAEs."""
    names = [f"sae:{name}" for name in getattr(model, "_acts_to_saes", ())]
    seen: set[int] = set()
    for name, point in getattr(model, "hook_dict", {}).items():
        if point.fwd_hooks and id(point) not in seen:
            names.append(name)
        seen.add(id(point))
    module = getattr(model, "original_model", model)
    for name, part in module.named_modules():
        if id(part) not in seen and not hasattr(part, "fwd_hooks"):
            names += [f"{name or type(part).__name__}:{kind}" for kind in _module_hooks(part)]
    return tuple(names)


def _module_hooks(part: Any) -> Iterator[str]:
    for kind in ("forward_hook", "forward_pre_hook"):
        hooks = getattr(part, f"_{kind}s").values()
        if any(not _of_library(hook) for hook in hooks):
            yield kind


def _of_library(hook: Any) -> bool:
    return str(getattr(hook, "__module__", "")).startswith(LIBRARIES)


def _kind(model: Any) -> str:
    """Tell the kind by the names of the classes, so that TransformerLens need not be imported."""
    names = {base.__name__ for base in type(model).__mro__}
    for kind in ("TransformerBridge", "HookedTransformer"):
        if kind in names:
            return kind
    if isinstance(model, transformers.PreTrainedModel):
        return "transformers"
    hint = "hand over a TransformerBridge, a HookedTransformer or a transformers PreTrainedModel"
    raise UsageError(f"can't run a `{type(model).__name__}`", hint=hint)


def _network_name(kind: str) -> str:
    if kind == "transformers":
        return f"transformers {transformers.__version__}"
    return f"{kind} {version('transformer-lens')}"


def _network(model: Any, kind: str, *, hooked: bool) -> Network:
    if kind == "HookedTransformer":

        def run_hooked(tokens: Any) -> Any:
            # With a mask given, it does not guess one from the padding token.
            return model(tokens, return_type="logits", attention_mask=torch.ones_like(tokens))

        return WholeNetwork(run_hooked, (model,), limit=model.cfg.n_ctx)
    bridged = kind == "TransformerBridge"
    module = model.original_model if bridged else model
    if not hooked and not (bridged and _processed(model)):
        return ModuleNetwork(module, owned=False)

    if bridged:
        return bridge_network(model)

    def run_module(tokens: Any) -> Any:
        return model(input_ids=tokens, use_cache=False).logits

    configs = (getattr(module, "generation_config", None), module.config)
    return WholeNetwork(run_module, (module,), limit=context_limit(module.config), configs=configs)


def _processed(bridge: Any) -> bool:
    """Tell whether the bridge holds weights that are no longer transformers' own."""
    return bool(getattr(bridge, "compatibility_mode", False) or bridge._weights_processed)


def _weights(model: Any, kind: str) -> dict[str, str]:
    if kind == "HookedTransformer" or (kind == "TransformerBridge" and _processed(model)):
        state = model if kind == "HookedTransformer" else model.original_model
        return {
            "weights_digest": digest_tensors(state.named_parameters()),
            "weights_scope": f"processed tensors of {kind}",
        }
    module = model.original_model if kind == "TransformerBridge" else model
    return {"weights_digest": digest_module(module)}


def _name(model: Any) -> str:
    config = getattr(getattr(model, "original_model", model), "config", None)
    name = getattr(config, "_name_or_path", None)
    if not name:
        name = getattr(getattr(model, "cfg", None), "model_name", None)
    known = str(name or type(model).__name__)
    # Loaded from a folder, a model carries its path, which says where it lay and not what it is.
    return Path(known).name if Path(known).is_absolute() else known


def _tokenizer(model: Any, tokenizer: Any, settings: LoadSettings) -> Any:
    if tokenizer is not None:
        return tokenizer
    if settings.tokenizer is not None:
        with quiet():
            return transformers.AutoTokenizer.from_pretrained(settings.tokenizer)
    own = getattr(model, "tokenizer", None)
    if own is None:
        message = f"a `{type(model).__name__}` has no tokenizer of its own"
        raise UsageError(message, hint="hand over its tokenizer too")
    return _as_published(own)


def _as_published(tokenizer: Any) -> Any:
    """Return the tokenizer as its folder has it.

    TransformerLens loads tokenizers with `add_bos_token=True`, which puts a token in front of every
    prompt that `hf/` and `tl/` on the same weights don't have.
    """
    where = getattr(tokenizer, "name_or_path", "")
    if not getattr(tokenizer, "add_bos_token", False) or not where:
        return tokenizer
    try:
        with quiet():
            local = Path(where).is_dir()
            return transformers.AutoTokenizer.from_pretrained(where, local_files_only=not local)
    except (OSError, ValueError):
        return tokenizer
