"""Keep libraries from writing on a person's terminal while they load, and put it back after."""

from __future__ import annotations

import io
import logging as records
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr


@contextmanager
def quiet() -> Iterator[None]:
    """Silence progress bars, transformers' log and Python warnings inside the block."""
    from transformers.utils import logging

    verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    # The hub client tells of every retry; that it could not be reached is said once, as the error.
    hub = records.getLogger("huggingface_hub")
    level = hub.level
    hub.setLevel(records.CRITICAL)
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        # Some bars (reading GGUF) obey no setting, so what goes to stderr is dropped as well.
        with warnings.catch_warnings(), redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        hub.setLevel(level)
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()
