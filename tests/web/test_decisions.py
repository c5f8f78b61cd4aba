"""The list of decisions in a real browser, with the network cut."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browsing import Browsing, assert_accessible, at_rest
from tests.web.conftest import HOSTILE, browsing
from tests.web.writing import asked, key_of, odd, serving


@pytest.fixture(scope="module")
def written_root(sample: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(sample, tmp_path_factory.mktemp("listed")) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, written_root: str) -> Iterator[Browsing]:
    """Pages of a server that is written to."""
    yield from browsing(browser, written_root)


def test_before_any_decision_the_page_says_how_to_take_one(web: Browsing) -> None:
    page = web.open("/decisions")
    expect(page.get_by_role("heading", name="还没有人工决定")).to_be_visible()
    assert_accessible(page)


def test_decisions_lead_to_their_place_are_filtered_and_withdrawn(desk: Browsing, sample: str) -> None:
    page = desk.open("/decisions")
    key, start = key_of(page, desk.root), odd(sample).index("核心期刊论文")
    wish = {"report": key, "start": start, "end": start + len("核心期刊论文")}
    value = {"grade": HOSTILE, "level": "national"}
    asked(page, desk.root, "/api/decisions", {**wish, "action": "correct", "value": value, "by": HOSTILE})
    page.reload()
    at_rest(page)
    row = page.locator(".decision")
    expect(row).to_contain_text("核心期刊论文")
    expect(row).to_contain_text("级别：无 → 国家级")
    expect(row.locator(".decision-who")).to_contain_text("<img src=x onerror")
    assert page.locator("main img, main script").count() == 0
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("状态").select_option("已撤回")
    expect(row).to_have_count(0)
    page.get_by_label("状态").select_option("有效")
    row.get_by_role("link").click()
    at_rest(page)
    expect(page.locator(".sentence.lit")).to_contain_text("发表核心期刊论文")
    expect(page.locator(".record-panel")).to_contain_text("<img src=x")
    assert page.locator("main img, main script").count() == 0

    page.goto(f"{desk.root}/decisions?report={quote(key)}")
    at_rest(page)
    page.get_by_role("button", name="撤回：更正“核心期刊论文”").click()
    page.get_by_label("姓名").fill("李老师")
    page.get_by_role("button", name="继续").click()
    expect(page.locator(".decision.withdrawn")).to_contain_text("李老师 于")
    (claim,) = (
        one for one in asked(page, desk.root, f"/api/reports/{quote(key, safe='')}")["claims"] if one["start"] == start
    )
    assert (claim["level"], claim["grade"], claim["decided"]) == (None, None, False)
