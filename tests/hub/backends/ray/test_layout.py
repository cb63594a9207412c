from __future__ import annotations

import pytest

from envhub.errors import UsageError
from envhub_hub.backends.ray.layout import Layout, Node, lay_out


@pytest.mark.parametrize(
    ("nodes", "workers", "layout"),
    [
        ([Node(1)], None, Layout(1, 1, 0)),
        ([Node(2)], None, Layout(1, 2, 0)),
        ([Node(2)], 2, Layout(2, 1, 0)),
        ([Node(16)], None, Layout(4, 4, 0)),
        ([Node(16)], 2, Layout(2, 8, 0)),
        ([Node(8), Node(8)], 3, Layout(3, 4, 0)),  # 16 // 3 = 5 would fit on neither twice
        ([Node(16, 1)], None, Layout(1, 4, 1)),
        ([Node(64, 8)], None, Layout(8, 4, 1)),
        ([Node(64, 8)], 3, Layout(3, 4, 1)),
        ([Node(8, 8), Node(32)], None, Layout(8, 1, 1)),
    ],
)
def test_a_model_a_gpu_else_one_for_four_cores(nodes, workers, layout) -> None:
    assert lay_out(nodes, workers, on_gpu=True) == layout


def test_gpus_are_left_alone_by_what_does_not_run_on_them() -> None:
    assert lay_out([Node(8, 8)], None, on_gpu=False) == Layout(2, 4, 0)


def test_more_models_than_gpus_are_refused() -> None:
    with pytest.raises(UsageError, match="3 workers, and the cluster has 2 GPUs") as caught:
        lay_out([Node(16, 2)], 3, on_gpu=True)
    assert caught.value.hint is not None
    assert "--device cpu" in caught.value.hint


@pytest.mark.parametrize("nodes", [[], [Node(2)]])
def test_more_models_than_cores_are_refused(nodes) -> None:
    with pytest.raises(UsageError, match="workers, and the cluster has"):
        lay_out(nodes, 3, on_gpu=True)
