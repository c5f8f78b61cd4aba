"""Tables, with bars or with mere blanks between the cells: what a row tells, with what stands over its columns."""

import pytest

from ingest.pipeline import read_text
from tests.ingest.reading import say

HEAD = "某某职业技术学院自评报告\n\n一、总体情况\n\n三年来，学校各项工作平稳推进，师生精神面貌持续向好，见下表。\n\n"

PARTNERS = """| 企业名称 | 合作内容 | 数量 | 投入（万元） |
| --- | --- | --- | --- |
| {} |
"""
MONEY = """| 合作企业 | 合作项目 | 设备价值 |
| :-- | --- | --- |
| {} |
"""
AWARDS = """| 序号 | 名称 | 级别 | 数量（项） | 年份 |
|---|---|---|---|---|
| {} |
"""
HONOURS = """序号 荣誉名称 授予单位 时间
{}
"""
PLACES = """序号 平台名称 级别 合作单位 时间
{}
"""


def told(table: str, row: str) -> list[str]:
    """What the row of the table tells, with the year."""
    records = read_text(HEAD + table.format(row), name="r.txt").records
    return [say(record) + (f" @{record.year}" if record.year else "") for record in records]


@pytest.mark.parametrize(
    ("table", "row", "expected"),
    [
        (
            PARTNERS,
            "海右澄澜机电有限公司 | 共建产业学院 | 2个 | 320",
            [
                "Enterprise - - - 海右澄澜机电有限公司",
                "Platform - 2 个 产业学院",
                "Metric - 320 万元 产业学院",
            ],
        ),
        (
            PARTNERS,
            "ABB（中国）有限公司 | 机器人应用中心 | 1个 | -",
            ["Enterprise - - - ABB（中国）有限公司", "Platform - 1 个 机器人应用中心"],
        ),
        (
            MONEY,
            "海右澄澜机电有限公司 | 共建智能制造产业学院1个、实训基地2个 | 86.5万元",
            [
                "Enterprise - - - 海右澄澜机电有限公司",
                "Platform - 1 个 智能制造产业学院",
                "Platform - 2 个 实训基地",
            ],
        ),
        (AWARDS, "1 | 教学成果奖一等奖 | 省级 | 3 | 2021", ["Award provincial 3 项 教学成果奖一等奖 一等奖 @2021"]),
        (
            AWARDS,
            "2 | 水质检测工程研究中心 | 市级 | 1 | 2023年",
            ["Platform municipal 1 项 水质检测工程研究中心 @2023"],
        ),
        (
            AWARDS,
            "3 | 技能大师工作室 | 国家级1个、省级3个 | | ",
            ["Platform national 1 个 技能大师工作室", "Platform provincial 3 个 技能大师工作室"],
        ),
        (HONOURS, "1 信息化标杆学校建设单位 教育部 2022年", ["Award national - - 信息化标杆学校建设单位 @2022"]),
        (HONOURS, "2 岚山市就业工作先进单位 市人社局 2021.12", ["Award municipal - - 岚山市就业工作先进单位 @2021"]),
        (
            HONOURS,
            "3 全国党建工作样\n板支部（导游教研室） 教育部办公厅 2023年",
            ["Award national - - 全国党建工作样板支部 @2023"],
        ),
        (PLACES, "1 电商生产性实训基地 国家级 无 2019", ["Platform national - - 电商生产性实训基地 @2019"]),
        (
            PLACES,
            "2 皖南直播产教融合基\n地 省级 徽澜购（安徽）电子商务有限公司 2021",
            ["Platform provincial - - 皖南直播产教融合基地 @2021", "Enterprise - - - 徽澜购（安徽）电子商务有限公司"],
        ),
    ],
)
def test_a_row_tells(table: str, row: str, expected: list[str]) -> None:
    assert told(table, row) == expected


def test_the_first_row_tells_nothing_and_the_text_behind_a_table_is_text() -> None:
    text = HEAD + PLACES.format("1 电商实训基地 国家级 无 2019") + "另建成省级实训基地3个。"
    records = read_text(text, name="r.txt").records
    assert [say(record) for record in records] == [
        "Platform national - - 电商实训基地",
        "Platform provincial 3 个 省级实训基地",
    ]


def test_a_line_with_blanks_is_no_first_row() -> None:
    text = HEAD + "获奖 项目 时间 单位 名称 级别 共有 3 项，其中 省级 教学成果奖 2 项。"
    *_, last = read_text(text, name="r.txt").records
    assert say(last) == "Award provincial 2 项 省级 教学成果奖"
