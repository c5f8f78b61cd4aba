"""Record → Link: the task that it stands under, and further ones that it supports, each with score and reason."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.domains import domains
from ingest.names import name
from ingest.resolve import entities
from ingest.told import clause, part
from kg.records import Claim, Link, Record, Task
from kg.vocabulary import PARTIES, Scope, Subtype, Type
from kg.words import fold
from ontology import lexicon

AT_MOST = 2  # further tasks of a record
OUTSIDE = 0.55  # score that a record outside the task sections needs
INSIDE = 0.9  # and one that stands under a task already; both judged on the gold set
SECOND = 0.65  # of the best score, for a second task
ALIKE = 0.6  # a thing of a kind that just one task's section tells of
KIND = 3  # characters of a name that tell its kind
RESOLVED = 0.95  # the same thing, told under that task
_PARTY_TASK = 1  # 党的建设
_RULES = 8  # 治理
_FIRMS_MIRROR = 6  # companies speak of cooperation
_SERVICES = 7  # where they are not served
SURE = 0.92  # words that go before where the thing stands
MIRRORED = 0.65  # the school's task of the same kind as that of the 专业群: likely, but no answer to who asks for it
INHERITED = 0.9  # of what it comes from: another claim of the thing, or the sentence of a party

_STUDENTS = re.compile("学生|毕业生|校友|学员")
_OF_TEACHERS = frozenset({("school", "5"), ("group", "4")})

Scores = dict[Task, tuple[float, str]]


class Linker:
    """Link the records of one report to its tasks."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._about = domains(tuple(tasks))
        self._usual: dict[tuple[Scope, int | None, int], Task] = {}
        places = ((at, len(told), task, told[at]) for task, told in self._about.items() for at in range(len(told)))
        # a task that is about this first and about little else goes before one that names it too
        for _, _, task, number in sorted(places, key=lambda place: (*place[:2], place[2].code)):
            self._usual.setdefault((task.scope, task.group, number), task)

    def __call__(self, records: Iterable[Record]) -> Iterator[Link]:
        """Yield each record's own task, then at most two others, best first, where one is clear."""
        claimed = tuple(records)
        scores = [self._inferred(record) for record in claimed]
        kinds = _kinds(claimed)
        scores = [found or _of_kind(record, kinds) for record, found in zip(claimed, scores, strict=True)]
        resolved = list(scores)
        for members in _things(claimed):
            for at, found in _resolved(members, claimed, scores):
                resolved[at] = found
        parts: defaultdict[tuple[int, int], list[Scores]] = defaultdict(list)
        for record, found in zip(claimed, resolved, strict=True):
            if record.type not in PARTIES:
                parts[part(record)].append(found)
        for record, found in zip(claimed, resolved, strict=True):
            own = record.sentence.task
            if own:
                yield Link(record, own, 1.0, "section")
                found = self._mirrored(record, own, _sure(found)) if own.scope is Scope.GROUP else _sure(found)
            elif record.type in PARTIES and not (record.type is Type.ORGANIZATION and record.count):
                found = _best([found, *(_weaker(other) for other in parts[part(record)])])
            if not own:
                found = self._of_both(record, found)
            yield from _chosen(record, found)

    def _inferred(self, record: Record) -> Scores:
        """What the words of the record say, by the rules of `links.tsv`."""
        words = _words(record)
        section, own = record.sentence.section, record.sentence.task
        group = section.group if section else None
        own_rules = own is not None and _PARTY_TASK not in self._about[own]  # rules made for a task are its own
        found: Scores = {}
        for where, rules in _rules(record.type, record.subtype, _students(record, words["clause"])):
            text = words[where]
            for rule in rules:
                if rule.word in text and not (own_rules and rule.number == _RULES):
                    task = self._task(rule.scope, rule.number, group)
                    if task and task != own and rule.weight > found.get(task, (0.0, ""))[0]:
                        found[task] = (rule.weight, "inferred")
        return found

    def _mirrored(self, record: Record, own: Task, found: Scores) -> Scores:
        """What a 专业群 does supports the school's task of the same kind; a figure only where its words say so too."""
        about = self._about[own]
        partner = record.type is Type.ENTERPRISE and _SERVICES not in about
        numbers = [_FIRMS_MIRROR] if partner else [_mirrors().get(number, 0) for number in about]
        kin = [task for number in numbers if (task := self._task(Scope.SCHOOL, number, None))]
        task = max(kin, key=lambda task: found.get(task, (0.0, ""))[0], default=None)
        schools = {task: score for task, score in found.items() if task.scope is Scope.SCHOOL}
        if task is None or (record.type is Type.METRIC and task not in found):
            return schools
        # its own words, where sure, go before where it stands: a party branch in a team's task is the Party's
        sure = {other: score for other, score in schools.items() if score[0] > SURE}
        best = max(sure, key=lambda other: (sure[other][0], other != task, -other.number), default=None)
        return {best: sure[best]} if best else {task: (MIRRORED, "inferred")}

    def _of_both(self, record: Record, found: Scores) -> Scores:
        """Of what is told of a 专业群 outside its tasks: its task, and the school's of the same kind."""
        section = record.sentence.section
        groups, schools = (
            {t: s for t, s in found.items() if t.scope is scope} for scope in (Scope.GROUP, Scope.SCHOOL)
        )
        if section is None or section.scope is not Scope.GROUP or not found:
            return found
        best = max(groups or schools, key=lambda task: (found[task][0], -task.number))
        if groups and schools:
            return {best: groups[best]} | schools
        kin = self._kin(best, section.group)
        score = min(MIRRORED, found[best][0])
        return found | {task: (score, "inferred") for task in kin if len(groups) <= 1}

    def _kin(self, task: Task, group: int | None) -> list[Task]:
        """The one task of the other scope that is of the same kind; none where several are."""
        about = self._about[task][:1]
        if task.scope is Scope.GROUP:
            numbers, scope = [_mirrors().get(number, 0) for number in about], Scope.SCHOOL
        else:
            numbers, scope = [of for of, school in _mirrors().items() if school in about], Scope.GROUP
        found = {kin for number in numbers if (kin := self._task(scope, number, group))}
        return list(found) if len(found) == 1 else []

    def _task(self, scope: Scope, number: int, group: int | None) -> Task | None:
        return self._usual.get((scope, None if scope is Scope.SCHOOL else group or 1, number))


def _kinds(records: Iterable[Record]) -> dict[object, Counter[Task]]:
    """How many things of a kind stand under each task of the school."""
    found: defaultdict[object, Counter[Task]] = defaultdict(Counter)
    for record in records:
        own = record.sentence.task
        if own and own.scope is Scope.SCHOOL:
            found[_kind(record)][own] += 1
    return found


def _kind(record: Record) -> object:
    return record.type, record.subtype, name(record).core[-KIND:]


def _of_kind(record: Record, kinds: dict[object, Counter[Task]]) -> Scores:
    """The task whose section reports this kind of fact, of what no words tell."""
    if record.sentence.task or record.type in PARTIES | {Type.METRIC}:
        return {}
    told = kinds.get(_kind(record), Counter[Task]())
    return {task: (ALIKE, "inferred") for task, times in told.items() if times == told.total()}


def _words(record: Record) -> dict[str, str]:
    """The words that rules look at; of a mere prize or rank, all that its sentence says before it."""
    sentence = record.sentence
    near = clause(record, lists=record.type in PARTIES)
    elliptic = (record.subtype in (Subtype.PRIZE, Subtype.RANKING) or not sentence.task) and name(record).bare
    before = sentence.text[: record.start - sentence.start] if elliptic else near
    anchor, clause_, near = (fold("".join(words.split())) for words in (record.text, before, near))
    return {"anchor": anchor, "clause": clause_ + anchor, "near": near + anchor}


def _students(record: Record, words: str) -> bool:
    """Whether students or graduates won what is told."""
    return record.type is Type.AWARD and bool(_STUDENTS.search(words)) and "教师" not in words


@dataclass(frozen=True, slots=True)
class _Rule:
    """A row of `links.tsv` that looks at words."""

    word: str
    scope: Scope
    number: int
    weight: float


@cache
def _rules(type_: Type, subtype: Subtype | None, students: bool) -> tuple[tuple[str, tuple[_Rule, ...]], ...]:
    """The rules for records of a type, by where they look; what students won does not speak of the teachers."""
    rules: dict[str, list[_Rule]] = {"anchor": [], "clause": [], "near": []}
    for row in lexicon.rows("links"):
        fitting = row["where"] in rules and {"*", type_, subtype} & set(row["types"].split(","))
        if fitting and not (students and (row["scope"], row["number"]) in _OF_TEACHERS):
            rule = _Rule(row["word"], Scope(row["scope"]), int(row["number"]), float(row["weight"]))
            rules[row["where"]].append(rule)
    return tuple((where, tuple(found)) for where, found in rules.items())


@cache
def _mirrors() -> dict[int, int]:
    """The usual task of a 专业群 → the school's task of the same kind."""
    return {int(row["word"]): int(row["number"]) for row in lexicon.rows("links") if row["where"] == "task"}


def _things(records: Sequence[Record]) -> Iterator[list[int]]:
    """The records of each thing."""
    claims = [Claim("", f"{n:08}", record) for n, record in enumerate(records)]
    for entity in entities(claims, institution=""):
        yield [int(claim.iri) for claim in entity.claims]


def _resolved(
    members: Sequence[int], records: Sequence[Record], scores: Sequence[Scores]
) -> Iterator[tuple[int, Scores]]:
    """For the records of a thing, the tasks that others stand under, and what was inferred for those others."""
    told = [n for n in members if records[n].sentence.task]
    under: Scores = {task: (RESOLVED, "resolved") for n in told if (task := records[n].sentence.task)}
    sure = _best(_weaker(_sure(scores[n])) for n in told)
    for n in members if told else ():
        own = records[n].sentence.task
        if records[n].type not in PARTIES:
            found = _best([scores[n] if own else sure, under])
            yield n, {task: score for task, score in found.items() if task != own}


def _best(found: Iterable[Scores]) -> Scores:
    best: Scores = {}
    for scores in found:
        for task, score in scores.items():
            best[task] = max(score, best.get(task, score))
    return best


def _weaker(scores: Scores) -> Scores:
    return {task: (round(score * INHERITED, 3), reason) for task, (score, reason) in scores.items()}


def _sure(scores: Scores) -> Scores:
    """Those that would be linked beside an own task."""
    return {task: score for task, score in scores.items() if score[0] >= INSIDE}


def _chosen(record: Record, found: Scores) -> Iterator[Link]:
    """At most two tasks, those of the section's own scope first, then the best."""
    section = record.sentence.section
    scope = section.scope if section else None
    # What is told of the school supports no task of a 专业群; what is told of a 专业群 may support both.
    fitting = {task: score for task, score in found.items() if task.scope in (Scope.SCHOOL, scope)}
    ranked = sorted(fitting.items(), key=lambda each: (-each[1][0], each[0].scope != scope, each[0].number))
    clear = [(task, score) for task, score in ranked if score[0] >= max(OUTSIDE, SECOND * ranked[0][1][0])][:AT_MOST]
    for task, (score, reason) in sorted(clear, key=lambda each: each[0].scope != scope):
        yield Link(record, task, score, reason)
