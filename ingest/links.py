"""Record → Link: the task that it stands under, and further ones that it supports, each with score and reason."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ingest.names import name
from ingest.resolve import entities
from ingest.tasks import meaning
from ingest.told import clause
from kg.records import Claim, Link, Record, Task
from kg.vocabulary import PARTIES, Scope, Type
from kg.words import fold
from ontology import lexicon

AT_MOST = 2  # further tasks of a record
OUTSIDE = 0.55  # score that a record outside the task sections needs
INSIDE = 0.9  # and one that stands under a task already; both judged on the gold set
SECOND = 0.7  # of the best score, for a second task
RESOLVED = 0.95  # the same thing, told under that task
_PARTY_MIRROR = 6  # companies and organisations speak of cooperation
MIRRORED = 0.92  # the school's task of the same kind as that of the 专业群
INHERITED = 0.9  # of what it comes from: another claim of the thing, or the sentence of a party

_STUDENTS = re.compile("学生|毕业生|校友|学员")
_OF_TEACHERS = frozenset({("school", "5"), ("group", "4")})

Scores = dict[Task, tuple[float, str]]


class Linker:
    """Link the records of one report to its tasks."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._tasks = tuple(tasks)
        self._usual: dict[tuple[Scope, int | None, int], Task] = {}
        for task in sorted(self._tasks, key=lambda task: _usual(task) != task.number):
            self._usual.setdefault((task.scope, task.group, _usual(task)), task)

    def __call__(self, records: Iterable[Record]) -> Iterator[Link]:
        """Yield each record's own task, then at most two others, best first, where one is clear."""
        claimed = tuple(records)
        scores = [self._inferred(record) for record in claimed]
        resolved = list(scores)
        for members in _things(claimed):
            for at, found in _resolved(members, claimed, scores):
                resolved[at] = found
        sentences: defaultdict[int, list[Scores]] = defaultdict(list)
        for record, found in zip(claimed, resolved, strict=True):
            if record.type not in PARTIES:
                sentences[record.sentence.start].append(found)
        for record, found in zip(claimed, resolved, strict=True):
            own = record.sentence.task
            if own:
                yield Link(record, own, 1.0, "section")
                if own.scope is Scope.GROUP:
                    found = self._mirrored(record, own, found)
            elif record.type in PARTIES:
                found = _best([found, *(_weaker(other) for other in sentences[record.sentence.start])])
            yield from _chosen(record, found)

    def _inferred(self, record: Record) -> Scores:
        """What the words of the record say, by the rules of `links.tsv`."""
        words = _words(record)
        section, own = record.sentence.section, record.sentence.task
        found: Scores = {}
        for row, types in _rules(_students(record, words["clause"])):
            if row["word"] in words[row["where"]] and (not types or record.type in types):
                task = self._task(Scope(row["scope"]), int(row["number"]), section.group if section else None)
                weight = float(row["weight"])
                if task and task != own and weight > found.get(task, (0.0, ""))[0]:
                    found[task] = (weight, "inferred")
        return found

    def _mirrored(self, record: Record, own: Task, found: Scores) -> Scores:
        """What a 专业群 does supports the school's task of the same kind; a figure only where its words say so too."""
        number = _PARTY_MIRROR if record.type in PARTIES - {Type.PERSON} else _mirrors().get(_usual(own))
        task = self._task(Scope.SCHOOL, number, None) if number else None
        schools = {task: score for task, score in found.items() if task.scope is Scope.SCHOOL}
        if task is None or (record.type is Type.METRIC and task not in found):
            return schools
        # its own words, where sure, go before where it stands: a party branch in a team's task is the Party's
        return {task: score for task, score in schools.items() if score[0] > MIRRORED} or {task: (MIRRORED, "inferred")}

    def _task(self, scope: Scope, number: int, group: int | None) -> Task | None:
        return self._usual.get((scope, None if scope is Scope.SCHOOL else group or 1, number))


def _words(record: Record) -> dict[str, str]:
    """The words that rules look at; of a mere head noun, all that its sentence says before it."""
    sentence = record.sentence
    before = sentence.text[: record.start - sentence.start] if name(record).bare else clause(record)
    anchor = fold("".join(record.text.split()))
    return {"anchor": anchor, "clause": fold("".join(before.split())) + anchor}


def _usual(task: Task) -> int:
    """The number that a task of its kind usually has."""
    return meaning(task.title, task.scope) or task.number


def _students(record: Record, words: str) -> bool:
    """Whether students or graduates won what is told."""
    return record.type is Type.AWARD and bool(_STUDENTS.search(words)) and "教师" not in words


@cache
def _rules(students: bool) -> tuple[tuple[lexicon.Row, frozenset[str]], ...]:
    """The rules that look at words; what students won does not speak of the teachers."""
    rows = (row for row in lexicon.rows("links") if row["where"] != "task")
    kept = (row for row in rows if not students or (row["scope"], row["number"]) not in _OF_TEACHERS)
    return tuple((row, frozenset(row["types"].split(",")) - {"*"}) for row in kept)


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
    needed = INSIDE if record.sentence.task else OUTSIDE
    # What is told of the school supports no task of a 专业群; what is told of a 专业群 may support both.
    fitting = {task: score for task, score in found.items() if task.scope in (Scope.SCHOOL, scope)}
    ranked = sorted(fitting.items(), key=lambda each: (-each[1][0], each[0].scope != scope, each[0].number))
    clear = [(task, score) for task, score in ranked if score[0] >= max(needed, SECOND * ranked[0][1][0])][:AT_MOST]
    for task, (score, reason) in sorted(clear, key=lambda each: each[0].scope != scope):
        yield Link(record, task, score, reason)
