"""Tasks, things and claims → all that is said about them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from app.api.asking import Facet, Limit
from app.api.desk import Use
from app.api.documented import answers
from app.api.models import CLAIM, REPORT, THING, Board, ClaimAnswer, Entity, Neighbours, TaskAnswers, Terms
from kg.terms import THINGS
from kg.vocabulary import Scope

router = APIRouter(tags=["things"])

OneReport = Annotated[str | None, Query(max_length=200, description="key of one report", examples=[REPORT])]
Nodes = Annotated[int, Query(ge=1, le=500, description="how many nodes at most", examples=[200])]


def _id(iri: str, what: str) -> object:
    return Path(max_length=500, description=f"what follows /id/{what} in its IRI", examples=[iri.removeprefix(THINGS)])


@router.get("/api/tasks", summary="Count what supports each task, by level", **answers(Board, 404))
async def tasks(desk: Use, report: OneReport = None) -> Response:
    """The task board: tasks × levels with exact counts, a board a report and scope."""
    return await desk.view("tasks", report=report)


@router.get("/api/tasks/{scope}/{number}", summary="Say what supports a task", **answers(TaskAnswers, 404))
async def task(
    desk: Use,
    scope: Annotated[Scope, Path(description="school or group", examples=["school"])],
    number: Annotated[int, Path(ge=0, le=9999, description="its number", examples=[5])],
    group: Annotated[int | None, Query(ge=1, le=99, description="which 专业群", examples=[1])] = None,
    report: OneReport = None,
    facet: Facet = [],  # noqa: B006
    limit: Limit = 50,
) -> Response:
    """The things that support it, with their evidence; the task with this number of every report, or of one."""
    return await desk.view(
        "task", scope=scope, number=number, group=group, report=report, chosen=tuple(facet), limit=limit
    )


@router.get("/api/terms", summary="List the names that a query may use", **answers(Terms))
async def terms(desk: Use) -> Response:
    """Classes, properties, levels and the rest of the ontology, and the tasks of all reports, with their labels."""
    return await desk.view("terms")


@router.get("/api/entities/{id:path}", summary="Tell an achievement or a party", **answers(Entity, 404))
async def entity(desk: Use, id: Annotated[str, _id(THING, "")], nodes: Nodes = 200) -> Response:
    """Its claims with their sentences, its tasks, who is named beside it, and its neighbours for a drawing."""
    return await desk.view("entity", id=id, nodes=nodes)


@router.get("/api/neighbours/{id:path}", summary="Draw what is next to a thing", **answers(Neighbours, 404))
async def neighbours(desk: Use, id: Annotated[str, _id(THING, "")], nodes: Nodes = 200) -> Response:
    """Nodes and edges next to anything under /id/: a drawing is expanded by asking for one of its nodes."""
    return await desk.view("neighbours", id=id, nodes=nodes)


@router.get("/api/claims/{id:path}", summary="Tell a claim", **answers(ClaimAnswer, 404))
async def claim(desk: Use, id: Annotated[str, _id(CLAIM.replace("claim/", ""), "claim/")]) -> Response:
    """What it says, of which thing, for which tasks, in which sentence, and what people decided on it."""
    return await desk.view("claim", id=id)
