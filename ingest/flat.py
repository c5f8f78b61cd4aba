"""Sentence → Flat: its text on one line, folded for matching, with the way back to the offsets of the document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.sentences import in_table, reading
from kg.records import Sentence
from kg.words import fold

# White space (a PDF's line wraps, blanks between digits and Chinese), emphasis marks that OCR leaves, invisible marks.
_DROPPED = re.compile(r"(?:[\s\u200b\ufeff\xad]|\*{2,})+")
_LATIN = re.compile(r"[A-Za-z0-9]")
# 1 教学团队 国家级 2个: the number of a row
_ROW = re.compile(r"[ \t]*[0-9]{1,3}[ \t\u3000]+(?=[一-鿿“《][^。；！？]*[一-鿿）”》][ \t\u3000]+[^。；！？]*$)")
_SPREAD = re.compile(r"(?<![0-9])[0-9](?: [0-9])+(?= ?[一-鿿])")  # 1 9 门
_DIGIT = re.compile(r"[0-9０-９]")
_GAP = re.compile(r"(?<=\S)(?:\t|(?<![A-Za-z])[ \u3000]|[ \u3000](?![A-Za-z]))[ \t\u3000]*(?=[^\s])")
EDGE = "|"
_POINT = re.compile(r"(?<=[0-9０-９])．(?=[0-9０-９])")


@dataclass(frozen=True, slots=True)
class Flat:
    """A folded line; `offsets[i]` is the place of its character i in the document."""

    text: str
    original: str  # the same characters, not folded
    offsets: Sequence[int]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Give the document's offsets of a stretch that is not empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


def flat(sentence: Sentence, *, whole: bool = False) -> Flat:
    """Leave out what is not text, page numbers too; between two Latin words or numbers one blank stays.

    The number of a row is left out as well, but not of the `whole` sentence, which is what people read and quote.

    >>> from kg.records import Document
    >>> text = "获 2 项\\n\\nSQL Server 课程"
    >>> flat(Sentence(Document("", text, "", "", ""), 0, len(text))).text
    '获2项sql server课程'
    """
    text = _POINT.sub(".", reading(sentence))
    if not whole and in_table(sentence) and "|" not in text:
        text = _GAP.sub(lambda gap: EDGE + gap[0][1:], text)  # cells that blanks keep apart
    pieces: list[str] = []
    offsets: list[int] = []
    row = None if whole else _ROW.match(text)
    position = row.end() if row else 0
    for gap in (*_DROPPED.finditer(text, position), None):
        end = gap.start() if gap else len(text)
        pieces.append(text[position:end])
        offsets.extend(range(sentence.start + position, sentence.start + end))
        if not gap:
            break
        position = gap.end()
        if end and gap[0].isspace() and _apart(text, end, position):
            pieces.append(" ")
            offsets.append(sentence.start + end)
    line = "".join(pieces)
    return Flat(fold(line), line, offsets)


def _apart(text: str, end: int, position: int) -> bool:
    """Whether a blank tells what ends there from what begins here: Latin words, but no number that a wrap has cut."""
    if not (_LATIN.match(text, end - 1) and _LATIN.match(text, position)):
        return False
    if not (_DIGIT.match(text, end - 1) and _DIGIT.match(text, position)):
        return True
    return "\n" not in text[end:position] and not _SPREAD.match(text, end - 1)
