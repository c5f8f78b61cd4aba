"""Reading and what it found → lines that say what happened: both scopes, nothing of the kind, one word too many."""

from collections.abc import Iterator, Sequence
from functools import cache

from kg.messages import text
from kg.store import Store
from kg.vocabulary import Scope
from ontology.lexicon import rows
from search.answer import Found, find, without
from search.lacking import LACKING, untold, without_any
from search.ledger import Ledger
from search.narrow import Sentences
from search.reading import Reading
from search.tasks import named
from search.vocabulary import KnownTask, Vocabulary

SHOWN = 8  # tasks that a line lists
ALL = 40  # tasks that it lists where they are what is asked for


def notices(
    store: Store,
    ledger: Ledger,
    vocabulary: Vocabulary,
    reading: Reading,
    found: Found,
    sentences: Sentences | None = None,
) -> Iterator[str]:
    """Yield what a person should know of how the answer came about."""
    if LACKING in reading.asks:
        yield _lacking(vocabulary, untold(store, ledger, vocabulary, reading, sentences))
        return
    if not reading.constrained:
        yield text("search.notice.nothing")
        return
    if reading.own:
        names = dict.fromkeys(_report(vocabulary, report.key) for report in vocabulary.reports)
        yield text("search.notice.own", number=len(names), names="、".join(list(names)[:SHOWN]))
    yield from _ambiguous(vocabulary, reading)
    for said, right in reading.spelt:
        yield text("search.notice.spelt", said=said, right=right)
    if reading.perhaps and not found.iris:
        yield text("search.notice.perhaps", word=reading.perhaps)
    if reading.left_out:
        yield text("search.notice.left_out", words="、".join(reading.left_out))
    if found.iris and any(word in reading.question.casefold() for word in _superlatives()):
        yield text("search.notice.not_compared")
    if none := without_any(ledger, vocabulary, reading, found.iris):
        yield text("search.notice.task_without", tasks=_listed(vocabulary, none))
    if found.worded:
        kinds = "、".join(text(f"search.type.{kind}") for kind in reading.types)
        words = "、".join(dict.fromkeys(kind.heads[0] for kind in reading.kinds))
        yield text("search.notice.worded", types=kinds, words=words)
    if found.iris or not _asks_for_things(reading):
        return
    reasons = [*_missing(store, vocabulary, reading)]
    yield from reasons
    yield from () if reasons else _too_narrow(store, ledger, reading, sentences)


@cache
def _superlatives() -> tuple[str, ...]:
    return tuple(row["word"] for row in rows("superlatives"))


def _lacking(vocabulary: Vocabulary, tasks: Sequence[KnownTask]) -> str:
    if not vocabulary.tasks:
        return text("search.notice.no_tasks_at_all")
    if not tasks:
        return text("search.notice.all_have")
    return text("search.notice.lacking", number=len(tasks), tasks=_listed(vocabulary, tasks, most=ALL))


def _asks_for_things(reading: Reading) -> bool:
    return "evidence" not in reading.asks


def _ambiguous(vocabulary: Vocabulary, reading: Reading) -> Iterator[str]:
    """A task by its bare number is one of the school and one of each group; by its name the other may be meant."""
    if reading.tasks and not reading.task_iris and len(reading.scopes) != 1:
        for number in reading.tasks:
            meant = [task for task in vocabulary.tasks if task.number == number]
            if len({task.scope for task in meant}) > 1:
                yield text("search.notice.both", number=number, tasks=_listed(vocabulary, meant))
    for name in reading.task_names:
        chosen, others = named(name, vocabulary.tasks, (), reading.group)
        if others and len(reading.scopes) == 1 and {t.iri for t in chosen} == set(reading.task_iris):
            yield text(
                "search.notice.meant",
                name=name.word,
                tasks=_listed(vocabulary, chosen),
                others=_listed(vocabulary, others),
            )


def _listed(vocabulary: Vocabulary, tasks: Sequence[KnownTask], most: int = SHOWN) -> str:
    """The tasks by scope, number and title, with their report where there are several."""
    several = len({task.report for task in vocabulary.tasks}) > 1
    listed = dict[str, None]()
    for task in tasks:
        name = called(task)
        if several:
            name = text("search.notice.of_report", task=name, report=_report(vocabulary, task.report))
        listed[name] = None
    shown = list(listed)[:most]
    more = [text("search.notice.more", number=len(listed) - most)] if len(listed) > most else []
    return "；".join([*shown, *more])


def called(task: KnownTask) -> str:
    """A task by its scope, number and title."""
    return text("search.notice.task", scope=_scope(task), number=task.number, title=task.title)


def _scope(task: KnownTask) -> str:
    which = str(task.group) if task.scope is Scope.GROUP and (task.group or 1) > 1 else ""
    return text(f"search.scope.{task.scope}") + which


def _missing(store: Store, vocabulary: Vocabulary, reading: Reading) -> Iterator[str]:
    """What the graph does not have at all."""
    for number in reading.tasks if not reading.task_iris else ():
        fitting = [t for t in vocabulary.tasks if not reading.scopes or t.scope in reading.scopes]
        if not fitting:
            yield text("search.notice.no_tasks", number=number)
        elif all(task.number != number for task in fitting):
            yield text("search.notice.no_task", number=number, most=_most(vocabulary, fitting))
    for level in reading.levels if len(reading.levels) == 1 else ():
        if not store.query(f"ASK {{ ?thing cg:level cg:{level} ; a ?class . ?claim cg:about ?thing }}").boolean:
            yield text("search.notice.no_level", level=text(f"search.level.{level}"))
    for kind in reading.types:
        if not store.query(f"ASK {{ ?thing a cg:{kind} . ?claim cg:about ?thing }}").boolean:
            yield text("search.notice.no_type", type=text(f"search.type.{kind}"))
    if reading.party and not reading.parties:
        yield text("search.notice.no_party", party=reading.party)


def _most(vocabulary: Vocabulary, tasks: Sequence[KnownTask]) -> str:
    """How far the numbers of the tasks go, report by report where there are several."""
    most: dict[str, int] = {}
    for task in tasks:
        most[task.report] = max(task.number, most.get(task.report, 0))
    if len(set(most.values())) == 1:
        return str(next(iter(most.values())))
    return "；".join(f"{_report(vocabulary, report)} {number}" for report, number in most.items())


def _report(vocabulary: Vocabulary, key: str) -> str:
    """A report as people know it: by its college, and by its key where one college has several."""
    known = {report.key: report.institution or report.title for report in vocabulary.reports}
    name = known.get(key) or key
    return name if list(known.values()).count(name) == 1 else key


def _too_narrow(store: Store, ledger: Ledger, reading: Reading, sentences: Sentences | None) -> Iterator[str]:
    """Which constraint, when dropped, would give results."""
    told = False
    for name, less in without(reading):
        more = len(find(store, ledger, less, sentences).iris)
        if more:
            yield text("search.notice.without", constraint=text(f"search.constraint.{name}"), total=more)
            told = True
    if not told:
        yield text("search.notice.none")
