"""Node → Place: scope, 专业群 and task of each heading; order, number, meaning and the headings above decide."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.headings import task_mark
from ingest.lines import squeezed
from ingest.outline import Node
from kg.records import Notice, Task
from kg.vocabulary import Scope
from ontology import lexicon

_GROUP = re.compile(r"([\u4e00-\u9fffA-Za-z+]*?)(?:技术)?专业群(.*)")
_GENERIC = re.compile(
    r"(?:中国特色|高水平|特色|重点|骨干|国家级|省级|国家|校级|立项|第?[一二三四五六]个?|各|两个?|个|本|我校|学校|学院|双高|计划|和|与|及)+"
)
_VERB = re.compile("打造|建设|提升|加强|推进|实施|创新|构建|服务|优化|深化|坚持|引领|对接")
_GROUP_TAIL = re.compile(
    r"层面|.{0,6}(?:任务|绩效|产出|完成|情况|成效)|[一二三四五\d]?[：:（(]?|建设(?:情况|成效|项目)?$|项目"
)
_CLEAR = 2  # tasks of a list whose meaning is known, at least
_UNFAMILIAR = 4  # tasks of a list whose meaning is not known, at least


@dataclass(frozen=True, slots=True)
class Place:
    """What a heading opens, and what those above it say."""

    scope: Scope | None = None
    group: int | None = None
    task: Task | None = None
    role: str | None = None
    name: str | None = None  # of the 专业群


def assign(nodes: Sequence[Node], title: str) -> tuple[list[Place], list[Notice]]:
    """Give each heading its scope, group and task, and say what is doubtful."""
    places = _contexts(nodes)
    known = any(place.scope for place in places)
    default = None if known else Scope.GROUP if "专业群" in title and "学校" not in title else None
    rows = _rows(nodes)
    notices: list[Notice] = []
    found: dict[str, Task] = {}
    inside: set[int] = set()
    for parent, row in rows:
        above = places[parent] if parent >= 0 else Place()
        if parent in inside:
            inside.update(row)
        elif above.role in (None, "results") and (read := _tasks([nodes[at] for at in row], above, default)):
            scope, tasks = read
            group = _free_group(above, scope, tasks, found)
            usual = _usual(tasks, scope)
            for at, (number, words) in zip(row, tasks, strict=True):
                if number is None:
                    continue
                task = Task(scope, group, number, words)
                task = found.setdefault(task.code, task)
                places[at] = replace(places[at], scope=scope, group=group, task=task)
                inside.add(at)
            means = [meaning(words, scope) if usual else None for _, words in tasks]
            notices.extend(_doubts([nodes[at] for at in row], [places[at].task for at in row], means))
    placed = _grouped(nodes, places)
    return placed, [*notices, *_without_tasks(nodes, placed)]


def _without_tasks(nodes: Sequence[Node], places: Sequence[Place]) -> Iterator[Notice]:
    """Say which part, of the school or of a 专业群, tells of results but has no tasks, where others have."""
    tasks = {(place.scope, place.group) for place in places if place.task}
    told = tasks | {(scope, None) for scope, _ in tasks}
    for node, place in zip(nodes, places, strict=True):
        part = (place.scope, place.group)
        if tasks and place.scope and place.role == "results" and part not in told:
            told.add(part)
            heading = node.heading
            yield Notice("ingest.no_tasks_here", {"heading": heading.words}, heading.start, heading.end)


def _contexts(nodes: Sequence[Node]) -> list[Place]:
    """Role, scope and 专业群 of each heading by its own words, else by those above."""
    places: list[Place] = []
    names: list[str] = []
    for node in nodes:
        above = places[node.parent] if node.parent >= 0 else Place()
        title = squeezed(node.heading.title)
        scope, name = (None, None) if task_mark(title) else _scope(title)
        if name:
            name = next((known for known in names if known in name or name in known), name)
            names.extend([name] if name not in names else [])
        group = names.index(name) + 1 if name else None
        if scope is None or (scope is above.scope and not name):
            scope, group, name = above.scope, above.group, above.name
        places.append(Place(scope, group, None, _role(title) or above.role, name))
    return places


def _scope(title: str) -> tuple[Scope | None, str | None]:
    """Whether a heading speaks of the school or of a 专业群, and of which.

    >>> _scope("机电一体化技术专业群建设任务完成情况"), _scope("学校层面"), _scope("打造高水平专业群")
    ((<Scope.GROUP: 'group'>, '机电一体化'), (<Scope.SCHOOL: 'school'>, None), (None, None))
    """
    school = any(row["word"] in title for row in _section_words() if row["role"] == "school")
    found = _GROUP.search(title)
    if not found or _VERB.match(found[1]):
        return (Scope.SCHOOL if school else None), None
    generic = _GENERIC.match(found[1])
    name = found[1][generic.end() if generic else 0 :]
    if school and not name:
        return None, None
    if not name and not _GROUP_TAIL.match(found[2]):
        return None, None
    return Scope.GROUP, name or None


@cache
def _section_words() -> tuple[lexicon.Row, ...]:
    return lexicon.rows("sections")


def _role(title: str) -> str | None:
    return next((row["role"] for row in _section_words() if row["role"] != "school" and row["word"] in title), None)


def _is_part(title: str) -> bool:
    """Whether a title says little more than what is reported there.

    >>> _is_part("产出情况"), _is_part("强化示范引领带动区域院校")
    (True, False)
    """
    said = len(title.removesuffix("情况"))
    return any(
        2 * len(row["word"]) >= said for row in _section_words() if row["role"] != "school" and row["word"] in title
    )


def _rows(nodes: Sequence[Node]) -> list[tuple[int, list[int]]]:
    """Headings of one parent and one style, parents first."""
    rows: dict[tuple[int, str], list[int]] = {}
    for at, node in enumerate(nodes):
        style = node.heading.style
        if style == "plain-task" and node.expected is not None:  # it counts with its neighbours
            style = next((s for p, s in reversed(rows) if p == node.parent), style)
        rows.setdefault((node.parent, style), []).append(at)
    return [(parent, row) for (parent, _), row in rows.items()]


def _tasks(
    row: Sequence[Node], above: Place, default: Scope | None
) -> tuple[Scope, list[tuple[int | None, str]]] | None:
    """Read a row of headings as tasks: numbers (None for a heading that is none) with titles."""
    titles = [squeezed(node.heading.title) for node in row]
    marks = [task_mark(node.heading.title) for node in row]
    scope = above.scope or default or max(Scope, key=lambda s: len({meaning(t, s) for t in titles} - {None}))
    if node_marks := [node.heading.style == "task" for node in row]:
        marks = [
            (node.heading.number or 0, node.heading.title) if own else mark
            for node, own, mark in zip(row, node_marks, marks, strict=True)
        ]
    if any(marks):
        lost = [node.expected if node.heading.style == "plain-task" else None for node in row]
        numbers = [mark[0] if mark else expected for mark, expected in zip(marks, lost, strict=True)]
        words = [mark[1] if mark else node.heading.title for mark, node in zip(marks, row, strict=True)]
        return scope, list(zip(_settled(numbers, words, scope), words, strict=True))
    return _unmarked(row, titles, above, scope)


def _unmarked(
    row: Sequence[Node], titles: Sequence[str], above: Place, scope: Scope
) -> tuple[Scope, list[tuple[int | None, str]]] | None:
    """Read headings as tasks that do not call themselves so: by what they mean, or by where they stand."""
    meanings = [meaning(title, scope) for title in titles]
    roles = [means is None and _role(title) is not None for title, means in zip(titles, meanings, strict=True)]
    if 2 * sum(roles) > len(row):
        return None  # parts that any report has, not what was to be built
    known = len(set(meanings) - {None})
    familiar = known >= _CLEAR and 2 * sum(m is not None for m in meanings) >= len(row)
    reported = above.role == "results" or (above.role is None and above.scope is not None)
    words = [node.heading.title for node in row]
    if reported and (familiar or (above.role and len(row) >= _UNFAMILIAR)):
        kept = [at for at, title in enumerate(titles) if not (roles[at] and _is_part(title))]
        written = [row[at].heading.number for at in kept]
        settled = dict(zip(kept, _settled(written, [words[at] for at in kept], scope, all_tasks=True), strict=True))
        return scope, [(settled.get(at), title) for at, title in enumerate(words)]
    if above.role is None and familiar and known >= _UNFAMILIAR:
        return scope, list(zip(meanings, words, strict=True))
    return None


def meaning(title: str, scope: Scope) -> int | None:
    """The number of the usual task that a title speaks of, by the longest word that tells one.

    >>> meaning("建强教学创新团队", Scope.GROUP), meaning("综合改革", Scope.GROUP)
    (4, None)
    """
    best = max(
        ((len(word), -at, number) for word, number in _cues(scope) if (at := title.find(word)) >= 0),
        default=None,
    )
    return best[2] if best else None


@cache
def _cues(scope: Scope) -> tuple[tuple[str, int], ...]:
    rows = lexicon.rows("tasks")
    return tuple(
        (r["word"], int(r["number"])) for r in rows if r["scope"] == scope and r["use"] in ("title", "heading")
    )


def _settled(
    written: Sequence[int | None], titles: Sequence[str], scope: Scope, *, all_tasks: bool = False
) -> list[int | None]:
    """Settle the numbers of a row: as written where they run on, else by meaning, else by order."""
    meanings = [meaning(title, scope) for title in titles]
    usual = 2 * sum(m is not None and m == w for m, w in zip(meanings, written, strict=True)) >= len(written)
    settled: list[int | None] = []
    last = 0
    for at, figure in enumerate(written):
        if figure is None and not all_tasks:
            settled.append(None)
            continue
        means = meanings[at] if usual or figure is None else None
        following = next((n for n in written[at + 1 :] if n is not None), None)
        number = _number(figure, last + 1, means, following)
        if number in settled:
            number = last + 1 if last + 1 not in settled else max(n for n in settled if n) + 1
        settled.append(number)
        last = number
    return settled


def _number(written: int | None, expected: int, means: int | None, following: int | None) -> int:
    if written == expected:
        return written
    if written is None:
        return means if means and means >= expected else expected
    if means in (written, expected):
        return means if means is not None else expected
    runs_on = written > expected and following == written + 1
    return written if runs_on else expected


def _free_group(
    above: Place, scope: Scope, tasks: Sequence[tuple[int | None, str]], found: dict[str, Task]
) -> int | None:
    """The 专业群 of a row of tasks; a second row without a name belongs to a further one."""
    if scope is Scope.SCHOOL:
        return None
    if above.group:
        return above.group
    group = 1
    while any(number and Task(scope, group, number, "").code in found for number, _ in tasks):
        group += 1
    return group


def _grouped(nodes: Sequence[Node], places: list[Place]) -> list[Place]:
    """Give the only 专业群 its number where a heading does not name it; pass scope and group down from tasks."""
    groups = {place.group for place in places if place.group}
    only = 1 if groups <= {1} else None
    done: list[Place] = []
    for node, place in zip(nodes, places, strict=True):
        above = done[node.parent] if node.parent >= 0 else Place()
        scope = place.scope or above.scope
        group = place.group or (above.group if above.scope is scope else None)
        done.append(replace(place, scope=scope, group=(group or only) if scope is Scope.GROUP else None))
    return done


def _usual(tasks: Sequence[tuple[int | None, str]], scope: Scope) -> bool:
    """Whether most numbers of a row are those of the usual tasks."""
    return 2 * sum(number is not None and meaning(words, scope) == number for number, words in tasks) > len(tasks)


def _doubts(row: Sequence[Node], tasks: Sequence[Task | None], means: Sequence[int | None]) -> Iterator[Notice]:
    """Say where a number was not read as written; of several that one wrong number has shifted, the first."""
    shifts = [_shift(node, task) for node, task in zip(row, tasks, strict=True)]
    for at, (node, task, usual) in enumerate(zip(row, tasks, means, strict=True)):
        heading, shift = node.heading, shifts[at]
        if task and shift and shift != next((each for each in shifts[:at][::-1] if each is not None), 0):
            key = "ingest.task_numbers" if shift in shifts[at + 1 : at + 2] else "ingest.task_number"
            values = {"heading": heading.words, "number": task.number - shift, "task": task.number}
            yield Notice(key, values, heading.start, heading.end)
        elif task and not shift and usual is not None and usual != task.number:
            values = {"heading": heading.words, "number": task.number, "usual": usual}
            yield Notice("ingest.task_meaning", values, heading.start, heading.end)


def _shift(node: Node, task: Task | None) -> int | None:
    """How far the number of a task is from the one that its heading writes."""
    mark = task_mark(node.heading.title)
    written = mark[0] if mark else node.heading.number
    return task.number - written if task and written is not None else None
