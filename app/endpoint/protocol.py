"""SPARQL 1.1 Protocol: a request → a query or an update → a worker → a response, sent when it is whole."""

import asyncio
import hmac
from typing import Any
from urllib.parse import quote

from app.attended import Left, attended
from app.endpoint.http import (
    FORM,
    Headers,
    Parameters,
    Receive,
    Refusal,
    Request,
    Scope,
    Send,
    one,
    refuse,
    respond,
    tell,
    utf8,
)
from app.endpoint.negotiation import GRAPHS, TABLES, formats
from app.finders import NAMES
from app.pool import Busy, JobError, Pool, Reply
from app.problems import of_job, of_reply
from app.settings import QUERY_BYTES, Settings
from kg.services import named

QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
METHODS = "GET, HEAD, POST, OPTIONS"
VARY: tuple[bytes, bytes] = (b"vary", b"Accept, Origin")
TRUNCATED = b"x-sparql-truncated"  # rows=N or bytes=N: the result was cut there
NOTICE = b"x-notice"  # names that find nothing, with what may have been meant; what is no ASCII is percent-encoded
PRINTED = " !#$&'()*+,/:;=?@[]~"


class Endpoint:
    """What a door of the endpoint has in common: its workers, its token, its errors."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self.pool = pool
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        allowed = self.cors(request)
        try:
            await self.serve(request, send, allowed)
        except Refusal as refusal:
            await tell(request, send, refusal.problem, allowed)
        except JobError as error:
            await tell(request, send, of_job(error), allowed)
        except Left:
            return
        except asyncio.CancelledError:  # the server is told to stop, and has waited long enough
            await tell(request, send, of_job(Busy("stopping")), allowed)

    async def serve(self, request: Request, send: Send, allowed: Headers) -> None:
        """Answer one request."""
        raise NotImplementedError

    def cors(self, request: Request) -> Headers:
        """Let pages of other origins read, where the settings say so."""
        origin = request.headers.get(b"origin")
        if origin is None or not self.settings.cors:
            return []
        if "*" not in self.settings.cors and origin.decode("latin-1") not in self.settings.cors:
            return []
        return [
            (b"access-control-allow-origin", origin),
            (b"access-control-expose-headers", TRUNCATED + b", " + NOTICE + b", retry-after"),
        ]

    async def job(
        self,
        request: Request,
        name: str,
        arguments: dict[str, Any],
        limit: float | None = None,
        pool: Pool | None = None,
    ) -> Reply:
        """Have a job done while the client waits; refuse what it refuses."""
        reply = await attended(request.receive, pool or self.pool, name, arguments, limit=limit)
        if not reply.ok:
            raise Refusal(of_reply(reply))
        return reply

    def may_write(self, request: Request) -> None:
        """Refuse who may not write: everybody but on the scratch dataset, and there those without the token."""
        if not self.settings.scratch:
            raise refuse(403, "app.http.read_only")
        scheme, _, token = request.header(b"authorization").partition(" ")
        wanted = (self.settings.token or "").encode()
        if scheme.lower() != "bearer" or not wanted or not hmac.compare_digest(token.strip().encode("latin-1"), wanted):
            raise refuse(401, "app.http.token", (("WWW-Authenticate", 'Bearer realm="chengguo"'),))


class Sparql(Endpoint):
    """The query and, on the scratch dataset, update door; `questions` are workers that can search."""

    def __init__(self, pool: Pool, settings: Settings, questions: Pool) -> None:
        super().__init__(pool, settings)
        self._questions = questions

    async def serve(self, request: Request, send: Send, allowed: Headers) -> None:
        """Answer a query, an update, or the wish to know what can be asked."""
        match request.method:
            case "GET" | "HEAD":
                parameters = request.parameters(QUERY_BYTES)
                if "update" in parameters:
                    raise refuse(400, "app.http.update_get")
                if "query" not in parameters:
                    return await self._describe(request, send, allowed)
            case "POST":
                parameters = await self._posted(request)
            case "OPTIONS":
                return await respond(request, send, 204, headers=[*allowed, *_options(allowed)])
            case _:
                raise refuse(405, "app.http.method", (("Allow", METHODS),), method=request.method, methods=METHODS)
        query, update = one(parameters, "query"), one(parameters, "update")
        if query is not None and update is not None:
            raise refuse(400, "app.http.both")
        if update is not None:
            return await self._update(request, send, allowed, update, parameters)
        if query is None:
            raise refuse(400, "app.http.no_query")
        return await self._query(request, send, allowed, query, parameters)

    async def _posted(self, request: Request) -> Parameters:
        media_type = request.media_type
        if media_type == FORM:
            return await request.form(QUERY_BYTES)
        name = {QUERY: "query", UPDATE: "update"}.get(media_type)
        if name is None:
            raise refuse(415, "app.http.media_type", found=media_type or "–", types=f"{QUERY}, {UPDATE}, {FORM}")
        parameters = request.parameters(QUERY_BYTES)
        parameters.setdefault(name, []).append(utf8(await request.body(QUERY_BYTES)))
        return parameters

    async def _query(self, request: Request, send: Send, allowed: Headers, query: str, given: Parameters) -> None:
        table, graph = formats(request.accept)
        if table is None and graph is None:
            raise _unacceptable({**TABLES, **GRAPHS})
        arguments = {
            "query": query,
            "default": given.get("default-graph-uri", ()),
            "named": given.get("named-graph-uri", ()),
            "base": request.url,
            "table": table,
            "graph": graph,
            "rows": self.settings.rows,
            "bytes": self.settings.bytes,
        }
        pool = self._questions if named(query, NAMES) else self.pool
        reply = await self.job(request, "sparql", arguments, _limit(given), pool)
        if "unacceptable" in reply.meta:
            raise _unacceptable(GRAPHS if reply.meta["unacceptable"] == "construct" else TABLES)
        await respond(request, send, 200, reply.body, [*allowed, *answered(reply)])

    async def _update(self, request: Request, send: Send, allowed: Headers, update: str, given: Parameters) -> None:
        self.may_write(request)
        arguments = {
            "update": update,
            "default": given.get("using-graph-uri", ()),
            "named": given.get("using-named-graph-uri", ()),
            "base": request.url,
        }
        await self.job(request, "update", arguments, _limit(given))
        await respond(request, send, 204, headers=allowed)

    async def _describe(self, request: Request, send: Send, allowed: Headers) -> None:
        _, graph = formats(request.accept)
        if graph is None:
            raise _unacceptable(GRAPHS)
        reply = await self.job(request, "describe", {"endpoint": request.url, "format": graph})
        await respond(request, send, 200, reply.body, [*allowed, *answered(reply)])


def answered(reply: Reply) -> Headers:
    """The headers of an answer: its type, and whether it was cut."""
    headers: Headers = [(b"content-type", reply.meta["type"].encode()), VARY]
    if reply.meta.get("truncated"):
        headers.append((TRUNCATED, reply.meta["truncated"].encode()))
    if reply.meta.get("notice"):
        headers.append((NOTICE, quote(reply.meta["notice"], safe=PRINTED).encode()))
    return headers


def _limit(given: Parameters) -> float | None:
    wished = one(given, "timeout")
    if wished is None:
        return None
    try:
        seconds = float(wished)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise refuse(400, "app.http.timeout", value=wished[:40])
    return seconds


def _unacceptable(types: dict[str, str]) -> Refusal:
    return refuse(406, "app.http.accept", types=", ".join(dict.fromkeys(types)))


def _options(allowed: Headers) -> Headers:
    headers: Headers = [(b"allow", METHODS.encode())]
    if allowed:
        headers += [
            (b"access-control-allow-methods", METHODS.encode()),
            (b"access-control-allow-headers", b"Accept, Content-Type"),
            (b"access-control-max-age", b"600"),
        ]
    return headers
