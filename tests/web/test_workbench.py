"""The SPARQL workbench in a real browser: examples, completion, errors, results, files; with the network cut."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from app.web.examples import examples
from app.web.pages import texts
from kg.home import Home
from tests.web.browsing import Browsing, assert_accessible, at_rest
from tests.web.conftest import HOSTILE

EDITOR = "document.querySelector('.CodeMirror').CodeMirror"


def ran(web: Browsing, query: str, **options: object) -> Page:
    """A query run from the address."""
    return web.open(f"/workbench?query={quote(query)}", **options)  # type: ignore[arg-type]


def written(page: Page) -> str:
    return str(page.evaluate(f"{EDITOR}.getValue()"))


def typed(page: Page, query: str, *, line: int, column: int, words: str) -> None:
    """Type words at a place of a query."""
    page.evaluate(f"q => {EDITOR}.setValue(q)", query)
    page.evaluate(f"([l, c]) => {{ const e = {EDITOR}; e.focus(); e.setCursor(l, c) }}", [line, column])
    page.keyboard.insert_text(words)


def saved(page: Page, form: str, tmp_path: Path) -> str:
    page.get_by_role("button", name="下载").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(form)).click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path.read_text(encoding="utf-8")


def test_an_example_is_filled_in_charted_and_saved(web: Browsing, tmp_path: Path) -> None:
    page = web.open("/workbench")
    form = page.locator("[data-example=levels]")
    form.get_by_label("级别", exact=True).select_option(label="省级")
    form.get_by_role("button").click()
    expect(page.locator(".results h2")).to_have_text(re.compile(r"^10 行 · [\d.]+ 秒$"))
    assert "cg:level cg:provincial" in written(page) and "{{" not in written(page)
    expect(page.locator(".scroll thead th").nth(3)).to_have_text("things项数")
    page.get_by_role("tab", name="图表").click()
    bars = page.locator("svg.chart g")
    expect(bars).to_have_count(10)
    rows = list(csv.DictReader(saved(page, "CSV", tmp_path).splitlines()))
    assert [row["things"] for row in rows] == [bar.locator(".value").text_content() for bar in bars.all()]
    board = web.open("/board")
    counts = board.locator("section.board").first.locator("tbody td[data-level=provincial]")
    assert [cell.locator("b, span").first.inner_text() for cell in counts.all()] == [row["things"] for row in rows]


def test_a_chart_is_saved_as_a_drawing_and_as_a_picture(web: Browsing, tmp_path: Path) -> None:
    page = ran(web, "SELECT ?label (STRLEN(?label) AS ?letters) { ?t a cg:Team ; rdfs:label ?label }")
    page.get_by_role("tab", name="图表").click()
    expect(page.locator("svg.chart")).to_be_visible()
    bars = page.locator("svg.chart g").count()
    for form in ("svg", "png"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"存为 {form.upper()}").click()
        assert download.value.suggested_filename == f"图表-letters.{form}"
        download.value.save_as(tmp_path / form)
    drawing = (tmp_path / "svg").read_text(encoding="utf-8")
    assert drawing.count("<g") == bars and re.search(r'<rect[^>]*fill="rgb', drawing)
    assert (tmp_path / "png").read_bytes().startswith(b"\x89PNG")


def test_only_what_measures_is_charted_and_another_example_begins_with_its_table(web: Browsing) -> None:
    page = web.open("/workbench")
    page.locator("[data-example=levels] button").click()
    at_rest(page)
    page.get_by_role("tab", name="图表").click()
    expect(page.locator("svg.chart")).to_be_visible()
    page.locator("[data-example=unproven] button").click()
    at_rest(page)
    expect(page.get_by_role("tab", name="表格")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="图表").click()
    expect(page.locator(".results")).to_contain_text(
        "序号、年份和位置不是数量"
    )  # the numbers of tasks are no quantities
    expect(page.locator("svg.chart")).to_have_count(0)


def test_the_button_of_an_example_is_named_by_its_question(web: Browsing) -> None:
    page = web.open("/workbench")
    form = page.locator("[data-example=supporting]")
    form.get_by_label("任务序号").fill("7")
    form.get_by_label("级别", exact=True).select_option(label="省级")
    expect(form.get_by_role("button", name="运行这个例子：哪些省级奖项荣誉支撑学校任务7")).to_be_visible()


def test_examples_tell_a_thing_once_and_only_parties_that_have_a_name(web: Browsing, home: Path) -> None:
    page = web.open("/workbench")
    found = {}
    with Home(home).store() as store:
        for name in ("supporting", "partners", "enterprises"):
            page.locator(f"[data-example={name}] button").click()
            at_rest(page)
            found[name] = list(store.query(written(page)).rows())
        colleges = {str(row["p"]) for row in store.query("SELECT ?p { ?p a cg:Party ; cg:institution ?i }").rows()}
        labels = {
            str(row["l"])
            for row in store.query(
                "SELECT ?l { ?p a cg:Enterprise ; rdfs:label ?l FILTER NOT EXISTS { ?p cg:institution ?i } }"
            ).rows()
        }
    things = [str(row["thing"]) for row in found["supporting"]]
    assert things and len(things) == len(set(things))
    assert colleges and not colleges & {str(row["party"]) for row in found["partners"]}
    assert {str(row["label"]) for row in found["enterprises"]} == labels


@pytest.mark.parametrize(
    ("form", "mark"), [("TSV", "?label"), ("SPARQL JSON", '"bindings"'), ("SPARQL XML", "<sparql")]
)
def test_a_table_is_saved_in_other_forms(web: Browsing, tmp_path: Path, form: str, mark: str) -> None:
    page = ran(web, "SELECT ?label { ?t a cg:Team ; rdfs:label ?label }")
    assert mark in saved(page, form, tmp_path)


def test_every_example_has_its_question_and_runs(web: Browsing, home: Path) -> None:
    page = web.open("/workbench")
    assert page.locator("form.example").count() == len(examples())
    with Home(home).store() as store:
        for one in examples():
            gaps = set(re.findall(r"\{\{(\w+)\}\}", one["query"]))
            for lang in ("zh", "en"):
                assert set(re.findall(r"\{(\w+)\}", texts(lang)[f"example.{one['name']}"])) == gaps
            page.locator(f"[data-example={one['name']}] button").click()
            at_rest(page)
            assert "{{" not in written(page)
            found = list(store.query(written(page)))
            if found:
                expect(page.locator(".results h2")).to_contain_text(re.compile(f"^{len(found):,} (行|条陈述)"))
            else:
                expect(page.locator(".results")).to_contain_text("没有符合的结果")


def test_a_word_that_is_given_stays_a_word(web: Browsing) -> None:
    page = web.open("/workbench")
    form = page.locator("[data-example=words]")
    form.get_by_label("词语").fill('大赛") } ; DROP \\')
    form.get_by_role("button").click()
    at_rest(page)
    expect(page.locator(".results")).to_contain_text("没有符合的结果")
    form.get_by_label("词语").fill("大赛")
    form.get_by_role("button").click()
    place = page.locator(".scroll td a[href^='/reports/']").first
    assert parse_qs(urlsplit(place.get_attribute("href") or "").query).keys() == {"from", "to"}


def test_a_term_is_completed_by_its_chinese_label(web: Browsing) -> None:
    page = web.open("/workbench")
    typed(page, "SELECT ?label {\n  ?t a cg:Award ; cg:level \n}", line=1, column=27, words="国家")
    expect(page.locator(".CodeMirror-hint").first).to_contain_text("国家级")
    page.keyboard.press("Enter")
    assert "cg:level cg:national\n" in written(page)


@pytest.mark.parametrize(
    ("words", "term"),
    [("全国", "cg:national"), ("provinc", "cg:provincial"), ("支撑", "cg:supports"), ("?la", "?label")],
)
def test_completion_knows_other_words_english_and_variables(web: Browsing, words: str, term: str) -> None:
    page = web.open("/workbench")
    typed(page, "SELECT ?label {\n  ?t  \n}", line=1, column=5, words=words)
    page.locator(".CodeMirror-hint", has_text=term).first.click()
    assert f"?t {term} \n" in written(page)


def test_a_task_is_completed_by_its_title(web: Browsing) -> None:
    page = web.open("/workbench")
    typed(page, "SELECT ?t {\n  ?t cg:supports \n}", line=1, column=17, words="双师型")
    expect(page.locator(".CodeMirror-hint")).to_contain_text(["学校任务5"])
    page.keyboard.press("Enter")
    assert re.search(r"cg:supports <https://w3id.org/chengguo/id/task/[^>]+/school-5>", written(page))


def test_a_syntax_error_is_told_with_its_place_while_typing_and_by_the_server(web: Browsing) -> None:
    page = web.open("/workbench")
    typed(page, "SELECT ?label WHERE {\n  ?t a cg:Team ;; \n", line=1, column=17, words=") ")
    expect(page.locator("#syntax")).to_contain_text("第 2 行第 18 列有语法错误")
    page.get_by_role("button", name="运行", exact=True).click()
    expect(page.locator(".results [role=alert]")).to_contain_text("第 2 行")
    page.locator(".results").get_by_role("button", name="到出错处").click()
    assert page.evaluate(f"{EDITOR}.getCursor().line") == 1


def test_a_prefix_of_ours_needs_no_declaration_and_others_do(web: Browsing) -> None:
    page = web.open("/workbench")
    typed(page, "SELECT ?t { ?t a cg:Team ; skos:note ?n }\n", line=1, column=0, words=" ")
    expect(page.locator("#syntax")).to_be_empty()
    typed(page, "SELECT ?t { ?t a nope:Team }\n", line=1, column=0, words=" ")
    expect(page.locator("#syntax")).to_contain_text("第 1 行第 18 列有语法错误：前缀 nope: 没有声明")


def test_a_graph_is_drawn_and_saved_as_turtle(web: Browsing, home: Path, tmp_path: Path) -> None:
    with Home(home).store() as store:
        supported = "SELECT DISTINCT ?t { ?t cg:supports ?task . ?task cg:number 5 ; cg:scope cg:school }"
        things = len(list(store.query(supported)))
    page = web.open("/workbench")
    page.locator("[data-example=around] button").click()
    at_rest(page)
    expect(page.get_by_role("tab", name="图", exact=True)).to_have_attribute("aria-selected", "true")
    at_rest(page)
    assert page.evaluate("document.querySelector('.graph').drawing.count()") == things + 1
    assert re.search("cg:supports|ontology#supports", saved(page, "Turtle", tmp_path))


def test_rows_with_several_things_are_drawn(web: Browsing) -> None:
    page = ran(web, "SELECT ?thing ?label ?task { ?thing cg:supports ?task ; rdfs:label ?label ; a cg:Team }")
    page.get_by_role("tab", name="图", exact=True).click()
    at_rest(page)
    expect(page.locator(".beside")).to_contain_text("团队")


def test_iris_are_short_things_are_linked_and_long_texts_are_folded(web: Browsing) -> None:
    page = ran(web, "SELECT ?thing ?level ?class { ?thing cg:level ?level ; a ?class } ORDER BY ?thing LIMIT 5")
    first = page.locator(".scroll tbody tr").first
    expect(first.locator("a")).to_have_attribute("href", re.compile("^/things/"))
    expect(first.locator("code").first).to_have_text(re.compile("^cg:"))
    page = ran(web, f'SELECT ("{"长" * 100}" AS ?text) {{}}')
    expect(page.locator(".scroll details summary")).to_have_text(re.compile("…$"))


def test_many_rows_come_a_hundred_at_a_time(web: Browsing) -> None:
    page = ran(web, "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 250")
    expect(page.locator(".scroll tbody tr")).to_have_count(100)
    page.get_by_role("button", name="再列 100 行").click()
    expect(page.locator(".scroll tbody tr")).to_have_count(200)


def test_a_query_is_stopped(web: Browsing) -> None:
    page = web.open("/workbench")
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?a != ?g) }"
    page.evaluate(f"q => {EDITOR}.setValue(q)", slow)
    page.get_by_role("button", name="运行", exact=True).click()
    page.get_by_role("button", name="停止").click()
    expect(page.locator(".results")).to_contain_text("已停止")
    expect(page.get_by_role("button", name="停止")).to_be_hidden()
    page.evaluate(f"q => {EDITOR}.setValue(q)", "ASK { ?a a cg:Team }")
    page.get_by_role("button", name="运行", exact=True).click()
    expect(page.locator(".results")).to_contain_text("答案：是")


def fulfilled(status: int, body: str, headers: dict[str, str]) -> Callable[..., None]:
    return lambda route: route.fulfill(status=status, body=body, headers=headers)


def test_a_time_limit_and_a_cut_are_told(web: Browsing) -> None:
    page = web.open("/workbench")
    problem = {"type": "x/time_limit", "status": 503, "detail": "查询超过了 30 秒的时限。", "detail_en": "Too slow."}
    headers = {"Content-Type": "application/problem+json"}
    page.route("**/sparql*", fulfilled(503, json.dumps(problem), headers))
    page.get_by_role("button", name="运行", exact=True).click()
    expect(page.locator(".results [role=alert]")).to_contain_text("30 秒的时限")
    page.unroute("**/sparql*")
    row = {"a": {"type": "literal", "value": "x"}}
    found = json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": [row]}})
    headers = {"Content-Type": "application/sparql-results+json", "X-SPARQL-Truncated": "rows=100000"}
    page.route("**/sparql*", fulfilled(200, found, headers))
    page.get_by_role("button", name="运行", exact=True).click()
    expect(page.locator(".results")).to_contain_text("只取了前 100,000 行")


def test_the_query_stands_in_the_address_and_in_the_history(web: Browsing) -> None:
    query = "SELECT ?label { ?t a cg:Team ; rdfs:label ?label }"
    page = ran(web, query)
    assert written(page) == query
    page.evaluate(f"q => {EDITOR}.setValue(q)", "ASK { ?a a cg:Person }")
    page.keyboard.press("Escape")
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".results")).to_contain_text("答案：是")
    assert parse_qs(urlsplit(page.url).query)["query"] == ["ASK { ?a a cg:Person }"]
    page.get_by_role("button", name="历史").click()
    page.get_by_role("button", name=re.compile("cg:Team")).click()
    assert written(page) == query


def test_an_attack_in_results_and_labels_stays_text(hostile: Browsing) -> None:
    attack = "<img src=x onerror=document.title='HIT'>"
    query = (
        f'SELECT ?label ?x ?n {{ ?t rdfs:label ?label . BIND("{attack}" AS ?x) BIND(STRLEN(STR(?t)) AS ?n) '
        'BIND(IRI("javascript:alert(1)") AS ?iri) FILTER (CONTAINS(?label, "img")) }'
    )
    page = ran(hostile, query)
    expect(page.locator(".scroll")).to_contain_text(attack)
    page.get_by_role("tab", name="图表").click()
    expect(page.locator("svg.chart")).to_contain_text("<img")
    page = ran(hostile, 'SELECT ?iri { BIND(IRI("javascript:alert(1)") AS ?iri) }')
    expect(page.locator(".scroll tbody")).to_contain_text("javascript:alert(1)")
    assert page.locator(".scroll tbody a").count() == 0
    page = ran(
        hostile,
        "CONSTRUCT { ?t rdfs:label ?l ; cg:supports ?k . ?k rdfs:label ?m } "
        "WHERE { ?t cg:supports ?k ; rdfs:label ?l . ?k rdfs:label ?m }",
    )
    at_rest(page)
    assert page.locator("main img, main script").count() == 0 and "HIT" not in page.title()


def test_an_attack_in_the_title_of_a_task_stays_text_in_completions(web: Browsing) -> None:
    page = web.open("/board")
    told = {
        "iri": "x",
        "name": "<x>",
        "kind": "task",
        "zh": f"任务1 教师{HOSTILE}",
        "en": "x",
        "words": [],
        "comment": "",
    }
    page.route("**/api/terms*", fulfilled(200, json.dumps({"terms": [told]}), {"Content-Type": "application/json"}))
    page.goto(f"{web.root}/workbench")
    at_rest(page)
    typed(page, "SELECT ?t { ?t cg:supports  }", line=0, column=27, words="教师")
    expect(page.locator(".CodeMirror-hint").first).to_contain_text("<img")
    assert page.locator(".CodeMirror-hints img").count() == 0 and "HIT" not in page.title()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_workbench_is_accessible_and_fits(web: Browsing, width: int) -> None:
    page = ran(web, "SELECT ?label ?n { ?t rdfs:label ?label . ?c cg:about ?t ; cg:count ?n } LIMIT 20", width=width)
    if width < 900:
        page.get_by_text("示例查询", exact=True).click()
    assert_accessible(page)
    page.get_by_role("tab", name="图表").click()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("tab", name="图", exact=True).click()
    assert_accessible(page)


def test_the_editor_lets_the_keyboard_go_on(web: Browsing) -> None:
    page = web.open("/workbench")
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.CodeMirror') === null")


@pytest.mark.parametrize("width", [1280, 390])
def test_every_line_has_its_number_beside_it_before_anything_was_run(web: Browsing, width: int) -> None:
    page = web.open("/board", width=width)
    draft = "SELECT * {\n" + "  ?a ?b ?c . # 一行很长的注释" + "很长" * 60 + "\n" + "  ?a ?b ?c .\n" * 12 + "}"
    page.evaluate("query => sessionStorage.setItem('workbench.draft', query)", draft)
    page.goto(f"{web.root}/workbench")
    at_rest(page)
    rows = page.evaluate(
        """() => {
      const gutter = document.querySelector(".CodeMirror-linenumbers").getBoundingClientRect();
      return [...document.querySelectorAll(".CodeMirror-code > *")].map((row) => {
        const number = row.querySelector(".CodeMirror-linenumber"), line = row.querySelector(".CodeMirror-line");
        const [at, text] = [number.getBoundingClientRect(), line.getBoundingClientRect()];
        const inside = at.left > gutter.left - 2 && at.right < gutter.right + 2;
        return [number.textContent, Math.abs(at.top - text.top) < 2, inside];
      });
    }"""
    )
    assert rows == [[str(number), True, True] for number in range(1, draft.count("\n") + 2)]
