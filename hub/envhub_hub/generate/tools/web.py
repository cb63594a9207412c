"""Search of the web by a server that speaks SearXNG's JSON. Honestly not pure: it never was.

No plan that the rules propose uses it; what it gives is recorded by digest like any other output.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from pydantic import Field

from envhub.errors import MissingRequirement, UsageError
from envhub.values import Frozen

from .tool import Given, Tool, Unfit

MAX_BYTES = 4 << 20
"""Of one answer; what is longer is no answer."""


class SearxWeb:
    """A SearXNG server, or one that answers `/search?q=…&format=json` as it does."""

    def __init__(self, url: str, seconds: float = 10.0) -> None:
        """Take the address of the server; nothing is asked of it yet.

        Raises:
            UsageError: the address is not of http or https.
        """
        if urlsplit(url).scheme not in ("http", "https"):
            raise UsageError(f"`{url}` is no address of a search server",
                             hint="such as http://localhost:8888")  # fmt: skip
        self._url, self._seconds = url.rstrip("/"), seconds

    def search(self, words: str, count: int) -> list[Mapping[str, str]]:
        """Return what the server found.

        Raises:
            MissingRequirement: it does not answer, or not in JSON.
        """
        query = urlencode({"q": words, "format": "json"})
        request = Request(f"{self._url}/search?{query}", headers={"Accept": "application/json"})
        try:
            with urlopen(request, timeout=self._seconds) as answer:
                body = answer.read(MAX_BYTES + 1)
            results = json.loads(body[:MAX_BYTES])["results"]
            return [
                {"title": str(one.get("title", "")), "url": str(one.get("url", "")),
                 "text": str(one.get("content", ""))}
                for one in results[:count]
            ]  # fmt: skip
        except (URLError, OSError) as error:
            raise MissingRequirement(
                f"the search server at `{self._url}` does not answer: {error}",
                hint="check its address, or go on without web search",
            ) from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise MissingRequirement(
                f"the search server at `{self._url}` did not answer in SearXNG's JSON",
                hint="allow `json` under `search: formats:` in its settings.yml",
            ) from error


class WebParams(Frozen):
    """How much is asked for."""

    count: int = Field(default=5, ge=1)


def _web_search(given: Given, params: WebParams) -> tuple[Any, ...]:
    if given.web is None:
        raise Unfit("no search server was named")
    found = given.web.search(" ".join(given.texts()), params.count)
    if not found:
        raise Unfit("the search found nothing")
    return ([dict(one) for one in found],)


web_search = Tool("web_search", "searches the web", WebParams, _web_search, pure=False)
