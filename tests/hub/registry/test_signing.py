"""Signatures over records, and what a reader's rules ask of them."""

from __future__ import annotations

import sys

import pytest
from pydantic import ValidationError

from envhub import IntegrityError, MissingRequirement, UsageError
from envhub_hub.registry.record import BundleEntry, Record
from envhub_hub.registry.signing import (
    Rules,
    Signature,
    new_key,
    parse_public_key,
    record_bytes,
    sign,
    signature_status,
    signed,
    signing_key,
    verify_signature,
)

DIGEST = "sha256:" + "1" * 64


@pytest.fixture
def record():
    return Record(
        name="acme/sums", version="1.0.0", title="Sums", license="CC0-1.0", samples={"test": 4},
        digest=DIGEST, data_digest={"test": DIGEST}, harness_digest=DIGEST,
        scoring_digest={"test": DIGEST}, pushed_at="2026-11-21T08:00:00Z", tool="0.1.0",
        bundle=BundleEntry(file="1.0.0-111111111111.zip", sha256="2" * 64, size=100),
    )  # fmt: skip


@pytest.fixture
def alice():
    return signing_key("alice", bytes(range(32)))


@pytest.fixture
def without_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric", None)


def test_a_private_key_has_one_public_key(alice):
    # Fixed for ever: another answer would orphan every key that is out there.
    assert alice.public == (
        "ed25519:03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"
    )
    assert "secret" not in repr(alice)


def test_a_signed_record_is_accepted_by_those_who_trust_its_key(record, alice):
    rules = Rules(trusted=(f"{alice.public} alice",), require_signature=True)
    one = signed(record, alice)
    verify_signature(one, rules)
    status = signature_status(one, rules)
    assert (status.owner, status.trusted, status.checked) == ("alice", True, True)


def test_a_signature_survives_the_way_through_a_file(record, alice):
    one = Record.model_validate_json(signed(record, alice).model_dump_json(indent=3))
    verify_signature(one, Rules(trusted=(alice.public,), require_signature=True))
    assert record_bytes(one) == record_bytes(record)


@pytest.mark.parametrize(
    "change",
    [
        {"version": "1.0.1"}, {"digest": "sha256:" + "3" * 64}, {"samples": {"test": 5}},
        {"bundle": BundleEntry(file="1.0.0-111111111111.zip", sha256="4" * 64, size=100)},
        {"pushed_at": "2026-11-22T08:00:00Z"}, {"title": "Sums!"},
    ],
)  # fmt: skip
def test_a_record_that_was_changed_after_it_was_signed_is_refused_by_everybody(
    record, alice, change
):
    forged = signed(record, alice).model_copy(update=change)
    for rules in (Rules(), Rules(trusted=(alice.public,))):
        with pytest.raises(IntegrityError, match="does not fit its record"):
            verify_signature(forged, rules)


def test_a_signature_that_was_changed_is_refused(record, alice):
    one = signed(record, alice)
    other = new_key("mallory").public
    for signature in (
        Signature(key=alice.public, value="0" * 128),
        Signature(key=other, value=one.signature.value),
        Signature(key="ed25519:" + "f" * 64, value=one.signature.value),  # no point of the curve
    ):
        with pytest.raises(IntegrityError, match="does not fit its record"):
            verify_signature(record.model_copy(update={"signature": signature}), Rules())


def test_a_signature_over_anything_else_is_none(record, alice):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    raw = Ed25519PrivateKey.from_private_bytes(alice.secret).sign(record_bytes(record)).hex()
    one = record.model_copy(update={"signature": Signature(key=alice.public, value=raw)})
    with pytest.raises(IntegrityError):
        verify_signature(one, Rules())


def test_what_must_be_signed_and_is_not_is_refused(record, alice):
    rules = Rules(trusted=(alice.public,), require_signature=True)
    with pytest.raises(IntegrityError, match=r"acme/sums@1\.0\.0 is not signed"):
        verify_signature(record, rules)
    with pytest.raises(IntegrityError, match="which is not trusted here"):
        verify_signature(signed(record, new_key("mallory")), rules)


def test_where_nothing_is_asked_an_unsigned_record_and_a_strangers_are_read(record, alice):
    rules = Rules(trusted=(alice.public,))
    verify_signature(record, rules)
    stranger = signed(record, new_key("bob"))
    verify_signature(stranger, rules)
    assert signature_status(stranger, rules).trusted is False
    assert signature_status(record, rules).key is None


def test_where_the_library_is_missing_what_must_be_checked_can_not_be_read(
    record, alice, without_library
):
    one = record.model_copy(update={"signature": Signature(key=alice.public, value="0" * 128)})
    for rules in (Rules(trusted=(alice.public,)), Rules(trusted=(alice.public,),
                                                        require_signature=True)):  # fmt: skip
        with pytest.raises(MissingRequirement) as caught:
            verify_signature(one, rules)
        assert caught.value.hint == "pip install 'envhub[sign]'"
    assert signature_status(one, Rules()).checked is False
    with pytest.raises(MissingRequirement):
        sign(b"", alice)


def test_an_unsigned_record_needs_no_library(record, alice, without_library):
    verify_signature(record, Rules(trusted=(alice.public,)))
    with pytest.raises(IntegrityError):
        verify_signature(record, Rules(trusted=(alice.public,), require_signature=True))


def test_a_public_key_may_say_whose_it_is(alice):
    assert parse_public_key(f" {alice.public}  Alice  A. \n") == (alice.public, "Alice A.")
    assert Rules(trusted=(f"{alice.public}  Alice",)).owners == {alice.public: "Alice"}


@pytest.mark.parametrize(
    "text", ["", "alice", "ed25519:12", "ed25519:" + "G" * 64, "rsa:" + "a" * 64]
)
def test_what_is_no_public_key_is_said(text):
    with pytest.raises(UsageError, match="is no public key"):
        parse_public_key(text)
    with pytest.raises(ValidationError):
        Rules(trusted=(text,))
