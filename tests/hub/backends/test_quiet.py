from __future__ import annotations

import sys
import warnings
from pathlib import Path

import pytest
from transformers.utils import logging

from envhub_hub.backends import load_model
from envhub_hub.backends.quiet import quiet


def test_loading_writes_nothing_on_the_terminal(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    load_model(f"hf/{folder}")
    load_model(f"tl/{folder}")
    assert capfd.readouterr() == ("", "")


def test_every_setting_is_as_before_after_quiet() -> None:
    def settings() -> tuple[object, ...]:
        return (
            logging.get_verbosity(),
            logging.is_progress_bar_enabled(),
            list(warnings.filters),
            sys.stderr,
        )

    before = settings()
    with quiet():
        assert settings() != before
    assert settings() == before
