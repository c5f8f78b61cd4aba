"""The search page in a real browser, with the network cut."""

import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.browsing import Browsing, assert_accessible, at_rest

QUESTION = "哪些国家级奖项支撑学校任务5"


def asked(web: Browsing, question: str, more: str = "", **options: object) -> Page:
    return web.open(f"/?q={quote(question)}{more}", **options)  # type: ignore[arg-type]


def total(page: Page) -> int:
    found = re.search(r"\d+", page.locator(".bar h2").inner_text())
    assert found
    return int(found[0])


def test_a_question_gives_cards_that_lead_to_their_place_in_the_report(web: Browsing, sample: str) -> None:
    page = web.open()
    page.get_by_role("combobox").fill(QUESTION)
    page.keyboard.press("Enter")
    card = page.locator(".card", has_text="全国五一劳动奖章").first
    expect(card.locator(".badge").first).to_have_text("国家级")
    expect(card.locator("mark").first).to_have_text("全国五一劳动奖章")
    place = urlsplit(card.locator("figcaption a").get_attribute("href") or "")
    there = parse_qs(place.query)
    assert sample[int(there["from"][0]) : int(there["to"][0])] == "全国五一劳动奖章"
    card.locator("figcaption a").click()
    assert urlsplit(page.url).path.startswith("/reports/")


def test_the_reading_stands_as_chips_and_one_taken_away_gives_other_answers(web: Browsing) -> None:
    page = asked(web, QUESTION)
    assert [chip.get_attribute("data-chip") for chip in page.locator(".chip").all()] == ["type", "level", "task"]
    before = total(page)
    page.get_by_role("button", name="去掉“级别：国家级”").click()
    at_rest(page)
    assert total(page) > before
    assert page.locator(".level-provincial").count()
    page.go_back()
    at_rest(page)
    assert total(page) == before


def test_a_chip_is_changed_by_its_menu_and_the_correction_can_be_undone(web: Browsing) -> None:
    page = asked(web, QUESTION)
    before = total(page)
    page.get_by_role("button", name=re.compile("更改级别")).click()
    menu = page.get_by_role("dialog", name="级别")
    menu.get_by_label("国家级").uncheck()
    menu.get_by_label("省级").check()
    menu.get_by_role("button", name="应用").click()
    at_rest(page)
    expect(page.locator("[data-chip=level] .chip-value")).to_have_text("省级")
    assert {badge.inner_text() for badge in page.locator(".card .title .badge[class*=level-]").all()} <= {
        "省级",
        "省级以上",
    }
    page.get_by_role("button", name="恢复原来的理解").click()
    at_rest(page)
    assert total(page) == before


def test_a_party_that_is_added_is_looked_up_by_its_name(web: Browsing) -> None:
    page = asked(web, "有哪些平台")
    page.get_by_role("button", name="添加条件").click()
    page.get_by_role("button", name="单位或个人", exact=True).click()
    page.get_by_role("textbox", name="单位或个人").fill("澜江远图数控装备有限公司")
    page.keyboard.press("Enter")
    at_rest(page)
    expect(page.locator("[data-chip=party]")).to_contain_text("澜江远图")
    expect(page.locator(".card").first).to_contain_text("澜江远图数控装备有限公司")


def test_a_suggestion_is_taken_by_the_keyboard(web: Browsing) -> None:
    page = web.open()
    box = page.get_by_role("combobox")
    box.press_sequentially("哪些国家级奖项")
    page.wait_for_selector("#suggestions li")
    box.press("ArrowDown")
    option = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(option).to_have_attribute("aria-selected", "true")
    chosen = option.locator(".words").inner_text()
    box.press("Enter")
    page.wait_for_selector(".card")
    expect(box).to_have_value(chosen)
    assert parse_qs(urlsplit(page.url).query)["q"] == [chosen]


def test_the_suggestions_are_closed_once_answers_are_shown(web: Browsing) -> None:
    page = web.open()
    box = page.get_by_role("combobox")
    box.press_sequentially("哪些国家级奖项")
    box.press("Enter")  # sooner than suggestions would come
    page.wait_for_selector(".card")
    page.wait_for_timeout(500)
    expect(page.locator("#suggestions")).to_be_hidden()


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(web: Browsing) -> None:
    page = web.open()
    box = page.get_by_role("combobox")
    box.press_sequentially("国家级")
    page.wait_for_selector("#suggestions li")
    box.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(box).to_have_value("国家级")


def test_a_facet_keeps_just_as_many_answers_as_it_counts(web: Browsing) -> None:
    page = asked(web, "有哪些奖项")
    facet = page.locator("[data-facet='level:provincial']")
    count = int(facet.locator(".number").inner_text())
    facet.click()
    at_rest(page)
    assert total(page) == count
    expect(page.locator("[data-facet='level:provincial']")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name=re.compile("取消筛选")).click()
    at_rest(page)
    assert total(page) > count


def test_more_answers_are_added_below_those_there(web: Browsing) -> None:
    page = asked(web, "有哪些奖项")
    cards = page.locator(".cards > li")
    first, before = cards.first.inner_text(), cards.count()
    page.get_by_role("button", name=re.compile("再列")).click()
    at_rest(page)
    assert cards.count() > before
    assert cards.first.inner_text() == first


def test_claims_with_different_figures_stand_side_by_side(web: Browsing) -> None:
    page = asked(web, "技能大赛国家级奖项")
    claims = page.locator(".card:has(.differ)").first.locator(".claim")
    assert claims.count() > 1
    assert len({claim.locator(".badges").inner_text() for claim in claims.all()}) > 1


def test_a_citation_is_copied_with_sentence_report_and_section(web: Browsing) -> None:
    page = asked(web, "核心期刊论文", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制引用").first.click()
    expect(page.locator("#toasts")).to_contain_text("引用已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "发表核心期刊论文118篇" in copied  # a page's foot stands between in the report
    assert "《澜江机电职业技术学院“双高计划”建设绩效自评报告》" in copied
    assert "任务三：搭建技术技能创新服务平台" in copied


def test_a_citation_is_copied_where_the_browser_refuses_the_clipboard(web: Browsing) -> None:
    page = asked(web, "核心期刊论文")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    page.evaluate("() => document.addEventListener('copy', () => (window.copied = document.activeElement.value))")
    page.get_by_role("button", name="复制引用").first.click()
    expect(page.locator("#toasts")).to_contain_text("引用已复制")
    assert "发表核心期刊论文118篇" in page.evaluate("window.copied")


@pytest.mark.parametrize(("form", "suffix"), [("Word", "docx"), ("Excel", "xlsx"), ("CSV", "csv"), ("Markdown", "md")])
def test_the_answers_are_saved_as_a_file(web: Browsing, form: str, suffix: str) -> None:
    page = asked(web, QUESTION)
    page.get_by_role("button", name="导出").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=re.compile(form)).click()
    assert saved.value.suggested_filename == f"{QUESTION}.{suffix}"
    assert len(Path(saved.value.path()).read_bytes()) > 1_000


def test_the_query_behind_the_answer_leads_to_the_workbench(web: Browsing) -> None:
    page = asked(web, QUESTION)
    page.get_by_role("button", name="SPARQL", exact=True).click()
    query = page.get_by_role("dialog").locator("pre").inner_text()
    assert "cg:level cg:national" in query
    page.get_by_role("link", name="在工作台中打开").click()
    place = urlsplit(page.url)
    assert place.path == "/workbench" and parse_qs(place.query)["query"][0].strip() == query.strip()


def test_a_shared_address_shows_the_same(web: Browsing) -> None:
    page = asked(web, QUESTION)
    page.get_by_role("button", name="去掉“级别：国家级”").click()
    at_rest(page)
    page.locator("[data-facet='level:provincial']").click()
    at_rest(page)
    again = web.open(page.url.removeprefix(web.root))
    assert again.locator("#view").inner_text() == page.locator("#view").inner_text()


def test_the_language_is_switched_and_remembered(web: Browsing) -> None:
    page = asked(web, QUESTION)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".card .badge").first).to_have_text("national")
    page.goto(web.root + "/board")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert web.open("/?lang=en").locator("h2").first.inner_text() == "Try asking"


def test_the_scheme_is_switched_and_remembered(web: Browsing) -> None:
    page = web.open(color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).color")
    page.get_by_role("button", name="切换浅色或深色").click()
    page.reload()
    assert page.locator("html").get_attribute("data-scheme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).color") != light


def test_an_example_on_the_empty_page_has_answers(web: Browsing) -> None:
    page = web.open()
    examples = page.locator(".examples a")
    assert examples.count() >= 4
    examples.first.click()
    page.wait_for_selector(".card")


def test_without_a_report_the_way_to_upload_is_shown(empty: Browsing) -> None:
    page = empty.open()
    expect(page.get_by_role("heading", name="还没有报告")).to_be_visible()
    expect(page.get_by_role("link", name="上传报告")).to_have_attribute("href", re.compile("/reports$"))


def test_what_nothing_fits_says_so_and_what_would(web: Browsing) -> None:
    page = asked(web, "国际级标准")
    expect(page.locator("#view")).to_contain_text("没有符合条件的成果")
    expect(page.get_by_role("heading", name="意思相近的句子")).to_be_visible()
    expect(page.locator(".passages li").first).to_be_visible()


def test_a_refusal_is_told_in_the_words_of_the_server_and_can_be_tried_again(web: Browsing) -> None:
    page = web.open()
    said = '{"type": "x/time_limit", "detail": "超过了时限。", "detail_en": "Too slow.", "status": 503}'
    refused = {"status": 503, "content_type": "application/problem+json", "headers": {"Retry-After": "5"}}
    page.route("**/api/ask*", lambda route: route.fulfill(body=said, **refused))
    page.get_by_role("combobox").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("超过了时限。 约 5 秒后可再试。")
    page.unroute("**/api/ask*")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".card").first).to_be_visible()


def test_an_attack_in_a_report_stays_text(hostile: Browsing) -> None:
    for question in ("有哪些奖项", "有哪些平台", "任务1", "<img src=x onerror=document.title='HIT'>"):
        page = asked(hostile, question)
        assert "HIT" not in page.title().replace(question, "")
        assert page.locator("main img, main script, main b:has-text('培训')").count() == 0
    page = asked(hostile, "有哪些奖项")
    expect(page.locator(".card").first).to_contain_text("<img src=x")
    page = hostile.open()
    expect(page.locator(".kept")).to_contain_text("<img onerror=1>")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_accessible_and_fits(web: Browsing, width: int) -> None:
    page = web.open(width=width)
    assert_accessible(page)
    page = asked(web, QUESTION, width=width)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name=re.compile("更改类型")).click()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="SPARQL", exact=True).click()
    assert_accessible(page)


def test_the_page_without_a_report_is_accessible(empty: Browsing) -> None:
    assert_accessible(empty.open())


def test_all_that_the_first_page_loads_is_small(web: Browsing, tmp_path: Path) -> None:
    sizes: dict[str, int] = {}
    page = web.open()
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    page.reload()
    at_rest(page)
    assert sum(size for url, size in sizes.items() if "/api/" not in url) < 100_000
    assert any(url.endswith("/search.js") for url in sizes)


def test_the_keyboard_reaches_the_text_past_the_menu(web: Browsing) -> None:
    page = asked(web, QUESTION)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_that_quantities_are_not_compared_is_told(web: Browsing) -> None:
    page = asked(web, "哪个任务的奖项最多")
    expect(page.locator(".notice", has_text="不比较多少")).to_be_visible()
    assert page.locator(".facet-value[data-facet^=task]").count() > 3


def test_a_long_notice_is_folded(web: Browsing) -> None:
    page = web.open()
    rest = "学校层面任务5，" * 20

    def longer(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "notices": [f"任务5不止一个：{rest}"]})

    page.route("**/api/ask*", longer)
    page.goto(f"{web.root}/?q={quote(QUESTION)}")
    at_rest(page)
    long = page.locator("details.notice", has_text="任务5不止一个")
    expect(long.locator("p")).to_be_hidden()
    assert_accessible(page)
    long.locator("summary").click()
    expect(long.locator("p")).to_contain_text(rest)
    assert_accessible(page)
