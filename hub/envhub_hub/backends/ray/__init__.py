"""`--executor ray`: one model, loaded by several workers of a Ray cluster.

To the runner it is a `Model` like any other: the run folder, the resuming and the scores are the
same. Ray places processes and moves values; what is given to which worker, and what becomes of
what a lost one had, is decided here.
"""

from __future__ import annotations

from .model import RayModel, load

__all__ = ["RayModel", "load"]
