"""`--executor ray`: one model, loaded by several workers of a Ray cluster.

To the runner it is a `Model` like any other: the run folder, the resuming and the scores are the
same. Ray places processes and moves values; what is given to which worker, and what becomes of
what a lost one had, is decided here. `model` is the entrance; this file imports nothing, since the
parts that know no Ray can be used without it.
"""
