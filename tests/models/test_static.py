"""The shipped format: int8 rows, read without torch."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.static import StaticEncoder, read_safetensors
from models.export import export, quantise, write_safetensors
from models.tokenizer import Vocabulary, build, english

TEXTS = [
    "学校培养教师，企业捐赠设备2台",
    "courses, students and machines",
    "",
    "😀",
    "Привет 龘",
    "学校培养教师" * 300,
    "培养",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with random rows."""
    path = tmp_path_factory.mktemp("model")
    words = dict.fromkeys(["学校", "培养", "教师", "企业", "捐赠", "设备", "学", "校", "培", "养"], 0.01)
    vocabulary = Vocabulary(words, english(dict.fromkeys(["courses", "students", "and", "machines"], 1), [], size=50))
    rows = np.random.default_rng(1).normal(size=(len(vocabulary.tokens), 64)).astype(np.float32)
    rows[0] = 0
    export(path, rows, build(vocabulary), {"version": "test"})
    return path


def test_int8_keeps_each_number_to_half_a_step() -> None:
    rows = np.random.default_rng(1).normal(size=(50, 16)).astype(np.float32)
    whole, scales = quantise(rows)
    assert np.abs(whole * scales[:, None] - rows).max() <= scales.max() / 2 + 1e-6
    assert whole.min() >= -127


def test_a_row_of_zeros_stays_zero() -> None:
    whole, scales = quantise(np.zeros((1, 4), np.float32))
    assert not whole.any()
    assert np.isfinite(scales).all()


def test_tensors_come_back_as_written(tmp_path: Path) -> None:
    tensors: dict[str, NDArray[np.generic]] = {
        "a": np.arange(6, dtype=np.int8).reshape(2, 3),
        "b": np.ones(2, np.float32),
    }
    write_safetensors(tmp_path / "x", tensors)
    assert {name: tensor.tolist() for name, tensor in read_safetensors(tmp_path / "x").items()} == {
        "a": [[0, 1, 2], [3, 4, 5]],
        "b": [1.0, 1.0],
    }


def test_a_text_by_itself_scores_one(folder: Path) -> None:
    vectors = StaticEncoder(folder).encode(["学校培养教师"])
    assert float(vectors[0] @ vectors[0]) == pytest.approx(1.0, abs=1e-6)


def test_texts_without_a_known_word_give_zeros_and_nothing_else_does(folder: Path) -> None:
    norms = np.linalg.norm(StaticEncoder(folder).encode(TEXTS), axis=1)
    assert norms.tolist() == pytest.approx([1, 1, 0, 0, 0, 1, 1], abs=1e-6)


def test_a_text_has_the_same_vector_alone_and_among_others(folder: Path) -> None:
    encoder = StaticEncoder(folder)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.abs(encoder.encode(TEXTS) - alone).max() < 1e-6


def test_no_texts_give_no_vectors(folder: Path) -> None:
    assert StaticEncoder(folder).encode([]).shape == (0, 64)


@pytest.mark.filterwarnings("ignore")
def test_sentence_transformers_gives_the_same_vectors(folder: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    from sentence_transformers import SentenceTransformer

    stock = SentenceTransformer(str(folder), device="cpu")
    some = [text for text in TEXTS if text != ""]
    assert np.abs(StaticEncoder(folder).encode(some) - stock.encode(some)).max() < 1e-5
