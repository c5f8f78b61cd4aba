"""The whole graph: checked and exported; and how the server is."""

from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from app.api.desk import ProblemError, Use
from app.api.documented import answers
from app.api.jobs import FILES
from app.api.models import Findings, Framed, Health
from app.bilingual import told
from app.metrics import written
from app.problems import of_refusal
from kg.errors import HomeError
from kg.home import Home
from kg.version import API_VERSION

Form = Literal["ttl", "nq", "jsonld", "graphml", "csv", "xlsx"]
METRICS = "text/plain; version=0.0.4"

router = APIRouter(tags=["graph"])


@router.get("/api/check", summary="Say what is doubtful", **answers(Findings))
async def check(
    desk: Use, shapes: Annotated[bool, Query(description="whether shapes are checked, too", examples=[True])] = True
) -> Response:
    """What `kg check --format json` prints: broken shapes, figures that contradict each other, doubts of reading."""
    return await desk.view("check", shapes=shapes)


@router.get("/api/status", summary="Say what is here", **answers(Framed))
async def status(desk: Use) -> Response:
    """What `kg status --format json` prints, but for the folder: generations, counts, model, sizes."""
    return await desk.view("status")


EXPORT = answers(None)
EXPORT["responses"][200] |= {"content": {media.partition(";")[0]: {} for media in FILES.values()}}


@router.get("/api/export", summary="Save the graph or its achievements", **EXPORT)
async def export(
    desk: Use, format: Annotated[Form, Query(description="csv and xlsx are the achievements", examples=["csv"])]
) -> Response:
    """What `kg export` writes: the graph as Turtle, N-Quads, JSON-LD or GraphML, the achievements as CSV or XLSX."""
    return await desk.file("export", f"chengguo.{format}", form=format)


@router.get("/healthz", summary="Say whether the server can answer", tags=["server"], **answers(Health))
def healthz(desk: Use) -> Response:
    """200 where the published generation can be read, or where nothing was published yet."""
    try:
        number = Home(desk.settings.home).number()
    except HomeError as error:
        if error.key != "kg.home.empty":
            detail = told(error, Path(desk.settings.home))
            raise ProblemError(of_refusal(type(error).__name__, error.key, *detail)) from error
        number = 0
    return JSONResponse({"api_version": API_VERSION, "generation": number, "status": "ok"})


MEASURED = answers(None)
MEASURED["responses"][200] |= {"content": {METRICS: {"schema": {"type": "string"}}}}


@router.get("/metrics", summary="Measurements for Prometheus", tags=["server"], **MEASURED)
def metrics(desk: Use) -> Response:
    """Requests by route and status, their times, workers, writes."""
    pools = {"questions": desk.pool.state(), "queries": desk.queries.state()}
    return Response(written(pools), media_type=METRICS)
