"""Collecting sentences over several questions in a real browser, with the network cut."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.app.running import run
from tests.web.browsing import Browsing, assert_accessible, at_rest, served
from tests.web.conftest import browsing
from tests.web.writing import key_of, place

PRIZES, PAPERS, TEAMS = "技能大赛国家级奖项", "核心期刊论文", "国家级教师教学创新团队"


def collect(page: Page, root: str, *questions: str) -> None:
    """Ask, and collect the first sentence of the answer."""
    for question in questions:
        page.goto(f"{root}/?q={quote(question)}")
        at_rest(page)
        button = page.locator("button.collect").first
        expect(button).to_have_text("收集")
        button.click()
        expect(button).to_have_text("已收集")


def listed(page: Page) -> list[str]:
    return page.locator(".excerpts blockquote").all_inner_texts()


def counter(page: Page) -> str:
    return page.locator("#collection b").inner_text()


def test_sentences_of_several_questions_are_collected_counted_and_survive(web: Browsing) -> None:
    page = web.open()
    expect(page.locator("#collection b")).to_be_hidden()
    collect(page, web.root, PRIZES, PAPERS)
    assert counter(page) == "2"
    page.reload()
    at_rest(page)
    expect(page.locator("button.collect").first).to_have_text("已收集")
    page.get_by_role("link", name="摘录，2 句").click()
    at_rest(page)
    first, second = listed(page)
    assert "国家级奖项46项" in first and "核心期刊论文118篇" in second  # a page's foot stands between in the report
    assert page.locator(".found-by a").all_inner_texts() == [PRIZES, PAPERS]
    page.locator(".excerpts blockquote a").first.click()
    at_rest(page)
    expect(page.locator(".sentence.lit")).to_contain_text("国家级奖项")


def test_one_sentence_is_collected_once_and_left_out_by_the_same_button(web: Browsing) -> None:
    page = web.open()
    collect(page, web.root, PRIZES)
    there = page.locator("button.collect.there")
    assert there.count() > 1  # another answer stands on the same sentence
    there.last.click()
    expect(there).to_have_count(0)
    expect(page.locator("#collection b")).to_be_hidden()
    page.get_by_role("button", name="恢复").click()
    expect(page.locator("#collection b")).to_have_text("1")


def test_a_page_beside_it_counts_along(web: Browsing) -> None:
    page = web.open()
    other = page.context.new_page()
    other.goto(web.root + "/board")
    at_rest(other)
    collect(page, web.root, PAPERS)
    expect(other.locator("#collection b")).to_have_text("1")


def test_a_record_and_sentences_that_are_selected_are_collected_in_the_reader(web: Browsing, sample: str) -> None:
    page = web.open()
    page.goto(web.root + place(key_of(page, web.root), sample, "全国五一劳动奖章"))
    at_rest(page)
    page.keyboard.press("c")
    expect(page.locator("#collection b")).to_have_text("1")
    expect(page.locator(".record-panel .collect")).to_have_text("已收集C")
    page.locator(".sentence").nth(1).scroll_into_view_if_needed()
    page.evaluate(
        """() => { const [, one, other] = document.querySelectorAll(".sentence");
        getSelection().setBaseAndExtent(one, 0, other, other.childNodes.length) }"""
    )
    page.locator(".here").get_by_role("button", name="收集").click()
    expect(page.locator("#collection b")).to_have_text("3")
    texts = ["".join((one.text_content() or "").split()) for one in page.locator(".sentence").all()[1:3]]
    page.goto(web.root + "/collection")
    at_rest(page)
    first, *others = listed(page)
    assert "全国五一劳动奖章" in first
    assert ["".join(one.split()) for one in others] == texts


def test_the_order_is_changed_by_the_keyboard_and_one_left_out_comes_back(web: Browsing) -> None:
    page = web.open()
    collect(page, web.root, PRIZES, PAPERS, TEAMS)
    page.goto(web.root + "/collection")
    at_rest(page)
    first, second, third = listed(page)
    page.get_by_role("button", name="下移第 1 句").focus()
    page.keyboard.press("Enter")
    assert listed(page) == [second, first, third]
    expect(page.get_by_role("button", name="下移第 2 句")).to_be_focused()
    page.keyboard.press("Enter")
    assert listed(page) == [second, third, first]
    expect(page.get_by_role("button", name="上移第 3 句")).to_be_focused()  # it cannot go further down
    expect(page.locator("#said")).to_have_text("移到第 3 位")
    page.get_by_role("button", name="去掉第 2 句").click()
    assert listed(page) == [second, first]
    expect(page.get_by_role("button", name="去掉第 2 句")).to_be_focused()
    page.get_by_role("button", name="恢复").click()
    assert listed(page) == [second, third, first]
    page.reload()
    at_rest(page)
    assert listed(page) == [second, third, first]
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_role("heading", name="还没有收集句子")).to_be_visible()
    page.get_by_role("button", name="恢复").click()
    assert listed(page) == [second, third, first]


@pytest.mark.parametrize(("form", "suffix"), [("Word", "docx"), ("Excel", "xlsx"), ("CSV", "csv"), ("Markdown", "md")])
def test_they_are_saved_with_their_citations_in_their_order(web: Browsing, form: str, suffix: str) -> None:
    page = web.open()
    collect(page, web.root, PAPERS, PRIZES)
    page.goto(web.root + "/collection")
    at_rest(page)
    sentences = listed(page)
    page.get_by_role("button", name="导出").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=re.compile(form)).click()
    assert saved.value.suggested_filename == f"摘录.{suffix}"
    content = Path(saved.value.path()).read_bytes()
    if suffix == "csv":
        head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    elif suffix == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        head, *rows = ([str(cell) for cell in row] for row in sheet.values)
    else:
        assert len(content) > 500
        return
    assert [row[head.index("原文")] for row in rows] == sentences
    assert [row[head.index("检索的问题")] for row in rows] == [PAPERS, PRIZES]
    assert all("《澜江机电职业技术学院" in row[head.index("引用")] for row in rows)


def test_they_are_copied_as_citations_and_as_markdown(web: Browsing) -> None:
    page = web.open(permissions=["clipboard-read", "clipboard-write"])
    collect(page, web.root, PAPERS, PRIZES)
    page.goto(web.root + "/collection")
    at_rest(page)
    for name, begin in (("引用，每句一行", "“五年累计"), ("Markdown 文本", "# 摘录")):
        page.get_by_role("button", name="复制", exact=True).click()
        page.get_by_role("button", name=name).click()
        expect(page.locator(".toast", has_text="已复制 2 句")).to_have_count(1)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(begin) and copied.index("118篇") < copied.index("46项")
        page.reload()
        at_rest(page)


def test_what_is_no_collection_is_none_and_a_full_one_says_so(web: Browsing) -> None:
    page = web.open()
    for raw in ("{", '{"a": 1}', '[{"report": 1}, null]'):
        page.evaluate("raw => localStorage.setItem('collection', raw)", raw)
        page.goto(web.root + "/collection")
        at_rest(page)
        expect(page.get_by_role("heading", name="还没有收集句子")).to_be_visible()
    collect(page, web.root, PAPERS)
    (one,) = json.loads(page.evaluate("localStorage.getItem('collection')"))
    many = [{**one, "text": f"{one['text']}{n}", "document": "x"} for n in range(200)]
    page.evaluate("raw => localStorage.setItem('collection', raw)", json.dumps(many))
    page.reload()
    at_rest(page)
    page.locator("button.collect").first.click()
    expect(page.locator(".toast.error")).to_contain_text("最多 200 句")
    expect(page.locator("#collection b")).to_have_text("200")


def test_without_an_answer_of_the_server_what_was_collected_is_still_there(web: Browsing) -> None:
    page = web.open()
    collect(page, web.root, PAPERS)
    page.route("**/api/excerpts*", lambda route: route.abort())
    page.goto(web.root + "/collection")
    at_rest(page)
    expect(page.get_by_role("alert")).to_contain_text("没能与报告核对")
    assert "118篇" in listed(page)[0]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_accessible_and_fits(web: Browsing, width: int) -> None:
    page = web.open("/collection", width=width)
    assert_accessible(page)
    collect(page, web.root, PRIZES, PAPERS)
    page.goto(web.root + "/collection")
    at_rest(page)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="导出").click()
    assert_accessible(page)


def test_it_speaks_english(web: Browsing) -> None:
    page = web.open(f"/?q={quote(PAPERS)}", lang="en")
    page.get_by_role("button", name="Collect this sentence").first.click()
    page.get_by_role("link", name="Excerpts: 1").click()
    at_rest(page)
    expect(page.locator("h1")).to_have_text("Excerpts")
    assert not re.search(r"collect\w*\.", page.locator("main").inner_text())


@pytest.fixture
def versions(browser: Browser, sample: str, tmp_path: Path) -> Iterator[tuple[Browsing, Path]]:
    """Pages over a report that becomes another version while they are open."""
    report = tmp_path / "report.txt"
    report.write_text(sample, encoding="utf-8")
    assert run("ingest", report, "--as", "r", "--home", tmp_path / "kg-data").code == 0
    with served(tmp_path / "kg-data") as root:
        for pages in browsing(browser, root):
            yield pages, report


def test_a_new_version_keeps_moves_and_tells_what_changed(versions: tuple[Browsing, Path], sample: str) -> None:
    web, report = versions
    home = report.parent / "kg-data"
    page = web.open()
    collect(page, web.root, PRIZES, PAPERS)
    report.write_text(sample.replace("118篇", "121篇").replace("五年来", "五年多来", 1), encoding="utf-8")
    assert run("ingest", report, "--as", "r", "--home", home).code == 0
    page.goto(web.root + "/collection")
    at_rest(page)
    stands, changed = page.locator(".excerpts > li").all()
    expect(changed).to_contain_text("原文已改动")
    assert changed.locator("del").all_inner_texts() == ["118"] and changed.locator("ins").all_inner_texts() == ["121"]
    assert_accessible(page)
    page.get_by_role("button", name="导出").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=re.compile("Markdown")).click()
    written = Path(saved.value.path()).read_text(encoding="utf-8")
    assert "46项" in written and "118" not in written and "121" not in written and "原文已改动" in written
    stands.locator("blockquote a").click()
    at_rest(page)
    expect(page.locator(".sentence.lit")).to_contain_text("国家级奖项")  # where it stands now
    page.go_back()
    at_rest(page)
    page.get_by_role("button", name="换成现在的句子").click()
    expect(page.locator(".excerpts > li.changed")).to_have_count(0)
    assert "121篇" in listed(page)[1]
    assert run("remove", "r", "--home", home).code == 0
    page.reload()
    at_rest(page)
    expect(page.locator(".excerpts > li.gone")).to_have_count(2)


def test_an_attack_that_is_collected_stays_text(hostile: Browsing) -> None:
    page = hostile.open()
    collect(page, hostile.root, "有哪些奖项<img src=x onerror=document.title='HIT'>")
    page.goto(hostile.root + "/collection")
    at_rest(page)
    expect(page.locator(".excerpts")).to_contain_text("<img src=x")
    assert page.locator("main img, main script").count() == 0 and "HIT" not in page.title()
