"""People's decisions: list, take, withdraw."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from app.api.desk import Use
from app.api.documented import answers
from app.api.models import CLAIM, REPORT, Changed, Decided, Decisions, Quote
from kg.vocabulary import Approximation, Level, Status, Subtype, Type

router = APIRouter(tags=["decisions"])

BY = Annotated[str | None, Query(max_length=100, description="who withdraws it", examples=["王老师"])]
Id = Annotated[str, Path(min_length=1, max_length=64, description="its id", examples=["4f1c0b6f9f3e4d6d"])]
Text = Annotated[str, Field(max_length=200)]
EXAMPLES: list[JsonValue] = [
    {"action": "correct", "claim": CLAIM, "value": {"level": "provincial"}, "by": "王老师"},
    {"action": "assign", "report": REPORT, "start": 641, "end": 652, "tasks": ["school:5"]},
]


class Fields(BaseModel):
    """What the record is to say; null takes a field away."""

    model_config = ConfigDict(extra="forbid")

    anchor: Text | None = Field(default=None, description="other words of its sentence by which it is to be named")
    type: Type | None = None
    subtype: Subtype | None = None
    level: Level | None = None
    status: Status | None = None
    at_least: bool | None = None
    grade: Text | None = None
    count: float | None = Field(default=None, ge=0, le=1e15)
    approximate: Approximation | None = None
    unit: Text | None = None
    whose: Text | None = None
    year: int | None = Field(default=None, ge=1900, le=2100)


class Wish(BaseModel):
    """What a person decides, about a claim, the words from `start` to `end`, or a quote that stands once."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": EXAMPLES})

    action: Literal["accept", "correct", "reject", "add", "merge", "split", "assign"]
    claim: str | None = Field(default=None, max_length=500, description="its IRI")
    report: str | None = Field(default=None, max_length=200, description="key; needed with start and end, or a quote")
    start: int | None = Field(default=None, ge=0, le=10**8)
    end: int | None = Field(default=None, ge=0, le=10**8)
    quote: Quote | None = None
    value: Fields = Field(default_factory=Fields, description="of correct and add")
    tasks: list[Text] | None = Field(default=None, max_length=50, description="of assign: school:5; [] for none")
    other: str | None = Field(default=None, max_length=500, description="of merge and split: IRI of the other")
    by: str | None = Field(default=None, max_length=100, description="who decides")

    @model_validator(mode="after")
    def _whole(self) -> "Wish":
        if not (self.claim or (self.report and (self.quote or None not in (self.start, self.end)))):
            raise ValueError("claim, or report with start and end, or report with quote")
        needed = {"merge": self.other, "split": self.other, "assign": self.tasks}
        if needed.get(self.action, True) is None:
            raise ValueError("tasks" if self.action == "assign" else "other")
        if self.action in ("correct", "add") and not self.value.model_fields_set:
            raise ValueError("value")
        return self

    def given(self) -> dict[str, Any]:
        """The wish as the writer takes it."""
        said = self.model_dump(mode="json", exclude={"value", "tasks"})
        value = self.value.model_dump(mode="json", exclude_unset=True)
        return {**said, "value": {"tasks": self.tasks} if self.action == "assign" else value}


@router.get("/api/decisions", summary="List what people decided", **answers(Decisions))
async def decisions(
    desk: Use,
    report: Annotated[str | None, Query(max_length=200, description="key of one report", examples=[REPORT])] = None,
) -> Response:
    """What `kg decide list --format json` prints: what, who, when, and whether it stands."""
    return await desk.view("decisions", report=report)


@router.post("/api/decisions", summary="Decide", **answers(Decided, 404, status=201, writes=True))
async def decide(desk: Use, wish: Wish) -> Response:
    """What `kg decide` does; the answer comes when it is published, and says what it changed."""
    return await desk.write("decide", wish.given(), status=201)


class Anew(BaseModel):
    """Where a decision whose words changed is to hold: on a claim, or on words of the sentence at `start`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"claim": CLAIM, "by": "王老师"}, {"start": 641, "words": "教学成果奖"}]},
    )

    claim: str | None = Field(default=None, max_length=500, description="its IRI")
    start: int | None = Field(default=None, ge=0, le=10**8)
    words: str | None = Field(default=None, min_length=1, max_length=200, description="to add a record on")
    by: str | None = Field(default=None, max_length=100, description="who decides")

    @model_validator(mode="after")
    def _whole(self) -> "Anew":
        if not (self.claim or (self.words and self.start is not None)):
            raise ValueError("claim, or start with words")
        return self


@router.get("/api/decisions/{id}/again", summary="Say what a decision may be about now", **answers(Changed, 404))
async def changed(desk: Use, id: Id) -> Response:
    """Of a decision that was not carried out since its words changed: what it was on, and what stands there now."""
    return await desk.view("again", id=id)


@router.post("/api/decisions/{id}/again", summary="Decide anew", **answers(Decided, 404, status=201, writes=True))
async def again(desk: Use, id: Id, given: Anew) -> Response:
    """Takes a decision whose words changed on others, as a new one; the old one stays in the list, withdrawn."""
    return await desk.write("again", {**given.model_dump(), "id": id}, status=201)


@router.delete("/api/decisions/{id}", summary="Withdraw a decision", **answers(Decided, 404, writes=True))
async def withdraw(
    desk: Use,
    id: Id,
    by: BY = None,
) -> Response:
    """Takes it back: it stays in the list, and what it had changed is as it was."""
    return await desk.write("withdraw", {"id": id, "by": by})
