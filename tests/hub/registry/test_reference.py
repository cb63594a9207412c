"""How a person names an environment."""

from __future__ import annotations

import pytest

from envhub import UsageError
from envhub_hub.registry import Reference, looks_like_reference, parse_reference

NAME = "acme/refunds"
GOOD = {
    "acme/refunds": Reference(name=NAME),
    "acme/refunds@1.2.0": Reference(name=NAME, version="1.2.0"),
    "acme/refunds@1.2.0-rc.1": Reference(name=NAME, version="1.2.0-rc.1"),
    "acme/refunds@sha256:0123abcd": Reference(name=NAME, digest="sha256:0123abcd"),
    "acme/refunds@stable": Reference(name=NAME, tag="stable"),
    "acme/refunds@v2": Reference(name=NAME, tag="v2"),
    "acme/refunds@^1": Reference(name=NAME, range="^1"),
    "acme/refunds@~1.2": Reference(name=NAME, range="~1.2"),
    "acme/refunds@>=1,<2": Reference(name=NAME, range=">=1,<2"),
    "acme/refunds@1.x": Reference(name=NAME, range="1.x"),
    "acme/refunds@*": Reference(name=NAME, range="*"),
}


@pytest.mark.parametrize("text", GOOD)
def test_a_reference_is_read_and_written_back(text):
    assert parse_reference(text) == GOOD[text]
    assert str(parse_reference(text)) == text


def test_the_latest_may_be_said():
    assert parse_reference("acme/refunds@latest") == Reference(name=NAME)


@pytest.mark.parametrize("text", ["refunds", "Acme/refunds", "a/b/c", "../x", "a/..", "", "a/b\n"])
def test_a_text_without_owner_and_slug_is_no_reference(text):
    assert not looks_like_reference(text)
    with pytest.raises(UsageError, match="is no reference"):
        parse_reference(text)


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("1.2", "the newest of them is acme/refunds@^1.2"),
        ("1", "the newest of them is acme/refunds@^1"),
        ("v1.2.0", "versions have no v: acme/refunds@1.2.0"),
        ("Stable", "after `@` stands"),
        ("../1.0.0", "after `@` stands"),
        ("1.0.0\n", "after `@` stands"),
        ("latset", None),
        ("sha256:12", "at least eight"),
        ("sha256:0123ABCD", "lower-case"),
        ("", "after `@` stands"),
        (">=1,,<2", "a range is"),
        ("^one", "a range is"),
        ("a" * 65, "after `@` stands"),
    ],
)
def test_what_stands_after_the_at_has_its_forms(wanted, hint):
    if hint is None:
        assert parse_reference(f"acme/refunds@{wanted}").tag == wanted
        return
    with pytest.raises(UsageError) as caught:
        parse_reference(f"acme/refunds@{wanted}")
    assert hint in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize("text", ["Acme/Refunds@1.0.0", "acme/re_funds@1.0.0"])
def test_a_name_that_is_nearly_one_is_said_as_it_should_be(text):
    with pytest.raises(UsageError) as caught:
        parse_reference(text)
    assert "lower-case letters, digits and -: acme/re" in caught.value.hint
    assert caught.value.hint.endswith("@1.0.0")
