"""Small real reports, made by hand: a text, its sections, its records; and a generation made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.derived import replace_derived
from kg.encoder import Model
from kg.records import Document, Entity, Link, Record, Report, Section, Sentence, Task
from kg.statements import claim_links, claims, report_iri, report_quads
from kg.store import Store
from kg.vocabulary import Level, Scope, Status, Subtype, Type
from search.indexes import publish

COLLEGE = "云岭轻工职业学院"
A, L, S = Type.AWARD, Level, Subtype


@dataclass(frozen=True)
class Said:
    """A record of a sentence: its anchor and what is said of it; `thing` joins what speaks of one thing."""

    anchor: str
    type: Type
    thing: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


def said(anchor: str, type: Type, thing: str = "", **fields: Any) -> Said:
    return Said(anchor, type, thing, fields)


@dataclass(frozen=True)
class Part:
    """A heading with the sentences under it."""

    heading: str
    level: int
    sentences: Sequence[tuple[str, Sequence[Said]]] = ()
    opens: Task | None = None
    scope: Scope | None = None


SCHOOL_1 = Task(Scope.SCHOOL, None, 1, "加强党的建设")
SCHOOL_5 = Task(Scope.SCHOOL, None, 5, "打造高水平双师队伍")
SCHOOL_10 = Task(Scope.SCHOOL, None, 10, "提升国际化水平")
GROUP_5 = Task(Scope.GROUP, 1, 5, "建强实践教学基地")
GROUP_8 = Task(Scope.GROUP, 1, 8, "深化国际交流与合作")

PARTS = (
    Part("一、学校层面任务", 1, scope=Scope.SCHOOL),
    Part(
        "1. 加强党的建设",
        2,
        [
            (
                "建成2个全国党建工作示范支部、省级党建工作示范支部5个。",
                [
                    said("全国党建工作示范支部", A, subtype=S.HONOUR, level=L.NATIONAL, count=2, unit="个"),
                    said("省级党建工作示范支部", A, subtype=S.HONOUR, level=L.PROVINCIAL, count=5, unit="个"),
                ],
            )
        ],
        opens=SCHOOL_1,
    ),
    Part(
        "5. 打造高水平双师队伍",
        2,
        [
            (
                "教师获国家级教学竞赛一等奖3项，省级奖项18项；“双师型”教师占比达81.27%。",
                [
                    said(
                        "国家级教学竞赛一等奖",
                        A,
                        subtype=S.PRIZE,
                        level=L.NATIONAL,
                        grade="一等奖",
                        count=3,
                        unit="项",
                        status=Status.GRANTED,
                    ),
                    said("省级奖项", A, subtype=S.PRIZE, level=L.PROVINCIAL, count=18, unit="项"),
                    said("“双师型”教师占比", Type.METRIC, count=81.27, unit="%"),
                ],
            ),
            (
                "2021年入选国家级轻工纺织教师团队，推荐1人参评国家级名师。",
                [
                    said("国家级轻工纺织教师团队", Type.TEAM, "team", level=L.NATIONAL, year=2021),
                    said("国家级名师", A, subtype=S.TALENT_TITLE, level=L.NATIONAL, count=1, status=Status.CANDIDATE),
                ],
            ),
        ],
        opens=SCHOOL_5,
    ),
    Part(
        "10. 提升国际化水平",
        2,
        [
            (
                "与星澜纺机有限公司合作成立星澜书院，招收留学生57名。",
                [
                    said("星澜纺机有限公司", Type.ENTERPRISE, "company"),
                    said("星澜书院", Type.PLATFORM),
                    said("留学生", Type.METRIC, count=57, unit="名"),
                ],
            )
        ],
        opens=SCHOOL_10,
    ),
    Part("二、服装设计专业群任务", 1, scope=Scope.GROUP),
    Part(
        "5. 建强实践教学基地",
        2,
        [
            (
                "建成省级轻纺实训基地4个，获国家级轻纺作品金奖1项；授权专利32项。",
                [
                    said("省级轻纺实训基地", Type.PLATFORM, level=L.PROVINCIAL, count=4, unit="个"),
                    said(
                        "国家级轻纺作品金奖",
                        A,
                        subtype=S.PRIZE,
                        level=L.NATIONAL,
                        grade="金奖",
                        count=1,
                        unit="项",
                        status=Status.GRANTED,
                    ),
                    said("专利", Type.OUTPUT, count=32, unit="项"),
                ],
            )
        ],
        opens=GROUP_5,
        scope=Scope.GROUP,
    ),
    Part(
        "8. 深化国际交流与合作",
        2,
        [("为越南学员开展“1+X”证书培训6场。", [said("“1+X”证书培训", Type.EVENT, count=6, unit="场")])],
        opens=GROUP_8,
        scope=Scope.GROUP,
    ),
    Part(
        "三、贡献度",
        1,
        [
            (
                "国家级轻工纺织教师团队通过验收，累计专利40项。",
                [
                    said("国家级轻工纺织教师团队", Type.TEAM, "team", level=L.NATIONAL),
                    said("专利", Type.OUTPUT, "patents", count=40, unit="项"),
                ],
            )
        ],
    ),
)


def report(parts: Sequence[Part] = PARTS, *, institution: str = COLLEGE, year: int = 2023) -> Report:
    """Make the report that the parts tell."""
    text = "".join(f"{part.heading}\n{''.join(s for s, _ in part.sentences)}\n" for part in parts)
    title = f"{institution}建设绩效自评报告"
    document = Document(sha256(text.encode()).hexdigest(), text, title, "report.txt", "utf-8", institution, year)
    sections, sentences, records, place = list[Section](), list[Sentence](), list[Record](), 0
    above: Section | None = None
    for part in parts:
        start, place = place, place + len(part.heading) + 1
        parent = above if part.level > 1 else None
        scope = part.scope or (parent.scope if parent else None)
        end = place + sum(len(sentence) for sentence, _ in part.sentences) + 1
        section = Section(document, start, end, part.heading, part.level, parent, part.opens, scope)
        above = section if part.level == 1 else above
        sections.append(section)
        for sentence, told in part.sentences:
            spoken = Sentence(document, place, place + len(sentence), section)
            sentences.append(spoken)
            for one in told:
                at = text.index(one.anchor, place)
                records.append(Record(document, at, at + len(one.anchor), spoken, one.type, **one.fields))
            place += len(sentence)
        place += 1
    tasks = tuple(part.opens for part in parts if part.opens)
    links = tuple(Link(r, r.sentence.task, 1.0, "section") for r in records if r.sentence.task)
    return Report(document, tuple(sections), tuple(sentences), tasks, tuple(records), links)


def things(report: Report, key: str, parts: Sequence[Part] = PARTS) -> tuple[Entity, ...]:
    """Make the entities: claims with the same `thing` are one, all others each their own."""
    told = [one for part in parts for _, spoken in part.sentences for one in spoken]
    groups: dict[str, list[Any]] = {}
    for number, (one, claim) in enumerate(zip(told, claims(report, key), strict=True)):
        groups.setdefault(one.thing or f"{one.anchor}-{number}", []).append(claim)
    return tuple(
        Entity(
            type=found[0].record.type,
            subtype=found[0].record.subtype,
            label=found[0].record.anchor,
            level=found[0].record.level,
            institution=None if found[0].record.type is Type.ENTERPRISE else report.document.institution,
            key=name,
            claims=tuple(found),
        )
        for name, found in groups.items()
    )


def fill(store: Store, key: str, read: Report, parts: Sequence[Part] = PARTS) -> None:
    """Put a report and its things into the store."""
    made = claims(read, key)
    store.replace_graph(report_iri(key), report_quads(read, key, made))
    owner = read.document.institution or key
    replace_derived(store, owner, things(read, key, parts), tuple(claim_links(read, made)))


def generation(folder: Path, reports: Mapping[str, Report], *, model: Model | None = None) -> Path:
    """Make a generation of the reports; with a model also their vectors."""
    folder.mkdir(exist_ok=True)
    with Store.open(folder / "store") as store:
        store.load_ontology()
        for key, read in reports.items():
            fill(store, key, read)
    publish(folder, reports, kept=(), previous=None, model=model)
    return folder
