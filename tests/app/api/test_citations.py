"""The answers to a question are saved as a file to quote from."""

import io
from zipfile import ZipFile

from starlette.testclient import TestClient


def test_a_file_is_sent_to_be_saved(server: TestClient) -> None:
    said = server.post("/api/citations", json={"question": "技能大赛国家级奖项", "format": "docx"})
    assert said.status_code == 200
    assert "attachment" in said.headers["content-disposition"]
    assert "word/document.xml" in ZipFile(io.BytesIO(said.content)).namelist()


def test_a_form_that_is_none_is_refused(server: TestClient) -> None:
    assert server.post("/api/citations", json={"question": "奖项", "format": "exe"}).status_code == 422
