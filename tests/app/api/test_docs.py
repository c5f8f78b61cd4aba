"""What the documentation shows runs as it stands, against a real server."""

import importlib.util
import json
import re
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

DOCS = Path(__file__).parents[3] / "docs" / "api.md"
BLOCKS = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
SERVER = '"http://127.0.0.1:8000"'


def ran(address: str, *blocks: str) -> dict[str, Any]:
    """Run blocks of the documentation one after the other, against this server."""
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block.replace(SERVER, repr(address)), str(DOCS), "exec"), names)
    return names


def test_there_is_a_client_and_three_examples() -> None:
    assert len(BLOCKS) == 4 and SERVER in BLOCKS[0] and len(BLOCKS[0].splitlines()) < 20


def test_the_client_of_a_few_lines_prints_answers(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = ran(address, BLOCKS[0])["answer"]
    printed = capsys.readouterr().out
    assert answer["total"] > 0 and answer["answers"][0]["evidence"][0]["text"] in printed


def test_rdflib_asks_the_endpoint(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran(address, BLOCKS[0], BLOCKS[1])
    assert "5 锻造高水平“双师型”教师队伍" in capsys.readouterr().out


@pytest.mark.skipif(
    not importlib.util.find_spec("pandas"), reason="pandas is no dependency of ours; it is not installed"
)
def test_pandas_reads_the_table(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran(address, BLOCKS[0], BLOCKS[2])
    assert "国家级" in capsys.readouterr().out


def test_the_columns_that_pandas_groups_by_are_those_of_the_table(address: str) -> None:
    with urlopen(f"{address}/api/export?format=csv") as response:
        header = response.read().decode("utf-8-sig").splitlines()[0].split(",")
    assert {"类型", "级别"} <= set(header) and "类型" in BLOCKS[2]


def test_networkx_draws_the_graph(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = ran(address, BLOCKS[0], BLOCKS[3])
    assert found["network"].degree(found["richest"]) > 5 and capsys.readouterr().out


def test_every_address_that_is_named_is_there(address: str) -> None:
    with urlopen(f"{address}/openapi.json") as response:
        paths = [re.sub(r"\{.*?\}", "x", path) for path in json.load(response)["paths"]]
    named = re.findall(
        r"`(?:GET |POST |PUT |DELETE )?(/(?:api|healthz|metrics)[^`?]*)", DOCS.read_text(encoding="utf-8")
    )
    for one in named:
        plain = re.sub(r"\{.*?\}", "x", one).rstrip("/").replace("school/5", "x/x")
        assert plain in ("/api", *paths), one
