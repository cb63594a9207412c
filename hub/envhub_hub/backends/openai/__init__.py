"""`openai/NAME`: a model behind any server that speaks OpenAI's protocol, by HTTP.

The client is the `openai` package's; retries, pace and time limits are envhub's own, so that every
one of them can be seen and tested. No weights, and nothing about a server is believed that it did
not show when it was loaded (`probing`).
"""

from __future__ import annotations

from .model import RemoteModel, load

__all__ = ["RemoteModel", "load"]
