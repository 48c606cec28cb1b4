"""Who may ask, and what browsers may do with an answer.

The server stands on this computer alone unless a class asks for it; a page of some other site that a reader has open
may still send requests here, so names, origins and sizes are looked at in any case.
"""

import hmac
from collections import OrderedDict, deque
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, request

MOST_BYTES = 2 * 1024 * 1024  # of a request's body
_COOKIE, _KEY = "rollout", "token"
_FAILURES, _WITHIN = 5, 60.0  # that an address may have, in so many seconds
_ADDRESSES = 1_000  # of which failures are remembered
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
FILE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; sandbox"
)


class Access(NamedTuple):
    """Under which names the server may be asked, and what opens it."""

    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    token: str = ""  # empty: nobody but this computer reaches the server
    may_run: bool = False  # whether who reaches it may have experiments run, and stop them


def page_policy(script_hashes: list[str]) -> str:
    """Return what a page may do: scripts from here alone, no eval; models compiled to WebAssembly may run."""
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *script_hashes])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def guard(server: Flask, access: Access, policy: str) -> None:
    """Refuse what is not meant for this server, and say in each answer what a browser may do with it."""
    failures = Failures()
    server.config.update(TRUSTED_HOSTS=list(access.hosts), MAX_CONTENT_LENGTH=MOST_BYTES)

    @server.before_request
    def check() -> Any:
        host = request.host  # a foreign one ends here: 400
        if request.method not in ("GET", "HEAD") and urlsplit(request.headers.get("Origin", "")).netloc != host:
            abort(403)
        return _unlock(access.token, failures) if access.token else None

    @server.after_request
    def protect(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


def _unlock(token: str, failures: "Failures") -> Any:
    """Let in whoever has the token: from the address once, from a cookie afterwards."""
    address = request.remote_addr or ""
    if failures.too_many(address):
        abort(429)
    given = request.args.get(_KEY)
    if not _same(request.cookies.get(_COOKIE, "") if given is None else given, token):
        if given is not None:
            failures.note(address)
        abort(401)
    if given is None:
        return None
    answer = redirect(request.path, 303)
    answer.set_cookie(_COOKIE, token, httponly=True, samesite="Strict")
    return answer


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), token.encode())


class Failures:
    """How often an address gave a wrong token of late."""

    def __init__(self) -> None:
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def note(self, address: str) -> None:
        """Remember a failure."""
        with self._lock:
            self._times.setdefault(address, deque(maxlen=_FAILURES)).append(monotonic())
            self._times.move_to_end(address)
            while len(self._times) > _ADDRESSES:
                self._times.popitem(last=False)

    def too_many(self, address: str) -> bool:
        """Tell whether an address has to wait."""
        with self._lock:
            times = self._times.get(address, deque[float]())
            return len(times) == _FAILURES and monotonic() - times[0] < _WITHIN
