"""The scripts of others: just as they were published, each with its licence, and asking nobody for anything."""

import hashlib
import re
from importlib import resources

import pytest

from app.web.pages import files
from tests.web.browsing import Browsing, at_rest

FOLDER = resources.files("app.web") / "vendor"
TABLE = "VENDOR.tsv"
ROWS = [
    line.split("\t")
    for line in (FOLDER / TABLE).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_script_of_others_is_what_was_published(row: list[str]) -> None:
    file, _, _, licence, _, digest = row
    assert licence == "MIT"
    assert hashlib.sha256((FOLDER / file).read_bytes()).hexdigest() == digest


def test_every_file_of_others_stands_in_the_table_with_its_licence() -> None:
    names = {row[0] for row in ROWS}
    assert {file.name for file in FOLDER.iterdir()} == {*names, TABLE}
    assert {f"{name.partition('.')[0]}.LICENSE.txt" for name in names} <= names


def test_every_file_of_others_is_served() -> None:
    assert {f"vendor/{row[0]}" for row in ROWS} <= set(files())


def test_the_search_page_loads_no_script_of_others(web: Browsing) -> None:
    page = web.open()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{web.root}/?q=国家级奖项")
    at_rest(page)
    assert loaded and not [url for url in loaded if re.search("/vendor/", url)]
