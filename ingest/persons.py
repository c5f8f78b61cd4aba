"""Text → persons: names after a title (大国工匠X), before one (X同志), or of those who did it (X、Y分别荣获)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from ingest import heads
from ingest.numbers import CHINESE
from kg.words import cut, fold, known, part_of_speech
from ontology import lexicon

_SIGNS = "，。、；：（）()”“"
_NO_NAME = re.compile("[的了着地得和与及之其是在不队组团率]")
_GOES_ON = ("v", "p", "d", "c", "uj", "ul", "r", "t", "i", "l")  # a verb, a preposition, 的: behind a name, not in one
_DATED = re.compile(  # 2021年被授予
    "(?:19|20)[0-9]{2}年|第[一二三四五六七八九十]+[次届]|每[周月年天日]|等?[两二三四五六七八九十0-9]+[位名人]"
)
_NEVER = frozenset("把将被又还也从给跟让却没说只")  # no character of a given name, and so its end
_PLACES = re.compile("[”’]?(?:[一-鿿]{0,4}(?:工作室|工作站|工作坊|团队|传习所|讲堂)|奖学金|基金|班(?![主级]))")
_JOINS = frozenset("、和与")
_DOTTED = re.compile("(?:[一-鿿]{1,6}[·•]){1,3}")  # the given names before the last: 穆罕默德·
_HONOURS = frozenset({"院士", "会员", "委员"})  # no office in whose service somebody is: 中国工程院院士
_LONGEST_TITLE = 12
SHORT = 2  # characters of a name that may be cut short
_FAMILY = 5  # characters of the last part of a dotted one
_FOREIGN = 8  # characters of a foreign name
_ONCE = re.compile("一[一-鿿]{1,2}就")  # 一待就是三年
_SAYS = re.compile("(?<=..)[说道称讲问]$")  # 护士长罗琼说，
_AHEAD = 6  # characters behind a name that are enough to know its next word by


@cache
def _pattern() -> re.Pattern[str]:
    def words(kind: str) -> str:
        found = {row["word"] for row in lexicon.rows("trims") if row["kind"] == kind}
        if kind == "deed":
            found |= {r["word"] for r in lexicon.rows("verbs") if r["kind"] in ("award", "rated", "list")}
        return "|".join(sorted(found, key=lambda word: (-len(word), word)))

    surnames = "|".join(sorted(_surnames(titled=False), key=lambda word: (-len(word), word)))
    name = f"(?:{surnames})[一-鿿]{{1,2}}?"
    names = f"{name}(?:[、和与]{name}){{0,9}}"
    did = rf"(?:{words('deed')})"
    # 马岳、文芳2名教师入选
    deeds = rf"(?:[（(][^（()）]{{1,12}}[)）])?(?:{did}|等?[0-9{CHINESE}]{{1,3}}[名位人](?:{words('counted')})?{did})"
    return re.compile(
        rf"(?:{words('title')})[”’]?(?P<titled>{names})(?=[{_SIGNS}]|{words('after')}|{words('before')}|{words('deed')}|$)"
        rf"|(?:^|(?<=[{_SIGNS}●■])|(?<=其中)|(?<=[由经以])|(?<=推荐)|(?<=聘请)|(?<=邀请))(?P<doing>{names})(?={deeds})"
        rf"|(?<=[出现])(?P<raised>(?:(?<=涌现)|(?<=涌现出)|(?<=培养出)|(?<=培育出)|(?<=走出)){names})(?=等)"
        rf"|(?:(?<=聘请)|(?<=特聘)|(?<=选聘)|(?<=引进))(?P<hired>{names})(?=等?(?:为|担任|出任|任))"
        rf"|(?:(?<=请来)|(?<=聘来)|(?<=请到)|(?<=邀来)|(?<=聘请)|(?<=邀请)|(?<=引进)|(?<=特聘)|(?<=招来)|(?<=迎来))"
        rf"(?P<invited>{names})(?=等[0-9{CHINESE}]{{1,3}}[名位人])"
        rf"|(?<=以)(?P<headed>{name})(?=为(?:带头人|首|核心|代表|负责人))"
        rf"|(?:^|(?<=[{_SIGNS}]))(?P<leading>{name})(?=团队(?:{did}|[，、]))"
        rf"|(?<![一-鿿“])(?P<called>{names})(?={words('before')})"
    )


@cache
def _cue() -> re.Pattern[str]:
    """One look that tells the many sentences without any person."""
    kinds = ("title", "before", "deed", "award", "rated", "list")
    rows = (*lexicon.rows("trims"), *lexicon.rows("verbs"))
    return re.compile("|".join(sorted({row["word"] for row in rows if row["kind"] in kinds})))


def persons(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of named persons in a flat text, each name once.

    >>> [text[a:b] for text in ["聘请大国工匠李明担任导师，林小楠、陈树分别获评"] for a, b in persons(text)]
    ['李明', '林小楠', '陈树']
    """
    if not _cue().search(text):
        return
    seen: set[str] = set()
    yield from (*_listed(text, seen), *_in_action(text, seen))


def _listed(text: str, seen: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the names that a title, a verb or a list tells."""
    for match in _pattern().finditer(text):
        group = match.lastgroup or ""
        start = match.start(group)
        title = _titled().match(text, match.start()) if group == "titled" else None
        if title and title.end() > start:
            continue  # 老师傅
        for written in re.split("[、和与]", match[group]):
            name = _SAYS.sub("", written)
            # 方案获评, 高校入选: a word of the language is no name, unless a title says so
            if (
                name not in seen
                and not _NO_NAME.search(name)
                and not (_does(name) if group == "titled" else _word(name))
            ):
                seen.add(name)
                yield start, start + len(name)
            start += len(written) + 1


def _in_action(text: str, seen: set[str]) -> Iterator[tuple[int, int]]:
    """Yield the names behind a title of which the sentence goes on to tell something: 教师X主讲的, 学生X凭一手绝活."""
    for match in _titled().finditer(text):
        start = match.end()
        while name := max(foreign(text, start), _name(text, start), key=len):
            if name not in seen:
                seen.add(name)
                yield start, start + len(name)
            start += len(name) + 1
            if text[start - 1 : start] not in _JOINS:
                break


def _name(text: str, start: int) -> str:
    """The name that begins at `start`, told from the words behind it; empty where none does."""
    surname = _surname().match(text, start)
    if not surname:
        return ""
    short, long = (text[start : surname.end() + given] for given in (1, 2))
    if _NO_NAME.search(short, len(surname[0])) or heads.head(long) or _does(long):
        return ""
    if _goes_on(text, start + len(short), least=2):
        return "" if known(short) else short
    plain = surname[0] not in _words_too()
    if not _NO_NAME.search(long, len(surname[0])) and _goes_on(text, start + len(long), least=1 if plain else 2):
        odd = known(long[:2]) and not _of_names(long[:2]) and not _of_names(long[-1])  # 任务书
        given = long[len(surname[0]) :]
        return "" if odd or (not plain and known(given) and not _of_names(given)) else long
    return short if plain and not known(short) and _goes_on(text, start + len(short)) else ""


def _of_names(word: str) -> bool:
    """Whether the grammar knows a word from names of persons: 白云, 梅."""
    return (part_of_speech(word) or "").startswith("nr")


def _goes_on(text: str, at: int, *, least: int = 1) -> bool:
    """Whether a word (of so many characters) at `at` begins what is told of somebody."""
    if _ONCE.match(text, at):
        return least == 1
    if _DATED.match(text, at) or text[at : at + 1] in _NEVER:
        return True
    if text[at : at + 1] in _JOINS and least == 1:  # 教师X、Y带队
        return _surname().match(text, at + 1) is not None and not known(text[at + 1 : at + 1 + SHORT])
    word = next((word for word, _, _ in cut(text[at : at + _AHEAD])), "")
    return len(word) >= least and (word in _words() or predicates(word))


def predicates(word: str) -> bool:
    """Whether a word tells what somebody does: 挂帅 and 驻厂 are nouns to the grammar, but verbs with their objects."""
    if (part_of_speech(word) or "").startswith(_GOES_ON):
        return True
    return len(word) == 2 and known(word) and part_of_speech(word[0]) == "v" and heads.head(word) is None


@cache
def _sounds() -> frozenset[str]:
    """The characters that foreign names are written with by their sound."""
    return frozenset(row["word"] for row in lexicon.rows("surnames") if row["kind"].startswith("sound"))


def foreign(text: str, start: int) -> str:
    """The foreign name that begins at `start`: 穆罕默德·阿里, or characters that are no word of the language (颂猜)."""
    dotted = _DOTTED.match(text, start)
    first = end = dotted.end() if dotted else start
    most = first + (_FAMILY if dotted else _FOREIGN)
    while end < min(len(text), most) and (text[end] in _sounds() or (dotted and text[end].isalpha())):
        end += 1
    stops = [stop for stop in range(end, first + 1, -1) if dotted or not _worded(text[start:stop])]
    for least in (2, 1):  # 白玛(达到), before 白玛达(到)
        for stop in stops:
            if stop == len(text) or _goes_on(text, stop, least=least):
                return text[start:stop]
    return ""


def _worded(name: str) -> bool:
    """Whether a word, and none of quantity or of names, stands at the beginning of a name: 安全员."""
    words = (name[:length] for length in range(2, len(name) + 1))
    return any(known(word) and not (part_of_speech(word) or "n").startswith(("nr", "q")) for word in words)


@lru_cache(maxsize=4)
def named(text: str) -> tuple[str, ...]:
    """Give the persons that a text names, to know them by where no title stands before them.

    >>> named("焊接教师罗承业带队参赛。罗承业后来说，此行不虚。")
    ('罗承业',)
    """
    flat = "".join(fold(text).split())
    names = {_whole(flat[start:end], flat) for start, end in persons(flat)}
    return tuple(sorted((name for name in names if _own(name)), key=lambda name: (-len(name), name)))


def _whole(name: str, text: str) -> str:
    """The name with the character that stands behind it wherever it stands: 史可为, not 史可."""
    behind = re.findall(f"{name}(.)", text) if len(name) == SHORT else []
    same = len(behind) > 1 and len(set(behind)) == 1 and behind[0].isalpha()
    return name + behind[0] if same and not _NO_NAME.match(behind[0]) and behind[0] not in _NEVER else name


def _own(name: str) -> bool:
    """Whether a name is no word besides, so that it is somebody's wherever it stands: 李明, not 高峰."""
    return not known(name) or (len(name) > 2 and _of_names(name))


def again(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where persons are named again; 段某工作室 is a place."""
    for name in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not _PLACES.match(text, end):
                yield at, end
            at = text.find(name, end)


@cache
def _titled() -> re.Pattern[str]:
    titles = {row["word"] for row in lexicon.rows("trims") if row["kind"] == "title"}
    return re.compile("(?:" + "|".join(sorted(titles, key=lambda word: (-len(word), word))) + ")[”’]?")


def title_behind(text: str) -> int:
    """How long the title is that a text ends with: …公司董事长, …医院院长."""
    found = _office().search(text[-_LONGEST_TITLE:])
    return len(found[0]) if found and found[0] not in _HONOURS else 0


@cache
def _office() -> re.Pattern[str]:
    titles = {row["word"] for row in lexicon.rows("trims") if row["kind"] == "title"}
    return re.compile("(?:" + "|".join(sorted(titles, key=lambda word: (-len(word), word))) + ")[”’]?$")


@cache
def _surname() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_surnames(titled=True), key=lambda word: (-len(word), word))))


@cache
def _surnames(*, titled: bool) -> frozenset[str]:
    """The family names; `titled`: with those that are told as such only behind a title."""
    others = {"sound"} if titled else {"sound", "titled"}
    return frozenset(row["word"] for row in lexicon.rows("surnames") if row["kind"] not in others)


@cache
def _words_too() -> frozenset[str]:
    """The surnames that are words besides, often those before a verb: 于, 边, 常."""
    return frozenset(row["word"] for row in lexicon.rows("surnames") if row["kind"] in ("word", "titled"))


def _word(name: str) -> bool:
    """Tell a word of the dictionary from a name that stands in it (王建国)."""
    return known(name) and not (len(name) > 2 and (part_of_speech(name) or "").startswith("nr"))


def _does(name: str) -> bool:
    """Tell what the grammar knows as something else than a name: 荣获, 满意度, 代表队."""
    if not known(name):
        return False
    other = len(name) > 2 and not (part_of_speech(name) or "nr").startswith("nr")
    return other or name in _words() or heads.head(name) is not None


@cache
def _words() -> frozenset[str]:
    return frozenset(row["word"] for file in ("verbs", "particles", "trims") for row in lexicon.rows(file))
