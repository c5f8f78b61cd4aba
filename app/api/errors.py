"""Exceptions of FastAPI and ours → problems, as RFC 9457 has them."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from app.api.desk import ProblemError
from app.api.guard import allowed
from app.attended import Left
from app.problems import MEDIA_TYPE, Problem, of_error, problem
from kg.errors import KgError

GONE = 499  # nobody reads it


def install(app: FastAPI) -> None:
    """Let all errors be told as problems."""
    app.add_exception_handler(ProblemError, _ours)
    app.add_exception_handler(KgError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Left, _left)
    app.add_exception_handler(Exception, _internal)


def response(told: Problem, more: dict[str, str] | None = None) -> Response:
    """A problem as a response."""
    headers = {**dict(told.headers), **(more or {})}
    return Response(told.body(), told.status, headers, MEDIA_TYPE)


async def _ours(_: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return response(error.problem)


async def _known(_: Request, error: Exception) -> Response:
    assert isinstance(error, KgError)
    return response(of_error(error))


async def _left(_: Request, error: Exception) -> Response:
    return Response(status_code=GONE)


async def _internal(_: Request, error: Exception) -> Response:
    return response(problem(500, "app.http.internal", kind=type(error).__name__))


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = [{"where": _place(each), "what": str(each["msg"])} for each in error.errors()]
    what = "; ".join(f"{each['where']}: {each['what']}" for each in found[:3])
    told = problem(422, "app.api.invalid", what=what)
    return response(Problem(told.status, told.kind, told.detail, told.detail_en, more={"errors": found}))


def _place(error: dict[str, Any]) -> str:
    return ".".join(str(part) for part in error["loc"])


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    path = request.url.path
    headers = dict(error.headers or {})
    match error.status_code:
        case 404:
            return response(problem(404, "app.api.not_found", path=path))
        case 405:
            return response(problem(405, "app.api.method", path=path, method=request.method), headers)
        case 413:
            return response(problem(413, "app.api.too_large", limit=allowed(path)))
        case status:
            what = f"{HTTPStatus(status).phrase}: {error.detail}"
            return response(problem(400 if status < 500 else status, "app.api.invalid", what=what), headers)
