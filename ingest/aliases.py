"""Text → the short names that it gives to parties: X股份有限公司（以下简称“X”）, or X农科 for X农业科技有限公司."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.heads import unplaced
from ingest.parties import suffixed
from kg.vocabulary import Type
from kg.words import fold, known, part_of_speech

_CALLED = re.compile(
    r"([一-鿿a-z0-9）)]{2})[（(](?:以下|下文|下)?(?:均|统一)?(?:简称|称)(?:为|：)?"
    r"(?:[“\"「]([^”\"」\s]{2,10})[”\"」]|([一-鿿]{2,8})[）)])"
)
_WINDOW = 12  # characters before the bracket that are enough to know a party by
_NAME = 40  # and those that hold its name
# What reports call themselves and their programme
_OURS = re.compile("学院$|学校$|大学$|我校|我院|计划|双高|方案|专业群")
_PLACE = "[（(][一-鿿]{2,4}[）)]"
_FULL = re.compile(
    rf"(?<![一-鿿])[一-鿿]{{2,30}}?(?:{_PLACE}[一-鿿]{{0,20}}?)?(?:有限)?(?:责任)?公司|(?<![一-鿿])[一-鿿]{{4,24}}?集团(?!股份|有限)"
)
_BEFORE = re.compile(
    ".*(?:联合|依托|携手|牵手|邀请|引入|引进|企业|的|走进|入股|转让给|[与和同跟由向及为对被、在是将帮给赴到于替])"
)
_FORM = re.compile("(?:股份|控股)?有限(?:责任)?公司$")
_BRACKET = re.compile("[（()）]")
STEM = 2  # characters that a short name begins with
LONGEST, SHORTEST = 6, 4


@lru_cache(maxsize=4)
def declared(text: str) -> dict[str, str]:
    """Give the short names that a text declares, each with the words before it, which end with the full name."""
    folded = fold(text)
    return {
        short: "".join(folded[max(0, match.end(1) - _NAME) : match.end(1)].split())
        for match in _CALLED.finditer(folded)
        if not _OURS.search(short := match[2] or match[3])
    }


@lru_cache(maxsize=4)
def aliases(text: str) -> tuple[tuple[str, Type], ...]:
    """Give the short names with the type of the party that each stands for.

    >>> aliases("与北山重型机械股份有限公司（以下简称“北山重机”）共建，某学院（以下简称“学院”）")
    (('北山重机', <Type.ENTERPRISE: 'Enterprise'>),)
    """
    named = ((short, suffixed(words[-_WINDOW:])) for short, words in declared(text).items())
    found = {short: type_ for short, type_ in named if type_}
    for short in _shortened(fold(text)):
        found.setdefault(short, Type.ENTERPRISE)
    return tuple(sorted(found.items(), key=lambda one: (-len(one[0]), one[0])))


def abbreviates(short: str, long: str) -> bool:
    """Tell whether a name may be a company's in short: its first two characters, no word of the language, and others.

    >>> abbreviates("荔乡农科", "茂名荔乡农业科技有限公司"), abbreviates("绿色农科", "绿色农业科技有限公司")
    (True, False)
    """
    if len(short) >= len(long):
        return False
    name = unplaced(long)
    own = unplaced(short) or short
    return _coins(name) and len(own) > STEM and own[:STEM] == name[:STEM] and _taken(own, name) == len(own)


def _coins(name: str) -> bool:
    """Whether a company's name begins with no word of the language but, at most, the name of a place."""
    stem = name[:STEM]
    return not known(name[: STEM + 1]) and (not known(stem) or (part_of_speech(stem) or "").startswith("ns"))


def _proper(stem: str) -> bool:
    """Whether what a name begins with is no common word of the language."""
    return not known(stem) or (part_of_speech(stem) or "").startswith(("nr", "nz"))


def _taken(text: str, name: str) -> int:
    """How many characters of the text, from its first, stand in the name in their order; the stem without a gap."""
    end = place = STEM
    while end < len(text) and (place := name.find(text[end], place) + 1):
        end += 1
    return end


def _shortened(text: str) -> Iterator[str]:
    """Yield what companies that a text names in full are called in it: 荔乡农科 for 茂名荔乡农业科技有限公司."""
    for full in {match[0] for match in _FULL.finditer(text)}:
        placed = _BEFORE.sub("", full)
        if SHORTEST <= len(cut := _FORM.sub("", placed)) < len(placed) and _proper(cut[:STEM]) and not known(cut):
            yield cut  # 云锦坊织造 for 云锦坊织造有限公司
        name = unplaced(_BRACKET.sub("", placed))
        if len(name) <= SHORTEST or not _coins(name):
            continue
        place = known(name[:STEM])
        for at in (match.start() for match in re.finditer(re.escape(name[:STEM]), text)):
            short = text[at : at + _taken(text[at : at + LONGEST + 1], name)]
            left_out = not place or not name.startswith(short)  # 长河精铸, not the 昌图农业 of a county
            if left_out and SHORTEST <= len(short) <= LONGEST and not text.startswith(name, at):
                yield short
        trade = _BRACKET.split(placed)[0]
        if STEM < len(trade) <= SHORTEST and trade != placed and not known(trade):
            yield trade  # 徽乐购 for 徽乐购（安徽）电子商务有限公司
