"""Reports come, change and go: what is published follows from sources and decisions alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import read_text
from kg.records import Report
from tests.app.running import Done, refusal, run

SAMPLE_NAME = "澜江机电职业技术学院"


def quads(home: Path) -> list[str]:
    return sorted(run("export", "--format", "nq", "--home", home).out.splitlines())


def claims(home: Path) -> dict[str, str]:
    """IRI of each claim → its quote."""
    query = "SELECT ?c ?q { ?c a cg:Claim ; cg:source [ cg:exact ?q ] }"
    rows = run("sparql", query, "--format", "json", "--home", home).json["results"]["bindings"]
    return {row["c"]["value"]: row["q"]["value"] for row in rows}


def generation(home: Path) -> int:
    number: int = run("status", "--format", "json", "--home", home).json["generation"]
    return number


def ingest(home: Path, *arguments: str | Path) -> Done:
    done = run("ingest", *arguments, "--home", home)
    assert done.code == 0, done
    return done


def key(home: Path) -> str:
    (report,) = run("list", "--format", "json", "--home", home).json["reports"]
    return str(report["key"])


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return tmp_path / "fresh"


@pytest.fixture
def other(tmp_path: Path, sample: str) -> Path:
    """A report of another college, told in the same words."""
    path = tmp_path / "other.txt"
    text = sample.replace(SAMPLE_NAME, "北屿农牧职业学院").replace("机电一体化技术", "畜牧兽医").replace("青禾", "白沙")
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_ingest_says_what_it_found(fresh: Path, report: Path) -> None:
    out = ingest(fresh, report).out
    for words in ("utf-8", "学校层面 10 项", "专业群层面 9 项", "国家级", "奖项"):
        assert words in out


def test_reading_twice_changes_nothing_and_says_so(fresh: Path, report: Path) -> None:
    ingest(fresh, report)
    before = quads(fresh), generation(fresh)
    assert "没有改动" in ingest(fresh, report).out
    assert (quads(fresh), generation(fresh)) == before


def test_the_order_of_reports_does_not_matter(tmp_path: Path, report: Path, other: Path) -> None:
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    for file in (report, other):
        ingest(one, file)
    for file in (other, report):
        ingest(two, file)
    ingest(three, other, report)
    assert quads(one) == quads(two) == quads(three)


def test_another_report_under_a_key_is_refused(fresh: Path, report: Path, tmp_path: Path) -> None:
    ingest(fresh, report)
    before = quads(fresh), generation(fresh)
    stranger = tmp_path / "stranger.txt"
    stranger.write_text(
        "白沙学院年度报告\n\n一、总体情况\n\n学院建成省级实训基地3个。获国家级奖项2项。\n", encoding="utf-8"
    )
    line = refusal(run("ingest", stranger, "--as", key(fresh), "--home", fresh))
    assert "--as" in line and key(fresh) in line
    assert (quads(fresh), generation(fresh)) == before


def test_a_corrected_character_moves_no_other_claim(fresh: Path, report: Path, sample: str, tmp_path: Path) -> None:
    ingest(fresh, report)
    before, kept = claims(fresh), key(fresh)
    corrected = tmp_path / "corrected.txt"
    corrected.write_text(sample.replace("省级奖项27项", "省级奖项28项"), encoding="utf-8", newline="\n")
    assert "替换" in ingest(fresh, corrected).out
    after = claims(fresh)
    assert key(fresh) == kept
    start = sample.rindex("。", 0, sample.index("省级奖项27项"))
    sentence = "".join(sample[start : sample.index("。", start + 1)].split())
    gone = [quote for iri, quote in before.items() if iri not in after]
    assert all("".join(quote.split()) in sentence for quote in gone)
    assert len(before) - len(gone) > 80


def test_two_versions_end_as_the_last_alone(tmp_path: Path, report: Path, sample: str) -> None:
    changed = tmp_path / "changed.txt"
    changed.write_text(sample.replace("省级奖项27项", "省级奖项28项"), encoding="utf-8", newline="\n")
    ingest(tmp_path / "one", report)
    ingest(tmp_path / "one", changed)
    ingest(tmp_path / "two", changed)
    strip = [[line for line in quads(tmp_path / name) if "changed.txt" not in line] for name in ("one", "two")]
    assert strip[0] == strip[1]


def test_removing_a_report_leaves_nothing_of_it(tmp_path: Path, report: Path, other: Path) -> None:
    both, alone = tmp_path / "both", tmp_path / "alone"
    ingest(alone, other)
    ingest(both, report, other)
    rows = run("list", "--format", "json", "--home", both).json["reports"]
    (gone,) = [row["key"] for row in rows if row["institution"] == SAMPLE_NAME]
    assert run("remove", gone, "--home", both).code == 0
    assert quads(both) == quads(alone)
    hits = run("search", SAMPLE_NAME, "--format", "json", "--home", both).json["hits"]
    assert not any(SAMPLE_NAME in hit["text"] for hit in hits)


def test_the_last_report_can_be_removed(fresh: Path, report: Path) -> None:
    ingest(fresh, report)
    assert run("remove", key(fresh), "--home", fresh).code == 0
    assert run("list", "--format", "json", "--home", fresh).json["reports"] == []
    assert claims(fresh) == {}
    assert run("ask", "国家级奖项", "--format", "json", "--home", fresh).json["total"] == 0


def test_rebuild_backup_and_restore_give_the_same_graph(tmp_path: Path, fresh: Path, report: Path) -> None:
    ingest(fresh, report)
    before = quads(fresh)
    assert run("rebuild", "--home", fresh).code == 0
    assert quads(fresh) == before
    assert run("backup", tmp_path / "b.zip", "--home", fresh).code == 0
    assert run("restore", tmp_path / "b.zip", "--home", tmp_path / "restored").code == 0
    assert quads(tmp_path / "restored") == before


def test_a_damaged_home_is_repaired_as_the_message_says(fresh: Path, report: Path) -> None:
    ingest(fresh, report)
    before = quads(fresh)
    (fresh / "CURRENT").write_text("000077", encoding="ascii")
    for store in fresh.rglob("*.sst"):
        store.unlink()
    for command in (["ask", "奖项"], ["status"], ["check"]):
        assert "kg rebuild" in refusal(run(*command, "--home", fresh))
    assert run("rebuild", "--home", fresh).code == 0
    assert quads(fresh) == before


def test_rebuilding_names_the_file_that_is_gone_and_leaves_it_out_only_when_told(
    fresh: Path, report: Path, other: Path
) -> None:
    ingest(fresh, report, other)
    rows = run("list", "--format", "json", "--home", fresh).json["reports"]
    gone, kept = rows
    (fresh / "sources" / gone["source"]).unlink()
    before = generation(fresh)
    line = refusal(run("rebuild", "--home", fresh))
    assert gone["source"] in line and gone["key"] in line
    assert generation(fresh) == before
    done = run("rebuild", "--skip-missing", "--home", fresh)
    assert done.code == 1 and gone["key"] in done.err and "1 份" in done.out
    assert [row["key"] for row in run("list", "--format", "json", "--home", fresh).json["reports"]] == [kept["key"]]


def test_the_good_files_are_read_and_the_bad_ones_told(fresh: Path, report: Path, tmp_path: Path) -> None:
    done = run("ingest", tmp_path / "nowhere.txt", report, "--home", fresh)
    assert done.code == 1
    assert "nowhere.txt" in done.err and "已加入" in done.out
    assert len(claims(fresh)) > 80


@pytest.fixture
def bad(tmp_path: Path) -> Iterator[dict[str, Path]]:
    files = {name: tmp_path / name for name in ("empty.txt", "binary.txt", "large.txt", "pdf.txt")}
    files["empty.txt"].write_text("", encoding="utf-8")
    files["binary.txt"].write_bytes(bytes(range(256)) * 20)
    files["large.txt"].write_bytes("成果汇总。\n".encode() * 3_300_000)
    files["pdf.txt"].write_bytes(b"%PDF-1.7\n")
    yield files | {"missing": tmp_path / "missing.txt", "directory": tmp_path}


@pytest.mark.parametrize("name", ["missing", "directory", "empty.txt", "binary.txt", "large.txt", "pdf.txt"])
def test_unusable_input_is_one_line_and_changes_nothing(
    name: str, bad: dict[str, Path], fresh: Path, report: Path
) -> None:
    ingest(fresh, report)
    before = generation(fresh), len(claims(fresh))
    line = refusal(run("ingest", bad[name], "--home", fresh))
    assert str(bad[name]) in line
    assert refusal(run("extract", bad[name])) == line
    assert (generation(fresh), len(claims(fresh))) == before


def test_a_text_that_is_no_report_is_a_warning(fresh: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("亲爱的朋友：\n\n今天天气很好，我们去河边走了走。\n", encoding="utf-8")
    done = ingest(fresh, letter)
    assert "警告" in done.err and done.err.count("\n") == 1


def test_a_report_without_task_headings_is_read_with_a_warning(fresh: Path, sample: str, tmp_path: Path) -> None:
    bare = tmp_path / "bare.txt"
    lines = [
        line
        for line in sample.splitlines()
        if not line.startswith(("任务", "1．", "2．", "3．", "4．", "5．", "6．", "7．", "8．", "9．"))
    ]
    bare.write_text("\n".join(lines), encoding="utf-8")
    done = ingest(fresh, bare)
    assert "警告" in done.err
    assert len(claims(fresh)) > 60


def test_asking_an_empty_home_is_one_line(tmp_path: Path) -> None:
    for command in (["ask", "奖项"], ["search", "奖项"], ["sparql", "ASK {}"], ["check"], ["export", "--format", "nq"]):
        line = refusal(run(*command, "--home", tmp_path / "none"))
        assert "kg ingest" in line
    assert not (tmp_path / "none").exists()


def test_a_home_that_is_a_file_is_one_line(tmp_path: Path, report: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert str(tmp_path / "file") in refusal(run("ingest", report, "--home", tmp_path / "file"))


def test_an_unknown_key_is_one_line(home: Path) -> None:
    assert "kg list" in refusal(run("remove", "没有这个", "--home", home))


def test_one_key_takes_one_file(fresh: Path, report: Path, other: Path) -> None:
    assert "--as" in refusal(run("ingest", report, other, "--as", "k", "--home", fresh))


def test_a_key_is_known_as_it_was_given(fresh: Path, report: Path) -> None:
    ingest(fresh, report, "--as", "某学院 2024/终期")
    assert key(fresh) != "某学院 2024/终期"
    assert run("remove", "某学院 2024/终期", "--home", fresh).code == 0
    assert "--as" in refusal(run("ingest", report, "--as", " ", "--home", fresh))


def test_a_report_read_again_in_another_encoding_says_which(fresh: Path, sample: str, tmp_path: Path) -> None:
    for encoding in ("gb18030", "utf-8"):
        (tmp_path / "r.txt").write_bytes(sample.encode(encoding))
        assert encoding in ingest(fresh, tmp_path / "r.txt").out


def test_a_warning_about_the_whole_file_names_it_once(fresh: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("亲爱的朋友：\n\n今天天气很好，我们去河边走了走。\n", encoding="utf-8")
    assert ingest(fresh, letter).err.count("letter.txt") == 1


def test_of_several_reports_each_answer_says_which(fresh: Path, report: Path, other: Path) -> None:
    ingest(fresh, report)
    alone = run("ask", "国家级奖项", "--home", fresh).out + run("search", "国家级奖项", "--home", fresh).out
    assert "〔" not in alone and f"—— {SAMPLE_NAME}" not in alone
    ingest(fresh, other)
    for command in (["ask", "国家级奖项"], ["search", "国家级 奖项", "-k", "50"]):
        out = run(*command, "--home", fresh).out
        places = [line for line in out.splitlines() if line.endswith("]") and " › " in line]
        assert places
        assert all(SAMPLE_NAME in line or "北屿农牧职业学院" in line for line in places)


def test_what_a_report_holds_commands_no_terminal(fresh: Path, sample: str, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    hostile.write_text(sample.replace("全国五一劳动奖章", "全国五一劳动奖章\x1b[31m\x9b2J"), encoding="utf-8")
    done = [run("ingest", hostile, "--home", fresh), run("extract", hostile, "--format", "table")]
    done += [run("ask", "国家级奖项", "--home", fresh), run("search", "五一劳动奖章", "--home", fresh)]
    done += [run("sparql", "SELECT ?t { ?s cg:text ?t }", "--home", fresh), run("check", "--home", fresh)]
    for one in done:
        assert one.code in (0, 1)
        assert not {"\x1b", "\x9b"} & set(one.out + one.err)
    assert "�[31m" in done[4].out


def test_a_fault_in_reading_one_report_keeps_no_other_out(
    fresh: Path, report: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(text: str, **more: str) -> Report:
        return read_text(text[: 1 // (SAMPLE_NAME in text) * len(text)], **more)

    monkeypatch.setattr("app.build.read_text", read)
    done = run("ingest", report, other, "--home", fresh)
    assert done.code == 1
    assert f"{other}：读这份报告时程序内部出错（ZeroDivisionError）" in done.err and "Traceback" not in done.err
    assert key(fresh) and generation(fresh) == 1
    monkeypatch.undo()
    ingest(fresh, other)
    assert generation(fresh) == 2
