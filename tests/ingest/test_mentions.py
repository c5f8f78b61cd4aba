"""Noun phrases with the head that types them."""

import pytest

from ingest.heads import head
from ingest.levels import worded
from ingest.mentions import mentions
from kg.vocabulary import Type
from ontology import lexicon
from tests.ingest.reading import sentence


def test_a_mention_tells_the_head_that_found_it() -> None:
    found = list(mentions(sentence("获批省级教学名师工作室2个（含技能大师工作室1个）。")))
    assert [(m.text, m.type, m.cue) for m in found] == [
        ("省级教学名师工作室", Type.PLATFORM, "教学名师工作室"),
        ("技能大师工作室", Type.PLATFORM, "技能大师工作室"),
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("国家级教学团队", "national"),
        ("教育部协同育人项目", "national"),
        ("全国五一劳动奖章", "national"),
        ("省级国培项目", "provincial"),
        ("湖北省国培项目", "provincial"),
        ("国培项目", "national"),
        ("广西壮族自治区教学成果奖", "provincial"),
        ("上海市教学成果奖", "provincial"),
        ("洛阳市科技进步奖", "municipal"),
        ("金砖国家技能大赛", "international"),
        ("国际化课程", None),
        ("城市轨道交通专业", None),
        ("世界500强企业", None),
        ("全国职业院校排行榜全省第一", "provincial"),
    ],
)
def test_a_phrase_words_its_level(text: str, level: str | None) -> None:
    found = head(text)
    assert worded(text, found.type if found else None).level == level


def test_every_word_of_the_grammar_points_to_a_known_type() -> None:
    subtypes = {"Prize", "TalentTitle", "Honour", "Ranking"}
    for row in lexicon.rows("heads"):
        assert row["term"] in subtypes | set(Type) or (row["term"], row["kind"]) == ("", "stop"), dict(row)
