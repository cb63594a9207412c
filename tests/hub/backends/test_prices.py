from __future__ import annotations

from pathlib import Path

import pytest

from envhub.errors import UsageError
from envhub_hub.backends.prices import cost_of, find_price
from envhub_hub.config import config_folder

OWN = """
[[price]]
model = "{model}"
host = "{host}"
input = 1.0
output = 3.0
date = 2026-11-01
source = "our contract"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = config_folder()
    path.mkdir(parents=True)
    return path


def test_a_price_is_dollars_per_million_tokens_with_its_date_and_source() -> None:
    price = find_price("api.openai.com", "gpt-4o-mini")
    assert price is not None
    assert cost_of(price, (1_000_000, 0)) == pytest.approx(price.input)
    assert cost_of(price, (0, 500_000)) == pytest.approx(price.output / 2)
    assert price.date.year >= 2025
    assert price.source


def test_the_same_name_at_another_server_has_no_price() -> None:
    assert find_price("localhost:8000", "gpt-4o-mini") is None


def test_what_is_unknown_is_none_and_not_zero() -> None:
    assert cost_of(None, (10, 10)) is None
    assert cost_of(find_price("api.openai.com", "gpt-4o-mini"), None) is None


def test_the_users_own_table_goes_first(folder: Path) -> None:
    rows = [("gpt-4o-mini", "api.openai.com"), ("tiny", "localhost:8000")]
    text = "".join(OWN.format(model=model, host=host) for model, host in rows)
    (folder / "prices.toml").write_text(text)
    for model, host in rows:
        price = find_price(host, model)
        assert price is not None
        assert (price.input, price.output, price.source) == (1.0, 3.0, "our contract")
    assert find_price("api.openai.com", "gpt-4o") is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[price", "is not TOML"),
        ("\x00", "is not TOML"),
        (OWN.replace("1.0", "-1"), "`price.0.input`"),
        (OWN.replace("1.0", "nan"), "`price.0.input`"),
        (OWN + "inptu = 3\n", "`price.0.inptu`"),
    ],
)
def test_a_table_that_cannot_be_read_is_said(folder: Path, text: str, said: str) -> None:
    (folder / "prices.toml").write_text(text)
    with pytest.raises(UsageError, match=r"prices\.toml") as caught:
        find_price("api.openai.com", "gpt-4o")
    assert said in str(caught.value)
