"""Texts → vectors."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kg import encoder
from kg.encoder import NAME, SHIPPED, Encoder, SentenceTransformerEncoder, choose, is_static
from kg.errors import ModelError
from tests.characters import Characters, model

shipped = pytest.mark.skipif(not is_static(SHIPPED), reason="no model has been trained yet")


def test_anything_that_embeds_texts_is_an_encoder() -> None:
    encoder: Encoder = Characters()
    vectors = encoder.encode(["双师型教师", "双师型教师", "港口"])
    assert vectors[0] @ vectors[1] == pytest.approx(1.0) and vectors[0] @ vectors[2] < 1


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match=r"chengguo\[models\]"):
        SentenceTransformerEncoder("BAAI/bge-small-zh-v1.5")


def test_a_folder_without_a_model_is_refused_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed", exc_type=ImportError)
    with pytest.raises(ModelError) as refused:
        SentenceTransformerEncoder(tmp_path / "empty")
    assert "\n" not in str(refused.value)


def test_a_model_is_loaded_when_it_is_first_used() -> None:
    loaded = list[str]()

    def load() -> Encoder:
        loaded.append("now")
        return Characters()

    lazy = encoder.Model("characters", "1", load)
    assert loaded == []
    assert lazy.row == {"name": "characters", "version": "1", "dimension": 64}
    lazy.encode(["教师"])
    assert loaded == ["now"]


def test_without_the_model_inside_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(encoder, "SHIPPED", tmp_path)
    assert choose() is None and choose(NAME) is None


def test_a_name_is_one_for_sentence_transformers() -> None:
    chosen = choose("BAAI/bge-small-zh-v1.5")
    assert chosen and chosen.name == "BAAI/bge-small-zh-v1.5"


def test_a_folder_is_known_by_its_place_and_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    one = choose(str(tmp_path))
    (tmp_path / "config.json").write_text("{ }", encoding="utf-8")
    other = choose(str(tmp_path))
    assert one and other and one.name == other.name == str(tmp_path.resolve())
    assert one.version != other.version


@shipped
def test_the_model_inside_speaks_chinese_and_english(tmp_path: Path) -> None:
    chosen = choose()
    assert chosen and chosen.name == NAME
    asked, right, wrong = chosen.encode(["dual-qualified teachers", "双师型教师", "校园绿化面积"])
    assert asked @ right > asked @ wrong + 0.2
    assert np.linalg.norm(chosen.encode(["教师", "", "🎉"]), axis=1) == pytest.approx([1, 0, 0], abs=1e-5)


@shipped
def test_a_copy_of_it_in_another_folder_gives_the_same_vectors(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "copy")
    copy, inside = choose(str(tmp_path / "copy")), choose()
    assert copy and inside and copy.version == inside.version and copy.name != inside.name
    assert (copy.encode(["双师型教师"]) == inside.encode(["双师型教师"])).all()
    (tmp_path / "copy" / "model.safetensors").write_bytes(b"{}")
    with pytest.raises(ModelError, match="copy"):
        choose(str(tmp_path / "copy")).encode(["教师"])  # type: ignore[union-attr]
    (tmp_path / "copy" / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="copy"):
        choose(str(tmp_path / "copy"))


def test_choosing_imports_neither_torch_nor_numpy() -> None:
    code = "import sys; from kg.encoder import choose; choose(); choose('x/y'); "
    code += "print({'torch', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_small_encoder_of_the_tests_is_a_model() -> None:
    assert model().encode(["双师"]).shape == (1, 64)
