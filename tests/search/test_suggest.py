"""What is being typed → completions that exist and have answers."""

from pathlib import Path

import pytest

from search import inventory
from search.reader import Reader
from search.suggest import LONGEST, Suggestions, suggest
from search.vocabulary import Vocabulary
from tests.search.sample import generation, report


def texts(reader: Reader, typed: str, limit: int = 10) -> list[str]:
    return [one["text"] for one in reader.suggest(typed, limit)]


def test_a_question_is_completed_from_what_there_is(reader: Reader) -> None:
    first = reader.suggest("哪些国")[0]
    assert first == {
        "text": "哪些国家级奖项支撑学校任务5",
        "kind": "question",
        "label": "哪些国家级奖项支撑学校任务5",
        "detail": "问题 · 2 项",
        "insert": "哪些国家级奖项支撑学校任务5",
        "start": 0,
    }
    assert not any("市级" in text for text in texts(reader, "哪些", 100))


def test_every_question_that_is_suggested_has_answers(reader: Reader) -> None:
    typed = ("", "which", "和", "what", "有哪些", "学校", "专业群", "国家级", "省级")
    found = [one for start in typed for one in reader.suggest(start, 500) if one["kind"] == "question"]
    asked = {one["text"] for one in found if one["start"] == 0}
    assert len(asked) > 50
    for question in sorted(asked):
        assert reader.ask(question, limit=1)["total"] > 0, question


def test_the_number_beside_a_question_is_that_of_its_answers(reader: Reader) -> None:
    for one in reader.suggest("", 20):
        number = int(one["detail"].split("·")[1].removesuffix("项"))
        assert one["kind"] == "question" and reader.ask(one["text"])["total"] == number


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("学校层面的gj", "学校层面的国家级"),
        ("学校层面的guoj", "学校层面的国家级"),
        ("有哪些TUANd", "有哪些团队"),
        ("shuangshi", "学校任务5"),
        ("国家级tuan", "国家级团队"),
        ("双师", "学校任务5"),
        ("和星", "和星澜纺机有限公司"),
        ("xlfj", "星澜纺机有限公司"),
        ("星澜书", "星澜书院"),
        ("書院", "星澜书院"),
        ("list of national aw", "list of national award"),
        ("teams of school ta", "teams of school task 5"),
        ("GROUP TASK 8", "group task 8"),
    ],
)
def test_the_last_words_are_completed(reader: Reader, typed: str, completed: str) -> None:
    assert completed in texts(reader, typed)


def test_a_completion_says_where_it_is_put_in(reader: Reader) -> None:
    (one,) = [one for one in reader.suggest("学校层面的gj") if one["text"] == "学校层面的国家级"]
    assert (one["kind"], one["insert"], one["start"], one["detail"]) == ("level", "国家级", 5, "国家级")


def test_what_is_not_there_together_with_the_words_before_is_not_suggested(reader: Reader) -> None:
    assert "国家级团队" in texts(reader, "国家级团")
    assert "省级团队" not in texts(reader, "省级团")
    assert not any(text.startswith("专业群任务8的国家级") for text in texts(reader, "专业群任务8的国"))


def test_what_is_typed_to_its_end_is_not_suggested_again(reader: Reader) -> None:
    for typed in ("有哪些团队", "国家级", "which national teams are there"):
        found = texts(reader, typed)
        assert typed not in found and len(set(found)) == len(found)


@pytest.mark.parametrize(
    "typed", ["团队有多少省", "教材有多少本", "省级奖项有几项", "省级奖项有哪些", "有国家级吗", "学校？"]
)
def test_nothing_is_hung_on_a_question_that_is_at_its_end(reader: Reader, typed: str) -> None:
    finished = typed != "团队有多少省"
    hung = [one for one in reader.suggest(typed, 50) if one["start"] > 0]
    assert bool(hung) is not finished


@pytest.mark.parametrize(
    "typed", ["国" * 3_000, "a" * 10_000, "a " * 5_000, "\n\0\u202e", "[国](*", "'" * 500, "　", "🎓", "zzzzzzzzzz"]
)
def test_whatever_is_typed_is_borne(reader: Reader, typed: str) -> None:
    for one in reader.suggest(typed):
        assert one["text"] == typed[: one["start"]] + one["insert"]


def test_no_more_than_the_limit(reader: Reader) -> None:
    assert [len(reader.suggest("", limit)) for limit in (0, 1, 3)] == [0, 1, 3]


def test_only_the_last_characters_are_looked_at(reader: Reader) -> None:
    before = "，" * LONGEST
    assert f"{before}国家级" in texts(reader, f"{before}国")


def test_the_inventory_counts_things_and_not_claims(reader: Reader) -> None:
    found = inventory.taken(reader.ledger)
    assert found.kinds["Team", "national"] == 1 and found.places["Team", "national", "school", 5] == 1
    assert found.names["国家级轻工纺织教师团队", "Team", "national"] == 1


def test_two_colleges_are_counted_together(tmp_path: Path) -> None:
    reports = {"yunling": report(), "binhai": report(institution="滨海职业学院", year=2022)}
    with Reader.open(generation(tmp_path, reports)) as reader:
        team = next(one for one in reader.suggest("国家级团队") if one["kind"] == "question")
        assert team["detail"] == "问题 · 2 项" and reader.ask(team["text"])["total"] == 2


def test_nothing_is_suggested_over_an_empty_graph() -> None:
    empty = Suggestions(inventory.Inventory(), Vocabulary(), lambda _: pytest.fail("nothing to read"))
    assert suggest(empty, "国") == suggest(empty, "gj") == suggest(empty, "") == []
