"""Phrase → its clauses: what describes a noun before it, what lists attributes behind one, verbs that are joined."""

from collections.abc import Sequence
from functools import cache

from kg.vocabulary import PARTIES, Type
from kg.words import part_of_speech
from ontology.lexicon import rows
from search.items import Item
from search.phrase import IS_HAN, Phrase
from search.reading import Reading
from search.vocabulary import Vocabulary

COMMAS = frozenset({"，", ","})
COPULAS = frozenset({"是", "为", "成为", "成了"})
RELATIVE = frozenset({"who", "that", "which", "whose", "whom"})
CLAUSE = 5  # items that a clause with 的 before its noun may have
NARROWING = ("topic", "subtype", "status")


def describes(phrase: Phrase, place: int) -> bool:
    """Whether it only stands in a clause that describes another noun: 企业 in 企业捐的设备, 学生 in 学生参加的比赛."""
    if not IS_HAN.search(phrase.items[place].text):
        return False
    if phrase.has(place + 1, "and") and _is_party(phrase.items[place]) and place + 2 < len(phrase.items):
        return describes(phrase, place + 2)  # 企业和学校合作的平台
    acted = False
    for at in range(place + 1, min(place + 1 + CLAUSE, len(phrase.items))):
        item = phrase.items[at]
        if item.text in COPULAS:
            return False
        if phrase.has(at, "of"):
            said_of = place > 0 and phrase.items[place - 1].text in COPULAS and ends(phrase, at + 1)
            return acted and (said_of or _noun_follows(phrase, at + 1))  # 哪些平台是企业捐建的
        if item.get("type", "subtype") and "的" in item.text[1:-1]:  # 办的学院
            return True
        if phrase.has(at, "which", "break", "and", "type", "subtype") or item.text in COMMAS:
            return False
        acted = acted or is_verb(item)
        if acted and item.text.endswith("的"):  # 参与的
            return _noun_follows(phrase, at + 1)
    return False


def _is_party(item: Item) -> bool:
    return any(Type(meaning.term) in PARTIES for meaning in item.all("type"))


def relative(phrase: Phrase, place: int) -> bool:
    """Whether a relative pronoun behind a noun stands before it: the people who lead a studio."""
    for at in range(place - 1, 0, -1):
        if phrase.has(at, "break") or phrase.items[at].text in COMMAS:
            return False
        if phrase.items[at].text.lower() in RELATIVE:
            return phrase.has(at - 1, "type", "subtype", "topic", "measure") and not phrase.has(at - 1, "which")
    return False


def _noun_follows(phrase: Phrase, place: int) -> bool:
    while phrase.has(place, "level", "level_before", "grade") and not phrase.has(place, "type"):
        place += 1
    if place >= len(phrase.items) or phrase.has(place, "which", "break", "and"):
        return False
    if phrase.has(place, "type", "subtype", "topic", "measure", "asked", "status"):
        return True
    return not phrase.items[place].meanings and phrase.items[place].text not in COMMAS


def headless(phrase: Phrase, place: int) -> bool:
    """Whether 的 and no noun stands behind it: 国培的、省培的 in 培训项目，国培的、省培的都要."""
    after = place + 1
    return phrase.has(after, "of") and ends(phrase, after + 1)


def ends(phrase: Phrase, place: int) -> bool:
    """Whether a list of attributes goes on or ends here."""
    if place >= len(phrase.items) or phrase.items[place].text in COMMAS:
        return True
    return phrase.has(place, "and", "break", "all")


def opens_clause(phrase: Phrase, which: int) -> bool:
    """Whether only verbs stand between this interrogative and the comma or 、 before it: 、建了哪些平台."""
    before = which - 1
    while before >= 0 and phrase.items[before].text not in COMMAS and not phrase.has(before, "and", "break"):
        if phrase.has(before, "type", "subtype", "topic") or not (
            before in phrase.used or is_verb(phrase.items[before]) or phrase.has(before, "stop", "together", "with")
        ):
            return False
        before -= 1
    return before >= 0


def without_examples(items: Sequence[Item]) -> list[Item]:
    """院校、联盟、工会等组织: what stands before 等 are examples of the whole class behind it, if they may be of it."""
    phrase = Phrase(list(items))
    for place in range(1, len(items) - 1):
        if not phrase.has(place, "such"):
            continue
        after = place + 1
        while phrase.has(after, "stop") and not phrase.has(after, "type"):
            after += 1
        first = _first_example(phrase, place)
        limited = any(phrase.has(at, "level", "grade") for at in range(first, place))
        named = {
            meaning.term for item in items[first:place] for role in ("type", "asked") for meaning in item.all(role)
        }
        if named and not limited and named <= _classes(phrase, after):
            return [*items[:first], *items[after:]]
    return list(items)


def _classes(phrase: Phrase, place: int) -> set[str]:
    """The classes that a word names as a whole."""
    said = phrase.items[place].all("type") if place < len(phrase.items) else ()
    return {meaning.term for meaning in said if not meaning.value}


def _first_example(phrase: Phrase, such: int) -> int:
    """Where a list begins that 等 ends: limits may stand before the noun that is its first part."""
    first = such - 1
    while True:
        while _compounds(phrase, first - 1):
            first -= 1
        if not phrase.has(first - 1, "and") or first < 2:
            return max(first, 0)
        first -= 2


def _compounds(phrase: Phrase, place: int) -> bool:
    """Whether it makes up a noun with the word right behind it: 行业 in 行业协会."""
    item = phrase.items[max(place, 0)]
    if place < 0 or item.end != phrase.items[place + 1].start or not IS_HAN.match(item.text):
        return False
    return not item.meanings or phrase.has(place, "topic", "type", "task_name", "party_end")


def inclusive(phrase: Phrase, place: int) -> bool:
    """Whether its clause only says what else counts: （教学比赛也算）."""
    at = place
    while at < len(phrase.items) and phrase.items[at].text not in COMMAS and not phrase.has(at, "break"):
        if phrase.has(at, "inclusive"):
            return True
        at += 1
    return False


def is_verb(item: Item) -> bool:
    """Whether a Chinese word tells what is done."""
    text = item.text.rstrip("了过着的") or item.text
    return text in _verbs() or (part_of_speech(text) or "").startswith("v") or item.get("together") is not None


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("verbs"))


def joined_verbs(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """制定、引进了哪些标准, 评上或者上榜的荣誉: a verb that narrows does not where one that says nothing is joined."""
    for place, item in enumerate(phrase.items):
        if place in phrase.used or not item.get(*NARROWING) or not is_verb(item):
            continue
        if item.get("status") and not any(other.get("type", "subtype") for other in phrase.items):
            continue
        if any(_joined_to_plain(phrase, place, step) for step in (1, -1)):
            phrase.use(place)
    return reading


def _joined_to_plain(phrase: Phrase, place: int, step: int) -> bool:
    """Whether 、 or 或 joins it to a verb that says nothing; 的 may stand behind either: 制定的、引进的."""
    at = place + step
    if phrase.has(at, "of"):
        at += step
    if not phrase.has(at, "and"):
        return False
    at += step
    at = at + step if phrase.has(at, "of") else at
    return _plain_verb(phrase, at) and _governs(phrase, max(place, at))


def _governs(phrase: Phrase, last: int) -> bool:
    """Whether a verb and not a noun: what it tells of is asked for or described; 创新与服务方面 is no such thing."""
    if not IS_HAN.search(phrase.items[last].text):
        return True
    after = last + 1
    if phrase.has(after, "stop") and len(phrase.items[after].text) == 1 and not phrase.has(after, "of"):
        after += 1  # 引进来的
    return phrase.items[last].text.endswith(("了", "过", "的")) or phrase.has(after, "of", "which", "level")


def _plain_verb(phrase: Phrase, place: int) -> bool:
    if not phrase.has(place, "stop") or phrase.has(place, *NARROWING, "type"):
        return False
    return is_verb(phrase.items[place]) and phrase.items[place].text + "的" not in _narrowing()


@cache
def _narrowing() -> frozenset[str]:
    """What narrows once 的 stands behind it: 推荐奖项 is a wish, and 推荐的奖项 are candidates."""
    return frozenset(row["word"] for row in rows("questions") if row["role"] in NARROWING)


def counted(phrase: Phrase, place: int) -> bool:
    """Whether the word by which things are counted follows at once."""
    if place + 1 >= len(phrase.items) or phrase.items[place + 1].start != phrase.items[place].end:
        return False
    return phrase.items[place + 1].text in classifiers()


@cache
def classifiers() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("units"))
