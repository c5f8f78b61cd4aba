"""Files as documents: encodings, what the title page says, and input that is none."""

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import LIMIT, decode, document, from_text
from ingest.pipeline import read
from kg.errors import ReportError

TITLE = "东湖纺织职业技术学院\n“双高计划”中期绩效自评报告\n2022年6月"
TEXT = f"{TITLE}\n\n一、概况\n\n学校的专业建设在全省有一定的影响，是国家示范校。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(data)
    whole = document(path)
    assert (whole.text, whole.encoding, whole.name) == (TEXT, encoding, "报告.txt")
    assert whole.id == from_text(TEXT, name="b.md").id


def test_line_ends_are_read_as_lf() -> None:
    assert decode("甲\r\n乙\r丙\n".encode(), "a.txt")[0] == "甲\n乙\n丙\n"


def test_the_title_page_tells_institution_title_and_year() -> None:
    whole = from_text(TEXT, name="a.txt")
    assert whole.institution == "东湖纺织职业技术学院"
    assert whole.title == "东湖纺织职业技术学院“双高计划”中期绩效自评报告"
    assert whole.year == 2022


@pytest.mark.parametrize(
    ("words", "year"),
    [("二〇二四年五月", 2024), ("2021 年 12 月", 2021), ("（2019—2023年）\n2024年3月", 2024), ("没有年份", None)],
)
def test_the_year_stands_in_arabic_or_chinese_figures(words: str, year: int | None) -> None:
    assert from_text(f"西岭大学自评报告\n{words}\n\n正文。\n", name="a.txt").year == year


def test_a_title_with_spaces_between_its_characters_is_read_without() -> None:
    whole = from_text("白河高等专科学校\n自 评 报 告\n\n一、概况\n", name="a.txt")
    assert (whole.institution, whole.title) == ("白河高等专科学校", "白河高等专科学校自评报告")


def test_the_name_is_the_title_of_a_text_without_one() -> None:
    assert from_text("学校获奖2项。\n", name="清单.txt").title == "清单"


def test_an_unknown_suffix_is_tried(tmp_path: Path) -> None:
    path = tmp_path / "report.text"
    path.write_text(TEXT, encoding="utf-8")
    assert document(path).text == TEXT


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.txt", b"", "ingest.empty"),
        ("a.txt", " \n\t\u3000\n".encode(), "ingest.empty"),
        ("a.txt", b"%PDF-1.7 ...", "ingest.format"),
        ("a.txt", b"PK\x03\x04....", "ingest.format"),
        ("a.docx", b"PK\x03\x04....", "ingest.format"),
        ("a.pdf", b"text", "ingest.format"),
        ("a.txt", b"\x01\x02\x00\x00\x05" * 40, "ingest.binary"),
        ("a.txt", codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "ingest.undecodable"),
        ("a.txt", b"x" * (LIMIT + 1), "ingest.large"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes, key: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReportError) as caught:
        document(path)
    assert caught.value.key == key
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_a_missing_file_and_a_directory_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"missing\.txt"):
        document(tmp_path / "missing.txt")
    with pytest.raises(ReportError, match="目录"):
        document(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReportError, match="权限"):
        document(path)


def test_an_error_of_the_system_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ReportError, match="权限"):
        document(path)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_file_cut_inside_its_last_character_is_read_with_a_warning(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((TEXT + "学校获省级奖项2项。完").encode(encoding)[:-1])
    report = read(path)
    assert report.document.text == TEXT + "学校获省级奖项2项。\ufffd"
    (notice,) = (notice for notice in report.notices if notice.key == "ingest.cut")
    assert (notice.start, notice.end) == (len(report.document.text) - 1, len(report.document.text))
    assert report.records[-1].anchor == "省级奖项"


@pytest.mark.parametrize(
    ("data", "byte"),
    [
        (b"\x80\x81\xff\xfe\xfd bad bytes \xff", 1),
        ("Ежегодный отчёт колледжа о наградах.".encode("cp1251"), 1),
        ("学校获奖".encode() + b"\xff" + TEXT.encode(), 13),
        ("学校获奖".encode() + b"\xff", 13),
        (codecs.BOM_UTF16_LE + "学校获奖".encode("utf-16-le") + b"\x00\xdc\x00\xdc" + b"\x0a\x00" * 9, 11),
    ],
)
def test_bytes_of_no_promised_encoding_are_refused_with_their_place(data: bytes, byte: int) -> None:
    with pytest.raises(ReportError, match=f"第 {byte} 个字节起") as caught:
        decode(data, "a.txt")
    assert "UTF-8" in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data, "a.txt")
    except ReportError:
        return
    assert encoding
    assert "\r" not in text
    assert "\x00" not in text


@given(st.text(alphabet="学校获国家级奖项的一个（），。；“”\n0123456789", min_size=30))
def test_any_chinese_text_comes_back_word_for_word(text: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        assert decode(text.encode(encoding), "a.txt")[0] == text
