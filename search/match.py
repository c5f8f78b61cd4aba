"""Words of a question × claims → the claims that are really about them, by name or by the clause that tells them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.vocabulary import PARTIES, Subtype, Type
from kg.words import cut
from ontology.lexicon import rows
from search.reading import Kind, Topic
from search.terms import HAN, normal, signs

_CLAUSE = re.compile(r"[；;。！？!?]")
_PHRASE = re.compile(r"[，,；;。！？!?]")
_RUN = re.compile(rf"[{HAN}]+|[^{HAN}]+")
_IS_HAN = re.compile(rf"[{HAN}]")
OPENING = 4  # characters of a phrase before the word for whom it speaks of: 群内学生, 3名教师
FORMS = ("型", "式", "类", "性", "级", "的", "与", "和", "及")  # they bind a word to the next and say nothing


@dataclass(frozen=True, slots=True)
class Told:
    """What a claim says of a thing, as far as words go: the thing's name and the clause of the sentence."""

    name: str
    clause: str
    around: str  # the clause to its very end
    bare: bool  # the name says no more than a class, a level and a grade, or is a party's or a figure's
    doer: str = ""  # who the phrases before it speak of: students, teachers
    elliptic: bool = False  # the name says no more than a grade or a level: what it is of stands before it
    phrase: str = ""  # the part of the clause between commas in which it stands
    person: bool = False  # it is a person's: counted in persons, or told beside one
    row: str = ""  # the phrase before a bare name, which names what it is of: 教学成果奖特等奖1项、一等奖2项


def plain(text: str) -> str:
    """The text without punctuation and breaks, folded; a space keeps Latin words apart.

    >>> plain("“1＋X”职业技能 等级证书"), plain("SCI、EI论文")
    ('1+x职业技能等级证书', 'sci ei论文')
    """
    joined = ""
    for sign in signs(text.replace("＋", "+")):
        apart = joined[-1:].isascii() and joined[-1:].isalpha() and sign[0].isascii() and sign[0].isalpha()
        joined += f" {sign}" if apart else sign
    return joined


def told(
    type: str,
    label: str,
    anchor: str,
    sentence: str,
    start: int,
    end: int,
    *,
    subtype: str | None = None,
    earlier: str = "",
    person: bool = False,
) -> Told:
    """Cut the clause out of the sentence: from the last stop before the anchor to the next comma after it.

    Who did it may be said before that, also in an earlier sentence: 「学生获一等奖9项；在另一大赛中获银奖1项」.
    """
    before = max((m.end() for m in _CLAUSE.finditer(sentence, 0, max(start, 0))), default=0)
    after = next((m.start() for m in _PHRASE.finditer(sentence, end)), len(sentence))
    stop = next((m.start() for m in _CLAUSE.finditer(sentence, end)), len(sentence))
    doer = _doer(sentence, start) or _doer(earlier, len(earlier))
    name = f"{plain(label)} {plain(anchor)} {_class(type, subtype, doer, person=person)}"
    bare = _is_bare(label)
    comma = max((m.end() for m in _PHRASE.finditer(sentence, 0, max(start, 0))), default=0)
    if sentence.startswith("其中", comma) and comma:  # 省级赛事获奖167项，其中一等奖58项: what it is a part of
        whole = max((m.end() for m in _PHRASE.finditer(sentence, 0, comma - 1)), default=0)
    else:
        whole = comma
    row = plain(sentence[whole:end]) if bare and type not in PARTIES else ""
    elliptic = type not in PARTIES and _is_bare(label, ELLIPTIC)
    return Told(
        name,
        plain(sentence[before:after]),
        plain(sentence[before:stop]),
        bare or type in PARTIES or type == Type.METRIC,
        doer,
        elliptic,
        plain(sentence[comma:after]),
        person,
        row,
    )


def _class(type: str, subtype: str | None, doer: str, *, person: bool) -> str:
    """The class words of a thing: an honour that persons have is as a title is; what students have is no teacher's."""
    if type == Type.AWARD and doer in _people() and doer not in _of_staff():
        return ""
    titled = person and subtype == Subtype.HONOUR
    return _class_words(Subtype.TALENT_TITLE if titled else subtype or type)


@cache
def _of_staff() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("questions") if row["role"] in ("of_teachers", "of_all"))


def _doer(sentence: str, start: int) -> str:
    """Who the phrases before the place speak of: the last word for people that opens one."""
    found = [m.group(1) for m in _doers().finditer(normal(sentence[: max(start, 0)]))]
    return found[-1] if found else ""


@cache
def _people() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("questions") if (row["role"], row["term"]) == ("doer", ""))


@cache
def _doers() -> re.Pattern[str]:
    people = "|".join(sorted(_people(), key=lambda word: (-len(word), word)))
    school = "|".join(row["word"] for row in rows("questions") if (row["role"], row["term"]) == ("doer", "school"))
    gap = f"[^，,；;。：:】]{{0,{OPENING}}}?"
    return re.compile(rf"(?:^|[，,；;。：:】]){gap}({people}|(?:{school})(?!{gap}(?:{people})))")


def masked(sentence: str, start: int, end: int, others: Iterable[tuple[int, int]]) -> str:
    """The sentence without the names of other things in it, which tell of those alone."""
    for first, last in others:
        if last <= start or first >= end:
            sentence = f"{sentence[:first]}{'　' * (last - first)}{sentence[last:]}"
    return sentence


@cache
def _class_words(term: str) -> str:
    """What every thing of a class is about, said or not: a title is a teacher's."""
    return " ".join(plain(row["word"]) for row in rows("questions") if (row["role"], row["term"]) == ("class", term))


def is_of_class(words: Iterable[str]) -> bool:
    """Whether a thing may be about one of the words by its class alone."""
    classes = {row["word"] for row in rows("questions") if row["role"] == "class"}
    return bool(classes & set(words))


@cache
def _general() -> tuple[str, ...]:
    """Words for whole classes, longest first: what a name ends with without being told apart by it."""
    words = {row["word"] for row in rows("questions") if row["role"] == "type" and not row["value"]}
    return tuple(sorted((word for word in words if _IS_HAN.match(word)), key=lambda word: (-len(word), word)))


@cache
def pieces(word: str) -> tuple[str, ...]:
    """The parts of a word that must all stand in a name for it to bear the word, in any order and at any distance.

    >>> pieces("教学成果奖"), pieces("龙头企业"), pieces("奖项")
    (('教学', '成果'), ('龙头',), ('奖项',))
    >>> pieces("1+X证书试点")
    ('1+x', '证书')
    """
    folded = plain(word)
    ending = next((end for end in _general() if folded.endswith(end) and len(folded) > len(end) + 1), "")
    kept = [_bare(part) for run in _RUN.findall(folded.removesuffix(ending)) for part in _parts(run)]
    return tuple(dict.fromkeys(part for part in kept if part)) or (folded,)


def _parts(run: str) -> Iterator[str]:
    """The words of a Chinese run, single characters with the word that follows; anything else is one part."""
    if not _IS_HAN.match(run):
        yield run
        return
    before = ""
    for part, _, _ in cut(run):
        if len(part) == 1 and part not in FORMS:
            before += part
            continue
        yield from _halves(before + ("" if part in FORMS else part))
        before = ""
    yield before


def _halves(word: str) -> Iterator[str]:
    """精品课程 is 精品 and 课程, between which a name may say more."""
    end = next((end for end in (word[-3:], word[-2:]) if len(word) > len(end) + 1 and end in _kinds_words()), "")
    yield word.removesuffix(end)
    yield end


@cache
def _kinds_words() -> frozenset[str]:
    words = {row["word"] for row in rows("questions") if row["role"] == "type"}
    return frozenset(word for word in words | {row["word"] for row in rows("heads") if row["term"]} if len(word) > 1)


def _bare(word: str) -> str:
    return word[:-1] if len(word) > 2 and word.endswith(FORMS[:5]) else word


def holds(text: str, word: str) -> bool:
    """Whether the plain text holds all pieces of the word; Latin words count whole, not as parts of others.

    >>> holds("国培项目", "培训项目"), holds("培育项目", "培训项目")
    (True, False)
    """
    return any(all(_within(text, piece) for piece in way) for way in ways(word))


@cache
def ways(word: str) -> tuple[tuple[str, ...], ...]:
    """The pieces of a word, and those in which one is cut to a character behind a level's: 国培 for 培训."""
    whole = pieces(word)
    found = [whole, *((short,) for short in _shortened().get(plain(word), ()) if len(whole) > 1)]
    for place, piece in enumerate(whole):
        found += [(*whole[:place], short, *whole[place + 1 :]) for short in _shortened().get(piece, ())]
    return tuple(found)


@cache
def _shortened() -> dict[str, tuple[str, ...]]:
    """By a word, the words that are short for it with a level."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("questions"):
        for word in row["value"].split("|") if row["role"] == "short" else ():
            found[word] = (*found.get(word, ()), row["word"])
    return found


def _within(text: str, piece: str) -> bool:
    if piece not in text:
        return False
    if not piece.isascii():
        return True
    return re.search(rf"(?<![a-z0-9.]){re.escape(piece)}(?![a-z0-9])", text) is not None


def fits(kind: Kind, told: Told) -> bool:
    """Whether a thing's name holds one of the kind's heads, an elliptic one with what stands before it."""
    if kind.heads and kind.type is Type.AWARD:
        return any(holds(told.name, head) or holds(told.row, head) for head in kind.heads)
    return not kind.heads or any(holds(told.name, head) for head in kind.heads)


def left(name: str, words: Iterable[str]) -> str:
    """What a name says beside the words, its level and what was done: 发明 of 发明专利, nothing of 授权专利.

    >>> left("省级发明专利", ["专利"]), left("国家级规划教材", ["规划教材"])
    ('发明', '')
    """
    rest = plain(name)
    for piece in sorted({piece for word in words for piece in pieces(word)}, key=len, reverse=True):
        rest = rest.replace(piece, "")
    for word in _attributes():
        rest = rest.replace(word, "")
    return rest


@lru_cache(100_000)
def core_of(name: str) -> str:
    """A name without its level.

    >>> core_of("省级技能竞赛奖项")
    '技能竞赛奖项'
    """
    rest = plain(name)
    level = next((word for word in _levels() if rest.startswith(word)), "")
    return rest.removeprefix(level)


@cache
def _levels() -> tuple[str, ...]:
    """Words of levels, longest first."""
    words = {plain(row["word"]) for row in rows("levels") if row["kind"] in ("explicit", "union", "issuer")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _attributes() -> tuple[str, ...]:
    """Words of levels and of doing, and for titles as such, longest first."""
    verbs = {plain(row["word"]) for row in rows("verbs") if len(row["word"]) > 1}
    titles = {plain(r["word"]) for r in rows("questions") if r["role"] == "subtype" and not r["value"]}
    return tuple(sorted({*_levels()} | verbs | titles, key=lambda word: (-len(word), word)))


def named(told: Told, topics: Iterable[Topic]) -> bool:
    """Whether the thing's name holds all topics."""
    return all(_holds_one(told.name, topic) for topic in topics)


def about(told: Told, topics: Sequence[Topic]) -> bool:
    """Whether name and clause together hold all topics, and the clause speaks for the thing.

    In 「焊接大赛获国家级奖2项，省级教学成果奖4项」 the contest tells what 国家级奖 is for, not what 教学成果奖 is:
    a thing with a name of its own is spoken of in its own phrase only.
    """
    if not all(_tells(told, topic) for topic in topics):
        return False
    if any(_done_otherwise(told, topic) for topic in topics):
        return False
    about = [topic for topic in topics if not topic.beside]
    return told.bare or all(_holds_one(f"{told.name} {told.phrase} {told.doer}", topic) for topic in about)


def _done_otherwise(told: Told, topic: Topic) -> bool:
    """Whether a verb is asked for and the thing's own phrase has another: 认定骨干教师96名 behind 引进教授31名."""
    if topic.beside or not told.phrase or topic.word not in _acts() or _holds_one(f"{told.name} {told.phrase}", topic):
        return False
    return any(verb in told.phrase for verb in _acts())


@cache
def _acts() -> frozenset[str]:
    return frozenset(plain(row["word"]) for row in rows("verbs") if len(row["word"]) > 1)


def _tells(told: Told, topic: Topic) -> bool:
    """Whether name and clause hold the topic; of students and teachers, who did it is the last one named."""
    if topic.beside:
        return _holds_one(f"{told.name} {told.around}", topic)
    if told.doer and _people() & set(topic.same):
        return _holds_one(f"{told.name} {told.doer}", topic)
    return _holds_one(f"{told.name} {told.clause}", topic)


def _holds_one(text: str, topic: Topic) -> bool:
    return any(holds(text, word) for word in topic.same)


COMMON = frozenset({"type", "grade", "level", "level_before", "at_least", "which"})
ELLIPTIC = COMMON - {"type"}


@lru_cache(100_000)
def _is_bare(name: str, roles: frozenset[str] = COMMON) -> bool:
    """Whether a name says no more than a class, a level and a grade: 国家级奖项, 省级一等奖, 专利."""
    rest = plain(name)
    for word in _common(roles):
        rest = rest.replace(word, "")
    return len(rest) < 2


@cache
def _common(roles: frozenset[str]) -> tuple[str, ...]:
    """Words that a name may have without being told apart by them, longest first."""
    plains = {plain(row["word"]) for row in rows("questions") if row["role"] in roles}
    plains |= {plain(word) for word in _general()}
    if "type" in roles:
        plains |= {plain(row["word"]) for row in rows("heads") if row["term"] == Type.METRIC and len(row["word"]) > 1}
    return tuple(sorted(plains | {*_levels()}, key=lambda word: (-len(word), word)))


@lru_cache(1_000)
def _broken(word: str) -> re.Pattern[str]:
    """The word, wherever breaks stand in it."""
    return re.compile(r"\s*".join(map(re.escape, "".join(normal(word).split()))))


def spots(text: str, words: Sequence[str]) -> list[list[int]]:
    """Where the words stand in the text, as [from, to], merged and in order; breaks inside a word do not hide it."""
    folded, found = normal(text), list[tuple[int, int]]()
    for word in filter(None, words):
        found += [m.span() for m in _broken(word).finditer(folded)]
    merged: list[list[int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    return merged
