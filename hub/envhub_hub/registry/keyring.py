"""The signing keys of this machine's user: one file a key, readable by nobody else.

`<name>.key` holds the private key, `<name>.pub` the line that others put among those they trust.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from envhub.atomic import new_file, write_whole
from envhub.errors import EnvhubError, NotFound, PermissionMissing, UsageError, near_miss

from .. import config
from .signing import SigningKey, new_key, parse_public_key, signing_key

NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?", re.ASCII)
_SECRET = re.compile(r"envhub private key ed25519:([0-9a-f]{64})\n?", re.ASCII)


class Keyring:
    """The keys below one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or config.config_folder() / "keys"

    def names(self) -> list[str]:
        """Return the names of the keys."""
        return sorted(path.stem for path in self.folder.glob("*.key"))

    def new(self, name: str) -> SigningKey:
        """Make a key pair and keep it; nothing that is there is ever overwritten.

        Raises:
            UsageError: the name can't be one, or is taken.
        """
        if not NAME.fullmatch(name):
            raise UsageError(
                f"`{name}` can't name a key", hint="lower-case letters, digits and -, such as alice"
            )
        path = self._path(name)
        if path.exists():
            raise UsageError(
                f"there is a key `{name}` already", hint=f"choose another name, or remove {path}"
            )
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = new_key(name)
        _write_secret(path, key)
        write_whole(path.with_suffix(".pub"), f"{key.public} {name}\n".encode())
        return key

    def public(self, name: str) -> str:
        """Return the line that others trust a key by; no library is needed to read it.

        Raises:
            NotFound: there is no key of that name.
        """
        path = self._path(name).with_suffix(".pub")
        if path.is_file():
            return " ".join(parse_public_key(path.read_text("utf-8"))).rstrip()
        return f"{self.load(name).public} {name}"

    def load(self, name: str) -> SigningKey:
        """Return a key by its name, or by the path of its file.

        Raises:
            NotFound: there is none.
            PermissionMissing: others can read it.
            EnvhubError: it is damaged.
        """
        path = Path(name) if "/" in name or name.endswith(".key") else self._path(name)
        if not path.is_file():
            near = near_miss(name, self.names())
            raise NotFound(
                f"no signing key `{name}`{near}",
                hint="`envhub registry key list` shows yours, `envhub registry key new` makes one",
            )
        if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise PermissionMissing(
                f"the private key {path} can be read by others", hint=f"chmod 600 {path}"
            )
        found = _SECRET.fullmatch(path.read_text("utf-8", errors="replace"))
        if found is None:
            raise EnvhubError(f"{path} is damaged, or no private key of envhub")
        return signing_key(path.stem, bytes.fromhex(found[1]))

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.key"


def _write_secret(path: Path, key: SigningKey) -> None:
    try:
        with new_file(path) as stream:  # nobody else can read it at any moment
            stream.write(f"envhub private key ed25519:{key.secret.hex()}\n".encode())
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError as error:
        raise UsageError(f"there is a key `{key.name}` already") from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
