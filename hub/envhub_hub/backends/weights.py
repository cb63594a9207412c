"""The digest of a model's weights: the same for a folder, a loaded module and a bridge.

sha256 over one line a tensor, sorted by name: name \\0 dtype \\0 shape \\0 sha256(bytes) \\n. Names
are transformers' own. A folder is digested as it is stored, without loading a model.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from transformers.core_model_loading import revert_weight_conversion

from envhub.errors import BackendError

from .checkpoint import weight_files

CHUNK = 1 << 24
OUTPUTS = ("lm_head.weight", "embed_out.weight")
"""Output embeddings: left out where they equal another tensor, since files leave tied ones out."""
WRAPPER = "_original_component."
DTYPES = {
    "BF16": "bfloat16",
    "BOOL": "bool",
    "F16": "float16",
    "F32": "float32",
    "F64": "float64",
    "F8_E4M3": "float8_e4m3fn",
    "F8_E5M2": "float8_e5m2",
    "I16": "int16",
    "I32": "int32",
    "I64": "int64",
    "I8": "int8",
    "U16": "uint16",
    "U32": "uint32",
    "U64": "uint64",
    "U8": "uint8",
}
"""safetensors' names of dtypes, and torch's."""


class _Line(NamedTuple):
    name: str
    dtype: str
    shape: tuple[int, ...]
    content: str


def digest_tensors(named: Iterable[tuple[str, Any]]) -> str:
    """Return the digest of named tensors, which may be on any device and in any dtype."""
    return _digest(_line(name, tensor) for name, tensor in named)


def digest_folder(folder: Path) -> str:
    """Return the digest of the weights that a folder stores."""
    files = weight_files(folder)
    if not files:
        raise BackendError(f"no whole weights in `{folder}`")
    return digest_files(files)


def digest_files(files: Sequence[Path]) -> str:
    """Return the digest of the tensors in files, all safetensors or all torch's own."""
    if files[0].suffix == ".safetensors":
        return _digest(line for file in files for line in _stored(file))
    return _digest(
        _line(name, tensor)
        for file in files
        for name, tensor in torch.load(file, map_location="cpu", mmap=True).items()
    )


def digest_module(module: Any) -> str:
    """Return the digest of a transformers module, bridged or not, under transformers' names."""
    return digest_tensors(transformers_state(module).items())


def transformers_state(module: Any) -> dict[str, Any]:
    """Return the tensors that `save_pretrained` would write, with names as in its files."""
    state = _unwrapped(module)
    ignored = set(getattr(module, "_keys_to_ignore_on_save", None) or ())
    kept = {name: tensor for name, tensor in state.items() if name not in ignored}
    written: dict[str, Any] = revert_weight_conversion(module, kept)
    return written


def _unwrapped(module: Any) -> dict[str, Any]:
    """Return the state dict under the names that it has outside a bridge.

    A bridge wraps components and adds second names for some; which names are transformers' own
    is read from a twin without weights.
    """
    state: dict[str, Any] = module.state_dict()
    if not any(WRAPPER in name for name in state):
        return state
    plain = {name.replace(WRAPPER, ""): tensor for name, tensor in state.items()}
    with torch.random.fork_rng(devices=[]), torch.device("meta"):
        names = type(module)(module.config).state_dict().keys()
    missing = sorted(set(names) - plain.keys())
    if missing:
        raise BackendError(f"the bridge hides {len(missing)} tensors, such as `{missing[0]}`")
    return {name: plain[name] for name in names}


def _digest(lines: Iterable[_Line]) -> str:
    ordered = sorted(lines)
    copies: dict[str, int] = {}
    for line in ordered:
        copies[line.content] = copies.get(line.content, 0) + 1
    digest = hashlib.sha256()
    for line in ordered:
        if line.name.endswith(OUTPUTS) and copies[line.content] > 1:
            continue
        shape = ",".join(str(size) for size in line.shape)
        digest.update(f"{line.name}\0{line.dtype}\0{shape}\0{line.content}\n".encode())
    return digest.hexdigest()


def _line(name: str, tensor: Any) -> _Line:
    raw = tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy()
    dtype = str(tensor.dtype).removeprefix("torch.")
    return _Line(name, dtype, tuple(tensor.shape), hashlib.sha256(raw).hexdigest())


def _stored(file: Path) -> Iterator[_Line]:
    """Read a safetensors file: a length, a JSON header, then the tensors one after another."""
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if length > file.stat().st_size:
            raise BackendError(f"`{file}` is no safetensors file")
        header: dict[str, Any] = json.loads(stream.read(length))
        header.pop("__metadata__", None)
        buffer = memoryview(bytearray(CHUNK))
        for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
            start, end = entry["data_offsets"]
            stream.seek(8 + length + start)
            content = hashlib.sha256()
            while start < end:
                read = stream.readinto(buffer[: min(CHUNK, end - start)])
                if not read:
                    raise BackendError(f"`{file}` ends inside tensor `{name}`")
                content.update(buffer[:read])
                start += read
            dtype = DTYPES.get(entry["dtype"], entry["dtype"].lower())
            yield _Line(name, dtype, tuple(entry["shape"]), content.hexdigest())
