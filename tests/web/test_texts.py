"""Every page loads the words that its modules say."""

import re
from importlib import resources

import pytest

from app.web.pages import OWN, PAGES, texts, words
from kg.messages import LANGUAGES

STATIC = resources.files("app.web") / "static"
IMPORTED = re.compile(r"""(?:from|import)\s*\(?"(?:\./|/web/static/)([\w-]+\.js)\"""")
CALL = re.compile(r"\bt\(([^()]*)")
KEY = re.compile(r"""["`]([a-z]+(?:\.[\w.]*\w)?)(["`]|[.$])(?!\s*\?)""")


def modules(name: str, seen: set[str]) -> set[str]:
    """A module and all that it loads, at once or later."""
    if name not in seen:
        seen.add(name)
        for other in IMPORTED.findall((STATIC / name).read_text(encoding="utf-8")):
            modules(other, seen)
    return seen


@pytest.mark.parametrize("page", [page.name for page in PAGES])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_has_all_the_words_that_it_says(page: str, lang: str) -> None:
    there = words(page, lang)
    first = {key.partition(".")[0] for key in there}
    for module in modules(f"{page}.js", {"nav.js"}) | modules("nav.js", set()):
        for call in CALL.findall((STATIC / module).read_text(encoding="utf-8")):
            for key, end in KEY.findall(call.partition("{ ")[0]):
                known = key in there if end in '"`' else key.partition(".")[0] in first
                assert known, (module, key)


def test_words_that_a_page_has_for_its_own_are_words() -> None:
    known = {key.partition(".")[0] for key in texts("zh")}
    assert {first for own in OWN.values() for first in own} <= known and OWN.keys() <= {page.name for page in PAGES}
