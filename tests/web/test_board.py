"""The task board in a real browser: what its counts lead to, what stands out, how it fits."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.running import run
from tests.web.browsing import Browsing, assert_accessible, at_rest, served
from tests.web.conftest import browsing

SECOND = """云溪职业技术学院绩效自评报告
2023年6月

一、学校层面建设任务完成情况

任务一：打造高水平教师队伍

获国家级教学成果奖二等奖3项，建成省级名师工作室2个。

任务二：提升社会服务能力

建成省级培训基地5个，开展职业培训12期。
"""


def row(page: Page, task: str) -> str:
    return f"tr[data-task='{task}']"


def found(page: Page) -> int:
    number = re.search(r"\d+", page.locator(".bar h2").inner_text())
    assert number
    return int(number[0])


@pytest.mark.parametrize(
    ("task", "level"), [("school:5", "national"), ("group1:4", "provincial"), ("school:3", "none")]
)
def test_a_count_leads_to_as_many_answers(web: Browsing, task: str, level: str) -> None:
    page = web.open("/board")
    cell = page.locator(f"{row(page, task)} td[data-level={level}] a")
    count = int(cell.locator("b").inner_text())
    cell.click()
    page.wait_for_selector(".card")
    assert found(page) == count > 0


def test_every_total_is_that_of_the_answers_it_leads_to(web: Browsing) -> None:
    page = web.open("/board")
    links = page.locator("tbody .total a")
    assert links.count() == 19
    for place in (0, 1, 9, 10, 18):
        count, address = int(links.nth(place).locator("b").inner_text()), links.nth(place).get_attribute("href")
        answer = web.open(str(address))
        assert found(answer) == count


def test_a_task_without_national_evidence_stands_out(web: Browsing) -> None:
    page = web.open("/board")
    for task in page.locator("tbody tr").all():
        levels = ("international", "national")
        international, national = (task.locator(f"td[data-level={level}]").inner_text().strip() for level in levels)
        assert (national == international == "0") == task.get_by_text("无国家级及以上").is_visible()
    without = page.locator("tbody tr.gap").count()
    assert 0 < without < 19
    page.get_by_role("button", name=re.compile("项没有国家级及以上成果")).click()
    at_rest(page)
    expect(page.locator("tbody tr")).to_have_count(without)
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(19)


def test_the_school_and_the_group_stand_apart_and_inferred_is_told(web: Browsing) -> None:
    page = web.open("/board")
    expect(page.get_by_role("table", name=re.compile("学校层面"))).to_be_visible()
    expect(page.get_by_role("table", name=re.compile("专业群层面"))).to_be_visible()
    cell = page.locator("a.heat", has_text="推断").first
    expect(cell).to_have_attribute("aria-label", re.compile(r"项成果，其中推断 \d+ 项"))


def test_with_several_reports_one_is_chosen(browser: Browser, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "云溪.txt"
    other.write_text(SECOND, encoding="utf-8")
    assert run("ingest", report, other, "--home", tmp_path / "kg-data").code == 0
    with served(tmp_path / "kg-data") as root:
        for web in browsing(browser, root):
            page = web.open("/board")
            page.get_by_label("报告", exact=True).select_option(label="云溪职业技术学院绩效自评报告")
            at_rest(page)
            expect(page.locator("tbody tr")).to_have_count(2)
            cell = page.locator(f"{row(page, 'school:2')} td[data-level=provincial] a")
            count = int(cell.locator("b").inner_text())
            cell.click()
            page.wait_for_selector(".card")
            assert found(page) == count == 1
            expect(page.locator(".card")).to_contain_text("培训基地")

            page.goto(f"{root}/?q=有哪些奖项")  # each report has its own tasks under these numbers
            at_rest(page)
            lists = page.locator("[aria-labelledby=facet-task] details")
            expect(lists).to_have_count(2)
            own = lists.filter(has_text="云溪职业技术学院绩效自评报告").locator(".facet-value")
            count = int(own.locator(".number").inner_text())
            expect(own).to_contain_text("学校任务1 打造高水平教师队伍")
            own.click()
            at_rest(page)
            assert found(page) == count == 1
            expect(page.locator(".chip.filter")).to_contain_text("云溪职业技术学院绩效自评报告")


def test_without_a_report_the_board_says_so(empty: Browsing) -> None:
    page = empty.open("/board")
    expect(page.get_by_role("heading", name="还没有报告")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_board_is_accessible_and_fits(web: Browsing, width: int) -> None:
    page = web.open("/board", width=width)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="English").click()
    expect(page.locator("th.name", has_text="none national").first).to_be_visible()


def test_an_attack_in_a_report_stays_text_on_the_board(hostile: Browsing) -> None:
    page = hostile.open("/board")
    expect(page.locator("main")).to_contain_text("<img")
    assert page.locator("main img, main script").count() == 0 and "HIT" not in page.title()
