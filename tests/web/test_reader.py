"""The report reader in a real browser, with the network cut."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import Browsing, assert_accessible, at_rest
from tests.web.conftest import browsing
from tests.web.writing import asked, decided, key_of, name_oneself, odd, place, serving

LEVELS = "SELECT ?level WHERE { ?claim cg:source/cg:exact '%s' ; cg:level ?level }"


@pytest.fixture(scope="module")
def written_root(sample: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(sample, tmp_path_factory.mktemp("decided")) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, written_root: str) -> Iterator[Browsing]:
    """Pages of a server that is written to."""
    yield from browsing(browser, written_root)


def opened(web: Browsing, text: str, words: str, **options: object) -> Page:
    """The reader at these words."""
    page = web.open("/reports", **options)  # type: ignore[arg-type]
    page.goto(web.root + place(key_of(page, web.root), text, words))
    at_rest(page)
    return page


def facts(page: Page) -> str:
    return page.locator(".record-panel > .facts").inner_text()


def claims_of(page: Page, root: str, question: str, words: str) -> list[dict[str, Any]]:
    """The claims on these words, as the answer to a question tells them."""
    answers = asked(page, root, "/api/ask", {"question": question})["answers"]
    return [claim for answer in answers for claim in answer["claims"] if claim["evidence"]["anchor"] == words]


def about(page: Page, root: str, text: str, words: str) -> str:
    """The thing of which the first of these words speak."""
    claims = asked(page, root, f"/api/reports/{quote(key_of(page, root), safe='')}")["claims"]
    return next(str(claim["about"]) for claim in claims if claim["start"] == text.index(words))


def levels_of(page: Page, root: str, words: str) -> list[str]:
    """The levels of the claims on these words, as SPARQL tells them."""
    query = "PREFIX cg: <https://w3id.org/chengguo/ontology#> " + LEVELS % words
    answer = page.request.get(
        f"{root}/sparql?query={quote(query)}", headers={"Accept": "application/sparql-results+json"}
    )
    return [row["level"]["value"].rpartition("#")[2] for row in answer.json()["results"]["bindings"]]


def test_a_deep_link_lights_the_sentence_and_shows_what_is_around_it(desk: Browsing, sample: str) -> None:
    page = opened(desk, odd(sample), "全国五一劳动奖章")
    lit = page.locator(".sentence.lit")
    expect(lit).to_have_count(1)
    expect(lit).to_contain_text("1人荣获全国五一劳动奖章，3人被授予")
    expect(lit).to_be_in_viewport()
    expect(page.locator(".sentence", has_text="认定校级骨干教师96名")).to_be_in_viewport()
    expect(page.locator(".sentence", has_text="推荐1人申报")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="全国五一劳动奖章")).to_be_visible()
    expect(page.locator("mark.open")).to_have_text("全国五一劳动奖章")


def test_the_tree_names_the_section_of_what_one_went_to(web: Browsing, sample: str) -> None:
    text = sample
    for words in ("企业兼职教师", "全国五一劳动奖章", "市级重点实验室"):
        page = opened(web, text, words)
        there = page.locator(".lit").first.get_attribute("data-section")
        expect(page.locator(".tree [aria-current]")).to_have_attribute("data-section", there or "")
    other = page.locator(".tree a").nth(3)
    other.click()
    expect(page.locator(".tree [aria-current]")).to_have_text(other.inner_text().replace("\n", ""))


def test_the_text_is_the_report_s_and_a_page_s_foot_steps_back(web: Browsing, sample: str) -> None:
    page = opened(web, sample, "核心期刊论文")
    shown = "".join(page.locator(".text").text_content() or "")
    assert "".join(shown.split()).replace("·", "") == "".join(sample.replace("·", "").split())
    expect(page.locator(".sentence.lit .aside").first).to_contain_text("- 3 -")


def test_details_are_shown_on_hover_and_on_focus(web: Browsing, sample: str) -> None:
    page = web.open("/reports")
    page.goto(f"{web.root}/reports/{quote(key_of(page, web.root), safe='')}")
    at_rest(page)
    page.locator("mark", has_text="全国五一劳动奖章").hover()
    peek = page.get_by_role("tooltip")
    expect(peek).to_contain_text("国家级")
    expect(peek).to_contain_text("学校任务5")
    expect(peek).to_contain_text("所在章节")
    page.keyboard.press("Escape")
    expect(peek).to_be_hidden()
    page.mouse.move(0, 0)
    page.locator("mark", has_text="全国技术能手").first.focus()
    expect(peek).to_contain_text("全国技术能手")
    expect(page.locator("#said")).to_contain_text("全国技术能手")


def test_the_keyboard_goes_from_record_to_record_opens_and_closes(web: Browsing, sample: str) -> None:
    page = web.open("/reports")
    page.goto(f"{web.root}/reports/{quote(key_of(page, web.root), safe='')}")
    at_rest(page)
    page.keyboard.press("j")
    expect(page.locator("mark:focus")).to_have_text("二级任务")
    page.keyboard.press("j")
    page.keyboard.press("ArrowRight")
    expect(page.locator("mark:focus")).to_have_text("国家级成果")
    page.keyboard.press("k")
    expect(page.locator("mark:focus")).to_have_text("任务完成率")
    page.keyboard.press("Enter")
    expect(page.locator("#record-title")).to_be_focused()
    expect(page.locator("#record-title")).to_have_text("任务完成率")
    page.keyboard.press("j")
    expect(page.locator("#record-title")).to_have_text("国家级成果")
    page.keyboard.press("Escape")
    expect(page.locator(".record-panel")).to_have_count(0)
    expect(page.locator("mark:focus")).to_have_text("国家级成果")


def test_the_legend_filters_what_is_marked_and_what_the_keyboard_finds(web: Browsing, sample: str) -> None:
    page = web.open("/reports")
    page.goto(f"{web.root}/reports/{quote(key_of(page, web.root), safe='')}")
    at_rest(page)
    page.get_by_role("button", name=re.compile("^指标数据")).click()
    expect(page.locator("mark", has_text="二级任务")).to_have_class(re.compile(r"\boff\b"))
    page.locator("body").press("j")
    expect(page.locator("mark:focus")).to_have_text("全省高职院校第一方阵")
    page.get_by_role("button", name="全部显示").click()
    expect(page.locator("mark.off")).to_have_count(0)


def test_the_section_tree_leads_to_its_section(web: Browsing, sample: str) -> None:
    page = opened(web, sample, "二级任务")
    page.get_by_role("navigation", name="目录").get_by_role("link", name=re.compile("任务七：")).click()
    heading = page.get_by_role("heading", name="任务七：增强社会服务能力")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()


def test_a_corrected_level_wins_everywhere_and_outlives_a_corrected_report(
    desk: Browsing, sample: str, tmp_path: Path
) -> None:
    words = "国家级骨干专业"
    page = opened(desk, odd(sample), words)

    def national() -> int:
        boards = asked(page, desk.root, "/api/tasks")["boards"]
        (task,) = (
            task for board in boards if board["scope"] == "school" for task in board["tasks"] if task["number"] == 4
        )
        return int(task["levels"].get("national", 0))

    before = national()
    page.get_by_role("button", name="更正").click()
    page.get_by_role("dialog").get_by_label("级别").select_option("provincial")
    page.get_by_role("button", name="保存").click()
    name_oneself(page, "王老师")
    decided(page, "已更正")
    assert "省级" in facts(page)
    expect(page.locator(".record-panel .decision")).to_contain_text("级别：国家级 → 省级")
    expect(page.locator(".record-panel .decision")).to_contain_text("王老师")
    assert national() == before - 1
    assert [claim["level"] for claim in claims_of(page, desk.root, "哪些省级骨干专业", words)] == ["provincial"]
    assert not claims_of(page, desk.root, "哪些国家级骨干专业", words)
    assert levels_of(page, desk.root, words) == ["provincial"]

    better = tmp_path / "report.txt"
    text = odd(sample).replace("省级特色专业8个", "省级特色专业9个")
    better.write_text(text, encoding="utf-8", newline="\n")
    page.goto(desk.root + "/reports")
    at_rest(page)
    page.locator("tbody input[type=file]").set_input_files(better)
    expect(page.locator(".upload")).to_contain_text("已换成新版")
    assert [claim["count"] for claim in claims_of(page, desk.root, "哪些省级特色专业", "省级特色专业")] == [9]
    assert [claim["level"] for claim in claims_of(page, desk.root, "哪些省级骨干专业", words)] == ["provincial"]
    assert levels_of(page, desk.root, words) == ["provincial"]
    assert national() == before - 1
    page = opened(desk, text, words)
    assert "省级" in facts(page)


def test_a_record_is_rejected_and_comes_back_when_that_is_undone(desk: Browsing, sample: str) -> None:
    page = opened(desk, odd(sample), "全省依法治校示范校")
    before = page.locator(".record-head .number").inner_text()
    page.keyboard.press("x")
    expect(page.get_by_role("dialog", name="由谁决定")).to_be_visible()
    expect(page.get_by_text("正在保存")).to_have_count(0)  # nothing is, before there is a name
    name_oneself(page, "李老师")
    decided(page, "已否定“全省依法治校示范校”")
    expect(page.locator("mark", has_text="全省依法治校示范校")).to_have_count(0)
    expect(page.locator(".record-head .number")).to_contain_text(before.split("，")[0])  # the next one is in its place
    page.locator(".toast").get_by_role("button", name="撤回", exact=True).click()
    decided(page, "已撤回")
    expect(page.locator("mark", has_text="全省依法治校示范校")).to_have_count(1)
    expect(page.locator("#record-title")).to_have_text("全省依法治校示范校")


def test_a_rejected_record_leaves_a_quiet_mark_by_which_it_is_taken_back(desk: Browsing, sample: str) -> None:
    words = "全省依法治校示范校"
    page = opened(desk, odd(sample), words)
    page.evaluate("localStorage.setItem('by', '李老师')")
    page.keyboard.press("x")
    decided(page, f"已否定“{words}”")
    page.reload()
    at_rest(page)
    page.keyboard.press("Escape")
    struck = page.locator("s.rejected")
    expect(struck).to_have_text(words)
    assert_accessible(page)
    show = page.get_by_label("显示已否定的（1）")
    show.uncheck()
    expect(struck).to_have_css("text-decoration-line", "none")
    struck.click()
    expect(page.locator(".record-panel")).to_have_count(0)
    show.check()
    struck.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".record-panel")
    expect(panel).to_contain_text("已否定的记录")
    expect(panel).to_contain_text("李老师")
    assert_accessible(page)
    panel.get_by_role("button", name=f"撤回：否定“{words}”").click()
    decided(page, "已撤回")
    expect(struck).to_have_count(0)
    expect(page.locator("mark", has_text=words)).to_have_count(1)


def test_a_record_is_named_anew_by_other_words_of_its_sentence(desk: Browsing, sample: str) -> None:
    words, name = "全省依法治校示范校", "依法治校示范校"
    text = odd(sample)
    page = opened(desk, text, words)
    page.evaluate("localStorage.setItem('by', '李老师')")
    page.get_by_role("button", name="更正").click()
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label("名称", exact=True)
    expect(field).to_have_value(words)
    field.fill("示范学校甲")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_be_visible()
    assert not field.evaluate("field => field.checkValidity()")
    field.fill(name)
    dialog.get_by_role("button", name="保存").click()
    decided(page, "已更正")
    expect(page.locator("#record-title")).to_have_text(name)
    expect(page.locator("mark.open")).to_have_text(name)
    expect(page.locator(".record-panel .decision")).to_contain_text(f"名称：{name}")
    key = quote(key_of(page, desk.root), safe="")
    claims = asked(page, desk.root, f"/api/reports/{key}")["claims"]
    (named,) = (claim for claim in claims if claim["label"] == name)
    assert text[named["start"] : named["end"]] == name
    page.keyboard.press("a")
    decided(page, "已认可")
    page.get_by_role("button", name=f"撤回：更正“{words}”").click()
    decided(page, "已撤回")
    expect(page.locator("#record-title")).to_have_text(words)


def test_two_records_become_one_thing_and_two_again(desk: Browsing, sample: str) -> None:
    text, words, other = odd(sample), "省级工程技术研究中心", "市级重点实验室"
    page = opened(desk, text, words)
    page.evaluate("localStorage.setItem('by', '赵老师')")
    page.get_by_role("button", name="合并…").click()
    page.get_by_role("searchbox", name="按名称查找").fill(other)
    page.get_by_role("radio", name=re.compile(f"^{other}")).check()
    page.get_by_role("dialog").get_by_role("button", name="合并", exact=True).click()
    decided(page, f"“{words}”已合并")
    others = page.locator(".record-others")
    expect(others).to_contain_text(other)
    assert about(page, desk.root, text, words) == about(page, desk.root, text, other)
    page.get_by_role("button", name=re.compile("^撤回：合并")).first.click()
    decided(page, "已撤回")
    expect(others).to_have_count(0)
    assert about(page, desk.root, text, words) != about(page, desk.root, text, other)


def test_a_thing_is_offered_once_for_merging_with_its_places(web: Browsing, sample: str) -> None:
    page = opened(web, sample, "市级重点实验室")
    page.get_by_role("button", name="合并…").click()
    page.get_by_role("searchbox", name="按名称查找").fill("国家级教学名师")
    key = quote(key_of(page, web.root), safe="")
    claims = asked(page, web.root, f"/api/reports/{key}")["claims"]
    told = [claim["about"] for claim in claims if "国家级教学名师" in claim["label"]]
    assert len(told) > len(set(told))
    expect(page.locator(".merge-one")).to_have_count(len(set(told)))
    expect(page.locator(".merge-one").first.locator(".small")).not_to_have_count(0)


def test_what_was_held_to_be_one_thing_is_split(desk: Browsing, sample: str) -> None:
    text, words = odd(sample), "国家级教学名师"
    page = opened(desk, text, words)
    page.evaluate("localStorage.setItem('by', '赵老师')")
    before = about(page, desk.root, text, words)
    others = page.locator(".record-others > li")
    number = others.count()
    assert number
    page.get_by_role("button", name=f"与“{words}”拆开").first.click()
    decided(page, f"“{words}”已拆开")
    assert others.count() < number
    page.locator(".toast").get_by_role("button", name="撤回", exact=True).click()
    decided(page, "已撤回")
    expect(others).to_have_count(number)
    assert about(page, desk.root, text, words) == before


def test_a_missed_record_is_added_from_the_selected_words(desk: Browsing, sample: str) -> None:
    words = "“一章八制”治理体系"
    page = opened(desk, odd(sample), "全省依法治校示范校")
    page.evaluate("localStorage.setItem('by', '赵老师')")
    page.evaluate(
        """words => {
      const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
      }
    }""",
        words,
    )
    page.get_by_role("button", name="补记", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("blockquote")).to_have_text(words)
    dialog.get_by_label("类型").select_option("Regulation")
    dialog.get_by_role("button", name="保存").click()
    decided(page, "已补记")
    mark = page.locator("mark.type-Regulation", has_text=words)
    expect(mark).to_have_text(words)
    text = odd(sample)
    key = key_of(page, desk.root)
    claims = asked(page, desk.root, f"/api/reports/{quote(key, safe='')}")["claims"]
    (added,) = (claim for claim in claims if claim["label"] == words)
    assert text[added["start"] : added["end"]] == words
    page.locator(".toast").get_by_role("button", name="撤回", exact=True).click()
    decided(page, "已撤回")
    expect(mark).to_have_count(0)


def test_what_the_server_refuses_is_told(desk: Browsing, sample: str) -> None:
    page = opened(desk, odd(sample), "全国五一劳动奖章")
    page.evaluate("localStorage.setItem('by', '赵老师')")
    said = '{"type": "x/busy", "detail": "正在写入，请稍后再试。", "status": 503}'
    page.route(
        "**/api/decisions*", lambda route: route.fulfill(status=503, content_type="application/problem+json", body=said)
    )
    page.keyboard.press("a")
    expect(page.locator(".toast.error")).to_contain_text("正在写入，请稍后再试。")
    expect(page.locator("mark.saving")).to_have_count(0)


def test_a_report_that_is_not_there_is_told(web: Browsing) -> None:
    page = web.open("/reports/nothing")
    expect(page.get_by_role("alert")).to_contain_text("nothing")
    expect(page.get_by_role("link", name="返回报告列表")).to_be_visible()


def test_an_attack_in_a_report_stays_text(hostile: Browsing) -> None:
    page = hostile.open("/reports")
    page.goto(f"{hostile.root}/reports/{quote(key_of(page, hostile.root), safe='')}")
    at_rest(page)
    expect(page.locator("h1")).to_contain_text("<img onerror=1>")
    expect(page.locator(".text")).to_contain_text("打造高水平教师队伍<img src=x onerror=document.title='HIT'><script>")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    at_rest(page)
    assert page.locator("main img, main script, main b:has-text('培训'), main svg[onload]").count() == 0
    assert "HIT" not in page.title().replace("document.title='HIT'", "")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_reader_is_accessible_and_fits(web: Browsing, sample: str, width: int) -> None:
    page = opened(web, sample, "全国五一劳动奖章", width=width)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 390:
        page.get_by_role("button", name="图例与筛选").click()
        assert_accessible(page)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="目录").click()
        assert_accessible(page)
        page.get_by_role("link", name=re.compile("任务五：")).click()
        expect(page.get_by_role("navigation", name="目录")).to_be_hidden()
        page.locator("mark", has_text="全国五一劳动奖章").click()
    at_rest(page)
    expect(page.locator("#record-title")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="更正").click()
    expect(page.get_by_role("button", name="保存")).to_be_in_viewport(ratio=1)
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="合并…").click()
    assert_accessible(page)
