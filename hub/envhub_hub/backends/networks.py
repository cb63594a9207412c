"""Token ids in, logits out: the one seam between requests and the kinds of loaded model.

Two kinds. A transformers module, bridged or not, can take padded and packed rows and keep a cache;
anything else (hooks in place, HookedTransformer, recurrent architectures) is given rows of one
length, whole, so that no hook ever sees padding. Neither knows about text.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import torch

from .caches import keeps_whole

Tensor = Any
LIMITS = ("max_position_embeddings", "n_positions", "n_ctx", "max_seq_len")
WINDOWS = ("sliding_window", "attention_chunk_size")


class Padded(NamedTuple):
    """Rows of different lengths, padded on the left, with where each token stands."""

    tokens: Tensor
    positions: Tensor
    mask: Tensor
    """[rows, past + width], or [rows, 1, width, past + width] added to the attention scores; None:
    nothing is padded, and each token sees all before it."""


class ModuleNetwork:
    """A transformers causal language model, run as it is."""

    def __init__(self, module: Any, *, owned: bool) -> None:
        self.module = module
        self.owned = owned
        config = module.config.get_text_config()
        embedding = module.get_input_embeddings().weight
        self.device = embedding.device
        self.dtype = embedding.dtype
        self.vocabulary = int(embedding.shape[0])
        self.limit = context_limit(module.config)
        self.configs = (getattr(module, "generation_config", None), config)
        self.window = _first(config, WINDOWS)
        """Tokens that attention reaches back over at most, None for all."""
        self._takes = inspect.signature(module.forward).parameters
        self.pads = self._may_pad(config)
        self.holds = self.pads and keeps_whole(module.config)
        """Whether a cache of it may be taken apart and put together: see `caches`."""

    def fits(self, length: int) -> bool:
        """Tell whether rows of this length may be padded and packed: see `_may_pad`."""
        return self.pads and (self.window is None or length <= self.window)

    def plain(self, tokens: Tensor, keep: Tensor) -> Tensor:
        """Return the logits [rows, keep, vocabulary] at some columns of rows of one length."""
        with running((self.module,), owned=self.owned):
            return self._forward({"input_ids": tokens, "use_cache": False}, keep)[0]

    def padded(
        self, rows: Padded, keep: Tensor, cache: Any = None, *, remember: bool = False
    ) -> tuple[Tensor, Any]:
        """Return the logits at some columns, and the cache where it is to be remembered."""
        inputs = {
            "input_ids": rows.tokens,
            "position_ids": rows.positions,
            "attention_mask": rows.mask,
            "past_key_values": cache,
            "use_cache": remember or cache is not None,
        }
        with running((self.module,), owned=self.owned):
            return self._forward(inputs, keep)

    def _forward(self, inputs: dict[str, Any], keep: Tensor) -> tuple[Tensor, Any]:
        # The model's own forward picks the positions: what follows the head (soft caps, scales)
        # is then the architecture's own, for every architecture.
        if "logits_to_keep" in self._takes:
            output = self.module(**inputs, logits_to_keep=keep)
            return output.logits, getattr(output, "past_key_values", None)
        output = self.module(**inputs)
        return output.logits[:, keep], getattr(output, "past_key_values", None)

    def _may_pad(self, config: Any) -> bool:
        """Masks and positions of our own need: both accepted, read by transformers' own mask code,
        and no state that runs through padding. Attention windows are counted in columns, which is
        only right while everything is inside one window.
        """
        file = sys.modules[type(self.module.base_model).__module__]
        return (
            {"position_ids", "attention_mask", "past_key_values"} <= self._takes.keys()
            and hasattr(file, "create_causal_mask")
            and not getattr(self.module, "_is_stateful", False)
            and not getattr(config, "alibi", False)
            and config._attn_implementation in ("eager", "sdpa")
        )


class WholeNetwork:
    """Anything that maps token ids to logits: every row whole, no padding, nothing cached."""

    pads = False

    def __init__(
        self,
        call: Callable[[Tensor], Tensor],
        modules: tuple[Any, ...],
        *,
        limit: int | None,
        configs: tuple[Any, ...] = (),
    ) -> None:
        """Args: configs: what may tell the tokens that end a text, in order."""
        self._call = call
        self._modules = modules
        self.limit = limit
        self.configs = configs
        parameter = next(modules[0].parameters())
        self.device, self.dtype = parameter.device, parameter.dtype
        self.vocabulary = 0

    def fits(self, length: int) -> bool:
        """Rows are never padded."""
        return False

    def plain(self, tokens: Tensor, keep: Tensor) -> Tensor:
        """Return the logits [rows, keep, vocabulary] at some columns of rows of one length."""
        with running(self._modules, owned=False):
            return self._call(tokens)[:, keep]


Network = ModuleNetwork | WholeNetwork


@contextmanager
def running(modules: tuple[Any, ...], *, owned: bool) -> Iterator[None]:
    """Run modules in evaluation mode without gradients, and leave every mode as it was.

    What a caller's model computes must stay usable in training, so inference mode, which marks
    tensors for good, is only for models that nobody else holds.
    """
    inside = {id(part): part for module in modules for part in module.modules()}
    training = [part for part in inside.values() if part.training]
    for part in training:
        part.training = False
    try:
        with torch.inference_mode() if owned else torch.no_grad():
            yield
    finally:
        for part in training:
            part.training = True


def context_limit(config: Any) -> int | None:
    """Return the longest sequence that a model's configuration allows, None for any."""
    return _first(config.get_text_config(), LIMITS)


def _first(config: Any, names: tuple[str, ...]) -> int | None:
    for name in names:
        value = getattr(config, name, None)
        if isinstance(value, int) and value > 0:
            return value
    return None
