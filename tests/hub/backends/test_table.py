from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from envhub.errors import MissingRequirement, NotFound, UsageError
from envhub.model import Generate
from envhub_hub.backends import PROVIDERS, LoadSettings, Provider, load_model


def test_the_table_is_alphabetical() -> None:
    assert list(PROVIDERS) == sorted(PROVIDERS)


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = (
        "import sys, envhub_hub.backends.table; "
        "print({'torch', 'transformers', 'numpy'} & sys.modules.keys() or 'light')"
    )
    path = [path for path in sys.path if path]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path}; {code}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "light"


def test_mock_says_what_stands_behind_the_slash(ask: Any) -> None:
    model = load_model("mock/yes/no")
    assert model.identity.name == "mock/yes/no"
    ((_, reply),) = model.respond([Generate(prompt=ask("well?"))])
    assert reply.text == "yes/no"


def test_an_unknown_provider_is_a_usage_error_with_a_near_miss() -> None:
    with pytest.raises(UsageError, match=r"unknown provider `dmeo`.*did you mean `demo`"):
        load_model("dmeo/smollm2")


def test_a_word_without_slash_names_nothing() -> None:
    with pytest.raises(UsageError, match="`smollm2` names neither"):
        load_model("smollm2")


def test_a_provider_without_a_name_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="has no name"):
        load_model("hf/")


@pytest.mark.parametrize("spec", ["./nowhere", "/no/where", "out/checkpoint-30", "tl/./nowhere"])
def test_a_missing_folder_is_not_found(spec: str) -> None:
    with pytest.raises(NotFound, match="no folder"):
        load_model(spec)


def test_a_missing_package_comes_with_its_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    row = Provider("hf:load", ("no_such_package",), "pip install no-such-package")
    monkeypatch.setitem(PROVIDERS, "hf", row)
    with pytest.raises(MissingRequirement, match="no_such_package") as caught:
        load_model("hf/any/model")
    assert caught.value.hint == "pip install no-such-package"


def test_a_path_without_provider_is_loaded_by_transformer_lens(folder: Path) -> None:
    identity = load_model(str(folder)).identity
    assert identity.name == f"tl/{folder}"
    assert identity.options["network"].startswith("TransformerBridge")


def test_an_unknown_dtype_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="unknown dtype `bfloat61`, did you mean `bfloat16`"):
        LoadSettings(dtype="bfloat61")
