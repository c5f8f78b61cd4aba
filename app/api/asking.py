"""Words and questions → sentences and answers; while they are typed, completions."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from app.api.desk import Use
from app.api.documented import answers
from app.api.jobs import CITED
from app.api.models import Answers, Hits, Suggestions, Understood
from kg.vocabulary import Level, Type

LONGEST = 2_000  # characters of a question, as `search.hits` reads
MOST = 1_000  # answers at once
WORD = Annotated[str, Field(max_length=200)]
FACET = r"^(type|subtype|level|task|year|report):.{1,240}$"

router = APIRouter(tags=["ask"])

Facet = Annotated[
    list[Annotated[str, Field(pattern=FACET)]],
    Query(
        max_length=20, description="keeps a part of the answers, as `facets` write it", examples=[["level:national"]]
    ),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="how many answers are shown", examples=[50])]


@router.get("/api/search", summary="Find sentences by words and by meaning", **answers(Hits))
async def search(
    desk: Use,
    words: Annotated[str, Query(min_length=1, max_length=LONGEST, description="words", examples=["产教融合"])],
    k: Annotated[int, Query(ge=1, le=200, description="how many sentences", examples=[10])] = 10,
    report: Annotated[list[WORD], Query(max_length=50, description="keys of reports", examples=[[]])] = [],  # noqa: B006
    task: Annotated[
        list[Annotated[str, Field(pattern=r"^((school|group([1-9]\d{0,3})?):)?[1-9]\d{0,5}$")]],
        Query(max_length=50, description="school:5, group2:4, 5", examples=[["school:5"]]),
    ] = [],  # noqa: B006
    type: Annotated[list[Type], Query(description="types of what is told", examples=[["Award"]])] = [],  # noqa: B006
    level: Annotated[list[Level], Query(description="levels of it", examples=[["national"]])] = [],  # noqa: B006
    year: Annotated[
        list[Annotated[int, Field(ge=1, le=9999)]], Query(max_length=50, description="years of it", examples=[[2022]])
    ] = [],  # noqa: B006
    context: Annotated[int, Query(ge=0, le=10, description="sentences shown on each side", examples=[0])] = 0,
    explain: Annotated[bool, Query(description="say what made the score", examples=[False])] = False,
) -> Response:
    """What `kg search --format json` prints. Each hit is a sentence with its place in its report."""
    narrow = {"reports": report, "tasks": task, "types": type, "levels": level, "years": year}
    return await desk.view("search", words=words, k=k, narrow=narrow, around=context, explain=explain)


@router.get("/api/ask", summary="Answer a question", **answers(Answers))
async def ask(
    desk: Use,
    question: Annotated[
        str, Query(min_length=1, max_length=LONGEST, description="a question", examples=["哪些国家级奖项支撑任务5"])
    ],
    type: Annotated[list[WORD], Query(max_length=20, description="奖项, Award, none", examples=[["Award"]])] = [],  # noqa: B006
    level: Annotated[
        list[WORD], Query(max_length=20, description="国家级, national, none", examples=[["national"]])
    ] = [],  # noqa: B006
    task: Annotated[
        list[WORD], Query(max_length=20, description="学校5, school:5, none", examples=[["school:5"]])
    ] = [],  # noqa: B006
    scope: Annotated[list[WORD], Query(max_length=5, description="学校, group, none", examples=[["school"]])] = [],  # noqa: B006
    year: Annotated[list[WORD], Query(max_length=20, description="2022, 2019-2021, none", examples=[["none"]])] = [],  # noqa: B006
    party: Annotated[list[WORD], Query(max_length=5, description="a name, none", examples=[["none"]])] = [],  # noqa: B006
    facet: Facet = [],  # noqa: B006
    limit: Limit = 50,
    facets: Annotated[bool, Query(description="count all answers by facet", examples=[True])] = True,
) -> Response:
    """What `kg ask --format json` prints, with facets. The reading is corrected by the same words as at the command."""
    said = {"type": type, "level": level, "task": task, "scope": scope, "year": year, "party": party}
    return await desk.view("ask", question=question, limit=limit, corrections=said, chosen=facet, counted=facets)


class Question(BaseModel):
    """A question with its reading as a person corrected it: what is not changed may be left out."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "国家级奖项", "understood": {"levels": ["provincial"]}}]},
    )

    question: str = Field(min_length=1, max_length=LONGEST)
    understood: Understood = Field(default_factory=Understood)
    facet: list[Annotated[str, Field(pattern=FACET)]] = Field(default=[], max_length=20)
    limit: int = Field(default=50, ge=1, le=MOST)
    facets: bool = True


@router.post("/api/ask", summary="Answer a question as a person corrected its reading", **answers(Answers))
async def ask_again(desk: Use, asked: Question) -> Response:
    """The same answer; `understood` of an answer may be posted back, changed where it was wrong."""
    given = asked.understood.model_dump(mode="json", exclude_unset=True)
    return await desk.view(
        "ask",
        question=asked.question,
        understood=given,
        limit=asked.limit,
        chosen=asked.facet,
        counted=asked.facets,
    )


class CitedQuestion(Question):
    """The same, and the form that the answers are wanted in."""

    limit: int = Field(default=MOST, ge=1, le=MOST)
    format: Literal["docx", "xlsx", "csv", "markdown"] = "docx"


CITATIONS = answers(None)
CITATIONS["responses"][200] |= {"content": {media.partition(";")[0]: {} for media in CITED.values()}}


@router.post("/api/citations", summary="Save the answers to a question with their citations", **CITATIONS)
async def citations(desk: Use, asked: CitedQuestion) -> Response:
    """The answers of `/api/ask`, a row a claim, with its sentence, report and section, to be quoted in a report."""
    given = asked.understood.model_dump(mode="json", exclude_unset=True)
    said = {"question": asked.question, "understood": given, "limit": asked.limit, "chosen": asked.facet}
    suffix = "md" if asked.format == "markdown" else asked.format
    return await desk.file("cited", f"citations.{suffix}", form=asked.format, **said)


@router.get("/api/suggest", summary="Complete what is being typed", **answers(Suggestions))
async def suggest(
    desk: Use,
    prefix: Annotated[str, Query(max_length=LONGEST, description="what was typed so far", examples=["国家级教"])],
    limit: Annotated[int, Query(ge=1, le=50, description="how many completions", examples=[10])] = 10,
) -> Response:
    """Completions of the last words, also by pinyin, and whole questions to which there are answers."""
    return await desk.view("suggest", prefix=prefix, limit=limit)
