"""What a server of the S3 protocol said, or that it said nothing.

Clients of it raise some dozens of types, and s3fs translates a few of them into errors of the
system, not always the same for the same answer. What decides here is the number of the answer.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from envhub.errors import EnvhubError, NotFound, PermissionMissing, UsageError

CONFLICT, PRECONDITION, RANGE, NOT_IMPLEMENTED = 409, 412, 416, 501
NO_UPLOAD = "NoSuchUpload"
_EXPIRED = {"ExpiredToken", "InvalidToken", "TokenRefreshRequired"}
"""Answered with 400."""
_AGAIN = {408, 409, 412, 425, 429}
_HINTS = {
    "credentials": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
    "permission": "check the credentials, and what they allow in this bucket",
    "reach": "check the network, and AWS_ENDPOINT_URL where the bucket is not on AWS",
}


class Failure(NamedTuple):
    """A request that was not answered well."""

    status: int | None
    """None: no answer came, so what was asked may have happened, or may happen still."""
    code: str
    said: str
    reached: bool = True
    """False: no connection, so what was asked has not happened."""

    @property
    def again(self) -> bool:
        """Whether to ask again may help."""
        if self.status is None or self.status in _AGAIN:
            return True
        return self.status >= 500 and self.status != NOT_IMPLEMENTED

    @property
    def absent(self) -> bool:
        return self.status == 404 and self.code != "NoSuchBucket"


def failure_of(error: Exception, where: str) -> Failure:
    """Return what a client's error says of the answer.

    Raises:
        PermissionMissing: there are no credentials to ask with.
        UsageError: what was to be asked makes no sense to the client.
        Exception: an error that is none of a request.
    """
    import asyncio

    from botocore import exceptions as boto
    from s3fs.core import S3_RETRYABLE_ERRORS

    cause: BaseException = error
    if isinstance(error.__cause__, boto.ClientError):
        cause = error.__cause__
    if isinstance(cause, boto.ClientError):
        answer: dict[str, Any] = cause.response
        said = answer.get("Error", {})
        status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode")
        return Failure(status, str(said.get("Code", "")), str(said.get("Message", "")))
    if isinstance(cause, boto.NoCredentialsError | boto.PartialCredentialsError | boto.SSOError):
        raise PermissionMissing(
            f"no credentials for {where}: {_line(cause)}", hint=_HINTS["credentials"]
        ) from error
    if isinstance(cause, boto.EndpointConnectionError | boto.ConnectTimeoutError
                  | boto.ProxyConnectionError | boto.SSLError):  # fmt: skip
        return Failure(None, "", _line(cause), reached=False)
    if isinstance(cause, (*S3_RETRYABLE_ERRORS, asyncio.TimeoutError, OSError)):
        return Failure(None, "", _line(cause))
    if isinstance(cause, boto.BotoCoreError | ValueError):
        raise UsageError(f"can't ask {where}: {_line(cause)}") from error
    raise error


def error_of(failure: Failure, where: str, seconds: float = 0) -> EnvhubError:
    """Return the error that a failure amounts to, when no more can be done about it."""
    status, code, said, reached = failure
    if not reached:
        return EnvhubError(f"{where} can't be reached: {said}", hint=_HINTS["reach"])
    if status is None:
        return EnvhubError(
            f"{where} did not answer within {seconds:.0f} s: {said}", hint=_HINTS["reach"]
        )
    answer = f"{status} {code}".strip() if code != str(status) else code
    answer = f"{answer}: {said}" if said and said != code else answer
    if status == 404 and code == "NoSuchBucket":
        return NotFound(f"{where}: there is no such bucket", hint="the bucket must be made first")
    if status == 404 and code != NO_UPLOAD:
        return NotFound(f"{where}: {answer}")
    if status in (401, 403) or code in _EXPIRED:
        return PermissionMissing(
            f"{where} does not let this user do that: {answer}", hint=_HINTS["permission"]
        )
    tried = f" for {seconds:.0f} s" if failure.again and seconds >= 1 else ""
    return EnvhubError(f"{where} answered{tried} {answer}")


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
