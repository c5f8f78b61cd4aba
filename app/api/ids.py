"""`/id/…`: every thing as HTML, Turtle or JSON-LD, whichever the client likes best."""

from typing import Annotated, Literal

from fastapi import APIRouter, Header, Path, Query
from fastapi.responses import Response

from app.api.desk import ProblemError, Use
from app.api.documented import answers
from app.api.models import THING
from app.endpoint.negotiation import best
from app.problems import problem
from kg.terms import THINGS

FORMS = {  # the first is what a client gets that has no wish
    "text/html": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/x-turtle": "ttl",
    "application/xhtml+xml": "html",
}
GIVEN = ("text/html", "text/turtle", "application/ld+json")

router = APIRouter(tags=["things"])
DESCRIBED = answers(None, 404, 406)
DESCRIBED["responses"][200] |= {"content": {media: {"schema": {"type": "string"}} for media in GIVEN}}


@router.get("/id/{id:path}", summary="Describe a thing", **DESCRIBED)
async def described(
    desk: Use,
    id: Annotated[str, Path(max_length=500, description="the rest of its IRI", examples=[THING.removeprefix(THINGS)])],
    accept: Annotated[str, Header(max_length=2000, description="forms liked", examples=["text/turtle"])] = "*/*",
    format: Annotated[
        Literal["html", "ttl", "jsonld"] | None, Query(description="instead of Accept", examples=["ttl"])
    ] = None,
) -> Response:
    """What is said of it, and what refers to it; at most a thousand statements each way."""
    form = format or best(accept, FORMS)
    if form is None:
        raise ProblemError(problem(406, "app.api.not_acceptable", types=", ".join(GIVEN)))
    response = await (desk.page(id) if form == "html" else desk.view("described", id=id, form=form))
    response.headers["Vary"] = "Accept"
    return response
