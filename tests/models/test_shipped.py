"""The model in the repository is whole, small enough, and embeds whatever it is given."""

import hashlib
import json

import numpy as np
import pytest

from kg.static import StaticEncoder
from models.__main__ import SHIPPED

pytestmark = pytest.mark.skipif(not (SHIPPED / "manifest.json").exists(), reason="no model has been trained yet")

MANY = ["双师型教师占比", "How many courses are online?", "", "😀", "Здравствуйте", "１＋Ｘ", "学" * 100_000, "\n"]


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder(SHIPPED)


def test_the_files_are_those_of_the_manifest() -> None:
    manifest = json.loads((SHIPPED / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["sha256"].items():
        assert hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest() == digest, name


def test_all_files_together_take_at_most_25_megabytes() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= 25_000_000


def test_any_text_gets_finite_numbers(encoder: StaticEncoder) -> None:
    assert np.isfinite(encoder.encode(MANY)).all()


def test_a_text_by_itself_scores_one(encoder: StaticEncoder) -> None:
    for text in ("双师型教师占比", "courses", "学" * 100_000):
        assert float(encoder.encode([text])[0] @ encoder.encode([text])[0]) == pytest.approx(1.0, abs=1e-5)


def test_other_words_for_a_thing_are_nearer_than_another_thing(encoder: StaticEncoder) -> None:
    term, same, english, other = encoder.encode(
        ["双师型教师", "既懂理论又会动手的老师", "dual-qualified teachers", "图书馆藏书"]
    )
    assert term @ same > term @ other + 0.2
    assert term @ english > term @ other + 0.2


@pytest.mark.filterwarnings("ignore")
def test_sentence_transformers_gives_the_same_vectors(encoder: StaticEncoder) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    from sentence_transformers import SentenceTransformer

    texts = [text for text in MANY if text and len(text) < 1000]
    stock = SentenceTransformer(str(SHIPPED), device="cpu").encode(texts)
    assert np.abs(stock - encoder.encode(texts)).max() < 1e-5
