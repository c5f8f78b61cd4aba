"""What is said of how an answer came about, over one report, several, and one without tasks."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kg.store import Store
from kg.vocabulary import Type
from search.indexes import publish
from search.reader import Reader
from tests.search.sample import PARTS, Part, fill, report, said

PLAIN = (Part("总结", 1, [("建成纺织实训基地3个。", [said("纺织实训基地", Type.PLATFORM, count=3)])]),)
OTHER = "海棠艺术职业学院"


def generation(folder: Path, told: Mapping[str, tuple[tuple[Part, ...], str]]) -> Path:
    """Make a generation of reports, by key: what each tells, and whose it is."""
    reports = {key: report(parts, institution=institution) for key, (parts, institution) in told.items()}
    with Store.open(folder / "store") as store:
        store.load_ontology()
        for key, (parts, _) in told.items():
            fill(store, key, reports[key], parts)
    publish(folder, reports, kept=(), previous=None)
    return folder


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    told = {"yunling": (PARTS, "云岭轻工职业学院"), "haitang": (PARTS[:2], OTHER)}
    with Reader.open(generation(tmp_path_factory.mktemp("several"), told)) as reader:
        yield reader


def test_a_task_that_may_be_several_is_named_with_its_report(several: Reader) -> None:
    (notice,) = several.ask("任务5有哪些奖项")["notices"]
    assert "学校层面任务5（打造高水平双师队伍），见云岭轻工职业学院" in notice


def test_how_far_tasks_go_is_told_report_by_report(several: Reader) -> None:
    (notice,) = several.ask("任务77有哪些奖项")["notices"]
    assert "云岭轻工职业学院 10" in notice and f"{OTHER} 1" in notice


def test_a_report_without_tasks_is_not_said_to_have_some(tmp_path: Path) -> None:
    with Reader.open(generation(tmp_path, {"plain": (PLAIN, OTHER)})) as reader:
        assert reader.ask("任务5的平台")["notices"] == ["没有任务5：报告里没有读到带编号的任务。"]


def test_where_one_constraint_less_finds_nothing_either_that_is_said(several: Reader) -> None:
    assert several.ask("天文馆的天象仪")["notices"] == ["没有找到；少用几个条件也没有。"]


@pytest.mark.parametrize("question", ["哪个任务的国家级奖项最多", "which task has the most national awards"])
def test_that_quantities_are_not_compared_is_said(several: Reader, question: str) -> None:
    answer = several.ask(question)
    assert answer["total"] and "不比较多少" in answer["notices"][0]
    assert not any("不比较多少" in notice for notice in several.ask("国家级奖项")["notices"])


def test_what_a_facet_leaves_out_is_not_said_to_lack_anything(several: Reader) -> None:
    question = "任务1的成果"
    whole = several.ask(question)
    assert {task["report"] for one in whole["answers"] for task in one["tasks"]} == {"yunling", "haitang"}
    narrowed = several.ask(question, chosen=["report:yunling"])
    assert narrowed["total"] < whole["total"] and narrowed["notices"] == whole["notices"]


def test_what_stands_under_a_heading_that_names_it_comes_first(tmp_path: Path) -> None:
    told = (
        Part("一、成绩", 1, [("师资的不足和经费的不足都已补上。", [said("师资", Type.METRIC)])]),
        Part("二、存在的不足", 1, [("师资仍有不足。", [said("师资", Type.METRIC)])]),
    )
    with Reader.open(generation(tmp_path, {"yunling": (told, "云岭轻工职业学院")})) as reader:
        found = reader.ask("报告里说到不足的有哪些句子")["passages"]
    assert [hit["text"] for hit in found] == ["师资仍有不足。", "师资的不足和经费的不足都已补上。"]
