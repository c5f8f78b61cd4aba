"""A Transformer of sentence-transformers, made here, as the model of a home."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from kg.encoder import choose
from kg.home import Home
from tests.app.running import refusal, run

TEXT = """海港旅游学院建设绩效自评报告（2023年）

一、学校层面任务
1. 加强党的建设
建成2个全国党建工作示范支部。
5. 打造高水平双师队伍
2021年获国家级教师教学竞赛一等奖3项，“双师型”教师占比达81.27%。
"""

pytestmark = pytest.mark.skipif(find_spec("sentence_transformers") is None, reason="the extra `models` is missing")


def transformer(folder: Path, *, size: int = 32) -> Path:
    """Save a Transformer of one layer with random weights that reads single characters."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    tokens = dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *TEXT.replace("\n", "")])
    tokenizer = Tokenizer(WordLevel({token: number for number, token in enumerate(tokens)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)
    torch.manual_seed(1)
    shape = {"hidden_size": size, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 2 * size}
    BertModel(BertConfig(vocab_size=len(tokens), max_position_embeddings=64, **shape)).save_pretrained(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one report, made with the model inside, if there is one."""
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    assert run("ingest", tmp_path / "report.txt", "--as", "haigang", "--home", tmp_path / "home").code == 0
    return tmp_path / "home"


def test_a_home_is_rebuilt_with_a_transformer_and_searched_by_it(home: Path, tmp_path: Path) -> None:
    folder = transformer(tmp_path / "model")
    assert run("rebuild", "--model", folder, "--home", home).code == 0
    made = Home(home).generation().manifest["model"]
    assert made and (made["name"], made["dimension"]) == (str(folder.resolve()), 32)
    done = run("search", "建成2个全国党建工作示范支部。", "--explain", "--format", "json", "--home", home)
    assert done.code == 0, done
    best = done.json["hits"][0]
    assert best["text"] == "建成2个全国党建工作示范支部。" and best["score"] == pytest.approx(1.0)
    assert best["explain"]["meaning"] > 0


def test_its_vectors_have_length_one_whatever_the_text(tmp_path: Path) -> None:
    chosen = choose(str(transformer(tmp_path / "model")))
    assert chosen
    vectors = chosen.encode(["双师型教师", "双师型教师", "🎉", "教师" * 500])
    assert vectors.dtype == np.float32 and vectors[0] == pytest.approx(vectors[1], abs=1e-5)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1] * 4, abs=1e-5)


def test_a_folder_that_no_longer_fits_the_index_is_refused(home: Path, tmp_path: Path) -> None:
    folder = transformer(tmp_path / "model")
    assert run("rebuild", "--model", folder, "--home", home).code == 0
    transformer(folder, size=16)
    assert "kg rebuild" in refusal(run("search", "双师型教师", "--home", home))
    assert run("rebuild", "--model", folder, "--home", home).code == 0
    assert run("search", "双师型教师", "--home", home).code == 0
