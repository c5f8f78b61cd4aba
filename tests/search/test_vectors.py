"""Vectors → index: nearest passages, what a further report costs, what a removed one leaves."""

import json
import shutil
from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pytest import approx

from kg.encoder import Model
from kg.errors import StaleIndexError
from search import vectors
from search.vectors import Batch, Near, VectorIndex, publish
from tests.characters import SIZE, Characters, model

TEXTS = {
    "haigang": ["建成邮轮实训中心2个", "邮轮专业就业率97.5%", "学生获帆船比赛铜奖"],
    "yunling": ["教师获教学竞赛一等奖", "建成轻纺实训基地4个"],
    "beichuan": ["开办果树嫁接夜校", "果农培训累计300人", "果树嫁接技术到村", "引进果树良种"],
}


def batches(*keys: str, version: str = "1") -> dict[str, Batch]:
    return {key: Batch(f"{key}-{version}", len(TEXTS[key]), version) for key in keys}


def build(target: Path, *keys: str, previous: Path | None = None, encoder: Characters | None = None) -> VectorIndex:
    publish(target, batches(*keys), TEXTS.__getitem__, model(encoder=encoder), previous=previous)
    return VectorIndex(target)


def vector(text: str) -> NDArray[np.float32]:
    found: NDArray[np.float32] = Characters().encode([text])[0]
    return found


def nearest(index: VectorIndex, text: str, k: int = 20) -> list[Near]:
    return index.search(vector(text), k)


def test_a_text_searched_by_itself_scores_one(tmp_path: Path) -> None:
    index = build(tmp_path / "1", *TEXTS)
    for key, texts in TEXTS.items():
        for number, text in enumerate(texts):
            best = nearest(index, text)[0]
            assert (best.report, best.number) == (key, number)
            assert best.score == approx(1.0, abs=1e-3)


def test_all_passages_are_ranked_by_their_cosine(tmp_path: Path) -> None:
    index = build(tmp_path / "1", *TEXTS)
    asked = vector("果树实训")
    expected = {(key, n): float(vector(t) @ asked) for key, texts in TEXTS.items() for n, t in enumerate(texts)}
    found = nearest(index, "果树实训")
    assert {(one.report, one.number): one.score for one in found} == approx(expected, abs=1e-3)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert index.cosines(asked, list(expected)) == approx(list(expected.values()), abs=1e-3)


def test_built_in_steps_or_at_once_it_finds_the_same(tmp_path: Path) -> None:
    build(tmp_path / "1", "haigang")
    build(tmp_path / "2", "haigang", "yunling", previous=tmp_path / "1")
    steps = build(tmp_path / "3", *TEXTS, previous=tmp_path / "2")
    assert nearest(steps, "果树实训") == nearest(build(tmp_path / "once", *TEXTS), "果树实训")


def test_a_further_report_costs_only_itself(tmp_path: Path) -> None:
    build(tmp_path / "1", "haigang", "beichuan")
    encoder = Characters()
    build(tmp_path / "2", *TEXTS, previous=tmp_path / "1", encoder=encoder)
    assert [text for text in encoder.encoded if text in {*chain(*TEXTS.values())}] == TEXTS["yunling"]
    before = {file.name for file in (tmp_path / "1").glob("*.faiss")}
    assert before < {file.name for file in (tmp_path / "2").glob("*.faiss")}


def test_segments_of_like_size_are_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.search.test_vectors.TEXTS", {f"r{i:02}": [f"第{i}份"] * 3 for i in range(20)})
    previous = None
    for size in range(1, 21):
        index = build(tmp_path / str(size), *list(TEXTS)[:size], previous=previous)
        previous = tmp_path / str(size)
    assert len(index) == 60 and len(index.manifest.segments) <= 5
    assert {one.report for one in nearest(index, "第7份", 60)} == set(TEXTS)


def test_of_a_removed_report_nothing_remains(tmp_path: Path) -> None:
    build(tmp_path / "1", *TEXTS)
    left = build(tmp_path / "2", "yunling", "beichuan", previous=tmp_path / "1")
    assert {one.report for one in nearest(left, "邮轮")} == {"yunling", "beichuan"}
    gone = Characters().encode(TEXTS["haigang"]).astype(np.float16)
    for file in (tmp_path / "2").iterdir():
        assert not any(row.tobytes() in file.read_bytes() for row in gone), file
        assert b"haigang" not in file.read_bytes()


def test_a_changed_report_is_encoded_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "1", *TEXTS)
    monkeypatch.setitem(TEXTS, "yunling", ["引进德国织机"])
    changed = batches(*TEXTS) | batches("yunling", version="2")
    publish(tmp_path / "2", changed, TEXTS.__getitem__, model(), previous=tmp_path / "1")
    index = VectorIndex(tmp_path / "2")
    best = nearest(index, "引进德国织机")[0]
    assert (best.report, best.number) == ("yunling", 0) and best.score == approx(1.0, abs=1e-3)
    assert len(nearest(index, "建成")) == 8


def test_another_model_makes_all_vectors_anew(tmp_path: Path) -> None:
    build(tmp_path / "1", *TEXTS)
    encoder = Characters()
    publish(tmp_path / "2", batches(*TEXTS), TEXTS.__getitem__, model("other", "1", encoder), previous=tmp_path / "1")
    assert set(encoder.encoded) >= set(chain(*TEXTS.values()))
    assert VectorIndex(tmp_path / "2").manifest.model == {"name": "other", "version": "1", "dimension": SIZE}


def test_a_model_that_did_not_make_the_index_is_refused(tmp_path: Path) -> None:
    index = build(tmp_path / "1", *TEXTS)
    assert index.require(made := model()) is made
    for other in (model("other"), model(version="2"), None):
        with pytest.raises(StaleIndexError, match="kg rebuild"):
            index.require(other)
    with pytest.raises(StaleIndexError, match="kg rebuild"):
        index.search(np.ones(3, np.float32), 1)


def test_a_damaged_index_is_refused(tmp_path: Path) -> None:
    build(tmp_path / "1", *TEXTS)
    for spoil in ("*.faiss", "manifest.json"):
        shutil.copytree(tmp_path / "1", tmp_path / "spoilt", dirs_exist_ok=True)
        next((tmp_path / "spoilt").glob(spoil)).write_bytes(b"{}")
        with pytest.raises(StaleIndexError, match="kg rebuild"):
            nearest(VectorIndex(tmp_path / "spoilt"), "邮轮")
    content = json.loads((tmp_path / "1" / "manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "1" / "manifest.json").write_text(json.dumps(content | {"format": 99}), encoding="utf-8")
    with pytest.raises(StaleIndexError):
        VectorIndex(tmp_path / "1")


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    index = build(tmp_path / "1")
    assert len(index) == 0 and nearest(index, "邮轮") == []
    assert nearest(build(tmp_path / "2", "haigang", previous=tmp_path / "1"), "邮轮")[0].report == "haigang"


@pytest.mark.parametrize("few", [0, vectors.FEW])
@pytest.mark.parametrize("exact", [vectors.EXACT, 0])
def test_only_what_a_filter_leaves_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int, exact: int
) -> None:
    monkeypatch.setattr(vectors, "FEW", few)
    monkeypatch.setattr(vectors, "make", partial(vectors.make, exact=exact))
    monkeypatch.setitem(TEXTS, "many", [f"{chr(0x4E00 + n)}果" for n in range(30)])  # codes are learnt from some more
    index = build(tmp_path / "1", *TEXTS)
    within = {"haigang": np.array([0, 2]), "beichuan": np.array([3]), "yunling": np.array([], int)}
    found = index.search(vector("果树良种"), 20, within=within)
    assert (found[0].report, found[0].number) == ("beichuan", 3)
    assert {(one.report, one.number) for one in found} == {("haigang", 0), ("haigang", 2), ("beichuan", 3)}


def test_rough_codes_first_find_what_the_exact_index_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(1)
    centres = chance.normal(size=(40, SIZE))
    points = (centres[chance.integers(0, 40, 6000)] + 0.4 * chance.normal(size=(6000, SIZE))).astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)

    def opened(name: str, exact: int) -> VectorIndex:
        monkeypatch.setattr(vectors, "make", partial(make, exact=exact))
        drawn = Model("drawn", "1", partial(Drawn, points))
        publish(tmp_path / name, {"r": Batch("r", 6000, "1")}, lambda _: [""] * 6000, drawn, previous=None)
        return VectorIndex(tmp_path / name)

    make = vectors.make
    rough, exact = opened("rough", 0), opened("exact", 6000)
    recall = [
        len({one.number for one in rough.search(asked, 10)} & {one.number for one in exact.search(asked, 10)}) / 10
        for asked in points[:50]
    ]
    assert np.mean(recall) > 0.99
    scores = {one.number: one.score for one in exact.search(points[0], 100)}
    assert {one.number: one.score for one in rough.search(points[0], 100)} == approx(scores, abs=1e-6)
    sizes = [next((tmp_path / name).glob("*.faiss")).stat().st_size for name in ("rough", "exact")]
    assert sizes[0] > sizes[1]


class Drawn:
    """An encoder whose texts are points, in their order."""

    def __init__(self, points: NDArray[np.float32]) -> None:
        self.points = points
        self.given = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        first, self.given = self.given, self.given + len(texts)
        return self.points[first : self.given]


@given(st.lists(st.text("果树实训邮轮", min_size=1, max_size=8), min_size=1, max_size=12))
@settings(max_examples=25, deadline=None)
def test_sixteen_bits_lose_less_than_a_thousandth(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("index") / "1"
    publish(folder, {"r": Batch("r", len(texts), "1")}, lambda _: texts, model(), previous=None)
    index, asked = VectorIndex(folder), vector(texts[0])
    exact = Characters().encode(texts) @ asked
    assert index.cosines(asked, [("r", n) for n in range(len(texts))]) == approx(exact.tolist(), abs=1e-3)
