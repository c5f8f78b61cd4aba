"""Address → the HTML of a page, a file of the pages, or their words; in the reader's language and colours.

The language and the scheme are those of the address, of the cookie, or what the browser prefers: the page comes
right at once, without a script that would turn it over.
"""

import gzip
import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from app.labels import labels
from app.web.examples import examples
from kg.messages import LANGUAGES
from kg.terms import PREFIXES
from kg.version import VERSION
from kg.vocabulary import Approximation, Level, Status, Subtype, Type

SCHEMES = ("light", "dark")
OWN = {  # words that not all pages load, by how their keys begin
    "board": ("board",),
    "collection": ("collection",),
    "decisions": ("anew", "reports"),
    "reader": ("reader", "reports"),
    "reports": ("reader", "reports"),
    "thing": ("thing", "graph", "merged", "relation"),
    "workbench": ("workbench", "example", "column", "common", "kind", "slot", "graph", "relation"),
}
MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}
_FOLDERS = ("static", "vendor")
_FIELD = re.compile(r"\{\{([\w.]+)\}\}")
_TERMS = (*Type, *Subtype, *Level, *Status, *Approximation)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, the name of its shell and of its module, and which entry of the menu it stands under."""

    path: str
    name: str
    menu: str


@dataclass(frozen=True, slots=True)
class File:
    """What is sent: bytes, also packed, what they are, and a tag that changes with them."""

    content: bytes
    packed: bytes
    media_type: str
    tag: str


PAGES = (
    Page("/", "search", "search"),
    Page("/board", "board", "board"),
    Page("/reports", "reports", "reports"),
    Page("/reports/{key:path}", "reader", "reports"),
    Page("/collection", "collection", "collection"),
    Page("/decisions", "decisions", "reports"),
    Page("/findings", "findings", "reports"),
    Page("/things/{id:path}", "thing", "search"),
    Page("/workbench", "workbench", "workbench"),
)


def page(name: str, *, lang: str, scheme: str = "") -> str:
    """Fill the frame of all pages with the main part of this one."""
    said = texts(lang)
    menu = next(page.menu for page in PAGES if page.name == name)
    parts = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "scheme": scheme,
        "name": name,
        "version": VERSION,
        "texts": words_file(name, lang),
        **{f"current.{page.menu}": ' aria-current="page"' if page.menu == menu else "" for page in PAGES},
    }
    frame = _shell("frame").replace("{{main}}", _shell(name)).replace("{{title}}", f"{{{{{name}.title}}}}")
    return _FIELD.sub(lambda field: parts.get(field[1]) or _said(said, field[1], parts), frame)


def _said(said: Mapping[str, str], key: str, parts: Mapping[str, str]) -> str:
    return "" if key in parts else html.escape(said[key])


def chosen(query: Mapping[str, str], cookies: Mapping[str, str], accepted: str) -> tuple[str, str]:
    """Choose the language and the scheme; no scheme leaves it to the browser.

    >>> chosen({"lang": "en"}, {"scheme": "dark"}, "zh-CN"), chosen({}, {}, "fr, zh;q=0.8, en;q=0.5")
    (('en', 'dark'), ('zh', ''))
    """
    wanted = [query.get("lang", ""), cookies.get("lang", ""), *re.findall(r"[a-z]{2}", accepted.lower())]
    lang = next((one for one in wanted if one in LANGUAGES), LANGUAGES[0])
    scheme = cookies.get("scheme", "")
    return lang, scheme if scheme in SCHEMES else ""


@cache
def files() -> Mapping[str, File]:
    """All files of the pages by their address behind `/web/`, and the words as a module a language."""
    found = {words_file(name, lang): _file(_words(name, lang), "js") for lang in LANGUAGES for name in ("", *OWN)}
    found["queries.js"] = _file(_queries(), "js")
    for folder in _FOLDERS:
        place = resources.files("app.web") / folder
        for one in place.iterdir() if place.is_dir() else ():
            form = one.name.rpartition(".")[2]
            if form in MEDIA_TYPES:
                found[f"{folder}/{one.name}"] = _file(one.read_bytes(), form)
    return found


def _file(content: bytes, form: str) -> File:
    tag = hashlib.sha256(content).hexdigest()[:20]
    return File(content, gzip.compress(content, mtime=0), MEDIA_TYPES[form], tag)


def words_file(page: str, lang: str) -> str:
    """The file with the words of a page."""
    return f"texts.{page}.{lang}.js" if page in OWN else f"texts.{lang}.js"


def words(page: str, lang: str) -> Mapping[str, str]:
    """The words of a page: those of all, and of the others those that it has, too."""
    missing = {first for own in OWN.values() for first in own} - set(OWN.get(page, ()))
    return {key: said for key, said in texts(lang).items() if key.partition(".")[0] not in missing}


def _words(page: str, lang: str) -> bytes:
    terms = {name: labels(lang)[name] for name in _TERMS}
    said = words(page, lang)
    return f"export const texts = {_json(said)};\nexport const terms = {_json(terms)};\n".encode()


def _queries() -> bytes:
    """What the workbench offers, as a module."""
    return f"export const examples = {_json(examples())};\nexport const prefixes = {_json(dict(PREFIXES))};\n".encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def texts(lang: str) -> Mapping[str, str]:
    """The words of the pages in this language, by key."""
    lines = (resources.files("app.web") / "texts.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {key: (zh, en)[LANGUAGES.index(lang)] for key, zh, en in rows}


@cache
def _shell(name: str) -> str:
    return (resources.files("app.web") / "shells" / f"{name}.html").read_text(encoding="utf-8")
