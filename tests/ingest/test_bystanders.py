"""Parties and persons that a report has introduced, found again where it only mentions them."""

from ingest.pipeline import read_text

HEAD = "某某海事职业学院自评报告\n\n一、总体情况\n\n三年来，学校各项工作平稳推进，师生精神面貌持续向好。"
INTRODUCED = (
    "远洋船务股份有限公司（以下简称“远洋船务”）的轮机长周大海来校授课，深蓝乳业有限公司（简称深蓝乳业）也来签约。"
)


def told(text: str) -> list[str]:
    """The parties that are told behind the sentence that introduces them."""
    found = read_text(HEAD + INTRODUCED + text, name="r.txt").records
    return [f"{one.type} {one.anchor}" for one in found if one.start >= len(HEAD + INTRODUCED)]


def test_a_person_is_told_again_by_the_name_alone() -> None:
    assert told("周大海说，船上的事急不得。") == ["Person 周大海"]


def test_a_company_is_told_again_by_its_short_name_where_its_part_is_the_subject() -> None:
    assert told("远洋船务的码头成了学生的课堂，师傅在远洋船务一待就是一年。") == ["Enterprise 远洋船务"]


def test_a_short_name_without_quotes_is_declared_too() -> None:
    assert told("深蓝乳业随之打开了北方市场。") == ["Enterprise 深蓝乳业"]


def test_a_company_inside_the_name_of_a_place_is_no_party() -> None:
    assert told("学生在远洋船务产业学院上课，走进深蓝乳业技术研发中心。") == []


def test_a_company_of_what_is_planned_is_no_party() -> None:
    assert told("下一步，计划与远洋船务共建航海馆，与深蓝乳业共建牧场。") == []
