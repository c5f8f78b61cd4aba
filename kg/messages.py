"""Message key → text in Chinese (the default) or English, from the `messages.tsv` of each package.

A key starts with its package's name (`ingest.empty`); a row holds the key, the Chinese and the English text with
`str.format` fields. Errors, warnings, help and tables all speak through `text`.
"""

import os
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("zh", "en")
_language = "zh"


def language() -> str:
    """The language that texts are given in."""
    return _language


def set_language(lang: str) -> None:
    """Switch the language of this process to `zh` or `en`."""
    global _language
    if lang not in LANGUAGES:
        raise ValueError(lang)
    _language = lang


def preferred_language(environ: "os._Environ[str] | dict[str, str]" = os.environ) -> str:
    """English where the locale says so in so many words, else Chinese.

    >>> preferred_language({"LANG": "en_GB.UTF-8"}), preferred_language({"LANG": "C.UTF-8"})
    ('en', 'zh')
    """
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "zh"


@cache
def _texts(package: str) -> dict[str, tuple[str, str]]:
    lines = (resources.files(package) / "messages.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {key: (zh, en) for key, zh, en in rows}


def text(key: str, /, **values: Any) -> str:
    """Say the message `key` in the current language."""
    return text_in(_language, key, **values)


def text_in(lang: str, key: str, /, **values: Any) -> str:
    """Say the message `key` in this language, whatever the current one: a server's readers differ."""
    return _texts(key.partition(".")[0])[key][LANGUAGES.index(lang)].format(**values)
