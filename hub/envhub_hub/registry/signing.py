"""Signatures over records: who vouches for a version, and whom a registry's readers trust.

Ed25519 over the canonical JSON of the record without its signature, so the way that a record is
laid out in its file changes nothing. What a signature says is that the holder of a key pushed
these digests; whether the content is any good is not its business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, Field

from envhub.errors import IntegrityError, MissingRequirement, UsageError
from envhub.values import Frozen, canonical_json

if TYPE_CHECKING:
    from .record import Record

KEY = re.compile(r"ed25519:[0-9a-f]{64}", re.ASCII)
INSTALL = "pip install 'envhub[sign]'"
_DOMAIN = b"envhub record, version 1\n"
"""Before what is signed: a signature over anything else is none over a record."""


def parse_public_key(text: str) -> tuple[str, str]:
    """Read `ed25519:<64 digits>`, with whose it is behind it or without; returns both.

    Raises:
        UsageError: it is no public key.
    """
    key, _, owner = text.strip().partition(" ")
    if not KEY.fullmatch(key):
        raise UsageError(
            f"`{text[:100]}` is no public key",
            hint="it is `ed25519:` and 64 hexadecimal digits; `envhub registry key show` prints it",
        )
    return key, " ".join(owner.split())[:100]


def _trusted(text: str) -> str:
    try:
        return " ".join(parse_public_key(text)).rstrip()
    except UsageError as error:
        raise ValueError(error.message) from error


class Signature(Frozen):
    """What stands in a record."""

    key: str = Field(pattern=r"^ed25519:[0-9a-f]{64}$")
    """The public key of whoever signed."""
    value: str = Field(pattern=r"^[0-9a-f]{128}$")


class Rules(Frozen):
    """What this machine asks of the records of one registry."""

    trusted: tuple[Annotated[str, AfterValidator(_trusted)], ...] = ()
    """Public keys, each with whose it is behind a space, or without."""
    require_signature: bool = False
    """Refuse what is not signed by one of them."""

    @property
    def owners(self) -> dict[str, str]:
        """Whose each trusted key is, as far as it is said."""
        return dict(parse_public_key(one) for one in self.trusted)


@dataclass(frozen=True)
class SigningKey:
    """A key pair that can sign."""

    name: str
    public: str
    secret: bytes = field(repr=False)


class SignatureStatus(Frozen):
    """What is known of a record's signature on this machine."""

    key: str | None
    """None: the record is not signed."""
    owner: str = ""
    """Whose the key is, as the rules say it."""
    trusted: bool = False
    checked: bool = False


def record_bytes(record: Record) -> bytes:
    """Return the bytes that a record's signature is over."""
    return canonical_json(record.model_copy(update={"signature": None}))


def new_key(name: str) -> SigningKey:
    """Make a key pair.

    Raises:
        MissingRequirement: the library is not installed.
    """
    key = _ed25519("making a key").Ed25519PrivateKey.generate()
    return signing_key(name, key.private_bytes_raw())


def signing_key(name: str, secret: bytes) -> SigningKey:
    """Return the pair of a private key of 32 bytes."""
    private = _ed25519("signing").Ed25519PrivateKey.from_private_bytes(secret)
    return SigningKey(name, f"ed25519:{private.public_key().public_bytes_raw().hex()}", secret)


def sign(data: bytes, key: SigningKey) -> Signature:
    """Sign the bytes of a record (`record_bytes`).

    Raises:
        MissingRequirement: the library is not installed.
    """
    private = _ed25519("signing").Ed25519PrivateKey.from_private_bytes(key.secret)
    return Signature(key=key.public, value=private.sign(_DOMAIN + data).hex())


def signed(record: Record, key: SigningKey) -> Record:
    """Return the record with a signature."""
    return record.model_copy(update={"signature": sign(record_bytes(record), key)})


def verify_signature(record: Record, rules: Rules) -> None:
    """Hold a record against the rules, and its signature, where it has one, against the record.

    Raises:
        IntegrityError: the signature does not fit the record; or the rules ask for one and there
            is none, or it is by a key that is not trusted.
        MissingRequirement: the rules ask for it, and the library that checks is not installed.
    """
    status = signature_status(record, rules)
    if not rules.require_signature or status.trusted:
        return
    said = (
        f"{record.reference} is not signed"
        if status.key is None
        else f"{record.reference} is signed by {status.key}, which is not trusted here"
    )
    raise IntegrityError(
        f"{said}, and this registry is read with require_signature",
        hint="`envhub registry list` shows which keys are trusted; ask whoever pushed it",
    )


def signature_status(record: Record, rules: Rules) -> SignatureStatus:
    """Check the signature of a record, and say whose it is.

    A signature that no rule asks about is left unchecked where the library is missing: it is by
    a key that nobody here has named, so it would prove nothing.

    Raises:
        IntegrityError: it does not fit the record.
        MissingRequirement: it is by a trusted key, and the library that checks is not installed.
    """
    signature = record.signature
    if signature is None:
        return SignatureStatus(key=None)
    owners = rules.owners
    status = SignatureStatus(
        key=signature.key, owner=owners.get(signature.key, ""), trusted=signature.key in owners
    )
    if not status.trusted and not rules.require_signature and not can_check():
        return status
    if not _fits(signature, record_bytes(record), record.reference):
        raise IntegrityError(
            f"the signature of {record.reference} does not fit its record: the record was changed "
            "after it was signed",
            hint="do not trust this version; ask whoever signed it for the digest that they pushed",
        )
    return status.model_copy(update={"checked": True})


def can_check() -> bool:
    """Say whether signatures can be made and checked on this machine."""
    try:
        _ed25519("checking a signature")
    except MissingRequirement:
        return False
    return True


def _fits(signature: Signature, data: bytes, reference: str) -> bool:
    from_bytes = _ed25519(f"checking the signature of {reference}").Ed25519PublicKey
    from cryptography.exceptions import InvalidSignature

    try:
        public = _public(from_bytes, signature.key)
        public.verify(bytes.fromhex(signature.value), _DOMAIN + data)
    except (InvalidSignature, ValueError):  # a key that is no point of the curve is a ValueError
        return False
    return True


@lru_cache(maxsize=64)
def _public(kind: Any, key: str) -> Any:
    return kind.from_public_bytes(bytes.fromhex(key.removeprefix("ed25519:")))


def _ed25519(work: str) -> Any:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError as error:
        raise MissingRequirement(
            f"{work} needs the package `cryptography`", hint=INSTALL
        ) from error
    return ed25519
