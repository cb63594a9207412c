"""Limits: their names, what is allowed, and how they are raised."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from envhub import LimitExceeded, Limits


def test_the_limits_are_those_that_were_published():
    limits = Limits()
    assert (limits.zip_bytes, limits.total_bytes) == (512 * 2**20, 2 * 2**30)
    assert (limits.total_ratio, limits.total_ratio_from_bytes) == (50, 64 * 2**20)
    assert (limits.files, limits.path_bytes, limits.depth) == (10_000, 200, 16)
    assert (limits.manifest_bytes, limits.line_bytes) == (2 * 2**20, 4 * 2**20)


@pytest.mark.parametrize("limit", Limits.model_fields)
def test_every_limit_is_met_and_raised_by_its_name(limit):
    limits, found = Limits(**{limit: 5}), 6
    limits.check(limit, 5, "things")
    with pytest.raises(LimitExceeded) as caught:
        limits.check(limit, found, "things", "a.zip")
    assert caught.value.message == (
        f"a.zip: error: 6 things, at most 5 are allowed (limit `{limit}`)"
    )
    assert caught.value.hint.endswith(f"raise `{limit}`: Limits({limit}=6)")
    assert caught.value.limit == limit
    limits.model_copy(update={limit: found}).check(limit, found, "things")


def test_a_misspelt_limit_is_an_error():
    with pytest.raises(ValidationError):
        Limits(file=3)


def test_limits_do_not_change():
    with pytest.raises(ValidationError):
        Limits().files = 3
