"""Text → terms: what the lexical index holds and what a query looks for.

Three views of one text, all folded: words (jieba's search mode), grams (pairs of neighbouring Chinese characters, which
find what segmentation cut differently) and signs (single characters, numbers and Latin words in order, for phrases).
"""

import re
from functools import cache, lru_cache
from importlib import resources
from operator import add

from kg.words import cut_for_search, fold

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SIGN = re.compile(rf"\d+(?:\.\d+)*|[^\W\d_{HAN}]+|[{HAN}]|[%‰+]")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_BROKEN = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_WORD = re.compile(r"\w")


@cache
def _traditional() -> tuple[re.Pattern[str], dict[str, str]]:
    """The traditional characters, and each with the simplified one for it."""
    lines = (resources.files("search") / "traditional.txt").read_text(encoding="utf-8").splitlines()
    table = {pair[0]: pair[1] for line in lines if not line.startswith("#") for pair in line.split()}
    return re.compile(f"[{''.join(table)}]"), table


def _simplified(text: str) -> str:
    characters, table = _traditional()
    return characters.sub(lambda found: table[found[0]], text)


@lru_cache(64)
def normal(text: str) -> str:
    """Fold width, case and traditional characters for matching, keeping the length.

    >>> normal("國家級ＡＢＢ獎")
    '国家级abb奖'
    """
    return _simplified(fold(text))


def plainly(text: str) -> str:
    """Say the text as models read it: in simplified characters, without the breaks of lines inside a sentence.

    >>> plainly("國家\\n級 ABB")
    '国家级 ABB'
    """
    return _BROKEN.sub("", _simplified(text))


def words(text: str) -> list[str]:
    """Cut into words and the shorter words inside them; a line break inside a Chinese sentence is bridged."""
    joined = _BROKEN.sub("", normal(text))
    return [word for word in cut_for_search(joined) if word.isalnum() or _WORD.search(word)]


def grams(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters.

    >>> grams("双师 型ABB教师")
    ['双师', '师型', '教师']
    """
    joined = _BROKEN.sub("", normal(text))
    return [gram for run in _HAN_RUN.findall(joined) for gram in map(add, run, run[1:])]


def signs(text: str) -> list[str]:
    """Characters, numbers and Latin words in order, without punctuation.

    >>> signs("“1+X”证书达86.34%")
    ['1', '+', 'x', '证', '书', '达', '86.34', '%']
    """
    return _SIGN.findall(normal(text))
