"""Flat text → stretches that segmentation must not look into: quotes, numbers with units, years, ranks, grades."""

import re
from collections.abc import Iterable
from functools import cache

from ingest.numbers import CHINESE, quantity_pattern, unit_pattern
from ontology import lexicon

_NUMERALS = f"[{CHINESE}]{{1,4}}"
_YEAR = r"(?:19|20)[0-9]{2}"
_QUOTES = (
    r"“[^“”]{1,60}”|“(?:[^“”]|“[^“”]{0,40}”){1,80}”|「[^「」]{1,60}」|"
    r"\"[^\"]{1,60}\"|‘[^‘’]{1,60}’"
)
_ORDINALS = (
    "届|批|期|轮|次|年|部分|章|条|季|站|代|职|学期|学历|课堂|三方|产业|等次|等级|时间|现场|责任|要务|动力|书记|资源"
)
_CODES = "gb(?:/[tz])?|db[0-9]{2}(?:/t)?|t/[a-z]{2,8}|[a-z]{2}/t|iso|iec"  # what numbers a standard
_CHECKS = "验收|鉴定|复核|认证|评审|评估|考核|检查|审核"
_NOT_BIG = "赛|奖|学|型|数据|师|力|会|类|方面|模块|模型|湾|战"


def _words(name: str, kind: str) -> str:
    return "|".join(map(re.escape, _longest_first(r["word"] for r in lexicon.rows(name) if r["kind"] == kind)))


def _bracketed() -> str:
    """Verbs that are written with a bracket: 制（修）订."""
    return "|".join(map(re.escape, _longest_first(r["word"] for r in lexicon.rows("verbs") if not r["word"].isalnum())))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


@cache
def stretches() -> re.Pattern[str]:
    """Build the pattern, one named group a kind of stretch, in order of preference."""
    stems = "".join(r["word"] for r in lexicon.rows("grades") if r["kind"] == "stem")
    grades = _words("grades", "word")
    groups = (
        r"(?P<title>《[^《》]{1,80}》|《(?:[^《》]|《[^《》]{0,40}》){1,80}》)",
        rf"(?P<quote>{_QUOTES})",
        rf"(?P<code>(?<![a-z])(?:{_CODES}) ?[0-9]{{2,6}}(?:[.\-—:][0-9]{{1,5}})*)",
        r"(?P<gather>集[^，。；：]{4,60}?于一[体身]的?)",
        rf"(?P<aim>以[^，。；：、0-9]{{1,20}}?为(?:{_words('trims', 'aim')}))",
        r"(?P<way>(?:以|采用|采取|通过)[^，。；：、0-9“《]{2,16}?(?:形式|方式)(?=[一-鿿]))",
        rf"(?P<range>{_YEAR}年?[-—–~～至到]{{1,2}}{_YEAR}(?:学?年度?)?底?)",
        rf"(?P<cohort>(?<![0-9]){_YEAR}[级届](?!别))",
        rf"(?P<since>(?:自|从)?{_YEAR}年?(?:(?:1[0-2]|[1-9])月)?(?:以来|起))",
        rf"(?P<year>(?<![0-9])(?:截至|截止到?|(?<![高升加长大展少低降增涨])到)?(?P<y>{_YEAR})(?:学?年度?(?:(?:1[0-2]|[1-9])月份?(?:[0-9]{{1,2}}日)?)?[底末初]?"
        rf"(?:上半年|下半年|期间)?(?!以来)|(?![0-9年级届.a-z余多]|[万亿]?(?:{unit_pattern()}))(?=[^0-9]{{2}})))",
        rf"(?P<span>(?:近|过去|前|后|连续|累计)?(?:{_NUMERALS}|[0-9]{{1,2}})(?:个月|年)(?:来|间|内|里|多|以来|期|前(?!期|后|沿))?(?!制|级|一贯)"
        rf"|连续(?:{_NUMERALS}|[0-9]{{1,2}})(?:届|次|批|轮|个?学期|周))",
        rf"(?P<grade>(?:[{stems}](?:、|和|及|/)?){{0,4}}(?:{grades})"
        rf"|[{stems}](?:[、和][{stems}]){{1,3}}奖)",
        rf"(?P<ordinal>第(?:{_NUMERALS}|[0-9]{{1,3}})(?:{_ORDINALS}))",
        rf"(?P<rank>第(?:{_NUMERALS}|[0-9]{{1,4}})(?:名|位|方阵|梯队|档)?"
        rf"|前(?:{_NUMERALS}|[0-9]{{1,3}})(?:名|位|强|列|甲)?(?!%)|{_words('grades', 'place')})",
        rf"(?P<mark>(?<=[为获是])(?:[a-d]\+?(?:等|级|档)|(?:{_words('grades', 'mark')})(?=[，。；、（]|$)))",
        r"(?P<point>(?:(?<=[，。；：、])|(?<![^\n]))[一二三四五六七八九十]是|[①-⑳⑴-⒇])",
        rf"(?P<passed>通过了?(?:{_words('trims', 'judge')})的?(?:中期|终期|年度|专家|现场)?(?:{_CHECKS})"
        r"(?=[，。；、并后]|$))",
        rf"(?P<verbal>{_bracketed()})",
        rf"(?P<idiom>(?:{_words('idioms', 'word')})(?![0-9万亿%])|[0-9]{{1,4}}强)",
        rf"(?P<big>(?P<bignumber>[0-9]{{1,2}}|{_NUMERALS})大(?!{_NOT_BIG}))",
        rf"(?P<quantity>{quantity_pattern()})",
        rf"(?P<app>[a-z]{{2,}}(?=[0-9]{{1,4}}(?:{unit_pattern()})))",  # App1个
        r"(?P<latin>[a-z0-9][a-z0-9+＋.#_]*(?:[\-/][a-z0-9+.#_]+)*%?)",
    )
    return re.compile("|".join(groups))
