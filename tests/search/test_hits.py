"""Words → hits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.lexical import LexicalIndex, phrases
from search.reader import Reader


def test_a_hit_is_a_sentence_with_its_place_and_what_matched(reader: Reader) -> None:
    hit = reader.search("轻纺实训基地")["hits"][0]
    assert hit["rank"] == 1 and hit["text"].startswith("建成省级轻纺实训基地4个")
    assert hit["section"] == ["二、服装设计专业群任务", "5. 建强实践教学基地"]
    assert hit["tasks"][0]["scope"] == "group" and hit["tasks"][0]["number"] == 5
    first, last = hit["highlights"][0]
    assert hit["text"][first:last] == "轻纺实训基地"


@pytest.mark.parametrize("query", ["81.27%", "８１．２７％", "“双师型”教师", "双师型", "雙師型"])
def test_figures_and_quoted_names_are_found_word_for_word(reader: Reader, query: str) -> None:
    assert "81.27%" in reader.search(query)["hits"][0]["text"]


def test_one_plus_x_is_found_through_its_quotes(reader: Reader) -> None:
    assert reader.search("1+X")["hits"][0]["text"] == "为越南学员开展“1+X”证书培训6场。"


def test_an_english_word_finds_the_chinese_one(reader: Reader) -> None:
    assert "留学生" in reader.search("international students")["hits"][0]["text"]


def test_scores_fall_and_ranks_count(reader: Reader) -> None:
    hits = reader.search("国家级教师", k=20)["hits"]
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert reader.search("国家级教师", k=2)["hits"] == hits[:2]


def test_what_is_quoted_is_a_phrase() -> None:
    assert phrases("“1+X”证书 86.34%") == ("1+x", "86.34%")


@pytest.mark.parametrize("query", ["", " ", "🎉🎉", "؟؟", "a" * 10_000, "教师" * 5_000, "*:* OR (", "\x00", "“”"])
def test_no_query_fails(reader: Reader, query: str) -> None:
    assert isinstance(reader.search(query)["hits"], list)


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_highlights_lie_inside_the_sentence(reader: Reader, query: str) -> None:
    for hit in reader.search(query + "教师")["hits"]:
        spans = [place for span in hit["highlights"] for place in span]
        assert spans == sorted(spans) and all(0 <= place <= len(hit["text"]) for place in spans)


def test_all_passages_with_a_phrase_are_found(reader: Reader) -> None:
    index: LexicalIndex = reader.index
    texts = {reader.passages.get(h.report, h.number).text for h in index.containing("轻工纺织教师团队")}
    assert len(texts) == 2 and all("轻工纺织教师团队" in text for text in texts)
