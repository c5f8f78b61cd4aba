"""A server that tests write to, and what its API then says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.app.running import run
from tests.web.browsing import at_rest, served

ODD = "校友𠮷田捐赠图书。"  # its first name is one character here, and two units in JavaScript
AT = "五年来，学校对照建设方案"


@contextmanager
def serving(sample: str, folder: Path) -> Iterator[str]:
    """Serve a home of its own with the sample report, in which an odd character stands near the beginning."""
    report = folder / "report.txt"
    report.write_text(odd(sample), encoding="utf-8", newline="\n")
    done = run("ingest", report, "--home", folder / "kg-data")
    assert done.code == 0, done
    with served(folder / "kg-data") as address:
        yield address


def odd(sample: str) -> str:
    """The sample with the odd character."""
    return sample.replace(AT, ODD + AT)


def asked(page: Page, root: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """What the API says."""
    answer = page.request.get(root + path) if body is None else page.request.post(root + path, data=body)
    assert answer.ok, answer.text()
    return answer.json()


def key_of(page: Page, root: str) -> str:
    """The key of the first report."""
    return str(asked(page, root, "/api/reports")["reports"][0]["key"])


def place(key: str, text: str, words: str) -> str:
    """The address of words of a report."""
    start = text.index(words)
    return f"/reports/{quote(key, safe='')}?from={start}&to={start + len(words)}"


def name_oneself(page: Page, name: str) -> None:
    """Give the name under which the decision is kept, and wait until it is published."""
    page.get_by_label("姓名").fill(name)
    page.get_by_role("button", name="继续").click()


def decided(page: Page, words: str) -> None:
    """Wait until the page says that something was decided, and shows it."""
    expect(page.locator(".toast").last).to_contain_text(words)
    expect(page.locator("span.saving")).to_be_empty()
    at_rest(page)
