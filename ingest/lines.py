"""Document → Line: where lines begin and end, which are page furniture, and which a page or wrap has broken."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

from kg.words import fold

_BREAK = re.compile("[\n\f\v\x85\u2028\u2029]")
_MARKS = "*★☆_ \t\u3000"  # what OCR and Markdown leave around the words of a line
_CLOSERS = "”’」』）)】》〉\"'"
_PAGE_NUMBER = re.compile(
    r"(?:[-—–－·~=\s]*\d{1,4}[-—–－·~=\s]*|第?\s*[\d一二三四五六七八九十百]+\s*页(?:[,，/\s]*共\s*\d+\s*页)?|\d+\s*/\s*\d+|page\s*\d+.*|[ivx]{1,6})"
)
_LEADER = re.compile(r"(?:\.{3,}|…+|·{3,}|．{3,}|_{3,})[\s.…·．_]*[-—]?\d{1,4}[-—]?$")
_NUMBERED_LEADER = re.compile(
    r"(?:第|附件|[（(]?[一二三四五六七八九十\d]+[）)、.．\s]).*(?:\t| {3,})[-—]?\d{1,4}[-—]?$"
)
_RULE = re.compile(r"[\s|:\-—=_*#+]+")
_HEADER_WORDS = re.compile("报告|自评|双高|[\u4e00-\u9fff]{2,14}(?:学院|学校|大学)$")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、.．]")
_BULLET = re.compile(r"[-*+•●○◆◇■□▪➢➤✓√※·–—][ \t\u3000]+(?=\S)|[•●○◆◇■□▪➢➤✓√※](?=\S)")

_COLUMN = re.compile(
    r"^序号$|^编号$|名称|级别|等级|类别|类型|时间|年份|年度|数量|单位|部门|企业|内容|备注|金额|经费|负责人|主持人|完成人|获奖|项目$|奖项$|来源|方式"
)
_SAID = re.compile("[0-9，,。；;！？!?]")  # stands in sentences, not over columns
MAX_COLUMN = 12  # characters over a column
MAX_ROWS = 200  # of one table
ENDS = "。！？；!?;"
_ROW = re.compile(r"[0-9]{1,3}[ \u3000]+\S")
MAX_CELLS = 120  # characters of a row
MAX_ENTRY = 200  # characters of an entry in a table of contents with its leader
MAX_HEADER = 40  # characters of a running header
REPEATS = 3  # a header stands on that many pages at least
LONG = 20  # characters from which an unfinished line reads as broken text, not as an item of a list


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it.

    `kind` is text, blank, page (header, number, contents, rule), row or, where a wrap has cut a row, cell.
    """

    start: int
    end: int
    words: str  # folded, without the marks around it
    kind: str
    indented: bool
    gap: bool  # a blank line or page furniture stands before it

    @property
    def finished(self) -> bool:
        """Whether the line ends where a sentence ends."""
        return self.words.rstrip(_MARKS + _CLOSERS)[-1:] in tuple(ENDS)


class Lines(Sequence[Line]):
    """All lines of a text, and how they go on from one to the next."""

    def __init__(self, text: str) -> None:
        self._lines = _classified(text)
        written = [line for line in self._lines if line.kind == "text"]
        self.width = _wrap_width([width(line.words) for line in written])
        self._indents = 0 < sum(line.indented for line in written) <= 0.6 * len(written)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        return self._lines[at]

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines)

    def between(self, start: int, end: int) -> list[Line]:
        """The lines that lie inside a stretch of the text."""
        left = bisect_left(self._lines, start, key=lambda line: line.start)
        right = bisect_right(self._lines, end, key=lambda line: line.start)
        return [line for line in self._lines[left:right] if line.end <= end]

    def broken(self, line: Line) -> bool:
        """Whether the line's sentence seems to go on in the next line of text."""
        if line.kind != "text" or not line.words or line.finished:
            return False
        if line.words[-1] in "，、,（(《“—" or _open_bracket(line.words):
            return True
        if self.width:
            return width(line.words) >= self.width - 4
        return len(line.words) >= LONG and line.words[-1] not in "：:"

    def goes_on(self, line: Line, after: Line) -> bool:
        """Whether `after`, the next line of text, goes on with the sentence of `line`."""
        if after.kind == "cell":
            return True
        if not self.broken(line) or after.kind != "text" or bullet(after.words):
            return False
        return not (self._indents and after.indented and line.words[-1] not in "，、,")

    def head_of(self, start: int) -> tuple[str, ...] | None:
        """The cells of the first row of the table that a row is in: none of that row itself, None of other text."""
        at = bisect_right(self._lines, start, key=lambda line: line.start) - 1
        if at < 0 or self._lines[at].kind not in ("row", "cell"):
            return None
        top = at
        while top and at - top < MAX_ROWS and _of_table(self._lines[top - 1]):
            top -= 1
        top = next((n for n in range(top, at + 1) if self._lines[n].kind == "row"), at)
        first = self._lines[top]
        if not is_head(first.words) or top + 1 == len(self._lines) or not _of_table(self._lines[top + 1]):
            return None
        return () if first.start == self._lines[at].start else cells(first.words)


def _of_table(line: Line) -> bool:
    return line.kind in ("row", "cell") or (line.kind == "page" and "|" in line.words) or "---" in line.words


def cells(words: str) -> tuple[str, ...]:
    """The cells of a row.

    >>> cells("| 名称 | 级别 |"), cells("序号 名称 级别")
    (('名称', '级别'), ('序号', '名称', '级别'))
    """
    return tuple(cell.strip() for cell in words.strip().strip("|").split("|")) if "|" in words else tuple(words.split())


def is_head(words: str) -> bool:
    """Tell whether a row tells what the columns of a table hold.

    >>> is_head("序号 荣誉名称 授予单位 时间"), is_head("1 文明校园 省级 2024")
    (True, False)
    """
    found = cells(words)
    named = sum(_COLUMN.search(cell) is not None for cell in found)
    short = len(found) > 2 and all(len(cell) <= MAX_COLUMN for cell in found)
    return short and named * 2 > len(found) and not _SAID.search(words)


def width(words: str) -> int:
    """Columns that the words take on a page: two for a Chinese character.

    >>> width("双高 plan")
    9
    """
    return len(words) + sum(character > "\u2e80" for character in words)


def bullet(words: str) -> int:
    """Length of the bullet that the words begin with."""
    found = _BULLET.match(words)
    return found.end() if found else 0


def squeezed(words: str) -> str:
    """The words without any white space and marks.

    >>> squeezed("**自 评 报 告**")
    '自评报告'
    """
    return re.sub(r"[\s*★☆]+", "", words)


def contents_entry(words: str) -> bool:
    """Whether the line is one of a table of contents: a leader or a gap, then a page number.

    >>> contents_entry("一、总体情况……3"), contents_entry("就业率  97")
    (True, False)
    """
    return bool(_LEADER.search(words) or _NUMBERED_LEADER.match(words))


def _open_bracket(words: str) -> bool:
    tail = words[-60:]
    return any(tail.rfind(opener) > tail.rfind(closer) for opener, closer in ("《》", "（）", "“”"))


def _wrap_width(widths: Sequence[int]) -> int:
    """The column at which the text was wrapped, or 0 where a line is a paragraph."""
    long = sorted(w for w in widths if w >= 2 * LONG)
    if len(long) < 6:
        return 0
    column = long[int(0.97 * (len(long) - 1))]
    near = sum(column - 4 <= w <= column + 2 for w in long)
    return column if column <= 130 and near >= 0.4 * len(long) else 0


def _classified(text: str) -> list[Line]:
    raw, start = [], 0
    for found in _BREAK.finditer(text):
        raw.append((start, found.start(), text[start : found.end()].endswith("\f")))
        start = found.end()
    raw.append((start, len(text), False))
    trimmed = [_trim(text, start, end) for start, end, _ in raw]
    headers = _running_headers(text, trimmed)
    lines: list[Line] = []
    gap = True
    for (start, _, page_ends), (left, right) in zip(raw, trimmed, strict=True):
        words = fold(text[left:right]).strip(_MARKS)
        kind = _kind(text[left:right], words, headers)
        lines.append(Line(left, right, words, kind, left - start >= 2 or "\u3000" in text[start:left], gap))
        gap = kind in ("blank", "page") or page_ends
    return list(_tabled(lines))


def _tabled(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; those of a table whose cells only blanks keep apart are rows, and what a wrap has cut, cells."""
    columns, filled = 0, 0  # cells of the table's rows, of its last row
    for line in lines:
        if line.kind == "text" and is_head(line.words):
            columns = filled = len(line.words.split())
            yield replace(line, kind="row")
        elif columns and line.kind == "text" and _ROW.match(line.words) and len(line.words) <= MAX_CELLS:
            filled = len(line.words.split())
            yield replace(line, kind="row")
        elif (
            columns and line.kind == "text" and filled < columns and not line.finished and len(line.words) <= MAX_CELLS
        ):
            filled += len(line.words.split()) - 1
            yield replace(line, kind="cell")
        else:
            columns, filled = (columns, filled) if line.kind == "page" else (0, 0)
            yield line


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), max(start, end - len(line) + len(line.rstrip()))


def _kind(line: str, words: str, headers: frozenset[str]) -> str:
    if not line:
        return "blank"
    if not words or _RULE.fullmatch(line):
        return "page"
    if len(words) <= MAX_ENTRY and (_PAGE_NUMBER.fullmatch(words) or contents_entry(words)):
        return "page"
    if len(words) <= MAX_HEADER + 8 and _header_key(words) in headers:
        return "page"
    return "row" if "\t" in line or line.count("|") >= 2 else "text"


def _header_key(words: str) -> str:
    """A running header with its page number taken off."""
    return re.sub(r"^[-—\s\d]*|[-—\s\d]*$|\s+", "", words)


def _running_headers(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Short lines that come again and again and that sound like the title or the owner of a report.

    One that stands beside a page number says more than one that does not.
    """
    keys: Counter[str] = Counter()
    numbered = False
    for start, end in spans:
        words = fold(text[start:end]).strip(_MARKS) if 0 < end - start <= MAX_HEADER + 8 else ""
        if words and words[-1:] not in (*ENDS, "：", ":", "，", "、") and not _NUMBERED.match(words):
            keys[_header_key(words)] += 2 if numbered else 1
        numbered = bool(_PAGE_NUMBER.fullmatch(words)) if words else numbered
    return frozenset(key for key, n in keys.items() if n >= REPEATS and len(key) >= 4 and _HEADER_WORDS.search(key))
