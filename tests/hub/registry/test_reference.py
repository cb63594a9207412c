"""How a person names an environment."""

from __future__ import annotations

import pytest

from envhub import UsageError
from envhub_hub.registry import Reference, looks_like_reference, parse_reference

GOOD = {
    "acme/refunds": Reference(name="acme/refunds"),
    "acme/refunds@1.2.0": Reference(name="acme/refunds", version="1.2.0"),
    "acme/refunds@1.2.0-rc.1": Reference(name="acme/refunds", version="1.2.0-rc.1"),
    "acme/refunds@sha256:0123abcd": Reference(name="acme/refunds", digest="sha256:0123abcd"),
}


@pytest.mark.parametrize("text", GOOD)
def test_a_reference_is_read_and_written_back(text):
    assert parse_reference(text) == GOOD[text]
    assert str(parse_reference(text)) == text


@pytest.mark.parametrize("text", ["refunds", "Acme/refunds", "a/b/c", "../x", "a/..", "", "a/b\n"])
def test_a_text_without_owner_and_slug_is_no_reference(text):
    assert not looks_like_reference(text)
    with pytest.raises(UsageError, match="is no reference"):
        parse_reference(text)


@pytest.mark.parametrize("wanted", ["1.2", "v1.2.0", "latest", "sha256:12", "../1.0.0", "1.0.0\n"])
def test_after_the_at_stands_a_version_or_a_digest(wanted):
    with pytest.raises(UsageError, match="neither a version nor a digest"):
        parse_reference(f"acme/refunds@{wanted}")
