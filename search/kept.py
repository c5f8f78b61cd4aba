"""Things that fit the graph's constraints → those that the question's other words speak of."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.differing import contradicting
from kg.vocabulary import PARTIES, Type
from ontology.lexicon import rows
from search.apart import apart
from search.ledger import Ledger, Stated, place
from search.match import Told, about, core_of, fits, holds, left, named, plain
from search.reading import Kind, Reading, Topic
from search.together import names_of, together

SHORTEST = 3  # characters of a name that a question says by no accident
STUDENTS, CONTEST = "学生", "竞赛"
TEACHERS, TEACHING, CONTESTS = "教师", "教学", ("比赛", "大赛", "竞赛")
FIGURES = frozenset({"count", "compare"})


@dataclass(frozen=True, slots=True)
class Story:
    """What one claim tells of a thing."""

    claim: Stated
    told: Told


def chosen(ledger: Ledger, reading: Reading, iris: Sequence[str]) -> Iterator[str]:
    """Yield the things that the words speak of, in the order given: kinds by their heads, topics, a party, figures."""
    topics = _topics(ledger, reading)
    contests = _won_by_students(reading, topics)
    topics = tuple(topic for topic in topics if not contests or STUDENTS not in topic.same)
    topics = tuple(topic for topic in topics if TEACHERS not in topic.same or not _in_teaching(topics))
    if set(reading.types) == {Type.AWARD}:
        topics = tuple(map(_of_their_contests, topics))
    strictly = any(kind.person for kind in reading.kinds)
    by_name, by_clause = dict[str, list[Story]](), dict[str, list[Story]]()
    for iri in iris:
        stories = [Story(claim, ledger.told_by(claim)) for claim in ledger.claims.get(iri, ())]
        if reading.kinds and not any(
            _is_a(kind, story, strictly=strictly) for story in stories for kind in reading.kinds
        ):
            continue
        if any(_is_a(kind, story, strictly=True) for story in stories for kind in reading.not_kinds):
            continue
        if contests and all(_of_teachers(story) for story in stories):
            continue
        if "differ" in reading.asks and not _contradictory(stories):
            continue
        if "count" in reading.asks and all(story.claim.figure is None for story in stories):
            continue
        if not all(_borne(stories, topic) for topic in topics):
            continue
        if any(named(story.told, topics) for story in stories):
            by_name[iri] = stories
        elif any(_speaks(ledger, reading, story, topics) for story in stories):
            by_clause[iri] = stories
    if by_name and any(topic.borne for topic in topics):
        by_clause = {}
    if by_name:  # a figure that only stands beside what is asked for is another's
        by_clause = {iri: told for iri, told in by_clause.items() if told[0].claim.type != Type.METRIC}
    # a figure is asked of one thing: what bears the name has it, what is told beside it has another
    one = "count" in reading.asks and not contests and len(reading.grades) < 2
    found = (by_name or _partly_named(by_clause, topics)) if one else by_name | by_clause
    very = FIGURES & set(reading.asks) and not any(word in reading.question for word in _parts())
    kept = _by_that_very_name(ledger, reading, topics, found) if very else found
    if reading.parties and not reading.kinds:  # who else was there is not asked
        kept = {iri: told for iri, told in kept.items() if iri in reading.parties or told[0].claim.type not in PARTIES}
    beside = _beside(ledger, reading, kept) if reading.parties else None
    yield from (iri for iri in iris if iri in kept and (beside is None or iri in beside))


def _contradictory(stories: Sequence[Story]) -> bool:
    """Whether a report tells the thing with figures that disagree, as `kg check` finds it."""
    reports: defaultdict[str, list[Stated]] = defaultdict(list)
    for story in stories:
        reports[story.claim.sentence.report].append(story.claim)
    return any(contradicting(claims) for claims in reports.values())


@cache
def _parts() -> tuple[str, ...]:
    """Words by which the parts of a figure are asked for, too: 其中."""
    return tuple(row["word"] for row in rows("questions") if row["role"] == "part")


def _won_by_students(reading: Reading, topics: Sequence[Topic]) -> bool:
    """Whether prizes of students' contests are asked for: that students won is seldom said."""
    words = {word for topic in topics for word in topic.same}
    contests = any(word.endswith(CONTEST) for word in words)
    return STUDENTS in words and contests and set(reading.types) == {Type.AWARD}


def _in_teaching(topics: Sequence[Topic]) -> bool:
    """Whether a contest in teaching is spoken of, which teachers take part in, said or not."""
    words = {word for topic in topics for word in topic.same}
    return any(word.startswith(TEACHING) and word.endswith(CONTESTS) for word in words)


def _of_their_contests(topic: Topic) -> Topic:
    """Of teachers is also what is won in contests of teaching, whoever is said to have won it."""
    return replace(topic, same=(*topic.same, *_teachers())) if TEACHERS in topic.same else topic


def _of_teachers(story: Story) -> bool:
    words = _teachers()
    return story.told.doer in words or any(word in story.told.name + story.told.phrase for word in words)


@cache
def _teachers() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("questions") if row["role"] == "of_teachers")


def _borne(stories: Sequence[Story], topic: Topic) -> bool:
    """Whether a name holds the topic, where that is wanted; a figure need only be told of it."""
    wanted = topic.borne and any(story.claim.type != Type.METRIC for story in stories)
    return not wanted or any(story.told.elliptic or named(story.told, [topic]) for story in stories)


def _speaks(ledger: Ledger, reading: Reading, story: Story, topics: Sequence[Topic]) -> bool:
    """Whether the clause is about the topics; but for figures, other things' names in it do not count."""
    if not about(story.told, topics):
        return False
    return "count" in reading.asks or about(apart(ledger, story.claim, story.told), topics)


def _beside(ledger: Ledger, reading: Reading, kept: Mapping[str, object]) -> frozenset[str]:
    """What is told together with the party; the party itself where nothing but it is asked for."""
    found = together(ledger, reading, {iri: ledger.claims[iri] for iri in kept})
    return found if reading.kinds else found | set(reading.parties)


def narrows(reading: Reading) -> bool:
    """Whether words are left that the graph alone does not answer."""
    heads = any(kind.heads or kind.person for kind in reading.kinds)
    return bool(heads or reading.not_kinds or reading.topics or reading.party or FIGURES & set(reading.asks))


def _topics(ledger: Ledger, reading: Reading) -> tuple[Topic, ...]:
    """The topics; a party is one, too: it must be told of in the same clause, if not in the thing's own name."""
    if not reading.party or not (reading.constrained_beside_party or not reading.parties):
        return reading.topics
    return (Topic(reading.party, names_of(ledger, reading), beside=True), *reading.topics)


def _partly_named(found: dict[str, list[Story]], topics: Sequence[Topic]) -> dict[str, list[Story]]:
    """Those whose name holds one of the topics, if any."""
    partly = {
        iri: stories
        for iri, stories in found.items()
        if any(named(story.told, [topic]) for story in stories for topic in topics)
    }
    return partly or found


def _by_that_very_name(
    ledger: Ledger, reading: Reading, topics: Sequence[Topic], kept: Mapping[str, list[Story]]
) -> Mapping[str, list[Story]]:
    """Where some names say what is asked for and no more: not their parts, nor what ends in another word.

    Of 专利88项（发明专利23项） and 专利 it is the first; of 技术服务412项 and 技术服务到款额 it is the first, too.
    """
    words = [word for topic in topics for word in topic.same] + [head for kind in reading.kinds for head in kind.heads]
    names = {iri: plain(ledger.things[iri].label) for iri in kept}
    asked = plain(reading.question)
    said = {iri for iri in kept if _said_in(asked, names[iri], core_of(ledger.things[iri].label))}
    exact = said | {iri for iri in kept if words and not left(ledger.things[iri].label, words)}
    if not exact:
        return kept
    ends = tuple(names[iri][-2:] for iri in said) or tuple(names[iri][-1] for iri in exact)
    sentences = {place(story.claim) for iri in exact for story in kept[iri]}
    borne = {iri: frozenset(word for word in words if holds(names[iri], word)) for iri in kept}
    of_exact = frozenset[str]().union(*(borne[iri] for iri in exact))
    rivals = {iri for iri in kept if not borne[iri] or borne[iri] & of_exact}
    return {  # of 就业率和满意度 the one that is there in so many words says nothing of the other
        iri: stories
        for iri, stories in kept.items()
        if iri in exact
        or iri not in rivals
        or (names[iri].endswith(ends) and not any(place(story.claim) in sentences for story in stories))
    }


def _said_in(asked: str, *names: str) -> bool:
    """Whether the question says a name itself."""
    return any(len(name) >= SHORTEST and name in asked for name in names)


def _is_a(kind: Kind, story: Story, *, strictly: bool = False) -> bool:
    """Whether it is of the kind; `strictly` of its very subtype, which else the graph has looked at."""
    if (kind.person and not story.told.person) or (strictly and kind.subtype not in (None, story.claim.subtype)):
        return False
    return story.claim.type == kind.type and fits(kind, story.told)
