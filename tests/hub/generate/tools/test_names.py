"""Names in other languages, by babel."""

from __future__ import annotations

import pytest

pytest.importorskip("babel")

from tests.hub.generate.tools.using import use

from envhub_hub.generate.tools import Unfit


@pytest.mark.parametrize(
    ("kind", "name", "target", "expected"),
    [
        ("country", "Germany", "fr", "Allemagne"),
        ("language", "german", "de", "Deutsch"),
        ("month", "March", "es", "marzo"),
        ("weekday", "Monday", "it", "lunedì"),
        ("currency", "Euro", "pl", "euro"),
    ],
)
def test_a_name_is_translated(kind, name, target, expected):
    assert use("translate_name", name, kind=kind, target=target) == (expected,)


def test_a_name_goes_back():
    assert use("translate_name", "Allemagne", kind="country", source="fr", target="en") == (
        "Germany",
    )


@pytest.mark.parametrize(("name", "target"), [("Atlantis", "fr"), ("Germany", "zzz")])
def test_an_unknown_name_or_language_is_unfit(name, target):
    with pytest.raises(Unfit):
        use("translate_name", name, kind="country", target=target)
