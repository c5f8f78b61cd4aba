"""The figures are computed right, and the domain's split is kept apart."""

import numpy as np
import pytest

from models.domain import Term, distractors, held_out, queries
from models.evaluate import Task, bm25, ndcg


def test_a_right_document_in_second_place_counts_less() -> None:
    assert ndcg(np.array([[0.5, 0.9, 0.1]]), [[0]]) == pytest.approx(1 / np.log2(3))


def test_all_right_documents_first_is_perfect() -> None:
    assert ndcg(np.array([[0.5, 0.9, 0.1]]), [[0, 1]]) == pytest.approx(1.0)


def test_bm25_finds_the_document_with_the_rare_word() -> None:
    task = Task("invented", ["a b", "a c", "a a"], ["a c"], [[1]])
    assert bm25(task, str.split).argmax() == 1


def test_a_term_pairs_every_two_ways_to_say_it() -> None:
    assert [(pair.left, pair.right) for pair in Term(("甲", "乙"), ("a",)).pairs()] == [
        ("甲", "a"),
        ("乙", "a"),
        ("甲", "乙"),
    ]


@pytest.mark.skipif(not held_out(), reason="the domain's test split is not written yet")
def test_the_domain_test_split_shares_nothing_with_training() -> None:
    training, test = queries(), held_out()
    assert not {query.topic for query in training} & {query.topic for query in test}
    assert not {query.writer for query in training} & {query.writer for query in test}
    assert not {query.sentence for query in training} & ({query.sentence for query in test} | set(distractors()))
    assert not {query.query for query in training} & {query.query for query in test}
