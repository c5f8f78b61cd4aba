"""Settings → the server: the JSON API, things under `/id/`, the SPARQL doors. Start reading at `create_app`."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api import asking, decisions, errors, excerpts, ids, journal, keeping, reports, telling
from app.api.documented import document
from app.api.guard import Guard
from app.api.html import STYLE, api_page
from app.endpoint.doors import opened
from app.endpoint.protocol import Endpoint
from app.pool import QUESTIONS, Pool
from app.settings import Settings
from app.web.routes import routes
from app.writer import Writer
from kg.home import LOGS

ROUTERS = (asking, excerpts, telling, reports, decisions, keeping, ids)


def create_app(settings: Settings) -> ASGIApp:
    """Make the server's application; its workers live from its start to its end."""
    doors: dict[str, Endpoint] = {}

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        log = journal.opened(Path(settings.home) / LOGS)
        app.state.settings, app.state.writer = settings, Writer(settings.home)
        try:
            async with (
                Pool(settings.home, size=settings.size, limit=settings.limit, kind=QUESTIONS) as pool,
                opened(settings, pool) as found,
            ):
                doors.update(found)
                app.state.pool, app.state.queries = pool, found["/sparql"].pool
                yield
                await app.state.writer.close()
        finally:
            journal.closed(log)

    api = FastAPI(lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    for module in ROUTERS:
        api.include_router(module.router)
    api.include_router(_documents(api))
    api.routes.extend(routes())
    errors.install(api)
    return Guard(_Fork(api, doors), settings)


class _Fork:
    """Sends what is for a SPARQL door straight there; it is asked so often that every step counts."""

    def __init__(self, api: ASGIApp, doors: Mapping[str, ASGIApp]) -> None:
        self._api = api
        self._doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        first = "/" + scope.get("path", "/").split("/", 2)[1]
        await self._doors.get(first, self._api)(scope, receive, send)


def _documents(api: FastAPI) -> APIRouter:
    """The OpenAPI document, and a page that shows it without asking another server for anything."""
    router = APIRouter(include_in_schema=False)

    @router.get("/openapi.json")
    def openapi() -> Response:
        return JSONResponse(document(api))

    @router.get("/docs")
    def docs() -> Response:
        return HTMLResponse(api_page(document(api)))

    @router.get("/docs/style.css")
    def style() -> Response:
        return Response(STYLE, media_type="text/css")

    return router
