"""Whether a bucket keeps its conditions: found by trying, since some servers silently ignore them.

A key with a random name is made, made again, and replaced under a condition that does not hold. A
server that lets the second or the third happen would let two pushes overwrite each other.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from envhub.errors import UnsafeStore

from .answers import CONFLICT, NOT_IMPLEMENTED, PRECONDITION, Failure, error_of
from .bucket import Bucket, Words
from .multipart import abort
from .objects import checksum, new_id

PLACE = ".probe/"
"""With a dot in front, so that nobody takes it for a key."""
_REFUSED = {CONFLICT, PRECONDITION}
_UNKNOWN = {400, NOT_IMPLEMENTED}
_STALE = '"00000000000000000000000000000000"'
_HINT = "use a server that keeps If-None-Match and If-Match, such as AWS S3, or a folder"
Ask = Callable[[], Awaitable[Words | Failure]]


async def probe(bucket: Bucket, root: str, url: str) -> None:
    """Try single writes.

    Raises:
        UnsafeStore: their conditions are ignored, or not known.
        EnvhubError: the bucket is not there, lets nobody write, or does not answer.
    """
    name = f"{root}{PLACE}{new_id()}"

    def put(said: bytes, condition: Words) -> Ask:
        words = {"Key": name, "Body": said, "ChecksumSHA256": checksum(said), **condition}
        return lambda: bucket.ask("put_object", words)

    try:
        # No condition here: where the answer gets lost, the key is there all the same.
        await _must(bucket, put(b"first", {}), url)
        again = put(b"second", {"IfNoneMatch": "*"})
        await _must_not(bucket, again, url, "a key is made twice")
        stale = put(b"third", {"IfMatch": _STALE})
        await _must_not(bucket, stale, url, "a changed key is replaced")
    finally:
        await bucket.insist("delete_object", {"Key": name})


async def probe_multipart(bucket: Bucket, root: str, url: str) -> None:
    """Try a write in parts; raises what `probe` raises."""
    name = f"{root}{PLACE}{new_id()}"
    upload_id = ""

    def asking(method: str, words: Words) -> Ask:
        return lambda: bucket.ask(method, {"Key": name, **words})

    try:
        await _must(bucket, asking("put_object", {"Body": b"first"}), url)
        made = await _must(bucket, asking("create_multipart_upload", {}), url)
        upload_id = made["UploadId"]
        part = {"UploadId": upload_id, "Body": b"second", "PartNumber": 1}
        sent = await _must(bucket, asking("upload_part", part), url)
        parts = {"Parts": [{"PartNumber": 1, "ETag": sent["ETag"]}]}
        last = {"UploadId": upload_id, "MultipartUpload": parts, "IfNoneMatch": "*"}
        complete = asking("complete_multipart_upload", last)
        await _must_not(bucket, complete, url, "a key is made twice by writes in parts")
    finally:
        if upload_id:
            await abort(bucket, name, upload_id)
        await bucket.insist("delete_object", {"Key": name})


async def _must(bucket: Bucket, ask: Ask, url: str) -> Words:
    answer = await bucket.persist(ask)
    if isinstance(answer, Failure):
        raise error_of(answer, url, bucket.patience.deadline)
    return answer


async def _must_not(bucket: Bucket, ask: Ask, url: str, what: str) -> None:
    async def once() -> Failure | str:
        answer = await ask()
        if not isinstance(answer, Failure):
            return f"its server ignores the conditions of conditional writes: {what}"
        if answer.status in _UNKNOWN:
            return f"its server knows no conditional writes: {answer.status} {answer.code}"
        return "" if answer.status in _REFUSED else answer

    found = await bucket.persist(once)
    if isinstance(found, Failure):
        raise error_of(found, url, bucket.patience.deadline)
    if found:
        raise UnsafeStore(f"{url} can't be pushed to: {found}", hint=_HINT)
