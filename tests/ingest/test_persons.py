"""Persons: by what they are and do, foreign ones by sound, and each named again in the same report."""

import pytest

from ingest.documents import from_text
from ingest.persons import named, persons
from ingest.pipeline import read_text
from kg.vocabulary import Type

HEAD = "某某职业技术学院自评报告\n\n一、总体情况\n\n三年来，学校各项工作平稳推进，师生精神面貌持续向好。"


def found(text: str) -> list[str]:
    """The persons that one sentence names."""
    return [text[start:end] for start, end in sorted(persons(text))]


def told(text: str) -> list[str]:
    """The persons of a report, in reading order, once a sentence each."""
    return [one.anchor for one in read_text(HEAD + text, name="r.txt").records if one.type is Type.PERSON]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("副教授齐海棠挂帅的团队为果园排忧解难。", ["齐海棠"]),
        ("船长段山松退役后没有闲着，在码头收徒七人。", ["段山松"]),
        ("女徒弟罗晚棠2022年被授予全国五一巾帼标兵称号。", ["罗晚棠"]),
        ("思政教师普叶把家书带进课堂。", ["普叶"]),
        ("畜牧系教授和树刚带队住进牧区四十天。", ["和树刚"]),
        ("毕业生刀春兰写下请战书驰援湖北。", ["刀春兰"]),
        ("总工程师白帆舟第一次来校，只提了一个要求。", ["白帆舟"]),
        ("青年教师白云舟参赛三次落选，导师王海霞没有批评他。", ["白云舟", "王海霞"]),
        ("教师段山松、罗晚棠带队参赛，技师何大川与钱小满同台竞技。", ["段山松", "罗晚棠", "何大川", "钱小满"]),
        ("学校聘任非遗传承人岩罕、玉香两位老师傅开课。", ["岩罕", "玉香"]),
        ("总经理助理何婉清介绍，公司一半的班组长出自该校。", ["何婉清"]),
        ("学校请来段山松等9名老船长，又聘来许大年等三位匠人。", ["段山松", "许大年"]),
    ],
)
def test_a_name_behind_what_somebody_is(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("学员颂蓬毕业后受聘于海外工厂。", ["颂蓬"]),
        ("结业那天，老挝学员坎玛用中文读完了誓词。", ["坎玛"]),
        ("留学生穆罕默德·卡里姆回国后办起了养蜂场。", ["穆罕默德·卡里姆"]),
        ("工业园副主任苏哈托全程陪同，部长姆肯达一行到访。", ["苏哈托", "姆肯达"]),
        ("学生热孜万古丽·买买提获全国职业院校技能大赛一等奖。", ["热孜万古丽·买买提"]),
        ("领队卡鲁纳拉特纳竖起大拇指。", ["卡鲁纳拉特纳"]),
        ("外籍教师安德烈在论坛上发言，院长披拉看完实训室当场签约。", ["安德烈", "披拉"]),
    ],
)
def test_a_foreign_name_by_its_sound(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "学员安全帽佩戴率100%，学员结业后就业率96%，学生文化素养提升。",
        "教师和企业共建课程3门，学生和教师同台竞技，教师普遍使用平台。",
        "学生任务书全部下达，教师全员培训，学员管理更加规范。",
        "专家组来校，学生时代精神昂扬，教师金课建设提速。",
        "院长办公会研究通过，学生水平测试合格，教师计划外出培训。",
        "学员木工技能达标，学生平时成绩优良，教师应对有方，学生路上实习。",
    ],
)
def test_a_word_behind_what_somebody_is(text: str) -> None:
    assert found(text) == []


def test_a_person_is_known_again_without_a_title() -> None:
    text = "焊接教师罗承业带队参赛。罗承业后来说，此行不虚，这让罗承业很欣慰。学生们记住了罗承业的话。"
    assert told(text) == ["罗承业", "罗承业", "罗承业"]


def test_a_workroom_under_a_name_is_no_person() -> None:
    text = "焊接教师罗承业带队参赛。罗承业工作室升格为国家级技能大师工作室。罗承业技能大师工作室培训学员90人。"
    assert told(text) == ["罗承业"]


def test_a_name_is_as_long_as_it_is_everywhere() -> None:
    assert named("科技特派员卢可为解决难题而来。卢可为参与起草规划，村民都说卢可为人好。") == ("卢可为",)


def test_what_is_a_word_besides_is_not_looked_for() -> None:
    document = from_text("教师高峰主讲的课程获评一流课程。客流在节日迎来高峰。", name="r.txt", encoding="utf-8")
    assert "高峰" not in named(document.text)
