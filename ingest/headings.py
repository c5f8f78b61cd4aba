"""Line → Heading: the numbered, marked and labelled lines that may head a section."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.lines import ENDS, Line, Lines, bullet, squeezed, width
from kg.words import fold
from ontology import lexicon

_HAN = "[〇零一二三四五六七八九十百]"
_NUMBER = rf"(?:{_HAN}{{1,4}}|\d{{1,2}})"
_TASK = (
    rf"[【\[「]?(?:建设|重点|专项|改革)?任务\s*[（(]?\s*(?P<n>{_NUMBER})\s*[）)]?\s*[】\]」]?"
    r"(?:\s*[：:、.．—-]+\s*|\s+|(?=[\u4e00-\u9fff“]))"
)
# Outermost first, as most reports nest them; which one really stands inside which, each report shows itself.
_STYLES: tuple[tuple[str, str], ...] = (
    ("part", rf"第\s*(?P<n>{_NUMBER})\s*(?:部分|章|篇|编)\s*[：:、.．]?\s*"),
    ("section", rf"第\s*(?P<n>{_NUMBER})\s*节\s*[：:、.．]?\s*"),
    ("han", rf"(?P<n>{_HAN}{{1,4}})\s*[、.．]\s*"),
    ("task", _TASK),
    ("han-brackets", rf"[（(]\s*(?P<n>{_HAN}{{1,4}})\s*[）)]\s*[、.．]?\s*"),
    ("digits", r"(?P<n>\d{1,2})\s*(?:\\?[.．](?!\d)|、(?!\d))\s*"),
    ("digits-3", r"\d{1,2}[.．]\d{1,2}[.．](?P<n>\d{1,2})[.．、]?\s*(?=[^\d.．%])"),
    ("digits-2", r"\d{1,2}[.．](?P<n>\d{1,2})(?:[.．、]|\s)\s*(?=[^\d.．%])"),
    ("digits-space", r"(?P<n>\d{1,2})[ \u3000]+(?=[\u4e00-\u9fff“《])"),
    ("digits-brackets", r"[（(]?\s*(?P<n>\d{1,2})\s*[）)]\s*[、.．]?\s*"),
    ("circled", r"(?P<n>[①-⑳])\s*"),
)
_PATTERNS = tuple((style, re.compile(pattern)) for style, pattern in _STYLES)
RANK = {style: float(rank) for rank, (style, _) in enumerate(_STYLES)}
RANK |= {"plain-1": RANK["han"], "plain-2": RANK["han-brackets"], "task": float(len(_STYLES))}
RANK |= {"digits-2": RANK["digits-3"] - 0.5, "digits-space": RANK["digits"]}  # 2 holds 2.1, and 2.1 holds 2.1.1
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_DRESS = re.compile(r"[#>*★☆_\s]*")
_TASK_MARK = re.compile(_TASK)
_COUNTED = re.compile(r"[二三四五六七八九](?:等|年级|级|期|院|届)|[项个名门部家篇本套支所]\b")
_FIGURE = re.compile(r"\d[余多]?[万亿]?(?:[项个名门部家篇本套支所人场期次件元%]|人次|人日|万元)$")  # 省级名师　6人
_LABEL = re.compile(r"[\u4e00-\u9fff]{0,14}(?:学校|学院|院校|专业群)层面(?:[一二\d])?[：:]?")
_OPEN_END = ("，", "、", "和", "与", "及", "的", "（", "“", "《", "—", ",")
MAX_TITLE = 60  # characters; longer ones are running text
MAX_LOOK = 400  # characters of a line that are looked at; in hostile text a line has millions
MAX_RUN_IN = 26  # characters of a title with its text behind it in the same line


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may be a heading. `doubtful`: only its place in a row of numbers can show that it is one."""

    at: int  # index of its line
    start: int
    end: int  # of its words; a run-in heading ends before its full stop
    after: int  # index of the first line behind it
    style: str
    number: int | None
    title: str  # folded, without number and marks
    words: str  # as written, in one line
    doubtful: bool = False
    stopped: bool = False  # it ends in a full stop, as a sentence does
    run_in: bool = False

    @property
    def key(self) -> str:
        """What is the same in the table of contents and in the text."""
        return f"{self.number}{squeezed(self.title)}"


def headings(text: str, lines: Lines) -> Iterator[Heading]:
    """Yield every line that has the form of a heading, in order."""
    before: Line | None = None
    skip = 0
    for at, line in enumerate(lines):
        if line.kind not in ("text", "row") or at < skip:
            continue
        found = _heading(text, lines, at, before) if line.kind == "text" else None
        if found:
            yield found
            skip = found.after
        before = None if found and not found.run_in else line


def number(written: str) -> int:
    """Read a small number in Chinese or Arabic figures.

    >>> number("十二"), number("二十"), number("3"), number("⑤"), number("一")
    (12, 20, 3, 5, 1)
    """
    if "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    if written.isdigit():
        return int(written)
    total, digit = 0, 0
    for character in written:
        if character in "十百":
            total, digit = total + max(digit, 1) * (10 if character == "十" else 100), 0
        else:
            digit = "〇一二三四五六七八九".find(character.replace("零", "〇"))
    return total + digit


def task_mark(title: str) -> tuple[int, str] | None:
    """The number and the title of a heading that calls itself a task.

    >>> task_mark("建设任务5：打造高水平双师队伍"), task_mark("任务落实情况")
    ((5, '打造高水平双师队伍'), None)
    """
    found = _TASK_MARK.match(title)
    return (number(found["n"]), title[found.end() :].strip()) if found else None


def _heading(text: str, lines: Lines, at: int, before: Line | None) -> Heading | None:
    line = lines[at]
    raw = fold(text[line.start : min(line.end, line.start + MAX_LOOK)])
    dress = _DRESS.match(raw)
    offset = dress.end() if dress else 0
    hashes = _HASHES.match(raw)
    style, figure, title_at = _mark(raw, offset)
    if hashes:
        style = f"hashes-{len(hashes[1])}"
    if not style:
        return _unnumbered(text, lines, at, raw, offset)
    end, after = _wrapped(text, lines, at)
    title = squeezed_title(fold(text[line.start + title_at : min(end, line.start + MAX_LOOK)]))
    doubtful = bool(before and lines.broken(before) and not hashes) or style == "digits-space"
    run_in = _run_in(title) if not hashes and style in ("task", "han-brackets", "digits", "han") else None
    if run_in and run_in < len(title) - 1 and (style == "task" or _speaks_of_a_task(title[:run_in])):
        end = text.index("。", line.start + title_at)
        words = one_line(text[line.start : end])
        doubtful = doubtful or style != "task"
        return Heading(at, line.start, end, at, style, figure, title[:run_in], words, doubtful, run_in=True)
    stopped = title.endswith("。")
    title = title.removesuffix("。")
    if not _is_title(title, style) or (doubtful and style == "digits-space" and bullet(raw)):
        return None
    words = one_line(text[line.start : end])
    return Heading(at, line.start, end, after, style, figure, title.rstrip("：: "), words, doubtful, stopped)


def _mark(raw: str, offset: int) -> tuple[str, int | None, int]:
    for style, pattern in _PATTERNS:
        found = pattern.match(raw, offset)
        if found:
            return style, number(found["n"]), found.end()
    return "", None, offset


def _unnumbered(text: str, lines: Lines, at: int, raw: str, offset: int) -> Heading | None:
    """Labels, titles known from the lexicons, and lines in bold, standing alone."""
    line = lines[at]
    title = squeezed_title(raw[offset:])
    bold = raw.startswith("**") and raw.rstrip(" 　：:").endswith("**") and raw.count("**") == 2
    if not title or len(title) > MAX_RUN_IN or title[-1] in ENDS + "，、,；" or re.search("[。；！？]", title):
        return None
    style = "label" if _LABEL.fullmatch(title) else _known_titles().get(squeezed(title.rstrip("：:")), "")
    style = style or ("bold" if bold else "")
    if not style:
        return None
    end = line.end
    return Heading(at, line.start, end, at + 1, style, None, title.rstrip("：: "), one_line(text[line.start : end]))


@cache
def _known_titles() -> dict[str, str]:
    """Title → style of the headings that are known without a number."""
    tasks = {row["word"]: "plain-task" for row in lexicon.rows("tasks") if row["use"] == "title"}
    return tasks | {row["word"]: f"plain-{row['alone']}" for row in lexicon.rows("sections") if row["alone"]}


def _speaks_of_a_task(title: str) -> bool:
    return any(row["word"] in title for row in lexicon.rows("tasks") if row["use"] in ("title", "heading"))


def squeezed_title(title: str) -> str:
    """The title in one line and without the marks around it."""
    return re.sub(r"\s*\n\s*", "", title).strip("*★☆_#— \t\u3000\r\f")


def one_line(words: str) -> str:
    """A heading as one line, without marks.

    >>> one_line("## **一、总体\\n情况**")
    '一、总体情况'
    """
    joined = re.sub(r"[ \t\f\u3000]*\n\s*", "", words)
    return re.sub(r"\*\*|^[\s#>*★☆]+|[\s*★☆#]+$", "", joined)


def _run_in(title: str) -> int | None:
    """Where a short title ends whose text follows in the same line."""
    found = re.match(rf"[^。；！？：:，,\d]{{4,{MAX_RUN_IN}}}(?=。)", title)
    return found.end() if found else None


def _is_title(title: str, style: str) -> bool:
    if not title or len(title) > MAX_TITLE or re.search("[。；！？;]", title) or title[-1] in "，、,；":
        return False
    if _FIGURE.search(title) and style not in ("part", "section", "task"):
        return False
    if re.match("是|[）)]", title) or (style in ("han", "digits-space") and _COUNTED.match(title)):
        return False
    return bool(re.search("[\u4e00-\u9fffA-Za-z]", title)) and not (
        style == "digits-space" and re.search(r"\d|，", title)
    )


def _wrapped(text: str, lines: Lines, at: int) -> tuple[int, int]:
    """The end of a heading that may go on in the next line, and the index of the line behind it."""
    line = lines[at]
    after = at + 1
    while after < len(lines) and lines[after].kind == "blank":
        after += 1
    if after >= len(lines) or lines[after].kind != "text" or len(line.words) > MAX_TITLE:
        return line.end, at + 1
    tail = lines[after]
    short = len(tail.words) <= MAX_RUN_IN and not re.search("[。；！？，：:]", tail.words)
    numbered = bool(_mark(tail.words, 0)[0]) or tail.words in _known_titles() or bool(_LABEL.fullmatch(tail.words))
    if not short or numbered or tail.indented or (text[line.start : line.start + 2] == "**" and line.words):
        return line.end, at + 1
    unclosed = any(line.words.count(a) > line.words.count(b) for a, b in ("“”", "《》", "（）"))
    full = lines.width and width(line.words) >= lines.width - 4 and after == at + 1
    number_alone = not _bare(line.words)
    if line.words.endswith(_OPEN_END) or unclosed or full or number_alone:
        return tail.end, after + 1
    return line.end, at + 1


def _bare(words: str) -> str:
    return words[_mark(words, 0)[2] :].strip()
