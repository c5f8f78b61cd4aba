"""Text → names that are safe in IRIs and file names, and that people can read."""

import hashlib
import unicodedata

NAME_LENGTH = 48  # characters; three bytes each and a suffix still fit a file name
HASH_LENGTH = 16  # hex digits


def squeeze(text: str) -> str:
    """Drop all white space: what a line wrap or a page break may add or take away."""
    return "".join(text.split())


def digest(*parts: str) -> str:
    """Tell texts apart in a few characters."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:HASH_LENGTH]


def slug(text: str) -> str:
    """Keep letters and digits of any script, for IRIs and file names that people can read.

    >>> slug("江滨学院 2022年（中期）报告")
    '江滨学院-2022年-中期-报告'
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    return "-".join("".join(c if c.isalnum() else " " for c in text).split())


def name(text: str) -> str:
    """Make a name for an IRI or a file; a hash tells apart what the slug makes alike."""
    short = slug(text)
    return short if short == text and len(text) <= NAME_LENGTH else f"{short[:NAME_LENGTH]}-{digest(text)}".strip("-")


def key(text: str) -> str:
    """Make a key of what a person gave as one; a key stays as it is.

    >>> key(key("Annual Report.2022"))
    'annual-report-2022'
    """
    short = slug(text)
    return short if 0 < len(short) <= NAME_LENGTH else f"{short[: NAME_LENGTH - 9]}-{digest(text)[:8]}".strip("-")
