"""The list of decisions in a real browser, with the network cut."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests.app.running import run
from tests.web.browsing import Browsing, assert_accessible, at_rest, served
from tests.web.conftest import HOSTILE, browsing
from tests.web.writing import asked, key_of, name_oneself, odd, serving


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


WORDS, NOW = "省级高水平专业群", "省级高水平建设专业群"


def test_a_decision_whose_sentence_changed_is_applied_to_the_one_that_stands_there_now(
    browser: Browser, sample: str, tmp_path: Path
) -> None:
    report, home = tmp_path / "report.txt", tmp_path / "kg-data"

    def version(words: str) -> None:
        report.write_text(words, encoding="utf-8")
        assert run("ingest", report, "--as", "r", "--home", home).code == 0

    version(sample)
    with served(home) as root:
        for pages in browsing(browser, root):
            page = pages.open("/decisions")
            wish = {"report": "r", "action": "correct", "quote": {"exact": WORDS}, "value": {"grade": HOSTILE}}
            asked(page, root, "/api/decisions", {**wish, "by": "王老师"})
            added = {"report": "r", "action": "add", "quote": {"exact": "产业链定专业群"}, "value": {"type": "Project"}}
            asked(page, root, "/api/decisions", {**added, "by": "王老师"})
            version(sample.replace(WORDS, NOW, 1).replace("以产业链定专业群", "围绕产业链定位专业群", 1))
            page.goto(f"{root}/decisions?state=undone")
            at_rest(page)
            page.get_by_role("button", name=f"改用到现在的句子：更正“{WORDS}”").click()
            dialog = page.get_by_role("dialog")
            expect(dialog.locator("ins")).to_have_text(["建设"])
            expect(dialog.locator("figure").first).to_contain_text(WORDS)
            expect(dialog.get_by_role("radio", checked=True)).to_have_count(1)
            expect(dialog.locator("label:has(:checked)")).to_contain_text(NOW)
            assert page.locator("main img, dialog img, dialog script").count() == 0
            for width in (390, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                assert_accessible(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.keyboard.press("Enter")
            name_oneself(page, "李老师")
            expect(page.locator(".toast").last).to_contain_text(f"已更正“{NOW}”")

            page.get_by_role("button", name="改用到现在的句子：补记“产业链定专业群”").click()
            field = dialog.get_by_label("现在的句子里，补记在哪些字上")
            expect(field).to_have_value("产业链定")
            field.fill("不在句中")
            page.get_by_role("button", name="改用到这里").click()
            expect(dialog).to_be_visible()  # it says that the sentence has no such words
            field.fill("产业链定位专业群")
            page.get_by_role("button", name="改用到这里").click()
            expect(page.locator(".toast").last).to_contain_text("已补记“产业链定位专业群”")
            at_rest(page)
            expect(page.get_by_text("0 项决定")).to_be_visible()

            page.get_by_label("状态").select_option("已撤回")
            expect(page.locator(".decision.withdrawn")).to_have_count(2)
            expect(page.locator(".decision.withdrawn").last).to_contain_text("李老师 于")
            expect(page.locator(".decision.withdrawn").last).to_contain_text("改用到现在的句子")
            assert_accessible(page)
            listed = asked(page, root, "/api/decisions")["decisions"]
            assert [one["state"] for one in listed] == ["withdrawn", "withdrawn", "stands", "stands"]
