from __future__ import annotations

from tests.asking import connect_asker

__all__ = ["connect_asker"]
