"""Words that the reports do not have, and words of theirs that mean the same."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.encoder import Model
from search.reader import Reader
from tests.search.sample import generation, report

SENSES = {"artwork": "作品", "scholars": "学员"}  # what the little model knows


class Senses:
    """Says that a foreign word and its Chinese one are the same, and that no other two words are."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed the texts: one row each, of length 1."""
        vectors = np.zeros((len(texts), 2_000), np.float32)
        for row, text in enumerate(texts):
            word = SENSES.get(text, text)
            vectors[row, self._places.setdefault(word, len(self._places))] = 1
        return vectors


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    encoder = Senses()
    model = Model("senses", "1", lambda: encoder)
    folder: Path = generation(tmp_path_factory.mktemp("alike"), {"yunling": report()}, model=model)
    with Reader.open(folder, model=model) as reader:
        yield reader


def same(reader: Reader, word: str) -> tuple[str, ...]:
    reading = reader.read(f"{word} awards")
    return next(topic.same for topic in reader.alike.widened(reading).topics)


def test_a_foreign_word_finds_the_word_of_the_report_that_means_it(asked: Reader) -> None:
    assert same(asked, "artwork") == ("artwork", "作品")


def test_a_word_of_which_no_report_has_one_like_it_stays_as_it_is(asked: Reader) -> None:
    assert same(asked, "astronomy") == ("astronomy",)


def test_a_word_that_the_reports_have_needs_no_other(asked: Reader) -> None:
    reading = asked.read("越南方面有什么")
    assert asked.alike.widened(reading) == reading
