"""Chromium as Debian has it, cut off from everything but our server, and what axe-core says of a page."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SCHEMES = ("light", "dark")
SERIOUS = frozenset({"serious", "critical"})
WAIT = 60_000  # milliseconds that a page may take on a busy machine

expect.set_options(timeout=WAIT)


def found_browser() -> str | None:
    """The browser of this machine; none is downloaded."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def served(home: Path, *options: str) -> Iterator[str]:
    """Run `kg serve` over a home as a process of its own; yields its address."""
    command = [sys.executable, "-m", "app.cli", "serve", "--home", str(home), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        try:
            line = process.stderr.readline()
            address = re.search(r"http://\S+?:\d+", line)
            assert address, line
            yield address[0]
        finally:
            process.terminate()
            process.stderr.read()


@dataclass
class Browsing:
    """Pages of one server. What they ask of others is not let out, and is held against them at the end."""

    browser: Browser
    root: str
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, path: str = "/", *, lang: str = "zh-CN", width: int = 1280, **options: Any) -> Page:
        """Open a page in a context of its own, and wait until it has come to rest."""
        size: Any = {"width": width, "height": 900}
        context = self.browser.new_context(viewport=size, locale=lang, accept_downloads=True, **options)
        context.set_default_timeout(WAIT)
        context.route("**/*", self._only_ours)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("console", self._heard)
        page.goto(self.root + path)
        at_rest(page)
        return page

    def close(self) -> None:
        """Close all pages."""
        for context in self.contexts:
            context.close()

    def _only_ours(self, route: Route) -> None:
        asked = urlsplit(route.request.url)
        if f"{asked.scheme}://{asked.netloc}" == self.root or asked.scheme in ("blob", "data"):
            route.continue_()
        else:
            self.faults.append(f"left the network: {route.request.url}")
            route.abort()

    def _heard(self, message: Any) -> None:
        refused = "Failed to load resource" in message.text  # a refusal of the API is shown on the page
        if message.type == "error" and not refused:
            self.faults.append(f"console: {message.text}")


def at_rest(page: Page) -> None:
    """Wait until nothing is being loaded; a part that loads says so by `aria-busy`."""
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def violations(page: Page, *, scheme: str) -> list[str]:
    """What axe-core finds serious or critical on a page, in a scheme."""
    media: Any = scheme
    page.emulate_media(color_scheme=media, reduced_motion="reduce")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")  # painted
    found = Axe().run(page, options={"preload": False}).response["violations"]  # its preloading breaks our policy
    return [
        f"{scheme}: {one['id']} ({one['impact']}): {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """Hold a page as it stands now against axe-core, in both schemes."""
    found = [one for scheme in SCHEMES for one in violations(page, scheme=scheme)]
    assert not found, "\n".join(found)
