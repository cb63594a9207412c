"""Whether a change of a loaded model's form (bridged, merged) left its numbers as they were."""

from __future__ import annotations

from typing import Any

import torch

from .networks import ModuleNetwork, Network

PROBE = 16
"""Tokens, from all over the vocabulary."""
TOLERANCES = {"bfloat16": 0.5, "float16": 0.1, "float32": 1e-3}
"""How far rounding alone may move a log-probability, by dtype."""


def probe_tokens(module: Any) -> Any:
    """Return a row [1, tokens] that any module can read."""
    network = ModuleNetwork(module, owned=True)
    step = max(1, network.vocabulary // PROBE)
    most = min(PROBE, network.limit or PROBE)
    return torch.arange(0, network.vocabulary, step, device=network.device)[None, :most]


def probe(network: Network, tokens: Any) -> Any:
    """Return the log-probabilities [1, tokens, vocabulary] behind each token of a row."""
    keep = torch.arange(tokens.shape[1], device=tokens.device)
    return network.plain(tokens, keep).float().log_softmax(-1)


def gap(before: Any, after: Any, dtype: str) -> float | None:
    """Return how far the numbers moved, in nats; None where rounding explains it."""
    error = float((before - after).abs().max())
    return None if error <= TOLERANCES[dtype] else error
