"""What the API gives, for its OpenAPI document: the answers themselves are written by the workers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from kg.vocabulary import Approximation, Level, Scope, Status, Subtype, Type

REPORT = "云岭职业技术学院-2024-绩效自评报告"
TASK = f"https://w3id.org/chengguo/id/task/{REPORT}/school-5"
CLAIM = f"https://w3id.org/chengguo/id/claim/{REPORT}/9443f5d579b2d56a-1"
THING = "https://w3id.org/chengguo/id/award/教学成果奖二等奖-655f5a98cdb24530"


Word = Annotated[str, Field(max_length=200)]

Different = Literal["figure", "level", "grade", "year", "status", "whose"]


class Framed(BaseModel):
    """What every answer says of itself."""

    api_version: int = Field(examples=[1])
    generation: int = Field(examples=[3], description="the published generation that was asked; 0 before the first")


class Place(BaseModel):
    """A stretch of a report; offsets count the characters (code points) of its text."""

    report: str = Field(examples=[REPORT])
    document: str = Field(examples=["05ec08ff"], description="hash of the report's text")
    start: int = Field(examples=[641])
    end: int = Field(examples=[652])
    text: str = Field(examples=["获国家级教学成果奖二等奖1项。"], description="the sentence")


class Segment(BaseModel):
    """A piece of a sentence as people read it: without breaks of lines and pages."""

    text: str = Field(examples=["国家级教学成果奖"])
    mark: bool = Field(examples=[True], description="whether it is what the claim stands on, or what was looked for")


class Evidence(Place):
    """The sentence that says something; `start` and `end` span the words of it that are the claim."""

    anchor: str = Field(examples=["国家级教学成果奖二等奖"])
    section: list[str] = Field(examples=[["二、学校层面", "任务五：教师队伍"]], description="headings from the top")
    segments: list[Segment]
    citation: str = Field(examples=["“获国家级教学成果奖二等奖1项。”（《绩效自评报告》，任务五：教师队伍）"])


class PlainTask(BaseModel):
    """A task as a report's own heading numbers and names it."""

    scope: Scope = Field(examples=["school"])
    group: int | None = Field(examples=[None], description="which 专业群; null for the school")
    number: int = Field(examples=[5])
    title: str = Field(examples=["打造高水平教师队伍"])


class SupportedTask(PlainTask):
    """A task that something supports, why, and how sure that is."""

    report: str = Field(examples=[REPORT])
    reason: str | None = Field(examples=["section"], description="section, resolved, inferred or decided")
    score: float | None = Field(examples=[1.0])


class Facts(BaseModel):
    """What is said of a thing."""

    level: Level | None = Field(examples=["national"])
    at_least: bool = Field(examples=[False], description="whether the text says this level or above")
    grade: str | None = Field(examples=["二等奖"])
    count: int | float | None = Field(examples=[1])
    unit: str | None = Field(examples=["项"])
    approximate: Approximation | None = Field(examples=[None], description="how the text says that it is not exact")
    whose: str | None = Field(examples=[None], description="whose opinion or rate a measure gives: 用人单位")
    year: int | None = Field(examples=[2022])


class Claim(Facts):
    """What one sentence says of a thing."""

    iri: str = Field(examples=[CLAIM])
    status: Status | None = Field(examples=["granted"])
    evidence: Evidence


class Answer(Facts):
    """A thing with all that is said of it; a fact stands here where all claims agree."""

    iri: str = Field(examples=[THING])
    label: str = Field(examples=["国家级教学成果奖二等奖"])
    type: Type = Field(examples=["Award"])
    tasks: list[SupportedTask]
    differs: bool = Field(examples=[False], description="whether two claims say different figures, levels, years, …")
    differing: list[Different] = Field(examples=[[]], description="in what they differ")
    claims: list[Claim]
    evidence: list[Evidence]


class OtherPlace(Place):
    """Another place where the same sentence stands."""

    section: list[str]
    segments: list[Segment]


class Around(BaseModel):
    """The sentences before and after."""

    before: list[OtherPlace]
    after: list[OtherPlace]


class Hit(OtherPlace):
    """A sentence that a search found."""

    rank: int = Field(examples=[1])
    score: float = Field(examples=[1.37])
    tasks: list[PlainTask]
    citation: str = Field(examples=["“获国家级教学成果奖二等奖1项。”（《绩效自评报告》，任务五：教师队伍）"])
    highlights: list[list[int]] = Field(examples=[[[1, 4]]], description="[from, to] within `text`")
    again: list[OtherPlace]
    context: Around | None = None
    explain: dict[str, float] | None = None


class Sentence(Place):
    """A sentence as it is quoted: without breaks of lines and pages."""

    title: str = Field(examples=["云岭职业技术学院绩效自评报告"], description="of its report")
    section: list[str] = Field(examples=[["二、学校层面", "任务五：教师队伍"]], description="headings from the top")
    citation: str = Field(examples=["“获国家级教学成果奖二等奖1项。”（《绩效自评报告》，任务五：教师队伍）"])


class Excerpt(BaseModel):
    """What became of a sentence that was collected."""

    state: Literal["stands", "changed", "gone"] = Field(
        examples=["stands"], description="changed: the report no longer has it; gone: there is no such report or place"
    )
    sentence: Sentence | None = Field(description="the sentence; where it changed, the one that is most like it now")


class Excerpts(Framed):
    """The sentences that were referred to, in that order."""

    excerpts: list[Excerpt]


class Hits(Framed):
    """The best sentences, best first."""

    query: str = Field(examples=["教学成果奖"])
    hits: list[Hit]


class Kind(BaseModel):
    """A kind of thing that is asked for."""

    type: Type = Field(examples=["Award"])
    subtype: Subtype | None = None
    heads: list[Word] = Field(default=[], description="words of which the name must hold one", max_length=50)


class Understood(BaseModel):
    """How a question was read. Post it back with changes to correct the reading."""

    types: list[Type] | None = Field(default=None, examples=[["Award"]])
    subtypes: list[Subtype] | None = Field(default=None, examples=[[]])
    levels: list[Level] | None = Field(default=None, examples=[["national"]])
    scope: Scope | list[Scope] | None = Field(default=None, examples=[None])
    group: int | None = Field(default=None, examples=[None])
    task: int | None = Field(default=None, examples=[5])
    year: int | list[int] | None = Field(default=None, examples=[None])
    grade: Word | list[Word] | None = Field(default=None, examples=[None])
    party: Word | None = Field(default=None, examples=[None])
    status: Status | None = Field(default=None, examples=[None])
    report: Word | None = Field(default=None, examples=[None])
    topic: list[Word] | None = Field(default=None, examples=[[]])
    tasks: list[int] | None = Field(default=None, examples=[[5]])
    kinds: list[Kind] | None = Field(default=None, examples=[[{"type": "Award"}]])
    not_kinds: list[Kind] | None = Field(default=None, examples=[[]], description="kinds that were left out")
    task_names: list[Word] | None = Field(default=None, examples=[[]])
    asks: list[Word] | None = Field(default=None, examples=[[]])
    left_out: list[Word] | None = Field(default=None, examples=[[]], description="words that were not looked for")
    parts: list[dict[str, Any]] | None = Field(
        default=None, examples=[[]], description="how each part was read, where a question asks for several things"
    )


class Counted(BaseModel):
    """A value of a facet, and how many of all the answers have it."""

    value: str = Field(examples=["national"], description="to be sent back as facet=NAME:VALUE")
    count: int = Field(examples=[7])


class LabelledCount(Counted):
    """A value that has a label."""

    label: str = Field(examples=["国家级"])


class CountedTask(Counted, PlainTask):
    """A task, and how many of all the answers support it."""

    report: str | None = Field(examples=[None], description="key, where reports call tasks of one number differently")


class Facets(BaseModel):
    """Exact counts over all the answers, also over those that are not shown."""

    type: list[LabelledCount]
    subtype: list[LabelledCount]
    level: list[LabelledCount]
    task: list[CountedTask]
    year: list[Counted]
    report: list[Counted]


class Answers(Framed):
    """The answer to a question."""

    question: str = Field(examples=["哪些国家级奖项支撑任务5"])
    understood: Understood
    notices: list[str] = Field(examples=[[]])
    sparql: str = Field(examples=["SELECT DISTINCT ?thing ?label WHERE { … }"])
    total: int = Field(examples=[1])
    candidates: int = Field(examples=[0], description="of the total, those that nobody says were granted")
    truncated: bool
    answers: list[Answer]
    passages: list[Hit]
    facets: Facets | None = None


class Suggestion(BaseModel):
    """A completion of what is being typed."""

    text: str = Field(examples=["国家级教学成果奖"], description="what was typed, with `insert` put in at `start`")
    kind: str
    label: str
    detail: str
    insert: str
    start: int


class Suggestions(Framed):
    """Completions, the best first."""

    prefix: str = Field(examples=["国家级教"])
    suggestions: list[Suggestion]


class BoardCounts(BaseModel):
    """Exact counts of the things that support a task, or any task of a board: every thing once."""

    total: int = Field(examples=[27])
    levels: dict[str, int] = Field(examples=[{"national": 11, "provincial": 7, "none": 9}])
    types: dict[str, int] = Field(examples=[{"Award": 16, "Team": 3}])
    candidates: int = Field(examples=[2], description="of the total, those not granted yet")
    inferred: int = Field(examples=[3], description="of the total, those that no section and no person put there")
    inferred_levels: dict[str, int] = Field(examples=[{"national": 1, "provincial": 2, "none": 0}])


class BoardTask(PlainTask, BoardCounts):
    """A task with exact counts of the things that support it."""

    iri: str = Field(examples=[TASK])
    report: str = Field(examples=[REPORT])


class LevelName(BaseModel):
    """A column of the board."""

    value: str = Field(examples=["national"])
    label: str = Field(examples=["国家级"])


class OneBoard(BaseModel):
    """The tasks of the school, or of one 专业群, in one report."""

    report: str = Field(examples=[REPORT])
    title: str = Field(examples=["云岭职业技术学院绩效自评报告"])
    scope: Scope
    group: int | None
    totals: BoardCounts = Field(description="over all its tasks: what supports several of them is counted once")
    tasks: list[BoardTask]


class Board(Framed):
    """Tasks × levels, a board a report and scope."""

    levels: list[LevelName]
    boards: list[OneBoard]


class TaskAnswers(Framed):
    """What supports a task."""

    tasks: list[BoardTask]
    sparql: str
    total: int
    truncated: bool
    answers: list[Answer]
    facets: Facets


class Node(BaseModel):
    """A thing in a drawing."""

    iri: str = Field(examples=[THING])
    label: str
    kind: str = Field(examples=["Award"])
    kind_label: str = Field(examples=["奖项荣誉"])
    level: str | None


class Edge(BaseModel):
    """That two things have to do with each other."""

    source: str
    relation: str = Field(examples=["supports"])
    target: str


class Drawing(BaseModel):
    """Nodes and edges; `truncated` where there are more."""

    nodes: list[Node]
    edges: list[Edge]
    truncated: bool


class Neighbours(Framed, Drawing):
    """What is next to a thing."""


class Term(BaseModel):
    """A name that a query may use."""

    iri: str = Field(examples=["https://w3id.org/chengguo/ontology#national"])
    name: str = Field(examples=["cg:national"], description="as a query writes it")
    kind: str = Field(examples=["level"], description="class, property, level, status, scope or task")
    zh: str = Field(examples=["国家级"])
    en: str = Field(examples=["national"])
    words: list[str] = Field(examples=[["全国"]], description="other words for it")
    comment: str


class Terms(Framed):
    """The names that a query may use."""

    terms: list[Term]


class Named(BaseModel):
    """A thing by its name."""

    iri: str
    label: str


class Beside(Named):
    """A party that is named in the same sentences."""

    type: Type
    sentences: int


class Entity(Framed, Answer):
    """All about an achievement or a party."""

    subtype: Subtype | None
    party: bool
    merged: list[str] = Field(description="why several claims are held to speak of it")
    schemes: list[Named]
    parties: list[Beside]
    neighbours: Drawing


class About(Named):
    """The thing that a claim speaks of."""

    type: Type
    level: Level | None


class ClaimTask(SupportedTask):
    """A task that a claim supports."""

    iri: str = Field(examples=[TASK])


class Words(BaseModel):
    """A sentence by itself."""

    start: int
    end: int
    text: str


class WordsAround(BaseModel):
    """The sentences before and after."""

    before: list[Words]
    after: list[Words]


class Quote(BaseModel):
    """Words of a report, with what stands before and after them."""

    exact: str = Field(examples=["国家级教学成果奖二等奖"], max_length=2000)
    prefix: str = Field(default="", examples=["获"], max_length=2000)
    suffix: str = Field(default="", examples=["1项"], max_length=2000)


class Decision(BaseModel):
    """What a person decided, who and when."""

    id: str = Field(examples=["4f1c0b6f9f3e4d6d8a5b0d3c2e1f0a99"])
    at: str = Field(examples=["2026-01-01T08:00:00+00:00"])
    by: str = Field(examples=["王老师"])
    action: str = Field(examples=["correct"])
    report: str = Field(examples=[REPORT])
    quote: Quote
    value: dict[str, Any] = Field(examples=[{"level": "provincial"}])
    state: str = Field(examples=["stands"], description="stands, withdrawn, or undone: its words are no longer there")


class ClaimAnswer(Framed, Claim):
    """All about a claim."""

    type: Type
    subtype: Subtype | None
    about: About
    others: list[str] = Field(description="the other claims about the same thing")
    tasks: list[ClaimTask]
    context: WordsAround
    decisions: list[Decision]


class Notice(BaseModel):
    """A doubt that reading a report left."""

    key: str
    values: dict[str, Any]
    start: int | None
    end: int | None
    text: str
    message: str


class Report(BaseModel):
    """A report."""

    key: str = Field(examples=[REPORT])
    title: str = Field(examples=["云岭职业技术学院绩效自评报告"])
    institution: str | None = Field(examples=["云岭职业技术学院"])
    year: int | None = Field(examples=[2024])
    name: str = Field(examples=["自评报告.txt"], description="of its file")
    source: str
    text: str = Field(description="hash of its text")
    counts: dict[str, int] = Field(examples=[{"records": 187, "sentences": 72, "tasks": 19}])
    notices: list[Notice]


class Reports(Framed):
    """The reports, by key."""

    reports: list[Report]


class ReportHead(BaseModel):
    """Which report a text is of."""

    key: str
    title: str
    institution: str | None
    year: int | None
    name: str
    text: str


class SectionTask(BaseModel):
    """The task that a section stands under."""

    number: int
    title: str


class Section(BaseModel):
    """A heading and all under it."""

    iri: str
    heading: str
    level: int
    start: int
    end: int
    parent: int | None = Field(description="place of the section above in this list")
    scope: Scope | None
    group: int | None
    task: SectionTask | None


class Part(BaseModel):
    """A piece of text on which the same claims stand."""

    text: str
    start: int
    aside: bool = Field(description="whether it is a page's number, head or foot")
    rejected: list[str] = Field(description="decisions by which a record on this was rejected")
    claims: list[int] = Field(description="places in the list of claims")


class Block(BaseModel):
    """A heading, a sentence, or what stands between; the parts of all blocks together are the text."""

    kind: str = Field(examples=["sentence"], description="heading, sentence or between")
    start: int
    end: int
    section: int | None
    parts: list[Part]


class TaskMark(BaseModel):
    """A task that a marked claim supports."""

    scope: Scope
    group: int | None
    number: int
    reason: str


class Mark(Facts):
    """A claim as it is marked in the text."""

    iri: str = Field(examples=[CLAIM])
    about: str = Field(examples=[THING])
    label: str
    type: Type
    subtype: Subtype | None
    status: Status | None
    tasks: list[TaskMark]
    decided: bool = Field(description="whether a person's decision stands behind it")
    start: int
    end: int


class Stretch(BaseModel):
    """Where words stand in the text."""

    start: int
    end: int


class PlacedDecision(Decision):
    """What a person decided, and where its words stand now."""

    places: list[Stretch]


class ReportText(Framed):
    """A report's text, cut at the server: nobody needs to count characters."""

    report: ReportHead
    length: int = Field(description="characters of the whole text")
    next: int | None = Field(description="`start` of the next page; null at the end")
    sections: list[Section]
    blocks: list[Block]
    claims: list[Mark]
    decisions: list[PlacedDecision]


class FindingPlace(Place):
    """Where a report says what is doubtful."""

    segments: list[Segment] | None = Field(default=None, description="the sentence, of figures that disagree")
    figure: str | None = Field(examples=["46项"], description="what it says there, of figures that disagree")


class Finding(BaseModel):
    """A doubt or a fault."""

    kind: str
    severity: str = Field(examples=["warning"], description="error, warning or info")
    message: str
    evidence: list[FindingPlace]


class Findings(Framed):
    """What breaks a shape, and what was doubtful when the reports were read."""

    conforms: bool
    findings: list[Finding]


class Choice(Mark):
    """A record that a decision may be about now."""

    words: str = Field(examples=["国家级教学成果奖二等奖"], description="on which it stands")


class ChangedSentence(Sentence):
    """The sentence that stands in the place of a decision's words."""

    segments: list[Segment] = Field(description="marked where it differs from what was decided on")


class Changed(Framed):
    """A decision whose words changed, and what it may be about now: for a person to choose."""

    decision: Decision
    reason: str = Field(description="why it was not carried out")
    before: list[Segment] = Field(description="the words that were decided on, with those around them")
    sentence: ChangedSentence | None = Field(description="null where none is like it")
    claims: list[Choice] = Field(description="the records on that sentence")
    likely: str | None = Field(examples=[CLAIM], description="IRI of the one that is most like")
    words: str = Field(examples=["国家级教学成果奖"], description="those of the decision that the sentence still has")


class Decisions(Framed):
    """What people decided, oldest first."""

    decisions: list[Decision]
    notices: list[str]


class Decided(Findings):
    """A decision that was taken, and what it changed, in words."""

    decision: Decision
    changes: list[str]


class Removed(Findings):
    """A report that was taken out."""

    key: str
    change: str = Field(examples=["removed"])


class Write(Framed):
    """A write: waiting, running, done or failed; its events are those of the event stream."""

    id: str
    action: str = Field(examples=["ingest"])
    state: str = Field(examples=["running"])
    events: list[dict[str, Any]]
    result: dict[str, Any] | None = Field(description="the summary, at the end")
    problem: dict[str, Any] | None = Field(description="what went wrong, as application/problem+json has it")


class Health(Framed):
    """Whether the server can answer."""

    status: str = Field(examples=["ok"])


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str = Field(examples=["https://w3id.org/chengguo/problem/invalid"])
    title: str = Field(examples=["Bad Request"])
    status: int = Field(examples=[400])
    detail: str = Field(examples=["没有键为 x 的报告。"])
    detail_en: str = Field(examples=["There is no report x."])
    errors: list[dict[str, Any]] | None = Field(default=None, description="of a 422: where and what")
