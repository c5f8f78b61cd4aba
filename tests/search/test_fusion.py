"""Words and meaning → ranked passages."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from kg.errors import StaleIndexError
from kg.records import Report
from search.filters import Filters
from search.fusion import Hybrid, weight
from search.indexes import open_indexes, open_vectors, publish
from search.reader import Reader
from tests.characters import model
from tests.search.sample import Part, generation, report

FOREIGN = ("", " ", "🎉🎉", "؟؟", "ქართული ენა", "ไทย", "a" * 100_000, "教师" * 50_000, "*:* OR (", "\x00", "“”", "︎")


def texts(found: dict[str, Any]) -> list[str]:
    return [hit["text"] for hit in found["hits"]]


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_count_the_more_the_more_of_the_query_they_cover(one: float, other: float) -> None:
    assert 0 <= weight(one) <= weight(max(one, other)) < 1


@pytest.mark.parametrize("vectors", [True, False])
def test_a_text_searched_by_itself_scores_one(reader: Reader, semantic: Reader, vectors: bool) -> None:
    opened = semantic if vectors else reader
    for passage in opened.passages.of("yunling"):
        best = opened.search(passage.text)["hits"][0]
        assert (best["text"], best["score"]) == (passage.text, approx(1.0))


def test_what_shares_no_word_is_found_by_meaning(reader: Reader, semantic: Reader) -> None:
    # to this encoder a meaning is a bag of characters: it knows the text in any order
    shuffled = "训培书证 员学南越"
    assert texts(reader.search(shuffled)) == []
    best = semantic.search(shuffled, explain=True)["hits"][0]
    assert best["text"] == "为越南学员开展“1+X”证书培训6场。"
    assert best["explain"]["meaning"] > best["explain"]["words"]


def test_a_query_in_the_words_of_the_report_goes_by_words(semantic: Reader) -> None:
    best = semantic.search("轻纺实训基地", explain=True)["hits"][0]
    assert best["text"].startswith("建成省级轻纺实训基地4个")
    assert best["explain"]["words"] > best["explain"]["meaning"]


def test_the_parts_add_up_to_the_score(semantic: Reader) -> None:
    for query in ("国家级教师", "“1+X”证书", "81.27% 的教师", "teachers", "训培书证"):
        for hit in semantic.search(query, explain=True)["hits"]:
            assert sum(hit["explain"].values()) == approx(hit["score"], abs=2e-4)
            assert 0 < hit["score"] <= 1


@pytest.mark.parametrize("query", ["大家都说好的81.27%是怎么回事", "What does “1+X” stand for", "“轻纺作品”是谁做的"])
def test_figures_and_quoted_names_come_first_whatever_the_rest_means(semantic: Reader, query: str) -> None:
    best = semantic.search(query, explain=True)["hits"][0]
    assert best["explain"]["phrases"] > 0
    assert any(name in best["text"] for name in ("81.27%", "1+X", "轻纺作品"))


@pytest.mark.parametrize("query", FOREIGN)
def test_no_query_fails(semantic: Reader, query: str) -> None:
    assert isinstance(semantic.search(query, context=2, explain=True)["hits"], list)
    assert isinstance(semantic.ask(query[:2_000])["passages"], list)


@pytest.mark.parametrize("query", ["", "🎉🎉", "؟؟"])
def test_what_says_nothing_finds_nothing(semantic: Reader, query: str) -> None:
    assert texts(semantic.search(query)) == []


@pytest.mark.parametrize("vectors", [True, False])
def test_filters_narrow_before_ranking(reader: Reader, semantic: Reader, vectors: bool) -> None:
    opened = semantic if vectors else reader
    best = opened.search("国家级教师教学竞赛", 1, filters=Filters(tasks=("school:10",)))
    assert texts(best) in ([], ["与星澜纺机有限公司合作成立星澜书院，招收留学生57名。"])
    prizes = opened.search("国家级", 20, filters=Filters(types=("Award",), levels=("national",)))
    assert len(prizes["hits"]) >= 3 and all("国" in text for text in texts(prizes))
    assert texts(opened.search("国家级", filters=Filters(reports=("haigang",)))) == []
    assert texts(opened.search("国家级", filters=Filters(years=(1999,)))) == []


def test_fewer_hits_are_the_first_of_more(semantic: Reader) -> None:
    for query in ("国家级教师", "teachers", "训培书证"):
        assert semantic.search(query, 2)["hits"] == semantic.search(query, 20)["hits"][:2]


def test_neighbours_of_a_hit_are_its_context(semantic: Reader) -> None:
    hit = semantic.search("国家级教学竞赛一等奖", 1, context=1)["hits"][0]
    assert [other["text"][:5] for other in hit["context"]["before"]] == ["建成2个全"]
    assert [other["text"][:5] for other in hit["context"]["after"]] == ["2021年"]
    first = semantic.search("全国党建工作示范支部", 1, context=3)["hits"][0]
    assert first["context"]["before"] == [] and len(first["context"]["after"]) == 3


def college(sentence: str, name: str, year: int) -> Report:
    return report((Part("一、概述", 1, [(sentence, [])]),), institution=name, year=year)


def test_what_one_college_says_again_is_one_hit(tmp_path: Path) -> None:
    said = "建成邮轮实训中心2个。"
    reports = {
        "haigang-2022": college(said, "海港旅游学院", 2022),
        "haigang-2023": college("建成邮轮实训中心2个，", "海港旅游学院", 2023),
        "beichuan-2023": college(said, "北川农业学院", 2023),
    }
    publish(tmp_path / "1", reports, kept=(), previous=None, model=model())
    passages, lexical = open_indexes(tmp_path / "1")
    hits = Hybrid(passages, lexical, open_vectors(tmp_path / "1"), model).search("邮轮实训中心", 5)
    assert len(hits) == 2  # two colleges that say the same tell two facts
    assert {hit.passage.report: [other.report for other in hit.again] for hit in hits} == {
        "beichuan-2023": [],
        "haigang-2022": ["haigang-2023"],
    }


def test_traditional_characters_mean_the_same(semantic: Reader) -> None:
    simple, traditional = (semantic.search(query)["hits"][0] for query in ("双师型教师占比", "雙師型教師占比"))
    assert simple["text"] == traditional["text"]
    assert simple["score"] == approx(traditional["score"], abs=1e-6)


def test_an_index_of_another_model_is_refused(tmp_path: Path) -> None:
    folder = generation(tmp_path, {"yunling": report()}, model=model())
    with Reader.open(folder, model=model(version="2")) as opened, pytest.raises(StaleIndexError, match="kg rebuild"):
        opened.search("教师")


def test_vectors_of_other_passages_are_refused(tmp_path: Path) -> None:
    publish(tmp_path / "1", {"yunling": report()}, kept=(), previous=None, model=model())
    publish(tmp_path / "2", {"yunling": college("建成3个示范支部。", "海港旅游学院", 2023)}, kept=(), previous=None)
    assert open_vectors(tmp_path / "2") is None
    (tmp_path / "1" / "vectors").rename(tmp_path / "2" / "vectors")
    with pytest.raises(StaleIndexError, match="kg rebuild"):
        open_vectors(tmp_path / "2")


def test_a_sentence_beside_one_that_is_found_gains_from_it(semantic: Reader) -> None:
    passages = semantic.passages.of("yunling")
    one, other = next((a, b) for a, b in pairwise(passages) if a.section == b.section)

    def totals(headed: list[str]) -> dict[int, float]:
        found = semantic.hybrid.search(one.text[:12], len(passages), headed=headed)
        return {ranked.passage.number: ranked.score.total for ranked in found}

    alone, together = totals([]), totals(["无此标题"])
    assert alone[other.number] < together[other.number] < together[one.number] <= 1
