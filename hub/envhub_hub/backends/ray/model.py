"""A model that several workers hold: it splits what is asked, and knows nothing of torch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from envhub.errors import UsageError
from envhub.model import Model, ModelIdentity, Reply, Request

from ..settings import LoadSettings
from .chunks import cut
from .cluster import connect
from .crew import Crew
from .layout import Layout, lay_out
from .worker import Load

DEVICES = (None, "cpu", "cuda")


class RayModel:
    """A `Model` over the workers of a Ray cluster; they end with it."""

    def __init__(self, load: Load, layout: Layout) -> None:
        """Start the workers.

        Args:
            load: loads the model, once on every worker.
            layout: how many, and what each may use.

        Raises:
            BackendError: one did not start, or they hold different models.
            EnvhubError: what loading raised.
        """
        self._crew = Crew(load, layout)
        self._most = layout.chunk

    @property
    def identity(self) -> ModelIdentity:
        """That of the model itself: who computes it changes no number."""
        return self._crew.identity

    @property
    def workers(self) -> int:
        """How many share what is asked."""
        return self._crew.size

    def respond(self, requests: Sequence[Request]) -> Iterator[tuple[int, Reply]]:
        """Answer each request once, as soon as its chunk is done.

        What a lost worker had is asked again, of another one.
        """
        chunks = cut(requests, self._crew.size, self._most)
        for place, replies in self._crew.work([[requests[i] for i in one] for one in chunks]):
            for index, reply in replies:
                yield chunks[place][index], reply


def load(
    spec: str,
    settings: LoadSettings,
    load_model: Callable[[str, LoadSettings], Model],
    *,
    on_gpu: bool,
) -> Model:
    """Load a model on the workers of a cluster.

    Args:
        spec: what a person typed.
        settings: how it is loaded on each of them; and how many there are, and where.
        load_model: what loads it on one of them.
        on_gpu: whether such a model runs on a GPU where there is one.
    """
    if settings.device not in DEVICES:
        message = f"`{settings.device}` names one device, and Ray gives each worker its own"
        raise UsageError(message, hint="--device cuda or cpu, or neither")
    alone = settings.model_copy(update={"executor": "local", "workers": None, "ray_address": None})
    nodes = connect(settings.ray_address, settings.workers or 1)
    layout = lay_out(nodes, settings.workers, on_gpu=on_gpu and settings.device != "cpu")
    return RayModel(partial(load_model, spec, alone), layout)
