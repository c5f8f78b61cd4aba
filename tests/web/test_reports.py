"""The list of reports and the upload, in a real browser, with the network cut."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import Browsing, assert_accessible, at_rest, served
from tests.web.conftest import HOSTILE, browsing
from tests.web.writing import asked

REPORT = """滨湖水利职业技术学院“双高计划”建设绩效自评报告
2024年6月

一、学校层面建设任务完成情况

任务一：打造高水平教师队伍

获国家级教学成果奖一等奖4项，建成省级名师工作室7个。

任务二：提升社会服务能力

建成省级水工技能培训基地3个。
"""


@pytest.fixture(scope="module")
def written_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("uploaded") / "kg-data") as address:
        yield address


@pytest.fixture
def desk(browser: Browser, written_root: str) -> Iterator[Browsing]:
    """Pages of a server that is written to; at first it has no report."""
    yield from browsing(browser, written_root)


def sent(page: Page, folder: Path, *files: tuple[str, str]) -> None:
    """Upload files by their names and texts."""
    paths = []
    for name, text in files:
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8", newline="\n")
    page.locator("#files").set_input_files(paths)


def test_an_upload_ends_with_its_summary_and_is_answered_from(desk: Browsing, tmp_path: Path) -> None:
    page = desk.open("/reports")
    expect(page.get_by_role("heading", name="还没有报告")).to_be_visible()
    sent(page, tmp_path, ("水利.txt", REPORT))
    upload = page.locator(".upload")
    expect(upload).to_contain_text("已读入")
    awards = upload.get_by_role("row", name=re.compile("^奖项荣誉"))
    expect(awards.get_by_role("cell").first).to_have_text("1")
    expect(upload.locator("thead")).to_contain_text("国家级")
    expect(upload).to_contain_text("学校 2 项")
    expect(upload.locator("progress")).to_have_count(0)
    row = page.locator("tr", has_text="水利.txt")
    expect(row).to_contain_text("滨湖水利职业技术学院")
    expect(row).to_contain_text("2024")
    assert_accessible(page)

    page.goto(desk.root + "/")
    at_rest(page)
    page.get_by_role("combobox").fill("哪些国家级奖项支撑学校任务1")
    page.keyboard.press("Enter")
    card = page.locator(".card", has_text="国家级教学成果奖一等奖")
    expect(card.locator(".figure")).to_have_text("4项")
    card.locator("figcaption a").first.click()
    expect(page.locator(".sentence.lit")).to_contain_text("获国家级教学成果奖一等奖4项")


def test_files_that_cannot_be_read_are_told_and_hold_up_no_other(desk: Browsing, tmp_path: Path) -> None:
    page = desk.open("/reports")
    other = REPORT.replace("滨湖水利", "东岭林业").replace("水工", "森防")
    sent(page, tmp_path, ("表.pdf", "%PDF-1.7"), ("空.txt", ""), ("林业.txt", other))
    expect(page.locator(".upload.done", has_text="林业.txt")).to_contain_text("已读入")
    expect(page.locator(".upload.failed", has_text="表.pdf").get_by_role("alert")).to_contain_text("表.pdf")
    expect(page.locator(".upload.failed", has_text="空.txt").get_by_role("alert")).to_contain_text("空.txt")
    page.locator("tr", has_text="林业.txt").get_by_role("button", name=re.compile("删除")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("东岭林业职业技术学院")
    dialog.get_by_role("button", name="取消").click()
    expect(page.locator("tr", has_text="林业.txt")).to_have_count(1)
    page.locator("tr", has_text="林业.txt").get_by_role("button", name=re.compile("删除")).click()
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(page.locator(".toast")).to_contain_text("已删除")
    expect(page.locator("tr", has_text="林业.txt")).to_have_count(0)
    assert all("东岭" not in one["key"] for one in asked(page, desk.root, "/api/reports")["reports"])


def test_a_file_is_dropped_on_the_page_and_its_hostile_words_stay_text(desk: Browsing) -> None:
    page = desk.open("/reports")
    text = REPORT.replace("滨湖水利职业技术学院", f"西川{HOSTILE}职业技术学院").replace("水工", HOSTILE)
    page.evaluate(
        """([name, text]) => {
      const moved = new DataTransfer();
      moved.items.add(new File([text], name, { type: "text/plain" }));
      const options = { bubbles: true, cancelable: true, dataTransfer: moved };
      document.body.dispatchEvent(new DragEvent("dragenter", options));
      document.body.dispatchEvent(new DragEvent("drop", options));
    }""",
        ["<img src=x onerror=document.title='HIT'>.txt", text],
    )
    expect(page.locator(".upload.done")).to_contain_text("已读入")
    expect(page.locator(".upload.done strong")).to_have_text("<img src=x onerror=document.title='HIT'>.txt")
    assert page.locator("main img, main script").count() == 0
    assert page.title() == "报告 · 成果图谱"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_list_is_accessible_and_fits(web: Browsing, hostile: Browsing, width: int) -> None:
    for found in (web, hostile):
        page = found.open("/reports", width=width)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("main img, main script").count() == 0
    page.get_by_role("button", name=re.compile("^删除")).click()
    assert_accessible(page)


def test_a_doubt_leads_to_its_place(hostile: Browsing) -> None:
    page = hostile.open("/reports")
    said = {"key": "x", "values": {}, "start": 60, "end": 70, "text": "x", "message": f"可疑{HOSTILE}"}

    def doubted(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        body = answer.json()
        body["reports"][0]["notices"] = [said]
        route.fulfill(response=answer, json=body)  # type: ignore[attr-defined]

    page.route("**/api/reports?*", doubted)
    page.reload()
    at_rest(page)
    page.locator(".doubts summary").click()
    link = page.locator(".doubts a")
    expect(link).to_contain_text("可疑<img")
    link.click()
    at_rest(page)
    expect(page.locator(".lit").first).to_be_in_viewport()
    assert page.locator("main img, main script").count() == 0


def test_a_decision_not_carried_out_is_told_in_words_and_leads_to_the_decisions(web: Browsing) -> None:
    page = web.open("/reports")
    id = "289ba9b6447d4f8c9dc7dffa0675f305"

    def doubted(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        body = answer.json()
        key = body["reports"][0]["key"]
        said = f"{key}：决定 correct 所引的「二等奖」在文中已不存在，未执行。请重新决定或撤回（{id}）。"
        row: dict[str, Any] = {
            "key": "kg.decision.gone",
            "values": {},
            "start": None,
            "end": None,
            "text": None,
            "message": said,
        }
        body["reports"][0]["notices"] = [row]
        route.fulfill(response=answer, json=body)  # type: ignore[attr-defined]

    page.route("**/api/reports?*", doubted)
    page.reload()
    at_rest(page)
    expect(page.locator(".doubts li")).to_be_hidden()  # it would crush the other columns

    page.locator(".doubts summary").click()
    expect(page.locator(".doubts li")).to_have_text(
        "决定 “更正” 所引的「二等奖」在文中已不存在，未执行。请重新决定或撤回。"
    )
    assert page.locator("tbody td.number").first.evaluate("cell => getComputedStyle(cell).whiteSpace") == "nowrap"
    assert "/decisions?report=" in (page.locator(".doubts a").get_attribute("href") or "")


def test_the_summary_tells_how_many_figures_disagree(desk: Browsing, sample: str, tmp_path: Path) -> None:
    page = desk.open("/reports")
    sent(page, tmp_path, ("澜江.txt", sample))
    page.locator(".upload", has_text="澜江.txt").get_by_role("link", name="2 处数字前后不一").click()
    at_rest(page)
    expect(page.locator(".finding")).to_have_count(2)
