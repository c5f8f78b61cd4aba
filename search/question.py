"""Question → Reading: constraints by the words of the lexicons and the names of the graph, in Chinese and English.

Each step looks at the items of the question, says what it read and marks those that it used; what no step uses and no
list of empty words holds is what the question is about.
"""

import re
from dataclasses import replace

from search.assignments import assignments
from search.clauses import joined_verbs, without_examples
from search.glosses import glosses
from search.items import items
from search.kinds import kinds
from search.lacking import lacking
from search.levels import levels
from search.limits import asks, differing, grades, report, status, years
from search.parties import parties
from search.parts import asked_for, joined, split
from search.phrase import Phrase
from search.places import groups, scopes, task_names, tasks
from search.reading import Reading, merged
from search.recipients import recipients
from search.spelling import corrected
from search.topics import topics
from search.units import halved
from search.vocabulary import Vocabulary
from search.wording import Words, spoken

STEPS = (
    glosses,
    report,
    tasks,
    lacking,
    scopes,
    parties,
    years,
    levels,
    grades,
    joined_verbs,
    status,
    asks,
    task_names,
    assignments,
    kinds,
    recipients,
    groups,
    topics,
    differing,
)


def read(question: str, vocabulary: Vocabulary | None = None, *, names: Words | None = None) -> Reading:
    """Read a question against the lexicons and the names of the graph.

    >>> r = read("which national awards support task 5")
    >>> r.types, r.levels, r.tasks
    ((<Type.AWARD: 'Award'>,), (<Level.NATIONAL: 'national'>,), (5,))
    """
    vocabulary = vocabulary or Vocabulary()
    names = names or vocabulary.words()
    found = without_examples(items(halved(question), spoken(), names))
    if spelt := tuple(corrected(found)):
        for said, right in spelt:
            question = re.sub(rf"\b{said}\b", right, question, flags=re.ASCII)
        reading = read(question, vocabulary, names=names)
        return replace(reading, spelt=(*spelt, *reading.spelt))
    parts = split(found)
    whole = Phrase(list(found))
    reading = _read(question, whole, vocabulary)
    if not parts or not all(asked_for(whole, part) for part in parts):
        return reading
    alone = [_read(question, Phrase(found[part.first : part.last]), vocabulary) for part in parts]
    apart = joined(reading, found, parts, alone)
    return merged(question, apart) if apart else reading


def _read(question: str, phrase: Phrase, vocabulary: Vocabulary) -> Reading:
    reading = Reading(question)
    for step in STEPS:
        reading = step(phrase, reading, vocabulary)
    return reading
