"""File → Document."""

import hashlib
import re
from collections import Counter
from contextlib import suppress
from pathlib import Path

from ingest.lines import squeezed
from kg.errors import ReportError
from kg.records import Document
from kg.words import fold

# Bytes: a million characters of Chinese. The longest reports have some hundred thousand. What a report costs grows as
# its length does; to ingest one at the limit takes two and a half minutes of one core and 2.6 GB of memory.
LIMIT = 3_000_000
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word/zip"),
    (b"\xd0\xcf\x11\xe0", "Word/Excel"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
)
REPLACEMENT = "\ufffd"  # stands for a character that a broken copy has cut off
MAX_WIDTH = 4  # bytes of a character
_CUT = ("unexpected end of data", "incomplete multibyte sequence", "truncated data")
_FOREIGN = frozenset({".docx", ".doc", ".pdf", ".wps", ".rtf", ".odt", ".xls", ".xlsx", ".ppt", ".pptx"})
_COMMON = re.compile("[的一是在和学教建国人年业了院省级校等项]")
_INSTITUTION = re.compile(
    "[\u4e00-\u9fff]{2,18}?(?:职业技术大学|职业技术学院|职业大学|职业学院|高等专科学校|技师学院|职业技术师范大学|工学院|学院|大学)"
)
_NO_INSTITUTION = re.compile("^(?:我|本|各|该|全国|二级|产业|兄弟|高职|高等|国家)|(?:产业|二级|高职|行政)学院$")
_HAN_YEAR = re.compile("[二２2][〇○零O０0][〇○零一二三四五六七八九０-９0-9]{2}")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九O", "0001234567890")
_OPENING = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,2}(?:[）)、.．]|\s+(?!年))|目\s*录$|第[一二\d][章部节编]|摘\s*要$"
)
_HEAD = 1_500  # characters in which a title page stands


def document(path: Path, *, limit: int = LIMIT) -> Document:
    """Read a text file as a report, word for word."""
    data = _read(path, limit)
    text, encoding = decode(data, str(path))
    return from_text(text, name=path.name, encoding=encoding)


def source(path: Path) -> bytes:
    """Read the bytes of a file that may be a report."""
    return _read(path, LIMIT)


def from_text(text: str, *, name: str, encoding: str = "utf-8") -> Document:
    """Make a document of a text and recognise title, institution and year."""
    if not text.strip():
        raise ReportError("ingest.empty", name=name)
    institution = _institution(text)
    return Document(
        id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
        title=_title(text, institution) or Path(name).stem,
        name=name,
        encoding=encoding,
        institution=institution,
        year=_year(text),
    )


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Decode to text with LF line ends and say in which encoding; the byte order mark is dropped.

    >>> decode("报告\\r\\n正文".encode("gb18030"), "a.txt")
    ('报告\\n正文', 'gb18030')
    """
    text, encoding = _decoded(data, name)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _read(path: Path, limit: int) -> bytes:
    if not path.exists():
        raise ReportError("ingest.missing", path=path)
    if path.is_dir():
        raise ReportError("ingest.directory", path=path)
    if path.suffix.lower() in _FOREIGN:
        raise ReportError("ingest.format", path=path, format=path.suffix)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= limit else b""
    except PermissionError as error:
        raise ReportError("ingest.permission", path=path) from error
    except OSError as error:
        raise ReportError("ingest.unreadable", path=path, reason=error.strerror or str(error)) from error
    if size > limit:
        raise ReportError("ingest.large", path=path, size=f"{size / 1e6:.1f}", limit=f"{limit / 1e6:.0f}")
    if not data.strip():
        raise ReportError("ingest.empty", name=path)
    return data


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReportError("ingest.format", path=name, format=kind)
    mark, encoding = next(((mark, encoding) for mark, encoding in _BOMS if data.startswith(mark)), (b"", _wide(data)))
    if encoding:
        try:
            return _text(data[len(mark) :], encoding, name), encoding
        except UnicodeDecodeError as error:
            at = len(mark) + error.start + 1
            raise ReportError("ingest.undecodable", path=name, encoding=encoding, byte=at) from error
    if b"\x00" in data:
        raise ReportError("ingest.binary", path=name)
    return _unmarked(data, name)


def _unmarked(data: bytes, name: str) -> tuple[str, str]:
    """UTF-8, else GB18030: other encodings are so rare among reports that a guess would be wrong."""
    try:
        return _text(data, "utf-8", name), "utf-8"
    except UnicodeDecodeError as error:
        with suppress(UnicodeDecodeError):
            text = _text(data, "gb18030", name)
            if _reads_as_chinese(text):
                return text, "gb18030"
        raise ReportError("ingest.no_encoding", path=name, byte=error.start + 1) from error


def _text(data: bytes, encoding: str, name: str) -> str:
    """Decode all; of a file that a broken copy has cut inside its last character, U+FFFD stands for that one."""
    try:
        return _plain(data.decode(encoding), name)
    except UnicodeDecodeError as error:
        if not (0 < error.start > len(data) - MAX_WIDTH and error.reason in _CUT):
            raise
        return _plain(data[: error.start].decode(encoding), name) + REPLACEMENT


def _plain(text: str, name: str) -> str:
    """Text with many control characters is none."""
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\v\x1b")
    if "\x00" in text or controls > 10 + len(text) // 100:
        raise ReportError("ingest.binary", path=name)
    return text


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, where line ends and common characters make it sure."""
    sample = data[: min(20_000, len(data) // 2 * 2)]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        common = len(_COMMON.findall(text)) + text.count("，") + text.count("。") + text.count("\n")
        if common > len(text) // 20 and "\ufffd" not in text[:-1]:
            return encoding
    return None


def _reads_as_chinese(text: str) -> bool:
    """GB18030 decodes nearly everything: only text of common characters is taken for it."""
    wide = [character for character in text[:20_000] if character > "\x7f"]
    common = sum(
        "\u4e00" <= c <= "\u9fff" or c in "，。、；：（）“”《》　！？—…·－" or "\uff01" <= c <= "\uff5e" for c in wide
    )
    frequent = len(_COMMON.findall(text[:20_000]))
    return not wide or (common >= 0.9 * len(wide) and frequent * 50 + 40 >= len(wide))


def _head(text: str) -> list[str]:
    """The lines of the title page."""
    lines = [line.strip(" \t\f\u3000#*★☆_") for line in text[:_HEAD].splitlines()]
    return [line for line in lines if line][:14]


def _institution(text: str) -> str | None:
    """The college that the title page names, else the one that the text names most."""
    for line in _head(text):
        found = _INSTITUTION.match(squeezed(line))
        if found and len(line) <= 60 and not _NO_INSTITUTION.search(found[0]) and len(found[0]) >= 4:
            return found[0]
    names = Counter(name for name in _INSTITUTION.findall(text[:200_000]) if not _NO_INSTITUTION.search(name))
    return min(names, key=lambda name: (-names[name], name)) if names and max(names.values()) > 2 else None


def _title(text: str, institution: str | None) -> str | None:
    """The words of the title page up to 报告 or 总结, in one line; else its first line."""
    said: list[str] = []
    for line in _head(text):
        words = squeezed(line) if re.fullmatch(r"(?:[\u4e00-\u9fff]\s+)+[\u4e00-\u9fff]", line) else line
        if words[-1:] in ("。", "；") or len(words) > 60 or _OPENING.match(words):
            break
        if words == institution and not said:
            said.append(words)
        elif re.search("报告|总结|一览表|清单|自评|年报", words):
            whole = "".join(part for part in said if part not in words)
            return re.sub(r"\s+", "", whole) + words if words not in whole else whole
        else:
            said.append(words)
    return said[0] if said else None


def _year(text: str) -> int | None:
    """The year of the report: the date that stands alone on the title page, else the last year that it names."""
    lines = [fold(line) for line in _head(text)]
    title_page = [line for line in lines if len(line) <= 60 and not line.endswith("。")]
    dates = [line for line in title_page if re.match(r"\D{0,6}[\d二][^，。]{2,20}[月日]\D{0,3}$", squeezed(line))]
    years = [year for line in (dates or title_page) for year in _years(line)]
    return max(years, default=None)


def _years(line: str) -> list[int]:
    arabic = [int(year) for year in re.findall(r"(?<!\d)(20[0-4]\d)(?!\d)", line)]
    han = [int(year.translate(_HAN_DIGITS)) for year in _HAN_YEAR.findall(squeezed(line))]
    return [*arabic, *(year for year in han if 2000 <= year < 2050)]
