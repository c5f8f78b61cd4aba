"""One sentence → the records that it gives, in a form that a test can show in one line."""

from ingest.records import records
from kg.records import Document, Record, Sentence


def sentence(text: str, *, institution: str | None = None) -> Sentence:
    """Make a document of one sentence."""
    return Sentence(Document(text, text, "", "", "", institution=institution), 0, len(text))


def read(text: str, *, institution: str | None = None) -> list[Record]:
    """Give the records of one sentence."""
    return list(records([sentence(text, institution=institution)]))


def told(text: str) -> list[str]:
    """Say each record as `Type level count unit anchor`, with a dash for what is not there."""
    return [say(record) for record in read(text)]


def say(record: Record) -> str:
    """Say a record in one line."""
    count = f"{record.count:g}" if record.count is not None else "-"
    level = str(record.level) if record.level else "-"
    grade = f" {record.grade}" if record.grade else ""
    return f"{record.type} {level} {count} {record.unit or '-'} {record.anchor}{grade}"
