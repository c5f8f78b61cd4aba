"""What stands before every request: under which name it may come, who may write, how much may be sent."""

import hmac
import ipaddress
import re
import time
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import journal
from app.metrics import observe
from app.problems import MEDIA_TYPE, Problem, problem
from app.settings import LOOPBACK, Settings
from ingest.documents import LIMIT

DOORS = ("/sparql", "/store")  # they check their own bodies and tokens
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
METHODS = SAFE | {"POST", "PUT", "DELETE"}  # that are counted by their names
ASKING = frozenset({"/api/ask", "/api/citations", "/api/excerpts", "/api/excerpts/file"})  # posts that only read
HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?")
BODY = 1_000_000  # bytes of a body of JSON
UPLOAD = LIMIT + 100_000  # a report and the form around it
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cache-control", b"no-cache"),
)
NAMES = frozenset(name for name, _ in HEADERS)


class Guard:
    """The outermost application: it refuses what must not come in, and marks what goes out."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        named = (urlsplit(origin).hostname for origin in settings.origins)
        self._hosts = {*LOOPBACK, settings.host, *filter(None, named)}
        self._is_ours = lru_cache(maxsize=64)(self._names_us)  # most requests bring the same name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        out = _Out(scope, send)
        door = scope["path"].startswith(DOORS)
        refusal = self._refusal(scope, door)
        if refusal:
            await out.refuse(refusal)
            return
        if not door:
            scope = {**scope, "method": "GET"} if out.bare else scope
            receive = _In(scope["path"], receive)
        try:
            await self._app(scope, receive, out)
        except Exception as error:  # the client was told already, and nothing of the inside
            journal.failed(scope["method"], scope["path"], error)
        finally:
            out.note(scope)

    def _refusal(self, scope: Scope, door: bool) -> Problem | None:
        path, given = scope["path"], scope["headers"]
        host = next((value for name, value in given if name == b"host"), b"")
        if not self._is_ours(host):
            return problem(400, "app.api.host")
        if not is_text(path):
            return problem(404, "app.api.not_found", path="…")
        if door:
            return None
        headers = dict(reversed(given))
        size = headers.get(b"content-length", b"0")
        if not size.isdigit() or int(size) > allowed(path):
            return problem(413, "app.api.too_large", limit=allowed(path))
        if path.startswith("/api/") and scope["method"] not in SAFE and path not in ASKING:
            return self._no_write(headers, host.decode("latin-1"))
        return None

    def _names_us(self, host: bytes) -> bool:
        """Whether the name is one of ours: a page that made its own name point here would bring that name."""
        found = HOST.fullmatch(host.decode("latin-1").lower())
        name = found["name"].strip("[]") if found else ""
        return name in self._hosts or (not self._settings.loopback and _is_address(name))

    def _no_write(self, headers: dict[bytes, bytes], host: str) -> Problem | None:
        origin = headers.get(b"origin")
        site = headers.get(b"sec-fetch-site", b"none")
        if site not in (b"none", b"same-origin") or (
            origin is not None and not self._same(origin.decode("latin-1"), host)
        ):
            return problem(403, "app.api.origin")
        token = self._settings.token
        if token is None and self._settings.loopback:
            return None
        scheme, _, given = headers.get(b"authorization", b"").partition(b" ")
        if scheme.lower() != b"bearer" or not token or not hmac.compare_digest(given.strip(), token.encode()):
            return problem(401, "app.api.token", (("WWW-Authenticate", 'Bearer realm="chengguo"'),))
        return None

    def _same(self, origin: str, host: str) -> bool:
        return origin in self._settings.origins or origin in (f"http://{host}", f"https://{host}")


def allowed(path: str) -> int:
    """How many bytes may be sent to a path."""
    return UPLOAD if path == "/api/reports" or path.startswith("/api/reports/") else BODY


def is_text(words: str) -> bool:
    """Whether the words are characters, and not the remains of bytes that are none.

    >>> is_text("/id/团队"), is_text("/id/\\udcff")
    (True, False)
    """
    return words.isascii() or not any("\ud800" <= character <= "\udfff" for character in words)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class _In:
    """A body as it comes, no longer than it may be."""

    def __init__(self, path: str, receive: Receive) -> None:
        self._receive = receive
        self._limit = allowed(path)
        self._seen = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._limit:
            raise HTTPException(413)
        return message


class _Out:
    """An answer as it goes: with our headers, without a body for HEAD, and noted at its end."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.bare = scope["method"] == "HEAD"
        self._status = 0
        self._send = send
        self._start = time.perf_counter()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            message["headers"] = _marked(message.get("headers", ()))
        elif self.bare:
            message = {**message, "body": b""}
        await self._send(message)

    async def refuse(self, told: Problem) -> None:
        """Answer with a problem."""
        body = told.body()
        headers = [(name.lower().encode(), value.encode()) for name, value in told.headers]
        headers += [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
        await self({"type": "http.response.start", "status": told.status, "headers": headers})
        await self({"type": "http.response.body", "body": body})

    def note(self, scope: Scope) -> None:
        """Count the answer, and write it into the log."""
        seconds, path, method = time.perf_counter() - self._start, scope["path"], scope["method"]
        route = next((door for door in DOORS if path.startswith(door)), "other")
        if "route" in scope:
            route = getattr(scope["route"], "path", None) or route
        method = method if method in METHODS else "other"
        observe(route, method, self._status, seconds)
        journal.answered(method, path, self._status, seconds)


def _marked(given: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    there = [name for name, _ in given]
    if NAMES.isdisjoint(there):
        return [*given, *HEADERS]
    return [*given, *(header for header in HEADERS if header[0] not in there)]
