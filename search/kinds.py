"""Phrase → the kinds of things that a question asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.vocabulary import PARTIES, Status, Subtype, Type
from kg.words import part_of_speech
from search.classes import awards, kinds_of, merged
from search.clauses import COMMAS, COPULAS, describes, headless, inclusive, is_verb, opens_clause, relative
from search.compounds import attached, compounded, share_heads
from search.items import ARTICLES, Item
from search.phrase import IS_HAN, Phrase
from search.reading import Kind, Reading, Topic
from search.vocabulary import Vocabulary
from search.who import who_asked

US = ("scope_near", "own", "pronoun")
ASPECTS = ("了", "过")  # particles behind a verb
CONTEST, HOLDING = "赛", frozenset({"承办", "举办", "主办", "协办", "承接", "办", "办了", "办过"})
JOINED = ("asked", "measure")  # roles of words that are asked for beside what is
DOERS = frozenset({"by", "from"})  # English prepositions before who did something
BESIDE = DOERS | {"with"}  # or did it, too
MEASURED = frozenset(
    {"元", "%", "人日", "平方米", "学时", "课时", "亩"}
)  # units in which nothing is counted but a Metric


def kinds(phrase: Phrase, reading: Reading, _: Vocabulary) -> Reading:
    """The kinds asked for; a type that stands before another or outside the asking says what they are about."""
    share_heads(phrase)
    places = [p for p, item in enumerate(phrase.items) if p not in phrase.used and item.get("type", "subtype")]
    left_out = [p for p in places if _left_out(phrase, p)]
    if left_out and (len(left_out) < len(places) or _all_else(phrase, left_out)):
        phrase.use(*left_out)
        places = [p for p in places if p not in left_out]
        reading = replace(reading, not_kinds=tuple(kind for p in left_out for kind in kinds_of(phrase.items[p])))
    heads = [p for p in places if not (modifies(phrase, p) or _before_noun(phrase, p) or _behind_verb(phrase, p))]
    heads = [p for p in heads if not (_predicated(phrase, p) or _measures(phrase, p))]
    for only_says in (_companion, describes, relative, headless, inclusive):
        heads = [p for p in heads if not only_says(phrase, p)] or (heads if only_says is not describes else [])
    if any(item.text.lower() == "what" for item in phrase.items) and all(accompanies(phrase, p, DOERS) for p in heads):
        heads = []  # what was donated by firms
    if any(item.text.lower() == "how many people" for item in phrase.items):
        heads = [p for p in heads if not {kind.type for kind in kinds_of(phrase.items[p])} & PARTIES]
    if all(_companion(phrase, p) for p in heads) and any(_outright(phrase)):
        heads = []  # 跟企业合作搞的学院有哪些
    phrase.heads = heads
    asked = [p for p in heads if _is_asked(phrase, p)]
    chosen = _with_equals(phrase, heads, asked) if asked else heads
    if any(awards(phrase.items[p]) for p in chosen) or reading.grades:
        # prizes come from contests and are given to courses: beside an award those say what it is about
        chosen = [p for p in chosen if awards(phrase.items[p]) or _joined(phrase, p) or _asked_apart(phrase, p)]
    kinds = [kind for p in chosen for kind in _narrowed(phrase, kinds_of(phrase.items[p]))]
    if len(chosen) > 1 and len(kinds) == len(chosen):  # what stands before one of several says nothing of the others
        kinds = [compounded(phrase, p, kind) for p, kind in zip(chosen, kinds, strict=True)]
    kinds += _asked_with(phrase, chosen)
    kinds += _asked_outright(phrase, apart=True) if kinds else []
    # what was read as a level or a grade may name the type, too: 国奖, 一等奖
    limits = [p for p in sorted(phrase.used) if phrase.has(p, "level", "grade")]
    also = [
        replace(kind, type=Type.EVENT) if _held(phrase, p) else kind
        for p in limits
        for kind in kinds_of(phrase.items[p])
    ]
    phrase.use(*chosen)
    if any(kind.heads for kind in also) and all(kind == Kind(Type.AWARD) for kind in kinds):
        kinds = also  # 国赛获奖: prizes of contests
    kinds = kinds or also or list(reading.kinds) or _asked_outright(phrase)
    told = reading.party or (reading.constrained and any(item.get("anything") for item in phrase.items))
    told = told or bool(left_out and not places)
    kinds = kinds or ([] if told else _implied(phrase))
    if who := who_asked(phrase, chosen):
        phrase.use(*chosen)
        return replace(reading, kinds=who.kinds, topics=(*reading.topics, *who.topics))
    if any(_is_partner(phrase, p, reading.asks) for p in places):
        others = [Topic(head, kind.heads) for kind in kinds for head in kind.heads[:1]]  # 和谁共建了产业学院
        partners = tuple(Kind(type) for type in (Type.ENTERPRISE, Type.ORGANIZATION))
        phrase.use(*(place for place, _ in phrase.free("whom")))
        if others and _both_asked(phrase, [p for p in places if any(kind.heads for kind in kinds_of(phrase.items[p]))]):
            partners = tuple(merged([*kinds, *partners]))
        return replace(reading, kinds=partners, topics=(*reading.topics, *others))
    counted = [kind for kind in kinds if kind.type is not Type.METRIC]
    if set(reading.units) & MEASURED and (counted or not kinds):
        # how many person-days of training: a measure of what would else be asked for
        measured = [Topic(kind.heads[0], kind.heads) for kind in counted if kind.heads]
        figures = tuple(kind for kind in kinds if kind.type is Type.METRIC) or (Kind(Type.METRIC),)
        return replace(reading, kinds=figures, topics=(*reading.topics, *measured))
    if reading.status is Status.CANDIDATE and not kinds:  # a patent applied for is a candidate for nothing
        reading = replace(reading, not_kinds=(*reading.not_kinds, Kind(Type.OUTPUT)))
    if Kind(Type.AWARD) in kinds:
        kinds = [kind for kind in kinds if not kind.person]  # 奖项与称号: all honours are asked for
    return replace(reading, kinds=tuple(merged(kinds)))


def _is_partner(phrase: Phrase, place: int, asks: Sequence[str]) -> bool:
    """Whether it asks with whom something was done: 和谁, 谁捐的; in 谁是名师和劳模 和 joins the titles."""
    if not phrase.has(place, "whom"):
        return False
    latin = phrase.items[place].text.isascii()
    beside = phrase.has(place - 1, "with") or (latin and any(item.get("with") for item in phrase.items))
    given = "count" not in asks and any(item.get("donor") for item in phrase.items)
    return beside or given or any(item.get("together") for item in phrase.items)


def _narrowed(phrase: Phrase, kinds: list[Kind]) -> list[Kind]:
    """A word for several classes beside a word that belongs to one of them: 老师的称号 are personal titles."""
    classes = {meaning.term for place, meaning in phrase.free("class")}
    fitting = [kind for kind in kinds if kind.subtype in classes and not kind.heads]
    if not fitting:
        return kinds
    honours = [replace(kind, person=True) for kind in kinds if kind == Kind(Type.AWARD, Subtype.HONOUR)]
    return [kind for kind in kinds if kind.type is not Type.AWARD or kind in fitting] + honours


def _outright(phrase: Phrase, *, apart: bool = False) -> Iterator[int]:
    """Where a word that is mostly what things are about is itself asked for."""
    wanted = _asked_apart if apart else _asked_or_described
    return (place for place, _ in phrase.free("asked") if wanted(phrase, place) and not _won_in(phrase, place))


def _asked_outright(phrase: Phrase, *, apart: bool = False) -> list[Kind]:
    """哪些竞赛, 院校有多少, 承办的比赛: a word that is mostly what things are about is itself asked for."""
    places = list(_outright(phrase, apart=apart))
    phrase.use(*places)
    said = [meaning for place in places for meaning in phrase.items[place].all("asked")]
    return [Kind(Type(meaning.term), None, tuple(meaning.value.split("|"))) for meaning in said]


def _won_in(phrase: Phrase, place: int) -> bool:
    """Whether it is only where something was won: what has the group won in competitions."""
    before = place - 1
    while phrase.has(before, "stop", "level") and not phrase.has(before, "preposition", "implies"):
        before -= 1
    return phrase.has(before, "preposition") and any(phrase.has(at, "implies") for at in range(before))


def _asked_or_described(phrase: Phrase, place: int) -> bool:
    """Whether it is asked for, or ends the question behind a clause with 的 that says what was done with it."""
    if _is_asked(phrase, place) or phrase.has(place - 1, "ask"):
        return True
    last = place + 1 == len(phrase.items) or phrase.has(place + 1, "break")
    return last and phrase.has(place - 1, "of") and place > 1 and is_verb(phrase.items[place - 2])


def _asked_with(phrase: Phrase, chosen: Sequence[int]) -> list[Kind]:
    """培训班和比赛: a word that is mostly what things are about is asked for beside one that is."""
    joined = {at for place in chosen for at in (place - 2, place + 2) if phrase.has((place + at) // 2, "and")}
    found = [place for role in JOINED for place, _ in phrase.free(role) if place in joined]
    places = [place for place in found if not phrase.has(place, "doer")]  # 学校 is who does it
    phrase.use(*places)
    said = [meaning for place in places for role in JOINED for meaning in phrase.items[place].all(role)]
    return [Kind(Type(meaning.term), None, tuple(meaning.value.split("|"))) for meaning in said]


def _implied(phrase: Phrase) -> list[Kind]:
    """What did we win: the verb tells what kind of thing is asked for."""
    return [Kind(Type(meaning.term)) for item in phrase.items for meaning in item.all("implies")][:1]


def modifies(phrase: Phrase, place: int) -> bool:
    """Whether it only modifies another type: before it (教材奖, 企业的标准) or after it (awards for textbooks)."""
    after = place + 1
    if _is_asked_of_act(phrase, place) or _measures(phrase, after):
        return False
    if phrase.has(after, "of") and IS_HAN.search(phrase.items[place].text):
        after += 1
    if after not in phrase.used and phrase.has(after, "type", "subtype") and not phrase.has(place + 1, "and"):
        return not _equals(phrase, place)
    if _in_measure(phrase, place):
        return True
    if phrase.has(cued := _joint_end(phrase, place) + 1, "task_cue") and _followed(phrase, cued):
        return True  # 党支部方面的荣誉, 院士、博士后相关的平台
    grade = phrase.has(place + 1, "grade") or phrase.has(place + 1, "level")
    if grade and awards(phrase.items[place]) and phrase.items[place].get("type", "subtype"):
        return any(m.value for m in phrase.items[place].all("type"))
    if IS_HAN.search(phrase.items[place].text):
        return False
    before = place - 1
    while phrase.has(before, "stop", "level") and not phrase.has(before, "which", "break"):
        before -= 1
        if phrase.has(before, "type", "subtype") and phrase.has(before + 1, "of", "task_cue_before"):
            return True
        if phrase.has(before, "measure_of"):  # how satisfied are employers
            return True
    return False


def _in_measure(phrase: Phrase, place: int) -> bool:
    """Whether a word makes up a measure with the next two: 专利 in 专利许可收入."""
    items = phrase.items[place : place + 3]
    if len(items) < 3 or not all(IS_HAN.match(item.text) for item in items) or place + 2 in phrase.used:
        return False
    if any(one.end != other.start for one, other in pairwise(items)):
        return False
    between = {meaning.role for meaning in items[1].meanings}
    return between <= {"topic"} and any(meaning.term == Type.METRIC for meaning in items[2].all("type"))


def _is_asked_of_act(phrase: Phrase, place: int) -> bool:
    """Whether an interrogative stands right before it and what was done behind it: 哪些企业培训过员工."""
    if not phrase.has(place - 1, "which") or place + 1 >= len(phrase.items):
        return False
    act = phrase.items[place + 1]
    aspect = place + 2 < len(phrase.items) and phrase.items[place + 2].text in ASPECTS
    return bool(IS_HAN.match(act.text)) and (act.text.endswith(ASPECTS) or aspect)


def _predicated(phrase: Phrase, place: int) -> bool:
    """Whether it only says what those that are asked for did, or are: 哪些企业跟我们共建了平台, 哪些企业是合作伙伴."""
    if not IS_HAN.search(phrase.items[place].text) or awards(phrase.items[place]):
        return False
    said = False
    for at in range(place - 1, -1, -1):
        if phrase.has(at, "which", "break") or phrase.items[at].text in COMMAS:
            return False
        if phrase.has(at, "type") and _is_party(phrase.items[at]) and not phrase.has(at + 1, "of"):
            return said and _asked_at_once(phrase, at)
        with_us = phrase.has(at, "with") and phrase.has(at + 1, *US)
        said = said or with_us or phrase.items[at].text in COPULAS or is_verb(phrase.items[at])
    return False


def _asked_at_once(phrase: Phrase, place: int) -> bool:
    """Whether an interrogative stands right before it, or before what 、 or 和 joins to it."""
    while phrase.has(place - 1, "and") and phrase.has(place - 2, "type"):
        place -= 2
    return phrase.has(place - 1, "which") or phrase.has(place, "whom")


def _is_party(item: Item) -> bool:
    return any(Type(meaning.term) in (Type.ENTERPRISE, Type.ORGANIZATION) for meaning in item.all("type"))


def _held(phrase: Phrase, place: int) -> bool:
    """Whether a contest that prizes are called by was held and not won: 承办了几场省赛."""
    if not phrase.items[place].text.endswith(CONTEST) or phrase.has(place + 1, "type", "grade"):
        return False
    before = place - 1
    while phrase.has(before, "stop", "which", "ask", "level") and phrase.items[before].text[:2] not in HOLDING:
        before -= 1
    return before >= 0 and phrase.items[before].text[:2] in HOLDING


def _measures(phrase: Phrase, place: int) -> bool:
    """Whether it only says in what way a narrower figure right before it is measured: 比例 in 高级职称比例."""
    if not 0 < place < len(phrase.items) or phrase.items[place - 1].end != phrase.items[place].start:
        return False
    one, other = (kinds_of(phrase.items[at]) for at in (place - 1, place))
    return other == [Kind(Type.METRIC)] and bool(one) and all(k.type is Type.METRIC and k.heads for k in one)


def _joint_end(phrase: Phrase, place: int) -> int:
    """The last of the words that 、 or 和 join to this one."""
    while phrase.has(place + 1, "and") and place + 2 < len(phrase.items) and place + 2 not in phrase.used:
        place += 2
    return place


def _left_out(phrase: Phrase, place: int) -> bool:
    """Whether it is what is not wanted: 除教材外, except textbooks; 除了国家级奖项 leaves out a level."""
    before = place - 1
    while (phrase.has(before, "type", "subtype") and phrase.has(before + 1, "and")) or phrase.has(before, "and"):
        before -= 1
    if phrase.has(before, "not") and before not in phrase.used:
        return True
    after = phrase.skip(place, 1, "stop") if not phrase.has(place + 1, "not_end") else place + 1
    return phrase.has(after, "not_end") and not phrase.has(place - 1, "level")  # 课程标准就不用列了


def _all_else(phrase: Phrase, left_out: Sequence[int]) -> bool:
    """Whether all but what is left out is asked for: 除了专利，还有哪些成果."""
    return any(place not in left_out and item.get("anything", "which") for place, item in enumerate(phrase.items))


def _companion(phrase: Phrase, place: int) -> bool:
    """Whether it is only who something was done with: 跟企业一起办的学院."""
    before = place - 1
    while before in phrase.used and not phrase.has(before, "with"):
        before -= 1  # 和老挝 partner 一起
    if phrase.has(before, "with") and phrase.has(place + 1, "together"):
        return True
    return accompanies(phrase, place)


def accompanies(phrase: Phrase, place: int, words: frozenset[str] = BESIDE) -> bool:
    """Whether it is a party by or with which something else was done: platforms built with companies."""
    before = place - 1
    while phrase.has(before, "level", "level_before") and not phrase.has(before, "with"):
        before -= 1
    return (
        before > 0
        and phrase.items[before].text.lower() in words
        and not IS_HAN.search(phrase.items[place].text)
        and (
            phrase.items[before].text.lower() not in DOERS
            or any(kind.type in PARTIES for kind in kinds_of(phrase.items[place]))
        )
    )


def _before_noun(phrase: Phrase, place: int) -> bool:
    """Whether a noun that is no kind of thing follows at once and is what is asked for: 职教集团成员, 专利收益."""
    after = place + 1
    if after >= len(phrase.items) or after in phrase.used or phrase.has(after + 1, "type", "subtype"):
        return False
    item, other = phrase.items[place], phrase.items[after]
    if item.end != other.start or not IS_HAN.match(item.text) or not IS_HAN.match(other.text):
        return False
    plain = not other.meanings or {meaning.role for meaning in other.meanings} <= {"topic", "measure"}
    return plain and len(other.text) > 1 and (part_of_speech(other.text) or "").startswith("n")


def _equals(phrase: Phrase, place: int) -> bool:
    """Whether it and the next word are narrow words of one class, one after the other: 国培省培, 专利论文."""
    one, other = phrase.items[place], phrase.items[place + 1]
    kinds = [kinds_of(item) for item in (one, other)]
    narrow = all(kind.heads and not kind.subtype for found in kinds for kind in found)
    return (
        one.end == other.start and narrow and {k.type for k in kinds[0]} == {k.type for k in kinds[1]} != {Type.METRIC}
    )


def _is_asked(phrase: Phrase, place: int) -> bool:
    """Whether 哪些 or which asks for it: 哪些国家级奖项, 专利有多少, which standards."""
    if phrase.items[place].text.lower().startswith("which "):  # which schools, in one word of the lexicon
        return True
    before = place - 1
    while before >= 0 and not phrase.has(before, "which", "break") and not phrase.has(before, "type", "subtype"):
        before -= 1
    if phrase.has(before, "which"):
        return True
    after = phrase.skip(place, 1, "stop") if not phrase.has(place + 1, "which") else place + 1
    if not IS_HAN.search(phrase.items[place].text) or not phrase.has(after, "which"):
        return False
    apart = after + 1 < len(phrase.items) and phrase.items[after + 1].text in COMMAS  # 专利有多少，其中发明专利多少
    return apart or not _followed(phrase, after)


def _both_asked(phrase: Phrase, places: Sequence[int]) -> bool:
    """Whether a thing is asked for and, after a comma, with whom it was done: 建了哪几个，和谁一起."""
    whom = max(at for at in range(len(phrase.items)) if phrase.has(at, "whom"))
    for place in places:
        between = range(place + 1, whom)
        asked = _is_asked(phrase, place) or any(phrase.has(at, "which", "ask") for at in between)
        if asked and any(phrase.items[at].text in COMMAS for at in between):
            return True
    return False


def _asked_apart(phrase: Phrase, place: int) -> bool:
    """Whether an interrogative of its own asks for it in a clause of its own: 拿了哪些奖、建了哪些平台."""
    which = next((at for at in range(place - 1, -1, -1) if phrase.has(at, "which", "type", "subtype")), -1)
    if not phrase.has(which, "which"):
        return False
    after = next((at for at in range(place + 1, len(phrase.items)) if phrase.has(at, "which")), which)
    return opens_clause(phrase, which) or opens_clause(phrase, after)


def _behind_verb(phrase: Phrase, place: int) -> bool:
    """Whether an interrogative asks for another word before the verb: how many members does the alliance have."""
    named = False
    which = next((at for at in range(place - 1, -1, -1) if phrase.has(at, "which", "ask", "break")), place)
    for at in range(which + 1, place):
        if named and phrase.has(at, "aux"):
            return True
        named = named or phrase.has(at, "topic") or not phrase.items[at].meanings
    return False


def _followed(phrase: Phrase, which: int) -> bool:
    """Whether a type stands after it."""
    return any(phrase.has(at, "type", "subtype") for at in range(which + 1, len(phrase.items)))


def _joined(phrase: Phrase, place: int) -> bool:
    """Whether 和, 、 or `and` joins it to another thing, with but its level between: and the provincial bases."""
    before = place - 1
    while not phrase.has(before, "and") and (
        phrase.has(before, "level", "level_before") or (before >= 0 and phrase.items[before].text.lower() in ARTICLES)
    ):
        before -= 1
    return phrase.has(before, "and") or phrase.has(place + 1, "and")


def _with_equals(phrase: Phrase, heads: Sequence[int], asked: Sequence[int]) -> list[int]:
    """The types asked for, with those that 和, 、 or `and` joins to them: in 专利、软著、论文有哪些 all three."""
    groups: list[list[int]] = []
    for head in heads:
        if groups and _are_equals(phrase, groups[-1][-1], head):
            groups[-1].append(head)
        else:
            groups.append([head])
    return [head for group in groups if set(group) & set(asked) for head in group]


def _are_equals(phrase: Phrase, first: int, second: int) -> bool:
    between = range(first + 1, second)
    plain = all(
        p in phrase.used
        or phrase.items[p].get("and", "stop", "of", "level", "which", "together")
        or (phrase.items[p].text.isascii() and modifies(phrase, p))
        or (p == second - 1 and attached(phrase, second))
        for p in between
    )
    beside = any(phrase.has(p, "with") for p in between) and phrase.has(second + 1, "together")  # 和企业共建
    joined = any(phrase.has(p, "and") for p in between) or (second == first + 1 and _equals(phrase, first))
    return plain and not beside and joined
