"""The keys of a bucket, a page at a time, in the order of their bytes.

SeaweedFS lists folder by folder: `a/b/c` before `a/b-c`, though `-` is before `/`; and it takes
`StartAfter` in that order. So from it a listing starts at a place that is early enough in both
orders, and what it lists is put in order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Any

from envhub.errors import IntegrityError

from .answers import Failure, error_of
from .base import Entry
from .bucket import Bucket
from .keys import is_key
from .objects import bare

PAGE = 1_000
_LISTS_BY_FOLDER = "seaweedfs"


class Listing:
    """What stands below one place in a bucket."""

    def __init__(self, bucket: Bucket, root: str, url: str) -> None:
        self._bucket, self._root, self._url = bucket, root, url
        self._by_folder: bool | None = None
        """Known from the first answer."""

    def entries(self, prefix: str, after: str) -> Iterator[Entry]:
        """Yield what stands below a prefix and behind a key.

        Raises:
            EnvhubError: the bucket is not there, lets nobody in, or does not answer.
            IntegrityError: the keys come in no order, so that some may be left out.
        """
        if after > prefix and not after.startswith(prefix):
            return  # behind everything below it
        start = self._start(prefix, after)
        page = self._page(prefix, StartAfter=start)
        if self._by_folder is None:
            said = page.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("server", "")
            self._by_folder = said.lower().startswith(_LISTS_BY_FOLDER)
            if start != (start := self._start(prefix, after)):
                page = self._page(prefix, StartAfter=start)
        found = self._follow(prefix, page)
        if self._by_folder:
            found = in_order(found, len(prefix))
        last = after
        for one in found:
            if one.key > after and is_key(one.key):
                if one.key <= last:
                    raise IntegrityError(f"{self._url}: its server lists `{one.key}` out of order")
                last = one.key
                yield one

    def _start(self, prefix: str, after: str) -> str:
        if not after.startswith(prefix):
            return ""
        return folder_cut(after, len(prefix)) if self._by_folder else after

    def _follow(self, prefix: str, page: dict[str, Any]) -> Iterator[Entry]:
        while True:
            for one in page.get("Contents", []):
                key = one["Key"].removeprefix(self._root)
                if len(key) == len(one["Key"]) - len(self._root) and key.startswith(prefix):
                    yield Entry(key, one["Size"], bare(one["ETag"]), one["LastModified"])
            if not page.get("IsTruncated"):
                return
            page = self._page(prefix, ContinuationToken=page["NextContinuationToken"])

    def _page(self, prefix: str, **words: Any) -> dict[str, Any]:
        if words.get("StartAfter") == "":
            words = {}
        elif "StartAfter" in words:
            words = {"StartAfter": self._root + words["StartAfter"]}
        words |= {"Prefix": self._root + prefix, "MaxKeys": PAGE}
        answer = self._bucket.run(self._bucket.insist("list_objects_v2", words))
        if isinstance(answer, Failure):
            raise error_of(answer, self._url, self._bucket.patience.deadline)
        return answer


def folder_cut(after: str, fixed: int) -> str:
    """Return a folder on the way to a key, before all that follows the key in either order.

    The orders differ where the name of a folder begins another name, and that goes on with a
    character before `/`. The last part of the key may be the name of a folder as well.
    """
    kept = after[:fixed]
    for part in after[fixed:].split("/")[:-1]:
        if min(part, default="") < "/":
            break
        kept += f"{part}/"
    return kept


def in_order(found: Iterator[Entry], fixed: int) -> Iterator[Entry]:
    """Sort what was listed folder by folder, holding no more than the folder that it is in.

    Args:
        found: entries whose keys have the first `fixed` characters in common.
    """
    held: list[Entry] = []
    for one in found:
        while held and not _may_precede(held[0].key[fixed:], one.key[fixed:]):
            yield heapq.heappop(held)
        heapq.heappush(held, one)
    yield from (heapq.heappop(held) for _ in range(len(held)))


def _may_precede(held: str, now: str) -> bool:
    """Say whether, where `now` was listed, a key may come that belongs before `held`."""
    folder, slash, _ = held.partition("/")
    part = now.partition("/")[0]
    return bool(slash) and part.startswith(folder) and (part == folder or part[len(folder)] < "/")
