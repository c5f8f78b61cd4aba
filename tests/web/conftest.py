"""A browser and a server over the sample report; without a browser these tests are skipped, but fail under CI."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.app.running import run
from tests.web.browsing import Browsing, found_browser, served

MISSING = "no Chromium on this machine (Debian, Ubuntu: apt install chromium fonts-noto-cjk)"
HOSTILE = "<img src=x onerror=document.title='HIT'><script>document.title='HIT'</script>"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = found_browser()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def root(home: Path) -> Iterator[str]:
    """A server over the sample report, which is only read."""
    with served(home) as address:
        yield address


@pytest.fixture
def web(browser: Browser, root: str) -> Iterator[Browsing]:
    """Pages over the sample report; at the end no page may have failed, or asked another server for anything."""
    yield from browsing(browser, root)


@pytest.fixture(scope="session")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a report whose title, headings, sentences and names are an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    report = folder / "'\"><img onerror=1>.txt"
    report.write_text(
        f"""云溪职业技术学院{HOSTILE}建设绩效自评报告
2024年5月

一、学校层面建设任务完成情况

任务一：打造高水平教师队伍{HOSTILE}

获国家级教学成果奖{HOSTILE}二等奖3项，建成“{HOSTILE}”省级名师工作室2个。与云溪{HOSTILE}科技有限公司共建产业学院1个。

任务二：提升社会服务能力

建成省级培训基地“'><svg onload=document.title=1>”5个，开展“&lt;b&gt;”培训12期。
""",
        encoding="utf-8",
    )
    done = run("ingest", report, "--as", f"坏{HOSTILE}/../报告", "--home", folder / "kg-data")
    assert done.code == 0, done
    return folder / "kg-data"


@pytest.fixture(scope="session")
def hostile_root(hostile_home: Path) -> Iterator[str]:
    with served(hostile_home) as address:
        yield address


@pytest.fixture
def hostile(browser: Browser, hostile_root: str) -> Iterator[Browsing]:
    """Pages over the hostile report."""
    yield from browsing(browser, hostile_root)


@pytest.fixture(scope="session")
def empty_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("empty") / "kg-data") as address:
        yield address


@pytest.fixture
def empty(browser: Browser, empty_root: str) -> Iterator[Browsing]:
    """Pages of a server without any report."""
    yield from browsing(browser, empty_root)


def browsing(browser: Browser, root: str) -> Iterator[Browsing]:
    """Pages of a server, for one test."""
    found = Browsing(browser, root)
    yield found
    found.close()
    assert not found.faults, "\n".join(found.faults)
