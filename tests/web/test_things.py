"""The page of a thing and its drawing in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kg.home import Home
from kg.terms import THINGS
from tests.web.browsing import Browsing, assert_accessible, at_rest

NODE = "document.querySelector('.graph').drawing"


def found(web: Browsing, question: str, label: str, **options: object) -> Page:
    """The page of a thing that a question finds."""
    page = web.open(f"/?q={question}", **options)  # type: ignore[arg-type]
    page.locator(".card h3 a", has_text=label).first.click()
    page.wait_for_selector(".head h1")
    at_rest(page)
    return page


def test_a_thing_is_told_with_every_sentence_and_its_place(web: Browsing, sample: str) -> None:
    page = found(web, "江望舒", "江望舒")
    expect(page.get_by_role("heading", level=1)).to_have_text("江望舒")
    claims = page.locator(".said > li")
    assert claims.count() == 2
    for claim in claims.all():
        expect(claim.locator("mark")).to_have_text("江望舒")
    page.locator(".said blockquote a").first.click()
    there = re.search(r"from=(\d+)&to=(\d+)", page.url)
    assert there and sample[int(there[1]) : int(there[2])].replace("\n", "") == "江望舒"


def test_a_task_that_is_inferred_is_told_to_be_so(web: Browsing, home: Path) -> None:
    with Home(home).store() as store:
        inferred = """SELECT ?thing { ?thing cg:supports ?task .
          ?link cg:reason "inferred" ; cg:task ?task ; cg:claim/cg:about ?thing
          FILTER NOT EXISTS { ?other cg:task ?task ; cg:claim/cg:about ?thing ; cg:reason ?why
            FILTER (?why != "inferred") } } ORDER BY ?thing LIMIT 1"""
        (row,) = store.query(inferred).rows()
    page = web.open(f"/things/{str(row['thing']).removeprefix(THINGS)}")
    expect(page.get_by_role("region", name="支撑的任务")).to_contain_text("推断：不在该任务章节，按内容归入")


def test_a_node_is_expanded_by_a_click(web: Browsing) -> None:
    page = found(web, "江望舒", "江望舒")
    before = page.evaluate(f"{NODE}.count()")
    task = page.locator(".beside button.other", has_text="高水平教师教学创新团队").first
    page.locator(".canvas").scroll_into_view_if_needed()
    iri = page.evaluate(
        "fetch('/api/neighbours/' + location.pathname.slice('/things/'.length)).then(r => r.json())"
        ".then(d => d.nodes.find(n => n.kind === 'Task' && n.label.startsWith('高水平')).iri)"
    )
    place, box = page.evaluate(f"{NODE}.place({iri!r})"), page.locator(".canvas").bounding_box()
    assert box and task.is_visible()
    page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    expect(page.locator(".beside h3")).to_have_text("高水平教师教学创新团队")
    at_rest(page)
    assert page.evaluate(f"{NODE}.count()") > before


def test_the_list_expands_as_the_drawing_does_by_the_keyboard(web: Browsing) -> None:
    page = found(web, "江望舒", "江望舒")
    before = page.evaluate(f"{NODE}.count()")
    task = page.locator(".beside button.other", has_text="高水平教师教学创新团队").first
    task.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".beside h3")).to_have_text("高水平教师教学创新团队")
    at_rest(page)
    assert page.evaluate(f"{NODE}.count()") > before
    expect(page.locator(".beside h3")).to_be_focused()
    page.get_by_role("link", name="打开详情").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("高水平教师教学创新团队")


def test_a_kind_of_node_is_hidden_by_the_legend(web: Browsing) -> None:
    page = found(web, "江望舒", "江望舒")
    evidence = page.get_by_role("button", name="陈述与原文")
    expect(evidence).to_have_attribute("aria-pressed", "true")
    evidence.click()
    expect(evidence).to_have_attribute("aria-pressed", "false")


def test_a_large_neighbourhood_is_drawn_and_listed(web: Browsing) -> None:
    page = web.open("/things/institution/澜江机电职业技术学院")
    assert 100 < page.evaluate(f"{NODE}.count()") <= 200
    assert page.locator(".beside li").count() > 100


def test_a_claim_has_its_own_page(web: Browsing) -> None:
    page = found(web, "江望舒", "江望舒")
    page.locator(".beside button.other", has_text="江望舒").first.click()
    at_rest(page)
    page.get_by_role("link", name="打开详情").click()
    page.wait_for_selector(".head h1")
    at_rest(page)
    expect(page.locator("blockquote mark")).to_have_text("江望舒")
    expect(page.get_by_role("region", name="所述的成果或单位")).to_contain_text("江望舒")


def test_what_is_not_there_is_told(web: Browsing) -> None:
    page = web.open("/things/award/没有")
    expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_of_a_thing_is_accessible_and_fits(web: Browsing, width: int) -> None:
    page = found(web, "江望舒", "江望舒", width=width)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_attack_in_a_name_stays_text(hostile: Browsing) -> None:
    page = found(hostile, "有哪些平台", "img")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x")
    assert page.locator("main img, main script").count() == 0
    assert page.title().startswith("“<img") or "<img" in page.title()
    for button in page.locator(".beside button.other").all()[:3]:
        button.click()
        at_rest(page)
    assert page.locator("main img, main script").count() == 0
