"""Large files into a bucket, in parts, each small in memory; the last step makes the object."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from envhub.errors import IntegrityError

from .answers import CONFLICT, NO_UPLOAD, Failure
from .bucket import Bucket, Words
from .objects import WRITE_ID, Objects, checksum, new_id

PART = 8 << 20
"""Bytes of a part, and of what is sent in one piece; the protocol wants at least 5 MiB."""
MOST_PARTS = 9_000
TOGETHER = 3
ROUNDS = 3
_OVER = Failure(404, NO_UPLOAD, "others wrote the same key at the same time, again and again")


async def upload(objects: Objects, name: str, path: Path) -> bool | Failure:
    """Make an object from a file; False where it is another's.

    Raises:
        IntegrityError: the file was changed meanwhile.
    """
    seen = await objects.look(name)
    if seen is not None:
        # What decides is the last step; this spares sending a file that would be thrown away.
        return seen if isinstance(seen, Failure) else False
    found: bool | Failure = _OVER
    for _ in range(ROUNDS):
        found = await _upload(objects, name, path)
        if not isinstance(found, Failure) or found.code != NO_UPLOAD:
            break  # else the parts are gone, and only a new upload can be completed
    return found


async def _upload(objects: Objects, name: str, path: Path) -> bool | Failure:
    mine, done = new_id(), False
    answer = await objects.bucket.insist(
        "create_multipart_upload",
        {"Key": name, "Metadata": {WRITE_ID: mine}, "ChecksumAlgorithm": "SHA256"},
    )
    if isinstance(answer, Failure):
        return answer
    one = _Upload(objects, name, mine, answer["UploadId"])
    try:
        failure = await one.send(path)
        if failure is not None:
            return failure
        found = await objects.bucket.persist(one.complete)
        done = found is True
        return found
    finally:
        if not done:
            await abort(objects.bucket, name, one.upload_id)


@dataclass
class _Upload:
    objects: Objects
    name: str
    mine: str
    upload_id: str
    parts: list[Words] = field(default_factory=list)

    @property
    def _here(self) -> Words:
        return {"Key": self.name, "UploadId": self.upload_id}

    async def send(self, path: Path) -> Failure | None:
        size = path.stat().st_size
        length = max(PART, -(-size // MOST_PARTS))
        count = max(1, -(-size // length))
        with path.open("rb") as stream:
            for first in range(0, count, TOGETHER):
                numbers = range(first, min(first + TOGETHER, count))
                chunks = [stream.read(length) for _ in numbers]
                if sum(map(len, chunks)) != min(size, length * numbers.stop) - length * first:
                    raise IntegrityError(f"`{path}` was changed while it was sent")
                sent = zip(numbers, chunks, strict=True)
                answers = await asyncio.gather(*(self._part(*one) for one in sent))
                for number, answer in zip(numbers, answers, strict=True):
                    if isinstance(answer, Failure):
                        return answer
                    part = {"PartNumber": number + 1, "ETag": answer["ETag"]}
                    if "ChecksumSHA256" in answer:
                        part["ChecksumSHA256"] = answer["ChecksumSHA256"]
                    self.parts.append(part)
        return None

    async def _part(self, number: int, data: bytes) -> Words | Failure:
        said = {"PartNumber": number + 1, "Body": data, "ChecksumSHA256": checksum(data)}
        return await self.objects.bucket.insist("upload_part", self._here | said)

    async def complete(self) -> bool | Failure:
        said = {"IfNoneMatch": "*", "MultipartUpload": {"Parts": self.parts}}
        answer = await self.objects.bucket.ask("complete_multipart_upload", self._here | said)
        if not isinstance(answer, Failure):
            return True
        if not answer.reached or not (answer.again or answer.absent):
            return answer
        seen = await self.objects.head(self.name)
        if isinstance(seen, Failure):
            return seen
        if seen is not None:
            return seen.write_id == self.mine
        # By the protocol, what met a conflict must be sent anew.
        return _OVER if answer.status == CONFLICT else answer


async def abort(bucket: Bucket, name: str, upload_id: str) -> None:
    """Let go of the parts of an upload; what can't be let go of is left to `sweep`."""
    await bucket.ask("abort_multipart_upload", {"Key": name, "UploadId": upload_id})


async def sweep(bucket: Bucket, below: str, older: timedelta) -> int | Failure:
    """Let go of the uploads that nobody has completed for so long, by the server's clock."""
    count, marks = 0, dict[str, str]()
    while True:
        answer = await bucket.insist("list_multipart_uploads", {"Prefix": below, **marks})
        if isinstance(answer, Failure):
            return answer
        before = _now(answer) - older
        for one in answer.get("Uploads", []):
            if one["Key"].startswith(below) and one["Initiated"] < before:
                await abort(bucket, one["Key"], one["UploadId"])
                count += 1
        if not answer.get("IsTruncated"):
            return count
        marks = {
            "KeyMarker": answer["NextKeyMarker"], "UploadIdMarker": answer["NextUploadIdMarker"],
        }  # fmt: skip


def _now(answer: Words) -> datetime:
    said = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date")
    return parsedate_to_datetime(said) if said else datetime.now(UTC)
