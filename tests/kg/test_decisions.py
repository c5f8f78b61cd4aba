"""Decisions win over extraction, hold through corrections elsewhere, and are reported where their words are gone."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from kg.decided import Decided, apply, pairs
from kg.decisions import Decision, append, decide, load, standing
from kg.errors import DecisionError
from kg.quotes import Quote, Squeezed, quote
from kg.records import Report
from kg.statements import claims
from kg.vocabulary import Level, Status, Type
from tests.kg.small import report

TEXT = """
#school:5 任务五 建设双师队伍
学院新增[国家级教学名师|Award TalentTitle national granted x=2名]，引进[产业教授|Award x=4名]。
建成[技能大师工作室|Platform national x=1个;Platform provincial x=3个]。
#school:6 任务六 校企合作
与北川重工有限公司共建[产业学院|Platform provincial x=2个]。
"""


def of(read: Report, words: str, number: int = 0) -> Quote:
    record = [record for record in read.records if record.anchor == words][number]
    return quote(record, record.sentence)


def decided(action: str, words: str, value: dict[str, Any] | None = None, text: str = TEXT) -> Decided:
    read = report(TEXT)
    return apply(report(text), "a", [decide(action, "a", of(read, words), value, by="审核员")])


def one(found: Decided, words: str) -> Any:
    (record,) = (record for record in found.report.records if record.anchor == words)
    return record


def test_a_correction_changes_what_it_names_and_nothing_else() -> None:
    found = decided(
        "correct", "国家级教学名师", {"level": "provincial", "count": 3, "unit": None, "status": "candidate"}
    )
    record = one(found, "国家级教学名师")
    assert (record.level, record.count, record.unit, record.status) == (Level.PROVINCIAL, 3, None, Status.CANDIDATE)
    assert record.type == Type.AWARD
    assert [claim.iri for claim in found.claims] == [claim.iri for claim in claims(report(TEXT), "a")]
    assert [link.task.number for link in found.report.links if link.record == record] == [5]
    assert [[action for _, action in actions] for actions in found.actions.values()] == [["correct"]]
    assert found.notices == ()


def test_what_is_no_longer_an_award_loses_what_only_awards_have() -> None:
    text = TEXT.replace("TalentTitle national", "Prize 一等奖 national")
    read = report(text)
    decision = decide("correct", "a", of(read, "国家级教学名师"), {"type": "Team"})
    record = one(apply(read, "a", [decision]), "国家级教学名师")
    assert (record.type, record.subtype, record.grade, record.level) == (Type.TEAM, None, None, Level.NATIONAL)


def test_a_record_is_named_anew_by_words_of_its_sentence_and_is_found_by_both() -> None:
    read = report(TEXT)
    decisions = [
        decide("correct", "a", of(read, "国家级教学名师"), {"anchor": "教学 名师"}),
        decide("correct", "a", of(read, "国家级教学名师"), {"year": 2022}),
        decide("merge", "a", of(read, "国家级教学名师"), {"quote": asdict(of(read, "产业教授"))}),
    ]
    found = apply(read, "a", decisions)
    record = one(found, "教学名师")
    assert (record.text, record.year, record.level) == ("教学名师", 2022, Level.NATIONAL)
    merged, _, notices = pairs({"a": found}, decisions)
    assert merged == ((claims(read, "a")[0].iri, claims(read, "a")[1].iri),) and not found.notices and not notices


def test_a_name_that_is_not_in_the_sentence_is_not_taken() -> None:
    found = decided("correct", "国家级教学名师", {"anchor": "产业学院", "year": 2022})
    assert [notice.key for notice in found.notices] == ["kg.decision.no_anchor"]
    assert one(found, "国家级教学名师").year is None


def test_a_figure_of_a_person_is_exact_where_nothing_else_is_said() -> None:
    read = report(TEXT)
    rough = apply(read, "a", [decide("correct", "a", of(read, "产业学院"), {"approximate": "andMore"})])
    assert one(rough, "产业学院").approximate == "andMore"
    exact = apply(rough.report, "a", [decide("correct", "a", of(read, "产业学院"), {"count": 3})])
    assert (one(exact, "产业学院").count, one(exact, "产业学院").approximate) == (3, None)


def test_a_level_of_a_person_is_just_that() -> None:
    read = report(TEXT)
    union = apply(read, "a", [decide("correct", "a", of(read, "产业学院"), {"at_least": True})])
    assert one(union, "产业学院").at_least
    level = apply(union.report, "a", [decide("correct", "a", of(read, "产业学院"), {"level": "national"})])
    assert (one(level, "产业学院").level, one(level, "产业学院").at_least) == (Level.NATIONAL, False)


def test_what_is_no_award_gets_no_subtype() -> None:
    found = decided("correct", "产业学院", {"subtype": "Prize"})
    assert one(found, "产业学院").subtype is None
    assert [notice.key for notice in found.notices] == ["kg.decision.no_award"]
    assert found.actions == {}


def test_a_rejected_record_is_gone_with_its_links_and_moves_no_other() -> None:
    before = claims(report(TEXT), "a")
    value = {"was": {"level": "national"}}
    found = decided("reject", "技能大师工作室", value)
    assert [claim.iri for claim in found.claims] == [claim.iri for claim in before if claim != before[2]]
    assert len(found.report.links) == len(report(TEXT).links) - 1


def test_two_records_on_the_same_words_are_told_apart_by_what_they_were() -> None:
    found = decided("correct", "技能大师工作室", {"count": 5, "was": {"level": "provincial"}})
    assert [r.count for r in found.report.records if r.anchor == "技能大师工作室"] == [1, 5]
    unsure = decided("correct", "技能大师工作室", {"count": 5})
    assert [notice.key for notice in unsure.notices] == ["kg.decision.unmatched"]
    assert unsure.report.records == report(TEXT).records


def test_a_record_is_added_in_reading_order_under_its_task() -> None:
    read = report(TEXT)
    start = read.document.text.index("北川")
    span = type(read.sentences[0])(read.document, start, start + len("北川重工有限公司"))
    added = decide("add", "a", quote(span, read.sentences[2]), {"type": "Enterprise"})
    found = apply(read, "a", [added])
    assert [record.anchor for record in found.report.records][-2:] == ["北川重工有限公司", "产业学院"]
    assert one(found, "北川重工有限公司").type == Type.ENTERPRISE
    assert [link.task.number for link in found.report.links if link.record.type == Type.ENTERPRISE] == [6]
    assert len({claim.iri for claim in found.claims}) == 6
    again = apply(read, "a", [added, added])
    assert again.report.records == found.report.records  # once is enough


def test_an_assigned_task_takes_the_place_of_the_others() -> None:
    found = decided("assign", "产业教授", {"tasks": ["school:6"]})
    links = [(k.task.code, k.reason) for k in found.report.links if k.record.anchor == "产业教授"]
    assert links == [("school:6", "decided")]
    assert [n.key for n in decided("assign", "产业教授", {"tasks": ["group:9"]}).notices] == ["kg.decision.no_task"]
    none = decided("assign", "产业教授", {"tasks": []})
    assert not [link for link in none.report.links if link.record.anchor == "产业教授"]


def test_an_accepted_record_stays_as_it_is() -> None:
    found = decided("accept", "产业教授")
    assert found.report == report(TEXT)
    assert len(found.actions) == 1


def test_a_decision_holds_when_the_report_is_corrected_elsewhere() -> None:
    corrected = TEXT.replace("与北川", "与南方北川").replace("建成", "已建\n成".replace("\n", ""))
    found = decided("correct", "国家级教学名师", {"count": 9}, corrected)
    assert one(found, "国家级教学名师").count == 9 and not found.notices


def test_a_decision_holds_across_line_wraps() -> None:
    read = report(TEXT)
    made = decide("correct", "a", of(read, "产业学院"), {"count": 7})
    wrapped = json.loads(json.dumps(asdict(made)).replace("产业", "产 业"))
    found = apply(read, "a", [Decision(**{**wrapped, "quote": Quote(**wrapped["quote"])})])
    assert one(found, "产业学院").count == 7


def test_words_that_no_longer_stand_are_reported_and_not_looked_for_elsewhere() -> None:
    found = decided("correct", "国家级教学名师", {"count": 9}, TEXT.replace("国家级教学名师", "国家级名师"))
    assert [notice.key for notice in found.notices] == ["kg.decision.gone"]
    assert 9 not in [record.count for record in found.report.records]


def test_a_decision_holds_when_a_figure_beside_its_words_is_corrected() -> None:
    beside = TEXT.replace("国家级教学名师|Award TalentTitle national granted x=2名]，", "国家级教学名师|Award]3名，")
    decision = decide("correct", "a", of(report(beside), "国家级教学名师"), {"count": 9, "alone": True})
    corrected = report(beside.replace("3名", "4名"))
    assert corrected.document.text != report(beside).document.text
    found = apply(corrected, "a", [decision])
    assert one(found, "国家级教学名师").count == 9 and not found.notices


def test_words_that_stand_among_other_words_now_are_told_so_and_not_taken_for_the_same() -> None:
    other = TEXT.replace("学院新增[", "兄弟院校中有[").replace("引进[产业教授|Award x=4名]", "本校尚无")
    found = decided("correct", "国家级教学名师", {"count": 9, "alone": True}, other)
    assert [notice.key for notice in found.notices] == ["kg.decision.moved"]
    assert one(found, "国家级教学名师").count == 2


def test_a_decision_moves_to_no_look_alike_when_its_own_words_are_gone() -> None:
    twice = "2021年学院师生在各类比赛中获[省级奖|Award x=1项]。\n2022年学院师生在各类比赛中获[省级奖|Award x=2项]。"
    read = report(twice)
    decision = decide("reject", "a", quote(read.records[0], read.records[0].sentence))
    found = apply(report(twice.split("\n")[1]), "a", [decision])
    assert [record.count for record in found.report.records] == [2]
    assert [notice.key for notice in found.notices] == ["kg.decision.moved"]


def test_what_was_rejected_is_not_corrected() -> None:
    read = report(TEXT)
    words = of(read, "产业学院")
    found = apply(read, "a", [decide("reject", "a", words), decide("correct", "a", words, {"count": 7})])
    assert "产业学院" not in [record.anchor for record in found.report.records]
    assert [notice.key for notice in found.notices] == ["kg.decision.rejected"]


def test_words_that_stand_twice_are_quoted_with_more_around_them() -> None:
    twice = "获[省级奖|Award provincial x=1项]。\n又及。\n获[省级奖|Award provincial x=1项]。\n完。"
    read = report(twice)
    quotes = [quote(record, record.sentence) for record in read.records]
    text = Squeezed(read.document.text)
    assert [text.find(found) for found in quotes] == [((r.start, r.end),) for r in read.records]
    short = Quote("省级奖", "获", "。")
    found = apply(read, "a", [decide("reject", "a", short)])
    assert [notice.key for notice in found.notices] == ["kg.decision.ambiguous"]
    assert len(found.report.records) == 2


def test_the_limits_of_a_name_may_be_drawn_anew() -> None:
    made = decide("correct", "a", Quote("级教学名师", "新增国家", "，引进"), {"count": 9})
    assert one(apply(report(TEXT), "a", [made]), "国家级教学名师").count == 9
    assert apply(report(TEXT), "a", [decide("reject", "a", Quote("引进", "，", "产业"))]).notices


def test_merges_and_splits_are_pairs_of_claims_across_reports() -> None:
    read, other = report(TEXT), report("与[南江产业学院|Platform provincial]合作。")
    reports = {"a": apply(read, "a", ()), "b": apply(other, "b", ())}
    there = {"report": "b", "quote": asdict(of(other, "南江产业学院"))}
    merge = decide("merge", "a", of(read, "产业学院"), there)
    split = decide("split", "a", of(read, "产业学院"), {"quote": asdict(of(read, "产业教授"))})
    gone = decide("merge", "a", of(read, "产业学院"), {**there, "report": "c"})
    merges, splits, notices = pairs(reports, [merge, split, gone])
    iris = {record.anchor: claim.iri for key in "ab" for claim in reports[key].claims for record in (claim.record,)}
    assert merges == ((iris["产业学院"], iris["南江产业学院"]),)
    assert splits == ((iris["产业学院"], iris["产业教授"]),)
    assert [notice.key for notice in notices] == ["kg.decision.apart"]


def test_a_withdrawn_decision_does_nothing_and_may_come_back() -> None:
    first = decide("reject", "a", Quote("词"))
    second = decide("withdraw", "a", Quote(""), {"decision": first.id})
    third = decide("withdraw", "a", Quote(""), {"decision": second.id})
    assert standing([first, second]) == ()
    assert standing([first, second, third]) == (first,)


def test_a_decision_taken_anew_stands_instead_of_the_old_one_and_may_be_taken_back() -> None:
    old = decide("correct", "a", Quote("词"), {"level": "national"})
    new = decide("correct", "a", Quote("新词"), {"level": "national", "instead": old.id})
    back = decide("withdraw", "a", Quote(""), {"decision": new.id})
    assert standing([old, new]) == (new,)
    assert standing([old, new, back]) == (old,)


def test_a_later_decision_wins() -> None:
    read = report(TEXT)
    made = [decide("correct", "a", of(read, "产业学院"), {"count": count}) for count in (7, 8)]
    assert one(apply(read, "a", made), "产业学院").count == 8
    assert apply(read, "b", made).report == read  # they are about another report


def test_decisions_are_appended_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    made = [
        decide("correct", "a", Quote("词", "前", "后"), {"level": None, "count": 2}),
        decide("accept", "a", Quote("词")),
    ]
    for decision in made:
        append(path, decision)
    assert load(path) == (tuple(made), ())
    assert load(tmp_path / "none") == ((), ())
    fields = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    assert set(fields) == {"id", "at", "by", "report", "quote", "action", "value"}
    assert fields["at"].endswith("+00:00") and fields["quote"] == {"exact": "词", "prefix": "前", "suffix": "后"}


def test_a_line_cut_short_is_told_and_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    first, second = decide("accept", "a", Quote("词")), decide("reject", "a", Quote("词"))
    append(path, first)
    path.write_bytes(path.read_bytes() + b'{"action": "rej')
    append(path, second)
    found, notices = load(path)
    assert found == (first, second)
    assert [(notice.key, notice.values["line"]) for notice in notices] == [("kg.decision.torn", 2)]


@pytest.mark.parametrize(
    ("action", "exact", "value"),
    [
        ("delete", "词", {}),
        ("correct", "", {"count": 1}),
        ("correct", "词", {"level": "galactic"}),
        ("correct", "词", {"type": None}),
        ("correct", "词", {"count": -1}),
        ("correct", "词", {"count": "nan"}),
        ("correct", "词", {"year": 20211}),
        ("correct", "词", {"colour": "red"}),
        ("add", "词", {}),
        ("assign", "词", {}),
        ("merge", "词", {}),
        ("withdraw", "", {}),
    ],
)
def test_what_cannot_be_decided_is_refused(action: str, exact: str, value: dict[str, Any]) -> None:
    with pytest.raises(DecisionError):
        decide(action, "a", Quote(exact), value)


@pytest.mark.parametrize(
    ("value", "told"),
    [({"count": -5}, "不小于零"), ({"year": "去年"}, "2100"), ({"level": "宇宙级"}, "national"), ({"x": 1}, "subtype")],
)
def test_a_value_that_cannot_be_is_refused_with_what_can(value: dict[str, Any], told: str) -> None:
    with pytest.raises(DecisionError, match=told):
        decide("correct", "a", Quote("词"), value)


def test_by_is_the_person_named_or_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_USER", "张三")
    assert decide("accept", "a", Quote("词")).by == "张三"
    assert decide("accept", "a", Quote("词"), by="李四").by == "李四"
