"""Answers or collected sentences → a Word document with their citations. The only door to python-docx."""

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.answers import JOIN, PATH, chips, total
from app.citations import Titles, known, title
from app.collection import Collected
from kg.messages import text

FONTS = {"Normal": "宋体", "Title": "黑体", "Heading 2": "黑体"}  # for Chinese; Latin letters keep the style's own
INDENT = 21  # points: two characters
SMALL = 9  # points of the line that says where a sentence stands
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold


def to_docx(answer: Mapping[str, Any], titles: Titles) -> bytes:
    """Write a document: the question, then each thing with the sentences that say so, their words in bold."""
    paper = _paper(answer["question"])
    paper.add_paragraph(_clean(text("app.ask.understood", what="  ".join(chips(answer["understood"])))))
    paper.add_paragraph(total(answer))
    for number, one in enumerate(answer["answers"], 1):
        paper.add_paragraph(_clean(f"{number}. {one['label']}"), "Heading 2")
        paper.add_paragraph(_clean(JOIN.join(known(one))))
        for claim in one["claims"]:
            evidence = claim["evidence"]
            _quote(paper, evidence, evidence["segments"], title(evidence, titles))
    return _saved(paper)


def collected_to_docx(heading: str, collected: Iterable[Collected]) -> bytes:
    """Write a document of sentences, each with its place and the question that found it, or why it is left out."""
    paper = _paper(heading)
    for one in collected:
        if one.sentence:
            _quote(paper, one.sentence, [{"text": one.sentence["text"], "mark": False}], one.sentence["title"])
        for line in filter(None, (one.note, one.question)):
            _small(paper.add_paragraph(_clean(line)))
    return _saved(paper)


def _saved(paper: Any) -> bytes:
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _paper(question: str) -> Any:
    """An empty document under a title, with fonts that Chinese is printed in."""
    from docx import Document
    from docx.oxml.ns import qn

    paper = Document()
    for style, font in FONTS.items():
        paper.styles[style].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    paper.core_properties.author = ""
    paper.core_properties.title = _clean(question)[:255]
    paper.add_paragraph(_clean(question), "Title")
    return paper


def _quote(paper: Any, evidence: Mapping[str, Any], segments: Iterable[Mapping[str, Any]], report: str) -> None:
    """Add a sentence and its place; what is marked of it is bold."""
    quote = paper.add_paragraph("“")
    for part in segments:
        quote.add_run(_clean(part["text"])).bold = part["mark"]
    quote.add_run("”")
    _indented(quote)
    _small(paper.add_paragraph(_clean(f"—— 《{report}》{PATH}{PATH.join(evidence['section'])}")))


def _small(paragraph: Any) -> None:
    from docx.shared import Pt

    paragraph.runs[0].font.size = Pt(SMALL)
    _indented(paragraph)


def _indented(paragraph: Any) -> None:
    from docx.shared import Pt

    paragraph.paragraph_format.left_indent = Pt(INDENT)


def _clean(words: str) -> str:
    return _CONTROL.sub("", words)
