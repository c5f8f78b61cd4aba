"""Phrase with a figure → what is measured: without the verb before it (走访农户) unless that turns it (减少损失)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ingest import heads
from ingest.numbers import base_unit
from ingest.phrases import Phrase
from kg.vocabulary import Type
from kg.words import cut, known, part_of_speech
from ontology import lexicon

_PEOPLE = frozenset({"staff", "person", "group"})
_CREWS = ("队", "团", "组", "站", "热线", "志愿者", "师生")  # who does something
_AGENTS = frozenset({Type.TEAM, Type.PLATFORM, Type.ENTERPRISE, Type.ORGANIZATION})
_SHARES = frozenset({"%", "％", "‰", "个百分点", "百分点", "分", "倍", "成"})
_MEASURED = ("率", "比", "额", "数", "量", "度", "值", "规模", "面积", "时长", "总数", "长度", "周期", "时间")
_TIMES = frozenset({"天", "小时", "分钟", "学时", "课时", "人日", "人天", "人时", "人月", "人年", "年", "个月", "秒"})
_ACTIVITIES = ("教学", "实训", "实习", "训练", "锻炼", "活动", "教育")
_YEARLY = ("年均", "每年", "年平均", "日均", "月均", "周均")
_RESULTS = tuple("住到走活出下好成完起回入上掉满通齐")  # 护住, 种活, 送走: what a verb and its result end with
_TURNS, _SAVES = "turns", "saves"


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("trims") if row["kind"] == kind)


@cache
def turning() -> tuple[str, ...]:
    """Give the verbs that turn a measure, longest first: 减少, 挽回, 节约."""
    return tuple(sorted(_words(_TURNS) | _words(_SAVES), key=lambda word: (-len(word), word)))


@cache
def turns(word: str) -> bool:
    """Whether a word is a verb that turns a measure."""
    return word in _words(_TURNS) or word in _words(_SAVES)


def _kept(verb: str, measure: str) -> bool:
    """Whether a measure goes with the verb that turns it: 减少经济损失, 节约成本, but not 节约(采购费)."""
    return verb in _words(_TURNS) or len(measure) <= len("成本")


def money(unit: str | None) -> bool:
    """Whether a unit is one of money."""
    return (unit or "").endswith(("元", "人民币"))


def patient(phrase: Phrase, unit: str | None) -> Phrase:
    """Take the verb off what it is done to: 走访农户1260户, 种活梭梭2600亩; 听课村民 are who do it."""
    phrase = owned(phrase)
    head = phrase.head
    if (unit or "").endswith(("人次", "人")) and phrase.text.startswith(_YEARLY):
        phrase = _behind(phrase, next(len(word) for word in _YEARLY if phrase.text.startswith(word)))
    plain = phrase.level.level is None and not phrase.quoted and (head is None or head.kind in _PEOPLE | {"stop"})
    if money(unit):
        return raised(_behind(phrase, max(phrase.text.find("每"), 0)))  # 基地每亩增收3200元
    if not plain or unit in _SHARES or base_unit(unit or "") in _TIMES or phrase.text.endswith(_MEASURED):
        return phrase
    words = list(cut(phrase.text))
    start = _governed(words) or _opens(phrase.text) or _agent(words, phrase.text)
    rest = phrase.text[start:]
    if not start or len(rest) < len("农户") or (part_of_speech(words[-1][0]) or "n").startswith("v"):
        return phrase
    if rest.endswith(_ACTIVITIES):  # 实践教学 is one, and 实践 does nothing to 教学
        return phrase
    return _behind(phrase, start)


def _behind(phrase: Phrase, at: int) -> Phrase:
    return replace(phrase, start=phrase.start + at, text=phrase.text[at:])


def _governed(words: Sequence[tuple[str, int, int]]) -> int:
    """Where what is done begins to be told of: behind one verb, and those that only say how (示范种植)."""
    for word, start, end in words:
        if not governs(word):
            return start
        if word not in _words("acts"):
            return end
    return 0


def _agent(words: Sequence[tuple[str, int, int]], text: str) -> int:
    """Where what is done begins behind who does it and the verb: 医疗队巡诊牧户."""
    at = next((n for n, (word, _, _) in enumerate(words) if n and governs(word)), 0)
    who = heads.head(text[: words[at][1]]) if at else None
    acts = text[: words[at][1]].endswith(_CREWS) or (who and (who.type in _AGENTS or who.kind in _PEOPLE))
    return words[at][2] if acts and at + 1 < len(words) else 0


def governs(word: str) -> bool:
    """Whether a word is a verb that takes an object, by the dictionary or by its shape."""
    if word in _words("acts"):
        return True
    if word in _words("does") or word[0] == "来" or heads.head(word):
        return False
    return part_of_speech(word) == "v"


def _opens(text: str) -> int:
    """How long the verb with its result is that a text begins with: 种活, 护住."""
    opens = text[1:2] in _RESULTS and (part_of_speech(text[:1]) or "").startswith(("v", "m"))
    return 2 if opens and not known(text[:3]) and not known(text[1:3]) else 0


def acted(phrase: Phrase) -> Phrase | None:
    """Give what is done for whom the phrase begins with: 矿山消除安全隐患."""
    words = list(cut(phrase.text))
    at = next((n for n, (word, _, _) in enumerate(words) if n and governs(word)), 0)
    if phrase.head or not at or at + 1 == len(words):
        return None
    start = words[at + 1][1]
    return replace(phrase, start=phrase.start + start, text=phrase.text[start:])


def owned(phrase: Phrase) -> Phrase:
    """Take the single verb with its 的 off a measure: 投入的资金."""
    verb, of, rest = phrase.text.partition("的")
    if not of or len(rest) < len("资金") or len(verb) > len("投入") or not (part_of_speech(verb) or "").startswith("v"):
        return phrase
    return replace(phrase, start=phrase.end - len(rest), text=rest)


def raised(phrase: Phrase) -> Phrase:
    """Take the verb of raising off the money: 筹措资金760万元."""
    verb = next((word for word in _words("raises") if phrase.text.startswith(word)), "")
    if len(phrase.text) - len(verb) < len("资金"):
        return phrase
    return replace(phrase, start=phrase.start + len(verb), text=phrase.text[len(verb) :])


def turned(phrase: Phrase, text: str) -> Phrase:
    """Give a measure with the verb before it that turns it: 减少损失, 节约灌溉用水."""
    before = text[: phrase.start].removesuffix("了")
    verb = next((word for word in turning() if before.endswith(word)), "")
    if not verb or before != text[: phrase.start] or not _kept(verb, phrase.text):
        return phrase
    return replace(phrase, start=phrase.start - len(verb), text=verb + phrase.text)


def told(phrase: Phrase) -> bool:
    """Whether a phrase names what a figure measures, or tells how it turned."""
    return phrase.head is not None or any(word in phrase.text for word in turning())


def served(phrase: Phrase) -> Phrase:
    """为企业创益4000万元: the measure without whom it serves, with the verb that turns it (为果农挽回损失)."""
    at, verb = max(((phrase.text.find(word), word) for word in turning()), default=(-1, ""))
    if at >= 0 and not _kept(verb, phrase.text[at + len(verb) :]):
        at += len(verb)
    if at < 0 and phrase.head:
        at = len(phrase.text) - len(phrase.head.word)
    at = max(at, 0)
    return replace(phrase, start=phrase.start + at, text=phrase.text[at:])
