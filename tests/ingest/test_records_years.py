"""The year of a thing is that of its clause."""

import pytest

from tests.ingest.reading import read

OF_ITS_CLAUSE = [
    (
        "物流管理专业在2020年全国专业排名中位列全国第五，乳品工艺专业为省级现代学徒制试点专业，"
        "茶艺等4个专业2018年被认定为省级骨干专业。",
        [2020, None, 2018],
    ),
    ("茶艺专业2019年获批省级骨干专业，乳品工艺专业获批国家级骨干专业。", [2019, None]),
    ("制茶工坊2020年被认定为省级生产性实训基地，茶艺专业被评为省级特色专业。", [2020, None]),
]
CARRIED = [
    ("2019年，茶艺专业获批省级骨干专业，乳品工艺专业获批国家级骨干专业。", [2019, 2019]),
    ("学校2019年获评省级文明校园，茶艺专业获批国家级骨干专业。", [2019, 2019]),
    ("茶艺专业2019年获批省级骨干专业，获批国家级教学资源库1个。", [2019, 2019]),
    ("茶艺团队2019年获省级一等奖2项，二等奖3项。", [2019, 2019]),
]


@pytest.mark.parametrize(("text", "years"), OF_ITS_CLAUSE)
def test_a_year_behind_a_subject_is_not_that_of_the_next_one(text: str, years: list[int | None]) -> None:
    assert [record.year for record in read(text)] == years


@pytest.mark.parametrize(("text", "years"), CARRIED)
def test_a_year_that_opens_what_is_told_and_that_of_a_list_go_on(text: str, years: list[int | None]) -> None:
    assert [record.year for record in read(text)] == years
