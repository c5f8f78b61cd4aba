"""Inventory and vocabulary → terms: words, names and typical questions that may be suggested, the likeliest first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

from kg.messages import text
from kg.vocabulary import PARTIES, Scope
from ontology.lexicon import rows
from search.inventory import Inventory
from search.sought import word_for
from search.vocabulary import KnownTask, Vocabulary

TWO = 2  # characters of a Chinese word in a typical question: 奖项 and not 奖
SCOPES = {"zh": {Scope.SCHOOL: "学校", Scope.GROUP: "专业群"}, "en": {Scope.SCHOOL: "school", Scope.GROUP: "group"}}


@dataclass(frozen=True, slots=True)
class Term:
    """What may be suggested: `insert` is put where one of the `keys` was being typed."""

    kind: str  # question, type, level, task, party, entity
    insert: str
    keys: tuple[str, ...]
    label: str = ""  # what it is called, where that is more than what is inserted
    things: int = 0
    type: str | None = None
    level: str | None = None
    scope: str | None = None
    number: int | None = None

    @property
    def detail(self) -> str:
        """What it is, in the reader's language: 奖项 · 国家级 · 12."""
        if self.kind in ("party", "question", "task"):
            parts = [text(f"search.suggest.{self.kind}")]
        else:
            parts = [text(f"search.type.{self.type}")] if self.type else []
            parts += [text(f"search.level.{self.level}")] if self.level else []
        if self.things and self.kind in ("question", "task", "entity"):
            parts.append(text("search.suggest.things", number=self.things))
        return " · ".join(parts)


def terms(inventory: Inventory, vocabulary: Vocabulary) -> Iterator[Term]:
    """Yield what may be suggested: words of types and levels, tasks, parties, names of things."""
    yield from _words(inventory)
    yield from _tasks(inventory, vocabulary.tasks)
    labels = dict.fromkeys(label for label, _ in vocabulary.parties)
    yield from (Term("party", label, (label,)) for label in sorted(labels, key=lambda one: (len(one), one)))
    named = sorted(inventory.names.items(), key=lambda row: (-row[1], len(row[0][0]), repr(row[0])))
    for (label, type, level), things in named:
        if type not in PARTIES:
            flat = "".join(label.split("\n"))
            yield Term("entity", flat, (flat,), things=things, type=type, level=level)


def _words(inventory: Inventory) -> Iterator[Term]:
    """Words for the types and levels that there are: the usual word for each first, then the others."""
    types, levels = Counter[str](), Counter[str]()
    for (type, level), things in inventory.kinds.items():
        types[type] += things
        levels[level or ""] += things
    found = list[Term]()
    for row in rows("questions"):
        word, term = row["word"], row["term"]
        if row["role"] == "type" and not row["value"] and term in types:
            found.append(Term("type", word, (word,), things=types[term], type=term))
        elif row["role"] == "level" and term in levels:
            found.append(Term("level", word, (word,), things=levels[term], level=term))
    usual = {word_for(role, term, lang, least=TWO) for role, term in _said(types, levels) for lang in SCOPES}
    yield from sorted(found, key=lambda one: (one.insert not in usual, -one.things if one.insert in usual else 0))


def _said(types: Iterable[str], levels: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from (("type", term) for term in types)
    yield from (("level", term) for term in levels)


def _tasks(inventory: Inventory, tasks: Iterable[KnownTask]) -> Iterator[Term]:
    """Tasks, found by their number and by every title that reports give them."""
    things = Counter[tuple[str, int]]()
    for (_, _, scope, number), count in inventory.places.items():
        things[scope, number] += count
    titles: dict[tuple[Scope, int | None, int], dict[str, None]] = {}
    for task in tasks:
        group = task.group if task.scope is Scope.GROUP and (task.group or 1) > 1 else None
        titles.setdefault((task.scope, group, task.number), {})[" ".join(task.title.split())] = None
    for (scope, group, number), named in sorted(titles.items(), key=lambda row: (row[0][0] != Scope.SCHOOL, repr(row))):
        which = group or ""
        zh, en = (
            f"{SCOPES['zh'][scope]}{which}任务{number}",
            f"{SCOPES['en'][scope]}{which and f' {which}'} task {number}",
        )
        count = things[scope, number]
        yield Term("task", zh, (zh, f"任务{number}", *named), next(iter(named)), count, scope=scope, number=number)
        yield Term("task", en, (en, f"task {number}"), next(iter(named)), count, scope=scope, number=number)


def questions(inventory: Inventory, vocabulary: Vocabulary) -> Iterator[Term]:
    """Yield typical questions to which there are answers."""
    for lang, template in _templates():
        fields = {name for _, name, _, _ in Formatter().parse(template) if name}
        found = _parties(template, vocabulary) if "party" in fields else _filled(lang, template, fields, inventory)
        yield from sorted(found, key=lambda term: (-term.things, len(term.insert), term.insert))


def _filled(lang: str, template: str, fields: set[str], inventory: Inventory) -> Iterator[Term]:
    counts: Counter[tuple[str, str | None, str | None, int | None]] = Counter()
    kinds: Iterable[tuple[Sequence[Any], int]] = (inventory.places if "number" in fields else inventory.kinds).items()
    for (type, level, *place), things in kinds:
        if level or "level" not in fields:
            scope, number = place or (None, None)
            counts[type, level if "level" in fields else None, scope, number] += things
    for (type, level, scope, number), count in counts.items():
        values = {
            "type": word_for("type", type, lang, least=TWO),
            "types": plural(word_for("type", type, lang)),
            "level": level and word_for("level", level, lang),
            "scope": scope and SCOPES[lang][Scope(scope)],
            "number": number,
        }
        asked = template.format(**values)
        yield Term("question", asked, (asked,), "", count, type, level, scope, number)


def _parties(template: str, vocabulary: Vocabulary) -> Iterator[Term]:
    for label in dict.fromkeys(label for label, _ in vocabulary.parties):
        asked = template.format(party=label)
        yield Term("question", asked, (asked,))


def plural(word: str) -> str:
    """Say an English word in the plural.

    >>> plural("company"), plural("platform")
    ('companies', 'platforms')
    """
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


@cache
def _templates() -> tuple[tuple[str, str], ...]:
    lines = (resources.files("search") / "suggestions.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((lang, template) for lang, template in kept[1:])
