"""Put the context of RO-Crate 1.1 where roc-validator looks first, so that it asks no network.

Run by the validator's own Python: `python serve.py CONTEXT CACHE`.
"""

import sys
from io import BytesIO
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse

ADDRESS = "https://w3id.org/ro/crate/1.1/context"


class FromFile(HTTPAdapter):
    """Answers every request with one file."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content

    def send(self, request: requests.PreparedRequest, *arguments: object, **options: object) -> requests.Response:
        headers = {"Content-Type": "application/ld+json"}
        answer = HTTPResponse(
            BytesIO(self._content), headers, status=200, preload_content=False, request_url=request.url
        )
        return self.build_response(request, answer)


def main(context: str, cache: str) -> None:
    session = CachedSession(cache_name=cache, backend="sqlite", expire_after=-1)
    session.mount("https://w3id.org", FromFile(Path(context).read_bytes()))
    session.get(ADDRESS).raise_for_status()


if __name__ == "__main__":
    main(*sys.argv[1:])
