"""What a clause says of a thing that has a name of its own: who recommends it, whose rule is followed."""

import pytest

from kg.vocabulary import Level, Status
from tests.ingest.reading import read


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("3部被省教育厅推荐参加国家“十五五”规划教材评选。", Level.PROVINCIAL),
        ("5门课程被自治区教育厅推荐申报国家级精品在线开放课程。", Level.PROVINCIAL),
        ("3部教材入选国家“十五五”规划教材。", Level.NATIONAL),
    ],
)
def test_what_is_recommended_has_the_level_of_who_recommends_it(sentence: str, level: Level) -> None:
    found = [record for record in read(sentence) if record.level]
    assert {record.level for record in found} == {level}
    assert {record.status for record in found} <= {Status.CANDIDATE if level is Level.PROVINCIAL else Status.GRANTED}


@pytest.mark.parametrize(
    ("sentence", "anchors"),
    [
        ("严格执行学校《实训耗材采购办法》等制度。", ["学校《实训耗材采购办法》"]),
        ("严格执行《事业单位会计制度》。", []),
    ],
)
def test_a_rule_of_our_own_is_there_where_it_is_followed(sentence: str, anchors: list[str]) -> None:
    assert [record.text for record in read(sentence)] == anchors
