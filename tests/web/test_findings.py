"""What is to be checked, in a real browser: figures that do not agree lead to both places."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.web.browsing import Browsing, assert_accessible, at_rest


def test_the_reports_page_tells_how_many_figures_do_not_agree_and_leads_to_them(web: Browsing, sample: str) -> None:
    page = web.open("/reports")
    expect(page.locator("tbody tr").get_by_role("link", name="2 处数字前后不一")).to_have_count(1)
    page.locator(".contradictions").get_by_role("link", name="2 处数字前后不一").click()
    at_rest(page)
    findings = page.locator(".finding")
    expect(findings).to_have_count(2)
    expect(findings.first).to_contain_text("46项、47项")
    assert findings.first.locator(".claim .figure b").all_inner_texts() == ["46项", "47项"]
    places = findings.first.locator(".claim blockquote, .claim p a")
    assert [place.locator("mark").inner_text() for place in places.all()] == ["国家级奖项"] * 2
    query = parse_qs(urlsplit(places.nth(1).get_attribute("href") or "").query)
    start, end = int(query["from"][0]), int(query["to"][0])
    assert sample[start:end] == "国家级奖项"
    assert sample[end : end + 2] == "47"
    places.nth(1).click()
    at_rest(page)
    expect(page.locator(".sentence.lit")).to_contain_text("国家级奖项47项")


def test_every_place_counts_the_same_disagreeing_figures(web: Browsing, sample: str) -> None:
    page = web.open("/?q=" + quote("哪些数字前后不一"))
    expect(page.locator("[data-chip=asks]")).to_contain_text("前后不一的数字")
    expect(page.get_by_text("没有读出条件")).to_have_count(0)
    expect(page.locator(".bar h2")).to_contain_text("共 2 项")
    expect(page.locator(".differ")).to_have_text(["报告中有 2 处说法，数字不一致"] * 2)
    expect(page.locator(".passages")).to_have_count(0)  # its words are near no sentence
    page = web.open("/workbench")
    page.locator("[data-example=disagreeing] button").click()
    at_rest(page)
    expect(page.locator(".scroll tbody tr")).to_have_count(2)


def test_a_page_says_that_it_is_loading(web: Browsing) -> None:
    page = web.open("/reports")
    held: list[Route] = []
    page.route("**/api/check*", lambda route: held.append(route))
    page.goto(web.root + "/findings")
    expect(page.locator("#view")).to_contain_text("正在读取…")
    for route in held:
        route.continue_()
    page.unroute("**/api/check*")
    at_rest(page)


def test_the_reader_tells_the_same_beside_the_text(web: Browsing) -> None:
    page = web.open("/reports")
    page.locator("tbody a").first.click()
    at_rest(page)
    side = page.locator(".side")
    expect(side).to_contain_text("2 处数字前后不一")
    side.get_by_role("link", name="第 2 处").first.click()
    expect(page.locator(".sentence.lit")).to_contain_text("国家级奖项47项")


def test_a_figure_that_is_inexact_is_shown_as_inexact(web: Browsing) -> None:
    page = web.open("/?q=技术服务")
    figure = page.locator(".card .figure", has_text="余")
    expect(figure.first).to_have_text("260余项")


def test_a_rate_is_shown_with_whose_it_is(web: Browsing) -> None:
    page = web.open("/?q=满意度")
    said = [card.locator(".badge").first.inner_text() for card in page.locator(".card").all()]
    assert said == ["学生", "家长", "用人单位", "用人单位"]


def test_a_level_that_is_the_least_is_shown_so(web: Browsing) -> None:
    page = web.open("/?q=信息化教学类比赛")
    card = page.locator(".card", has_text="省级以上信息化教学类比赛中获奖").first
    expect(card.locator(".title .badge").first).to_have_text("省级以上")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_accessible_fits_and_is_filtered(web: Browsing, width: int) -> None:
    page = web.open("/findings", width=width)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("种类").select_option("数字前后不一")
    assert parse_qs(urlsplit(page.url).query) == {"kind": ["contradiction"]}
    expect(page.locator(".finding")).to_have_count(2)


def test_without_a_report_there_is_nothing_to_check(empty: Browsing) -> None:
    page = empty.open("/findings")
    expect(page.get_by_role("heading", name="没有要核对的")).to_be_visible()
    assert_accessible(page)


def test_an_attack_in_a_report_stays_text_among_findings(hostile: Browsing) -> None:
    page = hostile.open("/findings")
    assert page.locator("main img, main script").count() == 0 and "HIT" not in page.title()
