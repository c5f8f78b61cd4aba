"""Graph Store Protocol: whole graphs, named by `?graph=`, `?default`, or the address itself."""

from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, cast
from urllib.parse import quote, unquote
from uuid import uuid4

from app.endpoint.http import Headers, Parameters, Request, Send, one, refuse, respond
from app.endpoint.negotiation import GRAPHS, formats
from app.endpoint.protocol import Endpoint, answered
from app.settings import QUERY_BYTES, UPLOAD_BYTES
from kg.terms import THINGS

METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
PREFIX = "/store"
FORMS = "multipart/form-data"


class GraphStore(Endpoint):
    """The door to whole graphs: always to read them, on the scratch dataset also to write."""

    async def serve(self, request: Request, send: Send, allowed: Headers) -> None:
        """Answer one request for a graph."""
        match request.method:
            case "GET" | "HEAD":
                await self._read(request, send, allowed)
            case "PUT" | "POST":
                await self._write(request, send, allowed)
            case "DELETE":
                self.may_write(request)
                reply = await self.job(request, "graph.drop", {"graph": self._graph(request)})
                if "missing" in reply.meta:
                    raise _missing()
                await respond(request, send, 204, headers=allowed)
            case "OPTIONS":
                await respond(request, send, 204, headers=[*allowed, (b"allow", METHODS.encode())])
            case _:
                raise refuse(405, "app.http.method", (("Allow", METHODS),), method=request.method, methods=METHODS)

    async def _read(self, request: Request, send: Send, allowed: Headers) -> None:
        graph = self._graph(request)
        _, form = formats(request.accept)
        if form is None:
            raise refuse(406, "app.http.accept", types=", ".join(GRAPHS))
        caps = {"rows": self.settings.rows, "bytes": self.settings.bytes}
        reply = await self.job(request, "graph.read", {"graph": graph, "format": form, **caps})
        if "missing" in reply.meta:
            raise _missing()
        await respond(request, send, 200, reply.body, [*allowed, *answered(reply)])

    async def _write(self, request: Request, send: Send, allowed: Headers) -> None:
        self.may_write(request)
        new = request.method == "POST" and not self._named(request)
        graph = f"{request.root}{PREFIX}/{uuid4()}" if new else self._graph(request)
        arguments = {
            "graph": graph,
            "contents": _contents(request, await request.body(UPLOAD_BYTES)),
            "base": graph or request.url,
            "replace": request.method == "PUT",
        }
        reply = await self.job(request, "graph.put", arguments)
        location = [(b"location", graph.encode())] if new and graph else []
        await respond(request, send, 201 if reply.meta["created"] else 204, headers=[*allowed, *location])

    def _named(self, request: Request) -> bool:
        parameters = request.parameters(QUERY_BYTES)
        return "graph" in parameters or "default" in parameters or bool(self._rest(request))

    def _graph(self, request: Request) -> str | None:
        """The graph that the request is about; None is the default graph."""
        parameters: Parameters = request.parameters(QUERY_BYTES)
        graph = one(parameters, "graph")
        if graph is not None and "default" in parameters:
            raise refuse(400, "app.http.graph")
        if graph is not None:
            return graph
        if "default" in parameters:
            return None
        rest = self._rest(request)
        if not rest:
            raise refuse(400, "app.http.graph")
        # the reports' graphs have their own names, whatever this server is called
        return f"{request.root}{PREFIX}/{rest}" if self.settings.scratch else THINGS + unquote(rest)

    def _rest(self, request: Request) -> str:
        return quote(request.path.removeprefix(PREFIX).strip("/"), safe="/:@!$&'()*+,;=~-._%")


def _contents(request: Request, body: bytes) -> list[tuple[bytes, str]]:
    media_type = request.media_type
    if media_type == FORMS:
        head = f"Content-Type: {request.header(b'content-type')}\r\n\r\n".encode("latin-1")
        whole = BytesParser(policy=HTTP).parsebytes(head + body)
        return [_part(part) for part in whole.walk() if not part.is_multipart()]
    return [(body, _format(media_type))]


def _part(part: Message) -> tuple[bytes, str]:
    return cast(bytes, part.get_payload(decode=True)), _format(part.get_content_type())


def _format(media_type: str) -> str:
    if media_type not in GRAPHS:
        raise refuse(415, "app.http.media_type", found=media_type or "–", types=", ".join(GRAPHS))
    return GRAPHS[media_type]


def _missing() -> Any:
    return refuse(404, "app.http.no_graph")
