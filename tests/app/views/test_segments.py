"""Sentences are shown whole, with the right words marked, and without what a page's foot puts inside them."""

from pathlib import Path

import pytest

from app.context import Context
from app.views.asked import ask, search
from app.views.segments import segments, whole


@pytest.fixture(scope="module")
def context(home: Path) -> Context:
    found = Context(home)
    found.refresh()
    return found


def test_the_words_of_the_claim_are_marked_and_the_foot_of_the_page_is_left_out(context: Context) -> None:
    answer = next(one for one in ask(context, "核心期刊论文")["answers"] if one["label"] == "核心期刊论文")
    parts = answer["claims"][0]["evidence"]["segments"]
    assert [part["text"] for part in parts if part["mark"]] == ["核心期刊论文"]
    whole = "".join(part["text"] for part in parts)
    assert "核心期刊论文118篇" in whole
    assert "- 3 -" not in whole and "\n" not in whole


def test_the_segments_of_every_answer_are_its_sentence(context: Context) -> None:
    for answer in ask(context, "有哪些奖项", limit=100)["answers"]:
        for evidence in answer["evidence"]:
            parts = evidence["segments"]
            assert "".join(part["text"] for part in parts if part["mark"]) == evidence["anchor"]
            if "\n" not in evidence["text"]:
                whole = "".join(part["text"] for part in parts)
                assert whole.replace(" ", "") == "".join(evidence["text"].split()).replace("**", "")


def test_what_was_looked_for_is_marked_in_hits(context: Context) -> None:
    hit = search(context, "双师型教师占比", k=1, around=1)["hits"][0]
    assert "双师型" in {part["text"] for part in hit["segments"] if part["mark"]}
    assert not any(part["mark"] for other in hit["context"]["before"] for part in other["segments"])


@pytest.mark.parametrize(
    "text",
    ["20 余名教师应邀担任评委 12 人次", "2 名专家 受聘", "3 门课程 上线，", "118 篇论文（含 9 篇会议论文） 发表"],
)
def test_a_sentence_keeps_the_number_that_it_begins_with(context: Context, text: str) -> None:
    parts = segments(context, {"report": "", "start": 40, "text": text}, [(40 + text.index(" "), 40 + len(text))])
    assert whole(parts) == text.replace(" ", "")
    assert not parts[0]["mark"] and parts[0]["text"].isdigit()


def test_a_quotation_inside_a_citation_has_inner_quotes(context: Context) -> None:
    hits = search(context, "双师型教师占比", k=5)["hits"]
    quoted = [hit["citation"] for hit in hits if "“" in whole(hit["segments"])]
    assert quoted and all(one.rpartition("”（")[0][1:].count("“") == 0 for one in quoted)
    assert any("‘" in one for one in quoted)
