"""Which names may be pushed for the first time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envhub import UsageError
from envhub_hub import config
from envhub_hub.registry.owners import alike, check_owner, fold, look_alike

SLUG = st.text("ao0il1rnmvw-", min_size=1, max_size=6)

THERE = ("acme/refund-policy", "acme/dates", "acme/task-1", "globex/moon", "modern/shop")


@pytest.mark.parametrize(
    "name",
    ["acme/other", "acme/task-11", "acme/task-1-1", "acme/task-2", "initech/dates", "globex/mood"],
)
def test_a_name_of_its_own_may_be_pushed(name):
    check_owner(name, THERE)


@pytest.mark.parametrize("name", THERE)
def test_a_name_is_not_taken_for_itself(name):
    check_owner(name, THERE)


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("acme/refundpolicy", "acme/refund-policy"),
        ("acme/refund-po1icy", "acme/refund-policy"),
        ("acme/reffund-policy", "acme/refund-policy"),
        ("acme/task-l", "acme/task-1"),
        ("acme/task-i", "acme/task-1"),
        ("globex/m00n", "globex/moon"),
        ("globex/mon", "globex/moon"),
        ("globex/rnoon", "globex/moon"),
        ("acrne/anything", "acme/refund-policy"),
        ("accme/anything", "acme/refund-policy"),
        ("m0dern/shop", "modern/shop"),
        ("modem/shop", "modern/shop"),
    ],
)
def test_a_look_alike_is_refused_with_the_name_that_is_there(name, there):
    assert look_alike(name, THERE) == there
    with pytest.raises(UsageError, match=f"could be taken for `{there}`"):
        check_owner(name, THERE)


@given(SLUG, SLUG)
def test_what_looks_alike_does_so_from_both_sides_and_is_never_itself(one, other):
    assert alike(one, other) == alike(other, one)
    assert not alike(one, one)
    assert alike(one, other) <= (fold(one) == fold(other))


@pytest.mark.parametrize("name", ["Acme/x", "acme", "acme/x/y", "acme/x_y", "", "acme/" + "x" * 65])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(UsageError, match="is not owner/name"):
        check_owner(name, ())


@pytest.mark.parametrize("name", ["con/x", "acme/nul", "com1/x", "acme/lpt9"])
def test_names_of_windows_devices_are_refused(name):
    with pytest.raises(UsageError, match="Windows has no folder"):
        check_owner(name, ())


def test_the_reserved_owner_is_for_the_catalogue_alone(tmp_path):
    for root in ("", str(tmp_path), "s3://bucket/registry"):
        with pytest.raises(UsageError, match="reserved for the built-in catalogue"):
            check_owner("envhub/mine", (), root)
    check_owner("envhub/mine", (), str(config.catalogue_folder()))
    with pytest.raises(UsageError, match=r"is reserved"):
        check_owner("envhub/mine", ["envhub/first-steps"], str(tmp_path))
