"""Document → Section."""

from functools import lru_cache

from ingest.headings import headings
from ingest.lines import Lines
from ingest.outline import outline
from ingest.tasks import assign
from kg.records import Document, Notice, Section

RENUMBERED = ("ingest.task_number", "ingest.task_numbers")


def sections(document: Document) -> tuple[tuple[Section, ...], tuple[Notice, ...]]:
    """Find the sections that the headings open, nested, with their tasks; and what is doubtful about them."""
    lines = layout(document)
    nodes, misnumbered = outline(lines, list(headings(document.text, lines)))
    places, doubts = assign(nodes, document.title)
    told = {notice.start for notice in doubts if notice.key in RENUMBERED}
    notices = [notice for notice in misnumbered if notice.start not in told]
    ends = _ends([node.level for node in nodes], [node.heading.start for node in nodes], len(document.text))
    made: list[Section] = []
    for node, place, end in zip(nodes, places, ends, strict=True):
        parent = made[node.parent] if node.parent >= 0 else None
        made.append(
            Section(
                document,
                node.heading.start,
                end,
                heading=node.heading.words,
                level=node.level,
                parent=parent,
                opens=place.task,
                scope=place.scope,
                group=place.group,
            )
        )
    return tuple(made), tuple(sorted((*notices, *doubts), key=lambda notice: (notice.start or 0, notice.key)))


@lru_cache(maxsize=64)  # an answer over many reports shows sentences of as many
def layout(document: Document) -> Lines:
    """The lines of the document."""
    return Lines(document.text)


def heading_end(section: Section) -> int:
    """Where the words of the section's heading end in the text."""
    text, at = section.document.text, section.start
    for character in section.heading:
        if not character.isspace():
            at = text.index(character, at) + 1
    return at


def _ends(levels: list[int], starts: list[int], length: int) -> list[int]:
    """Each section ends where the next one of its level or above begins."""
    ends = [length] * len(levels)
    open_: list[int] = []
    for at, level in enumerate(levels):
        while open_ and levels[open_[-1]] >= level:
            ends[open_.pop()] = starts[at]
        open_.append(at)
    return ends
