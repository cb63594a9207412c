"""Models on this machine: one table of providers, and what answers requests over torch.

Importing it loads neither torch nor transformers; a loader is imported when it is asked for.
"""

from __future__ import annotations

from .settings import LoadSettings
from .table import PROVIDERS, Provider, adopt, load_model

__all__ = ["PROVIDERS", "LoadSettings", "Provider", "adopt", "load_model"]
