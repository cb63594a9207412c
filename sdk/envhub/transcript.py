"""What a row keeps of a trace beyond its own columns, so that it can be scored again.

One plain question and its answer need nothing. Of a workspace only what differs from the sample's
own files is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from .errors import RunError
from .model import Continuation
from .run import SampleRow
from .trace import Trace
from .values import declared, plain

_CONTINUATIONS = TypeAdapter(tuple[Continuation, ...])


def kept(trace: Trace, seeds: Mapping[str, str]) -> str | None:
    """Return what a row keeps of a trace; None where its other columns say it all.

    Args:
        trace: the rollout.
        seeds: the workspace as it began.
    """
    plain_one = trace.turns <= 1 and trace.state is None and trace.files is None
    if plain_one and not any(one.tool_calls or one.parts for one in trace.messages):
        return None
    whole: dict[str, Any] = {
        "messages": [declared(one) for one in trace.messages],
        "turns": trace.turns,
        "malformed": trace.malformed,
    }
    if trace.state is not None:
        whole["state"] = trace.state
    if trace.files is not None:
        gone = {path: None for path in seeds if path not in trace.files}
        changed = {path: text for path, text in trace.files.items() if seeds.get(path) != text}
        whole["files"] = gone | changed
    # Half of a surrogate pair is no text, and what a model wrote may hold one.
    return plain(json.dumps(whole, ensure_ascii=False, separators=(",", ":")))


def trace_of(row: SampleRow, seeds: Mapping[str, str]) -> Trace:
    """Return the trace that a row was made of.

    Raises:
        RunError: the row holds something else than a trace.
    """
    try:
        whole = from_json(row.exchange) if row.exchange is not None else {}
        if "files" in whole:
            files = {**seeds, **whole["files"]}
            whole["files"] = {
                path: files[path] for path in sorted(files) if files[path] is not None
            }
        return Trace.model_validate(
            {
                "prompt": row.prompt,
                "output": row.output,
                "continuations": continuations_of(row),
                "stop_reason": row.stop_reason,
                "usage": {"input_tokens": row.input_tokens, "output_tokens": row.output_tokens},
                "latency_ms": row.latency_ms,
                "cost": row.cost,
                "cached": row.cached,
                **whole,
            }
        )
    except (ValidationError, ValueError, TypeError) as error:
        message = f"the row of sample `{row.sample_id}` holds no trace"
        raise RunError(message) from error


def continuations_of(row: SampleRow) -> tuple[Continuation, ...]:
    """Return the scored continuations of a row.

    JSON has no infinity and no NaN: both were written as null, and the row's cause tells.
    """
    missing = "NaN" if row.cause == "logprobs" else "-Infinity"
    return _CONTINUATIONS.validate_python(
        [
            {**one, "logprob": float(missing) if one["logprob"] is None else one["logprob"]}
            for one in from_json(row.continuations)
        ]
    )
