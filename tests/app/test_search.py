"""`kg search` with its options, and the model of a home."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import publish
from kg import encoder
from kg.encoder import Model
from kg.home import Home
from tests.app.running import refusal, run
from tests.characters import model

TEXT = """海港旅游学院建设绩效自评报告（2023年）

一、学校层面任务
1. 加强党的建设
建成2个全国党建工作示范支部。
5. 打造高水平双师队伍
2021年获国家级教师教学竞赛一等奖3项，“双师型”教师占比达81.27%。
入选省级邮轮教师团队。
"""


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model inside is the small one, whatever is installed."""
    monkeypatch.setattr(encoder, "is_static", lambda folder: folder in (encoder.SHIPPED, Path("other")))
    monkeypatch.setattr(encoder, "static", lambda folder, name="": model(name or str(folder)))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    assert run("ingest", tmp_path / "report.txt", "--as", "haigang", "--home", tmp_path / "home").code == 0
    yield tmp_path / "home"


def found(home: Path, *arguments: str) -> list[str]:
    done = run("search", *arguments, "--format", "json", "--home", home)
    assert done.code == 0, done
    return [hit["text"] for hit in done.json["hits"]]


def test_a_home_says_which_model_made_it(home: Path) -> None:
    made = run("status", "--format", "json", "--home", home).json["model"]
    assert made == {"name": encoder.NAME, "version": "1", "dimension": 64}
    assert encoder.NAME in run("status", "--home", home).out


def test_options_narrow_the_search(home: Path) -> None:
    assert any("一等奖" in text for text in found(home, "教师", "--level", "national", "--type", "Award"))
    assert not any("团队" in text for text in found(home, "教师", "--level", "national"))
    assert found(home, "教师", "--year", "2021") == found(home, "教师", "--task", "5", "--year", "2021") != []
    assert found(home, "教师", "--task", "group:5") == found(home, "教师", "--report", "beichuan") == []


def test_neighbours_and_shares_are_shown(home: Path) -> None:
    done = run("search", "双师型教师占比", "-k", "1", "--context", "1", "--explain", "--home", home)
    assert done.code == 0 and "得分" in done.out and "邮轮教师团队" in done.out


@pytest.mark.parametrize("option", [("--task", "group"), ("--type", "Prize"), ("--level", "high"), ("--year", "x")])
def test_what_cannot_narrow_is_refused(home: Path, option: tuple[str, str]) -> None:
    assert option[1] in refusal(run("search", "教师", *option, "--home", home))


def test_another_model_wants_a_rebuild(home: Path) -> None:
    assert "kg rebuild --model other" in refusal(
        run("ingest", home.parent / "report.txt", "--model", "other", "--home", home)
    )
    assert run("rebuild", "--model", "other", "--home", home).code == 0
    assert run("status", "--format", "json", "--home", home).json["model"]["name"] == "other"
    assert any("双师" in text for text in found(home, "双师型教师"))


def test_a_rebuild_keeps_the_model(home: Path) -> None:
    assert run("rebuild", "--home", home).code == 0
    assert run("status", "--format", "json", "--home", home).json["model"]["name"] == encoder.NAME


def test_another_version_of_the_model_is_told_and_healed_by_a_rebuild(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "static", lambda folder, name="": model(name, "2"))
    assert "kg rebuild" in refusal(run("search", "教师", "--home", home))
    assert "kg rebuild" in run("status", "--home", home).out
    assert run("rebuild", "--home", home).code == 0
    assert found(home, "双师型教师") != []


def test_without_a_model_words_alone_are_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "is_static", lambda folder: False)
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    run("ingest", tmp_path / "report.txt", "--as", "haigang", "--home", tmp_path / "home")
    assert "只按词语检索" in run("status", "--home", tmp_path / "home").out
    assert "双师" in found(tmp_path / "home", "双师型教师占比")[0]


def test_a_model_that_went_away_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "is_static", lambda folder: False)
    assert "kg rebuild" in refusal(run("search", "教师", "--home", home))
    assert "kg rebuild" in run("status", "--home", home).out
    assert run("rebuild", "--home", home).code == 0
    assert found(home, "双师型教师") != []


def test_a_removed_report_leaves_no_vector(home: Path) -> None:
    gone: Model = model()
    rows = gone.encode(["入选省级邮轮教师团队。"]).astype("float16")
    folder = Home(home).generation().path
    assert any(rows[0].tobytes() in file.read_bytes() for file in (folder / "vectors").iterdir())
    publish.remove(Home(home), "haigang")
    folder = Home(home).generation().path
    assert not any(rows[0].tobytes() in file.read_bytes() for file in folder.rglob("*") if file.is_file())
