"""Collected sentences: whether they still stand, and a file to quote from. Both only read."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.asking import LONGEST
from app.api.desk import Use
from app.api.documented import answers
from app.api.jobs import CITED
from app.api.models import REPORT, Excerpts

MOST = 200  # sentences at once; the pages keep no more

router = APIRouter(tags=["excerpts"])


class Reference(BaseModel):
    """Where a sentence stands, or stood, and the words that it was seen with."""

    model_config = ConfigDict(extra="forbid")

    report: str = Field(max_length=200, examples=[REPORT], description="key of its report")
    start: int = Field(ge=0, le=10**8, examples=[641], description="any character of it")
    text: str | None = Field(
        default=None, max_length=10_000, description="as it was seen: what it says now is held against this"
    )


class Collected(Reference):
    """The same, and the question that found it, which is written beside it."""

    question: str | None = Field(default=None, max_length=LONGEST)


EXAMPLE: dict[str, Any] = {"report": REPORT, "start": 641}


class References(BaseModel):
    """Sentences to look for."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"excerpts": [EXAMPLE]}]})

    excerpts: Annotated[list[Reference], Field(max_length=MOST)]


class Collection(BaseModel):
    """Sentences to be quoted, in this order, and the form that they are wanted in."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"excerpts": [EXAMPLE], "format": "markdown"}]}
    )

    excerpts: Annotated[list[Collected], Field(max_length=MOST)]
    format: Literal["docx", "xlsx", "csv", "markdown"] = "docx"


@router.post("/api/excerpts", summary="Say what became of sentences", **answers(Excerpts))
async def excerpts(desk: Use, given: References) -> Response:
    """Each sentence as its report has it now, with its citation; of one that changed, what stands in its place."""
    return await desk.view("excerpts", references=[one.model_dump() for one in given.excerpts])


FILE = answers(None)
FILE["responses"][200] |= {"content": {media.partition(";")[0]: {} for media in CITED.values()}}


@router.post("/api/excerpts/file", summary="Save sentences with their citations", **FILE)
async def file(desk: Use, given: Collection) -> Response:
    """A row a sentence, in the words of its report and never of the request; what no longer stands is left out."""
    suffix = "md" if given.format == "markdown" else given.format
    references = [one.model_dump() for one in given.excerpts]
    return await desk.file("collected", f"excerpts.{suffix}", form=given.format, references=references)
