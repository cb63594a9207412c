"""Small environments to begin from: folders that are copied, with the name filled in."""

from __future__ import annotations

import shutil
from pathlib import Path

from envhub.declaration import NAME
from envhub.errors import NotFound, UsageError, near_miss

TEMPLATES = ("choice", "dataset", "qa")
_MARK = "{{name}}"


def copy_starter(template: str, name: str, folder: Path) -> None:
    """Write a starter environment into a new folder.

    Raises:
        NotFound: there is no such template.
        UsageError: the name is no owner/slug, or the folder is a file or not empty.
    """
    if template not in TEMPLATES:
        known = ", ".join(TEMPLATES)
        near = near_miss(template, TEMPLATES)
        raise NotFound(f"no template `{template}`{near} (there are: {known})")
    if not NAME.fullmatch(name):
        raise UsageError(
            f"`{name}` is no environment name",
            hint="owner/slug in lower case, such as acme/refunds",
        )
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"`{folder}` is a file", hint="choose another folder with -o")
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"folder `{folder}` is not empty", hint="choose another with -o")
    source = Path(__file__).parent / template
    shutil.copytree(source, folder, dirs_exist_ok=True)
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(_MARK, name), encoding="utf-8")
