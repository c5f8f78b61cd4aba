"""Element → Group: noun phrases joined by 、 和 等, with the quantities that are theirs, one by one or in all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ingest import heads
from ingest.elements import Element
from ingest.heads import Head, coined, short_named
from ingest.levels import Worded
from ingest.numbers import base_unit, unit_kinds
from ingest.parties import suffixed
from ingest.phrases import Phrase, merge
from ingest.tokens import Kind
from kg.vocabulary import PARTIES, Level, Type
from kg.words import cut, known, part_of_speech

_BETWEEN = frozenset({Kind.LINK.value, Kind.ADVERB.value, Kind.EACH.value})
_UNCOUNTABLE_PRIZES = frozenset({"所", "家"})
_SHARES = frozenset({"倍", "成", "岁", "个百分点", "百分点", "天", "分钟", "平方米", "字", "米"})
_RATES = frozenset({"%", "％", "分"})
_LONGEST_SHORT = 6  # characters of a company's short name
_NOUNS = frozenset({"n", "l", "vn", "an"})
_MEASURES = "率度比额数量值"
_DEEDS = frozenset({"次", "篇", "条", "篇次", "条次"})
_PERSONS = frozenset({"人", "名", "位"})
_FIGURE = Kind.QUANTITY.value
_JOINS = frozenset({Kind.LIST.value, Kind.AND.value})


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a group states: a phrase (None where it is left out), its figure, what coordination gives it."""

    phrase: Phrase | None
    count: float | None = None
    unit: str | None = None
    level: Worded | None = None  # in place of the phrase's own
    grade: str | None = None
    start: int = 0  # of the figure or the phrase
    member: bool = False  # named before 等
    of: Type | None = None  # what the members are said to be: X、Y等企业
    digits: bool = True  # the figure is written in digits
    before: bool = False  # the figure stands before the noun


class Group(NamedTuple):
    """Items and the place of the element after them."""

    items: tuple[Item, ...]
    after: int


def group(elements: Sequence[Element], i: int, text: str) -> Group:
    """Read the group that starts with the phrase or quantity at `i`."""
    first = elements[i]
    if first.kind == Kind.QUANTITY.value:
        return _counted_first(elements, i, text)
    phrases, j = _joined(elements, i)
    after = j
    etc = _kind(elements, after) == Kind.ETC.value
    if etc:
        return _with_total(elements, phrases, after, text)
    if _kind(elements, after) == Kind.QUANTITY.value and text[elements[after].start - 1] == "的":
        return Group(_uncounted(phrases), j)  # 获一等奖的28所院校
    after = _changed(elements, after)
    earlier = _earlier(elements, j, after, phrases[-1])
    if after > j and (year := _year(elements[after - 1])):
        phrases[-1] = replace(phrases[-1], year=year)  # 由2019年的71%提高到2023年的84%
    each = False
    while _kind(elements, after) in _BETWEEN or _compared(elements, after):
        each |= _kind(elements, after) == Kind.EACH.value
        after += 1
        if each and _kind(elements, after) == Kind.VERB.value and _kind(elements, after + 1) == Kind.QUANTITY.value:
            after += 1  # A、B各建成1个
    rank = elements[after].phrase if _kind(elements, after) == "phrase" else None
    if after > j and rank and rank.grades and phrases[-1].head and phrases[-1].head.word.endswith("结果"):
        # 审核结果为A等
        return Group(
            (*_uncounted(phrases[:-1]), Item(phrases[-1], grade=rank.grades[0], start=phrases[-1].start)), after + 1
        )
    if _kind(elements, after) != Kind.QUANTITY.value:
        return Group(_uncounted(phrases), j)
    if after == j and _all_of_kind(phrases, elements, after):
        members = _uncounted([_as_company(phrase, beside=True) for phrase in phrases])
        rest = _counted_first(elements, after, text)
        return Group(
            (*_of([replace(one, member=True) for one in members], rest.items[0].phrase), *rest.items), rest.after
        )
    if after == j and _told_again(phrases, elements, after):
        return Group(_uncounted([_as_company(phrase, beside=True) for phrase in phrases]), after + 1)
    figures, end = _figures(elements, after, many=each or len(phrases) > 1)
    if _told_by(phrases, figures, elements, end):
        return Group((*_uncounted(phrases), _counted(figures[0], None)), end)
    if each or len(figures) > 1:
        return Group(_distributed(phrases, figures, text), end)
    linked = after > j
    of_next = _kind(elements, end) == "phrase" and (
        _adjacent(elements, end - 1, end) or _measures_next(elements, end - 1, text)
    )
    if linked and of_next:
        return Group(_uncounted(phrases), after)  # 共有29项子任务: the figure is that of what follows
    if (
        _kind(elements, end) == "phrase"
        and _adjacent(elements, end - 1, end)
        and (phrases[-1].type is None or _of_next(phrases[-1], elements[after]))
        and not _act(figures[0], elements[end])
    ):
        return _number_inside(elements, phrases, after, text)
    return Group((*earlier, *_total(phrases, figures[0], text)), end)


def _told_by(phrases: Sequence[Phrase], figures: Sequence[Element], elements: Sequence[Element], i: int) -> bool:
    """Whether several told of something so many times in all: 《X日报》、Y农村报先后9次报道."""
    token = elements[i].token if _kind(elements, i) == Kind.VERB.value else None
    deed = token is not None and token.verb is not None and token.verb.kind == "deed"
    return deed and len(phrases) > 1 and len(figures) == 1 and _unit(figures[0]) in _DEEDS


def _all_of_kind(phrases: Sequence[Phrase], elements: Sequence[Element], i: int) -> bool:
    """X、Y、Z三家饲料企业: as many names as the number of the parties that they are said to be."""
    token, total = elements[i].token, elements[i + 1].phrase if _kind(elements, i + 1) == "phrase" else None
    grouped = total is not None and total.type in PARTIES and total.head is not None and total.head.kind == "group"
    return grouped and len(phrases) > 1 and token is not None and token.amount == len(phrases)


def _told_again(phrases: Sequence[Phrase], elements: Sequence[Element], i: int) -> bool:
    """Whether the figure at `i` counts again the companies just named: X集团、Y农科、Z水产三家向学校捐赠…."""
    token = elements[i].token
    again = token is not None and token.amount == len(phrases) > 1 and token.unit == "家"
    alone = not (_kind(elements, i + 1) == "phrase" and _adjacent(elements, i, i + 1))
    return again and alone and any(phrase.type is Type.ENTERPRISE for phrase in phrases)


def _kind(elements: Sequence[Element], i: int) -> str:
    return elements[i].kind if 0 <= i < len(elements) else ""


def _adjacent(elements: Sequence[Element], i: int, j: int) -> bool:
    return elements[j].start == elements[i].end


def _measures_next(elements: Sequence[Element], i: int, text: str) -> bool:
    """4800学时的企业实践: how much there was of what follows."""
    if _kind(elements, i + 1) != "phrase" or text[elements[i].end : elements[i + 1].start] != "的":
        return False
    unit = _unit(elements[i]) or ""
    return (
        unit not in _RATES
        and base_unit(unit) not in _SHARES
        and unit_kinds().get(base_unit(unit), ("", ""))[0] == "measure"
    )


def _changed(elements: Sequence[Element], i: int) -> int:
    """Pass what a figure was before: 由12门增加到35门."""
    if _kind(elements, i) != Kind.PREPOSITION.value:
        return i
    before = _past_times(elements, i + 1)
    then = _past_times(elements, before + 1)
    figure = _past_times(elements, then + 1)
    kinds = [_kind(elements, before), _kind(elements, then), _kind(elements, figure)]
    return figure if kinds == [Kind.QUANTITY.value, Kind.LINK.value, Kind.QUANTITY.value] else i


def _earlier(elements: Sequence[Element], i: int, after: int, phrase: Phrase) -> tuple[Item, ...]:
    """Give what a measure was before, where its year is told: 由2019年的71%提高到2023年的84%."""
    dated = [at for at in range(i + 1, after - 1) if _year(elements[at]) and _kind(elements, at + 1) == _FIGURE]
    if len(dated) != 1 or phrase.type is not Type.METRIC:
        return ()
    return (_counted(elements[dated[0] + 1], replace(phrase, year=_year(elements[dated[0]]))),)


def _year(element: Element) -> int | None:
    return element.token.year if element.token else None


def _past_times(elements: Sequence[Element], i: int) -> int:
    while _kind(elements, i) in (Kind.TIME.value, Kind.ADVERB.value):
        i += 1
    return i


def _compared(elements: Sequence[Element], i: int) -> bool:
    """较2019年增长: a time between a measure and its figure."""
    return _kind(elements, i) == Kind.TIME.value and _kind(elements, i - 1) == Kind.ADVERB.value


def _of_next(phrase: Phrase, figure: Element) -> bool:
    """一等奖28所院校: a unit that the phrase before cannot have."""
    unit = figure.token.unit if figure.token else None
    return phrase.type is Type.AWARD and bool(phrase.grades) and unit in _UNCOUNTABLE_PRIZES


def _act(figure: Element, behind: Element) -> bool:
    """轮机长6人登台讲学: what people did, not what is counted."""
    phrase, unit = behind.phrase, _unit(figure)
    if unit not in _PERSONS or phrase is None or phrase.head is not None:
        return False
    first = next(cut(phrase.text))[0]
    return part_of_speech(first) == "v"


def _stayed(text: str) -> bool:
    """Whether a text tells where people are or went: 留在本市."""
    first = next(cut(text))[0]
    return first[-1] in "在到回往于" and part_of_speech(first) == "v"


def _counted(element: Element, phrase: Phrase | None, **more: object) -> Item:
    token = element.token
    assert token is not None
    digits = token.text[:1].isascii()
    return Item(phrase, token.amount, token.unit, start=element.start, digits=digits, **more)  # type: ignore[arg-type]


def _counted_first(elements: Sequence[Element], i: int, text: str) -> Group:
    """4个国家现代学徒制试点专业; a lone figure where no noun follows."""
    if _kind(elements, i + 1) == "phrase" and (_adjacent(elements, i, i + 1) or _measures_next(elements, i, text)):
        phrases, end = _joined(elements, i + 1)
        if _unit(elements[i]) in _PERSONS and phrases[0].head is None and _stayed(phrases[0].text):
            return Group((_counted(elements[i], None),), i + 2)  # 62名留在本市
        if phrases[0].bare_level and len(phrases) == 1:
            coming = _phrase_to_come(elements, end)
            if coming:  # 6门省级、4门院级精品课程: the noun comes with the last
                return Group((_counted(elements[i], without_level(coming), level=phrases[0].level),), end)
            return Group((_counted(elements[i], None, level=phrases[0].level),), end)
        if _kind(elements, end) == Kind.QUANTITY.value and len(phrases) > 1:
            phrases, end = phrases[:1], i + 2
        if len(phrases) > 1 and (phrases[0].type is None or phrases[0].bare_level):
            return Group((_counted(elements[i], merge(phrases, text), before=True),), end)
        items = [_counted(elements[i], phrases[0], before=True)]
        items += [Item(p, start=p.start) for p in phrases[1:]]
        return Group(tuple(items), end)
    return Group((_counted(elements[i], None),), i + 1)


def _phrase_to_come(elements: Sequence[Element], i: int) -> Phrase | None:
    limit = i + 24
    while i < limit and _kind(elements, i) in _JOINS and _kind(elements, i + 1) == Kind.QUANTITY.value:
        phrase = elements[i + 2].phrase if _kind(elements, i + 2) == "phrase" else None
        if phrase is None or not phrase.bare_level:
            return phrase if phrase and phrase.level.start == 0 else None
        i += 3
    return None


def _joined(elements: Sequence[Element], i: int) -> tuple[list[Phrase], int]:
    """Take phrases joined by 、 or 和, as far as no figure stands between."""
    phrases: list[Phrase] = []
    side_by_side = False
    while True:
        phrase = elements[i].phrase
        assert phrase is not None
        if side_by_side and phrase.level.level is None:
            # “A”“B”: what stands before them is said of both
            phrase = replace(phrase, level=phrases[-1].level._replace(start=-1, end=-1))
        phrases.append(phrase)
        i += 1
        if _kind(elements, i) in _JOINS and _kind(elements, i + 1) == "phrase":
            side_by_side = elements[i].start == elements[i].end
            i += 1
            continue
        return phrases, i


def _figures(elements: Sequence[Element], i: int, *, many: bool) -> tuple[list[Element], int]:
    figures = [elements[i]]
    i += 1
    while _kind(elements, i) in _JOINS and _kind(elements, i + 1) == Kind.QUANTITY.value:
        if _kind(elements, i + 2) == "phrase" and _adjacent(elements, i + 1, i + 2):
            break
        if not many and _unit(elements[i + 1]) != _unit(figures[0]):
            break
        figures.append(elements[i + 1])
        i += 2
    return figures, i


def _unit(element: Element) -> str | None:
    return element.token.unit if element.token else None


def _heads_apart(phrases: Sequence[Phrase]) -> Sequence[tuple[Phrase, Worded | None]]:
    """Give each member its phrase and level: 国家级、省级、院级团队 → three times 团队."""
    last = phrases[-1]
    if len(phrases) > 1 and all(p.bare_level for p in phrases[:-1]):
        base = without_level(last)
        parts: list[tuple[Phrase, Worded | None]] = [(base, p.level) for p in phrases[:-1]]
        return [*parts, (base if last.level.start == 0 else last, last.level)]
    return [(p, None) for p in phrases]


def without_level(phrase: Phrase) -> Phrase:
    """Cut the phrase behind its level: 省级教学团队 → 教学团队; 国家奖 → 奖."""
    cut = phrase.level.end
    if phrase.level.level is None or cut <= 0 or cut >= len(phrase.text):
        if phrase.text in ("国奖", "国家奖", "省奖", "市奖", "校奖", "国赛奖", "省赛奖"):
            cut = len(phrase.text) - 1
        else:
            return phrase
    if phrase.level.start > 0 and phrase.level.kind not in ("explicit", "union") and not phrase.grades:
        return phrase
    text = phrase.text[cut:]
    return replace(phrase, start=phrase.start + cut, text=text, head=heads.head(text) or phrase.head)


def _uncounted(phrases: Sequence[Phrase]) -> tuple[Item, ...]:
    members: list[Item] = []
    waiting: list[Phrase] = []
    if len(phrases) > 1 and any(p.type is Type.ENTERPRISE or coined(p.text) for p in phrases):
        beside = any(p.type is Type.ENTERPRISE and p.head and p.head.kind != "group" for p in phrases)
        phrases = [_as_company(p, beside=beside) for p in phrases]
    for phrase in phrases:
        waiting.append(phrase)
        if phrase.bare_level or phrase.head is None:
            continue
        for one, level in _heads_apart(waiting):
            if one.head is not None or suffixed(one.text):  # 劳动与职业培训部、X大学
                members += _by_grade(Item(one, level=level, start=one.start))
        waiting = []
    members += [Item(p, start=p.start) for p in waiting]
    return tuple(members)


def _as_company(phrase: Phrase, *, beside: bool) -> Phrase:
    """大唐能源、金川集团: beside a company, a name that ends as short names of companies do, or a word that is none."""
    if phrase.head is not None or not (short_named(phrase.text) or (beside and _unheard(phrase))):
        return phrase
    return replace(phrase, head=Head(phrase.text, Type.ENTERPRISE, None, "alias"))


def _unheard(phrase: Phrase) -> bool:
    """Whether a phrase may be a name, since the language has no such word."""
    plain = not (phrase.quoted or phrase.level.level or phrase.tail or phrase.grades)
    if not plain or not 1 < len(phrase.text) <= _LONGEST_SHORT or known(phrase.text):
        return False
    return part_of_speech(phrase.text[-2:]) not in _NOUNS  # 属地政府


def _by_grade(item: Item) -> list[Item]:
    grades = item.phrase.grades if item.phrase else ()
    if len(grades) > 1:
        return [replace(item, grade=grade) for grade in grades]
    return [item]


def _distributed(phrases: Sequence[Phrase], figures: Sequence[Element], text: str) -> tuple[Item, ...]:
    """X、Y、Z各1项; 国家级、省级、院级X各1个、4个和8个; 二、三等奖各1项."""
    members = [Item(p, level=level, start=p.start) for p, level in _heads_apart(phrases)]
    members = [one for member in members for one in _by_grade(member)]
    if figures[0].token and figures[0].token.unit in _RATES:
        members = _rates(members)
    if len(figures) == 1:
        figures = list(figures) * len(members)
    elif len(members) == 1:
        members *= len(figures)
    elif len(figures) < len(members):
        joint = merge([m.phrase for m in members if m.phrase], text)
        members = [replace(members[-1], phrase=joint)] * len(figures)
    return tuple(
        replace(_counted(figure, member.phrase), level=member.level, grade=member.grade)
        for member, figure in zip(members, figures, strict=False)
    )


def _rates(members: list[Item]) -> list[Item]:
    """学生、家长满意度分别为96%、97%: both are rates of satisfaction."""
    last = members[-1].phrase
    if last is None or last.head is None or last.type is not Type.METRIC or len(last.head.word) < 2:
        return members
    if any(m.phrase is not None and not _measured(m.phrase) for m in members) and last.head.kind == "":
        return [
            replace(m, phrase=replace(last, start=last.end - len(last.head.word), text=last.head.word)) for m in members
        ]
    rate = replace(last, start=last.end - len(last.head.word), text=last.head.word)
    named = [m.phrase is not None and m.phrase.head is not None and m.phrase.head.kind == "" for m in members]
    return [m if own else replace(m, phrase=rate) for m, own in zip(members, named, strict=True)]


def _measured(phrase: Phrase) -> bool:
    """Whether a phrase names what is measured, not whom it is measured of."""
    return phrase.head is not None and phrase.head.word[-1] in _MEASURES


def _same_kind(one: Phrase, other: Phrase) -> bool:
    if one.head is None:
        return True
    if one.grades:
        return other.text in other.grades  # 一等奖和二等奖共12项
    return one.type is other.type and (one.head.subtype is None or one.head.subtype.value == "TalentTitle")


def _total(phrases: Sequence[Phrase], figure: Element, text: str) -> tuple[Item, ...]:
    """One figure after several phrases: theirs in all where they are of one kind, else the last one's."""
    if len(phrases) > 1 and all(p.bare_level for p in phrases[:-1]):
        last = phrases[-1]
        levels = [p.level for p in phrases if p.level.level]
        highest = min(levels, key=lambda w: list(Level).index(w.level) if w.level else 9)
        joint = merge(phrases, text)
        return (_counted(figure, joint if last.head else replace(joint, head=None), level=highest),)
    first = len(phrases) - 1
    while first and _same_kind(phrases[first - 1], phrases[-1]) and not phrases[first - 1].bare_level:
        first -= 1
    joint = merge(phrases[first:], text) if first < len(phrases) - 1 else phrases[-1]
    return (*_uncounted(phrases[:first]), _counted(figure, joint))


def _with_total(elements: Sequence[Element], phrases: list[Phrase], etc: int, text: str) -> Group:
    """A、B等5个平台; 钳工、电工等培训包13个; X公司等企业."""
    i = etc + 1
    members = tuple(replace(item, member=True) for item in _members(phrases))
    if _kind(elements, i) == Kind.QUANTITY.value:
        rest = _counted_first(elements, i, text)
        if rest.items[0].phrase is None:
            joint = merge(phrases, text)
            return Group((_counted(elements[i], joint),), rest.after)
        return Group((*_of(members, rest.items[0].phrase), *rest.items), rest.after)
    if _kind(elements, i) != "phrase":
        return Group(members, i)
    rest = group(elements, i, text)
    if (
        (where := rest.items[0].phrase)
        and where.head
        and where.text[0] == "地"
        and len(where.text) > len(where.head.word)
    ):
        # 宁夏、贵州等地院校12所: places are no part of the list
        behind = replace(where, start=where.start + 1, text=where.text[1:])
        return Group((replace(rest.items[0], phrase=behind), *rest.items[1:]), rest.after)
    last = rest.items[-1]
    members = _of(members, last.phrase)
    if last.count is None or last.phrase is None:
        return Group(members, rest.after)
    own = elements[i].start > elements[etc].end  # 等各类培训, 等国家的留学生
    if not own and last.phrase.head and last.phrase.head.word != "企业" and _described(phrases, last.phrase):
        joint = replace(merge([*phrases, last.phrase], text), level=last.phrase.level)
        return Group((*rest.items[:-1], replace(last, phrase=joint)), rest.after)
    return Group((*members, *rest.items), rest.after)


def _described(phrases: Sequence[Phrase], total: Phrase) -> bool:
    """焊工、铣工等培训包, 退役军人、农民等培训: what stands before 等 tells of what kind the counted thing is."""
    if any(p.text[-1] in "》”" for p in phrases):
        return False  # 《X》等教材9部: a thing and its kind
    plain = total.type not in PARTIES and total.type is not Type.PLATFORM
    people = {"staff", "person"} if total.head and total.head.kind == "staff" else {"staff"}
    return all(p.head is None or p.head.kind == "stop" or (plain and p.head.kind in people) for p in phrases) and (
        total.type not in PARTIES or not any(p.head is None and len(p.text) > 2 for p in phrases)
    )


def _members(phrases: Sequence[Phrase]) -> tuple[Item, ...]:
    return tuple(item for phrase in phrases for item in _uncounted([phrase]))


def _of(members: Sequence[Item], total: Phrase | None) -> tuple[Item, ...]:
    type_ = total.type if total else None
    if total and total.head and total.head.kind == "member":  # X医院、Y公司等成员单位57家
        return tuple(replace(one, of=(suffixed(one.phrase.text) if one.phrase else None) or type_) for one in members)
    return tuple(replace(member, of=type_) for member in members)


_PLACES_UNITS = frozenset({"所", "家", "强"})


def _number_inside(elements: Sequence[Element], phrases: list[Phrase], figure: int, text: str) -> Group:
    """省级 3个专业群 counts; 全国100所高职院校…优秀院校 is a name with a number in it."""
    left, rest = phrases[-1], _counted_first(elements, figure, text)
    first = rest.items[0]
    counted = first.phrase is not None and first.phrase.type is Type.SPECIALTY and first.count == len(phrases) > 1
    if counted and all(phrase.type is None and not phrase.bare_level for phrase in phrases):
        named = tuple(Item(phrase, start=phrase.start, member=True, of=Type.SPECIALTY) for phrase in phrases)
        return Group((*named, *rest.items), rest.after)  # 新增A、B2个专业
    if not left.bare_level or first.phrase is None:
        return Group((*_uncounted(phrases[:-1]), *rest.items), rest.after)
    if first.unit in _PLACES_UNITS and first.phrase.type is Type.AWARD:
        return Group(
            (Item(replace(merge([left, first.phrase], text), level=left.level), start=left.start),), rest.after
        )
    return Group((*_uncounted(phrases[:-1]), replace(first, level=left.level), *rest.items[1:]), rest.after)
