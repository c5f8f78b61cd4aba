"""Name of a question → SPARQL: each `.rq` file here opens with its question, and has its answer in the tests."""

from functools import cache
from importlib import resources


@cache
def names() -> tuple[str, ...]:
    """The names of the questions, sorted."""
    files = (file.name for file in resources.files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".rq") for name in files if name.endswith(".rq")))


def query(name: str) -> str:
    """Read the query that answers a question.

    >>> query("unlinked").splitlines()[0]
    '# 哪些成果没有归到任何任务'
    """
    return (resources.files(__package__) / f"{name}.rq").read_text(encoding="utf-8")
