"""What the reader makes of the requests that were labelled by hand before it was written.

A row is right where every labelled thing is: two readings are the same where they mean the same,
so `8 each` is a count of 8 for each, and one capability's count is the sum. What a custom
capability is called, and a focus, are the sentence's own words: they are compared without articles
and case, and a custom name may hold one word more or less. Whether something can be grounded is not
the reader's to say: of refusals it is judged on having found nothing, or standards alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from envhub.errors import EnvhubError
from envhub_hub.generate.request import Request, read_request
from envhub_hub.generate.request.names import capability_names

DATA = Path(__file__).parents[3] / "data/requests"
LEVELS = {(1,): "easy", (2,): "medium", (3,): "hard"}
ARTICLES = {"a", "an", "its", "my", "our", "the", "their"}
CUSTOM = "custom:"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def reading_of(row: dict[str, Any]) -> Request | None:
    try:
        return read_request(row["request"])
    except EnvhubError:
        return None


def words(text: str) -> list[str]:
    """The words of a text, or of the id that it is a name of: a topic may be newer than a label."""
    text = capability_names().get(text.casefold(), text)
    return [one for one in text.casefold().replace("-", " ").split() if one not in ARTICLES]


def same_name(one: str, other: str) -> bool:
    if not (one.startswith(CUSTOM) and other.startswith(CUSTOM)):
        return one == other
    short, long = sorted((words(one[len(CUSTOM) :]), words(other[len(CUSTOM) :])), key=len)
    starts = range(len(long) - len(short) + 1)
    return len(long) - len(short) <= 1 and any(long[n : n + len(short)] == short for n in starts)


def counts(each: int | None, total: int | None, own: list[int | None]) -> list[int | None]:
    found = [each if count is None else count for count in own]
    return [total] if len(found) == 1 and found[0] is None else found


def levels_of(request: Request) -> set[str | None]:
    return {LEVELS.get(one.levels or request.levels) for one in request.wishes} or {None}


def wrong(row: dict[str, Any], request: Request | None) -> list[str]:
    """Name what of a row is not read as it is labelled."""
    if request is None:
        return [] if row["why_refused"] == "empty" else ["refused"]
    asked, wishes = row["capabilities"], request.wishes
    names = len(asked) == len(wishes) and all(
        same_name(a["id"], b.id) for a, b in zip(asked, wishes, strict=True)
    )
    if not names:
        return ["capabilities"]
    labelled = counts(row["each"], row["total"], [one["count"] for one in asked])
    read = counts(request.each, request.total, [one.count for one in wishes])
    scale = asked[0]["weight"] / wishes[0].weight if wishes else 1.0
    rates = [one.target_rate or request.target_rate for one in wishes]
    focus = [{*one.focus, *one.kinds, *request.kinds} for one in wishes]
    checks = {
        "counts": labelled == read,
        "total": None not in read or row["total"] == request.total or len(read) == 1,
        "weights": all(abs(a["weight"] - scale * b.weight) < 1e-9
                       for a, b in zip(asked, wishes, strict=True)),
        "rates": rates == [one["target_rate"] for one in asked],
        "focus": [sorted(map(words, one)) for one in focus]
        == [sorted(map(words, one["focus"])) for one in asked],
        "exclude": sorted(map(words, request.exclude)) == sorted(map(words, row["exclude"])),
        "kind": request.kind == row["kind"],
        "quick": request.quick == row["quick"],
        "difficulty": levels_of(request) == {row["difficulty"]} or not wishes,
        "format": request.format == row["format"],
        "language": request.language == row["language"],
        "standards": sorted(request.standards) == sorted(row["standard_benchmarks"]),
        "refusal": bool(wishes) or row["refuse"],
    }  # fmt: skip
    return [name for name, right in checks.items() if not right]


def fabricated(row: dict[str, Any], request: Request | None) -> list[str]:
    """Name the capabilities that nobody asked for."""
    labelled = [one["id"] for one in row["capabilities"]]
    return [one.id for one in (request.wishes if request else ())
            if not any(same_name(one.id, name) for name in labelled)]  # fmt: skip


@pytest.mark.parametrize("name", ["open.jsonl", "second.jsonl"])
def test_the_open_requests_are_read_as_they_are_labelled(name: str) -> None:
    read = [(row, reading_of(row)) for row in rows(name)]
    missed = {row["id"]: found for row, request in read if (found := wrong(row, request))}
    assert len(missed) <= len(read) * 0.05, missed
    assert not [one for row, request in read for one in fabricated(row, request)]


def test_requests_that_were_new_to_the_reader_once_stay_read_as_they_are_labelled() -> None:
    read = [(row, reading_of(row)) for row in rows("third.jsonl")]
    missed = {row["id"]: found for row, request in read if (found := wrong(row, request))}
    assert len(missed) <= len(read) * 0.05, missed
    assert sum(len(fabricated(row, request)) for row, request in read) <= 1


def test_the_held_requests_are_read_no_worse_than_they_were() -> None:
    """The bar is 36 of 40 and no capability unasked for; it is not reached.

    32 right with 4 unasked for was the first figure, 32 with 3 the one after the second and third
    set. Nobody has seen which are missed.
    """
    read = [(row, reading_of(row)) for row in rows("held.jsonl")]
    right = sum(not wrong(row, request) for row, request in read)
    invented = sum(len(fabricated(row, request)) for row, request in read)
    # Never which: whoever reads them here would fit the reader to them.
    said = f"{right} of {len(read)} held requests right, {invented} capabilities unasked for"
    if right < 32 or invented > 3:
        raise AssertionError(said)
