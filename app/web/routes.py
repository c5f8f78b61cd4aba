"""The pages and their files as routes of the server, whose guard gives them their strict policy."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from app.web.pages import PAGES, Page, chosen, files, page


def routes() -> list[Route]:
    """All pages, and what is under `/web/`."""
    return [*(Route(one.path, _page(one)) for one in PAGES), Route("/web/{path:path}", _file)]


def _page(one: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        lang, scheme = chosen(request.query_params, request.cookies, request.headers.get("accept-language", ""))
        headers = {"Vary": "Cookie, Accept-Language", "Content-Language": lang}
        return Response(page(one.name, lang=lang, scheme=scheme), media_type="text/html", headers=headers)

    return answer


async def _file(request: Request) -> Response:
    found = files().get(request.path_params["path"])
    if found is None:
        return PlainTextResponse("404", 404)
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"ETag": f'"{found.tag}{"-gzip" if packed else ""}"', "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(found.packed if packed else found.content, media_type=found.media_type, headers=headers)
