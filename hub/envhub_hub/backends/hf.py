"""`hf/NAME`: a transformers model from a local folder or a hub, as it is or with an adapter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
import transformers
from safetensors import SafetensorError

from envhub.errors import BackendError, EnvhubError, NotFound, UsageError
from envhub.model import Model, ModelIdentity

from .adapters import base_of, identity_of, is_adapter, merged
from .checkpoint import Source, find_source, tokenizer_folder
from .identity import describe
from .local import LocalModel
from .networks import ModuleNetwork
from .quiet import quiet
from .settings import LoadSettings
from .weights import digest_folder, digest_module


def load(name: str, settings: LoadSettings) -> Model:
    """Load a model from a folder or a hub id."""
    source = find_source(name, settings)
    tokenizer = load_tokenizer(source, settings)
    module = load_module(source, settings)
    identity = identify(f"hf/{source.name}", source, module, tokenizer, settings)
    module = merged(module, source, settings)
    network = ModuleNetwork(module, owned=True)
    options = identity.options | {"network": f"transformers {transformers.__version__}"}
    identity = identity.model_copy(update={"options": options})
    return LocalModel(network, tokenizer, identity, batch_tokens=settings.batch_tokens)


def load_module(source: Source, settings: LoadSettings) -> Any:
    """Load the weights; a tensor that is missing from the files is an error, never random.

    Of an adapter this is its base model, as it is without it: see `adapters.merged`.
    """
    source = base_of(source, settings)
    where = source.folder or source.name
    try:
        with quiet():
            module, report = transformers.AutoModelForCausalLM.from_pretrained(
                where,
                dtype=getattr(torch, settings.dtype),
                revision=settings.revision,
                output_loading_info=True,
            )
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise translate(error, source) from error
    if getattr(module, "_hf_peft_config_loaded", False):
        # With `peft` at hand, transformers would load the base and put the adapter on it unasked.
        hint = "download it, and name its folder"
        raise UsageError(f"`{source.name}` is an adapter on a hub", hint=hint)
    wrong = sorted(str(key) for key in [*report["missing_keys"], *report["mismatched_keys"]])
    if wrong:
        message = f"`{source.name}` lacks {len(wrong)} of the model's tensors, such as `{wrong[0]}`"
        raise BackendError(message)
    device = settings.device or ("cuda" if torch.cuda.is_available() else "cpu")
    try:
        return module.to(device).eval()
    except (RuntimeError, AssertionError) as error:
        raise BackendError(f"`{source.name}` can't be put on `{device}`: {error}") from error


def load_tokenizer(source: Source, settings: LoadSettings) -> Any:
    """Load the tokenizer that was chosen, else the one beside the weights or one folder above.

    An adapter's own comes before that of its base model.
    """
    base = base_of(source, settings)
    where: Path | str | None = settings.tokenizer
    for place in (source, base):
        if where is None:
            where = tokenizer_folder(place.folder) if place.folder else place.name
    if where is None:
        hint = "name its folder or hub id with `tokenizer`"
        raise UsageError(f"no tokenizer in `{source.name}` or above it", hint=hint)
    try:
        with quiet():
            return transformers.AutoTokenizer.from_pretrained(where, revision=settings.revision)
    except (OSError, ValueError) as error:
        raise translate(error, Source(str(where), source.folder)) from error


def identify(
    name: str, source: Source, module: Any, tokenizer: Any, settings: LoadSettings
) -> ModelIdentity:
    """Return the identity of a model that was loaded from a source, as it is stored there.

    Args:
        module: as `load_module` returned it.
    """
    identity = describe(name, module, tokenizer, settings)
    base = base_of(source, settings)
    digest = digest_folder(base.folder) if base.folder else digest_module(module)
    options = identity.options | {"attention": str(module.config._attn_implementation)}
    if source.step is not None:
        options["step"] = str(source.step)
    fields: dict[str, Any] = {"weights_digest": digest}
    if is_adapter(source):
        fields = identity_of(source, base, digest)
    options |= fields.pop("options", {})
    return identity.model_copy(update=fields | {"options": options})


def translate(error: Exception, source: Source) -> EnvhubError:
    """Return envhub's error for what transformers raised while loading."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    if source.folder is not None:
        return BackendError(f"`{source.name}` could not be loaded: {lines[0]}")
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) and cause not in causes:
        causes.append(cause)
    if any(type(cause).__name__ == "RepositoryNotFoundError" for cause in causes):
        return NotFound(f"no model `{source.name}` on the hub, and no folder of that name")
    hint = "check the name and the network, or give the path of a local folder"
    message = f"`{source.name}` could not be loaded from the hub: {lines[0]}"
    return BackendError(message, hint=hint)
