"""Noun phrase → party: the enterprises and organisations that a clause names."""

import re
from functools import cache

from ingest import heads
from ingest.heads import named_company
from ingest.phrases import Phrase
from kg.vocabulary import Type
from ontology import lexicon

_LOCAL = re.compile("当地|区域|本地|省内|市内|区内|县域|园区|周边|驻地|属地|国内|海外|境外|地方")
_PRESS = re.compile("《.{1,14}(?:报|刊|网|杂志|在线|频道|时空|新闻)》")

_AT_WORKS = re.compile("[驻下进返入出到回离建办]厂$")
_DAYS = ("每", "当", "今", "次")  # 每日报到
_RANKS = frozenset("省市县区州镇乡")
_GOES = re.compile("[进赴到]")  # 志愿者进社区宣讲: where, not whose event
_APPROVAL = re.compile(
    "的?(?:官方|高度|充分|通报)?(?:认证|认可|采用|采纳|批准|核准|表扬|肯定|好评|赞誉|评价|点赞|批示)$"
)


@cache
def _suffixes() -> tuple[tuple[str, Type], ...]:
    kinds = ("suffix", "institute", "name", "medium")
    found = [(row["word"], Type(row["term"])) for row in lexicon.rows("parties") if row["kind"] in kinds]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one[0])))


@cache
def _names() -> dict[str, Type]:
    return {row["word"]: Type(row["term"]) for row in lexicon.rows("parties") if row["kind"] == "name"}


@cache
def _institutes() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("parties") if row["kind"] == "institute")


@cache
def _common() -> re.Pattern[str]:
    """What tells no school or community from another: 兄弟, 同类, 省内."""
    words = sorted((r["word"] for r in lexicon.rows("parties") if r["kind"] == "common"), key=lambda w: (-len(w), w))
    return re.compile("|".join(words))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(suffix for suffix, _ in _suffixes())


def _suffix(text: str) -> tuple[str, Type] | None:
    """Give the longest suffix of a party's name that the text ends with, and the type of the party."""
    if not text.endswith(_endings()):
        return None
    return next((one for one in _suffixes() if text.endswith(one[0]) and _whose(text.removesuffix(one[0]))), None)


def _whose(before: str) -> bool:
    """Whether what stands before a suffix tells the party from others: more than a character, or 市 of 市农业农村局."""
    return len(before) > 1 or before in _RANKS


def suffixed(text: str) -> Type | None:
    """Tell whether a text ends as the full name of a party does."""
    found = _suffix(text)
    return found[1] if found else None


def own(before: str) -> bool:
    """Tell what names one (玉溪市第三) from what stands before many (边远乡镇)."""
    return len(_common().sub("", before)) > 1


def proper(phrase: Phrase) -> bool:
    """Tell a school by its name (日惹工艺学校) from any school (省内兄弟院校)."""
    if phrase.head is None or phrase.head.type is not Type.ORGANIZATION:
        return False
    return own(phrase.text[: -len(phrase.head.word)])


def _local(phrase: Phrase) -> bool:
    """Whether a group of companies is told from others: “走出去”中资企业, 当地龙头企业."""
    if phrase.quoted or _LOCAL.match(phrase.text):
        return True
    before = phrase.text.removesuffix(phrase.head.word if phrase.head else "")
    return len(_common().sub("", before)) > 1


def serves(phrase: Phrase) -> bool:
    """Whether a phrase before a person's title names another party than a part of the school: X公司, 老挝X医院."""
    found = party(phrase, counted=False)
    if found is None:
        return False
    return found[2] is Type.ENTERPRISE or not phrase.text.endswith("学院") or heads.placed(phrase.text)


def medium(text: str) -> bool:
    """Whether a text names a medium: 新华网, 春城晚报, 云南卫视.

    >>> medium("春城晚报"), medium("教育部"), medium("晚报")
    (True, False, False)
    """
    if _names().get(text) is Type.ORGANIZATION:
        return not text.endswith("部")
    word = next((word for word in _media() if text.endswith(word)), "")
    return bool(word) and _whose(text.removesuffix(word)) and not text.removesuffix(word).endswith(_DAYS)


@cache
def _media() -> tuple[str, ...]:
    words = {row["word"] for row in lexicon.rows("parties") if row["kind"] == "medium"}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _crews() -> tuple[str, ...]:
    words = {row["word"] for row in lexicon.rows("parties") if row["kind"] == "crew"}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def crew(phrase: Phrase) -> tuple[int, int, Type] | None:
    """Give the medium that somebody comes for: 央视栏目组, 《X报》记者."""
    text = phrase.text
    word = next((word for word in _crews() if text.endswith(word)), None)
    sender = text.removesuffix(word) if word else ""
    if sender in _names() or _PRESS.fullmatch(sender) or suffixed(sender):
        return phrase.start, phrase.start + len(sender), Type.ORGANIZATION
    return None


def party(phrase: Phrase, *, counted: bool) -> tuple[int, int, Type] | None:
    """Give the flat span and the type of the party that a phrase is."""
    text = phrase.text
    if text in _names():
        return phrase.start, phrase.end, _names()[text]
    if not counted and medium(text):
        return phrase.start, phrase.end, Type.ORGANIZATION
    if (told := crew(phrase)) or (not counted and (told := _owner(phrase))):
        return told
    head = phrase.head
    if (press := _PRESS.match(text)) and (head is None or press.end() == len(text)):
        return phrase.start, phrase.start + press.end(), Type.ORGANIZATION
    if (column := text.find("《")) > 1 and text[:column] in _names():
        return phrase.start, phrase.start + column, _names()[text[:column]]  # 央视《X》栏目
    if counted:
        if head and head.type in (Type.ENTERPRISE, Type.ORGANIZATION):
            return phrase.start, phrase.end, head.type
        return None
    if head and head.kind == "group":
        one = _local(phrase) if head.type is Type.ENTERPRISE else proper(phrase)
        return (phrase.start, phrase.end, head.type) if one and head.type else None
    if any_works(phrase):
        return None
    if head and head.type in (Type.ENTERPRISE, Type.ORGANIZATION) and (phrase.named or head.kind == "alias"):
        return phrase.start, phrase.end, head.type
    found = _suffix(text)
    return (phrase.start, phrase.end, found[1]) if found and (head is None or found[0] in _institutes()) else None


def any_works(phrase: Phrase) -> bool:
    """Whether a phrase is but a kind of works, or a word (一座纱厂, 驻厂); 283厂 is one by its name."""
    head, text = phrase.head, phrase.text
    if head is None or not head.word.endswith("厂"):
        return False
    return (len(text) == len(head.word) + 1 and text[0] > "一") or _AT_WORKS.search(text) is not None


def _owner(phrase: Phrase) -> tuple[int, int, Type] | None:
    """X集团的海外工厂: the company whose part it is."""
    owner = phrase.text.partition("的")[0]
    named = owner != phrase.text and named_company(owner)
    return (phrase.start, phrase.start + len(owner), Type.ENTERPRISE) if named else None


def approver(phrase: Phrase) -> tuple[int, int, Type] | None:
    """Give the party whose approval a thing got: 标准获X委员会认可."""
    text = phrase.text + phrase.tail
    owner = _APPROVAL.sub("", text)
    found = _suffix(owner) if owner != text else None
    return (phrase.start, phrase.start + len(owner), found[1]) if found else None


def inside(phrase: Phrase, type_: Type) -> list[tuple[int, int, Type]]:
    """Give the party whose event a phrase names: X联盟会议 → X联盟."""
    if type_ is not Type.EVENT or phrase.head is None:
        return []
    owner = phrase.text[: len(phrase.text) - len(phrase.head.word)]
    found = None if _GOES.search(owner) else _suffix(owner)
    return [(phrase.start, phrase.start + len(owner), found[1])] if found else []
