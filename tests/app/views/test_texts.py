"""A report's text as the reader gets it."""

from pathlib import Path

from app.context import Context
from app.views.kept import reports
from app.views.texts import text_of
from tests.app.running import run


def opened(home: Path) -> Context:
    context = Context(home)
    context.refresh()
    return context


def test_the_parts_together_are_the_text_and_a_page_s_foot_stands_aside(home: Path, sample: str) -> None:
    context = opened(home)
    key = reports(context)["reports"][0]["key"]
    told = text_of(context, key)
    parts = [part for block in told["blocks"] for part in block["parts"]]
    assert "".join(part["text"] for part in parts) == sample
    aside = [part["text"].strip() for part in parts if part["aside"] and part["text"].strip()]
    assert "- 3 -" in aside
    assert not any(part["claims"] for part in parts if part["aside"])


def test_a_decision_says_where_its_words_stand(report: Path, tmp_path: Path, sample: str) -> None:
    path = tmp_path / "kg-data"
    run("ingest", report, "--home", path)
    run("decide", "correct", "--quote", "全省依法治校示范校", "--level", "national", "--by", "王", "--home", path)
    words = "全省依法治校示范校", "全国五一劳动奖章"
    done = run("decide", "merge", "--quote", words[0], "--with", words[1], "--by", "王", "--home", path)
    assert done.code == 0, done
    context = opened(path)
    key = reports(context)["reports"][0]["key"]
    correct, merge = text_of(context, key)["decisions"]
    assert (correct["action"], correct["by"], merge["action"]) == ("correct", "王", "merge")
    assert [sample[place["start"] : place["end"]] for place in correct["places"]] == [words[0]]
    assert [sample[place["start"] : place["end"]] for place in merge["places"]] == [*words]
