"""Completion follows what is published."""

from pathlib import Path

from app import publish
from kg.home import Home
from search import ledger
from search.reader import Reader


def test_what_is_suggested_follows_the_generation(tmp_path: Path) -> None:
    """What one college has is kept when another comes, and gone when its report is removed."""
    home = Home(tmp_path / "home")
    for name, thing in (("青渚", "国家级教学名师1人"), ("临汀", "省级焊接大师工作室2个")):
        file = tmp_path / f"{name}.txt"
        file.write_text(
            f"{name}职业技术学院双高计划建设绩效自评报告（2023年）\n一、学校层面建设任务\n（五）打造高水平双师队伍\n教师获评{thing}。\n",
            encoding="utf-8",
        )
        publish.ingest(home, [file], key=name, advance=lambda _: None)
    assert named(home) == {"国家级教学名师", "省级焊接大师工作室"}
    publish.remove(home, "青渚")
    assert named(home) == {"省级焊接大师工作室"}


def named(home: Home) -> set[str]:
    generation = home.generation()
    assert len(list((generation.path / ledger.FOLDER).iterdir())) == len(generation.manifest["reports"])
    with Reader.open(generation.path) as reader:
        return {label for label, _, _ in reader.suggestions.inventory.names}
