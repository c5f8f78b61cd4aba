"""Tokens → whether a sentence only announces what its paragraph tells: 二是搭建了省校两级平台。"""

import re
from collections.abc import Sequence

from ingest.tokens import Kind, Token
from kg.records import Sentence

LONGEST = 40  # characters; what is longer tells facts of its own
_FACTS = frozenset({Kind.QUANTITY, Kind.QUOTE, Kind.TITLE, Kind.RANK, Kind.GRADE, Kind.TIME})
_POINT = re.compile("[一二三四五六七八九十]是")


def announces(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """Tell the short sentence that heads a paragraph, without a figure or a quoted name."""
    last = tokens[-1] if tokens else None
    if last is None or last.text != "。" or last.end > LONGEST or any(token.kind in _FACTS for token in tokens):
        return False
    text = sentence.document.text
    if tokens[0].text[:2] and _POINT.match("".join(token.text for token in tokens[:2])):
        return True
    opens = sentence.start == 0 or text[sentence.start - 1] == "\n"
    goes_on = text[sentence.end : sentence.end + 1] not in ("", "\n")
    return opens and goes_on
