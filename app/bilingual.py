"""The same text in Chinese and in English, for readers whose language is not known."""

from collections.abc import Callable
from pathlib import Path

from kg.messages import LANGUAGES, language, set_language


def both(say: Callable[[], object]) -> tuple[str, str]:
    """Say something in Chinese and in English."""
    before, said = language(), []
    for each in LANGUAGES:
        set_language(each)
        said.append(" ".join(str(say()).split("\n")))
    set_language(before)
    return said[0], said[1]


def told(error: Exception, home: Path) -> tuple[str, str]:
    """Say an error in both languages to somebody far away: not where on this machine the home is."""
    return both(lambda: str(error).replace(str(home), home.name))
