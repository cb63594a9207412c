"""A folder with an adapter (LoRA and its kin, as `peft` saves them) instead of a whole model.

It is merged into its base model in the dtype of the run, so that what runs is a plain transformers
module. Refused is what a merge can't give exactly: an adapter on weights that two layers share, and
one that no weights can hold (prompt and prefix tuning).

The identity digests the parts, not the sum: a merge rounds by processor, so the sum has no digest
that two machines agree on. `weights_digest` is sha256 over the base's digest and the adapter's, and
`weights_scope` says so. The base alone, the adapter on it and the saved merged model therefore have
three digests; that the first two share a base is seen in `options["base_digest"]`.
"""

from __future__ import annotations

import json
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from envhub.errors import BackendError, MissingRequirement, NotFound, UsageError
from envhub.values import canonical_json, sha256_hex

from . import demo
from .checkpoint import ADAPTER, Source, adapter_files, find_source
from .networks import ModuleNetwork
from .quiet import quiet
from .sameness import gap, probe, probe_tokens
from .settings import LoadSettings
from .weights import digest_files

NEEDS = "peft"
INSTALL = "pip install 'envhub[adapters]'"
SCOPE = "the base model's digest and the adapter's, before merging"
_NO_NUMBER = (
    "auto_mapping",
    "base_model_name_or_path",
    "inference_mode",
    "peft_version",
    "revision",
)
"""Settings of an adapter that say where things lay and with what they were made."""


def is_adapter(source: Source) -> bool:
    """Tell whether a source is a folder with an adapter."""
    return source.folder is not None and (source.folder / ADAPTER).is_file()


def base_of(source: Source, settings: LoadSettings) -> Source:
    """Return where the base model of an adapter comes from; any other source is its own.

    Raises:
        UsageError: a base model is named for what is no adapter, or none for an adapter.
        NotFound: the base model is not where the adapter says. MissingRequirement: no `peft`.
    """
    if not is_adapter(source):
        if settings.base_model is not None:
            raise UsageError(f"`{source.name}` is no adapter, and --base-model is for adapters")
        return source
    if find_spec(NEEDS) is None:
        message = f"`{source.name}` is an adapter, which needs the package `{NEEDS}`"
        raise MissingRequirement(message, hint=INSTALL)
    said = settings.base_model or read_settings(source).get("base_model_name_or_path")
    hint = "name its folder or hub id by --base-model"
    if not said:
        raise UsageError(f"the adapter `{source.name}` names no base model", hint=hint)
    base = _find(str(said), source, settings)
    if is_adapter(base):
        raise UsageError(f"the base model `{said}` of `{source.name}` is an adapter", hint=hint)
    return base


def _find(said: str, source: Source, settings: LoadSettings) -> Source:
    provider, _, name = said.partition("/")
    if provider == "demo":
        return Source(said, demo.folder_of(name, settings))
    try:
        return find_source(said, LoadSettings())
    except NotFound as error:
        message = f"the base model of the adapter `{source.name}` is not here: {error.message}"
        raise NotFound(message, hint="name its folder or hub id by --base-model") from error


def read_settings(source: Source) -> dict[str, Any]:
    """Return what an adapter's folder says of it."""
    assert source.folder is not None
    try:
        said = json.loads((source.folder / ADAPTER).read_bytes())
    except ValueError as error:
        raise BackendError(f"`{source.name}/{ADAPTER}` is no JSON: {error}") from error
    if not isinstance(said, dict):
        raise BackendError(f"`{source.name}/{ADAPTER}` is no JSON object")
    return said


def merged(module: Any, source: Source, settings: LoadSettings) -> Any:
    """Return the base module with the adapter in its weights; without an adapter, the module.

    Raises:
        BackendError: the adapter does not fit the module, or can't be merged exactly.
    """
    if not is_adapter(source):
        return module
    tokens = probe_tokens(module)
    wrapped = _apply(module, source)
    _refuse_tied(wrapped, source)
    before = probe(ModuleNetwork(module, owned=True), tokens)
    try:
        with quiet():
            whole = wrapped.merge_and_unload(safe_merge=True).eval()
    except (AttributeError, NotImplementedError, ValueError, RuntimeError) as error:
        raise BackendError(f"the adapter `{source.name}` can't be merged: {error}") from error
    if settings.dtype == "float32":  # below it, rounding alone moves more than a mistake might
        moved = gap(before, probe(ModuleNetwork(whole, owned=True), tokens), settings.dtype)
        if moved is not None:
            message = f"merging the adapter `{source.name}` moves its log-probabilities by"
            raise BackendError(f"{message} {moved:.2g}")
    return whole


def _refuse_tied(wrapped: Any, source: Source) -> None:
    """Refuse an adapter of weights that another layer shares: a merge would change that one too."""
    from peft.tuners.tuners_utils import BaseTunerLayer

    holders = Counter(id(one) for part in wrapped.modules() for one in part.parameters(False))
    for name, part in wrapped.named_modules():
        if isinstance(part, BaseTunerLayer):
            weight = getattr(part.get_base_layer(), "weight", None)
            if holders[id(weight)] > 1:
                layer = name.removeprefix("base_model.model.")
                message = f"`{source.name}` acts on `{layer}`, whose weights another layer shares"
                raise BackendError(f"the adapter {message}, so it can't be merged")


def _apply(module: Any, source: Source) -> Any:
    """Put the adapter's layers into the module, with every tensor of the file and no other."""
    with quiet():
        import peft

        try:
            config = peft.PeftConfig.from_pretrained(source.folder)
            if config.is_prompt_learning or config.task_type not in (None, "CAUSAL_LM"):
                kind = str(getattr(config.peft_type, "value", config.peft_type))
                message = f"`{source.name}` is an adapter of a kind that can't be merged: {kind}"
                raise BackendError(f"{message}, task {config.task_type}")
            config.inference_mode = True
            wrapped = peft.PeftModel(module, config)
            report = wrapped.load_adapter(str(source.folder), "default")
        except (OSError, KeyError, TypeError, ValueError, RuntimeError) as error:
            first = (str(error).strip().splitlines() or [type(error).__name__])[0]
            message = f"the adapter `{source.name}` does not fit its base model: {first}"
            raise BackendError(message, hint="is it the model that it was trained on?") from error
    for kind, keys in (("lacks", report.missing_keys), ("does not know", report.unexpected_keys)):
        if keys:
            who = "the adapter" if kind == "lacks" else "the base model of"
            message = f"{who} `{source.name}` {kind} {len(keys)} tensors, such as `{min(keys)}`"
            raise BackendError(message)
    return wrapped.eval()


def identity_of(source: Source, base: Source, base_digest: str) -> dict[str, Any]:
    """Return the fields of an identity that an adapter changes, `options` among them."""
    assert source.folder is not None
    tensors = digest_files(adapter_files(source.folder))
    kept = {
        key: sorted(value) if _is_names(value) else value
        for key, value in read_settings(source).items()
        if key not in _NO_NUMBER
    }
    own = sha256_hex(canonical_json(kept) + b"\0" + tensors.encode())
    # Where it lay says nothing of what it is; the digest does.
    name = Path(base.name).name if Path(base.name).is_absolute() else base.name
    return {
        "adapter": f"{_called(source.folder)}@{own[:12]}",
        "weights_digest": sha256_hex(f"{base_digest}\0{own}".encode()),
        "weights_scope": SCOPE,
        "options": {"adapter_digest": own, "base": name, "base_digest": base_digest},
    }


def _is_names(value: Any) -> bool:
    """Whether it is one of the sets that `peft` writes in any order."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _called(folder: Path) -> str:
    """The folder's name, with that of the run where it is a checkpoint of one."""
    whole = folder.resolve()
    numbered = whole.name.startswith("checkpoint-")
    return f"{whole.parent.name}/{whole.name}" if numbered else whole.name
