"""Section → Sentence."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

from ingest.headings import number
from ingest.lines import Line, Lines, bullet, squeezed
from ingest.sections import heading_end, layout
from kg.records import Document, Section, Sentence
from kg.words import fold

MAX_SENTENCE = 800  # characters; what is longer is cut, so that hostile text stays harmless
MAX_QUOTE = 120  # characters of a quotation or bracket whose full stops end no sentence
MAX_TITLE_PAGE = 12  # lines before the first sentence or heading that may be a title page

_CJK = "[\u4e00-\u9fff）”》]"
_END = re.compile(rf"[。！？；]+|(?<=[\u4e00-\u9fff）”》\d%])[;!?]+|(?<={_CJK})\.(?=\s|$|[\u4e00-\u9fff])")
_CLOSERS = re.compile(r"[”’」』）)】》〉\"]*(?:\*\*(?=\s|$))?")
_GOES_ON = re.compile(r"[，、。；：,）)]|的|等|和|与|及")  # behind a quotation that ends in a full stop
_PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "「": "」", "『": "』", "【": "】"}
_CLOSING = {closer: opener for opener, closer in _PAIRS.items()}
_ITEM = re.compile(
    r"[（(]\s*([\d一二三四五六七八九十]{1,3})\s*[）)]|(\d{1,2})\s*(?:[.．、)](?!\d))|([一二三四五六七八九十]{1,3})、|([①-⑳])"
)
_CUT = re.compile(r"[，、,：:\s](?=[^，、,：:\s]*$)")
_WORD = re.compile(r"\w")

Place: TypeAlias = tuple[int, int]  # where a stretch of text starts and ends


def sentences(document: Document, sections: Sequence[Section]) -> Iterator[Sentence]:
    """Yield the sentences in reading order, each inside its section; headings, page furniture and titles are none."""
    for run, section in _runs(document, sections):
        for start, end in _pieces(document.text, run):
            yield Sentence(document, start, end, section)


def reading(sentence: Sentence) -> str:
    """The sentence's text for matching: as long as it is, but page numbers and headers inside it are blanks."""
    text = sentence.text
    if "\n" not in text and "\f" not in text:
        return text
    lines = layout(sentence.document)
    for line in lines.between(sentence.start, sentence.end):
        if line.kind == "page" and line.start > sentence.start:
            left, right = line.start - sentence.start, line.end - sentence.start
            text = text[:left] + " " * (right - left) + text[right:]
    return text


def in_table(sentence: Sentence) -> bool:
    """Tell whether a sentence is a row of a table whose first row tells what the columns hold."""
    return table_head(sentence) is not None


def table_head(sentence: Sentence) -> tuple[str, ...] | None:
    """Give the first row of the table that a sentence is a row of, cell by cell: none for that row itself."""
    lines = layout(sentence.document)
    return lines.head_of(sentence.start)


def _runs(document: Document, sections: Sequence[Section]) -> Iterator[tuple[list[Place], Section | None]]:
    """Yield the lines that go on from one to the next, as one running text."""
    lines = layout(document)
    run: list[Place] = []
    before: Line | None = None
    section: Section | None = None
    item = 0
    for line, start, owner in _texts(document, lines, sections):
        figure = _item(line.words)
        goes_on = before is not None and owner is section and lines.goes_on(before, line)
        # A line that begins with a number goes on only where no list can have reached that number.
        if not (goes_on and (figure is None or figure not in (1, item + 1))):
            if run:
                yield run, section
            run, section = [], owner
        run.append((start, line.end))
        before, item = line, figure or item
    if run:
        yield run, section


def _texts(document: Document, lines: Lines, sections: Sequence[Section]) -> Iterator[tuple[Line, int, Section | None]]:
    """Yield the lines of text with the place where their words begin behind headings and bullets."""
    starts = [section.start for section in sections]
    ends = [heading_end(section) for section in sections]
    known = {squeezed(fold(section.heading)) for section in sections}
    first = starts[0] if starts else len(document.text)
    titles = _title_page(lines, first)
    for at, line in enumerate(lines):
        if line.kind not in ("text", "row", "cell") or at < titles:
            continue
        here = bisect_right(starts, line.start) - 1
        start = line.start
        if here >= 0 and start < ends[here]:
            start = _behind(document.text, min(ends[here], line.end), line.end)
        elif squeezed(line.words) in known:  # in a table of contents
            continue
        start += bullet(fold(document.text[start : line.end]))
        if start < line.end:
            yield line, start, sections[here] if here >= 0 else None


def _title_page(lines: Lines, first: int) -> int:
    """Index of the first line behind the title page: short lines without any full stop, before the first heading."""
    seen = 0
    for at, line in enumerate(lines):
        if line.start >= first or seen >= MAX_TITLE_PAGE:
            return at if line.start >= first else 0
        if line.kind == "text":
            if line.finished or len(line.words) > 2 * MAX_TITLE_PAGE + 20:
                return at
            seen += 1
    return 0


def _behind(text: str, at: int, end: int) -> int:
    """Where the text begins behind a heading in the same line."""
    while at < end and (text[at].isspace() or text[at] in "。：:*★☆_#　"):
        at += 1
    return at


def _item(words: str) -> int | None:
    found = _ITEM.match(words)
    return number(next(filter(None, found.groups()))) if found else None


def _pieces(text: str, run: Sequence[Place]) -> Iterator[Place]:
    """Cut one running text into sentences, as places in the whole text."""
    joined = "".join(text[start:end] for start, end in run)
    begins = [0, *accumulate(end - start for start, end in run)]

    def place(at: int) -> int:
        line = min(bisect_right(begins, at) - 1, len(run) - 1)
        return run[line][0] + at - begins[line]

    for left, right in _cuts(joined):
        yield place(left), place(right - 1) + 1


def _cuts(joined: str) -> Iterator[Place]:
    left = 0
    for right in (*_ends(joined), len(joined)):
        while right - left > MAX_SENTENCE:
            found = _CUT.search(joined, left + MAX_SENTENCE // 2, left + MAX_SENTENCE)
            middle = found.end() if found else left + MAX_SENTENCE
            yield from _trimmed(joined, left, middle)
            left = middle
        yield from _trimmed(joined, left, right)
        left = right


def _trimmed(joined: str, left: int, right: int) -> Iterator[Place]:
    piece = joined[left:right]
    if _WORD.search(piece):
        yield left + len(piece) - len(piece.lstrip()), right - len(piece) + len(piece.rstrip())


def _ends(joined: str) -> Iterator[int]:
    """Where sentences end: behind full stops and semicolons, but not inside a short quotation or bracket."""
    inside = _enclosed(joined)
    done = 0
    for found in _END.finditer(joined):
        closed = _CLOSERS.match(joined, found.end())
        at = closed.end() if closed else found.end()
        outer = inside[at] if at < len(joined) else 0
        if outer or (inside[found.start()] and _GOES_ON.match(joined, at)) or at <= done:
            continue
        if inside[found.start()] and joined[found.start()] in "；;" and at == found.end():
            continue
        done = at
        yield at


def _enclosed(joined: str) -> list[int]:
    """For each character, how many short quotations and brackets it stands in, their closing marks not counted."""
    steps = [0] * (len(joined) + 1)
    open_: list[tuple[str, int]] = []
    for at, character in enumerate(joined):
        if character in _PAIRS:
            open_.append((character, at))
            del open_[:-50]  # hostile text: brackets are never that deep
        elif character in _CLOSING:
            depth = next((n for n in range(len(open_) - 1, -1, -1) if open_[n][0] == _CLOSING[character]), None)
            if depth is not None:
                begin = open_[depth][1]
                del open_[depth:]
                if at - begin <= MAX_QUOTE:
                    steps[begin + 1] += 1
                    steps[at] -= 1
    return list(accumulate(steps))[: len(joined)]
