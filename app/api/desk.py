"""Request → worker or writer → response: what all routes do, said once."""

import json
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import Depends, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from app.api.html import thing_page
from app.attended import attended
from app.pool import Pool
from app.problems import Problem, of_job, of_reply
from app.settings import Settings
from app.worker import JobError, Reply
from app.writer import Write, Writer
from kg.version import API_VERSION

Lang = Annotated[Literal["zh", "en"], Query(description="language of labels and messages", examples=["zh"])]


class ProblemError(Exception):
    """A problem that ends a request."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


class Desk:
    """What a route needs of the server, for one request."""

    def __init__(self, request: Request, lang: Lang = "zh") -> None:
        self.pool: Pool = request.app.state.pool
        self.queries: Pool = request.app.state.queries
        self.writer: Writer = request.app.state.writer
        self.settings: Settings = request.app.state.settings
        self._request = request
        self._lang = lang

    async def view(self, name: str, **arguments: Any) -> Response:
        """Let a worker make a view, as JSON."""
        reply = await self._call(f"api.{name}", {**arguments, "lang": self._lang})
        return Response(reply.body, media_type=reply.meta["type"], headers=_of(reply))

    async def file(self, name: str, file: str, **arguments: Any) -> Response:
        """Let a worker write a file, to be saved under a name."""
        reply = await self._call(f"api.{name}", {**arguments, "lang": self._lang})
        saved = f"attachment; filename*=UTF-8''{quote(file)}"
        return Response(reply.body, media_type=reply.meta["type"], headers={**_of(reply), "Content-Disposition": saved})

    async def page(self, id: str) -> Response:
        """Describe a thing for people."""
        reply = await self._call("api.page", {"id": id, "lang": self._lang})
        return HTMLResponse(thing_page(json.loads(reply.body), self._lang), headers=_of(reply))

    async def write(self, action: str, given: dict[str, Any], *, status: int = 200) -> Response:
        """Do a write and wait for its end."""
        try:
            write = await self.writer.do(action, {**given, "lang": self._lang})
        except JobError as error:
            raise ProblemError(of_job(error)) from error
        if write.problem:
            raise ProblemError(write.problem)
        return JSONResponse(write.result, status)

    def start(self, action: str, given: dict[str, Any], data: bytes) -> Response:
        """Begin a write, and say where its progress is told."""
        try:
            write = self.writer.start(action, {**given, "lang": self._lang}, data)
        except JobError as error:
            raise ProblemError(of_job(error)) from error
        return JSONResponse(shown(write), 202, headers={"Location": f"/api/writes/{write.id}"})

    async def _call(self, job: str, arguments: dict[str, Any]) -> Reply:
        """Do a job; whoever leaves meanwhile frees the worker."""
        try:
            reply = await attended(self._request.receive, self.pool, job, arguments)
        except JobError as error:
            raise ProblemError(of_job(error)) from error
        if not reply.ok:
            raise ProblemError(of_reply(reply))
        return reply


Use = Annotated[Desk, Depends()]


def shown(write: Write) -> dict[str, Any]:
    """A write as JSON."""
    return {"api_version": API_VERSION, "generation": (write.result or {}).get("generation", 0), **write.shown()}


def _of(reply: Reply) -> dict[str, str]:
    return {"X-Generation": str(reply.meta["generation"])}
