"""Headings → Node: which heading stands under which, as their numbering shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ingest.headings import RANK, Heading
from ingest.lines import Lines
from kg.records import Notice

MIN_CONTENTS = 3  # entries of a table of contents
MAX_ROUNDS = 3  # lists inside lists inside lists are taken for text, bottom up


@dataclass(frozen=True, slots=True)
class Node:
    """A heading in its place; `parent` is an index into the same outline, -1 at the top."""

    heading: Heading
    level: int
    parent: int
    expected: int | None  # the number that should stand here, where another one does


def outline(lines: Lines, candidates: Sequence[Heading]) -> tuple[list[Node], list[Notice]]:
    """Nest the headings, leaving out tables of contents and mere lists; say where numbers are wrong."""
    body = _bodies(lines)
    nodes = _nest(list(_without_contents(candidates, body)), lines)
    for _ in range(MAX_ROUNDS):
        lists = _lists(nodes, body)
        if not lists:
            break
        nodes = _nest([node.heading for node in nodes if node.heading.at not in lists], lines)
    return nodes, list(_notices(nodes))


def _bodies(lines: Lines) -> list[int]:
    """For each line, how many lines of text stand before it."""
    counts, total = [], 0
    for line in lines:
        counts.append(total)
        total += line.kind in ("text", "row")
    return [*counts, total]


def _text_between(heading: Heading, end: int, body: Sequence[int]) -> bool:
    return heading.run_in or body[end] > body[min(heading.after, end)]


def _without_contents(candidates: Sequence[Heading], body: Sequence[int]) -> Iterator[Heading]:
    """Leave out tables of contents: rows of headings without text that most of them come again behind the row."""
    last = {heading.key: heading.at for heading in candidates}
    row: list[Heading] = []
    for heading, following in zip_longest(candidates, candidates[1:]):
        row.append(heading)
        end = following.at if following else len(body) - 1
        if following is None or _text_between(heading, end, body):
            again = [last[entry.key] > heading.at for entry in row]
            contents = len(row) >= MIN_CONTENTS and 2 * sum(again) > len(row)
            yield from (entry for entry, repeated in zip(row, again, strict=True) if not (contents and repeated))
            row = []


def _nest(candidates: Sequence[Heading], lines: Lines) -> list[Node]:
    following = _following(candidates)
    nodes: list[Node] = []
    stack: list[tuple[str, int, int]] = []  # style, last number, index of the node
    due: dict[tuple[int, str], int] = {}  # the number that should have stood last, by parent and style
    for at, heading in enumerate(candidates):
        style, last = _place(heading, stack, following[at])
        depth = next((n for n in range(len(stack) - 1, -1, -1) if stack[n][0] == style), None)
        if depth is None:
            depth = _outermost(style, stack, following[at])
            last = 0
        parent = stack[depth - 1][2] if depth else -1
        figure, place = heading.number, (parent, style)
        after = due[place] + 1 if last else 1
        expected = None if style.startswith(("plain", "label", "bold", "hashes")) else last + 1
        if expected and figure is not None and (figure == after or figure < last):
            expected = after  # only the number before was wrong
        if (heading.doubtful or heading.stopped) and not _fits(heading, expected, lines):
            continue
        del stack[depth:]
        stack.append((style, figure if figure is not None else last + 1, len(nodes)))
        due[place] = figure if figure is not None and figure == expected else after
        wrong = expected if expected is not None and figure != expected else None
        nodes.append(Node(heading, depth + 1, parent, wrong))
    return nodes


def _place(heading: Heading, stack: list[tuple[str, int, int]], following: dict[str, int]) -> tuple[str, int]:
    """The style that the heading counts in, and the last number of it.

    >>> lost = Heading(0, 0, 0, 1, "plain-task", None, "提升信息化水平", "提升信息化水平")
    >>> _place(lost, [("digits", 8, 0)], {"digits": 10})
    ('digits', 8)
    """
    if heading.style == "plain-task":  # one that lost its number counts with those around it
        for style, last, _ in reversed(stack):
            if following.get(style) == last + 2:
                return style, last
    return heading.style, next((last for style, last, _ in stack if style == heading.style), 0)


def _following(candidates: Sequence[Heading]) -> list[dict[str, int]]:
    """For each heading, the next number of each style behind it."""
    after: list[dict[str, int]] = []
    seen: dict[str, int] = {}
    for heading in reversed(candidates):
        after.append(seen)
        if heading.number is not None:
            seen = {**seen, heading.style: heading.number}
    return after[::-1]


def _outermost(style: str, stack: list[tuple[str, int, int]], following: dict[str, int]) -> int:
    """Where a style that is not open begins: under the last heading, but never inside one that it plainly holds."""
    depth = len(stack)
    rank = RANK.get(style, len(RANK))
    while depth:
        open_style, last, _ = stack[depth - 1]
        if style.startswith("hashes"):
            holds = not open_style.startswith("hashes") or open_style > style
        elif style.startswith("plain-") and style != "plain-task":
            holds = RANK.get(open_style, len(RANK)) > rank and not open_style.startswith("hashes")
        else:
            runs_on = following.get(open_style) == last + 1
            holds = RANK.get(open_style, -1) > rank and not runs_on
        if not holds:
            break
        depth -= 1
    return depth


def _fits(heading: Heading, expected: int | None, lines: Lines) -> bool:
    """Whether its number makes a heading of a doubtful line; one that reads as a sentence needs text under it, too."""
    if heading.number != expected or (heading.stopped and expected == 1):
        return False
    if not heading.stopped:
        return True
    under = next((line for line in lines[heading.after : heading.after + 6] if line.kind in ("text", "row")), None)
    return under is not None and under.finished and not under.words[:1].isdigit() and under.words[:1] not in "（("


def _lists(nodes: Sequence[Node], body: Sequence[int]) -> set[int]:
    """Lines of numbered rows that have nothing under them, most of them: items of a list."""
    parents = {node.parent for node in nodes}
    rows: dict[tuple[int, str], list[tuple[int, bool]]] = {}
    for at, node in enumerate(nodes):
        end = nodes[at + 1].heading.at if at + 1 < len(nodes) else len(body) - 1
        empty = at not in parents and not _text_between(node.heading, end, body)
        rows.setdefault((node.parent, node.heading.style), []).append((node.heading.at, empty))
    lists = [row for row in rows.values() if len(row) > 1 and 2 * sum(empty for _, empty in row) > len(row)]
    return {at for row in lists for at, _ in row}


def _notices(nodes: Sequence[Node]) -> Iterator[Notice]:
    for node in nodes:
        if node.expected is not None:
            heading = node.heading
            values = {"heading": heading.words, "number": heading.number or "—", "expected": node.expected}
            key = "ingest.misnumbered" if heading.number else "ingest.unnumbered"
            yield Notice(key, values, heading.start, heading.end)
