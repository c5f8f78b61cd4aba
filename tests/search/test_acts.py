"""English words that only say what was done are no topics; those that say what it is about stay."""

import pytest

from search.question import read
from tests.search.test_question import KNOWN


@pytest.mark.parametrize(
    "question",
    [
        "Which standards did the college whittle",
        "Which standards did the college help to whittle",
        "Which standards did they manage to whittle",
        "Which standards did the college take part in whittling",
        "Which standards were whittled",
        "Which standards were overwritten",
        "Which companies whittle national standards",
        "Which standards did the college end up whittling",
        "Which standards did the college help draw up",
        "Which standards has the school gone on to overhaul",
    ],
)
def test_a_verb_is_no_topic(question: str) -> None:
    assert [topic.word for topic in read(question, KNOWN).topics if not topic.light] == []


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("awards in welding contests", "welding"),
        ("prizes given to beekeepers", "beekeepers"),
        ("services to beekeepers", "beekeepers"),
        ("Which awards did the college win for beekeeping", "beekeeping"),
        ("robotics textbooks", "robotics"),
        ("Does the college have robotics laboratories", "robotics"),
    ],
)
def test_what_it_is_about_is_one(question: str, topic: str) -> None:
    words = [one.word for one in read(question, KNOWN).topics if not one.light]
    assert any(topic in word for word in words)
