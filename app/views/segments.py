"""Place in a report → its sentence as people read it, in segments with the words marked, and how it is cited.

Breaks of lines and what a page's head and foot put inside a sentence are left out, as they are in extraction. Pages
show segments as they are: JavaScript counts characters otherwise than offsets do.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

from app.answers import PATH
from app.context import Context
from ingest.documents import from_text
from ingest.flat import flat
from ingest.pipeline import decode
from kg.home import Home
from kg.messages import text
from kg.records import Document, Sentence

INNER = str.maketrans("“”", "‘’")  # a quotation inside one
OPEN = 64  # texts of reports that are kept at hand


def in_answers(context: Context, answers: Iterable[Mapping[str, Any]]) -> None:
    """Give the evidence of all answers its segments, with the words of the claim marked."""
    for answer in answers:
        for evidence in [*answer["evidence"], *(claim["evidence"] for claim in answer["claims"])]:
            in_evidence(context, evidence)


def in_evidence(context: Context, evidence: dict[str, Any]) -> None:
    """Give the evidence of one claim its segments, once, wherever it stands in an answer."""
    if "segments" in evidence:
        return
    evidence["segments"] = marked(context, evidence)
    evidence["citation"] = citation(context, evidence)


def marked(context: Context, evidence: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Cut the sentence of some evidence, with the words of the claim marked."""
    passages = context.reader.passages.of(evidence["report"])
    at = bisect_right(passages, evidence["start"], key=lambda passage: passage.start) - 1
    place = {**evidence, "start": passages[max(at, 0)].start}
    return segments(context, place, [(evidence["start"], evidence["end"])])


def in_hits(context: Context, hits: Iterable[dict[str, Any]]) -> None:
    """Give hits their segments, with their highlights marked; their neighbours and twins, too."""
    for hit in hits:
        start = hit["start"]
        hit["segments"] = segments(context, hit, [(start + left, start + right) for left, right in hit["highlights"]])
        hit["citation"] = citation(context, hit)
        around: Mapping[str, Any] = hit.get("context") or {}
        for other in [*hit["again"], *around.get("before", ()), *around.get("after", ())]:
            other["segments"] = segments(context, other, ())


def segments(context: Context, place: Mapping[str, Any], marks: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    """Cut the sentence that starts at a place of a report; marks are offsets of that report."""
    words, start = place["text"], place["start"]
    if any(character in words for character in "\n\f"):
        sentence = Sentence(_document(context, place["report"]), start, start + len(words))
        line = flat(sentence, whole=True)
    else:
        line = flat(Sentence(Document("", words, "", "", ""), 0, len(words)), whole=True)
        marks = [(left - start, right - start) for left, right in marks]
    marked = bytearray(len(line.original))
    for first, last in ((bisect_left(line.offsets, left), bisect_left(line.offsets, right)) for left, right in marks):
        marked[first:last] = b"\1" * (last - first)
    ends = [at for at in range(1, len(marked)) if marked[at] != marked[at - 1]]
    cuts = pairwise([0, *ends, len(marked)] if marked else ())
    return [{"text": line.original[first:last], "mark": bool(marked[first])} for first, last in cuts]


def citation(context: Context, evidence: Mapping[str, Any]) -> str:
    """Cite a sentence: its words, the report, the section."""
    key = "app.citation" if evidence["section"] else "app.citation.bare"
    title = context.titles.get(evidence["report"], evidence["report"])
    section = PATH.join(evidence["section"])
    return text(key, sentence=whole(evidence["segments"]).translate(INNER), title=title, section=section)


def whole(segments: Iterable[Mapping[str, Any]]) -> str:
    """The sentence that was cut."""
    return "".join(part["text"] for part in segments)


def _document(context: Context, key: str) -> Document:
    entry = next(one for one in context.generation.manifest["reports"] if one["key"] == key)  # type: ignore[union-attr]
    return _read(context.home, entry["source"], entry["name"])


@lru_cache(maxsize=OPEN)
def _read(home: Home, source: str, name: str) -> Document:
    return from_text(decode(home.source(source), name)[0], name=name)
