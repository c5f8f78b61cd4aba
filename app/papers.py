"""The JSON of `kg ask` → a Word document, each answer with its citations. The only door to python-docx."""

import io
import re
from collections.abc import Mapping
from typing import Any

from app.answers import JOIN, PATH, chips, total
from app.citations import Titles, known, title
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
            _quote(paper, claim["evidence"], titles)
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


def _quote(paper: Any, evidence: Mapping[str, Any], titles: Titles) -> None:
    from docx.shared import Pt

    quote = paper.add_paragraph("“")
    for part in evidence["segments"]:
        quote.add_run(_clean(part["text"])).bold = part["mark"]
    quote.add_run("”")
    place = paper.add_paragraph(_clean(f"—— 《{title(evidence, titles)}》{PATH}{PATH.join(evidence['section'])}"))
    place.runs[0].font.size = Pt(SMALL)
    for paragraph in (quote, place):
        paragraph.paragraph_format.left_indent = Pt(INDENT)


def _clean(words: str) -> str:
    return _CONTROL.sub("", words)
